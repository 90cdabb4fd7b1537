"""Which model version serves: activation, rollback and the clearing away of old ones. No torch.

Each run's vectors have their own partial HNSW index, made before the run is switched on, so that a
page never searches without one and never compares vectors of two runs.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.models import Q

from recommender.errors import NotFound, NotReady
from recommender.models import InterestState, ItemVector, Run
from recommender.runs import spaces_forget
from recommender.task_heads.loading import heads_forget
from recommender.wake import sweep_wake

logger = logging.getLogger(__name__)

KEPT = 3  # runs of a kind, the active one included, whose vectors stay for a rollback

_OWE_EVERYBODY = """
INSERT INTO recommender_owedrefresh AS o (shopper_id, owed_since)
SELECT s.id, now() FROM recommender_shopper s
WHERE EXISTS (SELECT 1 FROM recommender_event e WHERE e.shopper_id = s.id)
ON CONFLICT (shopper_id) DO UPDATE SET owed_since = EXCLUDED.owed_since
"""


def run_activate(run_id: int) -> Run:
    """Let a ready run serve instead of the active one of its kind; owe every shopper a refresh.

    Raises:
        NotFound: no such run.
        NotReady: it did not finish, or its vectors were cleared away.
    """
    run = Run.objects.filter(pk=run_id).first()
    if run is None:
        raise NotFound(f"There is no model run {run_id}.")
    if run.status != Run.Status.READY:
        raise NotReady(f"Model run {run_id} is {run.status}: only a ready one can serve.")
    if not run_is_whole(run):
        raise NotReady(f"The vectors of model run {run_id} were cleared away: train again.")
    if run.kind != Run.Kind.TASKS:
        index_make(run)
    with transaction.atomic():
        of_kind = Run.objects.select_for_update().filter(kind=run.kind)
        list(of_kind.values_list("pk", flat=True))
        of_kind.filter(is_active=True).exclude(pk=run.pk).update(is_active=False)
        of_kind.filter(pk=run.pk).update(is_active=True)
        if run.kind == Run.Kind.SEQUENCE:
            with connection.cursor() as cursor:
                cursor.execute(_OWE_EVERYBODY)
            transaction.on_commit(sweep_wake)
        transaction.on_commit(spaces_forget)
        transaction.on_commit(heads_forget)
    run.refresh_from_db()
    return run


def run_is_whole(run: Run) -> bool:
    """Whether what serves of a run is still there: its vectors, or the file of task heads."""
    if run.kind == Run.Kind.TASKS:
        return bool(run.files)
    return ItemVector.objects.filter(run=run).exists()


def run_rollback(kind: str) -> Run:
    """Activate the newest ready run older than the active one of `kind`.

    Raises:
        NotReady: nothing is active, or there is no older run to go back to.
    """
    active = active_run(kind)
    there = ~Q(files=[]) if kind == Run.Kind.TASKS else Q(vectors__isnull=False)
    older = Run.objects.filter(there, kind=kind, status=Run.Status.READY, pk__lt=active.pk)
    before = older.order_by("-pk").values_list("pk", flat=True).first()
    if before is None:
        raise NotReady(f"There is no older {kind} run to go back to.")
    return run_activate(before)


def active_run(kind: str) -> Run:
    """Return the run that serves.

    Raises:
        NotReady: none does.
    """
    run = Run.objects.filter(kind=kind, is_active=True).first()
    if run is None:
        raise NotReady(
            {
                Run.Kind.SEQUENCE: "No sequence model is active yet: run `manage.py train`.",
                Run.Kind.TASKS: "No task heads are active yet: run `manage.py train_tasks`.",
            }.get(Run.Kind(kind), "Items are not encoded yet: run `manage.py encode_items`.")
        )
    return run


def index_name(run_id: int) -> str:
    """Return the name of a run's HNSW index."""
    return f"item_vector_run_{int(run_id)}"


def index_make(run: Run) -> None:
    """Make the run's partial index unless it is there."""
    with connection.cursor() as cursor:
        _checks_now(cursor)
        cursor.execute(
            f"CREATE INDEX IF NOT EXISTS {index_name(run.pk)} ON recommender_itemvector"
            f" USING hnsw ((embedding::halfvec({int(run.dim)})) halfvec_cosine_ops)"
            f" WHERE run_id = {int(run.pk)}"
        )


def _checks_now(cursor: Any) -> None:
    """In a caller's transaction, check what it deferred: an index waits for no pending check."""
    if connection.in_atomic_block:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def runs_prune(kind: str, kept: int = KEPT) -> int:
    """Drop vectors, index and files of old runs beyond `kept`; the Run rows stay as record.

    Returns the number of runs cleared. An encoder that a kept sequence run was trained on stays.
    """
    ready = Run.objects.filter(kind=kind, status=Run.Status.READY).order_by("-is_active", "-pk")
    keep = set(ready.values_list("pk", flat=True)[:kept])
    needed = Run.objects.filter(kind=Run.Kind.SEQUENCE, vectors__isnull=False)
    keep |= set(needed.values_list("parent_id", flat=True))
    cleared = 0
    old = Run.objects.filter(kind=kind).exclude(pk__in=keep).exclude(status=Run.Status.RUNNING)
    for run in old:
        if not run.files and not ItemVector.objects.filter(run=run).exists():
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            _checks_now(cursor)
            cursor.execute(f"DROP INDEX IF EXISTS {index_name(run.pk)}")
            ItemVector.objects.filter(run=run).delete()
            InterestState.objects.filter(run=run).delete()
            files, run.files = run.files, []
            run.save(update_fields=["files"])
        for name in files:
            storages["models"].delete(name)
        cleared += 1
    return cleared
