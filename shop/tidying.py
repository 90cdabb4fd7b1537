"""When a web process looks for garbage in cycles: between requests, not within one.

CPython looks through all it holds each time a quarter has been added. With a shop's items and some
hundred made pages in memory that takes a third of a second, and a few dozen pages made anew add
enough for it: somebody's page waited. So what is there from the beginning is left out for good, the
young are looked through less often, and everything at once only in a quiet moment.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

YOUNG = (10_000, 20)  # new objects until the youngest are looked through; of those looks, the next
FORCED = 1_000  # looks through the middle until all is looked through without a quiet moment
EVERY_S = 60.0
QUIET_S = 0.5  # without a request

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Tidying:
    """Counts requests, and tidies up where there are none; safe to use from many threads."""

    def __init__(self, collect: Callable[[], object] = gc.collect) -> None:
        """Nothing was answered yet, so there is nothing to tidy."""
        self._collect = collect
        self._lock = threading.Lock()
        self._answering = 0
        self._answered_at = float("-inf")
        self._tidied_at = float("-inf")

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While a request is answered nothing is tidied."""
        with self._lock:
            self._answering += 1
        try:
            yield
        finally:
            with self._lock:
                self._answering -= 1
                self._answered_at = time.monotonic()

    def tidy(self) -> bool:
        """Look through everything if it is quiet and something was answered since the last time."""
        with self._lock:
            is_quiet = not self._answering and time.monotonic() - self._answered_at >= QUIET_S
            if not is_quiet or self._answered_at <= self._tidied_at:
                return False
            self._tidied_at = time.monotonic()
        self._collect()
        return True

    def work(self) -> None:
        """Tidy for ever: the body of a thread."""
        while True:
            time.sleep(EVERY_S if self.tidy() else QUIET_S)


def tidied(app: App) -> App:
    """Return a WSGI application that tidies between its requests; everything is imported by now."""
    tidying = Tidying()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*YOUNG, FORCED)
    threading.Thread(target=tidying.work, name="tidying", daemon=True).start()

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with tidying.answering():
            return app(environ, start_response)

    return answer
