"""A made shop of any size for speed benchmarks: clustered vectors, long-tailed events, interests.

No model is trained: vectors are drawn around one centre per category, so that nearest-neighbour
search has the structure of a real shop. Rows go in by COPY: 100,000 items and a million events are
there in a minute or two. Needs `django.setup()` done by `benchmarks.site`.
"""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import numpy as np
import psycopg
from django.db import connection, models
from django.db.models.expressions import DatabaseDefault
from django.utils import timezone
from psycopg.types.json import Jsonb

from benchmarks.site import Floats
from recommender import services
from recommender.conf import catalog
from recommender.contracts import EventKind
from recommender.items import _row as item_row
from recommender.learning import run_activate
from recommender.learning.vectors import vectors_write
from recommender.models import InterestRow, InterestState, Item, Run, Shopper
from shop.models import Brand, Category, Media, Product

CONTENT_DIM, MODEL_DIM, KINDS = 384, 64, 60
COLOURS = ("red", "blue", "green", "black", "white", "grey")
WEEKS = 8
KNOWN = 400  # shoppers with stored interests, the first ones
_EVENTS = """
COPY recommender_event
    (id, occurred_at, received_at, shopper_id, item_id, kind, value, context)
FROM STDIN (FORMAT BINARY)
"""
_EVENT_TYPES = (
    "uuid", "timestamptz", "timestamptz", "uuid", "varchar", "varchar", "float8", "jsonb",
)  # fmt: skip


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr)


def _unit(rows: Floats) -> Floats:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def rows_copy(made: Sequence[models.Model]) -> None:
    """Write instances of one model by COPY, with the values that `save` would send."""
    if not made:
        return
    meta = type(made[0])._meta
    fields = [
        field
        for field in meta.concrete_fields
        if not field.generated
        and not (field.primary_key and made[0].pk is None)
        and not isinstance(getattr(made[0], field.attname), DatabaseDefault)
    ]
    names = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        raw = cast("psycopg.Connection[tuple[object, ...]]", connection.connection)
        with (
            raw.cursor() as fast,
            fast.copy(f'COPY "{meta.db_table}" ({names}) FROM STDIN') as copy,
        ):
            for one in made:
                copy.write_row(
                    [
                        field.get_db_prep_save(field.pre_save(one, add=True), connection)
                        for field in fields
                    ]
                )
        cursor.execute(f'ANALYZE "{meta.db_table}"')


def products_make(count: int) -> None:
    """Write `count` products in `KINDS` categories of twelve departments, nine in ten pictured."""
    departments = [
        Category.objects.create(slug=f"department-{d}", name=f"Department {d}") for d in range(12)
    ]
    kinds = [
        Category.objects.create(slug=f"kind-{k}", name=f"Kind {k}", parent=departments[k % 12])
        for k in range(KINDS)
    ]
    brands = [Brand.objects.create(slug=f"brand-{b}", name=f"Brand {b}") for b in range(40)]
    rows_copy(
        [
            Product(
                sku=f"made-{n:07d}", slug=f"made-{n:07d}",
                title=f"Made thing number {n} of kind {n % KINDS}",
                description=f"A thing made for measuring, one of many, number {n}. " * 6,
                category=kinds[n % KINDS], brand=brands[n % 40], maker=f"Maker {n % 200}",
                colour=COLOURS[n % 6], price=5 + n % 90, stock=10,
            )
            for n in range(count)
        ]
    )  # fmt: skip
    rows_copy(
        [
            Media(
                product_id=pk, kind=Media.Kind.PICTURE, file=f"products/{sku}.webp",
                thumbnail=f"products/{sku}-small.webp", width=640, height=640,
                alt=f"{sku} on a table",
            )
            for pk, sku in Product.objects.values_list("pk", "sku")
            if pk % 10
        ]
    )  # fmt: skip


def items_take() -> list[str]:
    """Hand all products over as `items_sync` does, by COPY; return their ids, sorted."""
    rows_copy([item_row(record, None) for record in catalog().iter_items()])
    return sorted(Item.objects.values_list("item_id", flat=True))


def vectors_make(item_ids: list[str], rng: np.random.Generator) -> Floats:
    """Write both vectors of every item under two new active runs; return the model's (n, d)."""
    model = np.zeros((0, 0), np.float32)
    digests = dict(Item.objects.values_list("item_id", "text_digest"))
    for kind, dim in ((Run.Kind.ENCODER, CONTENT_DIM), (Run.Kind.SEQUENCE, MODEL_DIM)):
        run = Run.objects.create(kind=kind, name="made", dim=dim, status=Run.Status.READY)
        centres = rng.standard_normal((KINDS, dim), dtype=np.float32)
        rows = centres[[int(item_id[5:]) % KINDS for item_id in item_ids]]
        model = _unit(rows + 0.7 * rng.standard_normal((len(item_ids), dim), dtype=np.float32))
        vectors_write(run.pk, item_ids, model, [digests[item_id] for item_id in item_ids])
        started = time.perf_counter()
        with connection.cursor() as cursor:
            memory_gb = 1 + len(item_ids) // 250_000  # the graph is built in memory
            cursor.execute(f"SET maintenance_work_mem = '{memory_gb}GB'")
        run_activate(run.pk)
        _say(f"indexed {len(item_ids):,} × {dim} in {time.perf_counter() - started:.0f} s")
    return model


def events_make(
    shoppers: list[uuid.UUID], item_ids: list[str], count: int, rng: np.random.Generator
) -> None:
    """Append `count` events over eight weeks: three kinds a shopper, items long-tailed."""
    now = timezone.now()
    tastes = rng.integers(0, KINDS, (len(shoppers), 3))
    who = rng.integers(0, len(shoppers), count)
    per_kind = max(1, len(item_ids) // KINDS)
    depth = np.minimum(rng.zipf(1.4, count) - 1, per_kind - 1)
    which = np.minimum(
        depth * KINDS + tastes[who, rng.integers(0, 3, count)], len(item_ids) - 1
    ).tolist()
    kinds = rng.choice(
        [EventKind.VIEW.value, EventKind.CART.value, EventKind.PURCHASE.value],
        count,
        p=[0.8, 0.12, 0.08],
    ).tolist()
    minutes = rng.integers(10, WEEKS * 7 * 24 * 60, count).tolist()
    keys = rng.bytes(16 * count)
    nothing = Jsonb({})
    rows = (
        (
            uuid.UUID(bytes=keys[16 * n : 16 * n + 16], version=4),
            at := now - timedelta(minutes=minutes[n]),
            at,
            shoppers[person],
            item_ids[which[n]],
            kinds[n],
            None,
            nothing,
        )
        for n, person in enumerate(who.tolist())
    )
    _partitions(now - timedelta(weeks=WEEKS), now)
    _copy(_EVENTS, _EVENT_TYPES, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE recommender_event")


def _partitions(first: datetime, last: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT recommender_event_partition(%s, %s)",
            [first.astimezone(UTC), last.astimezone(UTC)],
        )


def _copy(sql: str, types: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    connection.ensure_connection()
    raw = cast("psycopg.Connection[tuple[object, ...]]", connection.connection)
    with raw.cursor() as fast, fast.copy(sql) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def interests_make(shoppers: list[uuid.UUID], model: Floats, rng: np.random.Generator) -> None:
    """Store a deep vector, four interests and leave-one-out rows for each shopper."""
    run = Run.objects.get(kind=Run.Kind.SEQUENCE, is_active=True)
    for shopper in shoppers:
        events = services.shopper_events(shopper, limit=50)
        if not events:
            continue
        rows = _unit(model[rng.integers(0, len(model), len(events))] + 0.01)
        state = InterestState.objects.create(
            shopper_id=shopper, run=run, deep=rows.mean(0).tolist(),
            event_ids=[event.id for event in events],
            loo=rows.astype(np.float16).tobytes(), as_of=events[0].occurred_at,
        )  # fmt: skip
        InterestRow.objects.bulk_create(
            InterestRow(
                state=state, position=k, name=f"kind-{k}", labels={"en": f"Kind {k}"},
                weight=0.25, embedding=rows[k % len(rows)].tolist(),
            )
            for k in range(4)
        )  # fmt: skip


def shop_make(
    items: int, shoppers: int, events: int, seed: int = 7
) -> tuple[list[str], list[uuid.UUID]]:
    """Fill the current database; return item ids and shopper ids.

    The first `KNOWN` shoppers have stored interests.
    """
    rng = np.random.default_rng(seed)
    began = time.perf_counter()

    def done(what: str) -> None:
        nonlocal began
        now = time.perf_counter()
        _say(f"{what} in {now - began:.1f} s")
        began = now

    products_make(items)
    done(f"{items:,} products")
    item_ids = items_take()
    done("taken over")
    model = vectors_make(item_ids, rng)
    done("vectors")
    people = [Shopper(id=uuid.UUID(bytes=rng.bytes(16), version=4)) for _ in range(shoppers)]
    rows_copy(people)
    ids = [person.id for person in people]
    if events:
        events_make(ids, item_ids, events, rng)
    done(f"{events:,} events of {shoppers:,} shoppers")
    services.statistics_refresh()
    done("statistics")
    interests_make(ids[:KNOWN], model, rng)
    done("interests")
    return item_ids, ids
