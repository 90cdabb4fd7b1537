"""How fast the home page is, beside the same page without recommendations, and how fresh.

Shops in databases of their own behind granian and Postgres on this machine: made ones of any size
with a million events, and the demo shop with its trained model. For each: pages by one client and
by many (`benchmarks.pages`), each step of a page (`benchmarks.stages`), memory of each process,
and whether the next page always knows the last event (`benchmarks.stale`). No worker runs.

`page_p50_ratio` is the median of a page asked again over that of the plain page;
`after_event_p50_ratio` the same for a page asked right after an act, made anew.

Usage: python -m benchmarks.serving [--items 10000 100000] [--events 1000000] [--no-demo] [--quick]
About 7 minutes for 10,000 items and the demo shop each on two cores, 3 more for 100,000; `--quick`
about one minute.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import uuid
from collections.abc import Sequence
from typing import Any

from benchmarks import one_thread  # noqa: F401
from benchmarks.machine import machine
from benchmarks.pages import MANY, many_clients, one_client, people_of
from benchmarks.site import Site, bench_site, memory_mib
from benchmarks.stages import stages_measure
from benchmarks.stale import stale_tries

TAKING_TURNS = 40  # people, at one client
EVENTS_A_SHOPPER = 50
FIRST = (
    "page_p50_ratio", "after_event_p50_ratio", "breath_p50_ratio", "p50_ms", "p99_ms",
    "throughput_ratio", "stale", "stale_tries",
)  # fmt: skip


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def shop_measure(
    site: Site, shoppers: Sequence[uuid.UUID], item_ids: Sequence[str], options: argparse.Namespace
) -> dict[str, Any]:
    """Return the figures of one shop."""
    began = time.perf_counter()
    at_start = memory_mib(site.pid)
    step = max(1, len(shoppers) // options.many)
    people = people_of(shoppers[::step][: options.many])
    turns = people[:: max(1, len(people) // TAKING_TURNS)][:TAKING_TURNS]
    _say("Asking for pages, one by one.")
    one = one_client(site.port, turns, item_ids, options.requests)
    _say(f"Asking for pages, {MANY} at once.")
    many = many_clients(site.port, people, item_ids, options.rounds)
    _say("Timing each step.")
    stages = stages_measure([person.id for person in turns], item_ids, options.requests // 5)
    found = {
        **one,
        "throughput_ratio": many["throughput_ratio"],
        "clients_16": many,
        "stages_ms": stages,
        "memory": {"at_start": at_start, "after_pages": memory_mib(site.pid)},
    }
    if options.stale:
        _say(f"An event, then a page, {options.stale} times.")
        tries = stale_tries(site.port, item_ids, options.stale)
        found |= {
            "stale": tries.stale,
            "stale_tries": tries.tries,
            "stale_causes": tries.causes,
            "stale_indifferent": tries.indifferent,
        }
    return {**found, "measured_s": round(time.perf_counter() - began)}


def made_measure(items: int, options: argparse.Namespace) -> dict[str, Any]:
    """Make a shop of that many items and return its figures."""
    with bench_site() as site:
        from benchmarks.made import KNOWN, shop_make  # Django is set up by now

        _say(f"Making a shop of {items:,} items and {options.events:,} events.")
        began = time.perf_counter()
        crowd = max(KNOWN, options.events // EVENTS_A_SHOPPER)
        item_ids, shoppers = shop_make(items, crowd, options.events)
        made_s = round(time.perf_counter() - began)
        size = {"items": items, "events": options.events, "shoppers": crowd, "made_s": made_s}
        return {**size, **shop_measure(site, shoppers[:KNOWN], item_ids, options)}


def demo_measure(options: argparse.Namespace) -> dict[str, Any]:
    """Build and train the demo shop and return its figures."""
    with bench_site() as site:
        from benchmarks.demo_shop import demo_make

        shoppers = demo_make(options.products, options.shoppers)
        from recommender.models import Item

        item_ids = sorted(Item.objects.filter(is_active=True).values_list("pk", flat=True))
        size = {"items": options.products, "shoppers": options.shoppers}
        return {**size, **shop_measure(site, shoppers, item_ids, options)}


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, nargs="*", default=[10_000], help="of made shops")
    parser.add_argument("--events", type=int, default=1_000_000, help="of each made shop")
    parser.add_argument("--requests", type=int, default=300, help="turns of one client")
    parser.add_argument("--many", type=int, default=160, help="people at saturation")
    parser.add_argument("--rounds", type=int, default=5, help="at saturation")
    parser.add_argument("--stale", type=int, default=1_000, help="tries of an event, then a page")
    parser.add_argument("--no-demo", action="store_true", help="made shops only")
    parser.add_argument("--no-made", action="store_true", help="the demo shop only")
    parser.add_argument("--products", type=int, default=1280, help="of the demo shop")
    parser.add_argument("--shoppers", type=int, default=2000, help="of the demo shop")
    parser.add_argument("--quick", action="store_true", help="a small made shop, few requests")
    options = parser.parse_args(arguments)
    if options.quick:
        options.items, options.events, options.no_demo = [500], 20_000, True
        options.requests, options.rounds, options.stale = 40, 1, 20
    return options


def main(arguments: list[str] | None = None) -> None:
    """Measure the shops and print one JSON object as the last line."""
    options = _options(arguments)
    measured_on = machine("django", "granian", "psycopg", "numpy")
    shops: dict[str, Any] = {}
    for items in [] if options.no_made else options.items:
        shops[f"made_{items}"] = made_measure(items, options)
    if not options.no_demo:
        shops["demo"] = demo_measure(options)
    first = next(iter(shops.values()), {})
    print(
        json.dumps(
            {
                "benchmark": "serving",
                **{key: first[key] for key in FIRST if key in first},
                "shops": shops,
                **measured_on,
            }
        )
    )


if __name__ == "__main__":
    main()
