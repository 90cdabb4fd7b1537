"""Partitions of the event table for the months to come, so that no insert has to make one."""

from __future__ import annotations

from datetime import datetime

from recommender.sql import rows

MONTHS_AHEAD = 3


def partitions_ahead(now: datetime, months: int = MONTHS_AHEAD) -> int:
    """Make the partitions of this month and the next ones; return how many were missing."""
    sql = "SELECT recommender_event_partition(%s, %s + make_interval(months => %s))"
    return int(rows(sql, [now, now, months])[0][0])
