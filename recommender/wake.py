"""Wakes workers through `recommender.tasks`, which is imported only when something is to be sent.

What is owed stands in Postgres; a wake-up lost is picked up by the sweeper.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from uuid import UUID

logger = logging.getLogger(__name__)


def refresh_wake(shopper_ids: Iterable[UUID]) -> None:
    """Ask for a refresh of each shopper's interests."""
    _wake("refresh_interests", [(str(shopper_id),) for shopper_id in shopper_ids])


def encode_wake() -> None:
    """Ask for new or changed items to be encoded."""
    _wake("encode_items", [()])


def _wake(name: str, calls: list[tuple[str, ...]]) -> None:
    try:
        from recommender import tasks  # here: services must not load Celery to be imported
    except ImportError:
        return

    for arguments in calls:
        if not tasks.wake(getattr(tasks, name), *arguments):
            return  # counted by `wake`; the rest would only wait as well
