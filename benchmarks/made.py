"""A made shop of any size for speed benchmarks: clustered vectors, long-tailed events, interests.

No model is trained: vectors are drawn around one centre per category, so that nearest-neighbour
search has the structure of a real shop. Needs `django.setup()` done by `benchmarks.site`.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

import numpy as np
from django.utils import timezone

from benchmarks.site import Floats
from recommender import services
from recommender.contracts import EventKind, NewEvent
from recommender.learning import run_activate
from recommender.models import InterestRow, InterestState, Item, ItemVector, Run, Shopper
from shop.models import Brand, Category, Product

CONTENT_DIM, MODEL_DIM, KINDS = 384, 64, 60
COLOURS = ("red", "blue", "green", "black", "white", "grey")


def _unit(rows: Floats) -> Floats:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def products_make(count: int) -> None:
    """Write `count` products in `KINDS` categories of twelve departments."""
    departments = [
        Category.objects.create(slug=f"department-{d}", name=f"Department {d}") for d in range(12)
    ]
    kinds = [
        Category.objects.create(slug=f"kind-{k}", name=f"Kind {k}", parent=departments[k % 12])
        for k in range(KINDS)
    ]
    brands = [Brand.objects.create(slug=f"brand-{b}", name=f"Brand {b}") for b in range(40)]
    Product.objects.bulk_create(
        [
            Product(
                sku=f"made-{n:07d}", slug=f"made-{n:07d}",
                title=f"Made thing number {n} of kind {n % KINDS}",
                description=f"A thing made for measuring, one of many, number {n}. " * 6,
                category=kinds[n % KINDS], brand=brands[n % 40], maker=f"Maker {n % 200}",
                colour=COLOURS[n % 6], price=5 + n % 90, stock=10,
            )
            for n in range(count)
        ],
        batch_size=2_000,
    )  # fmt: skip


def vectors_make(item_ids: list[str], rng: np.random.Generator) -> Floats:
    """Write both vectors of every item under two new active runs; return the model's (n, d)."""
    model = np.zeros((0, 0), np.float32)
    for kind, dim in ((Run.Kind.ENCODER, CONTENT_DIM), (Run.Kind.SEQUENCE, MODEL_DIM)):
        run = Run.objects.create(kind=kind, name="made", dim=dim, status=Run.Status.READY)
        centres = rng.standard_normal((KINDS, dim)).astype(np.float32)
        rows = centres[[int(item_id[5:]) % KINDS for item_id in item_ids]]
        model = _unit(rows + 0.7 * rng.standard_normal((len(item_ids), dim)).astype(np.float32))
        digests = dict(Item.objects.values_list("item_id", "text_digest"))
        ItemVector.objects.bulk_create(
            [
                ItemVector(item_id=i, run=run, embedding=v.tolist(), text_digest=digests[i])
                for i, v in zip(item_ids, model, strict=True)
            ],
            batch_size=1_000,
        )
        run_activate(run.pk)
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
    which = depth * KINDS + tastes[who, rng.integers(0, 3, count)]
    kinds = rng.choice(
        [EventKind.VIEW, EventKind.CART, EventKind.PURCHASE], count, p=[0.8, 0.12, 0.08]
    )
    minutes = rng.integers(10, 8 * 7 * 24 * 60, count)
    batch: list[NewEvent] = []
    for n in range(count):
        batch.append(
            NewEvent(
                id=uuid.UUID(bytes=rng.bytes(16), version=4),
                shopper_id=shoppers[who[n]],
                kind=EventKind(kinds[n]),
                occurred_at=now - timedelta(minutes=int(minutes[n])),
                item_id=item_ids[min(which[n], len(item_ids) - 1)],
            )
        )
        if len(batch) == 5_000 or n == count - 1:
            services.events_record(batch, wake=False)
            batch = []


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
    """Fill the current database; return item ids and shopper ids."""
    rng = np.random.default_rng(seed)
    products_make(items)
    services.items_sync()
    item_ids = sorted(Item.objects.values_list("item_id", flat=True))
    model = vectors_make(item_ids, rng)
    people = [Shopper(id=uuid.UUID(bytes=rng.bytes(16), version=4)) for _ in range(shoppers)]
    Shopper.objects.bulk_create(people)
    ids = [person.id for person in people]
    if events:
        events_make(ids, item_ids, events, rng)
    services.statistics_refresh()
    interests_make(ids, model, rng)
    return item_ids, ids
