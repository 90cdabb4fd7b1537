"""One greedy loop for everything that orders a shelf: relevance, difference, the mix, its limits.

At each place the row with the highest sum is taken,

    (1 − c) · [(1 − d) · score + variety] + c · MIX_WEIGHT · mix

with d the diversity and c the calibration. `variety` (0 or less) comes from the diversifier, `mix`
from `recommender.mixes`. Limits close rows, they add nothing. Several lists over the same rows (a
shelf, and the shelf without this or that event) are chosen side by side, so that what the rows have
in common is worked out once.

Stages may use it; it imports none of them. No Django.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.contracts import Floats, Variety

Doubles = NDArray[np.float64]
Rows = NDArray[np.intp]

MIX_WEIGHT = 0.1  # of score for a nat: a category shown at twice its share costs 0.07 a row
WINDOW = 4  # times the size: what a selection looks at before it must look further


class Mixing(Protocol):
    """What each row adds to the mix that is wanted, `gain` (m, n) float64."""

    gain: Doubles

    def add(self, rows: Rows) -> None:
        """Take the next row of each list, (m,)."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """What a list may hold. A list that cannot be filled within them is filled beyond them.

    groups: codes (n,) (-1: none) with the most rows of one code. held (m, n): rows for which
    `places` (m,) places are kept, the last ones where the best did not fill them before.
    """

    groups: tuple[tuple[Rows, int], ...] = ()
    held: NDArray[np.bool_] | None = None
    places: Rows | None = None


def choose(
    worth: Doubles,
    size: int,
    variety: Variety | None = None,
    mixing: Mixing | None = None,
    calibration: float = 0.0,
    limits: Limits | None = None,
) -> tuple[Rows, Doubles, tuple[Doubles, Doubles]]:
    """Return the rows of each list (m, size), the sums they were taken at (m, size), and the rest.

    worth (m, n): `(1 − d) · score`, minus infinity where a row is not in a list; at least `size`
    rows of each are. Of equal sums the first row is taken. The rest, two times (m, n): the sums at
    which rows lost the last place, minus infinity where a row had not been open to it; and the
    same as if nothing had been closed by a limit.
    """
    lists, at = len(worth), np.arange(len(worth))
    limits = limits or Limits()
    # Minus infinity where not in a list, taken, or beyond a limit; also when no score counts.
    open_rows = np.full(worth.shape, -np.inf)
    np.multiply(1.0 - calibration, worth, out=open_rows, where=np.isfinite(worth))
    untaken = open_rows.copy() if limits.groups else open_rows
    bound = np.ones(lists, dtype=bool)  # lists still within the limits of their groups
    counted = [
        (codes, most, np.zeros((lists, int(codes.max(initial=-1)) + 2), dtype=np.intp))
        for codes, most in limits.groups
    ]
    owed = None if limits.places is None else limits.places.copy()
    chosen, sums = np.empty((lists, size), dtype=np.intp), np.empty((lists, size))
    rest = open_rows, untaken
    for step in range(size):
        added = _added(variety, mixing, calibration)
        due = None if owed is None else owed >= size - step
        total = _keeping(open_rows + added, limits.held, due)
        rows = total.argmax(axis=1)
        best = total[at, rows]
        if limits.groups and not np.isfinite(best).all():
            empty = ~np.isfinite(best)
            bound &= ~empty
            open_rows[empty] = untaken[empty]
            total = _keeping(open_rows + added, limits.held, due)
            rows = total.argmax(axis=1)
            best = total[at, rows]
        chosen[:, step], sums[:, step] = rows, best
        if step + 1 == size:
            rest = open_rows + added, untaken + added
            for one in rest:
                one[at, rows] = -np.inf
            break
        open_rows[at, rows] = untaken[at, rows] = -np.inf
        for codes, most, counts in counted:
            code = codes[rows]
            counts[at, code] += 1
            full = bound & (counts[at, code] >= most) & (code >= 0)
            if full.any():
                open_rows[full[:, None] & (codes == code[:, None])] = -np.inf
        if owed is not None and limits.held is not None:
            owed -= limits.held[at, rows]
        if variety is not None:
            variety.add(rows)
        if mixing is not None:
            mixing.add(rows)
    return chosen, sums, rest


def _added(variety: Variety | None, mixing: Mixing | None, calibration: float) -> Doubles | float:
    """Return what is added to the worth of each row, (m, n)."""
    added: Doubles | float = 0.0
    if variety is not None:
        added = (1.0 - calibration) * variety.gain if calibration else variety.gain
    if mixing is not None and calibration:
        added = added + (calibration * MIX_WEIGHT) * mixing.gain
    return added


def _keeping(
    total: Doubles, held: NDArray[np.bool_] | None, due: NDArray[np.bool_] | None
) -> Doubles:
    """Leave only held rows to the lists that are due, where they have any left."""
    if held is None or due is None or not due.any():
        return total
    kept = np.where(due[:, None] & ~held, -np.inf, total)
    stuck = ~np.isfinite(kept.max(axis=1))
    return np.where(stuck[:, None], total, kept)


def select(
    varied: Callable[[Floats, int, int, float], Variety],
    score: Floats,
    vectors: Floats,
    size: int,
    diversity: float,
) -> list[int]:
    """Return what the greedy loop takes of all n rows, best first, looking at few of them.

    score (n,), vectors (n, d). A row's sum is at most its worth, so rows whose worth is below every
    sum taken were never in question: the best `WINDOW · size` are tried, and more only when that
    does not hold. The answer is that over all rows (Minoux 1978, "Accelerated greedy algorithms").
    """
    count = len(score)
    size = min(size, count)
    order = np.argsort(-score, kind="stable")
    if diversity <= 0.0 or size == 0:
        return [int(row) for row in order[:size]]
    worth = (1.0 - diversity) * score.astype(np.float64)
    window = min(WINDOW * size, count)
    while True:
        rows = np.sort(order[:window]) if window < count else np.arange(count)
        part = vectors[rows] if window < count else vectors
        chosen, sums, _ = choose(worth[rows][None, :], size, varied(part, 1, size, diversity))
        lowest = float(sums.min())
        if window == count or lowest > worth[order[window]]:
            return [int(row) for row in rows[chosen[0]]]
        within = int((worth >= lowest).sum())
        window = within if window < within <= count // 3 else count


def select_many(
    varied: Callable[[Floats, int, int, float], Variety],
    scores: Floats,
    vectors: Floats,
    size: int,
    diversity: float,
) -> list[list[int]]:
    """Return the selection under each of several scores (m, n) over the same vectors (n, d)."""
    size = min(size, scores.shape[1])
    if not len(scores) or not size:
        return [[] for _ in scores]
    worth = (1.0 - diversity) * scores.astype(np.float64)
    variety = varied(vectors, len(scores), size, diversity) if diversity > 0 else None
    chosen = choose(worth, size, variety)[0]
    return [[int(row) for row in one] for one in chosen]


def pairs_of(vectors: Floats, lists: int, size: int) -> Floats | None:
    """Return all cosines (n, n) where that is less work than a product a step, else None."""
    return vectors @ vectors.T if len(vectors) <= 2 * size * lists else None
