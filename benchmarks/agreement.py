"""Does the page understand without a worker what the worker would? Live fold-in against refresh.

The demo shop is built in a database of its own, trained and refreshed. Then the newest events of
each shopper asked are taken away, a worker refreshes, and the events come back one by one with no
worker running, as when one is down or busy. After k of them:

- `leading`: how often the leading interest made live is the one that a real refresh then stores
  (`same`: the same name; `same_department`: or one of its department, which is one taste of the
  demo's shoppers). Both as of a day later, when the visit's own weight has gone. `stored`: the same
  for what was stored before those events, which is what a page without fold-in would say.
- `overlap20`: how much of the shelf's first 20 (one shelf, no exploration) is the same live and
  after the refresh, in the very moment; `interests_overlap20`: of the sum's part that stands on the
  stored interests, alone.

`truth` is the hidden one, which nobody but this script reads: the share of shoppers with 20 events
or more whose leading interest lies in the department of their leading taste, live and stored, after
all events; and `after_10`, with the worker ten events behind.

`switch` replays shoppers whose taste changed, with the worker stopped at the change: how many acts
on things of the new taste until its interest leads the page in that moment, and until a change of
intent is said; beside it, until it leads what lasts (what a refresh would store). Who never gets
there counts as not within any number.

`false_alarms`: how often a change of intent is said of those whose taste never changed after a
visit's acts that all lie in the department of their leading taste.

Usage: python -m benchmarks.agreement [--products 640] [--shoppers 600] [--weeks 10] [--quick]
Takes about four minutes on two cores; --quick (200 shoppers, two passes, k = 1, 3, 10) one and
a half.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np

from benchmarks import one_thread  # noqa: F401
from benchmarks.machine import machine
from benchmarks.site import bench_database
from benchmarks.tastes import LEAST_EVENTS, Shop, found_in, shop_read

if TYPE_CHECKING:
    from recommender.live import Live
    from shop.demo.truth import ShopperTruth

NEWER = tuple(range(1, 11))
SHELF = 20
REST = timedelta(days=1)  # until what a visit alone says has faded
WITHIN = (1, 2, 3, 5)
AN_INSTANT = timedelta(seconds=1)


@dataclass(slots=True)
class Tally:
    """Hits of the shoppers asked, by measure."""

    hits: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, hit: float) -> None:
        """Count one."""
        self.hits.setdefault(name, []).append(float(hit))

    def to_json(self) -> dict[str, Any]:
        """Return each measure's mean, with the interval of the mean over shoppers."""
        from recommender.evaluation.intervals import mean_interval

        found: dict[str, Any] = {}
        for name, values in self.hits.items():
            column = np.array(values)
            found[name] = round(float(column.mean()), 4)
            found[f"{name}_interval"] = mean_interval(column).to_json()
        return found


def live_at(shopper_id: UUID, now: datetime) -> Live:
    """Return the interests as the page makes them at a moment, whatever comes later unknown."""
    from recommender.candidates import query_read
    from recommender.contracts import Context
    from recommender.live import live_interests
    from recommender.profile_read import profile_read
    from recommender.profiles import stored_tastes
    from recommender.store import PostgresStore

    context = Context(shopper_id, "home", now)
    query = query_read(context, profile_read(context), PostgresStore())
    return live_interests(query, stored_tastes(shopper_id))


def live_names(shopper_id: UUID, now: datetime) -> list[str]:
    """Return the names of the live interests, leading first."""
    return [one.name for one in live_at(shopper_id, now).interests if one.share > 0]


def stored_names(shopper_id: UUID) -> list[str]:
    """Return the names of the stored interests, leading first."""
    from recommender.models import InterestRow

    found = InterestRow.objects.filter(state_id=shopper_id).order_by("position")
    return list(found.values_list("name", flat=True))


def shelf(shopper_id: UUID, now: datetime, weights: Mapping[str, float] | None = None) -> list[str]:
    """Return the first items of one shelf made at a moment, all sources or those weighted."""
    from recommender import services
    from recommender.contracts import Context
    from recommender.strategy_params import default_weights

    asked: dict[str, Any] = {
        "shelves": {"home": ["for_you"]}, "shelf_size": SHELF, "exploration": 0.0,
    }  # fmt: skip
    if weights is not None:
        asked["weights"] = {**dict.fromkeys(default_weights(), 0.0), **weights}
    slates = services.strategy_preview(Context(shopper_id, "home", now), asked)
    return [pick.item_id for slate in slates for pick in slate.picks][:SHELF]


def overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of the longer list that both have."""
    longest = max(len(one), len(other))
    return len(set(one) & set(other)) / longest if longest else 1.0


@contextmanager
def held_back(shopper_ids: Sequence[UUID], keep: Mapping[UUID, datetime]) -> Iterator[None]:
    """Take away each shopper's events after a moment, as if they had not happened yet."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_held")
        cursor.execute("CREATE TABLE bench_held (LIKE recommender_event)")
        for shopper_id in shopper_ids:
            cursor.execute(
                "WITH gone AS (DELETE FROM recommender_event WHERE shopper_id = %s"
                " AND occurred_at > %s RETURNING *) INSERT INTO bench_held SELECT * FROM gone",
                [shopper_id, keep[shopper_id]],
            )
    try:
        yield
    finally:
        bring_back()


def bring_back(upto: Mapping[UUID, datetime] | None = None) -> None:
    """Return events that were taken away, of each shopper up to a moment, or all."""
    from django.db import connection

    with connection.cursor() as cursor:
        if upto is None:
            cursor.execute("WITH back AS (DELETE FROM bench_held RETURNING *)"
                           " INSERT INTO recommender_event SELECT * FROM back")  # fmt: skip
            return
        for shopper_id, moment in upto.items():
            cursor.execute(
                "WITH back AS (DELETE FROM bench_held WHERE shopper_id = %s AND occurred_at <= %s"
                " RETURNING *) INSERT INTO recommender_event SELECT * FROM back",
                [shopper_id, moment],
            )


_TABLES = {"recommender_intereststate": "shopper_id", "recommender_interestrow": "state_id"}


def state_keep() -> None:
    """Remember what a worker has stored."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS bench_{table}")
            cursor.execute(f"CREATE TABLE bench_{table} AS SELECT * FROM {table}")


def state_restore(shopper_ids: Sequence[UUID]) -> None:
    """Put back what was remembered, as if no worker had run since."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table, column in reversed(_TABLES.items()):
            cursor.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s)", [list(shopper_ids)])
        for table, column in _TABLES.items():
            cursor.execute(
                f"INSERT INTO {table} SELECT * FROM bench_{table} WHERE {column} = ANY(%s)",
                [list(shopper_ids)],
            )


def moments_of(shopper_ids: Sequence[UUID]) -> dict[UUID, list[datetime]]:
    """Return when each shopper did something, oldest first, each moment once."""
    from recommender.sql import rows

    found: dict[UUID, list[datetime]] = {}
    for shopper_id, at in rows(
        "SELECT DISTINCT shopper_id, occurred_at FROM recommender_event"
        " WHERE shopper_id = ANY(%s) ORDER BY 1, 2",
        [list(shopper_ids)],
    ):
        found.setdefault(shopper_id, []).append(at)
    return found


def agreement(shop: Shop, asked: Sequence[ShopperTruth], newer: Sequence[int]) -> dict[str, Any]:
    """Return how far live and refreshed go together after k newer events, and both with truth."""
    from recommender.learning import interests_refresh

    ids = [one.id for one in asked]
    taste = {one.id: shop.taste(one) for one in asked}
    moments = moments_of(ids)
    begin = {one: moments[one][-1 - max(newer)] for one in ids}
    found: dict[str, Any] = {}
    with held_back(ids, begin):
        interests_refresh(ids)
        state_keep()
        before = {one: stored_names(one) for one in ids}
        for k in newer:
            now = {one: moments[one][len(moments[one]) - 1 - max(newer) + k] for one in ids}
            bring_back(now)
            names = {one: live_names(one, now[one] + REST) for one in ids}
            alone = {"interests": 1.0}
            shelves = {one: shelf(one, now[one] + AN_INSTANT) for one in ids}
            parts = {one: shelf(one, now[one] + AN_INSTANT, alone) for one in ids}
            interests_refresh(ids)
            tally = Tally()
            for one in ids:
                after = stored_names(one)
                for said, leading in (("live", names[one]), ("stored", before[one])):
                    same = leading[:1] == after[:1]
                    places = [shop.departments.get(each[0]) for each in (leading, after) if each]
                    tally.add(f"{said}_same", same)
                    tally.add(f"{said}_same_department", same or len(set(places)) == 1)
                anew = shelf(one, now[one] + AN_INSTANT)
                tally.add("overlap20", overlap(shelves[one], anew))
                anew = shelf(one, now[one] + AN_INSTANT, alone)
                tally.add("interests_overlap20", overlap(parts[one], anew))
                if k == max(newer):
                    tally.add("live_true", found_in(shop, names[one], taste[one]))
                    tally.add("refreshed_true", found_in(shop, after, taste[one]))
                    tally.add("stored_before_true", found_in(shop, before[one], taste[one]))
            found[f"k{k}"] = tally.to_json()
            state_restore(ids)
            print(f"After {k} newer events: {found[f'k{k}']}", file=sys.stderr)
    interests_refresh(ids)
    return found


def truth(shop: Shop, asked: Sequence[ShopperTruth]) -> dict[str, Any]:
    """Return how often the leading interest is the true one, live and stored, nothing newer."""
    tally = Tally()
    moments = moments_of([one.id for one in asked])
    for one in asked:
        newest, taste = moments[one.id][-1], shop.taste(one)
        live, stored = live_names(one.id, newest + REST), stored_names(one.id)
        tally.add("live", found_in(shop, live, taste))
        tally.add("stored", found_in(shop, stored, taste))
        in_visit = live_names(one.id, newest + AN_INSTANT)
        tally.add("live_within_the_visit", found_in(shop, in_visit, taste))
    return {"shoppers": len(asked), **tally.to_json()}


def switch(shop: Shop, asked: Sequence[ShopperTruth]) -> dict[str, Any]:
    """Return after how many acts on the new taste it leads, is said, and leads what lasts."""
    from recommender.learning import interests_refresh

    changed = [
        one
        for one in asked
        if one.switch_at
        and one.leading(one.switch_at - REST).department != shop.taste(one).department
        and any(act.occurred_at < one.switch_at for act in shop.acts.get(one.id, ()))
    ]
    taken: dict[str, list[float]] = {"page": [], "said": [], "lasting": []}
    ids = [one.id for one in changed]
    with held_back(ids, {one.id: one.switch_at for one in changed if one.switch_at}):
        interests_refresh(ids)
    for one in changed:
        taste = shop.taste(one)
        assert one.switch_at is not None
        if found_in(shop, live_names(one.id, one.switch_at), taste):
            continue  # it led already: nothing to notice
        on_it = [
            act.occurred_at
            for act in shop.acts[one.id]
            if act.occurred_at >= one.switch_at
            and shop.departments[shop.categories[act.item_id]] == taste.department
        ]
        if not on_it:
            continue
        reached: dict[str, float] = {}
        for count, at in enumerate(on_it[:30], start=1):
            live = live_at(one.id, at + AN_INSTANT)
            lasting = sorted(live.interests, key=lambda each: -each.lasting)
            for name, leads in (
                ("page", [each.name for each in live.interests]),
                ("said", [live.shift.name] if live.shift else []),
                ("lasting", [each.name for each in lasting]),
            ):
                if found_in(shop, leads, taste):
                    reached.setdefault(name, count)
        for name, counts in taken.items():
            counts.append(reached.get(name, np.inf))
    interests_refresh(ids)
    found: dict[str, Any] = {"shoppers": len(taken["page"])}
    for name, counts in taken.items():
        column = np.array(counts)
        median = float(np.median(column)) if len(column) else np.inf
        tally = Tally()
        for count in counts:
            for n in WITHIN:
                tally.add(f"within_{n}", count <= n)
        found[name] = {"median": median if np.isfinite(median) else None, **tally.to_json()}
    return found


def false_alarms(shop: Shop, asked: Sequence[ShopperTruth]) -> dict[str, Any]:
    """Return how often a change is said after a visit that was all of the leading taste.

    Each shopper's newest such visit of three items or more, the worker stopped before it.
    """
    from recommender.learning import interests_refresh
    from recommender.tastes import visits

    begun: dict[UUID, datetime] = {}
    ended: dict[UUID, datetime] = {}
    for one in asked:
        acts = shop.acts.get(one.id, ())
        for visit in list(visits(acts))[1:] if one.switch_at is None else ():
            mine = [acts[place] for place in visit]
            places = {shop.departments[shop.categories[act.item_id]] for act in mine}
            if len({act.item_id for act in mine}) >= 3 and places == {shop.taste(one).department}:
                begun[one.id], ended[one.id] = mine[0].occurred_at, mine[-1].occurred_at
    ids = list(begun)
    with held_back(ids, {one: at - AN_INSTANT for one, at in begun.items()}):
        interests_refresh(ids)
    tally = Tally()
    for one_id in ids:
        live = live_at(one_id, ended[one_id] + AN_INSTANT)
        tally.add("said", live.shift is not None)
    interests_refresh(ids)
    return {"visits": len(ids), **tally.to_json()}


def main(arguments: list[str] | None = None) -> None:
    """Build, train, compare; print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--products", type=int, default=640)
    parser.add_argument("--shoppers", type=int, default=600)
    parser.add_argument("--weeks", type=int, default=10)
    parser.add_argument("--asked", type=int, default=60, help="shoppers whose shelves are compared")
    parser.add_argument("--train", action="append", default=[], help="an option of manage.py train")
    parser.add_argument("--quick", action="store_true", help="200 shoppers, two passes, three k")
    options = parser.parse_args(arguments)
    newer = NEWER
    if options.quick:
        options.shoppers, options.asked, newer = 200, 30, (1, 3, 10)
        options.train = [*options.train, "--epochs=2"]
    measured_on = machine("torch", "numpy", "scipy")
    with bench_database():
        from benchmarks.demo_shop import manage
        from recommender import services

        manage("build_demo", f"--products={options.products}", f"--shoppers={options.shoppers}",
               f"--weeks={options.weeks}")  # fmt: skip
        services.items_sync()
        services.statistics_refresh()
        manage("train", "--no-refresh", *options.train)
        manage("refresh_interests", "--all")
        started = time.perf_counter()
        result = compare(shop_read(), options.asked, newer)
        print(
            json.dumps(
                {
                    "benchmark": "agreement",
                    "overlap20": result["newer"][f"k{newer[-1]}"]["overlap20"],
                    "live_true": result["truth"]["live"],
                    "switched_within_3": result["switch"]["page"].get("within_3"),
                    **result,
                    "compare_s": round(time.perf_counter() - started, 1),
                    **measured_on,
                }
            )
        )


def compare(shop: Shop, asked: int, newer: Sequence[int]) -> dict[str, Any]:
    """Return all measures of the shop in the current database, its interests refreshed."""
    active = shop.with_events(LEAST_EVENTS)
    print(f"{len(active)} shoppers with {LEAST_EVENTS} events or more.", file=sys.stderr)
    found: dict[str, Any] = {"truth": truth(shop, active)}
    print(f"Truth: {found['truth']}", file=sys.stderr)
    found["switch"] = switch(shop, active)
    print(f"Switched: {found['switch']}", file=sys.stderr)
    found["false_alarms"] = false_alarms(shop, active)
    print(f"False alarms: {found['false_alarms']}", file=sys.stderr)
    long = [one for one in active if shop.events[one.id] >= LEAST_EVENTS + max(newer)]
    found["newer"] = agreement(shop, long[:: max(len(long) // asked, 1)][:asked], newer)
    return found


if __name__ == "__main__":
    main()
