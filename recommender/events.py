"""Appends events: one round trip and one commit each, or batches by `COPY`.

**The same id counts once**, whatever else differs. The table is partitioned by `occurred_at`, so
its key is `(id, occurred_at)` and Postgres alone would keep one id with two times. Each insert
therefore also looks the id up in every partition (the key's index begins with `id`), and two
writers of one id take turns: advisory locks on the id's bucket, one shared lock for everybody,
which a large batch takes alone. The lock is its own statement because a statement sees what was
committed before it began: in the statement that waits, the other's row would still be invisible.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import psycopg
from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from recommender.caches import may_cache, on_forget
from recommender.contracts import BatchReceipt, NewEvent
from recommender.event_check import events_check
from recommender.event_effects import STEERING, controls_follow
from recommender.sql import script
from recommender.wake import refresh_wake

_LOCK_CLASS = 7_246  # any number of ours: the first half of every advisory key
_EVERYBODY = -1
_BUCKETS = 4096
SMALL_BATCH = 32  # up to here every id's bucket is locked; beyond, the batch goes alone

_months: set[tuple[int, int]] = set()
_months_lock = threading.Lock()


def events_record(events: Sequence[NewEvent], *, wake: bool = True) -> BatchReceipt:
    """Append events, committed before this returns; see `recommender.services.events_record`."""
    now = timezone.now()
    rejected = events_check(events, now)
    good = [_clamped(event, now) for i, event in enumerate(events) if i not in rejected]
    if not good:
        return BatchReceipt(0, 0, rejected)
    partitions_ensure(event.occurred_at for event in good)
    single = len(good) == 1 and good[0].kind not in STEERING
    added, shoppers = _insert_one(good[0], now, wake) if single else _insert_many(good, now, wake)
    if shoppers:
        transaction.on_commit(lambda: refresh_wake(shoppers))
    return BatchReceipt(added, len(good) - added, rejected)


def partitions_ensure(times: Iterable[datetime]) -> None:
    """Make the monthly partitions of some times, where this process has not seen them."""
    wanted = {(at.year, at.month) for at in (time.astimezone(UTC) for time in times)}
    missing = wanted - _months
    if not missing:
        return
    with connection.cursor() as cursor:
        for year, month in sorted(missing):
            first = datetime(year, month, 1, tzinfo=UTC)
            cursor.execute("SELECT recommender_event_partition(%s, %s)", [first, first])
    if may_cache():  # else the caller may still roll back
        with _months_lock:
            _months.update(missing)


@on_forget
def months_forget() -> None:
    """Look again: partitions were dropped."""
    with _months_lock:
        _months.clear()


def _clamped(event: NewEvent, now: datetime) -> NewEvent:
    """Bring the time of a clock that runs ahead down to now, so that the next page sees it."""
    if event.occurred_at <= now:
        return event
    return NewEvent(
        event.id, event.shopper_id, event.kind, now, event.item_id, event.value, event.context
    )


def _bucket(event_id: UUID) -> int:
    return zlib.crc32(event_id.bytes) % _BUCKETS


# Statements run after the locks. `s` maps a merged anonymous shopper to the account's.
_TARGET = """
INSERT INTO recommender_shopper (id, place, tone, created_at)
SELECT id, '', '', now() FROM unnest(%(shoppers)s::uuid[]) AS known(id)
WHERE NOT EXISTS (SELECT 1 FROM recommender_shopper s WHERE s.id = known.id)
ON CONFLICT DO NOTHING;
"""
_OWED = """
INSERT INTO recommender_owedrefresh AS o (shopper_id, owed_since)
SELECT DISTINCT e.shopper_id, now() FROM recommender_event e
WHERE e.id = ANY(%(ids)s::uuid[]) AND e.received_at = %(now)s
ON CONFLICT (shopper_id) DO UPDATE SET owed_since = EXCLUDED.owed_since
WHERE o.leased_until IS NOT NULL
RETURNING shopper_id;
"""
_ONE = """
INSERT INTO recommender_event
    (id, occurred_at, received_at, shopper_id, item_id, kind, value, context)
SELECT %(id)s::uuid, %(at)s, %(now)s, coalesce(s.merged_into_id, s.id), %(item)s, %(kind)s,
       %(value)s, %(context)s::jsonb
FROM recommender_shopper s WHERE s.id = %(shopper)s
  AND NOT EXISTS (SELECT 1 FROM recommender_event e WHERE e.id = %(id)s::uuid)
ON CONFLICT DO NOTHING RETURNING id;
"""


def _insert_one(event: NewEvent, now: datetime, wake: bool) -> tuple[int, list[UUID]]:
    """Lock, insert and mark the refresh as owed: one script, one commit."""
    answers = script(
        "SELECT pg_advisory_xact_lock_shared(%(class)s, %(all)s),"
        " pg_advisory_xact_lock(%(class)s, %(bucket)s);" + _TARGET + _ONE + (_OWED if wake else ""),
        {
            "class": _LOCK_CLASS,
            "all": _EVERYBODY,
            "bucket": _bucket(event.id),
            "shoppers": [event.shopper_id],
            "id": event.id,
            "ids": [event.id],
            "at": event.occurred_at,
            "now": now,
            "shopper": event.shopper_id,
            "item": event.item_id,
            "kind": event.kind.value,
            "value": event.value,
            "context": json.dumps(dict(event.context)),
        },
    )
    return len(answers[2]), [row[0] for row in answers[3]] if wake else []


_STAGE = """
CREATE TEMP TABLE IF NOT EXISTS event_stage (
    id uuid, occurred_at timestamptz, shopper_id uuid, item_id varchar(64), kind varchar(20),
    value double precision, context jsonb, place integer
) ON COMMIT DELETE ROWS
"""
_MANY = """
INSERT INTO recommender_event
    (id, occurred_at, received_at, shopper_id, item_id, kind, value, context)
SELECT DISTINCT ON (g.id) g.id, g.occurred_at, %(now)s, coalesce(s.merged_into_id, s.id),
       g.item_id, g.kind, g.value, g.context
FROM event_stage g JOIN recommender_shopper s ON s.id = g.shopper_id
WHERE NOT EXISTS (SELECT 1 FROM recommender_event e WHERE e.id = g.id)
ORDER BY g.id, g.place
ON CONFLICT DO NOTHING
"""


def _insert_many(events: Sequence[NewEvent], now: datetime, wake: bool) -> tuple[int, list[UUID]]:
    """COPY into a table of this connection, then insert what is new."""
    ids = [event.id for event in events]
    shoppers = sorted({event.shopper_id for event in events}, key=str)
    with transaction.atomic(), connection.cursor() as cursor:
        _lock(ids)
        cursor.execute(_TARGET, {"shoppers": shoppers})
        cursor.execute(_STAGE)
        cursor.execute("DELETE FROM event_stage")  # a caller's transaction may span batches
        _copy(events)
        cursor.execute(_MANY, {"now": now})
        added = int(cursor.rowcount)
        if added and any(event.kind in STEERING for event in events):
            controls_follow(cursor, ids, now)
        woken: list[UUID] = []
        if added and wake:
            cursor.execute(_OWED, {"ids": ids, "now": now})
            woken = [row[0] for row in cursor.fetchall()]
    return added, woken


def _lock(ids: Sequence[UUID]) -> None:
    if len(ids) > SMALL_BATCH:
        script("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_CLASS, _EVERYBODY])
        return
    buckets = sorted({_bucket(event_id) for event_id in ids})
    script(
        "SELECT pg_advisory_xact_lock_shared(%s, %s);"
        " SELECT pg_advisory_xact_lock(%s, b) FROM unnest(%s::int[]) AS b",
        [_LOCK_CLASS, _EVERYBODY, _LOCK_CLASS, buckets],
    )


def _copy(events: Sequence[NewEvent]) -> None:
    raw: psycopg.Connection[tuple[object, ...]] = connection.connection
    with (
        connection.wrap_database_errors,
        raw.cursor() as cursor,
        cursor.copy("COPY event_stage FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.set_types(
            ("uuid", "timestamptz", "uuid", "varchar", "varchar", "float8", "jsonb", "int4")
        )
        for place, event in enumerate(events):
            copy.write_row(
                (
                    event.id,
                    event.occurred_at,
                    event.shopper_id,
                    event.item_id,
                    event.kind.value,
                    event.value,
                    Jsonb(dict(event.context)),
                    place,
                )
            )
