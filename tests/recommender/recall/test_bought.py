"""What sells, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.contracts import Context
from recommender.recall.bought import Bought, Limits
from tests.recommender.worlds import NOW, SHOPPER, World, fact, past, query_of

NAMES = [f"i{n:02}" for n in range(14)]


def world(sold, **changes):
    facts = [fact(name, **changes.get(name, {})) for name in NAMES]
    return World(facts, np.zeros((14, 2)), np.zeros((14, 2)), sold=sold)


def scores(source, query, shop):
    recalled = source.recall(query, shop)
    found = source.score(query, shop.block(NAMES), recalled)
    return recalled, dict(zip(NAMES, found.tolist(), strict=True))


def test_what_sells_scores_as_it_was_counted_and_the_rest_nothing():
    shop = world({"i00": 0.4, "i01": 0.9})
    recalled, found = scores(Bought(), query_of(shop), shop)
    assert recalled.item_ids == ("i01", "i00")
    assert [found[name] for name in NAMES[:3]] == pytest.approx([0.4, 0.9, 0.0])


def test_in_a_shop_that_sold_nothing_nothing_scores():
    shop = world({})
    recalled, found = scores(Bought(), query_of(shop), shop)
    assert recalled.item_ids == () and not any(found.values())


def test_it_does_not_fade_with_the_acts_of_a_shopper_and_credits_none():
    shop, source = world({"i00": 0.9, "i01": 0.4}), Bought()
    query = query_of(shop, [past("i05", "view", n, n + 1) for n in range(40)])
    assert scores(source, query, shop)[1] == scores(source, query_of(shop), shop)[1]
    assert source.attribute(query, shop.block(NAMES), np.zeros(14)) is None


def test_beyond_what_is_told_apart_the_scale_begins_at_the_last():
    sold = {name: 1.0 - n / 20 for n, name in enumerate(NAMES[:12])}
    found = scores(Bought(Limits(known=10)), query_of(world(sold)), world(sold))[1]
    assert found["i00"] == pytest.approx(1.0)
    assert found["i03"] == pytest.approx((0.85 - 0.55) / (1 - 0.55))
    assert found["i09"] == found["i10"] == found["i13"] == 0.0  # no step where knowledge ends


def test_more_are_told_apart_than_are_fetched():
    sold = {name: 1.0 - n / 20 for n, name in enumerate(NAMES)}
    recalled, found = scores(Bought(Limits(limit=10)), query_of(world(sold)), world(sold))
    assert len(recalled.item_ids) == 10 and found["i13"] > 0


def test_a_category_has_bestsellers_of_its_own():
    shop = world({"i00": 0.9, "i01": 0.4}, i01={"category": "pots"})
    query = query_of(shop, [], Context(SHOPPER, "category", NOW, category="pots"))
    assert scores(Bought(), query, shop)[0].item_ids == ("i01",)
