"""What pages met: shapes not seen before, how often each was told, and where a plain one stood in.

Each process gathers and writes at most one statement per call, at once for unseen shapes and every
`INTERVAL_S` for counts. A failed write is logged and tried again; a page never notices.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from recommender.contracts import Reason
from recommender.models import FallbackCount, ReasonShape
from recommender.reasons.shapes import Shape
from recommender.reasons.telling import Telling

logger = logging.getLogger(__name__)

INTERVAL_S = 30.0


class Notes:
    """One process's notes; safe to use from many threads."""

    def __init__(self) -> None:
        """Start with nothing noted, so that the first page writes at once."""
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._shapes: dict[str, Shape] = {}
        self._uses: Counter[str] = Counter()
        self._fallbacks: Counter[str] = Counter()
        self._shapes_at = self._fallbacks_at = float("-inf")

    def take(
        self,
        tellings: Sequence[Telling],
        reasons: Sequence[Reason],
        writer: str,
        also: Sequence[Telling] = (),
    ) -> None:
        """Note a page's shapes, and its sentences that `writer` should have phrased.

        also: what could have been told instead, so that sentences for it are written as well.
        """
        now = time.monotonic()
        with self._lock:
            self._shapes.update((telling.shape.digest, telling.shape) for telling in also)
            for telling, reason in zip(tellings, reasons, strict=True):
                self._shapes[telling.shape.digest] = telling.shape
                self._uses[telling.shape.digest] += 1
                if reason.writer == "template":
                    self._fallbacks[f"reason_template:{writer}"] += 1
            unseen = not self._known.issuperset(self._shapes)
            shapes_due = unseen or now - self._shapes_at > INTERVAL_S
            fallbacks_due = bool(self._fallbacks) and now - self._fallbacks_at > INTERVAL_S
        if shapes_due:
            self.write_shapes()
        elif fallbacks_due:
            self.write_fallbacks()

    def write_shapes(self) -> None:
        """Write the shapes and uses that wait, in one statement."""
        with self._lock:
            shapes, self._shapes = self._shapes, {}
            uses, self._uses = self._uses, Counter()
            self._shapes_at = time.monotonic()
        if shapes and not _tried(lambda: shapes_note(shapes, uses)):
            with self._lock:
                self._shapes = {**shapes, **self._shapes}
                self._uses.update(uses)
            return
        with self._lock:
            self._known.update(shapes)

    def write_fallbacks(self) -> None:
        """Write the counts of plain sentences that wait, in one statement."""
        with self._lock:
            counts, self._fallbacks = self._fallbacks, Counter()
            self._fallbacks_at = time.monotonic()
        if counts and not _tried(lambda: fallbacks_count(counts)):
            with self._lock:
                self._fallbacks.update(counts)


notes = Notes()


def _tried(write: object) -> bool:
    assert callable(write)
    try:
        with transaction.atomic(savepoint=connection.in_atomic_block):
            write()
    except DatabaseError:
        logger.warning("What pages met could not be noted; it is kept for later", exc_info=True)
        return False
    return True


def shapes_note(shapes: Mapping[str, Shape], uses: Mapping[str, int]) -> None:
    """Add unseen shapes and the uses of all, in one statement, in digest order (no deadlocks)."""
    rows = [
        (digest, json.dumps(shapes[digest].json), uses.get(digest, 0)) for digest in sorted(shapes)
    ]
    table = ReasonShape._meta.db_table
    marks = ", ".join(["(%s, %s::jsonb, %s, now())"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS known (digest, shape, uses, first_seen_at) VALUES {marks} "
            "ON CONFLICT (digest) DO UPDATE SET uses = known.uses + excluded.uses",
            [value for row in rows for value in row],
        )


def fallbacks_count(counts: Mapping[str, int]) -> None:
    """Add to today's counts of named fallbacks, in one statement."""
    if not counts:
        return
    today = timezone.now().date()
    table = FallbackCount._meta.db_table
    marks = ", ".join(["(%s, %s, %s)"] * len(counts))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS known (name, day, count) VALUES {marks} "
            "ON CONFLICT (name, day) DO UPDATE SET count = known.count + excluded.count",
            [v for name in sorted(counts) for v in (name[:80], today, counts[name])],
        )
