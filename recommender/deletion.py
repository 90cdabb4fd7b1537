"""The deletion test: did this event cause this pick? Arithmetic on the final pipeline. No Django.

Scores are sums, so a score without an event is the score less that event's part; selection is run
again on those, for all events of a shelf side by side. A pick is *caused* by an event when it then
leaves the slate, or falls at least as far as under 95 % of the deletions of the shopper's other
events (and at least `LEAST_FALL` ranks).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.contracts import Floats, Scored

PERCENTILE = 95.0
LEAST_FALL = 3
LEAST_OTHERS = 5  # fewer other events than this are no distribution: only leaving counts
MOST_RERUNS = 3  # distinct events tried by running selection again, per shelf

# Events, by position, to the rows that the shelf would show without each.
Without = Callable[[Sequence[int]], Sequence[Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What deleting one event does to one pick. `fall`: ranks lost among the candidates."""

    fall: int
    leaves: bool
    stays_alone: bool
    causal: bool


def deletion_test(
    scored: Scored,
    pool: Sequence[int] | NDArray[np.intp],
    rows: Sequence[int],
    cited: Sequence[tuple[int, int]],
    without: Without,
) -> dict[tuple[int, int], Verdict]:
    """Judge the cited (row, event position) pairs of picked `rows`; of the events most cited."""
    if not cited:
        return {}
    places = np.asarray(pool, dtype=np.intp)
    judged = sorted({row for row, _ in cited})
    falls = dict(zip(judged, _falls(scored, places, judged), strict=True))
    base = scored.score - scored.by_event.sum(axis=1)
    events = [one for one, _ in Counter(event for _, event in cited).most_common(MOST_RERUNS)]
    shown = dict(zip(events, map(frozenset, without(events)), strict=True))
    alone = {
        event: frozenset(
            places[_best((base + scored.by_event[:, event])[places], len(rows))].tolist()
        )
        for event in events
    }
    return {
        (row, event): _verdict(falls[row], event, row not in shown[event], row in alone[event])
        for row, event in cited
        if event in shown
    }


def _verdict(falls: NDArray[np.int64], event: int, leaves: bool, stays_alone: bool) -> Verdict:
    return Verdict(int(falls[event]), leaves, stays_alone, leaves or _is_far(falls, event))


def _is_far(falls: NDArray[np.int64], event: int) -> bool:
    if falls[event] < LEAST_FALL or len(falls) <= LEAST_OTHERS:
        return False
    others = sorted(np.delete(falls, event).tolist())
    place = PERCENTILE / 100.0 * (len(others) - 1)
    low = int(place)
    high = others[min(low + 1, len(others) - 1)]
    return bool(falls[event] >= others[low] + (place - low) * (high - others[low]))


def _best(score: Floats, count: int) -> NDArray[np.intp]:
    """Return the places of the largest scores; of equal ones the first."""
    return np.argsort(-score, kind="stable")[:count]


def _falls(scored: Scored, pool: NDArray[np.intp], rows: Sequence[int]) -> NDArray[np.int64]:
    """Ranks each row loses under the deletion of each event, (rows, e)."""
    score, by_event = scored.score[pool], scored.by_event[pool]
    without = score[:, None] - by_event  # (n, e)
    mine = scored.score[rows][:, None] - scored.by_event[rows]  # (rows, e)
    before = (score[None, :] > scored.score[rows][:, None]).sum(axis=1)
    after = np.stack([(without > one[None, :]).sum(axis=0) for one in mine])
    falls: NDArray[np.int64] = after - before[:, None]
    return falls
