"""SQL and pgvector in, NumPy out: the `Store` that stages ask, on Postgres.

Vectors of one run are compared with that run's only: every vector statement names the active run,
which also is what lets it use the run's partial HNSW index. Imports no stage, no torch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar, cast

import numpy as np

from recommender.caches import may_cache, on_forget
from recommender.contracts import Floats, ItemBlock
from recommender.item_cache import blocks
from recommender.matrices import Matrix, matrices
from recommender.pair_cache import pairs
from recommender.profile_read import profile_read
from recommender.runs import Space, active_spaces
from recommender.sql import rows, vector_text
from recommender.task_heads.loading import heads_serving
from recommender.task_heads.scores import TaskHeads

__all__ = ["PostgresStore", "profile_read"]

LIST_TTL_S = 2.0  # popularity lists change when statistics are refreshed, every few minutes
_LISTS_KEPT = 512

AnswerT = TypeVar("AnswerT")
_lists: dict[tuple[object, ...], tuple[float, object]] = {}


class PostgresStore:
    """One per request: what was read once in a request is not read again."""

    def __init__(self) -> None:
        """Fix the active runs for the whole request."""
        self.content_space, self.model_space = active_spaces()
        self._seen: dict[tuple[object, ...], object] = {}

    def nearest_content(
        self, vectors: Floats, limit: int, category: str = ""
    ) -> list[tuple[str, float]]:
        """Active items nearest by cosine to each row of `vectors` (k, d_c), merged, best first."""
        return self._nearest(self.content_space, vectors, limit, category)

    def nearest_model(
        self, vectors: Floats, limit: int, category: str = ""
    ) -> list[tuple[str, float]]:
        """The same in the active sequence model's space, `vectors` (k, d_m)."""
        return self._nearest(self.model_space, vectors, limit, category)

    def tail(self, vectors: Floats, limit: int, category: str = "") -> list[tuple[str, float]]:
        """Tail items nearest to `vectors` (k, d_c)."""
        return self._nearest(self.content_space, vectors, limit, category, tail_only=True)

    def bought_together(
        self, item_ids: Sequence[str], limit: int
    ) -> list[tuple[str, str, float, int]]:
        """Rows (anchor item, other item, strength 0..1, number of shoppers), strongest first."""
        key = ("together", tuple(item_ids), limit)
        return self._once(key, lambda: pairs.read(item_ids, limit))

    def popular(
        self, window: str, place: str, limit: int, category: str = ""
    ) -> list[tuple[str, float, int]]:
        """Rows (item, score 0..1, number of shoppers) for window "week", "month" or "all"."""
        key = ("popular", window, place, limit, category)
        return _listed(key, lambda: _popular(window, place, limit, category))

    def fresh(self, since: datetime, limit: int, category: str = "") -> list[str]:
        """Items listed since then, newest first."""
        hour = since.replace(minute=0, second=0, microsecond=0)
        found = _listed(("fresh", hour, limit, category), lambda: _fresh(hour, limit, category))
        return [item_id for item_id, listed_at in found if listed_at >= since]

    def block(self, item_ids: Sequence[str], *, available_only: bool = True) -> ItemBlock:
        """Facts and vectors of those items that exist, in the given order."""
        return blocks.read(
            item_ids, self.content_space, self.model_space, available_only=available_only
        )

    def task_heads(self) -> TaskHeads | None:
        """Return the task heads that serve; None: none are trained, or they cannot be read."""
        return heads_serving()

    def _nearest(
        self, space: Space, vectors: Floats, limit: int, category: str, tail_only: bool = False
    ) -> list[tuple[str, float]]:
        if not space.run_id or not len(vectors):
            return []
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        key = ("near", space.run_id, vectors.tobytes(), limit, category, tail_only)
        matrix = matrices.get(space)
        if matrix is not None:
            cosines = self._cosines(matrix, space, vectors)
            return self._once(key, lambda: matrix.nearest(cosines, limit, category, tail_only))
        return self._once(key, lambda: _near(space, vectors, limit, category, tail_only))

    def _cosines(self, matrix: Matrix, space: Space, vectors: Floats) -> Floats:
        """Return the cosines (k, n): sources ask around the same vectors, each once a request."""
        keys = [("cosines", space.run_id, vector.tobytes()) for vector in vectors]
        new = [place for place, key in enumerate(keys) if key not in self._seen]
        if new:
            self._seen.update(
                zip((keys[at] for at in new), matrix.cosines(vectors[new]), strict=True)
            )
        return np.stack([cast(Floats, self._seen[key]) for key in keys])

    def _once(self, key: tuple[object, ...], read: Callable[[], AnswerT]) -> AnswerT:
        if key not in self._seen:
            self._seen[key] = read()
        return self._seen[key]  # type: ignore[return-value]


@on_forget
def lists_forget() -> None:
    """Forget cached lists: counts were refreshed in this process."""
    _lists.clear()


def _listed(key: tuple[object, ...], read: Callable[[], AnswerT]) -> AnswerT:
    """Answer from this process's cache when it is younger than `LIST_TTL_S`."""
    if not may_cache():
        return read()
    now = time.monotonic()
    kept = _lists.get(key)
    if kept is not None and now - kept[0] < LIST_TTL_S:
        return kept[1]  # type: ignore[return-value]
    if len(_lists) >= _LISTS_KEPT:
        _lists.clear()
    answer = read()
    _lists[key] = (now, answer)
    return answer


def _in_category(category: str) -> tuple[str, list[str]]:
    """Return the condition for a leaf category or a department, and its parameters."""
    return ("AND %s IN (i.category, i.department)", [category]) if category else ("", [])


def _near(
    space: Space, vectors: Floats, limit: int, category: str, tail_only: bool
) -> list[tuple[str, float]]:
    condition, params = _in_category(category)
    and_tail = "AND i.is_tail" if tail_only else ""
    each = limit if len(vectors) == 1 else max(2 * limit // len(vectors), 20)
    kind = f"halfvec({int(space.dim)})"
    # `OFFSET 0` keeps the text from being parsed once per item. The run is written into the
    # statement so that the planner can prove the index's predicate.
    found = rows(
        f"""
        SELECT near.item_id, max(near.cosine) AS cosine
        FROM (SELECT sent::{kind} AS vector FROM unnest(%s::text[]) AS sent OFFSET 0) AS asked
        CROSS JOIN LATERAL (
            SELECT v.item_id, 1 - (v.embedding::{kind} <=> asked.vector) AS cosine
            FROM recommender_itemvector v
            WHERE v.run_id = {int(space.run_id)} AND EXISTS (
                SELECT 1 FROM recommender_item i
                WHERE i.item_id = v.item_id AND i.is_active AND i.in_stock {condition} {and_tail}
            )
            ORDER BY v.embedding::{kind} <=> asked.vector
            LIMIT %s
        ) AS near
        GROUP BY near.item_id ORDER BY cosine DESC, near.item_id LIMIT %s
        """,
        [[vector_text(vector) for vector in vectors], *params, each, limit],
    )
    return [(item_id, float(cosine)) for item_id, cosine in found]


def _popular(window: str, place: str, limit: int, category: str) -> list[tuple[str, float, int]]:
    condition, params = _in_category(category)
    return [
        (item_id, float(score), int(shoppers))
        for item_id, score, shoppers in rows(
            f"""
            SELECT c.item_id, c.score, c.shoppers
            FROM recommender_itemcount c JOIN recommender_item i USING (item_id)
            WHERE c."window" = %s AND c.place = %s AND i.is_active AND i.in_stock {condition}
            ORDER BY c.score DESC, c.item_id LIMIT %s
            """,
            [window, place, *params, limit],
        )
    ]


def _fresh(since: datetime, limit: int, category: str) -> list[tuple[str, datetime]]:
    condition, params = _in_category(category)
    return [
        (item_id, listed_at)
        for item_id, listed_at in rows(
            f"""
            SELECT i.item_id, i.listed_at FROM recommender_item i
            WHERE i.listed_at >= %s AND i.is_active AND i.in_stock {condition}
            ORDER BY i.listed_at DESC, i.item_id LIMIT %s
            """,
            [since, *params, limit],
        )
    ]
