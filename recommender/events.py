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
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from recommender.caches import may_cache, on_forget
from recommender.contracts import BatchReceipt, NewEvent
from recommender.event_check import events_check
from recommender.event_effects import (
    EFFECTIVE,
    JUDGING,
    STEERING,
    controls_follow,
    sentences_follow,
)
from recommender.sql import rows, script
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
    single = len(good) == 1 and good[0].kind not in EFFECTIVE
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


_SPOKEN_FOR = """
SELECT id, coalesce(merged_into_id, id) FROM recommender_shopper
WHERE id = ANY(%(shoppers)s::uuid[]) FOR KEY SHARE;
"""
_KNOWN = "SELECT id FROM recommender_event WHERE id = ANY(%s)"
_OWED_MANY = """
INSERT INTO recommender_owedrefresh AS o (shopper_id, owed_since)
SELECT shopper_id, now() FROM unnest(%s::uuid[]) AS acted(shopper_id)
ON CONFLICT (shopper_id) DO UPDATE SET owed_since = EXCLUDED.owed_since
WHERE o.leased_until IS NOT NULL
RETURNING shopper_id
"""


def _insert_many(events: Sequence[NewEvent], now: datetime, wake: bool) -> tuple[int, list[UUID]]:
    """Lock, look up which ids are known, and COPY the rest straight into the table."""
    shoppers = sorted({event.shopper_id for event in events}, key=str)
    with transaction.atomic(), connection.cursor() as cursor:
        # A merge of one of these shoppers waits until the events are there to be moved.
        account = dict(_lock([event.id for event in events], shoppers))
        known = {row[0] for row in rows(_KNOWN, [[event.id for event in events]])}
        # Of one id twice in the batch the first counts.
        fresh = {event.id: event for event in reversed(events)}
        for event_id in known:
            del fresh[event_id]
        if not fresh:
            return 0, []
        _copy(cursor, fresh.values(), account, now)
        steering = [event.id for event in fresh.values() if event.kind in STEERING]
        if steering:
            controls_follow(cursor, steering, now)
        judging = [event for event in fresh.values() if event.kind in JUDGING]
        sentences_follow(judging, account, now)
        woken: list[UUID] = []
        if wake:
            acted = sorted({account[event.shopper_id] for event in fresh.values()}, key=str)
            woken = [row[0] for row in rows(_OWED_MANY, [acted])]
    return len(fresh), woken


def _lock(ids: Sequence[UUID], shoppers: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Take turns over these ids; return for each shopper the one their events belong to."""
    buckets: list[int] = []
    if len(ids) > SMALL_BATCH:
        lock = "SELECT pg_advisory_xact_lock(%(class)s, %(all)s);"
    else:
        buckets = sorted({_bucket(event_id) for event_id in ids})
        lock = (
            "SELECT pg_advisory_xact_lock_shared(%(class)s, %(all)s);"
            " SELECT pg_advisory_xact_lock(%(class)s, b) FROM unnest(%(buckets)s::int[]) AS b;"
        )
    answers = script(
        lock + _TARGET + _SPOKEN_FOR,
        {
            "class": _LOCK_CLASS,
            "all": _EVERYBODY,
            "buckets": buckets,
            "shoppers": list(shoppers),
        },
    )
    return [(row[0], row[1]) for row in answers[-1]]


def _copy(
    cursor: Any, events: Iterable[NewEvent], account: Mapping[UUID, UUID], now: datetime
) -> None:
    """Write the rows as one text: formatting a thousand by hand is three times faster than rows."""
    received = now.isoformat()
    lines = [
        "\t".join(
            (
                event.id.hex,
                event.occurred_at.isoformat(),
                received,
                account[event.shopper_id].hex,
                _escaped(event.item_id) if event.item_id else "\\N",
                event.kind.value,
                "\\N" if event.value is None else repr(float(event.value)),
                _escaped(json.dumps(dict(event.context))) if event.context else "{}",
            )
        )
        for event in events
    ]
    with cursor.copy(
        "COPY recommender_event (id, occurred_at, received_at, shopper_id, item_id, kind, value,"
        " context) FROM STDIN"
    ) as copy:
        copy.write("\n".join(lines) + "\n")


def _escaped(text: str) -> str:
    """Escape what means something in COPY's text format."""
    text = text.replace("\\", "\\\\").replace("\t", "\\t")
    return text.replace("\n", "\\n").replace("\r", "\\r")
