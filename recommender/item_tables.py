"""This process's table of items: read once, then kept current by what changed.

Small shops are read within the first request. A large one is read by a thread of its own, and
searched by SQL meanwhile; beyond `MOST_ITEMS` it always is. A look for changes is made at most
every `LOOK_S`, so a new price, text, item or vector is seen within two seconds. Within a
transaction there is no table: what is read there may never be.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
from django.db import connection

from recommender.caches import may_cache, on_forget
from recommender.contracts import Floats
from recommender.item_changes import Changed, Changes
from recommender.item_table import ItemRow, ItemTable
from recommender.runs import Space
from recommender.sql import halfvecs, rows

MOST_ITEMS = 200_000  # about 2.5 KB each, nearly all of it shared between processes
READ_AT_ONCE = 20_000  # so many are read while the first request waits, about a second
LOOK_S = 2.0
RECOUNT_S = 60.0  # for a shop that has too many
_BATCH = 5_000
_MUCH = 0.5  # share of changed items above which all are read anew

logger = logging.getLogger(__name__)

Spaces = tuple[Space, Space]

_FACTS = """
i.item_id, i.is_active AND i.in_stock, i.is_tail, i.event_count,
extract(epoch FROM i.listed_at)::float8, i.category, i.department,
jsonb_build_array(i.title, i.category, i.category_name, i.department, i.brand, i.maker,
                  i.attributes, i.price, i.currency, extract(epoch FROM i.listed_at),
                  i.translations)::text
"""
_VECTORS = """
halfvec_send(c.embedding), halfvec_send(m.embedding)
FROM recommender_item i
LEFT JOIN recommender_itemvector c ON c.run_id = %s AND c.item_id = i.item_id
LEFT JOIN recommender_itemvector m ON m.run_id = %s AND m.item_id = i.item_id
"""
_READ_NEXT = f"SELECT {_FACTS}, {_VECTORS} WHERE i.item_id > %s ORDER BY i.item_id LIMIT {_BATCH}"
_READ_THESE = f"SELECT {_FACTS}, {_VECTORS} WHERE i.item_id = ANY(%s::text[]) ORDER BY i.item_id"
_READ_FACTS = f"SELECT {_FACTS} FROM recommender_item i WHERE i.item_id = ANY(%s::text[])"


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
            self._looked = time.monotonic()

    # ---------------------------------------------------------------------------------- reading

    def _begin(self, spaces: Spaces) -> None:
        count = rows("SELECT count(*) FROM recommender_item")[0][0]
        if count > MOST_ITEMS:
            self._tried[spaces] = time.monotonic()
        elif count <= READ_AT_ONCE:
            self._keep(spaces, table_read(spaces, count))
        else:
            self._reading.add(spaces)
            threading.Thread(
                target=self._read_aside, args=(spaces, count), name="items", daemon=True
            ).start()

    def _read_aside(self, spaces: Spaces, count: int) -> None:
        reading = self._reading
        try:
            changes = Changes()
            changes.look()
            table = table_read(spaces, count)
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


def table_read(spaces: Spaces, count: int) -> ItemTable:
    """Read all items, about `count`, with their vectors of the two runs."""
    content, model = spaces
    table = ItemTable(max(content.dim, 1), max(model.dim, 1), count + max(count // 16, 64))
    last = ""
    while found := rows(_READ_NEXT, [content.run_id, model.run_id, last]):
        _put(table, spaces, found)
        last = found[-1][0]
    table.arrange()
    return table


def table_update(table: ItemTable, spaces: Spaces, changed: Changed) -> None:
    """Read what changed, and nothing else."""
    here = table.row_of
    whole = [one for one in changed.item_ids if one in changed.vectors_of or one not in here]
    facts = changed.item_ids.difference(whole)
    seen: set[str] = set()
    for batch in _batches(sorted(facts)):
        found = [ItemRow(*row) for row in rows(_READ_FACTS, [batch])]
        table.put_facts(found)
        seen.update(one.item_id for one in found)
    for batch in _batches(sorted(whole)):
        read = rows(_READ_THESE, [spaces[0].run_id, spaces[1].run_id, batch])
        _put(table, spaces, read)
        seen.update(row[0] for row in read)
    if gone := [one for one in changed.item_ids - seen if one in here]:
        table.drop(gone)


def _put(table: ItemTable, spaces: Spaces, found: Sequence[tuple[object, ...]]) -> None:
    if found:
        content, model = (
            _units(halfvecs([row[place] for row in found], max(space.dim, 1)))  # type: ignore[misc]
            for place, space in zip((8, 9), spaces, strict=True)
        )
        table.put([ItemRow(*row[:8]) for row in found], content, model)  # type: ignore[arg-type]


def _units(vectors: Floats) -> Floats:
    """Scale rows to length 1 (float16 rounding undone); zero rows stay zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Floats = (vectors / np.where(norms == 0, 1.0, norms)).astype(np.float32)
    return units


def _batches(item_ids: Sequence[str]) -> Iterator[list[str]]:
    iterator = iter(item_ids)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
