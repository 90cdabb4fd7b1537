"""Pages already made, for who asks again and has done nothing since.

A page follows from what is known of the shopper, from the shop and from the strategy. A digest of
all that is known of the shopper is read on every request, in one statement; where it is the same,
the strategy the same and nothing in the shop has changed (`recommender.shop_look`), the page made a
moment ago is the page, with the same slates, logged once, when it is first shown. Bounded; oldest
go first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from recommender.caches import may_cache, on_forget
from recommender.contracts import Context
from recommender.slates import Served

REUSED_FOR = timedelta(seconds=60)  # ages and chance move on after that
MOST_PAGES = 256  # about 60 KB each
WAIT_S = 0.25  # for a page that is being made; then it is made here

_ANY_TIME = datetime.fromtimestamp(0, UTC)

Stamp = tuple[Any, ...]


@dataclass(slots=True)
class MadePage:
    """A page with what it was made from. `is_shown`: it was served, and so is logged."""

    stamp: Stamp
    served: Served
    is_shown: bool = False


class MadePages:
    """One process's pages by what was asked; safe to use from many threads."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        """Keep at most `most` pages."""
        self._most = most
        self._kept: OrderedDict[Context, MadePage] = OrderedDict()
        self._lock = threading.Condition()
        self._making: dict[Context, Stamp] = {}

    def get(self, context: Context, stamp: Stamp) -> MadePage | None:
        """Return the page that was made from exactly this, not long ago; else None.

        A page that another thread is just making from the same is waited for, not made twice.
        """
        if not may_cache():
            return None
        asked = _asked(context)
        with self._lock:
            self._lock.wait_for(lambda: self._making.get(asked) != stamp, WAIT_S)
            kept = self._kept.get(asked)
        if kept is None or kept.stamp != stamp:
            return None
        age = context.now - kept.served.context.now
        return kept if timedelta(0) <= age < REUSED_FOR else None

    def begin(self, context: Context, stamp: Stamp) -> None:
        """Say that a page is being made, so that who asks for it meanwhile may wait."""
        with self._lock:
            self._making[_asked(context)] = stamp

    def end(self, context: Context, made: MadePage | None) -> None:
        """Keep a page just made; None: it could not be."""
        asked = _asked(context)
        with self._lock:
            self._making.pop(asked, None)
            if made is not None and may_cache():
                self._kept[asked] = made
                self._kept.move_to_end(asked)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            self._lock.notify_all()

    def show(self, made: MadePage) -> bool:
        """Mark a page as served; whether it is for the first time."""
        with self._lock:
            is_first, made.is_shown = not made.is_shown, True
        return is_first

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()


def _asked(context: Context) -> Context:
    return replace(context, now=_ANY_TIME)


made_pages = MadePages()
on_forget(made_pages.forget)
