"""Events and items of the shop as the task heads read them, by COPY; bounded to the newest.

What a shopper told us not to use is left out, as it is on their pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import psycopg
from django.db import connection, transaction

from recommender.learning.act_kinds import DEVICE, NOT_IGNORED, Ints
from recommender.learning.arrays import Rows, copy_rows
from recommender.learning.runs import active_run
from recommender.learning.vectors import vectors_read
from recommender.models import Item, Run
from recommender.task_heads.features import DEVICES
from recommender.task_heads.samples import KINDS, TaskEvents, TaskItems

MOST_EVENTS = 3_000_000  # newest first: 150 MB
WEEK_S = 7 * 86_400

FIELDS = {
    "shopper": "(2,)>i8", "row": ">i4", "kind": ">i4", "value": ">f8", "at": ">i8",
    "device": ">i4",
}  # fmt: skip

# Both lists are of fixed words of ours, never of a person's.
_KIND = f"array_position(ARRAY[{', '.join(repr(kind.value) for kind in KINDS)}], e.kind::text) - 1"
_DEVICE = f"array_position(ARRAY[{', '.join(map(repr, DEVICES))}], e.context->>'{DEVICE}') - 1"
_NUMBER = """
DROP TABLE IF EXISTS pg_temp.recommender_task_items;
CREATE TEMPORARY TABLE recommender_task_items ON COMMIT DROP AS
SELECT sent.item_id, (sent.place - 1)::int4 AS row
FROM unnest(%s::text[]) WITH ORDINALITY AS sent(item_id, place)
"""
_SINCE = """
SELECT occurred_at FROM recommender_event ORDER BY occurred_at DESC OFFSET %s LIMIT 1
"""
_EVENTS = f"""
COPY (
    SELECT e.shopper_id, coalesce(i.row, -1)::int4, ({_KIND})::int4,
           coalesce(e.value, 'NaN')::float8, extract(epoch FROM e.occurred_at)::int8,
           coalesce({_DEVICE}, 0)::int4
    FROM recommender_event e LEFT JOIN recommender_task_items i USING (item_id)
    WHERE {NOT_IGNORED} AND ({{since}}::timestamptz IS NULL OR e.occurred_at > {{since}})
    ORDER BY e.shopper_id, e.occurred_at, e.id DESC
) TO STDOUT (FORMAT BINARY)
"""
_SOLD = """
SELECT i.row, floor((extract(epoch FROM %s::timestamptz - e.occurred_at)) / %s)::int4 AS ago,
       sum(greatest(coalesce(e.value, 1), 0))::float8
FROM recommender_event e JOIN recommender_task_items i USING (item_id)
WHERE e.kind = 'purchase' AND e.occurred_at <= %s
GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class TaskData:
    """All that the heads and the forecast learn from, read in one transaction."""

    item_ids: tuple[str, ...]
    events: TaskEvents
    items: TaskItems
    sold: list[tuple[int, int, float]]  # item row, whole weeks before the newest event, units


def task_data_read() -> TaskData:
    """Read the newest events, all items and what was sold in which week.

    Raises:
        NotReady: the items are not encoded yet.
    """
    encoder = active_run(Run.Kind.ENCODER)
    known = vectors_read(encoder.pk, encoder.dim)
    rows = list(
        Item.objects.order_by("item_id").values_list(
            "item_id", "category", "department", "brand", "maker", "price", "listed_at"
        )
    )
    item_ids = tuple(row[0] for row in rows)
    blank = np.zeros(encoder.dim, dtype=np.float32)
    vectors = [known.get(item_id, blank) for item_id in item_ids]
    items = TaskItems(
        vectors=np.stack(vectors) if vectors else np.zeros((0, encoder.dim), dtype=np.float32),
        categories=codes_of([row[1] for row in rows]),
        departments=codes_of([row[2] for row in rows]),
        brands=codes_of([row[3] for row in rows]),
        makers=codes_of([row[4] for row in rows]),
        log_prices=np.log1p([max(float(row[5]), 0.0) for row in rows]).astype(np.float32),
        listed=np.array([row[6].timestamp() for row in rows], dtype=np.float64),
    )
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _NUMBER.split(";"):
            cursor.execute(statement, [list(item_ids)] if "%s" in statement else None)
        cursor.execute(_SINCE, [MOST_EVENTS])
        found = cursor.fetchone()
        events = _events(found[0] if found else None)
        cursor.execute("SELECT max(occurred_at) FROM recommender_event")
        newest = cursor.fetchone()[0]
        cursor.execute(_SOLD, [newest, WEEK_S, newest])
        sold = cast("list[tuple[int, int, float]]", cursor.fetchall())
    return TaskData(item_ids, events, items, sold)


def codes_of(words: Sequence[str]) -> Ints:
    """Return a number for each word, equal for equal ones, -1 for "": (n,)."""
    known = {"": -1}
    return np.array([known.setdefault(word, len(known) - 1) for word in words], dtype=np.int64)


def _events(since: Any) -> TaskEvents:
    connection.ensure_connection()
    raw = cast("psycopg.Connection[tuple[Any, ...]]", connection.connection)
    given = psycopg.sql.Literal(since)
    query = psycopg.sql.SQL(_EVENTS).format(since=given)
    blocks: list[Rows] = []
    with raw.cursor() as cursor, cursor.copy(query) as copy:
        chunks = (memoryview(chunk) for chunk in copy)
        blocks.extend(copy_rows(chunks, FIELDS))
    if not blocks:
        empty = np.zeros(0, dtype=np.int64)
        return TaskEvents(empty, empty, empty, empty.astype(np.float32), empty, empty)
    found = np.concatenate(blocks)
    ids = found["shopper"].astype(np.int64)
    new = np.ones(len(ids), dtype=bool)
    new[1:] = (ids[1:] != ids[:-1]).any(axis=1)
    return TaskEvents(
        owners=np.cumsum(new) - 1,
        rows=found["row"].astype(np.int64),
        kinds=found["kind"].astype(np.int64),
        values=found["value"].astype(np.float32),
        times=found["at"].astype(np.int64),
        devices=found["device"].astype(np.int64),
    )
