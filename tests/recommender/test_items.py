from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

import pytest

from recommender import services
from recommender.contracts import ItemRecord
from recommender.models import Item

pytestmark = pytest.mark.django_db


class Shelf:
    """A catalogue in a list."""

    records: ClassVar[list[ItemRecord]] = []

    def iter_items(self):
        yield from self.records

    def get_items(self, item_ids):
        return [one for one in self.records if one.item_id in item_ids]


@pytest.fixture
def shelf(settings, monkeypatch):
    settings.RECOMMENDER = {**settings.RECOMMENDER, "CATALOG": f"{__name__}.Shelf"}
    monkeypatch.setattr(
        Shelf,
        "records",
        [
            ItemRecord("a", "A lamp", category="lamps", price=Decimal("12.50")),
            ItemRecord("b", "A stool", category="stools", attributes={"material": "oak"}),
        ],
    )
    return Shelf


@pytest.fixture
def woken(monkeypatch):
    calls = []
    monkeypatch.setattr("recommender.items.encode_wake", lambda: calls.append("encode"))
    return calls


def test_only_what_changed_is_written(shelf, woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert services.items_sync() == 2
        assert services.items_sync() == 0
    assert woken == ["encode"]
    assert Item.objects.get(pk="b").attributes == {"material": "oak"}


def test_a_price_needs_no_new_vector_and_a_title_does(
    shelf, woken, django_capture_on_commit_callbacks
):
    services.items_sync()
    digest = Item.objects.get(pk="a").text_digest
    with django_capture_on_commit_callbacks(execute=True):
        shelf.records[0] = replace(shelf.records[0], price=Decimal(9))
        assert services.items_sync(["a"]) == 1
        assert not woken and Item.objects.get(pk="a").text_digest == digest
        shelf.records[0] = replace(shelf.records[0], title="A tall lamp")
        assert services.items_sync(["a"]) == 1
    assert woken == ["encode"] and Item.objects.get(pk="a").text_digest != digest


def test_what_the_catalogue_dropped_goes_off_sale_and_stays_known(shelf, woken):
    services.items_sync()
    del shelf.records[1]
    assert services.items_sync() == 1
    assert Item.objects.get(pk="b").is_active is False
    assert services.items_sync(["b"]) == 0


def test_the_first_day_in_the_shop_is_kept(shelf, woken):
    services.items_sync()
    listed = Item.objects.get(pk="a").listed_at
    shelf.records[0] = replace(shelf.records[0], title="Another")
    services.items_sync(["a"])
    assert Item.objects.get(pk="a").listed_at == listed
