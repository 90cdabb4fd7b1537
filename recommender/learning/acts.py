"""Events to the acts that the sequence model reads: what says "I want this", oldest first.

Dislikes, returns, hides and poor ratings are no acts; nor is what a shopper told us not to use.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

import numpy as np
import psycopg
from django.db import connection, transaction
from numpy.typing import NDArray

from recommender.contracts import EventKind
from recommender.sql import rows

Ints = NDArray[np.int64]

# Rising strength: of acts on one item side by side, the strongest names the step. 0: padding.
KINDS = (
    EventKind.VIEW,
    EventKind.CLICK,
    EventKind.RATING,
    EventKind.LIKE,
    EventKind.CART,
    EventKind.PURCHASE,
)
GOOD_RATING = 4.0

_KIND_CODE = f"array_position(ARRAY[{', '.join(repr(kind.value) for kind in KINDS)}], e.kind::text)"
_IS_ACT = f"""
    e.item_id IS NOT NULL
    AND e.kind IN ({", ".join(repr(kind.value) for kind in KINDS)})
    AND (e.kind <> 'rating' OR e.value >= {GOOD_RATING})
    AND NOT EXISTS (
        SELECT 1 FROM recommender_control c
        WHERE c.shopper_id = e.shopper_id AND c.event_id = e.id
          AND c.kind = 'ignore_event' AND c.revoked_at IS NULL
    )
"""
# `item_id` is also looked up: an event may outlive its product.
_ALL = f"""
COPY (
    SELECT e.shopper_id, e.item_id, {_KIND_CODE}, extract(epoch FROM e.occurred_at)::int8
    FROM recommender_event e JOIN recommender_item i USING (item_id)
    WHERE {_IS_ACT}
    ORDER BY e.shopper_id, e.occurred_at, e.id
) TO STDOUT (FORMAT BINARY)
"""
_NEWEST = f"""
SELECT s.id, a.id, a.item_id, a.kind, a.occurred_at, a.value
FROM unnest(%s::uuid[]) AS s(id) CROSS JOIN LATERAL (
    SELECT e.id, e.item_id, e.kind, e.occurred_at, e.value
    FROM recommender_event e JOIN recommender_item i USING (item_id)
    WHERE e.shopper_id = s.id AND {_IS_ACT}
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT %s
) AS a
ORDER BY s.id, a.occurred_at, a.id
"""


@dataclass(frozen=True, slots=True)
class ShopActs:
    """All acts of the shop, sorted by shopper, then time.

    owners, rows, kinds, times (A,) int64: number of the shopper, row in `item_ids`, 1-based place
    in `KINDS`, seconds since 1970. `shoppers` is how many there are.
    """

    owners: Ints
    rows: Ints
    kinds: Ints
    times: Ints
    item_ids: list[str]
    shoppers: int

    @property
    def first_at(self) -> datetime:
        """Time of the oldest act."""
        return datetime.fromtimestamp(int(self.times.min()), UTC)

    @property
    def last_at(self) -> datetime:
        """Time of the newest act."""
        return datetime.fromtimestamp(int(self.times.max()), UTC)


@dataclass(frozen=True, slots=True)
class ShopperAct:
    """One act of one shopper."""

    event_id: UUID
    item_id: str
    kind: EventKind
    occurred_at: datetime
    value: float | None


def acts_all() -> ShopActs:
    """Stream every act out of Postgres by COPY: 32 bytes an act in memory."""
    owners, item_rows, kinds, times = array("q"), array("q"), array("q"), array("q")
    known: dict[str, int] = {}
    owner, last = -1, None
    with _copied(_ALL, ("uuid", "text", "int4", "int8")) as entries:
        for shopper_id, item_id, kind, at in entries:
            if shopper_id != last:
                owner, last = owner + 1, shopper_id
            owners.append(owner)
            item_rows.append(known.setdefault(item_id, len(known)))
            kinds.append(kind)
            times.append(at)
    order = sorted(known)
    place = np.empty(len(order), dtype=np.int64)
    place[[known[item_id] for item_id in order]] = np.arange(len(order))
    flat = [np.frombuffer(one, dtype=np.int64) for one in (owners, item_rows, kinds, times)]
    return ShopActs(flat[0], place[flat[1]], flat[2], flat[3], order, owner + 1)


def acts_of(shopper_ids: Sequence[UUID], newest: int) -> dict[UUID, list[ShopperAct]]:
    """Return the newest acts of each shopper that has any, oldest first."""
    found: dict[UUID, list[ShopperAct]] = {}
    for shopper_id, event_id, item_id, kind, at, value in rows(
        _NEWEST, [list(shopper_ids), newest]
    ):
        act = ShopperAct(event_id, item_id, EventKind(kind), at, value)
        found.setdefault(shopper_id, []).append(act)
    return found


@contextmanager
def _copied(sql: str, types: tuple[str, ...]) -> Iterator[Iterator[tuple[Any, ...]]]:
    with transaction.atomic():
        connection.ensure_connection()
        raw = cast("psycopg.Connection[tuple[Any, ...]]", connection.connection)
        with raw.cursor() as cursor, cursor.copy(sql) as copy:
            copy.set_types(types)
            yield copy.rows()
