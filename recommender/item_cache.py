"""Facts and vectors of items, kept per process and checked against Postgres every two seconds.

A light statement returns each item's row versions (`xmin`, which every update changes); only rows
that changed are read in full. So a new price, text, vector, run or an empty stock is seen within
`LOOK_S`, and a warm page moves no vectors over the wire. Bounded; least recently used go first.
Inside a transaction, whose own updates leave `xmin` as it is, nothing is kept.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recommender.caches import may_cache, on_forget
from recommender.contracts import Floats, ItemBlock, ItemFacts
from recommender.runs import Space
from recommender.sql import halfvecs, rows

MOST_ITEMS = 20_000
LOOK_S = 2.0


@dataclass(frozen=True, slots=True)
class _Version:
    """What a kept row was made from: equal versions need no reading."""

    is_for_sale: bool
    item: str
    runs: tuple[int, int]
    vectors: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Kept:
    version: _Version
    facts: ItemFacts
    content: Floats
    model: Floats


class BlockCache:
    """Reads blocks of items; one per process."""

    def __init__(self, most: int = MOST_ITEMS) -> None:
        """Keep at most `most` items."""
        self._most = most
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._looked: dict[str, float] = {}  # when each was last seen to be current
        self._lock = threading.Lock()

    def read(
        self, item_ids: Sequence[str], content: Space, model: Space, *, available_only: bool
    ) -> ItemBlock:
        """Return those items that exist (and are for sale), in the given order, each once."""
        asked = list(dict.fromkeys(item_ids))
        if not asked:
            return empty_block(content, model)
        caching = may_cache()
        kept = self._recent(asked, content, model) if caching else {}
        unsure = [item_id for item_id in asked if item_id not in kept]
        versions = _versions(unsure, content, model) if unsure else {}
        if caching:
            kept.update(self._take(versions))
        missing = [item_id for item_id in versions if item_id not in kept]
        if missing:
            read = _read(missing, versions, content, model)
            if caching:
                self._keep(read)
            kept.update(read)
        entries = [
            entry
            for item_id in asked
            if (entry := kept.get(item_id)) and (entry.version.is_for_sale or not available_only)
        ]
        if not entries:
            return empty_block(content, model)
        return ItemBlock(
            tuple(entry.facts for entry in entries),
            np.stack([entry.content for entry in entries]),
            np.stack([entry.model for entry in entries]),
        )

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()
            self._looked.clear()

    def _recent(self, asked: list[str], content: Space, model: Space) -> dict[str, _Kept]:
        """Return the items of these spaces that were looked at within `LOOK_S`."""
        least, runs = time.monotonic() - LOOK_S, (content.run_id, model.run_id)
        with self._lock:
            return {
                item_id: self._kept[item_id]
                for item_id in asked
                if self._looked.get(item_id, least) > least
                and self._kept[item_id].version.runs == runs
            }

    def _take(self, versions: dict[str, _Version]) -> dict[str, _Kept]:
        found: dict[str, _Kept] = {}
        now = time.monotonic()
        with self._lock:
            for item_id, version in versions.items():
                entry = self._kept.get(item_id)
                if entry is not None and entry.version == version:
                    self._kept.move_to_end(item_id)
                    self._looked[item_id] = now
                    found[item_id] = entry
        return found

    def _keep(self, read: dict[str, _Kept]) -> None:
        now = time.monotonic()
        with self._lock:
            self._kept.update(read)
            self._looked.update(dict.fromkeys(read, now))
            while len(self._kept) > self._most:
                item_id, _ = self._kept.popitem(last=False)
                del self._looked[item_id]


blocks = BlockCache()
on_forget(blocks.forget)


def empty_block(content: Space, model: Space) -> ItemBlock:
    """Return a block without rows, of the right widths."""
    return ItemBlock(
        (),
        np.zeros((0, max(content.dim, 1)), dtype=np.float32),
        np.zeros((0, max(model.dim, 1)), dtype=np.float32),
    )


def _versions(asked: list[str], content: Space, model: Space) -> dict[str, _Version]:
    """Return the version of each item that exists: its row's and its vectors'."""
    runs = (content.run_id, model.run_id)
    found = rows(
        """
        SELECT i.item_id, i.is_active AND i.in_stock, i.xmin::text, c.xmin::text, m.xmin::text
        FROM unnest(%s::text[]) AS asked(item_id) JOIN recommender_item i USING (item_id)
        LEFT JOIN recommender_itemvector c ON c.run_id = %s AND c.item_id = i.item_id
        LEFT JOIN recommender_itemvector m ON m.run_id = %s AND m.item_id = i.item_id
        """,
        [asked, *runs],
    )
    return {row[0]: _Version(row[1], row[2], runs, (row[3], row[4])) for row in found}


def _read(
    missing: list[str],
    versions: dict[str, _Version],
    content: Space,
    model: Space,
) -> dict[str, _Kept]:
    found = rows(
        """
        SELECT i.item_id, i.title, i.category, i.category_name, i.department, i.brand, i.maker,
               i.attributes, i.price::float8, i.currency, i.listed_at, i.event_count, i.is_tail,
               i.translations, halfvec_send(c.embedding), halfvec_send(m.embedding)
        FROM unnest(%s::text[]) AS asked(item_id) JOIN recommender_item i USING (item_id)
        LEFT JOIN recommender_itemvector c ON c.run_id = %s AND c.item_id = i.item_id
        LEFT JOIN recommender_itemvector m ON m.run_id = %s AND m.item_id = i.item_id
        """,
        [missing, content.run_id, model.run_id],
    )
    contents = _units(halfvecs([row[14] for row in found], max(content.dim, 1)))
    models = _units(halfvecs([row[15] for row in found], max(model.dim, 1)))
    return {
        row[0]: _Kept(versions[row[0]], ItemFacts(*row[:14]), contents[place], models[place])
        for place, row in enumerate(found)
    }


def _units(vectors: Floats) -> Floats:
    """Scale rows to length 1 (float16 rounding undone); zero rows stay zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Floats = (vectors / np.where(norms == 0, 1.0, norms)).astype(np.float32)
    return units
