"""The ways of `serving_peers` that ask this process and its database: ours, pgvector, Django.

Needs `django.setup()` done by `benchmarks.site`.
"""

from __future__ import annotations

import statistics
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

import psycopg
from django.db import connection
from django.db.models import Subquery
from django.utils import timezone

from benchmarks.serving_peers_figures import ITEMS, Asked, milliseconds, timed
from benchmarks.stages import Clock, clocked
from recommender import services
from recommender.contracts import Context, EventKind, NewEvent, Slate
from recommender.learning.runs import index_name
from recommender.models import Event, Item, Strategy, StrategyVersion
from recommender.runs import Space, active_spaces
from recommender.slate_log import slates_flush
from recommender.strategy import (
    StrategyParams,
    active_version,
    strategy_activate,
    strategy_ensure_default,
    strategy_save,
)
from shop.models import Product

LAST = 10  # items whose vectors the pgvector way takes the mean of
CHECKED = 60  # turns in which reasons are checked
SOLD_OUT = 12  # shoppers whose first item is sold out
LOOK_S = 3.5  # by then this process has looked at what changed in the shop
ABSENT = "-"  # an item of nobody


@dataclass(frozen=True, slots=True)
class Turn:
    """A shopper, and the items they will look at, one for each time they act."""

    shopper: uuid.UUID
    looks: tuple[str, ...]


def own_server() -> int:
    """Return the process of the Postgres server that works for this thread."""
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


def look_record(shopper: uuid.UUID, item_id: str, now: datetime) -> uuid.UUID:
    """Record a look; no worker is woken and no page is made ahead. Returns the event's id."""
    event = NewEvent(uuid.uuid4(), shopper, EventKind.VIEW, now, item_id)
    services.events_record([event], wake=False)
    return event.id


class Ours:
    """`services.page_recommend` for the home page, by one version of the strategy."""

    def __init__(self, version: StrategyVersion) -> None:
        """Take a version; `use` serves it."""
        self.version = version
        self.params = StrategyParams.from_json(version.params)

    def use(self) -> None:
        """Serve this version."""
        strategy_activate(self.version)
        active_version()

    def preview(self, context: Context) -> list[Slate]:
        """Return what would be answered: nothing is logged or kept."""
        return services.strategy_preview(context, self.params.to_json())

    def turn(self, shopper: uuid.UUID, item_id: str, asked: Asked, check: bool) -> None:
        """Ask before and after a look, with the same moment, so that chance draws the same."""
        self.use()
        context = Context(shopper, "home", timezone.now())
        before = self.preview(context)
        event_id = look_record(shopper, item_id, context.now)
        with timed(asked, own_server()):
            slates = services.page_recommend(context)
        slates_flush()  # written behind the answer: not into the next one's time
        asked.before.append(ids_of(before))
        asked.after.append(ids_of(slates))
        picks = [pick for slate in slates for pick in slate.picks]
        asked.reasons.append(sum(bool(pick.reason and pick.reason.text) for pick in picks))
        asked.cites.append(
            any(str(event_id) in one.refs for pick in picks for one in pick.evidence)
        )
        if check:
            asked.errors += self.reason_errors(slates, context, event_id)

    def reason_errors(
        self, slates: Sequence[Slate], context: Context, event_id: uuid.UUID
    ) -> list[float]:
        """Return of each reason that names the act how far its number is off.

        The number is what the pick loses without the act. The page is made again as if the act
        had not been; picks that stand there on the same shelf too are compared.
        """
        without = self.preview(replace(context, ignore_event_ids=frozenset({event_id})))
        scores = {
            (slate.title, pick.item_id): pick.score for slate in without for pick in slate.picks
        }
        return [
            abs(pick.score - scores[slate.title, pick.item_id] - one.delta_score)
            / max(abs(one.delta_score), 1e-9)
            for slate in slates
            for pick in slate.picks
            for one in pick.evidence
            if one.kind == "action"
            and one.refs == (str(event_id),)
            and (slate.title, pick.item_id) in scores
        ]

    def answer(self, shopper: uuid.UUID) -> list[str]:
        """Return what is answered now."""
        self.use()
        return ids_of(services.page_recommend(Context(shopper, "home", timezone.now())))

    def recall_and_rank(self, turns: Sequence[Turn], look: int) -> dict[str, float]:
        """Return the milliseconds of an answer after a look, and how much is recall and ranking."""
        self.use()
        spent: list[tuple[float, float]] = []
        for turn in turns:
            active_version()
            now = timezone.now()
            look_record(turn.shopper, turn.looks[look], now)
            clock = Clock()
            with clocked(clock):
                started = time.perf_counter()
                services.page_recommend(Context(turn.shopper, "home", now))
                whole = time.perf_counter() - started
            slates_flush()
            spent.append((whole, clock.spent["recall"] + clock.spent["rank"]))
        return {
            "recall_and_rank_ms": milliseconds([own for _, own in spent])["ms"],
            "recall_and_rank_share": round(
                statistics.median(own / whole for whole, own in spent), 3
            ),
        }


def ids_of(slates: Sequence[Slate]) -> list[str]:
    """Return the items of a page, shelf after shelf."""
    return [pick.item_id for slate in slates for pick in slate.picks]


def ours_versions() -> dict[str, Ours]:
    """Return the strategy as it ships, and the same with one shelf of twenty."""
    page = strategy_ensure_default()
    params = StrategyParams.from_json(page.params)
    bare = replace(params, shelves={**params.shelves, "home": ("for_you",)}, shelf_size=ITEMS)
    shelf = strategy_save(Strategy.objects.get(pk=page.strategy_id), bare, note="One shelf")
    return {"ours_page": Ours(page), "ours_shelf": Ours(shelf)}


_TASTE = """
WITH taste AS (
    SELECT avg(v.embedding)::halfvec({dim}) AS mean
    FROM (SELECT item_id FROM recommender_event WHERE shopper_id = %s AND item_id IS NOT NULL
          ORDER BY occurred_at DESC LIMIT {last}) e
    JOIN recommender_itemvector v ON v.item_id = e.item_id AND v.run_id = {run}
)
SELECT item_id FROM recommender_itemvector WHERE run_id = {run}
ORDER BY (embedding::halfvec({dim}) <=> (SELECT mean FROM taste)){exactly} LIMIT {items}
"""


@dataclass(frozen=True, slots=True)
class PgvectorWays:
    """The two ways, whether Postgres chose the index for the first by itself, and its process."""

    by_itself: bool
    server: int
    ways: Mapping[str, Callable[[uuid.UUID], list[str]]]


@contextmanager
def pgvector_ways(url: str, run: Space) -> Iterator[PgvectorWays]:
    """Yield the query over the HNSW index and the exact one, each prepared, on one connection.

    In a small shop Postgres prefers to look at all: then it is told not to sort.

    Raises:
        SystemExit: Postgres does not use the index for the one, or does for the other.
    """
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute("ANALYZE recommender_itemvector")
        sql = {
            exactly: _TASTE.format(
                dim=int(run.dim), run=int(run.run_id), last=LAST, items=ITEMS, exactly=exactly
            )
            for exactly in ("", " + 0")
        }

        def is_indexed(exactly: str) -> bool:
            plan = raw.execute(f"EXPLAIN {sql[exactly]}", [uuid.uuid4()]).fetchall()
            return any(index_name(run.run_id) in line for (line,) in plan)

        by_itself = is_indexed("")
        if not by_itself:
            raw.execute("SET enable_sort = off")
        if not is_indexed("") or is_indexed(" + 0"):
            raise SystemExit("Postgres does not plan the pgvector statements as they are named.")

        def way(exactly: str) -> Callable[[uuid.UUID], list[str]]:
            return lambda shopper: [
                one for (one,) in raw.execute(sql[exactly], [shopper], prepare=True).fetchall()
            ]

        yield PgvectorWays(
            by_itself,
            raw.info.backend_pid,
            {"pgvector_hnsw": way(""), "pgvector_exact": way(" + 0")},
        )


def django_list(shopper: uuid.UUID) -> list[str]:
    """Return the most popular in stock of the category of what the shopper saw last, by the ORM."""
    last = Event.objects.filter(shopper_id=shopper, item_id__isnull=False).order_by("-occurred_at")
    category = Item.objects.filter(pk=Subquery(last.values("item_id")[:1])).values("category")
    found = Item.objects.filter(category=Subquery(category[:1]), is_active=True, in_stock=True)
    return [item.item_id for item in found.order_by("-event_count", "item_id")[:ITEMS]]


@dataclass(frozen=True, slots=True)
class Turned:
    """What was asked, and further figures of some ways by name."""

    asked: Mapping[str, Asked]
    further: Mapping[str, Mapping[str, float | bool]]


def turns_measure(url: str, turns: Sequence[Turn], warm: int) -> Turned:
    """Ask every way in every turn; the first `warm` turns do not count.

    In a turn the shopper looks at the first item, then at the second for the single shelf alone, so
    that it finds nothing that the page has just looked up.
    """
    ours = ours_versions()
    content, _ = active_spaces()
    found: dict[str, Asked] = {}
    with pgvector_ways(url, content) as plain:
        others = {**plain.ways, "django_popular": django_list}
        for number, turn in enumerate(turns):
            if number in (0, warm):
                found = {name: Asked() for name in (*ours, *others)}
            for name, way in others.items():
                found[name].before.append(way(turn.shopper))
            check = number < warm + CHECKED
            ours["ours_page"].turn(turn.shopper, turn.looks[0], found["ours_page"], check)
            for name, way in others.items():
                server = plain.server if name in plain.ways else own_server()
                with timed(found[name], server):
                    answer = way(turn.shopper)
                found[name].after.append(answer)
            ours["ours_shelf"].turn(turn.shopper, turn.looks[1], found["ours_shelf"], check)
        ways = {**{name: one.answer for name, one in ours.items()}, **others}
        for name, shown in sold_out_shown(ways, [turn.shopper for turn in turns]).items():
            found[name].sold_out_shown = shown
    further: dict[str, Mapping[str, float | bool]] = {
        name: one.recall_and_rank(turns[:CHECKED], look)
        for look, (name, one) in enumerate(ours.items(), start=2)
    }
    further["pgvector_hnsw"] = {"index_chosen_by_postgres": plain.by_itself}
    return Turned(found, further)


def sold_out_shown(
    ways: Mapping[str, Callable[[uuid.UUID], Sequence[str]]], shoppers: Sequence[uuid.UUID]
) -> dict[str, list[bool]]:
    """Sell out the first item of every way's answer; return whether it is answered again."""
    shoppers = shoppers[:SOLD_OUT]
    first = {
        name: [next(iter(way(shopper)), ABSENT) for shopper in shoppers]
        for name, way in ways.items()
    }
    gone = {one for firsts in first.values() for one in firsts}
    Product.objects.filter(sku__in=gone).update(stock=0)
    services.items_sync(sorted(gone - {ABSENT}))
    time.sleep(LOOK_S)
    return {
        name: [one in way(shopper) for one, shopper in zip(first[name], shoppers, strict=True)]
        for name, way in ways.items()
    }


def histories_read(shoppers: Sequence[uuid.UUID]) -> dict[str, float]:
    """Return the milliseconds of reading one shopper's items by the ORM, as libraries need."""
    took = []
    for shopper in shoppers:
        started = time.perf_counter()
        list(Event.objects.filter(shopper_id=shopper).values_list("item_id", flat=True))
        took.append(time.perf_counter() - started)
    return milliseconds(took)
