"""Less like this: what is gone, what only steps back, what brings it back, and how it grows old."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from recommender.contracts import Context
from recommender.recall.less_like import LessLike, Limits
from tests.recommender.worlds import NOW, SHOPPER, World, fact, past, query_of, unit

# Lamps a, b, c close together, d farther off; e is as near as b, but a candle; f has nothing of it.
FACTS = [
    fact("a"),
    fact("b"),
    fact("c"),
    fact("d"),
    fact("e", category="candles"),
    fact("f", category="rugs"),
]
CONTENT = np.stack(
    [
        unit(1, 0, 0, 0),
        unit(0.9, 0.3, 0, 0),
        unit(0.9, -0.3, 0.1, 0),
        unit(0.6, 0.8, 0, 0),
        unit(0.9, 0.3, 0, 0),
        unit(0, 0, 0, 1),
    ]
)
SHOP = World(FACTS, CONTENT, np.zeros((6, 2), dtype=np.float32))


def query(events=(), ago_days=0.0, **context):
    since = NOW - timedelta(days=ago_days)
    return query_of(
        SHOP,
        list(events),
        Context(SHOPPER, **{"placement": "home", "now": NOW, **context}),
        less_like_item_ids=("a",),
        less_like_at={"a": since},
    )


def refused(asked, **limits):
    block = SHOP.block(["a", "b", "c", "d", "e", "f"])
    found = LessLike(Limits(**limits)).refuses(asked, block)
    return {item for item, gone in zip(block.item_ids, found.tolist(), strict=True) if gone}


def pushed(asked, **limits):
    block = SHOP.block(["a", "b", "c", "d", "e", "f"])
    source = LessLike(Limits(**limits))
    score = source.score(asked, block, source.recall(asked, SHOP))
    return dict(zip(block.item_ids, score.tolist(), strict=True))


def test_the_nearest_of_its_kind_are_gone_and_no_other_kind_is():
    assert refused(query()) == {"a", "b", "c"}
    assert refused(query(), gone=0.5) == {"a", "b", "c", "d"}
    assert refused(query(), gone=0.96) == {"a"}


def test_what_is_farther_off_steps_back_by_nearness():
    push = pushed(query())
    assert push["a"] == pytest.approx(1.0, abs=1e-6)
    assert push["b"] == push["e"] > push["d"] > 0 == push["f"]
    assert push["d"] == pytest.approx(((0.6 - 0.35) / 0.65) ** 2, rel=1e-5)


def test_the_push_grows_old_and_then_none_is_gone():
    new, old = pushed(query()), pushed(query(ago_days=30))
    assert all(old[item] == pytest.approx(new[item] / 2, abs=1e-6) for item in new)
    assert refused(query(ago_days=29)) == {"a", "b", "c"}
    assert refused(query(ago_days=31)) == set()
    assert refused(query(ago_days=31), half_life_days=60.0) == {"a", "b", "c"}


def test_acting_again_on_one_of_the_kind_brings_its_like_back():
    later = past("b", "view", ago_s=60)
    assert refused(query([later], ago_days=1)) == {"a", "c"} - near("b")
    earlier = past("b", "view", ago_s=2 * 86_400)
    assert refused(query([earlier], ago_days=1)) == {"a", "b", "c"}
    turned_away = past("b", "uncart", ago_s=60)
    assert refused(query([turned_away], ago_days=1)) == {"a", "b", "c"}
    elsewhere = past("e", "purchase", ago_s=60)
    assert refused(query([elsewhere], ago_days=1)) == {"a", "b", "c"}


def near(item):
    """Return those within the likeness that is not shown, by hand."""
    row = [one.item_id for one in FACTS].index(item)
    cosines = CONTENT @ CONTENT[row]
    return {one.item_id for one, cosine in zip(FACTS, cosines, strict=True) if cosine >= 0.8}


def test_who_looks_into_the_kind_finds_it():
    assert refused(query(placement="category", category="lamps")) == set()
    assert refused(query(placement="category", category="home")) == {"a", "b", "c"}
    assert refused(query(placement="product", anchor_item_ids=("d",))) == set()
    assert refused(query(placement="product", anchor_item_ids=("f",))) == {"a", "b", "c"}
    assert refused(query(placement="product", anchor_item_ids=("a",))) == {"a", "b", "c"}


def test_without_an_instruction_nothing_is_refused():
    plain = query_of(SHOP, [past("b")], Context(SHOPPER, "home", NOW))
    assert refused(plain) == set() and not any(pushed(plain).values())
