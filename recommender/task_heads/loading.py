"""Which task heads serve: looked up at most once a second per process, read once a run. No torch.

Heads that cannot be read are a named, counted fallback: the source that asks for them adds nothing.
"""

from __future__ import annotations

import logging
import threading
import time

from django.core.files.storage import storages

from recommender.caches import may_cache, on_forget
from recommender.errors import OutsideFailure
from recommender.fallbacks import fallbacks_note
from recommender.models import Run
from recommender.task_heads.scores import TaskHeads, heads_from_bytes

logger = logging.getLogger(__name__)

KIND = Run.Kind.TASKS
FILE = "heads.npz"
TTL_S = 1.0
FALLBACK = "task_heads_unreadable"

_lock = threading.Lock()
_known: tuple[float, int] | None = None
_loaded: tuple[int, TaskHeads | None] = (0, None)


def heads_serving() -> TaskHeads | None:
    """Return the heads of the run that serves; None: there is none, or it cannot be read."""
    run_id = _serving()
    return _heads(run_id) if run_id else None


def heads_file(run_id: int) -> str:
    """Return the name of a run's file in the storage "models"."""
    return f"{KIND}/{run_id}/{FILE}"


def heads_read(run_id: int) -> TaskHeads:
    """Return the heads of a run.

    Raises:
        OutsideFailure: its file is gone or damaged, or was made for other features.
    """
    try:
        with storages["models"].open(heads_file(run_id)) as file:
            content = file.read()
    except OSError as error:
        raise OutsideFailure(f"The file of model run {run_id} cannot be read: {error}") from error
    return heads_from_bytes(content, run_id)


def _serving() -> int:
    global _known
    known, now = (_known if may_cache() else None), time.monotonic()
    if known is not None and now - known[0] < TTL_S:
        return known[1]
    # Heads learned on one encoder's cosines say nothing of another's: they wait for a training.
    serving = Run.objects.filter(kind=KIND, is_active=True, parent__is_active=True)
    found = serving.values_list("pk", flat=True).first()
    if may_cache():
        _known = (now, found or 0)
    return found or 0


def _heads(run_id: int) -> TaskHeads | None:
    global _loaded
    with _lock:
        if _loaded[0] != run_id:
            try:
                _loaded = (run_id, heads_read(run_id))
            except OutsideFailure as error:
                logger.warning("%s", error)
                fallbacks_note([FALLBACK])
                _loaded = (run_id, None)
        return _loaded[1]


@on_forget
def heads_forget() -> None:
    """Look again at the next call."""
    global _known, _loaded
    with _lock:
        _known, _loaded = None, (0, None)
