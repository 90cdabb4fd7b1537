"""What every training does about its runs: one at a time, and a failure that is written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from recommender.errors import NotReady, RecommenderError
from recommender.models import Run
from recommender.sql import rows

_LOCKS: dict[str, int] = {Run.Kind.SEQUENCE: 7_248, Run.Kind.TASKS: 7_249}


@contextmanager
def training_alone(kind: str = Run.Kind.SEQUENCE) -> Iterator[None]:
    """Hold the one place there is for a training of `kind`.

    Runs that a training left behind when it died are marked as failed.

    Raises:
        NotReady: another process is training.
    """
    if not rows("SELECT pg_try_advisory_lock(%s)", [_LOCKS[kind]])[0][0]:
        raise NotReady("A training is going on already: wait until it has ended.")
    try:
        Run.objects.filter(kind=kind, status=Run.Status.RUNNING).update(
            status=Run.Status.FAILED,
            finished_at=timezone.now(),
            error="The process ended before the training did.",
        )
        yield
    finally:
        rows("SELECT pg_advisory_unlock(%s)", [_LOCKS[kind]])


@contextmanager
def failure_recorded(run: Run) -> Iterator[None]:
    """Mark the run as failed, and with what, where the block raises."""
    try:
        yield
    except Exception as error:
        run.status, run.finished_at = Run.Status.FAILED, timezone.now()
        run.error = str(error) if isinstance(error, RecommenderError) else repr(error)
        run.save(update_fields=["status", "finished_at", "error"])
        raise
