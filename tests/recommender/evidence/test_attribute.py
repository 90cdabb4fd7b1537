from __future__ import annotations

from tests.recommender.evidence.makers import found, world_of
from tests.recommender.worlds import fact, past

WORLD = world_of(
    fact("pick", maker="Ada", brand="North", attributes={"material": "Oak", "colour": "red"}),
    fact("a", maker="Ada", brand="south", attributes={"material": "oak", "colour": "blue"}),
    fact("b", category="stools"),
)


def said(*args, **kwargs):
    return [one.values for one in found("attribute", WORLD, "pick", *args, **kwargs)]


def test_most_telling_first_two_at_most():
    assert said([past("a", "view", 60, 1), past("b", "view", 5, 2)], [0.4, 0.1]) == [
        {"attribute": "maker", "value": "Ada", "item_id": "a"},
        {"attribute": "material", "value": "Oak", "item_id": "a"},
    ]


def test_only_the_item_that_adds_most_is_compared():
    assert said([past("a", "view", 60, 1), past("b", "view", 5, 2)], [0.1, 0.4]) == []


def test_the_item_looked_at_where_no_event_adds():
    found_here = said(context={"anchor_item_ids": ("a",), "language": "en"})
    assert [one["attribute"] for one in found_here] == ["maker", "material"]


def test_not_of_chance_nor_of_itself():
    events = [past("a", "view", 60, 1)]
    assert said(events, [0.4], by_chance=True) == []
    assert found("attribute", WORLD, "a", events, [0.4]) == []
