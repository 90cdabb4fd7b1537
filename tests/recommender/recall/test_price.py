"""Prices beside those that a shopper goes for, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.contracts import Context
from recommender.errors import InvalidInput
from recommender.recall.price import MEAN, PRIOR, Limits, Price
from tests.recommender.worlds import NOW, SHOPPER, World, fact, past, query_of, random_world

# Usual is 20 for a mug and 1000 for a sofa; "odd" is of no category and "free" has no price.
PRICES = {"plain": 10, "fine": 40, "sofa": 500, "settee": 2000, "odd": 5, "free": 0}
KINDS = {"plain": "mugs", "fine": "mugs", "sofa": "sofas", "settee": "sofas", "free": "mugs"}
FACTS = [
    fact(name, price=float(price), category=KINDS.get(name, "")) for name, price in PRICES.items()
]
SHOP = World(FACTS, np.zeros((6, 2)), np.zeros((6, 2)))


def terms_of(source, query, shop=SHOP):
    recalled = source.recall(query, shop)
    assert recalled.item_ids == ()
    block = shop.block([one.item_id for one in shop.facts])
    scores = source.score(query, block, recalled)
    terms = source.attribute(query, block, scores)
    assert terms.shape == (len(block.facts), len(query.profile.events))
    assert scores == pytest.approx(terms.sum(axis=1))
    assert MEAN - 1 < scores.min() <= scores.max() < MEAN
    return dict(zip(block.item_ids, terms.tolist(), strict=True))


def test_prices_are_compared_within_their_kind_and_dearer_counts_more_than_cheaper():
    query = query_of(SHOP, [past("plain", "purchase")])
    share = 1.0 / (1.0 + PRIOR)
    found = terms_of(Price(Limits(full=4.0, cheaper=0.3)), query)
    # A settee is to sofas what a fine mug is to mugs: four times the plain one.
    assert found["fine"] == found["settee"] == pytest.approx([share * (MEAN - 1)])
    assert found["plain"] == found["sofa"] == pytest.approx([share * MEAN])
    found = terms_of(Price(Limits(full=8.0, cheaper=0.3)), query)
    assert found["settee"] == pytest.approx([share * (MEAN - np.log(4) / np.log(8))])
    found = terms_of(
        Price(Limits(full=4.0, cheaper=0.4)), query_of(SHOP, [past("settee", "purchase")])
    )
    assert found["plain"] == pytest.approx([share * (MEAN - 0.4)])


def test_of_what_has_no_price_or_kind_nothing_is_said():
    query = query_of(
        SHOP, [past("odd", "purchase"), past("free", "cart"), past(None), past("fine")]
    )
    found = terms_of(Price(), query)
    assert found["odd"] == found["free"] == [0, 0, 0, 0]
    assert found["fine"][:3] == [0, 0, 0] and found["fine"][3] > 0


def test_what_was_turned_away_from_tells_nothing_and_what_is_old_less():
    query = query_of(SHOP, [past("fine", "dislike", 0), past("fine", "view", 60 * 86_400)])
    disliked, viewed = terms_of(Price(), query)["fine"]
    assert disliked == 0 < viewed
    new = query_of(SHOP, [past("fine", "dislike", 0), past("fine", "view", 0)])
    assert terms_of(Price(), new)["fine"][1] > 1.5 * viewed


def test_a_stranger_has_no_prices():
    assert terms_of(Price(), query_of(SHOP))["fine"] == []


@pytest.mark.parametrize("seed", range(4))
def test_an_act_left_out_takes_its_own_term_and_nothing_else(seed):
    shop = random_world(seed)
    random = np.random.default_rng(seed)
    kinds = ["view", "cart", "purchase", "dislike"]
    events = [
        past(f"i{int(random.integers(40)):02}", kinds[n % 4], 3000 * n, n + 1) for n in range(9)
    ]
    whole = terms_of(Price(), query_of(shop, events))
    gone = int(random.integers(1, 9))
    left = [event for event in events if event is not events[gone]]
    rest = query_of(
        shop, left, Context(SHOPPER, "home", NOW),
        ignored_events=(events[gone],), reference_at=events[0].occurred_at,
    )  # fmt: skip
    for name, terms in terms_of(Price(), rest).items():
        assert terms == pytest.approx(np.delete(whole[name], gone).tolist())


@pytest.mark.parametrize("wrong", [{"full": 1.0}, {"cheaper": 1.1}, {"half_life_days": 0.5}])
def test_limits_out_of_bounds_are_refused(wrong):
    with pytest.raises(InvalidInput):
        Limits(**wrong)
