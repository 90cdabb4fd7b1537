"""What nobody needs any more, deleted at night, a batch and a commit at a time.

Events are never deleted here: everything is derived from them. What goes, and what stays:

- passes too old to count, and changes of items that every process has seen;
- slates older than `RECOMMENDER["KEEP_SLATES_DAYS"]`;
- tokens that ended `ENDED_KEPT_DAYS` ago: until then their client is told that they ended;
- anonymous shoppers older than `RECOMMENDER["KEEP_VISITORS_DAYS"]` who left nothing: no event, no
  instruction, no slate or pass that is still kept, no choice of place or tone, nothing decided
  about them. Their tokens, long unused, go with them. Who became part of an account stays: an old
  cookie still leads there. A visitor who comes back with an old cookie is simply known anew.

A batch takes few rows and leaves out those that somebody holds, so no page waits for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from recommender.conf import option
from recommender.events import everybody_wait
from recommender.item_changes import changes_prune
from recommender.passes import passes_prune
from recommender.sql import rows

logger = logging.getLogger(__name__)

BATCH = 500  # rows of one commit: some milliseconds
VISITORS = 50  # the same of shoppers: events wait meanwhile, and each is looked up in ten tables
ENDED_KEPT_DAYS = 30

_SLATES = """
DELETE FROM recommender_slaterow WHERE id IN (
    SELECT id FROM recommender_slaterow WHERE served_at < %s
    ORDER BY served_at LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING 1
"""
_TOKENS = """
DELETE FROM recommender_apitoken WHERE digest IN (
    SELECT digest FROM recommender_apitoken WHERE expires_at < %s
    LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING 1
"""
_IDLE = """
    s.external_id IS NULL AND s.merged_into_id IS NULL AND s.place = '' AND s.tone = ''
    AND s.created_at < %(before)s
    AND NOT EXISTS (SELECT FROM recommender_event e WHERE e.shopper_id = s.id)
    AND NOT EXISTS (SELECT FROM recommender_control c WHERE c.shopper_id = s.id)
    AND NOT EXISTS (SELECT FROM recommender_slaterow r WHERE r.shopper_id = s.id)
    AND NOT EXISTS (SELECT FROM recommender_itempass p WHERE p.shopper_id = s.id)
    AND NOT EXISTS (SELECT FROM recommender_shopper m WHERE m.merged_into_id = s.id)
    AND NOT EXISTS (
        SELECT FROM recommender_shoppertrust t WHERE t.shopper_id = s.id AND t.verdict <> ''
    )
"""
_FIND_IDLE = f"""
SELECT s.id FROM recommender_shopper s
WHERE s.id > %(after)s AND {_IDLE} ORDER BY s.id LIMIT %(limit)s
"""
_HOLD = """
SELECT s.id FROM recommender_shopper s WHERE s.id = ANY(%(ids)s::uuid[])
ORDER BY s.id FOR UPDATE SKIP LOCKED
"""
_STILL_IDLE = (
    f"SELECT s.id FROM recommender_shopper s WHERE s.id = ANY(%(ids)s::uuid[]) AND {_IDLE}"
)
_FORGET = tuple(
    f"DELETE FROM recommender_{table} WHERE {column} = ANY(%(ids)s::uuid[])"
    for table, column in (
        ("interestrow", "state_id"),
        ("intereststate", "shopper_id"),
        ("owedrefresh", "shopper_id"),
        ("shoppertrust", "shopper_id"),
        ("apitoken", "shopper_id"),
        ("shopper", "id"),
    )
)


def old_prune(now: datetime, batch: int = BATCH) -> Mapping[str, int]:
    """Delete what nobody needs any more; return how many rows of what, and say so in the log."""
    gone = {
        "passes": _all(lambda: passes_prune(now, batch), batch),
        "item changes": changes_prune(),
        "slates": slates_prune(now, batch),
        "tokens": tokens_prune(now, batch),
        "visitors": visitors_prune(now, batch),
    }
    said = ", ".join(f"{count} {what}" for what, count in gone.items() if count)
    logger.info("Deleted what nobody needs any more: %s", said or "nothing")
    return gone


def slates_prune(now: datetime, batch: int = BATCH) -> int:
    """Delete slates served longer ago than they are kept; return how many."""
    before = _before(now, "KEEP_SLATES_DAYS")
    if before is None:
        return 0
    return _all(lambda: len(rows(_SLATES, [before, batch])), batch)


def tokens_prune(now: datetime, batch: int = BATCH) -> int:
    """Delete tokens that ended long ago; return how many."""
    before = now - timedelta(days=ENDED_KEPT_DAYS)
    return _all(lambda: len(rows(_TOKENS, [before, batch])), batch)


def visitors_prune(now: datetime, batch: int = BATCH) -> int:
    """Delete anonymous shoppers who left nothing, with their tokens; return how many."""
    before = _before(now, "KEEP_VISITORS_DAYS")
    if before is None:
        return 0
    count, after = 0, UUID(int=0)
    while found := rows(_FIND_IDLE, {"before": before, "after": after, "limit": batch}):
        ids = [row[0] for row in found]
        for at in range(0, len(ids), VISITORS):
            count += _visitors_forget(ids[at : at + VISITORS], before)
        after = ids[-1]
    return count


def _visitors_forget(ids: list[UUID], before: datetime) -> int:
    """Delete those that are idle still, while no event is being recorded: it would lose its owner.

    The search for them held nothing; only this does, and it looks up a few ids.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        everybody_wait()
        held = rows(_HOLD, {"ids": ids})
        # A statement of its own: it sees what those who held the rows have committed.
        idle = rows(_STILL_IDLE, {"ids": [row[0] for row in held], "before": before})
        gone = {"ids": [row[0] for row in idle]}
        for statement in _FORGET:
            cursor.execute(statement, gone)
        return len(idle)


def _before(now: datetime, name: str) -> datetime | None:
    """Return the time before which things are old; None: they are kept for ever."""
    days = option(name)
    return now - timedelta(days=days) if days else None


def _all(delete: Callable[[], int], batch: int) -> int:
    """Delete batch after batch until one is not full; return how many rows."""
    count = 0
    while True:
        gone = delete()
        count += gone
        if gone < batch:
            return count
