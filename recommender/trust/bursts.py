"""Items that a crowd of one-day visitors met all at once. NumPy only.

A sale or a newspaper does that too, so this alone is a doubt and no verdict: it takes `DOUBT` from
the trust of those visitors, and weighs when something else speaks against them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]

DAY_S = 86_400
WITHIN_DAYS = 2
LEAST_CROWD = 15  # shoppers who met the item within `WITHIN_DAYS`
TIMES = 8.0  # more than in as many other days
FLEETING = 0.8  # share of them who did nothing on any other day
DOUBT = 0.4


@dataclass(frozen=True, slots=True)
class Burst:
    """One item and the fleeting visitors of its burst; chance (n,): the doubt each is given."""

    item: int
    shoppers: Ints
    chance: Doubles


def bursts_find(histories: Sequences, items: int) -> list[Burst]:
    """Return the items that visitors of one day met in a burst; none where times are not known."""
    if not histories.times.any():
        return []
    owners = np.repeat(np.arange(len(histories)), histories.lengths)
    day = (histories.times - int(histories.times.min())) // DAY_S
    fleeting = _is_fleeting(histories)
    days = int(day.max()) + 1
    if days <= 2 * WITHIN_DAYS or fleeting[histories.lengths > 0].mean() >= FLEETING:
        return []  # a shop of one day, or one where nobody comes back
    _, first = np.unique(owners * items + histories.rows, return_index=True)
    who, what, when = owners[first], histories.rows[first], day[first]
    found = []
    order = np.lexsort((when, what))
    who, what, when = who[order], what[order], when[order]
    edges = np.searchsorted(what, np.arange(items + 1))
    for item in np.flatnonzero(np.diff(edges) >= LEAST_CROWD).tolist():
        own = slice(int(edges[item]), int(edges[item + 1]))
        at = when[own]
        until = np.searchsorted(at, at + WITHIN_DAYS, side="left")
        counts = until - np.arange(len(at))
        start = int(counts.argmax())
        crowd = who[own][start : int(until[start])]
        usual = (len(at) - len(crowd)) * WITHIN_DAYS / max(days - WITHIN_DAYS, 1)
        if len(crowd) < max(LEAST_CROWD, TIMES * usual) or fleeting[crowd].mean() < FLEETING:
            continue
        visitors = np.sort(crowd[fleeting[crowd]])
        found.append(Burst(item, visitors, np.full(len(visitors), DOUBT)))
    return found


def _is_fleeting(histories: Sequences) -> NDArray[np.bool_]:
    """Whether all that each did lies within a day, (S,); of one who did nothing it does not."""
    known = np.flatnonzero(histories.lengths > 0)
    spans = np.full(len(histories), np.iinfo(np.int64).max)
    begins = histories.offsets[:-1][known]
    if len(known):
        spans[known] = np.maximum.reduceat(histories.times, begins) - np.minimum.reduceat(
            histories.times, begins
        )
    return spans < DAY_S
