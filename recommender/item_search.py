"""Nearest items among vectors in memory, for one request. Plain NumPy; no Django.

Around several vectors the answer is the nearest of each, merged: each gives `each_of` items, an
item counts by the best cosine it was found with, ties go by id. So one narrow taste does not crowd
out the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.contracts import Floats

FEW = 4_000  # of so many rows that may be found, all are compared, whatever the shop's size

Rows = NDArray[np.intp]
Near = tuple[Rows | None, Floats]  # rows compared (None: all) and their cosines


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which rows may be found: rows (a,) rising, mask (n,)."""

    rows: Rows
    mask: NDArray[np.bool_]


class Search:
    """Searches one space; cosines worked out once serve all who ask around the same vector."""

    def __init__(
        self,
        vectors: Floats,
        item_ids: Sequence[str],
        allowed: Callable[[str, str], Allowed],
    ) -> None:
        """Take unit rows (n, d), their ids, and what says which may be found."""
        self._vectors = vectors
        self._item_ids = item_ids
        self._allowed = allowed
        self._near: dict[bytes, Near] = {}

    def nearest(
        self, asked: Floats, limit: int, category: str = "", among: str = ""
    ) -> list[tuple[str, float]]:
        """Return (item, cosine) of the nearest to each row of `asked` (k, d), merged, best first.

        `category`: a leaf category or a department. `among`: "tail" or "niche" items only.
        """
        allowed = self._allowed(category, among)
        units = asked / np.maximum(np.linalg.norm(asked, axis=1, keepdims=True), 1e-9)
        each = each_of(limit, len(units))
        size = len(self._vectors)
        if len(allowed.rows) <= min(FEW, size // 4):
            rows = allowed.rows[allowed.rows < size]
            cosines = np.ascontiguousarray((self._vectors[rows] @ units.T).T)
            found = [largest(rows, one, each, self._item_ids) for one in cosines]
        else:
            mask = allowed.mask[:size]
            found = [
                largest(*_only(near, mask), each, self._item_ids) for near in self._nearby(units)
            ]
        return merged(found, self._item_ids, limit)

    def _nearby(self, units: Floats) -> list[Near]:
        keys = [unit.tobytes() for unit in units]
        new = [place for place, key in enumerate(keys) if key not in self._near]
        if new:
            self._near.update(zip((keys[at] for at in new), self._compare(units[new]), strict=True))
        return [self._near[key] for key in keys]

    def _compare(self, units: Floats) -> list[Near]:
        cosines = np.ascontiguousarray((self._vectors @ units.T).T)  # this way round costs half
        return [(None, one) for one in cosines]


def each_of(limit: int, vectors: int) -> int:
    """Return how many items each of several vectors gives."""
    return limit if vectors == 1 else max(2 * limit // vectors, 20)


def largest(
    rows: Rows, cosines: Floats, count: int, item_ids: Sequence[str]
) -> tuple[Rows, Floats]:
    """Return the rows of the `count` largest cosines; of equal ones those first by id."""
    if len(rows) <= count:
        return rows, cosines
    least = np.partition(cosines, len(rows) - count)[len(rows) - count]
    kept = np.flatnonzero(cosines >= least)
    if len(kept) > count:
        best = sorted(kept.tolist(), key=lambda at: (-cosines[at], item_ids[int(rows[at])]))
        kept = np.array(best[:count], dtype=np.intp)
    return rows[kept], cosines[kept]


def merged(
    found: Sequence[tuple[Rows, Floats]], item_ids: Sequence[str], limit: int
) -> list[tuple[str, float]]:
    """Return (item, best cosine) over what each vector found, best first, ties by id."""
    rows = np.concatenate([one for one, _ in found])
    cosines = np.concatenate([one for _, one in found])
    order = np.argsort(-cosines, kind="stable")
    rows, cosines = rows[order], cosines[order]
    if len(found) > 1:
        _, firsts = np.unique(rows, return_index=True)
        firsts.sort()
        rows, cosines = rows[firsts], cosines[firsts]
    if not (cosines[1:] == cosines[:-1]).any():
        rows, cosines = rows[:limit], cosines[:limit]
        return [
            (item_ids[row], cosine)
            for row, cosine in zip(rows.tolist(), cosines.tolist(), strict=True)
        ]
    pairs = zip(rows.tolist(), cosines.tolist(), strict=True)
    named = [(item_ids[row], cosine) for row, cosine in pairs]
    return sorted(named, key=lambda pair: (-pair[1], pair[0]))[:limit]


def _only(near: Near, mask: NDArray[np.bool_]) -> tuple[Rows, Floats]:
    rows, cosines = near
    if rows is None:
        kept = np.flatnonzero(mask)
        return kept, cosines[kept]
    rows, cosines = rows[rows < len(mask)], cosines[rows < len(mask)]
    kept = np.flatnonzero(mask[rows])
    return rows[kept], cosines[kept]
