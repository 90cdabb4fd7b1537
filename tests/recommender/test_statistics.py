"""Counts, pairs and the tail against numbers worked out by hand."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest

from recommender import services
from recommender.models import CategoryPrice, Item, ItemCount, ItemPair, Shopper
from tests.recommender.worlds import NOW, fact, new_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    for name in "abcd":
        one = fact(name)
        Item.objects.create(item_id=one.item_id, title=one.title, text_digest="made")
    made = [Shopper.objects.create(place="oslo" if n < 2 else "") for n in range(5)]
    return [shopper.pk for shopper in made]


def record(*events):
    receipt = services.events_record(list(events), wake=False)
    assert not receipt.rejected and receipt.accepted == len(events)


def counts(window, place=""):
    rows = ItemCount.objects.filter(window=window, place=place)
    return {row.item_id: (row.shoppers, row.buyers) for row in rows}


def test_windows_count_shoppers_back_from_now(people):
    day = 86_400
    record(
        new_event(people[0], "a", "view", 0),
        new_event(people[0], "a", "purchase", day),
        new_event(people[1], "a", "view", 2 * day),
        new_event(people[2], "a", "view", 10 * day),
        new_event(people[3], "b", "view", 40 * day),
        new_event(people[0], "b", "dislike", day),
    )
    services.statistics_refresh(NOW)
    assert counts("week") == {"a": (2, 1)}
    assert counts("month") == {"a": (3, 1)}
    assert counts("all") == {"a": (3, 1), "b": (1, 0)}
    assert counts("week", "oslo") == {"a": (2, 1)}
    score = ItemCount.objects.get(item_id="b", window="all", place="").score
    assert score == pytest.approx(math.log(2) / math.log(4))


def test_what_sells_is_counted_in_the_shop_and_among_its_kind(people):
    Item.objects.filter(pk__in=["a", "b"]).update(category="pots")
    Item.objects.filter(pk__in=["c", "d"]).update(category="maps")
    more = [Shopper.objects.create().pk for _ in range(2)]
    buyers = {"a": [*people, *more], "b": people[:3], "c": people[:1], "d": []}
    record(
        *(new_event(one, name, "purchase", 60) for name, all_of in buyers.items() for one in all_of)
    )
    record(new_event(people[0], "d", "view", 60))
    services.statistics_refresh(NOW)
    sold = dict(ItemCount.objects.filter(window="all", place="").values_list("item_id", "sold"))
    # Seven bought the most of all; of the maps one bought the most, which is fewer than five.
    assert sold == pytest.approx(
        {"a": 1.0, "b": 2 / 3, "c": (1 / 3 + math.log(2) / math.log(6)) / 2, "d": 0.0}
    )


def test_what_is_usual_to_pay_is_the_geometric_mean_of_each_kind(people):
    prices = {"a": ("pots", 10), "b": ("pots", 40), "c": ("maps", 3), "d": ("", 7)}
    for name, (category, price) in prices.items():
        Item.objects.filter(pk=name).update(category=category, price=price)
    Item.objects.create(item_id="free", category="maps", price=0)
    Item.objects.create(item_id="gone", category="maps", price=500, is_active=False)
    CategoryPrice.objects.create(category="hats", price=9)
    assert services.statistics_refresh(NOW)["prices"] == 2
    usual = dict(CategoryPrice.objects.values_list("category", "price"))
    assert usual == pytest.approx({"pots": 20.0, "maps": 3.0})


def test_pairs_need_three_shoppers_and_are_cosines(people):
    for shopper in people[:3]:
        record(new_event(shopper, "a", "purchase", 60), new_event(shopper, "b", "cart", 30))
    record(new_event(people[3], "a", "purchase", 60))
    for shopper in people[3:]:
        record(new_event(shopper, "c", "purchase", 60), new_event(shopper, "d", "purchase", 30))
    services.statistics_refresh(NOW)
    pairs = {(p.item_id, p.other_id): (p.buyers, p.strength) for p in ItemPair.objects.all()}
    expected = 3 * 1.0 * 0.6 / (math.sqrt(4 * 1.0) * math.sqrt(3 * 0.36))
    assert set(pairs) == {("a", "b"), ("b", "a")}
    # Nobody bought both: who put b into the cart makes them alike, and is not counted as a buyer.
    assert pairs["a", "b"] == (0, pytest.approx(expected, abs=1e-6))


def test_buyers_of_a_pair_bought_both(people):
    for shopper in people[:3]:
        record(new_event(shopper, "a", "purchase", 60), new_event(shopper, "b", "cart", 30))
    for shopper in people[1:3]:
        record(new_event(shopper, "b", "purchase", 20))
    services.statistics_refresh(NOW)
    assert set(ItemPair.objects.values_list("buyers", flat=True)) == {2}


def test_the_head_makes_up_four_fifths_of_events(people):
    for number, name in ((8, "a"), (1, "b"), (1, "c")):
        record(*(new_event(people[0], name, "view", 60 + n) for n in range(number)))
    services.statistics_refresh(NOW)
    tail = dict(Item.objects.values_list("item_id", "is_tail"))
    # Before a: 0 of 10; before b: 8 of 10, which is the 80 % already; d was never met.
    assert tail == {"a": False, "b": True, "c": True, "d": True}
    assert Item.objects.get(pk="a").event_count == 8


def test_a_second_refresh_changes_nothing(people):
    record(*(new_event(shopper, "a", "purchase", 60) for shopper in people))
    services.statistics_refresh(NOW)
    before = list(ItemCount.objects.order_by("id").values_list("item_id", "window", "score"))
    assert services.statistics_refresh(NOW)["items"] == 0
    assert list(ItemCount.objects.order_by("id").values_list("item_id", "window", "score")) == (
        before
    )


def test_an_old_history_has_no_week_and_pairs_may_be_left_alone(people):
    for shopper in people[:3]:
        record(new_event(shopper, "a", "purchase", 60), new_event(shopper, "b", "cart", 30))
    services.statistics_refresh(NOW)
    services.statistics_refresh(NOW + timedelta(days=500), pairs=False)
    assert counts("week") == counts("month") == {}
    assert counts("all") == {"a": (3, 3), "b": (3, 0)}
    assert ItemPair.objects.count() == 2
