"""Writes served slates behind the answer: a page does not wait for its own log.

One thread per process waits until the answer is out, takes what has gathered and writes it in one
statement and one commit; under load many pages share one. What waits is bounded: beyond
`MOST_WAITING` pages write for themselves. Whoever reads a slate back calls `slates_flush` first.
Inside a transaction everything is written at once, by the caller. At exit what waits is written.
"""

from __future__ import annotations

import atexit
import logging
import os
import queue
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from django.db import DatabaseError, connection

from recommender.caches import may_cache
from recommender.contracts import Context, Slate
from recommender.slates import Served, slates_write

logger = logging.getLogger(__name__)

MOST_WAITING = 512  # pages
AT_ONCE = 64  # pages a statement
LATER_S = 0.05  # so that writing does not take the processor from the page being answered
FLUSH_S = 5.0


class SlateLog:
    """One process's writer; its thread starts with the first page and outlives none."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        """Wait for the first page."""
        self._lock = threading.Lock()
        self._most = most
        self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        self._waiting: queue.Queue[Served] = queue.Queue(self._most)
        self._hurry = threading.Event()
        self._thread: threading.Thread | None = None

    def put(self, served: Served) -> None:
        """Write a page's slates soon, or now where nothing may be put off."""
        if not may_cache():
            slates_write([served])
            return
        self._ensure()
        try:
            self._waiting.put_nowait(served)
        except queue.Full:
            slates_write([served])

    def flush(self, timeout_s: float = FLUSH_S) -> None:
        """Return when all that waits is written, or after `timeout_s`."""
        waiting = self._waiting
        self._hurry.set()
        with waiting.all_tasks_done:
            until = time.monotonic() + timeout_s
            while waiting.unfinished_tasks and (left := until - time.monotonic()) > 0:
                waiting.all_tasks_done.wait(left)

    def _ensure(self) -> None:
        thread = self._thread
        if thread is not None and thread.is_alive() and self._process == os.getpid():
            return
        with self._lock:
            if self._process != os.getpid():  # after a fork the queue is the parent's
                self._begin()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="slates", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            batch = [self._waiting.get()]
            self._hurry.wait(LATER_S)
            with suppress(queue.Empty):
                while len(batch) < AT_ONCE:
                    batch.append(self._waiting.get_nowait())
            try:
                _written(batch)
            except Exception:
                logger.exception("The slates of %d pages could not be logged", len(batch))
            finally:
                if self._waiting.empty():
                    self._hurry.clear()
                    connection.close()  # back to the pool
                for _ in batch:
                    self._waiting.task_done()


def _written(batch: Sequence[Served]) -> None:
    """Write a batch; where that fails, each page on a fresh connection, so that one fails alone."""
    try:
        slates_write(batch)
    except DatabaseError:
        for served in batch:
            connection.close()
            try:
                slates_write([served])
            except DatabaseError:
                logger.exception("The slates of one page could not be logged")


slate_log = SlateLog()
atexit.register(slate_log.flush)


def slates_log(
    slates: Sequence[Slate], context: Context, sources: Mapping[str, int], version_id: int | None
) -> None:
    """Log a page's slates, behind the answer. `sources`: slug → candidates it found."""
    if slates:
        slate_log.put(Served(tuple(slates), context, sources, version_id))


def slates_flush() -> None:
    """Wait until every slate this process has served can be read."""
    slate_log.flush()
