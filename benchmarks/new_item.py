"""Seconds from a product saved in the admin to the first page that shows it to whom it fits.

The demo shop with its trained model, a web server, and the worker of queue `interests`, each a
process of its own. For each of some new products: newcomers put three things of its kind into the
cart, others three of another department; an admin fills in the product form and saves; then the
home pages of both are asked for in turns until one who fits is shown it. Beside the seconds: when
the recommender had the row, when it was encoded, when the model had placed it, and on what share of
pages it stood, with those it fits and with the others. About 4 minutes; `--quick` about 2.

Usage: python -m benchmarks.new_item [--items 20] [--patience 10] [--quick]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from benchmarks import one_thread  # noqa: F401
from benchmarks.admin_form import AdminBrowser
from benchmarks.load import Client, Request
from benchmarks.machine import machine
from benchmarks.site import Site, bench_site, shopper_cookie, worker

FITTING, OTHERS = 4, 4  # shoppers a product
AFTERWARDS_S = 2.0  # how long pages are counted after the first exposure
PAUSE_S = 0.05  # between two pages: nobody reloads faster
NOTE = (
    "seconds from the admin's POST to the answer of the first page that shows the product to a "
    "shopper whose three carted things are of its kind; pages are asked for one at a time, in turns"
)


@dataclass(slots=True)
class Tries:
    """What came of each product: seconds of each step, and pages that showed it of those asked."""

    steps: dict[str, list[float]] = field(default_factory=dict)
    late: int = 0  # never shown within the patience
    pages: dict[str, list[int]] = field(default_factory=lambda: {"fitting": [], "others": []})

    def took(self, step: str, seconds: float) -> None:
        """Note the seconds of one step."""
        self.steps.setdefault(step, []).append(seconds)

    def figures(self) -> dict[str, Any]:
        """Return p50, p95 and worst of each step, and the shares of pages."""
        shares = {
            who: round(sum(shown) / len(shown), 3) if shown else None
            for who, shown in self.pages.items()
        }
        return {
            "seconds_to": {step: _quantiles(all_s) for step, all_s in self.steps.items()},
            "late": self.late,
            "share_of_pages": shares,
        }


def _quantiles(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    at = min(len(ordered) - 1, int(0.95 * len(ordered)))
    return {
        "p50": round(statistics.median(ordered), 2),
        "p95": round(ordered[at], 2),
        "worst": round(ordered[-1], 2),
    }


def carts(port: int, skus: Sequence[str]) -> uuid.UUID:
    """Make a newcomer who put these into the cart, through the API; return who it is."""
    with Client(port) as client:
        device = json.loads(client.send(Request("/api/v1/devices/", {}, b"{}")).text)
        speak = {"Authorization": f"Bearer {device['token']}"}
        for sku in skus:
            event = {
                "id": str(uuid.uuid4()), "kind": "cart", "item_id": sku,
                "occurred_at": datetime.now(UTC).isoformat(),
            }  # fmt: skip
            answer = client.send(Request("/api/v1/events/", speak, json.dumps(event).encode()))
            if answer.status >= 300:
                raise SystemExit(f"The API refused an event: {answer.text!r}")
    return uuid.UUID(device["shopper_id"])


def kinds_of(least: int = 4) -> dict[Any, list[Any]]:
    """Return the products of each kind that has enough of them, known ones first."""
    from recommender.sql import rows
    from shop.models import Product

    counts = dict(rows("SELECT item_id, event_count FROM recommender_item", []))
    kinds: dict[Any, list[Any]] = {}
    for product in Product.objects.filter(is_active=True, stock__gt=0).select_related(
        "category__parent", "brand"
    ):
        kinds.setdefault(product.category, []).append(product)
    for products in kinds.values():
        products.sort(key=lambda one: (-counts.get(one.sku, 0), one.sku))
    return {kind: products for kind, products in kinds.items() if len(products) >= least}


def product_form(like: Any, number: int) -> dict[str, str]:
    """Return what an admin writes for a new product that resembles `like`."""
    words = ["cast", "turned", "woven", "folded", "painted", "carved", "pressed", "bound", "dyed"]
    title = f"{words[number % len(words)].capitalize()} {like.title} no. {number}"[:200]
    return {
        "title": title,
        "slug": f"new-{number}-{like.slug}"[:190],
        "sku": f"NEW-{number}",
        "description": f"{title}. {like.description}"[:1500],
        "category": str(like.category_id),
        "brand": str(like.brand_id or ""),
        "price": str(like.price),
        "currency": like.currency,
        "stock": "20",
        "is_active": "on",
        "maker": like.maker,
        "material": like.material,
        "colour": like.colour,
        "attributes": json.dumps(like.attributes),
        "translations": "{}",
        "listed_at_0": datetime.now(UTC).date().isoformat(),
        "listed_at_1": datetime.now(UTC).time().replace(microsecond=0).isoformat(),
    }


def one_try(
    site: Site, admin: AdminBrowser, like: Any, number: int, everyone: Any, patience_s: float,
    tries: Tries,
) -> None:  # fmt: skip
    """Save one product and look until somebody it fits has seen it."""
    fitting, others = everyone
    form = product_form(like, number)
    mark = f'data-sku="{form["sku"]}"'.encode()
    pages = [("fitting", one) for one in fitting] + [("others", one) for one in others]
    looks = [
        (who, Request("/", {"Cookie": shopper_cookie(one)}))
        for pair in zip(pages[: len(fitting)], pages[len(fitting) :], strict=True)
        for who, one in pair
    ]
    with Client(site.port) as client:
        for _who, look in looks:
            client.send(look)
        started = time.perf_counter()
        admin.save("/admin/shop/product/add/", form)
        tries.took("saved", time.perf_counter() - started)
        steps = _Steps(form["sku"], started)
        shown_at, turn = None, 0
        while True:
            now = time.perf_counter() - started
            if now > patience_s or shown_at is not None and now > shown_at + AFTERWARDS_S:
                break
            who, look = looks[turn % len(looks)]
            turn += 1
            answer = client.send(look)
            is_shown = mark in answer.text
            if shown_at is not None:
                tries.pages[who].append(is_shown)
            elif is_shown and who == "fitting":
                shown_at = time.perf_counter() - started
            steps.look()
            time.sleep(PAUSE_S)
    for step, seconds in steps.seconds.items():
        tries.took(step, seconds)
    if shown_at is None:
        tries.late += 1
    tries.took("shown", patience_s if shown_at is None else shown_at)


class _Steps:
    """When the recommender had the row, the encoder's vector and the model's, as Postgres says."""

    def __init__(self, sku: str, started: float) -> None:
        self.sku, self.started = sku, started
        self.seconds: dict[str, float] = {}

    def look(self) -> None:
        """Note what has come about since the last look."""
        from recommender.sql import rows

        if len(self.seconds) == 3:
            return
        found = rows(
            "SELECT 'row' FROM recommender_item WHERE item_id = %s UNION ALL"
            " SELECT r.kind FROM recommender_itemvector v JOIN recommender_run r ON r.id = v.run_id"
            " WHERE v.item_id = %s AND r.is_active",
            [self.sku, self.sku],
        )
        names = {"row": "row", "encoder": "encoded", "sequence": "placed"}
        for (kind,) in found:
            self.seconds.setdefault(names[kind], time.perf_counter() - self.started)


def measured(site: Site, items: int, patience_s: float, seed: int = 3) -> Tries:
    """Return what came of `items` new products."""
    from django.contrib.auth.models import User

    password = uuid.uuid4().hex
    User.objects.create_superuser("admin", password=password)
    admin = AdminBrowser(site.port)
    admin.log_in("admin", password)
    rng = random.Random(seed)
    kinds = kinds_of()
    names = sorted(kinds, key=lambda kind: kind.slug)
    tries = Tries()
    for number in range(items):
        kind = rng.choice(names)
        elsewhere = rng.choice([k for k in names if k.parent_id != kind.parent_id] or names)
        fitting = [carts(site.port, _skus(kinds[kind], rng)) for _ in range(FITTING)]
        others = [carts(site.port, _skus(kinds[elsewhere], rng)) for _ in range(OTHERS)]
        like = rng.choice(kinds[kind])
        one_try(site, admin, like, number, (fitting, others), patience_s, tries)
        print(f"  {number + 1} of {items}: {tries.steps['shown'][-1]:.2f} s", file=sys.stderr)
    return tries


def _skus(products: Sequence[Any], rng: random.Random) -> list[str]:
    return [one.sku for one in rng.sample(list(products), 3)]


def main(arguments: list[str] | None = None) -> None:
    """Measure and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=20, help="new products (20)")
    parser.add_argument("--patience", type=float, default=10.0, help="seconds, then it is late")
    parser.add_argument("--products", type=int, default=600, help="of the demo shop")
    parser.add_argument("--shoppers", type=int, default=400, help="of the demo shop")
    parser.add_argument("--quick", action="store_true", help="a look, not a figure")
    options = parser.parse_args(arguments)
    if options.quick:
        options.items, options.shoppers = 6, 120
    measured_on = machine("django", "granian", "celery", "torch", "numpy")
    started = time.monotonic()
    with bench_site() as site:
        from benchmarks.demo_shop import demo_make

        demo_make(options.products, options.shoppers)
        with worker():
            time.sleep(8.0)  # it loads encoder and model before the first message
            print("Saving products.", file=sys.stderr)
            tries = measured(site, options.items, options.patience)
    found = tries.figures()
    print(
        json.dumps(
            {
                "benchmark": "new_item",
                "first_exposure_p50_s": found["seconds_to"]["shown"]["p50"],
                "first_exposure_p95_s": found["seconds_to"]["shown"]["p95"],
                **found,
                "items": options.items,
                "products": options.products,
                "note": NOTE,
                "quick": options.quick,
                "wall_s": round(time.monotonic() - started, 1),
                **measured_on,
            }
        )
    )


if __name__ == "__main__":
    main()
