from __future__ import annotations

import pytest

from recommender.caches import caches_forget
from recommender.event_check import NEIGHBOURS, items_known
from recommender.models import Item

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    ids = [f"i{n:04d}" for n in range(NEIGHBOURS + 10)]
    Item.objects.bulk_create(Item(item_id=one, title=one, text_digest="made") for one in ids)
    caches_forget()
    yield ids
    caches_forget()


def test_one_item_asked_for_brings_its_neighbours(shop, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert items_known([shop[5]]) == {shop[5]}
        assert items_known(shop[5 : NEIGHBOURS + 5]) == set(shop[5 : NEIGHBOURS + 5])
    with django_assert_num_queries(1):
        assert items_known([shop[4]]) == {shop[4]}


@pytest.mark.parametrize("missing", ["", "i00015", "z"])
def test_what_is_no_item_is_not_taken_for_its_neighbour(shop, missing):
    assert items_known([missing]) == set()
    assert items_known([missing, "i0002"]) == {"i0002"}


def test_an_item_that_was_made_since_is_found(shop):
    assert items_known(["i00015"]) == set()
    Item.objects.create(item_id="i00015", title="new", text_digest="made")
    assert items_known(["i00015"]) == {"i00015"}
