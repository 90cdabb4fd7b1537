"""Inverted lists: a large space is searched only where neighbours are likely. Plain NumPy.

Rows are grouped around centres (spherical k-means); a search compares all rows of the groups whose
centres are nearest to what is asked, with their exact cosines (the coarse half of Jégou, Douze and
Schmid, "Product quantization for nearest neighbor search", 2011; no codes). Each vector's answer
depends on that vector alone. Rows that came after the lists were made are always compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.contracts import Floats

LIST_ROWS = 200  # of a list, on average
LEAST_LISTS = 40  # compared for each vector asked around
ENOUGH = 24  # times the items wanted: so many that may be found are compared at least
_SAMPLED = 48  # rows a list that the centres are learned from
_PASSES = 5
_BLOCK = 4_096

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Lists:
    """Which rows are around which centre: those of list k are `order[starts[k]:starts[k + 1]]`.

    centres (l, d) unit rows, order (b,), starts (l + 1,). Rows from `until` on came later.
    `held`: their vectors (b, d) in that order, so that a list is one piece of memory; None: the
    space itself lies in that order.
    """

    centres: Floats
    order: Rows
    starts: Rows
    until: int
    held: Floats | None = None

    def counts(self, mask: NDArray[np.bool_]) -> Rows:
        """Return how many rows of each list the mask (n,) allows, (l,)."""
        passed = np.concatenate([[0], np.cumsum(mask[self.order], dtype=np.intp)])
        counts: Rows = np.diff(passed[self.starts])
        return counts

    def nearest(self, unit: Floats, allowed: Rows, wanted: int) -> Rows:
        """Return the lists to compare with a unit vector (d,), nearest centre first.

        `allowed` (l,) says how many rows of each may be found.
        """
        order = np.argsort(-(self.centres @ unit), kind="stable")
        enough = np.searchsorted(np.cumsum(allowed[order]), ENOUGH * wanted) + 1
        return order[: max(LEAST_LISTS, int(enough))]

    def compare(self, vectors: Floats, unit: Floats, chosen: Rows) -> tuple[Rows, Floats]:
        """Return the rows of those lists and of what came later, and their cosines.

        vectors (n, d); the answer (m,), (m,): later rows first, then list by list.
        """
        firsts, lasts = self.starts[chosen], self.starts[chosen + 1]
        later = len(vectors) - self.until
        total = later + int((lasts - firsts).sum())
        cosines, rows = np.empty(total, np.float32), np.empty(total, np.intp)
        rows[:later] = np.arange(self.until, len(vectors))
        np.dot(vectors[self.until :], unit, out=cosines[:later])
        at, held = later, vectors if self.held is None else self.held
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            end = at + last - first
            rows[at:end] = self.order[first:last]
            np.dot(held[first:last], unit, out=cosines[at:end])
            at = end
        return rows, cosines


def lists_make(vectors: Floats, has: NDArray[np.bool_], seed: int = 0) -> Lists:
    """Group those unit rows of `vectors` (n, d) that `has` (n,) names; the rest is in no list."""
    rows = np.flatnonzero(has)
    count = max(1, len(rows) // LIST_ROWS)
    centres = _centres(vectors, rows, count, np.random.default_rng(seed))
    which = np.empty(len(rows), np.intp)
    for at in range(0, len(rows), _BLOCK):
        which[at : at + _BLOCK] = _nearest(vectors[rows[at : at + _BLOCK]], centres)
    by_list = np.argsort(which, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(which, minlength=count))]).astype(np.intp)
    order = rows[by_list]
    return Lists(centres, order, starts, len(vectors), vectors[order])


def _centres(vectors: Floats, rows: Rows, count: int, rng: np.random.Generator) -> Floats:
    """Learn unit centres (count, d) by spherical k-means on a sample."""
    sample = vectors[np.sort(rng.permutation(rows)[: count * _SAMPLED])]
    centres = sample[rng.permutation(len(sample))[:count]].copy()
    for _ in range(_PASSES):
        which = np.concatenate(
            [_nearest(sample[at : at + _BLOCK], centres) for at in range(0, len(sample), _BLOCK)]
        )
        order = np.argsort(which, kind="stable")
        filled, firsts = np.unique(which[order], return_index=True)
        sums = np.add.reduceat(sample[order], firsts, axis=0)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        centres[filled] = sums / np.maximum(norms, 1e-9)
    found: Floats = centres
    return found


def _nearest(vectors: Floats, centres: Floats) -> Rows:
    nearest: Rows = (vectors @ centres.T).argmax(axis=1)
    return nearest
