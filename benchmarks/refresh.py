"""Seconds from an act through the API until the interests stored in Postgres have read it.

The demo shop with its trained model, a web server, and the worker of queue `interests` as the demo
starts it, each a process of its own on the CPU. Shoppers with stored interests look at something
through `/api/v1/events/`; a watcher asks Postgres every few milliseconds until their
`InterestState.as_of` is the act's time. First idle: one act, wait for it, a short pause, the next.
Then loaded: acts by different shoppers at random moments (Poisson), so many a second, whether or
not the worker keeps up. Beside the seconds: when the answer was there, when the worker took the
refresh on, and when it wrote. The web process makes each shopper's next page ahead meanwhile, as
it does for everybody. An act that is not read within the patience counts as that long and as late.
About 6 minutes; `--quick` about 3.

Usage: python -m benchmarks.refresh [--acts 200] [--per-second 10] [--quick]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

import numpy as np
import psycopg

from benchmarks.load import Client, Request
from benchmarks.machine import machine
from benchmarks.site import Site, bench_site, worker

LIMIT_MS = 300.0  # p95, idle, on the CPU
LOOK_S = 0.003  # between two looks of the watcher
PAUSE_S = (0.1, 0.3)  # idle, between two acts: never in step with anything
WARM = 10  # acts before those that count
SENDERS = 8
STEPS = ("answered", "taken_on", "written", "stored")
_LOOK = """
SELECT asked.id, t.as_of, extract(epoch FROM t.refreshed_at)::float8,
       extract(epoch FROM o.leased_until)::float8
FROM unnest(%s::uuid[]) AS asked(id)
LEFT JOIN recommender_intereststate t ON t.shopper_id = asked.id
LEFT JOIN recommender_owedrefresh o ON o.shopper_id = asked.id
"""


@dataclass(slots=True)
class Act:
    """One act and when each step of it was reached, by the machine's clock; None: not reached.

    taken_on and written are what the worker wrote down, stored is when the watcher saw it.
    """

    shopper_id: uuid.UUID
    at: datetime
    sent: float
    answered: float | None = None
    taken_on: float | None = None
    written: float | None = None
    stored: float | None = None
    is_stored: threading.Event = field(default_factory=threading.Event)

    def seconds(self, since: str, until: str = "stored") -> float | None:
        """Return the seconds between two steps, 0 where the later came first; None: not reached."""
        first, last = getattr(self, since), getattr(self, until)
        return None if first is None or last is None else max(0.0, last - first)


class Watcher(threading.Thread):
    """Looks at what is stored of the shoppers who acted, until it has read their acts."""

    def __init__(self, url: str, lease_s: float) -> None:
        """Watch nobody yet; `lease_s`: how long after it was taken on a lease runs out."""
        super().__init__(name="watcher", daemon=True)
        self._url, self._lease_s = url, lease_s
        self._pending: dict[uuid.UUID, Act] = {}
        self._lock = threading.Lock()
        self._is_over = threading.Event()

    def watch(self, act: Act) -> None:
        """Look until this act is stored."""
        with self._lock:
            self._pending[act.shopper_id] = act

    def watches(self, shopper_id: uuid.UUID) -> bool:
        """Whether an act of that shopper is not stored yet."""
        return shopper_id in self._pending

    def drop(self, act: Act) -> None:
        """Look no longer: its patience is over."""
        with self._lock:
            self._pending.pop(act.shopper_id, None)

    def stop(self) -> None:
        """End the thread."""
        self._is_over.set()
        self.join(10)

    def run(self) -> None:
        """Ask Postgres while anybody is waited for."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            while not self._is_over.wait(LOOK_S):
                with self._lock:
                    asked = list(self._pending)
                if asked:
                    found = connection.execute(_LOOK, [asked], prepare=True).fetchall()
                    self.note(found, time.time())

    def note(self, found: Sequence[tuple[Any, ...]], now: float) -> None:
        """Take down what one look found."""
        with self._lock:
            for shopper_id, as_of, refreshed_at, leased_until in found:
                act = self._pending.get(shopper_id)
                if act is None:
                    continue
                if leased_until is not None and act.taken_on is None:
                    act.taken_on = leased_until - self._lease_s
                if as_of is not None and as_of >= act.at:
                    act.written, act.stored = refreshed_at, now
                    act.is_stored.set()
                    del self._pending[shopper_id]


class Door:
    """The API, for shoppers who are known already: each has a token of their own."""

    def __init__(self, site: Site, watcher: Watcher, item_ids: Sequence[str]) -> None:
        """Know what there is to look at."""
        self._port, self._watcher, self._items = site.port, watcher, item_ids
        self._tokens: dict[uuid.UUID, str] = {}
        self._own = threading.local()

    def let_in(self, shopper_ids: Sequence[uuid.UUID]) -> None:
        """Issue a token to each."""
        from recommender.api.tokens import token_issue

        for one in shopper_ids:
            self._tokens[one] = token_issue(one, timedelta(days=1), "benchmark").token

    def send(self, shopper_id: uuid.UUID, item_id: str) -> Act:
        """Let a shopper look at an item; return when it is answered, the watcher looking on."""
        if not hasattr(self._own, "client"):
            self._own.client = Client(self._port)
        at = datetime.now(UTC)
        body = json.dumps(
            {
                "id": str(uuid.uuid4()),
                "kind": "view",
                "item_id": item_id,
                "occurred_at": at.isoformat(),
            }
        )
        speak = {"Authorization": f"Bearer {self._tokens[shopper_id]}"}
        act = Act(shopper_id, at, time.time())
        self._watcher.watch(act)
        answer = self._own.client.send(Request("/api/v1/events/", speak, body.encode()))
        act.answered = time.time()
        if answer.status >= 300:
            raise SystemExit(f"The API refused an event: {answer.text!r}")
        return act

    def any_item(self, rng: random.Random) -> str:
        """Return something to look at."""
        return rng.choice(self._items)


def acts_idle(
    door: Door, watcher: Watcher, who: Iterator[uuid.UUID], count: int, patience_s: float,
    rng: random.Random,
) -> list[Act]:  # fmt: skip
    """Let one shopper after another act, each when the one before is stored and a pause is over."""
    acts = []
    for _ in range(count):
        act = door.send(next(who), door.any_item(rng))
        if not act.is_stored.wait(patience_s):
            watcher.drop(act)
        acts.append(act)
        time.sleep(rng.uniform(*PAUSE_S))
    return acts


def acts_loaded(
    door: Door, watcher: Watcher, who: Iterator[uuid.UUID], count: int, per_second: float,
    patience_s: float, rng: random.Random,
) -> list[Act]:  # fmt: skip
    """Let shoppers act at random moments, `per_second` on average; nobody waits for anybody."""
    with ThreadPoolExecutor(SENDERS) as pool:
        sent = []
        due = time.monotonic()
        for _ in range(count):
            due += rng.expovariate(per_second)
            time.sleep(max(0.0, due - time.monotonic()))
            shopper_id = next(one for one in who if not watcher.watches(one))
            sent.append(pool.submit(door.send, shopper_id, door.any_item(rng)))
        acts = [one.result() for one in sent]
    until = time.monotonic() + patience_s
    for act in acts:
        if not act.is_stored.wait(max(0.0, until - time.monotonic())):
            watcher.drop(act)
    return acts


def quantile_interval(
    seconds: Sequence[float], q: float, times: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """Return the percentile bootstrap's 95 % interval of a quantile (Efron 1979), in seconds."""
    values = np.asarray(seconds, dtype=np.float64)
    drawn = np.random.default_rng(seed).integers(0, len(values), (times, len(values)))
    low, high = np.quantile(np.quantile(values[drawn], q, axis=1), [0.025, 0.975])
    return float(low), float(high)


def told(seconds: Sequence[float]) -> dict[str, Any]:
    """Return p50, p95 with their intervals, and the worst, in milliseconds."""
    found: dict[str, Any] = {}
    for name, q in (("p50", 0.5), ("p95", 0.95)):
        found[f"{name}_ms"] = _ms(float(np.quantile(seconds, q)))
        found[f"{name}_interval_ms"] = [_ms(one) for one in quantile_interval(seconds, q)]
    return {**found, "worst_ms": _ms(max(seconds))}


def figures(acts: Sequence[Act], patience_s: float) -> dict[str, Any]:
    """Return the seconds from the answer and from the request, and the steps on the way."""
    steps: dict[str, dict[str, float]] = {}
    for step in STEPS:
        took = [one for act in acts if (one := act.seconds("sent", step)) is not None]
        if took:
            steps[step] = {
                "p50_ms": _ms(float(np.quantile(took, 0.5))),
                "p95_ms": _ms(float(np.quantile(took, 0.95))),
            }
    return {
        "from_answer": told([_or(act.seconds("answered"), patience_s) for act in acts]),
        "from_request": told([_or(act.seconds("sent"), patience_s) for act in acts]),
        "reached_after_request": steps,
        "acts": len(acts),
        "late": sum(act.stored is None for act in acts),
    }


def _or(seconds: float | None, otherwise: float) -> float:
    return otherwise if seconds is None else seconds


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)


def measured(site: Site, options: argparse.Namespace) -> Mapping[str, list[Act]]:
    """Return the acts of both measurements, the worker having read some before."""
    from recommender.learning.owed import LEASE_S
    from recommender.models import InterestState, Item

    known = sorted(InterestState.objects.values_list("pk", flat=True))
    rng = random.Random(options.seed)
    rng.shuffle(known)
    who = cycle(known)
    watcher = Watcher(site.url, LEASE_S)
    watcher.start()
    door = Door(site, watcher, sorted(Item.objects.values_list("pk", flat=True)))
    door.let_in(known)
    try:
        first = door.send(next(who), door.any_item(rng))
        if not first.is_stored.wait(120):  # the worker starts and loads its model
            raise SystemExit("The worker refreshed nothing within two minutes.")
        acts_idle(door, watcher, who, WARM, options.patience, rng)
        print(f"{options.acts} acts, one at a time.", file=sys.stderr)
        idle = acts_idle(door, watcher, who, options.acts, options.patience, rng)
        print(f"{options.acts} acts, {options.per_second:g} a second.", file=sys.stderr)
        loaded = acts_loaded(
            door, watcher, who, options.acts, options.per_second, options.patience, rng
        )
    finally:
        watcher.stop()
    return {"idle": idle, "loaded": loaded}


def main(arguments: list[str] | None = None) -> None:
    """Measure and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--acts", type=int, default=200, help="that count, of each kind (200)")
    parser.add_argument("--per-second", type=float, default=10.0, help="acts when loaded (10)")
    parser.add_argument("--patience", type=float, default=20.0, help="seconds, then it is late")
    parser.add_argument("--products", type=int, default=600, help="of the demo shop")
    parser.add_argument("--shoppers", type=int, default=400, help="of the demo shop")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="a look, not a figure")
    options = parser.parse_args(arguments)
    if options.quick:
        options.acts, options.products, options.shoppers = 40, 300, 120
    measured_on = machine("django", "granian", "celery", "torch", "numpy")
    started = time.monotonic()
    with bench_site() as site:
        from benchmarks.demo_shop import demo_make

        demo_make(options.products, options.shoppers)
        with worker(CUDA_VISIBLE_DEVICES=""):
            load = os.getloadavg()[0]
            found = {
                how: figures(acts, options.patience)
                for how, acts in measured(site, options).items()
            }
    idle, loaded = found["idle"]["from_answer"], found["loaded"]["from_answer"]
    print(
        json.dumps(
            {
                "benchmark": "refresh",
                "refresh_p50_ms": idle["p50_ms"],
                "refresh_p50_interval_ms": idle["p50_interval_ms"],
                "refresh_p95_ms": idle["p95_ms"],
                "refresh_p95_interval_ms": idle["p95_interval_ms"],
                "loaded_refresh_p50_ms": loaded["p50_ms"],
                "loaded_refresh_p95_ms": loaded["p95_ms"],
                "limit_p95_ms": LIMIT_MS,
                "is_within_limit": idle["p95_ms"] <= LIMIT_MS,
                **found,
                "per_second": options.per_second,
                "products": options.products,
                "shoppers": options.shoppers,
                "quick": options.quick,
                "load_when_measuring": round(load, 2),
                "wall_s": round(time.monotonic() - started, 1),
                **measured_on,
            }
        )
    )


if __name__ == "__main__":
    main()
