"""Celery bodies, thin: each reads from Postgres what is to be done, and does it.

Loading this file loads neither torch nor transformers: a page sends these tasks. A task that is
called without need does nothing, so a message may come twice, late or never.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from celery import current_app, shared_task
from celery.signals import worker_process_init, worker_ready
from django.utils import timezone

from recommender import learning
from recommender.errors import NotReady, RecommenderError
from recommender.fallbacks import fallbacks_note
from recommender.learning import owed
from recommender.learning.owed import Lease

logger = logging.getLogger(__name__)

BESIDE = 8  # other shoppers whom a worker takes along when it was called for one
SWEEP_AT_ONCE = 50
SWEEP_S = 8.0  # a sweep ends before the next one begins


@shared_task(queue="interests", name="recommender.tasks.refresh_interests")
def refresh_interests(shopper_id: str) -> int:
    """Refresh a shopper's interests, and those of others who have waited longest.

    Returns how many were refreshed.
    """
    if not learning.interests_can_be_refreshed():
        return 0
    leases = owed.lease_these([UUID(shopper_id)])
    if leases:
        leases += owed.lease_many(BESIDE)
    count = 0
    while leases:
        again = _refreshed(leases)
        count += len(leases)
        leases = owed.lease_these(again) if again else []
    return count


@shared_task(queue="interests", name="recommender.tasks.sweep")
def sweep(older_than_s: float = owed.UNHEARD_S) -> int:
    """Refresh what no message arrived for, and what a worker left behind when it died."""
    if not learning.interests_can_be_refreshed():
        return 0
    started, count = time.monotonic(), 0
    while time.monotonic() - started < SWEEP_S:
        leases = owed.lease_many(SWEEP_AT_ONCE, older_than_s)
        if not leases:
            break
        _refreshed(leases)
        count += len(leases)
    return count


def _refreshed(leases: Sequence[Lease]) -> list[UUID]:
    """Refresh and settle; return who was owed again meanwhile.

    One whose refresh fails keeps its lease, and is tried again when that has run out.
    """
    done = []
    try:
        learning.interests_refresh([lease.shopper_id for lease in leases])
        done = list(leases)
    except Exception:
        if len(leases) > 1:
            return [one for lease in leases for one in _refreshed([lease])]
        logger.exception("The interests of shopper %s cannot be refreshed", leases[0].shopper_id)
        fallbacks_note(["refresh_failed"])
    return owed.settle(done)


@shared_task(queue="interests", name="recommender.tasks.encode_items")
def encode_items() -> int:
    """Encode items that are new or whose text changed; return how many."""
    if not learning.items_owed():
        return 0
    return learning.items_encode()


@shared_task(queue="interests", name="recommender.tasks.refresh_statistics")
def refresh_statistics(pairs: bool = False) -> dict[str, int]:
    """Recompute counts and the tail, and the pairs if asked."""
    from recommender.services import statistics_refresh

    return dict(statistics_refresh(pairs=pairs))


@shared_task(queue="interests", name="recommender.tasks.judge_traffic")
def judge_traffic() -> dict[str, int]:
    """Judge by behaviour who may teach; return how many were judged and how many are suspicious."""
    from recommender.learning.trust import traffic_judge

    return dict(traffic_judge(timezone.now()))


@shared_task(queue="interests", name="recommender.tasks.make_partitions")
def make_partitions() -> int:
    """Make the event table's partitions of the months to come; return how many were missing."""
    from recommender.partitions import partitions_ahead

    return partitions_ahead(timezone.now())


@shared_task(queue="interests", name="recommender.tasks.keep_house")
def keep_house() -> dict[str, int]:
    """Delete what nobody needs any more; return how many rows of what."""
    from recommender.housekeeping import old_prune

    return dict(old_prune(timezone.now()))


@shared_task(queue="reasons", name="recommender.tasks.write_reasons")
def write_reasons(limit: int = 1000) -> dict[str, int]:
    """Write sentences for shapes that pages met."""
    from recommender.sentence_editing import editors_judge_again
    from recommender.sentence_writing import owed_write

    editors_judge_again()
    return owed_write(limit)


@shared_task(queue="training", name="recommender.tasks.train")
def train(seed: int = 0, **params: Any) -> int | None:
    """Train the sequence model and let it serve; return its run's id, None where nothing can be.

    What fails is a failed run with its cause; the model that served goes on serving.
    """
    try:
        run = learning.sequence_train(seed, None, **params)
    except NotReady as error:
        logger.info("Nothing was trained: %s", error)
        return None
    return run.pk


@shared_task(queue="training", name="recommender.tasks.train_tasks")
def train_tasks(seed: int = 0, **params: Any) -> int | None:
    """Train the task heads and the demand forecast; return their run's id, None where nothing can.

    What fails is a failed run with its cause; the heads that served go on serving.
    """
    from recommender.learning.tasks_training import tasks_train

    try:
        run = tasks_train(seed, None, **params)
    except NotReady as error:
        logger.info("No task heads were trained: %s", error)
        return None
    return run.pk


# ------------------------------------------------------------------------------------------- warmth


@worker_ready.connect
def _warm_threads(sender: Any = None, **_: Any) -> None:
    """Load the model before the first message, in a worker whose tasks run in this process."""
    if "prefork" not in type(sender.pool).__module__:
        warm()


@worker_process_init.connect
def _warm_child(**_: Any) -> None:
    """The same in a child of the prefork pool, after the fork."""
    warm()


def warm() -> None:
    """Load the serving model where refreshes are done: the first is then as quick as the next."""
    if "interests" not in current_app.amqp.queues.consume_from:
        return
    started = time.monotonic()
    try:
        learning.interests_warm()
    except RecommenderError as error:
        logger.info("No model to load yet: %s", error)
        return
    except Exception:
        logger.exception("The model could not be loaded ahead")
        return
    logger.info("The model is loaded, %.1f s", time.monotonic() - started)
