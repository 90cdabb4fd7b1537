"""A small shop made by hand: three departments, six kinds, vectors that put a kind side by side."""

from __future__ import annotations

import io
import itertools
from decimal import Decimal
from uuid import UUID, uuid4

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from recommender import services
from recommender.caches import caches_forget
from recommender.contracts import EventKind, NewEvent
from recommender.learning.vectors import vectors_write
from recommender.models import Item, Run
from shop.models import Brand, Category, Media, Product, Variant

TREE = {
    "pottery": ("mug", "bowl"),
    "textiles": ("towel", "cushion"),
    "lighting": ("lamp", "candle"),
}
MATERIALS = {"pottery": "stoneware", "textiles": "linen", "lighting": "brass"}
COLOURS = ("oat", "rust", "sky", "moss", "plum", "chalk", "ink", "honey", "sand", "sea")
PICTURE = "products/made-for-tests.webp"
DIM = 12


def shop_make(per_kind: int = 6) -> None:
    """Fill the shop up to `per_kind` products of each kind, hand it over and place its vectors."""
    _picture()
    brand, _made = Brand.objects.get_or_create(slug="low-tide", defaults={"name": "Low Tide"})
    for place, (department, nouns) in enumerate(TREE.items()):
        above, _made = Category.objects.get_or_create(
            slug=department,
            defaults={
                "name": department.capitalize(),
                "hue": 40 * place,
                "position": place,
                "translations": {"zh-hans": {"name": f"部{place}"}},
            },
        )
        for noun in nouns:
            kind, _made = Category.objects.get_or_create(
                slug=f"{noun}s", defaults={"name": f"{noun.capitalize()}s", "parent": above}
            )
            for number in range(kind.products.count(), per_kind):
                _product(kind, brand, noun, MATERIALS[department], number)
    services.items_sync()
    _vectors()
    services.statistics_refresh()
    caches_forget()


def _product(kind: Category, brand: Brand, noun: str, material: str, number: int) -> None:
    colour = COLOURS[number % len(COLOURS)]
    product = Product.objects.create(
        sku=f"{noun}-{number}",
        slug=f"{colour}-{noun}-{number}",
        title=f"{colour.capitalize()} {material} {noun}",
        description=f"A {noun} of {material} for every day. It is {colour}.",
        category=kind,
        brand=brand,
        maker=f"Maker {number % 3}",
        material=material,
        colour=colour,
        attributes={"style": "plain", "size": "one"},
        price=Decimal(10 + 7 * number),
        stock=0 if number == 4 else 9,
        translations={"zh-hans": {"title": f"{noun}之{number}"}},
    )
    if number != 3:  # one of each kind has no picture: a tile stands in
        Media.objects.create(
            product=product, file=PICTURE, thumbnail=PICTURE, width=64, height=64, alt=f"A {noun}"
        )
    if number == 1:
        for place, name in enumerate(("Small", "Large")):
            Variant.objects.create(
                product=product,
                sku=f"{product.sku}-{name.lower()}",
                name=name,
                price_difference=5 * place,
                stock=5,
            )
        Media.objects.create(product=product, kind=Media.Kind.SOUND, file="products/ring.wav")
        Media.objects.create(
            product=product, kind=Media.Kind.MOTION, file=PICTURE, width=64, height=64
        )


def _picture() -> None:
    if not default_storage.exists(PICTURE):
        file = io.BytesIO()
        Image.new("RGB", (64, 64), (210, 190, 170)).save(file, "WEBP")
        default_storage.save(PICTURE, ContentFile(file.getvalue()))


def _vectors() -> None:
    """Give each item a unit vector: its kind's axis, a little of its department's, some noise."""
    run, _made = Run.objects.get_or_create(
        kind=Run.Kind.ENCODER,
        is_active=True,
        defaults={"name": "made", "status": Run.Status.READY, "dim": DIM},
    )
    nouns = list(itertools.chain(*TREE.values()))
    departments = list(TREE)
    rng = np.random.default_rng(3)
    ids, vectors, digests = [], [], []
    for item in Item.objects.order_by("pk"):
        vector = rng.normal(0, 0.06, DIM).astype(np.float32)
        vector[nouns.index(item.pk.split("-")[0])] += 1.0
        vector[len(nouns) + departments.index(item.department)] += 0.5
        ids.append(item.pk)
        vectors.append(vector / np.linalg.norm(vector))
        digests.append(item.text_digest)
    vectors_write(run.pk, ids, np.stack(vectors), digests)


def act(shopper_id: UUID, kind: EventKind, sku: str, value: float | None = None) -> UUID:
    """Record one event now; return its id."""
    event = NewEvent(uuid4(), shopper_id, kind, timezone.now(), sku, value)
    assert services.events_record([event], wake=False).accepted == 1
    return event.id


def neighbours_shop(shoppers: int = 6) -> None:
    """Let some shoppers buy a mug with a bowl, so that pairs and popularity exist."""
    for number in range(shoppers):
        shopper = services.shopper_create()
        for sku in ("mug-0", "bowl-0", f"towel-{number % 3}"):
            act(shopper, EventKind.PURCHASE, sku, 1.0)
    services.statistics_refresh()
    caches_forget()


def candles_wanted(place: str) -> None:
    """Have five people of a place buy candles this week, and count it."""
    for _number in range(5):
        shopper = services.shopper_create()
        services.profile_update(shopper, place=place)
        for sku in ("candle-0", "candle-1", "candle-2"):
            act(shopper, EventKind.PURCHASE, sku, 1.0)
    services.statistics_refresh()
