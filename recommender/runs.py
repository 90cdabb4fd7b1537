"""Which runs are active, remembered for at most a second per process.

A rollback or a new model is therefore served within a second, without a query on every page.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from recommender.caches import may_cache, on_forget
from recommender.models import Run

TTL_S = 1.0


@dataclass(frozen=True, slots=True)
class Space:
    """The vector space of one run; `run_id` 0: there is none yet."""

    run_id: int
    dim: int


NOWHERE = Space(0, 0)

_lock = threading.Lock()
_known: tuple[float, tuple[Space, Space]] | None = None


def active_spaces() -> tuple[Space, Space]:
    """Return the spaces of the active encoder and of the active sequence model."""
    global _known
    known = _known if may_cache() else None
    now = time.monotonic()
    if known is not None and now - known[0] < TTL_S:
        return known[1]
    found = {
        kind: Space(run_id, dim)
        for kind, run_id, dim in Run.objects.filter(is_active=True).values_list("kind", "id", "dim")
    }
    spaces = (found.get(Run.Kind.ENCODER, NOWHERE), found.get(Run.Kind.SEQUENCE, NOWHERE))
    if may_cache():
        with _lock:
            _known = (now, spaces)
    return spaces


@on_forget
def spaces_forget() -> None:
    """Look again at the next call: a run was activated in this process."""
    global _known
    with _lock:
        _known = None
