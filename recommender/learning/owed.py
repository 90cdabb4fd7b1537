"""Refreshes owed, as rows that a worker leases: nothing is lost with the broker or a worker.

A row names a shopper whose interests are older than their events. Whoever works on it leases it for
`LEASE_S`; done, the row goes, unless it was owed again meanwhile (`owed_since` has changed), then
it is free again. A worker that dies leaves its lease to run out. No torch.

Nothing here waits for the disk (`LATER`): a server that crashes loses the last moments in the order
they were committed, so a refresh that is lost is owed again too, and a lease lost is work done
twice. That an act happened, and that its refresh is owed, is committed with the act and waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recommender.sql import LATER, script

LEASE_S = 60.0  # many times what a refresh takes in a warm worker
UNHEARD_S = 5.0  # after so long the message was lost, or everybody was busy

# Those asked for are waited for: whoever holds a row adds an event at this very moment.
_TAKE_THESE = """
UPDATE recommender_owedrefresh
SET leased_until = clock_timestamp() + make_interval(secs => %s)
WHERE shopper_id IN (
    SELECT shopper_id FROM recommender_owedrefresh
    WHERE shopper_id = ANY(%s::uuid[])
      AND (leased_until IS NULL OR leased_until < clock_timestamp())
    ORDER BY shopper_id FOR UPDATE
)
RETURNING shopper_id, owed_since
"""
_TAKE_MANY = """
WITH free AS (
    SELECT shopper_id FROM recommender_owedrefresh
    WHERE CASE WHEN leased_until IS NULL
               THEN owed_since <= clock_timestamp() - make_interval(secs => %s)
               ELSE leased_until < clock_timestamp() END
    ORDER BY owed_since LIMIT %s FOR UPDATE SKIP LOCKED
)
UPDATE recommender_owedrefresh o
SET leased_until = clock_timestamp() + make_interval(secs => %s)
FROM free WHERE o.shopper_id = free.shopper_id
RETURNING o.shopper_id, o.owed_since
"""
_DONE = """
DELETE FROM recommender_owedrefresh o
USING unnest(%s::uuid[], %s::timestamptz[]) AS t(shopper_id, owed_since)
WHERE o.shopper_id = t.shopper_id AND o.owed_since = t.owed_since;
"""
_AGAIN = """
UPDATE recommender_owedrefresh SET leased_until = NULL
WHERE shopper_id = ANY(%s::uuid[]) RETURNING shopper_id
"""


@dataclass(frozen=True, slots=True)
class Lease:
    """A refresh taken on; `owed_since` tells whether it was owed again meanwhile."""

    shopper_id: UUID
    owed_since: datetime


def lease_these(shopper_ids: Sequence[UUID]) -> list[Lease]:
    """Lease the refreshes of these shoppers that are owed and that nobody is at."""
    return [Lease(*row) for row in _last(_TAKE_THESE, [LEASE_S, list(shopper_ids)])]


def lease_many(limit: int, older_than_s: float = UNHEARD_S) -> list[Lease]:
    """Lease refreshes owed for longer than that, and those whose lease ran out, oldest first."""
    return [Lease(*row) for row in _last(_TAKE_MANY, [older_than_s, limit, LEASE_S])]


def settle(leases: Sequence[Lease]) -> list[UUID]:
    """Strike out what was done; return who was owed again meanwhile, free for the next."""
    if not leases:
        return []
    ids = [lease.shopper_id for lease in leases]
    # Two statements: what the first waited for, the second sees.
    settled = _last(_DONE + _AGAIN, [ids, [lease.owed_since for lease in leases], ids])
    return [row[0] for row in settled]


def _last(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run statements in one round trip that waits for no disk; return the last one's rows."""
    return script(LATER + sql, params)[-1]
