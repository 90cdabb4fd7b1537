"""The session's sum by hand, and that leaving an event out is plain subtraction."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender import registry
from recommender.actions import action_weight, fading, nearness
from recommender.recall.session import Limits, Session
from recommender.recalled import recalled_from
from tests.recommender.worlds import World, fact, past, query_of, random_world, unit

NOTHING = recalled_from([])


def tiny() -> World:
    facts = [fact("a"), fact("b"), fact("c")]
    content = np.stack([unit(1, 0), unit(0, 1), unit(0.6, 0.8)])
    return World(facts, content, np.zeros((3, 2), dtype=np.float32))


def test_by_hand():
    # cos(c, a) = 0.6, cos(c, b) = 0.8; floor 0.25: near = (0.35 / 0.75)² = 0.21778,
    # (0.55 / 0.75)² = 0.53778. Purchase 1.0 now; view 0.3 half an hour ago fades to
    # 0.5 · 0.5 + 0.5 · 0.5^(1800 / 1209600) = 0.74948. Mass 1.0 + 0.22485.
    world = tiny()
    query = query_of(world, [past("a", "purchase", 0), past("b", "view", 1800)])
    block = world.block(["c"])
    expected = (0.217778 * 1.0 + 0.537778 * 0.224846) / 1.224846
    assert Session().score(query, block, NOTHING) == pytest.approx([expected], abs=1e-4)


def test_one_small_action_stays_small():
    # Mass below 1 is not scaled up: a single view says 0.3 of an item itself.
    world = tiny()
    query = query_of(world, [past("a", "view", 0)])
    assert Session().score(query, world.block(["a"]), NOTHING) == pytest.approx([0.3], abs=1e-3)


def test_a_dislike_counts_against():
    world = tiny()
    query = query_of(world, [past("a", "dislike", 0)])
    assert Session().score(query, world.block(["a"]), NOTHING)[0] == pytest.approx(-0.3, abs=1e-3)


@pytest.mark.parametrize(
    ("kind", "value", "weight"),
    [
        ("purchase", 3, 1.0),
        ("cart", None, 0.8),
        ("like", None, 0.8),
        ("rating", 5, 0.8),
        ("rating", 3, 0.0),
        ("rating", 1, -0.8),
        ("dwell", 30, 0.15),
        ("dwell", 600, 0.3),
        ("search", None, 0.0),
    ],
)
def test_what_actions_say(kind, value, weight):
    assert action_weight(past("a", kind, value=value)) == pytest.approx(weight)


def test_stronger_actions_say_more():
    kinds = ["purchase", "cart", "click", "view", "dislike", "uncart", "return"]
    weights = [action_weight(past("a", kind)) for kind in kinds]
    assert weights == sorted(weights, reverse=True)


def test_fading():
    assert fading(0) == 1.0
    assert fading(1800, 1800, 1e12) == pytest.approx(0.75)
    assert fading(-5) == 1.0


def test_nearness():
    assert nearness(np.array([0.1, 0.25, 0.625, 1.0]), 0.25) == pytest.approx([0, 0, 0.25, 1])


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 500), gone=st.integers(0, 4), slug=st.sampled_from(["session", "tail"]))
def test_leaving_an_event_out_is_subtraction(seed, gone, slug):
    world = random_world(seed)
    random = np.random.default_rng(seed)
    kinds = ["view", "purchase", "cart", "dislike", "view"]
    events = [
        past(f"i{int(random.integers(40)):02d}", kind, float(place * 500), place + 1)
        for place, kind in enumerate(kinds)
    ]
    block = world.block([one.item_id for one in world.facts])
    source = registry.get("source", slug)()
    query = query_of(world, events)
    score = source.score(query, block, NOTHING)
    shares = source.attribute(query, block, score)
    assert np.allclose(shares.sum(axis=1), score, atol=1e-6)
    kept = [event for place, event in enumerate(events) if place != gone]
    left_out = replace(events[gone], item_id=None, context={})
    without = query_of(world, kept, ignored_events=(left_out,), reference_at=events[0].occurred_at)
    assert np.allclose(source.score(without, block, NOTHING), score - shares[:, gone], atol=1e-6)


def test_the_search_goes_where_the_weight_is():
    world = random_world(1)
    query = query_of(world, [past("i00", "purchase"), past("i01", "view"), past("i02", "dislike")])
    found = Session(Limits(limit=10)).recall(query, world)
    assert "i00" in found.item_ids and "i02" not in found.item_ids


def test_sliders_act_on_the_events_of_a_category():
    world = random_world(1)
    block = world.block(["i05"])
    events = [past("i00", "purchase"), past("i01", "purchase")]

    def score(**factors):
        query = query_of(world, events, interest_factors=factors)
        return float(Session().score(query, block, NOTHING)[0])

    assert score(c0=0.0) < score() < score(c0=2.0)
    assert score(c1=1.0) == score()
