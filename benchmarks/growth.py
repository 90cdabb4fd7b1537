"""What a page costs as the shop grows: milliseconds by step, and memory of a web process.

Made shops (`benchmarks.made`) of more and more items, each with the same shoppers and events. In
two processes of their own, as a web server has them, pages are made anew: a look is recorded, then
`services.page_recommend` is asked for the home page, with the clocks of `benchmarks.stages` around
its steps. Memory is that of a process that has read its items and made those pages: `rss_mib`, and
`pss_mib`, which counts a page of memory that both hold half for each. `read_s_each`: seconds until
each had its items; the second maps what the first wrote (`recommender.item_sharing`).

`bends` names the step whose milliseconds grew most from the smallest shop to the largest, and
`exponent` how a page's cost grew over the last step up: 1 is in proportion to the items, 0 not at
all. Shops beyond `recommender.item_tables.MOST_ITEMS` are searched by SQL (`in_memory` says so).

Usage: python -m benchmarks.growth [--items 1000 10000 100000] [--million] [--quick]
About 4 minutes on one core, most of them making the largest shop; `--million` adds a shop of
1,000,000, whose HNSW indexes alone take the better part of an hour. `--quick`: 500 and 2,000 items.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks import one_thread  # noqa: F401
from benchmarks.machine import machine
from benchmarks.site import ROOT, bench_database, memory_mib
from benchmarks.stages import Clock, clocked

PROCESSES = 2
SHOPPERS, EVENTS = 1_000, 50_000
OUTSIDE = ("products", "cart_count", "template", "compress")  # not of the recommender


def _say(line: str) -> None:
    print(line, file=sys.stderr)


# -------------------------------------------------------------------------- inside a web process


def pages_measure(turns: int, seed: int) -> dict[str, float]:
    """Make pages anew, each after a look; return the median milliseconds of each step and all."""
    from django.utils import timezone

    from benchmarks.pages import _looks_record
    from recommender import services
    from recommender.contracts import Context
    from recommender.models import InterestState, Item

    rng = random.Random(seed)
    shoppers = list(InterestState.objects.order_by("shopper_id").values_list("shopper_id")[:40])
    item_ids = list(Item.objects.order_by("item_id").values_list("item_id", flat=True)[:5_000])
    pages: list[dict[str, float]] = []
    for turn in range(-len(shoppers) // 2, turns):  # the first are not counted: caches fill
        (shopper,) = shoppers[turn % len(shoppers)]
        _looks_record([shopper], item_ids, rng)
        clock = Clock()
        with clocked(clock):
            started = time.perf_counter()
            slates = services.page_recommend(Context(shopper, "home", timezone.now()))
            whole = time.perf_counter() - started
        if not slates:
            raise SystemExit("A page has no shelf.")
        if turn >= 0:
            pages.append({**clock.spent, "whole": whole})
    names = dict.fromkeys(name for page in pages for name in page if name not in OUTSIDE)
    return {
        name: round(1000 * statistics.median(page.get(name, 0.0) for page in pages), 3)
        for name in names
    }


def inside(turns: int, seed: int) -> dict[str, Any]:
    """Be a web process: read the items, make the pages; return the figures."""
    import django

    django.setup()
    from benchmarks.recall import table_wait
    from recommender.item_tables import MOST_ITEMS
    from recommender.models import Item

    before = memory_mib(os.getpid())[0]
    in_memory = Item.objects.count() <= MOST_ITEMS
    read_s = table_wait() if in_memory else 0.0
    return {
        "in_memory": in_memory,
        "read_s": round(read_s, 2),
        "stages_ms": pages_measure(turns, seed),
        "rss_before_mib": before["rss_mib"],
    }


@contextlib.contextmanager
def process_inside(url: str, turns: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Run `inside` in a process that stays until the block ends; yield its pid and figures."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.growth", "--inside", str(turns)],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise SystemExit("A measuring process ended without figures; see above.")
        yield process.pid, json.loads(line)
    finally:
        process.stdin.close()
        process.wait(30)


# ----------------------------------------------------------------------------------- the table


def shop_measure(items: int, turns: int) -> dict[str, Any]:
    """Make a shop of that many items and return its row of the table."""
    with bench_database() as url:
        from benchmarks.made import shop_make  # Django is set up by now
        from recommender.sql import rows

        _say(f"Making a shop of {items:,} items.")
        began = time.perf_counter()
        shop_make(items, SHOPPERS, EVENTS)
        rows("ANALYZE")  # as the database does by itself after a while
        made_s = round(time.perf_counter() - began)
        with contextlib.ExitStack() as alive:
            found = [alive.enter_context(process_inside(url, turns)) for _ in range(PROCESSES)]
            memory = [memory_mib(pid)[0] for pid, _ in found]
        first = found[0][1]
        row = {
            "items": items,
            "made_s": made_s,
            "page_ms": first["stages_ms"]["whole"],
            **{f"{name}_each": [one[name] for one in memory] for name in ("rss_mib", "pss_mib")},
            "pss_mib": round(sum(one["pss_mib"] for one in memory), 1),
            "read_s_each": [one["read_s"] for _, one in found],
            **{name: first[name] for name in ("in_memory", "stages_ms", "rss_before_mib")},
        }
    _say(f"{items:,} items: {row}")
    return row


def bend(table: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return which step grew most from the first row to the last, and the last exponent."""
    if len(table) < 2:
        return {}
    first, last = table[0]["stages_ms"], table[-1]["stages_ms"]
    grew = {name: round(ms - first.get(name, 0.0), 3) for name, ms in last.items()}
    grew.pop("whole")
    before, after = table[-2], table[-1]
    exponent = math.log(after["page_ms"] / before["page_ms"]) / math.log(
        after["items"] / before["items"]
    )
    return {
        "bends": max(grew, key=lambda name: grew[name]),
        "grew_ms": dict(sorted(grew.items(), key=lambda pair: -pair[1])),
        "exponent": round(exponent, 3),
        "page_ratio": round(table[-1]["page_ms"] / table[0]["page_ms"], 2),
    }


def main(arguments: list[str] | None = None) -> None:
    """Measure shop after shop and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--million", action="store_true", help="and 1,000,000 items")
    parser.add_argument("--turns", type=int, default=120, help="pages of each shop")
    parser.add_argument("--quick", action="store_true", help="500 and 2,000 items, few pages")
    parser.add_argument("--inside", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.inside:
        print(json.dumps(inside(options.inside, seed=6)), flush=True)
        sys.stdin.read()  # stay, so that memory can be looked at
        return
    if options.quick:
        options.items, options.turns = [500, 2_000], 20
    sizes = sorted({*options.items, *([1_000_000] if options.million else [])})
    measured_on = machine("numpy", "psycopg", "django")
    table = [shop_measure(items, options.turns) for items in sizes]
    print(
        json.dumps(
            {
                "benchmark": "growth", "shoppers": SHOPPERS, "events": EVENTS,
                "processes": PROCESSES, "pages": options.turns,
                **bend(table), "table": table, **measured_on,
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
