"""Rings for workers. What is owed stands in Postgres; a ring lost is made good by the sweeper.

A page must not pay for a broker that is gone: a ring gives up within `PATIENCE_S`, and then none is
tried for `PAUSE_S`. What was not sent is counted as the fallback `broker_gone`.
`recommender.tasks` is imported only when something is to be sent.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import DatabaseError

if TYPE_CHECKING:
    from celery import Task
    from kombu import Connection

logger = logging.getLogger(__name__)

PATIENCE_S = 0.2
PAUSE_S = 5.0
MANY = 20  # shoppers; beyond, one ring for the sweeper serves all

FALLBACK = "broker_gone"


def refresh_wake(shopper_ids: Iterable[UUID]) -> None:
    """Ask for a refresh of each shopper's interests."""
    shoppers = list(shopper_ids)
    if len(shoppers) > MANY:
        sweep_wake()
        return
    _wake("refresh_interests", [(str(shopper_id),) for shopper_id in shoppers])


def encode_wake() -> None:
    """Ask for new or changed items to be encoded."""
    _wake("encode_items", [()])


def sweep_wake() -> None:
    """Ask for everything owed to be refreshed now."""
    _wake("sweep", [(0.0,)])


def _wake(name: str, calls: list[tuple[Any, ...]]) -> None:
    from recommender import tasks  # here: services must not load Celery to be imported

    for arguments in calls:
        ring(getattr(tasks, name), *arguments)


def ring(task: Task[Any, Any], *args: Any) -> bool:
    """Send a task; False when the broker cannot be had. Never raises."""
    if not _breaker.closed():
        return False
    try:
        _send(task, args)
    except Exception as error:  # whatever a client library may raise: the event is committed
        logger.warning("The broker cannot be reached: %s", error)
        _breaker.broken()
        return False
    _breaker.works()
    return True


def _send(task: Task[Any, Any], args: tuple[Any, ...]) -> None:
    from kombu.pools import producers

    with producers[_connection()].acquire(block=True, timeout=PATIENCE_S) as producer:
        task.apply_async(args=args, producer=producer, retry=False)


@cache
def _connection() -> Connection:
    """Return the broker as a page may ask it: shorter waits than a worker's, and no retries."""
    from celery import current_app

    connection = current_app.connection_for_write()
    connection.transport_options = {
        **(connection.transport_options or {}),
        "socket_connect_timeout": PATIENCE_S,
        "socket_timeout": PATIENCE_S,
        "max_retries": 0,
        "interval_start": 0,
    }
    return connection


class _Breaker:
    """Remembers for a while that the broker is gone, and how many rings were not sent."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open_until = float("-inf")
        self._unsent = 0

    def closed(self) -> bool:
        """Return whether to try; one that is not to be tried counts as unsent."""
        with self._lock:
            if time.monotonic() >= self._open_until:
                return True
            self._unsent += 1
            return False

    def broken(self) -> None:
        with self._lock:
            self._open_until = time.monotonic() + PAUSE_S
            self._unsent += 1
        self._count()

    def works(self) -> None:
        if self._unsent:
            self._count()

    def forget(self) -> None:
        with self._lock:
            self._open_until, self._unsent = float("-inf"), 0

    def _count(self) -> None:
        from recommender.sentence_notes import fallbacks_count

        with self._lock:
            unsent, self._unsent = self._unsent, 0
        try:
            fallbacks_count({FALLBACK: unsent} if unsent else {})
        except DatabaseError:
            logger.exception("%d rings that could not be sent were not counted", unsent)


_breaker = _Breaker()
