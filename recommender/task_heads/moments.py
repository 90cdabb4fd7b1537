"""The features of any look at its moment, from what lay before it: one index, asked in chunks.

What the web process computes of a profile (`recall.intent`), computed here of thousands of moments
at once; a test holds the two to the same numbers. NumPy only; no Django, no torch.

Shapes: `A` events, `N` items, `m` looks, `K` candidates of each, `L` events before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.actions import WEIGHTS
from recommender.contracts import EventKind, Floats
from recommender.task_heads.features import (
    FEATURES,
    MEMORY_S,
    SESSION_S,
    Beside,
    Doubles,
    context_features,
    history_features,
    item_features,
    stats_from,
)
from recommender.task_heads.samples import KINDS, LOOKS, Ints, Looks, TaskEvents, TaskItems

HISTORY = 50  # newest events before a look
CHUNK = 1024  # looks at a time
MOST_LIKE = 5000  # items whose cosines with all others are kept: 100 MB


def features_of(moments: Moments, looks: Looks) -> Floats:
    """Return the features of each candidate, (M, K, F) float32."""
    parts = [
        moments.features(Looks(looks.at[at : at + CHUNK], looks.candidates[at : at + CHUNK]))
        for at in range(0, len(looks), CHUNK)
    ]
    blank = np.zeros((*looks.candidates.shape, len(FEATURES)), dtype=np.float32)
    return np.concatenate(parts) if parts else blank


class Moments:
    """Events and items, indexed so that any moment can be asked about."""

    def __init__(
        self, events: TaskEvents, items: TaskItems, looks: tuple[EventKind, ...] = LOOKS
    ) -> None:
        """Index once; `looks` are the kinds that count as having been looked at."""
        self.events, self.items = events, items
        owners = events.owners
        first = np.searchsorted(owners, np.arange(int(owners.max(initial=-1)) + 1))
        self.starts: Ints = first[owners]  # (A,) place of the first event of each event's owner
        self.weights = act_weights(events)  # (A,) what each says, before it fades
        vectors = items.vectors
        self.likeness = vectors @ vectors.T if len(vectors) <= MOST_LIKE else None  # (N, N)
        self.counts = {
            "looks": Until.of(self.events, looks, len(self.items)),
            "buys": Until.of(self.events, (EventKind.PURCHASE,), len(self.items)),
            "rated": Until.of(self.events, (EventKind.RATING,), len(self.items)),
        }

    def features(self, looks: Looks) -> Floats:
        """Return (m, K, F) float32 of a few looks."""
        times = self.events.times[looks.at]
        rows = np.maximum(looks.candidates, 0)
        beside = self._beside(looks, rows)
        history = history_features(beside)  # (H, m, K)
        stats = self.stats(rows, times[:, None])
        item = item_features(
            self.items.log_prices[rows], times[:, None] - self.items.listed[rows], stats
        )
        before = looks.at - 1
        is_first = before < self.starts[looks.at]
        away = np.where(is_first, np.inf, times - self.events.times[np.maximum(before, 0)])
        around = context_features(times.astype(float), away, self.events.devices[looks.at])
        around = np.repeat(around[:, :, None], rows.shape[1], axis=2)
        features: Floats = np.concatenate([history, item, around])
        return np.ascontiguousarray(features.transpose(1, 2, 0))

    def stats(self, rows: Ints, times: Ints) -> Floats:
        """Return popularity, conversion and stars of items at moments, (..., 3)."""
        looks, buys, rated = (self.counts[name] for name in ("looks", "buys", "rated"))
        seen, bought = looks.count(rows, times), buys.count(rows, times)
        all_seen, all_bought = looks.total(times), buys.total(times)
        all_rated, all_stars = rated.total(times), rated.total_value(times)
        share = np.where(all_seen > 0, all_bought / np.maximum(all_seen, 1), 0.05)
        liked = np.where(all_rated > 0, all_stars / np.maximum(all_rated, 1), 4.0)
        return stats_from(
            seen,
            bought,
            rated.value(rows, times),
            rated.count(rows, times),
            all_seen / max(len(self.items), 1),
            np.clip(share, 1e-3, 1.0),
            liked,
        )

    def stats_unknown(self, now: int) -> Floats:
        """Return the same of an item that nobody has met, (3,)."""
        mean = float(self.counts["looks"].total(np.array([now]))[0]) / max(len(self.items), 1)
        none = np.zeros(1)
        looks = np.array([mean])
        stats: Floats = stats_from(none, none, none, none, looks, none + 0.05, none + 4.0)
        return np.asarray(stats[0])

    def _beside(self, looks: Looks, rows: Ints) -> Beside:
        """Return each candidate beside the newest events before its look, (m, K, L)."""
        events, items = self.events, self.items
        back = looks.at[:, None] - 1 - np.arange(HISTORY)[None]  # (m, L), newest first
        real = back >= self.starts[looks.at][:, None]
        back = np.where(real, back, 0)
        past = events.rows[back]
        held = real & (past >= 0)
        past = np.where(held, past, 0)
        times = events.times[looks.at]
        ages = (events.times[back[:, :1]] - events.times[back]).astype(np.float32)
        weights = np.where(real, self.weights[back], 0.0)
        session, memory = (
            (weights * 0.5 ** (np.maximum(ages, 0.0) / life)).astype(np.float32)
            for life in (SESSION_S, MEMORY_S)
        )

        def same(codes: Ints) -> NDArray[np.bool_]:
            mine, theirs = codes[rows][:, :, None], codes[past][:, None]
            common: NDArray[np.bool_] = (mine == theirs) & (mine >= 0) & held[:, None]
            return common

        return Beside(
            session=session[:, None],
            memory=memory[:, None],
            real=real[:, None],
            cosine=self._cosines(rows, past) * held[:, None],
            same_item=same(np.arange(len(items))),
            same_category=same(items.categories),
            same_department=same(items.departments),
            same_brand=same(items.brands),
            same_maker=same(items.makers),
            age_s=(times[:, None] - events.times[back]).astype(np.float32)[:, None],
            log_price=np.where(held, items.log_prices[past], 0.0).astype(np.float32)[:, None],
            own_log_price=items.log_prices[rows][:, :, None],
            session_mass=np.abs(session).sum(axis=1)[:, None, None],
            memory_mass=np.abs(memory).sum(axis=1)[:, None, None],
        )

    def _cosines(self, rows: Ints, past: Ints) -> Floats:
        if self.likeness is not None:
            return np.asarray(self.likeness[rows[:, :, None], past[:, None]])
        vectors = self.items.vectors
        return np.asarray(vectors[rows] @ vectors[past].transpose(0, 2, 1))


@dataclass(frozen=True, slots=True)
class Until:
    """How often something happened to each item until any moment, without what happens then."""

    keys: Ints  # (a,) item · span + time, sorted
    times: Ints  # (a,) sorted
    sums: Doubles  # (a + 1,) running sum of values in the order of keys
    sums_all: Doubles  # (a + 1,) in the order of times
    firsts: Ints  # (N + 1,) where each item begins in keys
    start: int
    span: int

    @classmethod
    def of(cls, events: TaskEvents, kinds: tuple[EventKind, ...], items: int) -> Until:
        """Index the events of those kinds."""
        chosen = np.isin(events.kinds, [KINDS.index(kind) for kind in kinds]) & (events.rows >= 0)
        rows, times = events.rows[chosen], events.times[chosen]
        values = np.nan_to_num(events.values[chosen].astype(np.float64))
        start = int(events.times.min()) if len(events) else 0
        span = int(events.times.max(initial=start)) - start + 2
        keys = rows * span + (times - start)
        order, by_time = np.argsort(keys, kind="stable"), np.argsort(times, kind="stable")
        firsts = np.searchsorted(keys[order], np.arange(items + 1) * span)
        sums = np.concatenate([[0.0], np.cumsum(values[order])])
        sums_all = np.concatenate([[0.0], np.cumsum(values[by_time])])
        return cls(keys[order], times[by_time], sums, sums_all, firsts, start, span)

    def _place(self, rows: Ints, times: Ints) -> Ints:
        inside = np.clip(times - self.start, 0, self.span - 1)
        return np.searchsorted(self.keys, rows * self.span + inside)

    def count(self, rows: Ints, times: Ints) -> Doubles:
        """Return how often it happened to the items before those times."""
        return (self._place(rows, times) - self.firsts[rows]).astype(np.float64)

    def value(self, rows: Ints, times: Ints) -> Doubles:
        """Return the sum of its values for the items before those times."""
        return self.sums[self._place(rows, times)] - self.sums[self.firsts[rows]]

    def total(self, times: Ints) -> Doubles:
        """Return how often it happened to any item before those times."""
        return np.searchsorted(self.times, times).astype(np.float64)

    def total_value(self, times: Ints) -> Doubles:
        """Return the sum of its values for all items before those times."""
        return self.sums_all[np.searchsorted(self.times, times)]


def act_weights(events: TaskEvents) -> Floats:
    """Return `actions.action_weight` of every event at once, (A,) float32."""
    weights = np.array([WEIGHTS.get(kind, 0.0) for kind in KINDS])[events.kinds]
    rating = events.kinds == KINDS.index(EventKind.RATING)
    dwell = events.kinds == KINDS.index(EventKind.DWELL)
    values = events.values.astype(np.float64)
    # As there, a rating or dwell without a value, or of 0, says nothing.
    stars = np.where(np.isnan(values) | (values == 0), 3.0, values)
    seconds = np.minimum(np.nan_to_num(values), 60.0)
    weights = np.where(rating, weights * (stars - 3.0) / 2.0, weights)
    return np.asarray(np.where(dwell, weights * seconds / 60.0, weights), dtype=np.float32)
