"""Appends events: one statement and one commit each, or batches by `COPY`.

**The same id counts once**, whatever else differs. The table is partitioned by `occurred_at`, so
its key is `(id, occurred_at)` and Postgres alone would keep one id with two times. Each insert
therefore also looks the id up in every partition (the key's index begins with `id`), and two
writers of one id take turns: advisory locks on the id's bucket, one shared lock for everybody,
which a large batch takes alone. The lock is its own statement because a statement sees what was
committed before it began: in the statement that waits, the other's row would still be invisible.
For a single event the statements stand in a function (migration 0009), where the same holds.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from recommender.caches import may_cache, on_forget
from recommender.contracts import BatchReceipt, NewEvent
from recommender.event_check import events_check
from recommender.event_effects import JUDGING, controls_follow, sentences_follow
from recommender.event_lines import EventLines, lines_copy, lines_of
from recommender.sql import array_text, rows, script
from recommender.statement_alone import StatementAlone
from recommender.wake import refresh_wake

_LOCK_CLASS = 7_246  # any number of ours: the first half of every advisory key
_EVERYBODY = -1
_BUCKETS = 4096
SMALL_BATCH = 32  # up to here every id's bucket is locked; beyond, the batch goes alone

_months: set[tuple[int, int]] = set()
_months_lock = threading.Lock()


def events_record(
    events: Sequence[NewEvent], *, wake: bool = True, lines: EventLines | None = None
) -> BatchReceipt:
    """Append events, committed before this returns; see `recommender.services.events_record`."""
    now = timezone.now()
    rejected = events_check(events, now)
    good = [_clamped(event, now) for i, event in enumerate(events) if i not in rejected]
    count = len(good) + (lines.count if lines else 0)
    if not count:
        return BatchReceipt(0, 0, rejected)
    partitions_ensure([*(event.occurred_at for event in good), *(lines.times if lines else ())])
    if lines is None and len(good) == 1 and good[0].kind not in JUDGING:
        added, shoppers = _insert_one(good[0], now, wake)
    else:
        batches = lines_of(good) + ([lines] if lines else [])
        first = {event.id: event for event in reversed(good)}
        judging = [event for event in first.values() if event.kind in JUDGING]
        added, shoppers = _insert_many(batches, judging, now, wake)
    if shoppers:
        transaction.on_commit(lambda: refresh_wake(shoppers))
    return BatchReceipt(added, count - added, rejected)


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


def everybody_wait() -> None:
    """Let no event be recorded until the caller's transaction ends."""
    rows("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_CLASS, _EVERYBODY])


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


_ONE = """
SELECT added::text, owed::text FROM recommender_event_record(
    %s::integer, %s::integer, %s::integer, %s::text, %s::uuid, %s::timestamptz, %s::timestamptz,
    %s::uuid, %s::text, %s::text, %s::double precision, %s::jsonb, %s::boolean
)
"""
_alone = StatementAlone(_ONE)
on_forget(_alone.close)


def event_take(event: NewEvent, token: str, now: datetime) -> bool | None:
    """See `recommender.services.event_take`."""
    if event.kind in JUDGING:
        return None
    event = _clamped(event, now)
    partitions_ensure([event.occurred_at])
    answer = _alone.run(_one(event, now, True, token))
    if answer is None or answer[0] is None:
        return None
    added, owed = answer
    if owed:
        refresh_wake([UUID(owed)])
    return added == "true"


def _insert_one(event: NewEvent, now: datetime, wake: bool) -> tuple[int, list[UUID]]:
    """Lock, insert, follow, and mark the refresh as owed: one statement, one commit."""
    ((added, owed),) = rows(_ONE, _one(event, now, wake), planned_once=True)
    return int(added == "true"), [UUID(owed)] if owed else []


def _one(event: NewEvent, now: datetime, wake: bool, token: str | None = None) -> list[str | None]:
    """Return what `_ONE` is asked, as texts."""
    return [
        str(_LOCK_CLASS),
        str(_EVERYBODY),
        str(_bucket(event.id)),
        token,
        str(event.id),
        event.occurred_at.astimezone(UTC).isoformat(),
        now.isoformat(),
        str(event.shopper_id),
        event.item_id,
        event.kind.value,
        None if event.value is None else repr(float(event.value)),
        json.dumps(dict(event.context)) if event.context else "{}",
        str(wake),
    ]


# Statements run after the locks.
_TARGET = """
INSERT INTO recommender_shopper (id, place, tone, created_at)
SELECT id, '', '', now() FROM unnest(%(shoppers)s::uuid[]) AS known(id)
WHERE NOT EXISTS (SELECT 1 FROM recommender_shopper s WHERE s.id = known.id)
ON CONFLICT DO NOTHING;
"""
_SPOKEN_FOR = """
SELECT id, coalesce(merged_into_id, id) FROM recommender_shopper
WHERE id = ANY(%(shoppers)s::uuid[]) FOR KEY SHARE;
"""
_KNOWN = "SELECT id::text FROM recommender_event WHERE id = ANY(%s::uuid[])"
_OWED = """
INSERT INTO recommender_owedrefresh AS o (shopper_id, owed_since)
SELECT shopper_id, now() FROM unnest(%s::uuid[]) AS acted(shopper_id)
ON CONFLICT (shopper_id) DO UPDATE SET owed_since = EXCLUDED.owed_since
WHERE o.leased_until IS NOT NULL
RETURNING shopper_id
"""


def _insert_many(
    batches: Sequence[EventLines], judging: Sequence[NewEvent], now: datetime, wake: bool
) -> tuple[int, list[UUID]]:
    """Lock, look up which ids are known, and COPY the rest straight into the table."""
    ids = [event_id for batch in batches for event_id in batch.lines]
    shoppers = sorted({batch.shopper_id for batch in batches}, key=str)
    with transaction.atomic(), connection.cursor() as cursor:
        # A merge of one of these shoppers waits until the events are there to be moved.
        account = dict(_lock(ids, shoppers))
        known = {row[0] for row in rows(_KNOWN, [array_text(ids)], planned_once=True)}
        if known:
            for batch in batches:
                batch.without(known)
        added = sum(len(batch.lines) for batch in batches)
        if not added:
            return 0, []
        lines_copy(cursor, batches, account, now)
        controls_follow([one for batch in batches for one in batch.steering], account, now)
        if judging:
            fresh = {event_id for batch in batches for event_id in batch.lines}
            judged = [event for event in judging if str(event.id) in fresh]
            sentences_follow(judged, account, now)
        woken: list[UUID] = []
        if wake:
            acted = sorted({account[one.shopper_id] for one in batches if one.lines}, key=str)
            woken = [row[0] for row in rows(_OWED, [acted], planned_once=True)]
    return added, woken


def _lock(ids: Sequence[str], shoppers: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Take turns over these ids; return for each shopper the one their events belong to."""
    buckets: list[int] = []
    if len(ids) > SMALL_BATCH:
        lock = "SELECT pg_advisory_xact_lock(%(class)s, %(all)s);"
    else:
        buckets = sorted({_bucket(UUID(event_id)) for event_id in ids})
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
