"""Source `moment` and what is said of it, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.contracts import Context, Moment, Told
from recommender.recall.moment import Limits, RightNow
from tests.recommender.evidence.makers import found, world_of
from tests.recommender.worlds import NOW, SHOPPER, World, fact, past, query_of, unit

MOMENT = Moment(
    by_item={"a": 3.0, "b": 0.5},
    by_category={"lamps": 3**0.5, "mugs": 0.9},
    by_department={"home": 9.0},
    leading=tuple((f"{n}", 0.5) for n in range(30)),
    told={"a": (Told("hour", "afternoon", 12, 2.04), Told("weekday", "wednesday", 7, 1.5))},
)


def world(**changes) -> World:
    facts = [
        fact("a"),
        fact("b"),
        fact("c"),
        fact("d", category="mugs"),
        fact("e", category="rugs"),
        fact("f", category="rugs", department="floor"),
    ]
    vectors = np.stack([unit(1, n + 1) for n in range(6)])
    return World(facts, vectors, vectors, **changes)


def test_an_item_is_taken_for_its_category_and_that_for_its_department():
    shop = world(lifts=Moment(MOMENT.by_item, MOMENT.by_category, MOMENT.by_department))
    query = query_of(shop, [past("a")])
    source = RightNow()
    recalled = source.recall(query, shop)
    block = shop.block(list("abcdef"))
    score = source.score(query, block, recalled)
    assert score == pytest.approx([1.0, 0.0, 0.5, 0.0, 1.0, 0.0], abs=1e-6)
    assert source.attribute(query, block, score) is None


def test_as_usual_scores_nothing():
    shop = world()
    source = RightNow()
    recalled = source.recall(query_of(shop), shop)
    assert recalled.item_ids == ()
    assert not source.score(query_of(shop), shop.block(list("ab")), recalled).any()


def test_the_limit_is_kept():
    many = world_of(*(fact(f"{n}") for n in range(30)), lifts=MOMENT)
    assert len(RightNow(Limits(limit=10)).recall(query_of(many), many).item_ids) == 10


def test_the_store_is_asked_for_the_moment_of_the_request():
    asked = []

    class Asked(World):
        def moment(self, at, device, category=""):
            asked.append((at, device, category))
            return Moment()

    shop = Asked([fact("a")], unit(1, 0)[None], unit(1, 0)[None])
    context = Context(SHOPPER, "category", NOW, device="phone", category="lamps")
    RightNow().recall(query_of(shop, [], context), shop)
    assert asked == [(NOW, "phone", "lamps")]


def test_a_moment_is_said_with_its_counts_before_the_place():
    counts = {("week", "oslo"): [("a", 0.9, 7)]}
    shop = world_of(fact("a"), fact("b"), counts=counts, lifts=Moment(told=MOMENT.told))
    hour, day, place = found("context", shop, "a", place="oslo")
    assert hour.values == {"facet": "hour", "value": "afternoon", "count": 12, "lift": 2.04}
    assert day.values["value"] == "wednesday"
    assert place.values == {"facet": "place", "value": "oslo"}
    assert found("context", shop, "b", place="oslo") == []
