"""Counts named fallbacks per day. A page never fails because a count could not be written."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import DatabaseError
from django.utils import timezone

from recommender.sql import rows

logger = logging.getLogger(__name__)


def fallbacks_note(names: Iterable[str]) -> None:
    """Add one to each named fallback of today."""
    counted = sorted(set(names))
    if not counted:
        return
    try:
        rows(
            """
            INSERT INTO recommender_fallbackcount AS f (name, day, count)
            SELECT name, %s, 1 FROM unnest(%s::text[]) AS name
            ON CONFLICT (name, day) DO UPDATE SET count = f.count + 1
            """,
            [timezone.now().date(), counted],
        )
    except DatabaseError:
        logger.exception("Fallbacks %s could not be counted", counted)
