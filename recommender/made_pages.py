"""Pages already made, for who asks again and has done nothing since.

A page follows from what is known of the shopper, from the shop and from the strategy. All that is
known of the shopper is read on every request, in one statement; where the answer is the same to the
byte, the strategy the same and nothing in the shop has changed (`recommender.shop_look`), the page
made a moment ago is the page, with the same slates, logged once. Bounded; oldest go first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from recommender.caches import may_cache, on_forget
from recommender.contracts import Context, Slate

REUSED_FOR = timedelta(seconds=60)  # ages and chance move on after that
MOST_PAGES = 256  # about 60 KB each

_ANY_TIME = datetime.fromtimestamp(0, UTC)

Stamp = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Stamp
    made_at: datetime
    slates: list[Slate]


class MadePages:
    """One process's pages by what was asked; safe to use from many threads."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        """Keep at most `most` pages."""
        self._most = most
        self._kept: OrderedDict[Context, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, context: Context, stamp: Stamp) -> list[Slate] | None:
        """Return the page that was made from exactly this, not long ago; else None."""
        if not may_cache():
            return None
        with self._lock:
            kept = self._kept.get(_asked(context))
        if kept is None or kept.stamp != stamp:
            return None
        is_recent = timedelta(0) <= context.now - kept.made_at < REUSED_FOR
        return list(kept.slates) if is_recent else None

    def keep(self, context: Context, stamp: Stamp, slates: list[Slate]) -> None:
        """Keep a page just made."""
        if not may_cache():
            return
        asked = _asked(context)
        with self._lock:
            self._kept[asked] = _Kept(stamp, context.now, slates)
            self._kept.move_to_end(asked)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()


def _asked(context: Context) -> Context:
    return replace(context, now=_ANY_TIME)


made_pages = MadePages()
on_forget(made_pages.forget)
