"""Small shops made by hand, and a slow plain Store over them that is the oracle for Postgres."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from statistics import geometric_mean

import numpy as np

from recommender.contracts import (
    Context,
    EventKind,
    ItemBlock,
    ItemFacts,
    Moment,
    NewEvent,
    PastEvent,
    Profile,
    Query,
)
from recommender.recalled import NICHE_EVENTS
from recommender.task_heads.features import FEATURES
from recommender.task_heads.scores import HeadArrays, TaskHeads

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
SHOPPER = uuid.UUID(int=7)


def unit(*values: float) -> np.ndarray:
    vector = np.array(values, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def fact(item_id: str, **changes) -> ItemFacts:
    plain = ItemFacts(
        item_id=item_id,
        title=f"The {item_id}",
        category="lamps",
        category_name="Lamps",
        department="home",
        brand="",
        maker="",
        attributes={},
        price=10.0,
        currency="EUR",
        listed_at=NOW - timedelta(days=400),
        event_count=100,
        is_tail=False,
    )
    return replace(plain, **changes)


def block(facts: Sequence[ItemFacts], content, model=None) -> ItemBlock:
    content = np.asarray(content, dtype=np.float32).reshape(len(facts), -1)
    model = np.zeros((len(facts), 2)) if model is None else model
    model = np.asarray(model, dtype=np.float32).reshape(len(facts), -1)
    return ItemBlock(tuple(facts), content, model)


def past(item_id: str | None, kind="view", ago_s=0.0, number=None, **more) -> PastEvent:
    event_id = uuid.uuid4() if number is None else uuid.UUID(int=number)
    return PastEvent(event_id, EventKind(kind), NOW - timedelta(seconds=ago_s), item_id, **more)


def new_event(shopper_id, item_id, kind="view", ago_s=60.0, **more) -> NewEvent:
    base = {"id": uuid.uuid4(), "occurred_at": more.pop("now", NOW) - timedelta(seconds=ago_s)}
    return NewEvent(
        **{**base, **more}, shopper_id=shopper_id, kind=EventKind(kind), item_id=item_id
    )


@dataclass
class World:
    """Everything a Store can say, in lists."""

    facts: list[ItemFacts]
    content: np.ndarray
    model: np.ndarray
    pairs: list[tuple[str, str, float, int]] = field(default_factory=list)
    counts: dict[tuple[str, str], list[tuple[str, float, int]]] = field(default_factory=dict)
    sold: dict[str, float] = field(default_factory=dict)
    sold_out: frozenset[str] = frozenset()
    heads: TaskHeads | None = None
    lifts: Moment = field(default_factory=Moment)

    # ---- Store

    def task_heads(self):
        return self.heads

    def nearest_content(self, vectors, limit, category=""):
        return self._nearest(self.content, vectors, limit, category, lambda one: True)

    def nearest_model(self, vectors, limit, category=""):
        return self._nearest(self.model, vectors, limit, category, lambda one: True)

    def tail(self, vectors, limit, category=""):
        return self._nearest(self.content, vectors, limit, category, lambda one: one.is_tail)

    def niche(self, vectors, limit, category=""):
        few = NICHE_EVENTS
        return self._nearest(self.content, vectors, limit, category, lambda i: i.event_count < few)

    def bought_together(self, item_ids, limit=None):
        rows = [row for row in self.pairs if row[0] in set(item_ids)]
        return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))[:limit]

    def popular(self, window, place, limit, category=""):
        known = {one.item_id: one for one in self.facts}
        rows = [
            row
            for row in self.counts.get((window, place), [])
            if self._fits(known[row[0]], category)
        ]
        return sorted(rows, key=lambda row: (-row[1], row[0]))[:limit]

    def bought(self, limit, category=""):
        rows = [
            (one.item_id, self.sold[one.item_id])
            for one in self.facts
            if self.sold.get(one.item_id) and self._fits(one, category)
        ]
        return sorted(rows, key=lambda row: (-row[1], row[0]))[:limit]

    def usual_prices(self):
        paid = {}
        for one in self.facts:
            if one.category and one.price > 0:
                paid.setdefault(one.category, []).append(one.price)
        return {category: geometric_mean(prices) for category, prices in paid.items()}

    def fresh(self, since, limit, category=""):
        rows = [one for one in self.facts if one.listed_at >= since and self._fits(one, category)]
        rows.sort(key=lambda one: (-one.listed_at.timestamp(), one.item_id))
        return [one.item_id for one in rows[:limit]]

    def moment(self, at, device, category=""):
        known = {one.item_id: one for one in self.facts}
        leading = [row for row in self.lifts.leading if self._fits(known[row[0]], category)]
        return replace(self.lifts, leading=tuple(leading))

    def block(self, item_ids, *, available_only=True):
        rows = {one.item_id: row for row, one in enumerate(self.facts)}
        kept = [
            rows[item_id]
            for item_id in dict.fromkeys(item_ids)
            if item_id in rows and not (available_only and item_id in self.sold_out)
        ]
        facts = tuple(self.facts[row] for row in kept)
        return ItemBlock(facts, self.content[kept], self.model[kept])

    def _fits(self, one, category):
        return one.item_id not in self.sold_out and category in ("", one.category, one.department)

    def _nearest(self, space, vectors, limit, category, also):
        best = {}
        for vector in vectors:
            cosines = space @ (vector / np.linalg.norm(vector))
            for row, cosine in enumerate(cosines):
                one = self.facts[row]
                if space[row].any() and self._fits(one, category) and also(one):
                    best[one.item_id] = max(best.get(one.item_id, -2.0), float(cosine))
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


def random_world(seed: int, items: int = 40, kinds: int = 5, width: int = 8) -> World:
    random = np.random.default_rng(seed)
    centres = random.normal(size=(kinds, width))
    facts, content = [], []
    for i in range(items):
        vector = centres[i % kinds] + 0.5 * random.normal(size=width)
        content.append(vector / np.linalg.norm(vector))
        facts.append(
            fact(
                f"i{i:02d}",
                category=f"c{i % kinds}",
                department=f"d{i % 2}",
                brand=f"b{i % 7}",
                price=float(random.integers(5, 100)),
                is_tail=bool(i % 3 == 0),
                event_count=int(random.integers(0, 100)),
                listed_at=NOW - timedelta(days=int(random.integers(0, 60)), seconds=i),
            )
        )
    content = np.array(content, dtype=np.float16).astype(np.float32)
    model = random.normal(size=(items, 4)).astype(np.float16).astype(np.float32)
    model /= np.linalg.norm(model, axis=1, keepdims=True)
    ids = [one.item_id for one in facts]
    pairs = [
        (a, b, round(float(random.random()), 3), int(random.integers(2, 30)))
        for a in ids
        for b in ids
        if a != b and random.random() < 0.1
    ]
    counts = {
        key: [(i, round(float(random.random()), 3), int(random.integers(1, 50))) for i in ids[:25]]
        for key in (("week", ""), ("all", ""), ("week", "oslo"))
    }
    lifts = Moment(
        by_item={i: round(float(random.uniform(0.5, 4.0)), 3) for i in ids[:8]},
        by_category={"c1": 1.6, "c2": 0.7},
        by_department={"d0": 1.2},
        leading=tuple((i, round(float(random.random()), 3)) for i in ids[:12]),
    )
    sold = {i: round(float(random.random()), 3) for i in ids[5:25]}
    return World(
        facts, content, model, pairs, counts, sold, heads=heads_made(seed, ids), lifts=lifts
    )


def heads_made(seed: int, item_ids: Sequence[str] = ()) -> TaskHeads:
    """Task heads that nobody trained: two shared experts, one of each task's own."""
    random = np.random.default_rng(seed)

    def drawn(*shape: int) -> np.ndarray:
        return (0.4 * random.normal(size=shape)).astype(np.float32)

    experts, width, tower, tasks = 6, 8, 4, ("click", "cart", "purchase", "rating")
    asked = np.array([[at < 2 or at == 2 + task for at in range(6)] for task in range(4)])
    arrays = HeadArrays(
        tasks=np.array(tasks),
        features=np.array(FEATURES),
        expert_w=drawn(experts * width, len(FEATURES)),
        expert_b=drawn(experts * width),
        gate_w=drawn(4 * experts, len(FEATURES)),
        gate_b=np.where(asked, drawn(4, experts), -np.inf).reshape(-1).astype(np.float32),
        tower_w=drawn(4, tower, width),
        tower_b=drawn(4, tower),
        out_w=drawn(4, tower),
        out_b=drawn(4),
        base=drawn(4),
    )
    ids = np.array(list(item_ids) or [""])
    return TaskHeads(arrays, ids, drawn(len(ids), 3), drawn(3))


def query_of(
    world: World, events: Sequence[PastEvent] = (), context: Context | None = None, **profile
) -> Query:
    from recommender.candidates import query_read

    context = context or Context(SHOPPER, "home", NOW)
    return query_read(context, Profile(context.shopper_id, tuple(events), **profile), world)


# ------------------------------------------------------------------------------- in Postgres


def save(world: World) -> None:
    """Write a world into the tables, with active runs."""
    from recommender.models import CategoryPrice, Item, ItemCount, ItemPair, ItemVector, Run

    Item.objects.bulk_create(
        Item(
            item_id=one.item_id,
            title=one.title,
            category=one.category,
            category_name=one.category_name,
            department=one.department,
            brand=one.brand,
            maker=one.maker,
            attributes=dict(one.attributes),
            price=str(one.price),
            currency=one.currency,
            listed_at=one.listed_at,
            event_count=one.event_count,
            is_tail=one.is_tail,
            translations=dict(one.translations),
            in_stock=one.item_id not in world.sold_out,
            text_digest="made",
        )
        for one in world.facts
    )
    CategoryPrice.objects.bulk_create(
        CategoryPrice(category=category, price=price)
        for category, price in world.usual_prices().items()
    )
    for kind, space in (("encoder", world.content), ("sequence", world.model)):
        run = Run.objects.create(
            kind=kind, name="made", status="ready", is_active=True, dim=space.shape[1]
        )
        ItemVector.objects.bulk_create(
            ItemVector(item_id=one.item_id, run=run, embedding=vector.tolist())
            for one, vector in zip(world.facts, space, strict=True)
            if vector.any()
        )
    ItemPair.objects.bulk_create(
        ItemPair(item_id=a, other_id=b, strength=strength, buyers=count)
        for a, b, strength, count in world.pairs
    )
    ItemCount.objects.bulk_create(
        ItemCount(
            item_id=i, window=window, place=place, shoppers=count, score=score,
            sold=world.sold.get(i, 0.0) if (window, place) == ("all", "") else 0.5,
        )
        for (window, place), rows in world.counts.items()
        for i, score, count in rows
    )  # fmt: skip
