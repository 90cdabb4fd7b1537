"""Where the time of a page goes: each step of a request, timed inside a process of our own.

The same request as a browser's, through Django's own handler, with a clock around the functions
named in `STAGES`. Each has the time it spends itself, without that of other stages it calls; what
none of them accounts for is `rest`, so the stages of a page add up to the whole of it.
"""

from __future__ import annotations

import contextlib
import functools
import random
import statistics
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

from benchmarks.pages import _looks_record
from benchmarks.site import shopper_cookie

# stage -> where its function is looked up when a page is made
STAGES = {
    "profile_digest": "recommender.picks:profile_digest",
    "profile_fetch": "recommender.picks:profile_fetch",
    "profile_understand": "recommender.picks:profile_of",
    "shop_look": "recommender.picks:shop_look",
    "recall": "recommender.pipeline:candidates_find",
    "rank": "recommender.pipeline:candidates_rank",
    "choose": "recommender.pipeline:select_rows",
    "explore": "recommender.pipeline:explore",
    "evidence": "recommender.pipeline:evidence_find",
    "causes": "recommender.pipeline:remade",
    "sentences": "recommender.picks:page_phrase",
    "log": "recommender.picks:slates_log",
    "recommender_rest": "recommender.services:page_recommend",
    "products": "shop.shelving:shown_by_sku",
    "cart_count": "shop.context_processors:cart_count",
    "template": "shop.views.pages:render",
    "compress": "django.middleware.gzip:GZipMiddleware.process_response",
}


class Clock:
    """Adds up the time of each stage within one request, less that of stages inside it."""

    def __init__(self) -> None:
        """Nothing timed yet."""
        self.spent: dict[str, float] = {}
        self._inside: list[float] = []  # time of inner stages, by depth

    def around(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return `work` with the clock around it."""

        @functools.wraps(work)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._inside.append(0.0)
            started = time.perf_counter()
            try:
                return work(*args, **kwargs)
            finally:
                took = time.perf_counter() - started
                own = took - self._inside.pop()
                self.spent[stage] = self.spent.get(stage, 0.0) + own
                if self._inside:
                    self._inside[-1] += took

        return timed


def stage_place(address: str) -> tuple[Any, str]:
    """Return the object that holds a stage's function, and its name there.

    Raises:
        AttributeError: it has moved; `STAGES` must follow.
    """
    module, _, path = address.partition(":")
    *outer, name = path.split(".")
    holder: Any = import_module(module)
    for part in outer:
        holder = getattr(holder, part)
    getattr(holder, name)
    return holder, name


@contextlib.contextmanager
def clocked(clock: Clock) -> Iterator[None]:
    """Put the clock around every stage while the block runs."""
    with contextlib.ExitStack() as undo:
        for stage, address in STAGES.items():
            holder, name = stage_place(address)
            work = getattr(holder, name)
            undo.callback(setattr, holder, name, work)
            setattr(holder, name, clock.around(stage, work))
        yield


def stages_measure(
    shoppers: Sequence[uuid.UUID], item_ids: Sequence[str], turns: int = 60, seed: int = 6
) -> dict[str, dict[str, float]]:
    """Return the median milliseconds of each stage, for a page asked again and after an event."""
    from django.test import Client

    rng = random.Random(seed)
    clients = []
    for shopper in shoppers:
        client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
        name, value = shopper_cookie(shopper).split("=", 1)
        client.cookies[name] = value
        clients.append(client)
        client.get("/")
    found: dict[str, list[dict[str, float]]] = {"again": [], "after_event": []}
    for turn in range(turns):
        at = turn % len(clients)
        _looks_record([shoppers[at]], item_ids, rng)
        for kind in ("after_event", "again"):
            clock = Clock()
            with clocked(clock):
                started = time.perf_counter()
                answer = clients[at].get("/")
                whole = time.perf_counter() - started
            if answer.status_code != 200:
                raise SystemExit(f"A page failed with {answer.status_code}.")
            rest = whole - sum(clock.spent.values())
            found[kind].append({**clock.spent, "rest": rest, "whole": whole})
    return {kind: _medians(pages) for kind, pages in found.items()}


def _medians(pages: Sequence[dict[str, float]]) -> dict[str, float]:
    names = dict.fromkeys([*STAGES, "rest", "whole"])
    return {
        name: round(1000 * statistics.median(page.get(name, 0.0) for page in pages), 3)
        for name in names
    }
