"""Does the leading named interest name the shopper's leading taste? Against the hidden truth.

The demo shop is built in a database of its own, trained from nothing by `manage.py train`, and
everybody's interests are refreshed. A simulated shopper has one to four hidden tastes, each in a
department of its own with two to four categories; some change their leading one midway. Nobody but
this script reads that truth.

**What counts.** The leading interest is the first of those stored for the shopper, named by a
category. It is *recovered* when that category lies in the department of the taste that leads at the
end of the history (after a change): two tastes of a shopper are never of one department, so the
category then names that taste and no other. It is *exact* when the category is also one of those
the taste likes. `recovered` is over shoppers with 20 events or more of any kind.

**Beside it**, over the same shoppers: the category acted on most (`counted`), and what nobody can
know, the moment of the change, given to a count of visits by department (`told_of_change`): that
figure says how far what shoppers did follows what drives them at all. `events_until_lead` replays
those who changed act by act: how many acts after the change until the new taste leads.

Usage: python -m benchmarks.tastes [--products 1280] [--shoppers 2000] [--weeks 12] [--quick]
       [--comirec] [--train=--readers=1 …]
Takes about six minutes on two cores; --quick (300 shoppers, 2 passes) two.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np

from benchmarks import one_thread  # noqa: F401
from benchmarks.machine import machine
from benchmarks.site import bench_database

if TYPE_CHECKING:
    from recommender.learning.acts import ShopperAct
    from shop.demo.truth import ShopperTruth, TasteTruth

LEAST_EVENTS = 20
BANDS = ((1, 4), (5, 9), (10, 19), (20, 49), (50, 10**9))  # events of a shopper
VISIT_GAP = timedelta(minutes=30)
WITHIN = (5, 10, 20)  # acts after a change

Leading = Callable[["ShopperTruth"], Sequence[str]]  # categories of the interests, leading first


@dataclass(frozen=True, slots=True)
class Shop:
    """What is compared: the truth, the shop's departments by category, and what shoppers did."""

    shoppers: Sequence[ShopperTruth]
    anchor: datetime
    departments: Mapping[str, str]  # by category
    categories: Mapping[str, str]  # by item
    events: Mapping[UUID, int]
    acts: Mapping[UUID, Sequence[ShopperAct]]

    def taste(self, shopper: ShopperTruth) -> TasteTruth:
        """Return the taste that leads at the end of the history."""
        return shopper.leading(self.anchor)

    def with_events(self, low: int, high: int = 10**9) -> list[ShopperTruth]:
        """Return the shoppers with so many events."""
        return [one for one in self.shoppers if low <= self.events.get(one.id, 0) <= high]


def found_in(shop: Shop, names: Sequence[str], taste: TasteTruth, first: int = 1) -> bool:
    """Whether one of the first interests, named by categories, lies in the taste's department."""
    return any(shop.departments.get(name) == taste.department for name in names[:first])


def shares(shop: Shop, shoppers: Sequence[ShopperTruth], leading: Leading) -> dict[str, float]:
    """Return the shares of shoppers whose leading taste is recovered, exactly, among the first two.

    Nobody to ask counts as 0.
    """
    hits = np.zeros((len(shoppers), 3))
    for at, one in enumerate(shoppers):
        names, taste = leading(one), shop.taste(one)
        hits[at] = (
            found_in(shop, names, taste),
            bool(names) and names[0] in taste.kinds,
            found_in(shop, names, taste, 2),
        )
    means = hits.mean(axis=0) if len(hits) else np.zeros(3)
    names = ("recovered", "exact", "among_two")
    return {name: round(float(mean), 4) for name, mean in zip(names, means, strict=True)}


def measures(shop: Shop, leading: Leading) -> dict[str, Any]:
    """Return the shares over shoppers with 20 events or more, and over groups of all."""
    active = shop.with_events(LEAST_EVENTS)
    groups = {
        "one_taste": [one for one in active if len(one.tastes) == 1],
        "changed": [one for one in active if one.switch_at],
        "several_unchanged": [one for one in active if len(one.tastes) > 1 and not one.switch_at],
    }
    by_events = {
        f"{low}-{high}" if high < 10**9 else f"{low}+": shop.with_events(low, high)
        for low, high in BANDS
    }
    return {
        "shoppers": len(active),
        **shares(shop, active, leading),
        "groups": {name: {"shoppers": len(g), **shares(shop, g, leading)}
                   for name, g in groups.items()},
        "by_events": {name: {"shoppers": len(g), **shares(shop, g, leading)}
                      for name, g in by_events.items()},
    }  # fmt: skip


def counted(shop: Shop) -> Leading:
    """Return what names the categories by how often they were acted on."""
    return lambda one: [
        name
        for name, _ in Counter(
            shop.categories[act.item_id] for act in shop.acts.get(one.id, ())
        ).most_common()
    ]


def told_of_change(shop: Shop) -> Leading:
    """Return what counts visits by department since the change, which it is told."""

    def leading(one: ShopperTruth) -> list[str]:
        visits = _visits(shop.acts.get(one.id, ()))
        since = [v for v in visits if one.switch_at is None or v[-1].occurred_at >= one.switch_at]
        mass: Counter[str] = Counter()
        of_category: Counter[str] = Counter()
        for visit in since or visits:
            for act in visit:
                category = shop.categories[act.item_id]
                mass[shop.departments[category]] += 1 / len(visit)  # type: ignore[assignment]
                of_category[category] += 1
        return sorted(of_category, key=lambda name: (-mass[shop.departments[name]],
                                                     -of_category[name]))  # fmt: skip

    return leading


def _visits(acts: Sequence[ShopperAct]) -> list[list[ShopperAct]]:
    found: list[list[ShopperAct]] = []
    for act in acts:
        if not found or act.occurred_at - found[-1][-1].occurred_at > VISIT_GAP:
            found.append([])
        found[-1].append(act)
    return found


def events_until_lead(
    shop: Shop, interests: Callable[[Sequence[ShopperAct]], Sequence[str]]
) -> dict[str, Any]:
    """Return how many acts after a change its new taste leads, replayed act by act.

    Only shoppers whose former taste led at the change, with acts after it. Who never gets there
    counts as not within any number.
    """
    taken: list[float] = []
    for one in shop.with_events(LEAST_EVENTS):
        acts = shop.acts.get(one.id, ())
        before = sum(1 for act in acts if one.switch_at and act.occurred_at < one.switch_at)
        if one.switch_at is None or not before or before == len(acts):
            continue
        taste = shop.taste(one)
        if found_in(shop, interests(acts[:before]), taste):
            continue
        reached = (
            after
            for after in range(1, len(acts) - before + 1)
            if found_in(shop, interests(acts[: before + after]), taste)
        )
        taken.append(float(next(reached, np.inf)))
    median = float(np.median(taken)) if taken else float("inf")
    return {
        "shoppers": len(taken),
        "median": median if np.isfinite(median) else None,
        **{f"within_{n}": round(float(np.mean(np.array(taken) <= n)), 4) if taken else 0.0
           for n in WITHIN},
    }  # fmt: skip


def shop_read() -> Shop:
    """Return the demo shop in the current database, with its truth."""
    from recommender.learning.acts import acts_of
    from recommender.models import Item
    from recommender.sql import rows
    from shop.demo.truth import truth_read

    truth = truth_read()
    if truth is None:
        raise SystemExit("The demo's hidden truth is not there: build the demo first.")
    items = Item.objects.values_list("item_id", "category", "department")
    return Shop(
        truth.shoppers,
        truth.anchor,
        {category: department for _, category, department in items},
        {item_id: category for item_id, category, _ in items},
        dict(rows("SELECT shopper_id, count(*) FROM recommender_event GROUP BY 1", [])),
        acts_of([one.id for one in truth.shoppers], 10**6),
    )


def stored() -> Leading:
    """Return what reads the named interests that are stored, as a worker left them."""
    from recommender.models import InterestRow

    names: dict[UUID, list[str]] = {}
    for shopper_id, name in InterestRow.objects.order_by("state_id", "position").values_list(
        "state_id", "name"
    ):
        names.setdefault(shopper_id, []).append(name)
    return lambda one: names.get(one.id, [])


def shown() -> Leading:
    """Return what asks as the shopper's own page does, the newest actions weighed more."""
    from recommender import services

    def leading(one: ShopperTruth) -> list[str]:
        interests = services.profile_get(one.id, "en", 0)["interests"]
        return [str(interest["name"]) for interest in interests]

    return leading


def replayed() -> Callable[[Sequence[ShopperAct]], Sequence[str]]:
    """Return what names interests as a refresh would have at the last of some acts."""
    from recommender.learning.loaded import sequence_loaded
    from recommender.learning.naming import interests_named, item_names
    from recommender.learning.refresh import TASTE_ACTS
    from recommender.learning.runs import active_run
    from recommender.learning.vectors import vectors_read

    run = active_run("sequence")
    placed = vectors_read(run.pk, run.dim)
    matrix = np.stack(list(placed.values()))
    rows_of = {item_id: row for row, item_id in enumerate(placed)}
    names, grouped = item_names(list(placed)), sequence_loaded(run.pk).card.grouped
    return lambda acts: [
        one.name.key
        for one in interests_named(list(acts[-TASTE_ACTS:]), rows_of, matrix, names, grouped)
    ]


def main(arguments: list[str] | None = None) -> None:
    """Build, train, compare; print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--products", type=int, default=1280)
    parser.add_argument("--shoppers", type=int, default=2000)
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--seed", type=int, default=7, help="of the shoppers")
    parser.add_argument("--quick", action="store_true", help="300 shoppers, two passes")
    parser.add_argument("--comirec", action="store_true", help="also compare ComiRec's interests")
    parser.add_argument("--train", action="append", default=[], help="an option of manage.py train")
    options = parser.parse_args(arguments)
    if options.quick:
        options.shoppers, options.train = 300, [*options.train, "--epochs=2"]
    measured_on = machine("torch", "numpy", "scipy")
    with bench_database():
        from benchmarks.demo_shop import manage
        from recommender import services
        from recommender.learning.runs import active_run

        manage(
            "build_demo", f"--products={options.products}", f"--shoppers={options.shoppers}",
            f"--weeks={options.weeks}", f"--seed={options.seed}",
        )  # fmt: skip
        services.items_sync()
        services.statistics_refresh()
        started = time.perf_counter()
        manage("train", "--no-refresh", *options.train)
        trained = time.perf_counter()
        manage("refresh_interests", "--all")
        refreshed = time.perf_counter()
        result = compare(shop_read(), options.comirec)
        run = active_run("sequence")
        print(
            json.dumps(
                {
                    "benchmark": "tastes",
                    "recovered": result["interests"]["recovered"],
                    "train_s": round(trained - started, 1),
                    "refresh_s": round(refreshed - trained, 1),
                    **result,
                    "run": {name: run.metrics.get(name) for name in ("ndcg10", "hr10", "gates")}
                    | {
                        "readers": [
                            {key: one[key] for key in ("name", "weight", "ndcg10", "train_s")}
                            for one in run.metrics["readers"]
                        ]
                    },
                    **measured_on,
                }
            )
        )


def compare(shop: Shop, comirec: bool = False) -> dict[str, Any]:
    """Return all measures of the shop in the current database."""
    active = shop.with_events(LEAST_EVENTS)
    print(f"{len(active)} shoppers with {LEAST_EVENTS} events or more.", file=sys.stderr)
    found: dict[str, Any] = {"interests": measures(shop, stored())}
    for name, leading in (
        ("shown", shown()),
        ("counted", counted(shop)),
        ("told_of_change", told_of_change(shop)),
    ):
        found[name] = shares(shop, active, leading)
        print(f"{name}: {found[name]}", file=sys.stderr)
    found["events_until_lead"] = events_until_lead(shop, replayed())
    if comirec:
        from benchmarks.tastes_comirec import comirec_compare

        found["comirec"] = comirec_compare(shop, active)
    return found


if __name__ == "__main__":
    main()
