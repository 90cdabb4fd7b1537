"""The numbers of the admin's first page, read cheaply however large the tables are.

Every statement looks at a bounded window or sample and is given up after `PATIENCE_MS`; its panel
then says so. Hours are those of the active time zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import timezone

PATIENCE_MS = 1500
HOURS = 24
SLATES_SAMPLED = 300  # for sources and sentences: their picks are read
SLATES_COUNTED = 5_000  # for click-through: only their ids and shelves are
CLICK_DAYS = 7

_EVENTS = """
SELECT date_trunc('hour', occurred_at AT TIME ZONE 'UTC'), count(*) FROM recommender_event
WHERE occurred_at >= %s AND occurred_at < %s GROUP BY 1
"""
_SLATES = """
SELECT date_trunc('hour', served_at AT TIME ZONE 'UTC'), count(*) FROM recommender_slaterow
WHERE served_at >= %s AND served_at < %s GROUP BY 1
"""
_SAMPLE = """
SELECT picks FROM recommender_slaterow WHERE served_at >= %s ORDER BY served_at DESC LIMIT %s
"""
_SOURCES = f"""
SELECT part.key, sum(part.value::float8)
FROM ({_SAMPLE}) AS s, jsonb_array_elements(s.picks) AS pick,
     jsonb_each_text(pick -> 'sources') AS part
WHERE part.value::float8 > 0 GROUP BY 1
"""
_WRITERS = f"""
SELECT coalesce(pick -> 'reason' ->> 'writer', ''), count(*)
FROM ({_SAMPLE}) AS s, jsonb_array_elements(s.picks) AS pick GROUP BY 1
"""
# Slate ids come from clients: compared as text, since one that is no id must not stop the page.
_CLICKS = """
WITH served AS MATERIALIZED (
    SELECT id::text AS id, shelf, served_at FROM recommender_slaterow
    WHERE served_at >= %s ORDER BY served_at DESC LIMIT %s
),
clicked AS MATERIALIZED (
    SELECT DISTINCT context ->> 'slate_id' AS id FROM recommender_event
    WHERE kind = 'click' AND occurred_at >= (SELECT min(served_at) FROM served)
      AND occurred_at >= %s
)
SELECT s.shelf, count(*), count(c.id) FROM served s LEFT JOIN clicked c ON c.id = s.id
GROUP BY 1 ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of one statement; `gave_up`: it took too long and there are none."""

    rows: tuple[tuple[Any, ...], ...]
    gave_up: bool = False


def events_by_hour(now: datetime) -> Counted:
    """Return (hour, events) of the last 24 hours, oldest first, hours without events included."""
    return _by_hour(_EVENTS, now)


def slates_by_hour(now: datetime) -> Counted:
    """Return (hour, slates) of the last 24 hours, oldest first."""
    return _by_hour(_SLATES, now)


def sources_share(now: datetime) -> Counted:
    """Return (source, positive score) summed over the picks of the newest slates of the day."""
    return read(_SOURCES, [now - timedelta(hours=HOURS), SLATES_SAMPLED])


def writers_share(now: datetime) -> Counted:
    """Return (writer, picks) over the picks of the newest slates of the day."""
    return read(_WRITERS, [now - timedelta(hours=HOURS), SLATES_SAMPLED])


def clicks_by_shelf(now: datetime) -> Counted:
    """Return (shelf, slates, slates with a click) over the newest slates of seven days."""
    since = now - timedelta(days=CLICK_DAYS)
    return read(_CLICKS, [since, SLATES_COUNTED, since])


def _by_hour(sql: str, now: datetime) -> Counted:
    last = now.replace(minute=0, second=0, microsecond=0)
    hours = [last - timedelta(hours=back) for back in reversed(range(HOURS))]
    counted = read(sql, [hours[0], last + timedelta(hours=1)])
    found = {moment.replace(tzinfo=last.tzinfo): count for moment, count in counted.rows}
    rows = tuple((timezone.localtime(hour), found.get(hour, 0)) for hour in hours)
    return Counted(rows if any(found.values()) else (), counted.gave_up)


def read(sql: str, params: Sequence[Any]) -> Counted:
    """Run a statement that may be given up."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{PATIENCE_MS}"])
            cursor.execute(sql, params)
            rows = tuple(cursor.fetchall())
            cursor.execute("SELECT set_config('statement_timeout', '0', true)")
            return Counted(rows)
    except OperationalError:  # cancelled: it took too long
        return Counted((), gave_up=True)
