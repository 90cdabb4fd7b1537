"""This process's table of items: read once, then kept current by what changed.

Small shops are read within the first request. A large one is read by a thread of its own, and
searched by SQL meanwhile; beyond `MOST_ITEMS` it always is. One that has taken in many new vectors
is read anew while the old one serves on. A look for changes is made at most every `LOOK_S`, so a
new price, text, item or vector is seen within two seconds. Within a transaction there is no table:
what is read there may never be.
"""

from __future__ import annotations

import logging
import threading
import time

from django.db import connection

from recommender.caches import may_cache, on_forget
from recommender.item_changes import Changes
from recommender.item_reads import Spaces, table_read, table_update
from recommender.item_sharing import table_obtain
from recommender.item_table import ItemTable
from recommender.runs import Space
from recommender.sql import rows

MOST_ITEMS = 200_000  # about 2.5 KB each; processes may share nearly all (`item_sharing`)
READ_AT_ONCE = 20_000  # so many are read while the first request waits, about a second
LOOK_S = 2.0
RECOUNT_S = 60.0  # for a shop that has too many
_MUCH = 0.5  # share of changed items above which all are read anew

logger = logging.getLogger(__name__)


class ItemTables:
    """One per process; safe to use from many threads."""

    def __init__(self) -> None:
        """Know nothing."""
        self._lock = threading.RLock()
        self._version: int = 0
        self._clear()

    def get(self, content: Space, model: Space) -> ItemTable | None:
        """Return the current table of those runs; None: ask by SQL."""
        if not may_cache():
            return None
        self._look()
        spaces = (content, model)
        if spaces not in self._tables and not self._is_waiting(spaces):
            with self._lock:  # one thread reads, the others wait for what it read
                if spaces not in self._tables and not self._is_waiting(spaces):
                    self._begin(spaces)
        return self._tables.get(spaces)

    def version(self) -> int:
        """Return a number that moves whenever an item or a vector of the shop changed."""
        if may_cache():
            self._look()
        return self._version

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._clear()
            self._version += 1

    def _clear(self) -> None:
        self._tables: dict[Spaces, ItemTable] = {}
        self._tried: dict[Spaces, float] = {}
        self._reading: set[Spaces] = set()
        self._changes = Changes()
        self._looked = float("-inf")

    def _is_waiting(self, spaces: Spaces) -> bool:
        """Whether it is being read, or was too large a moment ago."""
        return (
            spaces in self._reading
            or time.monotonic() - self._tried.get(spaces, float("-inf")) < RECOUNT_S
        )

    # ---------------------------------------------------------------------------- keeping current

    def _look(self) -> None:
        if time.monotonic() - self._looked < LOOK_S:
            return
        with self._lock:
            if time.monotonic() - self._looked < LOOK_S:
                return
            changed = self._changes.look()
            if changed:
                self._version += 1
            for spaces, table in list(self._tables.items()):
                if changed.everything or len(changed.item_ids) > _MUCH * max(len(table), 100):
                    del self._tables[spaces]
                elif changed:
                    table_update(table, spaces, changed)
                    if table.is_worn and spaces not in self._reading:
                        self._begin_aside(spaces, len(table))
            self._looked = time.monotonic()

    # ---------------------------------------------------------------------------------- reading

    def _begin(self, spaces: Spaces) -> None:
        count = rows("SELECT count(*) FROM recommender_item")[0][0]
        if count > MOST_ITEMS:
            self._tried[spaces] = time.monotonic()
        elif count <= READ_AT_ONCE:
            self._keep(spaces, table_read(spaces, count))
        else:
            self._begin_aside(spaces, count)

    def _begin_aside(self, spaces: Spaces, count: int) -> None:
        self._reading.add(spaces)
        threading.Thread(
            target=self._read_aside, args=(spaces, count), name="items", daemon=True
        ).start()

    def _read_aside(self, spaces: Spaces, count: int) -> None:
        reading = self._reading
        try:
            table, changes = table_obtain(spaces, count)
            with self._lock:
                if reading is not self._reading:  # everything was forgotten meanwhile
                    return
                # What changed while it was read, and what the next look will tell again.
                changed = changes.look()
                if changed and not changed.everything:
                    table_update(table, spaces, changed)
                self._keep(spaces, table)
        except Exception:
            logger.exception("Items cannot be read into memory; they are searched by SQL.")
            self._tried[spaces] = time.monotonic()
        finally:
            reading.discard(spaces)
            connection.close()

    def _keep(self, spaces: Spaces, table: ItemTable) -> None:
        while len(self._tables) > 1:  # those of runs that serve no longer
            del self._tables[next(iter(self._tables))]
        self._tables[spaces] = table


item_tables = ItemTables()
on_forget(item_tables.forget)
