"""The vectors of one run side by side in this process: recall by one matrix product, exact.

Up to `MOST_ITEMS` that is quicker than asking Postgres, and nothing is missed; a larger shop is
searched through the run's HNSW index. A matrix is looked at again every `LOOK_S` seconds by its row
versions (`xmin`, which every update changes), so an item encoded now is found within two seconds.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.caches import may_cache, on_forget
from recommender.contracts import Floats
from recommender.runs import Space
from recommender.sql import halfvecs, rows

MOST_ITEMS = 20_000
LOOK_S = 2.0

_OF_RUN = """
FROM recommender_itemvector v JOIN recommender_item i USING (item_id)
WHERE v.run_id = %s AND i.is_active AND i.in_stock
"""
_STAMP = f"""
SELECT count(*), coalesce(max(v.xmin::text::bigint), 0), coalesce(max(i.xmin::text::bigint), 0)
{_OF_RUN}
"""
_READ = f"""
SELECT v.item_id, i.category, i.department, i.is_tail, halfvec_send(v.embedding)
{_OF_RUN} ORDER BY v.item_id
"""

Stamp = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Items for sale in item order: vectors (n, d) float32 unit rows, the rest (n,)."""

    stamp: Stamp
    item_ids: NDArray[np.object_]
    categories: NDArray[np.object_]
    departments: NDArray[np.object_]
    is_tail: NDArray[np.bool_]
    vectors: Floats

    def cosines(self, asked: Floats) -> Floats:
        """Return the cosine of each row of `asked` (k, d) with every item, (k, n)."""
        norms = np.maximum(np.linalg.norm(asked, axis=1, keepdims=True), 1e-9)
        cosines: Floats = (self.vectors @ (asked / norms).T).T  # this way round costs half
        return cosines

    def nearest(
        self, cosines: Floats, limit: int, category: str = "", tail_only: bool = False
    ) -> list[tuple[str, float]]:
        """Return the items of the largest `cosines` (k, n), merged over the rows, best first."""
        barred = self._barred(category, tail_only)
        if barred is not None:
            cosines = np.where(barred, np.float32(-np.inf), cosines)
        each = limit if len(cosines) == 1 else max(2 * limit // len(cosines), 20)
        found = np.unique(np.concatenate([_largest(one, each) for one in cosines]))
        best = cosines[:, found].max(axis=0)
        order = np.argsort(-best, kind="stable")[:limit]  # rows are in item order: ties by id
        return [
            (self.item_ids[row], float(cosine))
            for row, cosine in zip(found[order], best[order], strict=True)
            if cosine > -np.inf
        ]

    def _barred(self, category: str, tail_only: bool) -> NDArray[np.bool_] | None:
        barred = None
        if category:
            barred = (self.categories != category) & (self.departments != category)
        if tail_only:
            barred = ~self.is_tail if barred is None else barred | ~self.is_tail
        return barred


def _largest(row: Floats, count: int) -> NDArray[np.intp]:
    if count >= len(row):
        return np.arange(len(row))
    return np.argpartition(-row, count - 1)[:count]


class Matrices:
    """One matrix a space; one per process."""

    def __init__(self) -> None:
        """Know none."""
        self._known: dict[int, tuple[float, Matrix | None]] = {}
        self._lock = threading.Lock()

    def get(self, space: Space) -> Matrix | None:
        """Return the matrix of a space; None: too many items, or read within a transaction."""
        if not may_cache() or not space.run_id:
            return None
        now = time.monotonic()
        looked, matrix = self._known.get(space.run_id, (float("-inf"), None))
        if now - looked < LOOK_S:
            return matrix
        with self._lock:  # one thread looks, the others wait for what it finds
            looked, matrix = self._known.get(space.run_id, (float("-inf"), None))
            if now - looked >= LOOK_S:
                matrix = _look(space, matrix)
                if space.run_id not in self._known and len(self._known) > 3:
                    self._known.clear()  # of runs that serve no longer
                self._known[space.run_id] = (time.monotonic(), matrix)
        return matrix

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._known.clear()


matrices = Matrices()
on_forget(matrices.forget)


def _look(space: Space, known: Matrix | None) -> Matrix | None:
    stamp: Stamp = rows(_STAMP, [space.run_id])[0]
    if stamp[0] > MOST_ITEMS:
        return None
    if known is not None and known.stamp == stamp:
        return known
    found = rows(_READ, [space.run_id])
    vectors = halfvecs([row[4] for row in found], space.dim)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    columns = list(zip(*found, strict=True)) or [()] * 5
    ids, categories, departments = (np.array(column, dtype=object) for column in columns[:3])
    return Matrix(
        stamp,
        ids,
        categories,
        departments,
        np.array(columns[3], dtype=bool),
        (vectors / np.where(norms == 0, 1.0, norms)).astype(np.float32),
    )
