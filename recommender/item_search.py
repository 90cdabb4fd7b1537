"""Nearest items among vectors in memory, for one request. Plain NumPy; no Django.

All rows are compared, or in a large shop those of the nearest lists (`recommender.item_lists`).
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
from recommender.item_lists import Lists

MOST_FOUND = 2_048  # answers kept, about 4 KB each
FEW = 16_000  # of so many rows that may be found, all are compared, whatever the shop's size

Rows = NDArray[np.intp]
Near = tuple[Rows, Floats]  # rows compared and their cosines
Found = dict[tuple[bytes, int, str, str], Near]  # the answer around one vector, by what was asked


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which rows may be found: rows (a,) rising, mask (n,), how many in each list (l,)."""

    rows: Rows
    mask: NDArray[np.bool_]
    in_list: Rows | None = None


class Search:
    """Searches one space; cosines worked out once serve all who ask around the same vector."""

    def __init__(
        self,
        vectors: Floats,
        item_ids: Sequence[str],
        allowed: Callable[[str, str], Allowed],
        lists: Lists | None = None,
        found: Found | None = None,
    ) -> None:
        """Take unit rows (n, d), their ids, what says which may be found, and lists of them.

        `found`: answers of earlier requests, while nothing changed since. People act on the same
        items and one's next page is searched around nearly the same ones.
        """
        self._vectors = vectors
        self._item_ids = item_ids
        self._allowed = allowed
        self._lists = lists
        self._found: Found = {} if found is None else found
        self._all: dict[bytes, Floats] = {}
        self._near: dict[tuple[bytes, int], Near] = {}

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
        elif self._lists is not None and allowed.in_list is not None:
            found = [
                self._listed(self._lists, unit, allowed, (unit.tobytes(), each, category, among))
                for unit in units
            ]
        else:
            rows = allowed.rows[allowed.rows < size]
            found = [
                largest(rows, cosines[rows], each, self._item_ids) for cosines in self._whole(units)
            ]
        return merged(found, self._item_ids, limit)

    def _listed(
        self, lists: Lists, unit: Floats, allowed: Allowed, asked: tuple[bytes, int, str, str]
    ) -> Near:
        """Return the nearest of the rows in the lists nearest to one vector."""
        known = self._found.get(asked)
        if known is not None:
            return known
        assert allowed.in_list is not None
        vector, each, *_ = asked
        chosen = lists.nearest(unit, allowed.in_list, each)
        # The lists nearest to a vector are the same whatever may be found; only how many.
        key = (vector, len(chosen))
        if key not in self._near:
            self._near[key] = lists.compare(self._vectors, unit, chosen)
        answer = largest(*_only(self._near[key], allowed.mask), each, self._item_ids)
        if len(self._found) >= MOST_FOUND:
            self._found.clear()
        self._found[asked] = answer
        return answer

    def _whole(self, units: Floats) -> list[Floats]:
        """Compare each vector with all rows."""
        keys = [unit.tobytes() for unit in units]
        new = [place for place, key in enumerate(keys) if key not in self._all]
        if new:
            asked = units[new]
            cosines = np.ascontiguousarray((self._vectors @ asked.T).T)  # half of `asked @ …`
            self._all.update(zip((keys[at] for at in new), cosines, strict=True))
        return [self._all[key] for key in keys]


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


def _only(near: Near, mask: NDArray[np.bool_]) -> Near:
    rows, cosines = near
    known = rows < len(mask)  # the mask may be older than the rows
    kept = np.flatnonzero(known)[mask[rows[known]]]
    return rows[kept], cosines[kept]
