"""Carries behaviour from the events to `recommender.trust`, and what it found to whoever learns.

Bounded: events of the last year and no more than `MOST_EVENTS` of them, the newest of each shopper.
Who has no event in that window keeps the judgement they have. No torch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import numpy as np
import psycopg
from django.db import connection, transaction
from psycopg import sql

from recommender.conf import option
from recommender.contracts import Floats
from recommender.learning.act_kinds import KIND_CODE, KINDS, Ints, items_numbered
from recommender.learning.arrays import copy_rows
from recommender.sql import rows
from recommender.trust.signals import OF_ITEMS, SUSPECT

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences
    from recommender.trust.judging import Judged

DAYS = 365
MOST_EVENTS = 1_000_000
MOST_OF_ONE = 2_000  # newest events of one shopper
KEPT_BELOW = 0.9  # trust; who has more has no row
_PURCHASE = len(KINDS)  # the lines of one order come at one moment
_LOCK = 7_249

_FIELDS = {"shopper": "(2,)>i8", "item": ">i4", "kind": ">i4", "at": ">i8"}
_LISTED = ", ".join(repr(kind.value) for kind in KINDS)
_BY_DAY = f"""
SELECT date_trunc('day', e.occurred_at) AS day, count(*) FROM recommender_event e
WHERE e.occurred_at > %s AND e.occurred_at <= %s AND e.kind IN ({_LISTED})
GROUP BY 1 ORDER BY 1 DESC
"""
_ACTS = f"""
COPY (
    SELECT a.shopper_id, a.row, a.kind, a.at FROM (
        SELECT e.shopper_id, w.row, coalesce({KIND_CODE}, 0)::int4 AS kind, e.id, e.occurred_at,
               extract(epoch FROM e.occurred_at)::int8 AS at,
               row_number() OVER (
                   PARTITION BY e.shopper_id ORDER BY e.occurred_at DESC, e.id DESC
               ) AS n
        FROM recommender_event e JOIN recommender_numbered w USING (item_id)
        WHERE e.occurred_at > {{since}} AND e.occurred_at <= {{now}} AND e.kind IN ({_LISTED})
    ) AS a WHERE a.n <= {MOST_OF_ONE}
    ORDER BY a.shopper_id, a.occurred_at, a.id
) TO STDOUT (FORMAT BINARY)
"""
_WRITE = """
INSERT INTO recommender_shoppertrust AS t
    (shopper_id, score, causes, acts, items, judged_at, verdict)
SELECT g.id, g.score, g.causes, g.acts, g.items, %(now)s, ''
FROM unnest(%(ids)s::uuid[], %(scores)s::float8[], %(causes)s::jsonb[], %(acts)s::int[],
            %(items)s::int[]) AS g(id, score, causes, acts, items)
JOIN recommender_shopper s ON s.id = g.id
ON CONFLICT (shopper_id) DO UPDATE
SET score = EXCLUDED.score, causes = EXCLUDED.causes, acts = EXCLUDED.acts, items = EXCLUDED.items,
    judged_at = EXCLUDED.judged_at
"""
# Those who were seen and are no longer suspicious: a decision stays, with nothing against it.
_SEEN_AGAIN = """
    (t.judged_at IS NULL OR t.judged_at < %(now)s) AND EXISTS (
        SELECT 1 FROM recommender_event e
        WHERE e.shopper_id = t.shopper_id AND e.occurred_at > %(since)s AND e.occurred_at <= %(now)s
    )
"""
_CLEAR = f"DELETE FROM recommender_shoppertrust t WHERE t.verdict = '' AND {_SEEN_AGAIN}"
_EASE = f"""
UPDATE recommender_shoppertrust t SET score = 1.0, causes = '{{}}', judged_at = %(now)s
WHERE t.verdict <> '' AND {_SEEN_AGAIN}
"""
_WEIGHTS = """
SELECT shopper_id, weight FROM recommender_shoppertrust
WHERE weight < 1 AND (%s OR verdict <> '')
"""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What was read: unmerged histories, and whose they are, in the same order."""

    histories: Sequences
    shopper_ids: list[UUID]
    item_ids: list[str]


def traffic_judge(now: datetime) -> Mapping[str, int]:
    """Judge everybody seen lately, and keep who is suspicious and why.

    Returns "judged" and "suspicious" shoppers; both 0 with the defence off, or while another
    process is at it.
    """
    from recommender.trust.judging import trust_judge

    nothing = {"judged": 0, "suspicious": 0}
    if not option("DEFENCE"):
        return nothing
    with transaction.atomic():
        if not rows("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])[0][0]:
            return nothing
        since = _since(now)
        traffic = traffic_read(since, now)
        if not traffic.shopper_ids:
            return nothing
        judged = trust_judge(
            traffic.histories,
            len(traffic.item_ids),
            timely=traffic.histories.kinds != _PURCHASE,
        )
        _write(traffic, judged, since, now)
    suspicious = int((judged.trust < SUSPECT).sum())
    return {"judged": len(traffic.shopper_ids), "suspicious": suspicious}


def trust_weights(shopper_ids: Sequence[UUID]) -> Floats:
    """Return how far each shopper may teach, (S,) float32: 1 fully, 0 not at all."""
    known = dict(rows(_WEIGHTS, [bool(option("DEFENCE"))]))
    weights = np.ones(len(shopper_ids), dtype=np.float32)
    if known:
        for at, shopper_id in enumerate(shopper_ids):
            weights[at] = known.get(shopper_id, 1.0)
    return weights


def _since(now: datetime) -> datetime:
    """Return from when on events are read: whole days, until there are `MOST_EVENTS`."""
    since, total = now - timedelta(days=DAYS), 0
    for day, count in rows(_BY_DAY, [since, now]):
        total += count
        if total > MOST_EVENTS and count < total:
            return max(since, cast(datetime, day) + timedelta(days=1))
    return since


def traffic_read(since: datetime, now: datetime) -> Traffic:
    """Read what everybody did in a window, inside a transaction."""
    from recommender.neural.sequences import Sequences

    with connection.cursor() as cursor:
        item_ids = items_numbered(cursor)  # in the catalogue's order: a walk through it is a signal
    raw = cast("psycopg.Connection[Any]", connection.connection)
    query = sql.SQL(_ACTS).format(since=sql.Literal(since), now=sql.Literal(now))
    with raw.cursor() as reading, reading.copy(query) as copy:
        chunks: Any = iter(copy)
        blocks = [block for block in copy_rows(chunks, _FIELDS) if len(block)]
    keys = _column(blocks, "shopper").reshape(-1, 2)
    new = np.ones(len(keys), dtype=bool)
    new[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    offsets = np.append(np.flatnonzero(new), len(keys)).astype(np.int64)
    histories = Sequences(
        _column(blocks, "item"), _column(blocks, "kind"), _column(blocks, "at"), offsets
    )
    ids = [UUID(bytes=key.tobytes()) for key in keys[new].astype(">i8")]
    return Traffic(histories, ids, item_ids)


def _column(blocks: Sequence[Any], name: str) -> Ints:
    if not blocks:
        return np.zeros(0, dtype=np.int64)
    return np.concatenate([block[name] for block in blocks]).astype(np.int64)


def _write(traffic: Traffic, judged: Judged, since: datetime, now: datetime) -> None:
    kept = np.flatnonzero(judged.trust < KEPT_BELOW).tolist()
    histories = traffic.histories
    given: dict[str, Any] = {
        "now": now,
        "since": since,
        "ids": [traffic.shopper_ids[one] for one in kept],
        "scores": [round(float(judged.trust[one]), 4) for one in kept],
        "causes": [json.dumps(_causes(judged, one, traffic.item_ids)) for one in kept],
        "acts": [int(histories.lengths[one]) for one in kept],
        "items": [len(np.unique(histories.rows[histories.of(one)])) for one in kept],
    }
    with connection.cursor() as cursor:
        for statement in (_WRITE, _CLEAR, _EASE):
            cursor.execute(statement, given)


def _causes(judged: Judged, shopper: int, item_ids: Sequence[str]) -> dict[str, Any]:
    """Return what a person reads: numbers, and the id of the item where one is meant."""
    return {
        name: item_ids[int(value)] if name in OF_ITEMS else round(value, 3)
        for name, value in judged.causes(shopper).items()
    }
