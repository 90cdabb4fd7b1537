"""What histories look like when not everybody in them is honest: noise, bots and shilling, seeded.

Noise as in Wu et al. 2021 (SGL, arXiv:2010.10783): random acts are added, as a share of those that
are there. Push attacks as in Lam & Riedl 2004, "Shilling recommender systems for fun and profit",
doi:10.1145/988672.988726, and Mobasher et al. 2007, doi:10.1145/1278366.1278372, carried over to
acts without ratings: an *average* attack rates its fillers as everybody does, so here it draws them
as often as everybody takes them. NumPy only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from recommender.metrics import Ints

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

PUSHES = ("random", "average", "bandwagon")
BOTS = ("regular", "fast", "sweep", "again", "copies")

MOST_FILLERS = 50
BANDWAGON = 0.3  # share of a bandwagon profile's fillers that are the shop's best known items
BEST_KNOWN = 20  # how many items those are drawn from
CAMPAIGN_S = 2 * 86_400  # a campaign is run within
HUMAN_GAP_S, HUMAN_SPREAD = 40.0, 1.1  # median, and deviation of the logarithm, of an honest pause
REGULAR_GAP_S, FAST_GAP_S = 30, 1
BOT_ACTS = 120
COPIED = 6  # steps at least of a history that is replayed
COPIES = 8  # bots that replay one honest shopper


@dataclass(frozen=True, slots=True)
class Attacked:
    """Histories with false ones among them, in random order.

    `false` (S,) bool: which are made up. `origin` (S,) int64: number in the honest histories, -1
    for a false one. `target`: row of the pushed item, -1 without one.
    """

    histories: Sequences
    false: NDArray[np.bool_]
    origin: Ints
    target: int = -1


def noise_inject(
    histories: Sequences, items: int, share: float, seed: int, spared: int = 0
) -> tuple[Sequences, NDArray[np.bool_]]:
    """Return histories with random acts among their own, and which steps those are, (E,) bool.

    `share` random acts are added for each act that may have one before it, on items drawn evenly
    from all `items`, at the time of the act before. The newest `spared` steps of each history stay
    the newest and are not counted.
    """
    from recommender.neural.sequences import Sequences

    rng = np.random.default_rng(seed)
    steps = len(histories.rows)
    owners = np.repeat(np.arange(len(histories)), histories.lengths)
    from_end = np.repeat(histories.offsets[1:], histories.lengths) - np.arange(steps)  # 1: newest
    before = np.flatnonzero(from_end > spared)  # a random act may stand before any of these
    count = round(share * len(before))
    chosen = np.sort(rng.choice(before, count)) if count else before[:0]
    places = np.insert(np.arange(steps), chosen, chosen)
    noise = np.insert(np.zeros(steps, dtype=bool), chosen, True)
    rows = histories.rows[places]
    rows[noise] = rng.integers(items, size=count)
    lengths = np.bincount(owners[places], minlength=len(histories))
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Sequences(rows, histories.kinds[places], histories.times[places], offsets), noise


def push_attack(
    histories: Sequences, items: int, target: int, kind: str, share: float, seed: int
) -> Attacked:
    """Add `share` × S false profiles that end on `target`; as long, as slow as honest ones.

    "random": fillers drawn evenly; "average": as often as everybody takes them; "bandwagon": some
    of the best known items, the rest evenly.

    Raises:
        KeyError: there is no such kind.
    """
    rng = np.random.default_rng(seed)
    counts = np.bincount(histories.rows, minlength=items).astype(np.float64)
    counts[target] = 0.0
    fillers = _FILLERS[kind]
    sizes = np.clip(rng.choice(histories.lengths, round(share * len(histories))) - 1, 2, None)
    made = [
        np.append(fillers(counts, min(int(size), MOST_FILLERS), target, rng), target)
        for size in sizes
    ]
    begin = _campaign(histories, rng)
    times = [
        begin + rng.uniform(0, CAMPAIGN_S) + np.cumsum(_human_gaps(len(one), rng)) for one in made
    ]
    return _mixed(histories, made, times, target, rng)


def bot_attack(histories: Sequences, items: int, kind: str, share: float, seed: int) -> Attacked:
    """Add `share` × S scripted visitors.

    "regular": well-known items at even pauses; "fast": an act a second; "sweep": the catalogue in
    its order; "again": one item over and over; "copies": honest histories replayed, `COPIES` times
    each, some days later.

    Raises:
        KeyError: there is no such kind.
    """
    rng = np.random.default_rng(seed)
    count = max(round(share * len(histories)), 1)
    begin = _campaign(histories, rng)
    made: list[Ints] = []
    times: list[NDArray[np.float64]] = []
    if kind == "copies":
        long = np.flatnonzero(histories.lengths >= COPIED)
        for victim in np.repeat(rng.choice(long, -(-count // COPIES)), COPIES)[:count]:
            own = histories.of(int(victim))
            made.append(histories.rows[own])
            later = rng.uniform(0.1, 5.0) * 86_400
            times.append(histories.times[own].astype(np.float64) + later)
        return _mixed(histories, made, times, -1, rng)
    for _ in range(count):
        rows, gaps = _SCRIPTS[kind](histories, items, rng)
        made.append(rows)
        times.append(begin + rng.uniform(0, CAMPAIGN_S) + np.cumsum(gaps))
    return _mixed(histories, made, times, -1, rng)


def _mixed(
    histories: Sequences,
    made: list[Ints],
    times: list[NDArray[np.float64]],
    target: int,
    rng: np.random.Generator,
) -> Attacked:
    """Return honest and false histories in random order; times are 0 where honest ones are."""
    from recommender.neural.sequences import Sequences, sequences_from

    timed = bool(histories.times.any())
    at = [one.astype(np.int64) if timed else np.zeros(len(one), dtype=np.int64) for one in times]
    kind = int(np.bincount(histories.kinds).argmax()) if len(histories.kinds) else 0
    added = sequences_from([one.tolist() for one in made], times=[one.tolist() for one in at])
    both = Sequences(
        np.concatenate([histories.rows, added.rows]),
        np.concatenate([histories.kinds, np.full(len(added.rows), kind)]),
        np.concatenate([histories.times, added.times]),
        np.concatenate([histories.offsets, histories.offsets[-1] + added.offsets[1:]]),
    )
    order = rng.permutation(len(both))
    false = order >= len(histories)
    return Attacked(both.take(order), false, np.where(false, -1, order), target)


# ------------------------------------------------------------------------------------- profiles


def _distinct(weights: NDArray[np.float64], size: int, rng: np.random.Generator) -> Ints:
    """Draw distinct rows in proportion to their weights."""
    size = min(size, int((weights > 0).sum()))
    drawn: Ints = rng.choice(len(weights), size, replace=False, p=weights / weights.sum())
    return drawn.astype(np.int64)


def _even(counts: NDArray[np.float64], size: int, target: int, rng: np.random.Generator) -> Ints:
    weights = np.ones(len(counts))
    weights[target] = 0.0
    return _distinct(weights, size, rng)


def _as_taken(
    counts: NDArray[np.float64], size: int, target: int, rng: np.random.Generator
) -> Ints:
    return _distinct(counts, size, rng)


def _best_known(
    counts: NDArray[np.float64], size: int, target: int, rng: np.random.Generator
) -> Ints:
    known = np.argsort(-counts, kind="stable")[:BEST_KNOWN]
    bait = rng.choice(known, min(max(round(BANDWAGON * size), 1), len(known)), replace=False)
    weights = np.ones(len(counts))
    weights[[*bait.tolist(), target]] = 0.0
    return rng.permutation(np.concatenate([bait, _distinct(weights, size - len(bait), rng)]))


_Fillers = Callable[[NDArray[np.float64], int, int, np.random.Generator], Ints]
_FILLERS: Mapping[str, _Fillers] = {
    "random": _even,
    "average": _as_taken,
    "bandwagon": _best_known,
}

# -------------------------------------------------------------------------------------- scripts

_Script = tuple[Ints, NDArray[np.float64]]


def _regular(histories: Sequences, items: int, rng: np.random.Generator) -> _Script:
    rows = rng.choice(histories.rows, BOT_ACTS)
    return rows, REGULAR_GAP_S + rng.normal(0, 0.4, BOT_ACTS)


def _fast(histories: Sequences, items: int, rng: np.random.Generator) -> _Script:
    rows = rng.choice(histories.rows, BOT_ACTS)
    return rows, FAST_GAP_S * rng.lognormal(0, 0.5, BOT_ACTS)


def _sweep(histories: Sequences, items: int, rng: np.random.Generator) -> _Script:
    size = min(2 * BOT_ACTS, items)
    start = int(rng.integers(items))
    return (start + np.arange(size)) % items, _human_gaps(size, rng)


def _again(histories: Sequences, items: int, rng: np.random.Generator) -> _Script:
    rows = np.full(BOT_ACTS, int(rng.integers(items)), dtype=np.int64)
    return rows, _human_gaps(BOT_ACTS, rng)


_SCRIPTS: Mapping[str, Callable[[Sequences, int, np.random.Generator], _Script]] = {
    "regular": _regular,
    "fast": _fast,
    "sweep": _sweep,
    "again": _again,
}


def _human_gaps(count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    return rng.lognormal(np.log(HUMAN_GAP_S), HUMAN_SPREAD, count)


def _campaign(histories: Sequences, rng: np.random.Generator) -> float:
    """Return when a campaign begins: in the newest half of the histories' span of time, seconds."""
    if not len(histories.times):
        return 0.0
    newest, oldest = float(histories.times.max()), float(histories.times.min())
    return newest - rng.uniform(0, 0.5) * (newest - oldest)
