"""The smaller sources by hand."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from recommender.contracts import Context
from recommender.recall.fresh import Fresh
from recommender.recall.less_like import LessLike
from recommender.recall.popular import Limits as PopularLimits
from recommender.recall.popular import Popular
from recommender.recall.similar import Similar
from recommender.recall.tail import Tail
from recommender.recall.together import Together
from recommender.recall.trending import Limits, Trending
from recommender.recalled import recalled_from
from tests.recommender.worlds import NOW, SHOPPER, World, fact, past, query_of, unit


def world(**changes) -> World:
    facts = [
        fact("a", listed_at=NOW),
        fact("b", listed_at=NOW - timedelta(days=15), is_tail=True),
        fact("c", listed_at=NOW - timedelta(days=90)),
    ]
    content = np.stack([unit(1, 0), unit(0, 1), unit(0.6, 0.8)])
    return World(facts, content, np.zeros((3, 2), dtype=np.float32), **changes)


PAIRS = [("a", "b", 0.5, 9), ("a", "c", 0.2, 4), ("b", "c", 0.8, 7)]


def scored(source, query, shop):
    recalled = source.recall(query, shop)
    block = shop.block(["a", "b", "c"])
    score = source.score(query, block, recalled)
    return recalled, score, source.attribute(query, block, score)


def test_together_with_anchors_credits_no_event():
    shop = world(pairs=PAIRS)
    query = query_of(shop, [past("a")], Context(SHOPPER, "cart", NOW, anchor_item_ids=("a", "b")))
    recalled, score, shares = scored(Together(), query, shop)
    assert score == pytest.approx([0.0, 0.25, 0.5 * 0.2 + 0.5 * 0.8])
    assert recalled.item_ids == ("c", "b") and shares is None


def test_together_with_history_credits_its_events():
    shop = world(pairs=PAIRS)
    query = query_of(shop, [past("b", "purchase"), past("a", "view")])
    _, score, shares = scored(Together(), query, shop)
    assert score[2] == pytest.approx((1.0 * 0.8 + 0.3 * 0.2) / 1.3)
    assert shares[2] == pytest.approx([0.8 / 1.3, 0.06 / 1.3])
    assert np.allclose(shares.sum(axis=1), score)


def test_similar_to_an_anchor():
    shop = world()
    query = query_of(shop, [], Context(SHOPPER, "product", NOW, anchor_item_ids=("a",)))
    recalled, score, shares = scored(Similar(), query, shop)
    assert recalled.item_ids[:2] == ("a", "c") and shares is None
    assert score == pytest.approx([1.0, 0.0, (0.35 / 0.75) ** 2], abs=1e-5)


def test_similar_to_the_last_items_forgets_within_minutes():
    shop = world()
    block = shop.block(["a", "b"])
    query = query_of(shop, [past("a", "view", 0), past("b", "view", 3600)])
    score = Similar().score(query, block, recalled_from([]))
    assert score[0] == pytest.approx(0.3, abs=1e-4) and score[1] == pytest.approx(
        0.3 / 64, abs=1e-4
    )


def test_trending_near_by_counts_more():
    counts = {("week", ""): [("a", 1.0, 50), ("b", 0.5, 9)], ("week", "oslo"): [("b", 0.9, 5)]}
    shop = world(counts=counts)
    query = query_of(shop, [], Context(SHOPPER, "home", NOW, place="oslo"))
    recalled, score, _ = scored(Trending(Limits(elsewhere=0.8)), query, shop)
    assert recalled.item_ids == ("b", "a") and score == pytest.approx([0.8, 0.9, 0.0])
    anywhere = query_of(shop, [])
    assert scored(Trending(), anywhere, shop)[1] == pytest.approx([1.0, 0.5, 0.0])


def test_the_place_the_shopper_chose_is_used():
    shop = world(counts={("week", "oslo"): [("b", 0.9, 5)]})
    query = query_of(shop, [], place="oslo")
    assert scored(Trending(), query, shop)[0].item_ids == ("b",)


def test_fresh_falls_in_a_straight_line():
    shop = world()
    recalled, score, _ = scored(Fresh(), query_of(shop), shop)
    assert recalled.item_ids == ("a", "b") and score == pytest.approx([1.0, 0.5, 0.0])


def test_an_item_listed_in_the_future_is_not_new():
    shop = world()
    query = query_of(shop, [], Context(SHOPPER, "home", NOW - timedelta(days=1)))
    assert scored(Fresh(), query, shop)[1][0] == 0.0


def test_tail_scores_the_tail_only():
    shop = world()
    recalled, score, _ = scored(Tail(), query_of(shop, [past("b", "purchase")]), shop)
    assert recalled.item_ids == ("b",) and score == pytest.approx([0.0, 1.0, 0.0])


def test_less_like_is_the_nearest_unwanted():
    shop = world()
    query = query_of(shop, [], less_like_item_ids=("a",))
    _, score, shares = scored(LessLike(), query, shop)
    assert score == pytest.approx([1.0, 0.0, (0.25 / 0.65) ** 2], abs=1e-5) and shares is None
    assert LessLike.sign == -1.0


def test_what_others_take_says_less_with_each_act_known():
    counts = {("all", ""): [("a", 1.0, 50), ("b", 0.5, 9)], ("week", ""): [("a", 1.0, 50)]}
    shop = world(counts=counts)
    for source, half in ((Popular(PopularLimits(half=2)), 2), (Trending(Limits(half=4)), 4)):
        assert scored(source, query_of(shop), shop)[1][0] == pytest.approx(1.0)
        two = [past("c", "view", 9, 1), past("c", "cart", 5, 2)]
        seeking = [past(None, "search", 1, 3), past("a", "reason_helpful", 1, 4)]
        for events in (two, [*two, *seeking]):
            assert scored(source, query_of(shop, events), shop)[1][0] == pytest.approx(
                half / (half + 2)
            )


def test_an_act_left_out_keeps_the_scale_of_what_others_take():
    shop = world(counts={("all", ""): [("a", 1.0, 50)]})
    events = [past("c", "view", 9, 1), past("c", "cart", 5, 2)]
    whole = scored(Popular(), query_of(shop, events), shop)[1]
    less = query_of(shop, events[:1], ignored_events=(past(None, "cart", 5, 2),))
    assert np.array_equal(scored(Popular(), less, shop)[1], whole)


def test_the_place_assumed_gives_way_to_the_one_chosen():
    counts = {("week", "oslo"): [("b", 0.9, 5)], ("week", "rome"): [("a", 0.9, 5)]}
    shop = world(counts=counts)
    assumed = Context(SHOPPER, "home", NOW, place_assumed="oslo")
    query = query_of(shop, [], assumed)
    assert scored(Trending(), query, shop)[0].item_ids == ("b",)
    assert query.place == "oslo" and query.memo["trends_near_by"]
    chosen = query_of(shop, [], assumed, place="rome")
    assert scored(Trending(), chosen, shop)[0].item_ids == ("a",)


def test_a_place_without_a_trend_of_its_own_is_not_called_near():
    shop = world(counts={("week", ""): [("a", 1.0, 50)]})
    query = query_of(shop, [], place="oslo")
    assert scored(Trending(), query, shop)[0].item_ids == ("a",)
    assert "trends_near_by" not in query.memo
