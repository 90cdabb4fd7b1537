"""What the shop as a whole looks like, looked at by each process at most every second.

A page just made may be shown again only while nothing in the shop has changed: items and vectors,
counts and pairs, sentences, runs. Each is told by a number that moves with every change.
"""

from __future__ import annotations

import threading
import time
from typing import NamedTuple

from recommender.caches import may_cache, on_forget
from recommender.item_tables import item_tables
from recommender.sql import rows

LOOK_S = 1.0


class Look(NamedTuple):
    """Numbers that move with every change; only whether they are the same means anything."""

    runs: str
    counts: str
    pairs: str
    sentences: str
    items: str


# Counts and pairs are replaced whole, so their newest id tells; sentences are few.
_SQL = """
SELECT (SELECT array_agg(id ORDER BY id)::text FROM recommender_run WHERE is_active),
       (SELECT max(id)::text FROM recommender_itemcount),
       (SELECT max(id)::text FROM recommender_itempair),
       (SELECT concat(count(*), ' ', max(xmin::text::bigint)) FROM recommender_reasontext)
"""

_lock = threading.Lock()
_known: tuple[float, Look] | None = None


def shop_look() -> Look:
    """Return what the shop looks like: equal looks, equal shops."""
    global _known
    known = _known if may_cache() else None
    if known is not None and time.monotonic() - known[0] < LOOK_S:
        return _with_items(known[1])
    with _lock:  # one thread looks, the others take what it saw
        known = _known if may_cache() else None
        if known is None or time.monotonic() - known[0] >= LOOK_S:
            known = (time.monotonic(), Look._make((*rows(_SQL, planned_once=True)[0], "")))
            if may_cache():
                _known = known
    return _with_items(known[1])


def _with_items(look: Look) -> Look:
    """Items are looked at by their own table, which says here whether anything changed."""
    return look._replace(items=str(item_tables.version()))


@on_forget
def look_forget() -> None:
    """Look again at the next call."""
    global _known
    _known = None
