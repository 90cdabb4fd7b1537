"""SQL and pgvector in, NumPy out: the `Store` that stages ask, on Postgres.

Vectors of one run are compared with that run's only: every vector statement names the active run,
which also is what lets it use the run's partial HNSW index. Imports no stage, no torch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import numpy as np

from recommender.caches import may_cache, on_forget
from recommender.contracts import Floats, ItemBlock, Moment
from recommender.item_cache import blocks
from recommender.item_search import Search
from recommender.item_tables import item_tables
from recommender.moments import moment_read
from recommender.pair_cache import pairs
from recommender.profile_read import profile_read
from recommender.recalled import NICHE_EVENTS
from recommender.runs import Space, active_spaces
from recommender.sql import rows, vector_text
from recommender.task_heads.loading import heads_serving
from recommender.task_heads.scores import TaskHeads

__all__ = ["PostgresStore", "profile_read"]

LIST_TTL_S = 2.0  # popularity lists change when statistics are refreshed, every few minutes
_LISTS_KEPT = 512
_AMONG = {"": "", "tail": "AND i.is_tail", "niche": f"AND i.event_count < {NICHE_EVENTS}"}

AnswerT = TypeVar("AnswerT")
_lists: dict[tuple[object, ...], tuple[float, object]] = {}


class PostgresStore:
    """One per request: what was read once in a request is not read again."""

    def __init__(self) -> None:
        """Fix the active runs for the whole request."""
        self.content_space, self.model_space = active_spaces()
        self._seen: dict[tuple[object, ...], object] = {}
        self._searches: dict[int, Search] = {}

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
        return self._nearest(self.content_space, vectors, limit, category, "tail")

    def niche(self, vectors: Floats, limit: int, category: str = "") -> list[tuple[str, float]]:
        """Items with fewer than five events nearest to `vectors` (k, d_c)."""
        return self._nearest(self.content_space, vectors, limit, category, "niche")

    def bought_together(
        self, item_ids: Sequence[str], limit: int | None = None
    ) -> list[tuple[str, str, float, int]]:
        """Rows (anchor item, other item, strength 0..1, buyers of both), strongest first.

        All there are, in no order, when `limit` is None.
        """
        key = ("together", tuple(item_ids), limit)
        return self._once(key, lambda: pairs.read(item_ids, limit))

    def popular(
        self, window: str, place: str, limit: int, category: str = ""
    ) -> list[tuple[str, float, int]]:
        """Rows (item, score 0..1, number of shoppers) for window "week", "month" or "all"."""
        key = ("popular", window, place, limit, category)
        return self._once(
            key, lambda: _listed(key, lambda: _popular(window, place, limit, category))
        )

    def bought(self, limit: int, category: str = "") -> list[tuple[str, float]]:
        """Rows (item, `ItemCount.sold`) of all time, what is bought most first."""
        key = ("bought", limit, category)
        return self._once(key, lambda: _listed(key, lambda: _bought(limit, category)))

    def usual_prices(self) -> dict[str, float]:
        """Category → `CategoryPrice.price`, as of the last refresh of the statistics."""
        key = ("usual_prices",)
        return self._once(key, lambda: _listed(key, _usual_prices))

    def fresh(self, since: datetime, limit: int, category: str = "") -> list[str]:
        """Items listed since then, newest first."""
        table = item_tables.get(self.content_space, self.model_space)
        if table is not None:
            key = ("fresh", since, limit, category)
            return self._once(key, lambda: table.fresh(since, limit, category))
        hour = since.replace(minute=0, second=0, microsecond=0)
        found = _listed(("fresh", hour, limit, category), lambda: _fresh(hour, limit, category))
        return [item_id for item_id, listed_at in found if listed_at >= since]

    def moment(self, at: datetime, device: str, category: str = "") -> Moment:
        """What is taken more than usual at that time by that device, by the shop's own clock."""
        key = ("moment", at, device, category)
        return self._once(key, lambda: moment_read(at, device, category))

    def block(self, item_ids: Sequence[str], *, available_only: bool = True) -> ItemBlock:
        """Facts and vectors of those items that exist, in the given order."""
        table = item_tables.get(self.content_space, self.model_space)
        if table is not None:
            return table.block(item_ids, available_only=available_only)
        return blocks.read(
            item_ids, self.content_space, self.model_space, available_only=available_only
        )

    def task_heads(self) -> TaskHeads | None:
        """Return the task heads that serve; None: none are trained, or they cannot be read."""
        return heads_serving()

    def _nearest(
        self, space: Space, vectors: Floats, limit: int, category: str, among: str = ""
    ) -> list[tuple[str, float]]:
        if not space.run_id or not len(vectors):
            return []
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        key = ("near", space.run_id, vectors.tobytes(), limit, category, among)
        search = self._search(space)
        if search is not None:
            return self._once(key, lambda: search.nearest(vectors, limit, category, among))
        return self._once(key, lambda: _near(space, vectors, limit, category, among))

    def _search(self, space: Space) -> Search | None:
        """Return the search among the items in memory, one a request; None: there is none."""
        if space.run_id not in self._searches:
            table = item_tables.get(self.content_space, self.model_space)
            if table is None:
                return None
            name = "content" if space is self.content_space else "model"
            self._searches[space.run_id] = table.search(name)
        return self._searches[space.run_id]

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
    space: Space, vectors: Floats, limit: int, category: str, among: str
) -> list[tuple[str, float]]:
    condition, params = _in_category(category)
    and_among = _AMONG[among]
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
                WHERE i.item_id = v.item_id AND i.is_active AND i.in_stock {condition} {and_among}
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


def _bought(limit: int, category: str) -> list[tuple[str, float]]:
    condition, params = _in_category(category)
    return [
        (item_id, float(sold))
        for item_id, sold in rows(
            f"""
            SELECT c.item_id, c.sold
            FROM recommender_itemcount c JOIN recommender_item i USING (item_id)
            WHERE c."window" = 'all' AND c.place = '' AND c.sold > 0
              AND i.is_active AND i.in_stock {condition}
            ORDER BY c.sold DESC, c.item_id LIMIT %s
            """,
            [*params, limit],
        )
    ]


def _usual_prices() -> dict[str, float]:
    return {
        category: float(price)
        for category, price in rows("SELECT category, price FROM recommender_categoryprice")
    }


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
