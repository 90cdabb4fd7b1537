"""Source `niche` by hand: hardly met items, with and without a vector of their own."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.recall.niche import Limits, Niche
from recommender.recalled import recalled_from
from tests.recommender.worlds import World, fact, past, query_of, unit


def world() -> World:
    facts = [
        fact("known", brand="b", maker="m"),
        fact("rare", event_count=4),
        fact("met", event_count=5),
        fact("far", event_count=0, category="mugs"),
        fact("saved", event_count=0, brand="b", maker="m"),  # a moment ago: nobody encoded it
        fact("other", event_count=0, category="mugs", brand="b"),
    ]
    content = np.stack([
        unit(1, 0), unit(0.6, 0.8), unit(1, 0), unit(0, 1), np.zeros(2), np.zeros(2),
    ]).astype(np.float32)  # fmt: skip
    return World(facts, content, np.zeros((6, 2), dtype=np.float32))


def scored(events, **profile):
    shop = world()
    query = query_of(shop, events, **profile)
    source = Niche(Limits(floor=0.25))
    block = shop.block([one.item_id for one in shop.facts])
    score = source.score(query, block, source.recall(query, shop))
    return dict(zip(block.item_ids, score, strict=True)), source.attribute(query, block, score)


def test_it_finds_what_hardly_anybody_met():
    shop = world()
    found = Niche().recall(query_of(shop, [past("known", "purchase")]), shop)
    assert found.item_ids == ("rare", "far") and found.scores == pytest.approx([0.6, 0.0])
    assert Niche().recall(query_of(shop), shop).item_ids == ()


def test_only_they_score_and_by_the_taste():
    score, shares = scored([past("known", "purchase", number=1)])
    assert score["rare"] == pytest.approx((0.35 / 0.75) ** 2, abs=1e-5)
    assert score["known"] == score["met"] == score["far"] == 0.0
    assert shares.shape == (6, 1)


def test_what_nobody_encoded_yet_stands_by_kind_brand_and_maker():
    score, _ = scored([past("known", "purchase", number=1)])
    assert score["saved"] == pytest.approx(0.4 + 0.15 + 0.15)
    assert score["other"] == pytest.approx(0.15)
    assert scored([])[0]["saved"] == 0.0
    assert scored([past(None, "search", number=1, context={"query": "x"})])[0]["saved"] == 0.0


def test_each_event_adds_its_own_part_and_one_left_out_is_subtraction():
    events = [past("far", "cart", 10, 2), past("known", "view", 60, 1)]
    score, shares = scored(events)
    at = list(score).index("saved")
    assert shares[at].sum() == pytest.approx(score["saved"]) and shares[at, 1] > 0.1
    gone = past(None, "view", 60, 1)
    left, _ = scored(events[:1], ignored_events=(gone,))
    assert left["saved"] == pytest.approx(score["saved"] - shares[at, 1], abs=1e-6)


def test_a_met_item_without_a_vector_scores_nothing():
    shop = world()
    shop.facts[4] = fact("saved", event_count=9, brand="b", maker="m")
    query = query_of(shop, [past("known", "purchase")])
    assert Niche().score(query, shop.block(["saved"]), recalled_from([])) == pytest.approx([0.0])
