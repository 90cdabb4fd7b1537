"""How fast the home page is, beside the same page without recommendations, and how fresh.

Two shops, each in a database of its own behind granian and Postgres on this machine: one of 10,000
made items, and the demo shop with its trained model. For each, a page's products are read off the
slate log and asked for again at `/bench/plain/`: the same template and the same products in the
same shelves from the shop's own tables, no recommender. `page_p50_ratio` is the median of one over
the median of the other, asked in turns at one client. Staleness: see `benchmarks.stale`.

Usage: python -m benchmarks.serving [--items 10000] [--requests 300] [--stale 1000] [--no-demo]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from benchmarks import one_thread  # noqa: F401
from benchmarks.load import Answer, Client, Request, run
from benchmarks.machine import machine
from benchmarks.site import bench_site, quantile_ms, resident_mib, shopper_cookie
from benchmarks.stale import stale_tries

SHOPPERS = 40  # who take turns
MANY = 16


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _good(answers: Sequence[Answer]) -> list[float]:
    """Return the seconds of answers that must all be pages.

    Raises:
        SystemExit: one is not.
    """
    bad = next((one for one in answers if one.status != 200 or b"</html>" not in one.body), None)
    if bad is not None:
        raise SystemExit(f"A page failed with {bad.status}: {bad.body[:300]!r}")
    return [one.seconds for one in answers]


def _lists(shopper: uuid.UUID) -> list[list[str]]:
    """Return the products of the shopper's newest page, by shelf, as logged."""
    from recommender.models import SlateRow

    rows = list(SlateRow.objects.filter(shopper_id=shopper).order_by("-served_at")[:12])
    newest = [row for row in rows if row.served_at == rows[0].served_at]
    return [[pick["item_id"] for pick in row.picks] for row in newest]


def _plain_path(shopper: uuid.UUID) -> str:
    return f"/bench/plain/?{urlencode([('shelf', ','.join(one)) for one in _lists(shopper)])}"


def pages_measure(port: int, shoppers: Sequence[uuid.UUID], requests: int) -> dict[str, Any]:
    """Ask for home and the plain page in turns by one client, then for home by many."""
    cookies = [{"Cookie": shopper_cookie(one)} for one in shoppers]
    home, plain, floor = [], [], []
    with Client(port) as client:
        for cookie in cookies:  # caches of this process and of Postgres
            _good([client.send(Request("/", cookie))])
        paths = [_plain_path(one) for one in shoppers]
        for turn in range(requests):
            at = turn % len(shoppers)
            home.append(client.send(Request("/", cookies[at])))
            plain.append(client.send(Request(paths[at], cookies[at])))
            floor.append(client.send(Request("/bench/empty/", cookies[at])).seconds)
    _check_same(home[0].body, plain[0].body)

    def many(path: Callable[[int], str]) -> tuple[list[float], float]:
        answers, wall = run(
            port, MANY, max(requests // MANY, 8),
            lambda client, turn: Request(
                path((client * 7 + turn) % len(shoppers)),
                cookies[(client * 7 + turn) % len(shoppers)],
            ),
        )  # fmt: skip
        return _good(answers), len(answers) / wall

    home_s, plain_s = _good(home), _good(plain)
    home_many, home_rate = many(lambda _at: "/")
    plain_many, plain_rate = many(lambda at: paths[at])
    products = statistics.mean(sum(map(len, _lists(one))) for one in shoppers)
    return {
        "page_p50_ratio": _ratio(home_s, plain_s),
        "p50_ms": quantile_ms(home_s, 0.5),
        "p99_ms": quantile_ms(home_s, 0.99),
        "plain_p50_ms": quantile_ms(plain_s, 0.5),
        "plain_p99_ms": quantile_ms(plain_s, 0.99),
        "empty_p50_ms": quantile_ms(floor, 0.5),
        "clients_16": {
            "page_p50_ratio": _ratio(home_many, plain_many),
            "p50_ms": quantile_ms(home_many, 0.5),
            "p99_ms": quantile_ms(home_many, 0.99),
            "pages_per_s": round(home_rate, 1),
            "plain_pages_per_s": round(plain_rate, 1),
        },
        "requests": requests,
        "products_a_page": round(products, 1),
        "page_kib": round(statistics.mean(len(one.body) for one in home) / 1024, 1),
        "plain_page_kib": round(statistics.mean(len(one.body) for one in plain) / 1024, 1),
    }


def _ratio(one: Sequence[float], other: Sequence[float]) -> float:
    return round(statistics.median(one) / statistics.median(other), 3)


def _check_same(home: bytes, plain: bytes) -> None:
    """Both pages must show as many cards.

    Raises:
        SystemExit: they do not, so the comparison would mean nothing.
    """
    cards = [body.count(b'<article class="card"') for body in (home, plain)]
    if cards[0] != cards[1] or not cards[0]:
        raise SystemExit(f"The pages differ: {cards[0]} cards and {cards[1]}.")


def stages_measure(shoppers: Sequence[uuid.UUID], turns: int = 60) -> dict[str, float]:
    """Return the median milliseconds of the recommender's own steps, in this process."""
    from django.utils import timezone

    from recommender import services
    from recommender.contracts import Context
    from recommender.pipeline import page_make, slates_of
    from recommender.profile_read import profile_read
    from recommender.slates import slates_log
    from recommender.store import PostgresStore
    from recommender.strategy import active_version

    version, params = active_version()
    spent: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        made = work()
        spent.setdefault(name, []).append(1000 * (time.perf_counter() - started))
        return made

    for turn in range(turns):
        context = Context(shoppers[turn % len(shoppers)], "home", timezone.now())
        timed("page_recommend", lambda c=context: services.page_recommend(c))
        profile = timed(
            "profile_read",
            lambda c=context: profile_read(c, params.rebuy_days, params.reseen_hours),
        )
        store = PostgresStore()
        timed(
            "page_make_unexplained",
            lambda c=context, p=profile: page_make(c, params, PostgresStore(), p, explained=False),
        )
        page = timed("page_make", lambda c=context, p=profile, s=store: page_make(c, params, s, p))
        slates = slates_of(page, version)
        timed("slates_log", lambda c=context, s=slates: slates_log(s, c, {}, version))
    return {name: round(statistics.median(all_ms), 2) for name, all_ms in spent.items()}


def shop_measure(
    port: int, pid: int, shoppers: Sequence[uuid.UUID], requests: int
) -> dict[str, Any]:
    """Return the figures of one shop."""
    taking_turns = shoppers[:: max(1, len(shoppers) // SHOPPERS)][:SHOPPERS]
    found = pages_measure(port, taking_turns, requests)
    return {
        **found,
        "web_mib": resident_mib(pid),
        "stages_ms": stages_measure(taking_turns),
    }


def main(arguments: list[str] | None = None) -> None:
    """Measure both shops and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=10_000, help="of the made shop")
    parser.add_argument("--requests", type=int, default=300, help="by one client, each page")
    parser.add_argument("--stale", type=int, default=1_000, help="tries of an event, then a page")
    parser.add_argument("--no-demo", action="store_true", help="the made shop only")
    parser.add_argument("--no-made", action="store_true", help="the demo shop only")
    parser.add_argument("--products", type=int, default=1280, help="of the demo shop")
    parser.add_argument("--shoppers", type=int, default=2000, help="of the demo shop")
    options = parser.parse_args(arguments)
    measured_on = machine("django", "granian", "psycopg", "numpy")
    shops: dict[str, Any] = {}
    if not options.no_made:
        with bench_site() as site:
            from benchmarks.made import shop_make  # Django is set up by now

            _say(f"Making a shop of {options.items:,} items.")
            item_ids, shoppers = shop_make(options.items, 200, 40_000)
            _say("Asking for pages.")
            shops["made"] = shop_measure(site.port, site.pid, shoppers, options.requests)
            _say(f"An event, then a page, {options.stale} times.")
            tries = stale_tries(site.port, item_ids, options.stale)
            shops["made"] |= {
                "items": options.items,
                "stale": tries.stale,
                "stale_tries": tries.tries,
                "stale_causes": tries.causes,
                "stale_indifferent": tries.indifferent,
            }
    if not options.no_demo:
        with bench_site() as site:
            from benchmarks.demo_shop import demo_make

            shoppers = demo_make(options.products, options.shoppers)
            _say("Asking for pages.")
            shops["demo"] = shop_measure(site.port, site.pid, shoppers, options.requests)
            shops["demo"]["items"] = options.products
    first = shops.get("made") or shops["demo"]
    keys = ("page_p50_ratio", "p50_ms", "p99_ms", "stale", "stale_tries")
    print(
        json.dumps(
            {
                "benchmark": "serving",
                **{key: first[key] for key in keys if key in first},
                "shops": shops,
                **measured_on,
            }
        )
    )


if __name__ == "__main__":
    main()
