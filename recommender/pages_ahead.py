"""Makes a shopper's next home page before they ask for it, while the process has nothing to do.

After an act the page the shopper was last on is made anew behind the answer, and once more when a
worker's refresh has arrived; `recommender.made_pages` keeps it until it is asked for, and shows it
only if it still is what would be made. One thread per process, one page at a time, and none while
requests are being answered: under load pages are made when they are asked for.
"""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from uuid import UUID

from django.db import connection
from django.utils import timezone, translation

from recommender.caches import may_cache, on_forget
from recommender.conf import option
from recommender.contracts import Context, Slate

logger = logging.getLogger(__name__)

MOST_SHOPPERS = 2_000  # whose last home page is remembered
MOST_OWED = 256
# Right after the act; then when a worker has probably, surely, or late refreshed the interests.
AFTER_S = (0.02, 0.4, 1.5, 4.0)
QUIET_S = 0.02  # without a request, so that nothing is made between two of them
GIVE_WAY_S = 2.0  # for requests being answered; after that the page is left unmade


Make = Callable[[Context], Sequence[Slate]]
Then = Callable[[Context, Sequence[Slate]], None]


class PagesAhead:
    """One process's worker; its thread starts with the first act of somebody it knows."""

    def __init__(self, make: Make | None = None) -> None:
        """`make` makes and keeps one page; `then` is called with it. Both may be set later."""
        self.make = make
        self.then: Then | None = None
        self._asked: OrderedDict[UUID, Context] = OrderedDict()
        self._owed: list[tuple[float, int, UUID]] = []  # a heap by time
        self._numbers: dict[UUID, int] = {}  # of each shopper's newest act
        self._number = 0
        self._answering = 0
        self._answered_at = 0.0
        self._is_making = False
        self._lock = threading.Condition()
        self._thread: threading.Thread | None = None

    @contextmanager
    def answering(self, context: Context) -> Iterator[None]:
        """While a request is answered nothing is made ahead; home pages are remembered."""
        with self._lock:
            self._answering += 1
            if context.placement == "home":
                self._asked[context.shopper_id] = context
                self._asked.move_to_end(context.shopper_id)
                while len(self._asked) > MOST_SHOPPERS:
                    self._asked.popitem(last=False)
        try:
            yield
        finally:
            with self._lock:
                self._answering -= 1
                self._answered_at = time.monotonic()
                self._lock.notify_all()

    def owe(self, shopper_ids: Iterable[UUID]) -> None:
        """Somebody acted: their home page is wanted anew, if they were on it."""
        if not may_cache() or not option("PAGES_AHEAD"):
            return
        now = time.monotonic()
        with self._lock:
            for shopper_id in shopper_ids:
                if shopper_id not in self._asked or len(self._owed) >= MOST_OWED:
                    continue
                self._number += 1
                self._numbers[shopper_id] = self._number
                for after_s in AFTER_S:
                    heapq.heappush(self._owed, (now + after_s, self._number, shopper_id))
                self._start()
                self._lock.notify_all()

    def settle(self, timeout_s: float = 10.0) -> None:
        """Drop what is owed, and return when no page is being made."""
        with self._lock:
            self._owed.clear()
            self._numbers.clear()
            self._lock.wait_for(lambda: not self._is_making, timeout_s)

    def forget(self) -> None:
        """Know nobody's page."""
        with self._lock:
            self._asked.clear()
            self._owed.clear()
            self._numbers.clear()

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, name="pages-ahead", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            context = self._next()
            try:
                if context is not None and self.make is not None:
                    with translation.override(context.language):
                        context = replace(context, now=timezone.now())
                        slates = self.make(context)
                        if self.then is not None:
                            self.then(context, slates)
            except Exception:  # the page is made when it is asked for
                logger.exception("A page could not be made ahead")
            finally:
                with suppress(Exception):
                    connection.close()  # back to the pool
                with self._lock:
                    self._is_making = False
                    self._lock.notify_all()

    def _next(self) -> Context | None:
        """Wait for a page that is due while nothing is answered; None: it is wanted no more."""
        with self._lock:
            while not self._owed or (wait_s := self._owed[0][0] - time.monotonic()) > 0:
                self._lock.wait(wait_s if self._owed else None)
            _due, number, shopper_id = heapq.heappop(self._owed)
            is_last = not any(entry[2] == shopper_id for entry in self._owed)
            is_newest = self._numbers.get(shopper_id) == number
            if is_last:
                self._numbers.pop(shopper_id, None)
            if not self._quiet():
                return None
            context = self._asked.get(shopper_id) if is_newest else None
            self._is_making = context is not None
            return context

    def _quiet(self) -> bool:
        """Wait, with the lock, until no request has been answered for a moment; False: too long."""
        until = time.monotonic() + GIVE_WAY_S
        while (now := time.monotonic()) < until:
            if not self._answering and now - self._answered_at >= QUIET_S:
                return True
            self._lock.wait(QUIET_S)
        return False


pages_ahead = PagesAhead()
on_forget(pages_ahead.forget)
