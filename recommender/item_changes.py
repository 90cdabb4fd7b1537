"""Which items changed since the last look: exact whatever the order of commits, and O(changes).

Triggers log each changed item with its transaction's number (migration 0005). A look reads the
numbers from the oldest transaction that was still running at the look before, so that one which
commits late cannot hide: what it changed has a number that high. What was seen already is left out.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from recommender.sql import rows

RELOAD_S = 3600.0  # who has not looked for that long reads everything anew
KEPT_H = 24  # of the log: longer than any transaction may stay open, and than `RELOAD_S`

_LOOK = """
SELECT now.running, c.changed, c.item_id, c.vectors
FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS running) AS now
LEFT JOIN recommender_itemchange c ON c.changed >= %s::bigint
"""
_PRUNE = """
DELETE FROM recommender_itemchange WHERE at < now() - make_interval(hours => %s) RETURNING 1
"""
_NOTHING_YET = 2**63 - 1

Entry = tuple[int, str, bool]


@dataclass(frozen=True, slots=True)
class Changed:
    """Items whose row or vectors changed; `everything`: read all anew, it cannot be told."""

    item_ids: frozenset[str] = frozenset()
    vectors_of: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self.everything or bool(self.item_ids)


class Changes:
    """One reader of the log. Not for two threads at once: its owner holds a lock."""

    def __init__(self, since: int | None = None) -> None:
        """Begin at a transaction number; None: at the first look."""
        self.since = since
        self._seen: frozenset[Entry] = frozenset()
        self._looked = time.monotonic()

    def look(self) -> Changed:
        """Return what changed since the last look; the first one returns `everything`."""
        now = time.monotonic()
        is_late, self._looked = now - self._looked > RELOAD_S, now
        first = self.since is None
        found = rows(_LOOK, [_NOTHING_YET if self.since is None else self.since])
        running = found[0][0]
        # Numbers that went back: this is another server, restored from a copy.
        is_other = self.since is not None and running < self.since
        logged = frozenset(row[1:] for row in found if row[1] is not None)
        new = logged - self._seen
        self.since = running
        self._seen = frozenset(entry for entry in logged if entry[0] >= running)
        if first or is_late or is_other or any(not item_id for _, item_id, _ in new):
            return Changed(everything=True)
        return Changed(
            frozenset(item_id for _, item_id, _ in new),
            frozenset(item_id for _, item_id, is_vector in new if is_vector),
        )


def changes_prune(kept_h: int = KEPT_H) -> int:
    """Forget changes that every process has seen by now; returns how many."""
    return len(rows(_PRUNE, [kept_h]))
