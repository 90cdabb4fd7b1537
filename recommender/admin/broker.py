"""Asks whether the broker and its workers answer. Never waits long, never raises.

Celery is imported only when something is asked, so that pages which only look stay light.
"""

from __future__ import annotations

import logging

logger = logging.getLogger(__name__)

PATIENCE_S = 0.3


def broker_answers() -> bool:
    """Whether a connection to the broker can be had within `PATIENCE_S`."""
    from celery import current_app

    connection = current_app.connection_for_write()
    connection.transport_options = {
        **(connection.transport_options or {}),
        "socket_connect_timeout": PATIENCE_S,
        "socket_timeout": PATIENCE_S,
    }
    try:
        with connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except Exception as error:  # whatever a client library may raise
        logger.info("The broker does not answer: %s", error)
        return False
    return True


def workers_answering() -> list[dict[str, str]]:
    """Return each worker that answers within `PATIENCE_S`, with the queues it takes from."""
    from celery import current_app

    try:
        queues = current_app.control.inspect(timeout=PATIENCE_S).active_queues() or {}
    except Exception as error:  # whatever a client library may raise
        logger.info("Workers cannot be asked: %s", error)
        return []
    return [
        {"name": name, "queues": ", ".join(sorted(queue["name"] for queue in taken))}
        for name, taken in sorted(queues.items())
    ]


def train_ring() -> bool:
    """Ask a worker to train; False when the broker cannot be had."""
    from recommender import tasks
    from recommender.wake import ring

    return ring(tasks.train)
