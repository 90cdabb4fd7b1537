"""From all events to rows the task heads learn from: each look, at its moment, and what followed.

Features (`moments`) are of what lay before a look and of nothing else. Labels say what came
after, within a horizon, and only as far as `until`: what could not be known yet is not known. Built
by vectorised passes over the newest looks, bounded. NumPy only; no Django, no torch.

Shapes: `A` events, `N` items, `M` looks, `K` candidates of a look (its own item first).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.contracts import EventKind, Floats
from recommender.task_heads.features import Doubles

Ints = NDArray[np.int64]

TASKS = ("click", "cart", "purchase", "rating")
KINDS = tuple(EventKind)  # `kinds` are places in it
LOOKS = (EventKind.VIEW, EventKind.CLICK)
CART_S, PURCHASE_S = 86_400.0, 7 * 86_400.0  # horizons after a look
GOOD_RATING = 4.0
NEGATIVES = 4  # of each look: half drawn evenly, half as often as items are looked at
MOST_LOOKS = 60_000  # newest first


@dataclass(frozen=True, slots=True)
class TaskEvents:
    """All events sorted by owner, then time; every array (A,).

    owners: 0-based numbers, none left out; rows: of the item, -1 for none; kinds: place in
    `KINDS`; values: NaN where none; times: seconds since 1970; devices: place in `DEVICES`.
    """

    owners: Ints
    rows: Ints
    kinds: Ints
    values: Floats
    times: Ints
    devices: Ints

    def __len__(self) -> int:
        """Return A."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class TaskItems:
    """What is known of N items. vectors (N, d) float32, unit or zero rows.

    The codes (N,) are equal where two items have it in common and -1 where there is none;
    log_prices (N,) log1p of the price; listed (N,) seconds since 1970.
    """

    vectors: Floats
    categories: Ints
    departments: Ints
    brands: Ints
    makers: Ints
    log_prices: Floats
    listed: Doubles

    def __len__(self) -> int:
        """Return N."""
        return len(self.vectors)


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks to learn from: at (M,) their places in the events, candidates (M, K) item rows."""

    at: Ints
    candidates: Ints

    def __len__(self) -> int:
        """Return M."""
        return len(self.at)


def looks_drawn(
    events: TaskEvents,
    items: TaskItems,
    seed: int,
    negatives: int = NEGATIVES,
    most: int = MOST_LOOKS,
    kinds: tuple[EventKind, ...] = LOOKS,
) -> Looks:
    """Return the newest looks, each with its own item and `negatives` others; -1: none drawn.

    A look at the item that the same shopper looked at just before is no new one. An item that was
    drawn but not listed yet, or is the look's own, is none.
    """
    is_look = np.isin(events.kinds, [KINDS.index(kind) for kind in kinds]) & (events.rows >= 0)
    places = np.flatnonzero(is_look)
    again = np.zeros(len(places), dtype=bool)
    again[1:] = (events.rows[places][1:] == events.rows[places][:-1]) & (
        events.owners[places][1:] == events.owners[places][:-1]
    )
    places = places[~again]
    if len(places) > most:
        newest = np.argsort(-events.times[places], kind="stable")[:most]
        places = np.sort(places[newest])
    rng = np.random.default_rng(seed)
    own = events.rows[places]
    shape = (len(places), negatives)
    drawn = rng.integers(0, max(len(items), 1), shape)
    if len(own):
        drawn[:, : negatives // 2] = rng.choice(own, (len(places), negatives // 2))
    not_there = items.listed[drawn] > events.times[places][:, None] if len(items) else True
    drawn = np.where((drawn == own[:, None]) | not_there, -1, drawn)
    return Looks(places, np.concatenate([own[:, None], drawn], axis=1))


def labels_of(events: TaskEvents, looks: Looks, until: float) -> Floats:
    """Return what followed each candidate, (M, K, T) float32: 1, 0, or NaN where not known.

    click: the look was at it. cart, purchase: of the item looked at, within a day and a week after;
    known once that time is over by `until`, also where it happened at once: else what is known
    early would be mostly what happened. rating: 4 or more, where it was rated by then.
    """
    found = np.full((*looks.candidates.shape, len(TASKS)), np.nan, dtype=np.float32)
    found[..., 0] = np.where(looks.candidates >= 0, 0.0, np.nan)
    found[:, 0, 0] = 1.0
    at = events.times[looks.at].astype(np.float64)
    for task, kind, horizon in ((1, EventKind.CART, CART_S), (2, EventKind.PURCHASE, PURCHASE_S)):
        when, _ = next_act(events, looks, kind)
        found[:, 0, task] = np.where(at + horizon <= until, when - at <= horizon, np.nan)
    when, stars = next_act(events, looks, EventKind.RATING)
    found[:, 0, 3] = np.where(when <= until, stars >= GOOD_RATING, np.nan)
    return found


def next_act(
    events: TaskEvents, looks: Looks, kind: EventKind, after_s: int = 0
) -> tuple[Doubles, Floats]:
    """Return when the shopper next did this to the item looked at (inf: never), and its value.

    Looked for from `after_s` seconds after the look.
    """
    when, value = np.full(len(looks), np.inf), np.full(len(looks), np.nan, dtype=np.float32)
    acts = np.flatnonzero((events.kinds == KINDS.index(kind)) & (events.rows >= 0))
    if not len(acts) or not len(looks):
        return when, value
    pairs = events.owners * (int(events.rows.max()) + 1) + events.rows
    known, mine = np.unique(pairs[looks.at], return_inverse=True)
    place = np.minimum(np.searchsorted(known, pairs[acts]), len(known) - 1)
    hit = known[place] == pairs[acts]
    acts, place = acts[hit], place[hit]
    first = int(events.times.min())
    span = int(events.times.max()) - first + 1
    keys = place * span + (events.times[acts] - first)
    order = np.argsort(keys, kind="stable")
    keys, acts = keys[order], acts[order]
    from_s = np.minimum(events.times[looks.at] - first + after_s, span)
    at = np.searchsorted(keys, mine * span + from_s)
    there = at < len(keys)
    there[there] = keys[at[there]] // span == mine[there]
    picked = acts[at[there]]
    when[there], value[there] = events.times[picked], events.values[picked]
    return when, value
