"""Pairs bought together, kept per process by item: they change when statistics are refreshed.

Each item's pairs are kept whole, strongest first, until the newest pair's id moves (see
`recommender.shop_look`: pairs are replaced all at once). Bounded; least recently used go first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from heapq import merge
from itertools import chain, islice

from recommender.caches import may_cache, on_forget
from recommender.shop_look import shop_look
from recommender.sql import rows

MOST_ITEMS = 8_000  # about 4 KB each

Pair = tuple[str, str, float, int]

_READ = """
SELECT p.item_id, p.other_id, p.strength, p.buyers
FROM recommender_itempair p WHERE p.item_id = ANY(%s::text[])
ORDER BY p.strength DESC, p.item_id, p.other_id
"""


class PairCache:
    """Reads pairs; one per process, safe to use from many threads."""

    def __init__(self, most: int = MOST_ITEMS) -> None:
        """Keep the pairs of at most `most` items."""
        self._most = most
        self._version: object = None
        self._kept: OrderedDict[str, tuple[Pair, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, item_ids: Sequence[str], limit: int | None = None) -> list[Pair]:
        """Return rows (item, other, strength 0..1, buyers of both), strongest first, ties by id.

        All there are, item by item, when `limit` is None.
        """
        known = self._known(item_ids) if may_cache() else {}
        missing = [item_id for item_id in dict.fromkeys(item_ids) if item_id not in known]
        if missing:
            known |= self._read(missing)
        lists = [known[item_id] for item_id in dict.fromkeys(item_ids)]
        if limit is None:
            return list(chain.from_iterable(lists))
        strongest = merge(*lists, key=lambda pair: (-pair[2], pair[0], pair[1]))
        return list(islice(strongest, limit))

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()
            self._version = None

    def _known(self, item_ids: Sequence[str]) -> dict[str, tuple[Pair, ...]]:
        version = shop_look().pairs
        with self._lock:
            if version != self._version:
                self._kept.clear()
                self._version = version
            found = {item_id: self._kept[item_id] for item_id in item_ids if item_id in self._kept}
            for item_id in found:
                self._kept.move_to_end(item_id)
        return found

    def _read(self, missing: list[str]) -> dict[str, tuple[Pair, ...]]:
        version = self._version
        lists: dict[str, list[Pair]] = {item_id: [] for item_id in missing}
        for item, other, strength, buyers in rows(_READ, [missing], planned_once=True):
            lists[item].append((item, other, float(strength), int(buyers)))
        read = {item_id: tuple(pairs) for item_id, pairs in lists.items()}
        if may_cache():
            with self._lock:
                if version == self._version:  # else what was read may be of the old pairs
                    self._kept.update(read)
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
        return read


pairs = PairCache()
on_forget(pairs.forget)
