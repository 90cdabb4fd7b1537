from __future__ import annotations

import numpy as np
import pytest
from django.utils import timezone

from benchmarks.made import KINDS, events_make, items_take, products_make, rows_copy
from recommender import services
from recommender.models import Event, Item, Shopper
from shop.models import Media, Product


@pytest.fixture
def products(db: None) -> list[str]:
    products_make(KINDS + 5)
    return items_take()


def test_what_is_copied_is_what_would_have_been_saved(products: list[str]) -> None:
    assert products[0] == "made-0000000" and len(products) == KINDS + 5
    saved = Product.objects.create(
        sku="saved", slug="saved", title="x", price=5, category=Product.objects.first().category
    )
    copied = Product.objects.get(sku="made-0000007")
    for name in ("translations", "attributes", "currency", "is_active"):
        assert getattr(copied, name) == getattr(saved, name)
    assert abs((copied.listed_at - timezone.now()).total_seconds()) < 60
    assert Product.objects.filter(search="measuring").count() == KINDS + 5  # generated
    assert 0 < Media.objects.count() < KINDS + 5


def test_items_taken_by_copy_are_those_that_a_sync_would_write(products: list[str]) -> None:
    assert services.items_sync() == 0


def test_nothing_is_copied_of_nothing(db: None) -> None:
    rows_copy([])


def test_events_are_of_the_shoppers_and_items_given(products: list[str]) -> None:
    people = [services.shopper_create() for _ in range(3)]
    events_make(people, products, 200, np.random.default_rng(1))
    found = list(Event.objects.all())
    assert len(found) == 200 and len({event.id for event in found}) == 200
    assert {event.shopper_id for event in found} == set(people)
    assert {event.item_id for event in found} <= set(products)
    assert {event.kind for event in found} == {"view", "cart", "purchase"}
    assert all(event.occurred_at < timezone.now() for event in found)
    assert Shopper.objects.count() == 3 and Item.objects.count() == len(products)
