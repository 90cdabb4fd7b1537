"""Evidence that is a count: popular, together, category, rare, new, place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.recommender.evidence.makers import found, world_of
from tests.recommender.worlds import NOW, fact, past

COUNTS = {
    ("week", "oslo"): [("a", 0.9, 7), ("b", 0.5, 4)],
    ("week", ""): [("a", 1.0, 40), ("b", 0.8, 12)],
    ("all", ""): [("a", 1.0, 400), ("b", 0.9, 90), ("c", 0.2, 6), ("d", 0.1, 4)],
}
WORLD = world_of(*(fact(name) for name in "abcd"), counts=COUNTS)


@pytest.mark.parametrize(
    ("item", "place", "expected"),
    [
        ("a", "oslo", {"count": 7, "window": "week", "place": "oslo"}),
        ("b", "oslo", {"count": 12, "window": "week", "place": ""}),
        ("a", "", {"count": 40, "window": "week", "place": ""}),
        ("c", "", {"count": 6, "window": "all", "place": ""}),
        ("d", "", None),
    ],
)
def test_popular_says_the_narrowest_count_worth_saying(item, place, expected):
    said = found("popular", WORLD, item, context={"place": place})
    assert [one.values for one in said] == ([expected] if expected else [])


def test_place_is_said_of_what_is_taken_there():
    assert found("context", WORLD, "c", context={"place": "oslo"}) == []
    (one,) = found("context", WORLD, "a", place="oslo")
    assert one.values == {"facet": "place", "value": "oslo"}
    assert found("context", WORLD, "a") == []
    assert found("context", WORLD, "b", place="oslo") == []  # four shoppers are no crowd


def test_together_is_the_strongest_pair_of_ones_own():
    pairs = [("a", "d", 0.4, 9), ("b", "d", 0.6, 5), ("c", "d", 0.9, 20)]
    world = world_of(*(fact(name) for name in "abcd"), pairs=pairs)
    events = [past("a", "purchase", 60, 1), past("b", "view", 5, 2)]
    (one,) = found("together", world, "d", events)
    assert one.values == {"item_id": "b", "count": 5, "strength": 0.6} and one.refs == ("b",)
    assert found("together", world, "d") == []
    (anchored,) = found("together", world, "d", events, context={"anchor_item_ids": ("c",)})
    assert anchored.values["item_id"] == "c"


def test_a_pair_that_hardly_anybody_bought_is_not_said_to_be_bought():
    pairs = [("a", "d", 0.9, 1), ("b", "d", 0.6, 2)]
    world = world_of(*(fact(name) for name in "abd"), pairs=pairs)
    events = [past("a", "purchase", 60, 1), past("b", "view", 5, 2)]
    (one,) = found("together", world, "d", events)
    assert one.values["item_id"] == "b"


def test_who_bought_both_is_not_told_how_many_others_did():
    pairs = [("a", "d", 0.9, 3), ("b", "d", 0.6, 2)]
    world = world_of(*(fact(name) for name in "abd"), pairs=pairs)
    events = [past("a", "purchase", 60, 1), past("b", "view", 5, 2)]
    (one,) = found("together", world, "d", events, bought_item_ids=frozenset({"a", "d"}))
    assert one.values["item_id"] == "b"
    assert found("together", world, "d", events[:1], bought_item_ids=frozenset("ad")) == []


def test_a_category_is_kept_coming_back_to_after_three_of_its_items():
    facts = [fact(f"t{n}", category="tea") for n in range(4)] + [fact(f"x{n}") for n in range(12)]
    world = world_of(*facts)
    two = [past("t0", "view", 3, 1), past("t1", "cart", 2, 2), past("t1", "view", 1, 3)]
    assert found("category", world, "t3", two) == []
    three = [*two, past("t2", "like", 1, 4)]
    (one,) = found("category", world, "t3", three)
    assert one.values == {"category": "tea", "count": 3, "share": 1.0}
    disliked = [*two, past("t2", "dislike", 1, 4)]
    assert found("category", world, "t3", disliked) == []
    many = [*three, *(past(f"x{n}", "view", 50, 10 + n) for n in range(12))]
    (still,) = found("category", world, "t3", many)
    assert still.values["share"] == 0.2


@pytest.mark.parametrize(
    ("events", "tail", "count"), [(15, True, 15), (16, True, None), (3, False, None)]
)
def test_rare(events, tail, count):
    world = world_of(fact("a", event_count=events, is_tail=tail))
    said = found("rare", world, "a")
    assert [one.values for one in said] == ([{"count": count}] if count is not None else [])


@pytest.mark.parametrize(("days", "said"), [(0, [0]), (30, [30]), (31, []), (-1, [])])
def test_new(days, said):
    world = world_of(fact("a", listed_at=NOW - timedelta(days=days)))
    assert [one.values["days"] for one in found("new", world, "a")] == said
    assert found("new", world_of(fact("a", listed_at=None)), "a") == []


@pytest.mark.parametrize(
    ("price", "relation"), [(6.9, "below"), (7.0, "around"), (13.0, "around"), (13.1, "above")]
)
def test_price_beside_the_usual(price, relation):
    world = world_of(fact("a", price=price))
    (one,) = found("price", world, "a", usual_price=10.0)
    assert one.values == {"price": price, "usual": 10.0, "relation": relation}
    assert found("price", world, "a") == []


def test_chance_is_said_to_be_chance():
    world = world_of(fact("a"))
    assert found("explore", world, "a") == []
    (one,) = found("explore", world, "a", by_chance=True)
    assert one.kind == "explore"
