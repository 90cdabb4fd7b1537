"""Does the shop follow its shoppers? Simulated ones walk through it as browsers do, no worker.

The demo shop is built, trained and refreshed; then shoppers with a history come back, through the
web server, with cookies, forms and buttons:

- **switch**: how many page views of a new taste until it leads home, and the named interests
  (`benchmarks.realtime_switch`);
- **dislike**: is what was disliked, with its kind, gone from the next response, and back after
  "Undo" (`benchmarks.realtime_dislike`);
- **lift**: purchases in one session each, under four policies with the same seeds: the shop as it
  is, the same from stored interests alone, popularity, chance (`benchmarks.realtime_buyers` says
  how they choose, `benchmarks.realtime_policies` what each policy is). Intervals are paired
  bootstraps over shoppers, 95 %;
- **exposure**: in those sessions, by policy: what the first 24 cards of each page gave to niche
  items (fewer than five events), the tail, the catalogue.

Stale responses are counted by `python -m benchmarks.stale` and `benchmarks.serving`.

Usage: python -m benchmarks.realtime [--products 640] [--shoppers 700] [--walk 240] [--looks 6]
       [--seed 11] [--quick]
Takes about six minutes on two cores, half of it building and training; --quick two.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks import one_thread  # noqa: F401
from benchmarks.machine import machine
from benchmarks.realtime_figures import dislike_figures, lift_figures, switch_figures
from benchmarks.site import bench_database, web_server

if TYPE_CHECKING:
    from benchmarks.realtime_buyers import Outcome
    from benchmarks.realtime_policies import Policy
    from benchmarks.realtime_sessions import Street

LEAST_EVENTS = 10  # of a shopper who comes back
NICHE_EVENTS = 5
WEB = {"workers": 1, "threads": 4}


@dataclass(frozen=True, slots=True)
class Shop:
    """The demo shop in the current database, as the simulation needs it."""

    street: Street
    now: datetime  # acts after this are the simulation's
    acted: Mapping[Any, np.ndarray]  # shopper → (departments,) acts so far
    on_sale: np.ndarray  # rows
    slugs: Mapping[str, str]  # product page by sku
    niche: np.ndarray  # rows on sale with fewer than NICHE_EVENTS events
    tail: np.ndarray  # (n,) bool


def say(line: str) -> None:
    """Print a line of progress."""
    print(line, file=sys.stderr, flush=True)


def counting(what: str) -> Any:
    """Return what says how many of something are done."""
    return lambda done, total: say(f"{what}: {done} of {total}")


def shop_read() -> Shop:
    """Return the demo shop in the current database, everything in it in stock."""
    from django.utils import timezone

    from benchmarks.realtime_sessions import Street
    from recommender import services
    from recommender.models import Item
    from recommender.sql import rows
    from shop.demo.people import person_make
    from shop.demo.truth import truth_read
    from shop.demo.world import world_read
    from shop.models import Product, Variant

    Product.objects.update(stock=1000)
    Variant.objects.update(stock=1000)
    services.items_sync()
    truth = truth_read()
    if truth is None:
        raise SystemExit("The demo's hidden truth is not there: build the demo first.")
    world = world_read(truth.seed, truth.anchor)
    row_of = {sku: row for row, sku in enumerate(world.skus)}
    acted: dict[Any, np.ndarray] = {}
    had: dict[str, dict[Any, list[int]]] = {"purchase": {}, "dislike": {}, "hide": {}}
    for shopper_id, kind, item_id in rows(
        "SELECT shopper_id, kind, item_id FROM recommender_event WHERE item_id IS NOT NULL", []
    ):
        row = row_of[item_id]
        mine = acted.setdefault(shopper_id, np.zeros(len(world.departments)))
        mine[world.department[row]] += 1
        if kind in had:
            had[kind].setdefault(shopper_id, []).append(row)
    people = [
        person
        for person in (
            person_make(world, truth.seed, number, truth.weeks)
            for number in range(len(truth.shoppers))
        )
        if person.id in acted and acted[person.id].sum() >= LEAST_EVENTS
    ]
    away = {one: [*had["dislike"].get(one, ()), *had["hide"].get(one, ())] for one in acted}
    facts = dict(Item.objects.filter(is_active=True).values_list("item_id", "event_count"))
    tails = set(Item.objects.filter(is_tail=True).values_list("item_id", flat=True))
    on_sale = np.array([row for row, sku in enumerate(world.skus) if sku in facts])
    return Shop(
        street=Street(world, people, had["purchase"], away, row_of),
        now=timezone.now(),
        acted=acted,
        on_sale=on_sale,
        slugs=dict(Product.objects.values_list("sku", "slug")),
        niche=np.array([r for r in on_sale if facts[world.skus[r]] < NICHE_EVENTS], dtype=int),
        tail=np.array([sku in tails for sku in world.skus]),
    )


def switch_measure(port: int, shop: Shop, walkers: int, seed: int) -> dict[str, Any]:
    """Let shoppers begin to look elsewhere; return the figures."""
    from benchmarks.realtime_switch import new_taste, switch_walk
    from benchmarks.realtime_web import side_by_side
    from recommender.api.tokens import DEVICE_LIFE, token_issue

    street = shop.street
    able = [
        (person, taste, token_issue(person.id, DEVICE_LIFE).token)
        for person in _drawn(street.people, len(street.people), seed)
        if (taste := new_taste(street.world, person, shop.acted[person.id], shop.on_sale, seed))
    ][:walkers]
    found = side_by_side(
        able, lambda one: switch_walk(port, street, *one, shop.slugs), counting("switch")
    )
    return switch_figures([one for one in found if one is not None], seed)


def dislike_measure(port: int, shop: Shop, walkers: int, seed: int) -> dict[str, Any]:
    """Let shoppers dislike a pick and take it back; return the figures."""
    from benchmarks.realtime_dislike import Near, dislike_walk
    from benchmarks.realtime_web import side_by_side
    from recommender.store import PostgresStore

    street = shop.street
    block = PostgresStore().block(street.world.skus, available_only=False)
    content = np.zeros((len(street.world.skus), block.content.shape[1]), dtype=np.float32)
    content[[street.row_of[item_id] for item_id in block.item_ids]] = block.content
    near = Near(content, street.world.kind)
    found = side_by_side(
        _drawn(street.people, walkers, seed + 1),
        lambda person: dislike_walk(port, street, person, near, seed),
        counting("dislike"),
    )
    return dislike_figures([one for one in found if one is not None])


def sessions_measure(
    url: str, shop: Shop, policies: Sequence[Policy], walkers: int, looks: int, seed: int
) -> dict[str, list[Outcome]]:
    """Let the same shoppers walk the same sessions under each policy; return what came of them."""
    from benchmarks.realtime_sessions import rewind, session_walk
    from benchmarks.realtime_web import side_by_side
    from recommender.models import Strategy
    from recommender.strategy import strategy_activate, strategy_save

    street, found = shop.street, {}
    second = (shop.now - street.world.anchor).total_seconds()
    buyers = [
        street.buyer(person, seed, second, looks)
        for person in _drawn(street.people, walkers, seed + 2)
    ]
    strategy = Strategy.objects.select_related("active_version").get(is_default=True)
    own = strategy.active_version
    for policy in policies:
        strategy_activate(own if policy.params is None else strategy_save(strategy, policy.params))
        environment = {
            "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": policy.settings,
            **dict(policy.environment),
        }  # fmt: skip
        with web_server(environment, **WEB) as (port, _process):
            found[policy.name] = side_by_side(
                buyers,
                lambda buyer, port=port: session_walk(port, street, buyer),
                counting(f"sessions, {policy.name}"),
            )
        rewind(shop.now)
    strategy_activate(own)
    return found


def _drawn(people: Sequence[Any], most: int, seed: int) -> list[Any]:
    """Return some of the people, drawn without putting back."""
    order = np.random.default_rng([seed, 0xD4A]).permutation(len(people))[:most]
    return [people[at] for at in order]


def exposure_figures(shop: Shop, outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return who was shown, in one day on which each shopper came once."""
    from recommender.metrics import gini

    shown: Counter[int] = Counter()
    for one in outcomes:
        shown.update(one.shown)
    counts = np.array([shown[row] for row in shop.on_sale.tolist()])
    niche = np.array([shown[row] for row in shop.niche.tolist()])
    total = max(int(counts.sum()), 1)
    return {
        "cards": total,
        "per_niche_item_day": round(float(niche.mean()) if len(niche) else 0.0, 3),
        "niche_items_shown": round(float((niche > 0).mean()) if len(niche) else 0.0, 4),
        "niche_share": round(float(niche.sum()) / total, 4),
        "tail_share": round(float(counts[shop.tail[shop.on_sale]].sum()) / total, 4),
        "coverage": round(float((counts > 0).mean()), 4),
        "gini": round(gini(counts), 4),
    }


def main(arguments: list[str] | None = None) -> None:
    """Build, train, walk; print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--products", type=int, default=640, help="of the demo shop (640)")
    parser.add_argument("--shoppers", type=int, default=700, help="of the demo shop (700)")
    parser.add_argument("--walk", type=int, default=240, help="sessions under each policy (240)")
    parser.add_argument("--switch", type=int, default=150, help="who change their taste (150)")
    parser.add_argument("--dislike", type=int, default=150, help="who dislike a pick (150)")
    parser.add_argument("--looks", type=int, default=6, help="pages looked at in a session (6)")
    parser.add_argument("--seed", type=int, default=11, help="of who comes and what they do")
    parser.add_argument("--quick", action="store_true", help="a small shop, 40 of each")
    options = parser.parse_args(arguments)
    if options.quick:
        options.products, options.shoppers = 240, 150
        options.walk = options.switch = options.dislike = 40
    measured_on = machine("django", "granian", "numpy", "torch")
    started = time.monotonic()
    with bench_database() as url:
        from benchmarks.demo_shop import demo_make

        demo_make(options.products, options.shoppers)
        built_s = time.monotonic() - started
        found = measure(url, options)
    print(
        json.dumps(
            {
                "benchmark": "realtime",
                **found,
                "options": vars(options),
                "build_s": round(built_s, 1),
                "wall_s": round(time.monotonic() - started, 1),
                **measured_on,
            }
        )
    )


def measure(url: str, options: argparse.Namespace) -> dict[str, Any]:
    """Return all figures of the demo shop in the current database."""
    from recommender.strategy import active_version

    params = active_version()[1].to_json()  # before chance is offered
    from benchmarks.realtime_policies import chance_offer, policies
    from benchmarks.realtime_sessions import rewind

    chance_offer()
    shop = shop_read()
    say(f"{len(shop.street.people)} shoppers may come; {len(shop.niche)} niche items on sale.")
    with web_server({"DATABASE_URL": url}, **WEB) as (port, _process):
        switch = switch_measure(port, shop, options.switch, options.seed)
        say(f"switch: {json.dumps(switch)}")
        rewind(shop.now)
        dislike = dislike_measure(port, shop, options.dislike, options.seed)
        say(f"dislike: {json.dumps(dislike)}")
        rewind(shop.now)
    outcomes = sessions_measure(
        url, shop, policies(params), options.walk, options.looks, options.seed
    )
    lift = lift_figures(outcomes, options.seed)
    exposure = {name: exposure_figures(shop, one) for name, one in outcomes.items()}
    return {**headline(switch, dislike, lift), "switch": switch, "dislike": dislike, "lift": lift,
            "exposure": {"niche_items": len(shop.niche), **exposure}}  # fmt: skip


def headline(
    switch: Mapping[str, Any], dislike: Mapping[str, Any], lift: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the figures that stand for all; None where too small a shop had nobody to ask."""
    first = switch.get("first", {})
    return {
        "events_until_switch_p50": first.get("p50"),
        "events_until_switch_p50_ci": first.get("p50_ci"),
        "switched_within_3": first.get("within_3"),
        "switched_within_3_ci": first.get("within_3_ci"),
        "disliked_gone": dislike["gone"],
        "disliked_gone_ci": dislike["gone_ci"],
        "lift_over_popularity": lift["over"]["popular"]["lift"],
        "lift_over_popularity_ci": lift["over"]["popular"]["lift_ci"],
        "lift_over_stored": lift["over"]["stored"]["lift"],
        "lift_over_stored_ci": lift["over"]["stored"]["lift_ci"],
    }


if __name__ == "__main__":
    main()
