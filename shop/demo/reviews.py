"""Reviews of the simulated buyers: one for most of their ratings, with the same stars and time."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from shop.demo.catalogue_text import article
from shop.demo.review_words import (
    BAD,
    BAD_USED,
    ENDINGS,
    GOOD,
    GOOD_USED,
    INITIALS,
    MIXED,
    MIXED_USED,
    NAMES,
    VERDICTS,
)
from shop.demo.words import DEPARTMENTS
from shop.demo.words.grammar import pair
from shop.demo.words.sentences import COUNTED
from shop.demo.world import USED_UP
from shop.models import Product, Review

Rated = tuple[UUID, str, str, float, datetime]  # shopper, place, sku, stars, when
WRITTEN = 0.82  # of ratings


def reviews_write(seed: int, rated: Sequence[Rated]) -> int:
    """Write the reviews of these ratings that are not there yet; return how many there are."""
    products = {
        product.sku: product
        for product in Product.objects.filter(sku__in={sku for _, _, sku, _, _ in rated})
        .select_related("category")
        .defer("search", "description")
    }
    nouns = {k.slug: pair(k.noun)[0] for department in DEPARTMENTS for k in department.kinds}
    wanted = []
    for shopper_id, place, sku, stars, when in rated:
        rng = random.Random(f"{seed}:{shopper_id}:{sku}")
        if rng.random() >= WRITTEN:
            continue
        product = products[sku]
        wanted.append(
            Review(
                product=product,
                shopper_id=shopper_id,
                author_name=author_of(seed, shopper_id, place),
                rating=int(stars),
                text=review_text(
                    int(stars), slots_of(product, nouns), rng, product.category.slug in USED_UP
                ),
                created_at=when,
            )
        )
    with transaction.atomic():
        Review.objects.bulk_create(wanted, batch_size=1000, ignore_conflicts=True)
    return len(wanted)


def slots_of(product: Product, nouns: Mapping[str, str]) -> dict[str, str]:
    """Return what a sentence may name of a product."""
    noun = nouns.get(product.category.slug, "one")
    return {
        "noun": COUNTED.get(noun, noun),
        "material": product.material,
        "colour": product.colour,
        "maker": product.maker,
        "size": str(product.attributes.get("size", "")),
    }


def author_of(seed: int, shopper_id: UUID, place: str) -> str:
    """Return the name a shopper signs with, always the same."""
    rng = random.Random(f"{seed}:{shopper_id}")
    name = rng.choice(NAMES[place])
    return name if " " in name else f"{name} {rng.choice(INITIALS)}."


def review_text(
    stars: int, slots: Mapping[str, str], rng: random.Random, used_up: bool = False
) -> str:
    """Compose one to four sentences that fit the stars, and what is used up or kept."""
    good, mixed, bad = (GOOD_USED, MIXED_USED, BAD_USED) if used_up else (GOOD, MIXED, BAD)
    pool = good if stars == 5 else (*good, *mixed) if stars == 4 else mixed if stars == 3 else bad
    parts = [rng.choice(VERDICTS[stars])]
    parts += rng.sample(pool, rng.choices((0, 1, 2), (0.2, 0.55, 0.25))[0])
    if rng.random() < 0.3:
        parts.append(rng.choice(ENDINGS[stars]))
    text = article(" ".join(part.format(**slots) for part in parts))
    return ". ".join(part[:1].upper() + part[1:] for part in text.split(". "))
