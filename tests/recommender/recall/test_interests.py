"""The deep part against exact leave-one-out rows, named interests, and events newer than both."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recommender.contracts import Interest
from recommender.recall.interests import Interests, Limits
from recommender.recalled import recalled_from
from tests.recommender.worlds import World, fact, past, query_of, unit

NOTHING = recalled_from([])
FACTS = [fact("a"), fact("b"), fact("c")]


def world() -> World:
    model = np.stack([unit(1, 0), unit(0, 1), unit(0.6, 0.8)])
    return World(FACTS, np.zeros((3, 2), dtype=np.float32), model)


OLD = past("a", "view", 5000, 1)
NEW = past("b", "cart", 0, 2)


def query(events=(OLD,), **profile):
    base = {
        "deep": np.array([2.0, 0.0], dtype=np.float32),
        "loo": np.array([[0.0, 3.0]], dtype=np.float32),
        "loo_event_ids": (OLD.id,),
        "interests_as_of": OLD.occurred_at,
    }
    return query_of(world(), events, **{**base, **profile})


def test_the_deep_part_is_a_cosine_and_the_share_its_exact_loss():
    block = world().block(["a", "b", "c"])
    score = Interests().score(query(), block, NOTHING)
    assert score == pytest.approx([1.0, 0.0, 0.6], abs=1e-6)
    shares = Interests().attribute(query(), block, score)
    # Without the event the vector points at b: cosines 0, 1, 0.8.
    assert shares[:, 0] == pytest.approx([1.0, -1.0, -0.2], abs=1e-6)


def test_a_newer_event_is_folded_in_at_once():
    block = world().block(["b", "c"])
    score = Interests().score(query((NEW, OLD)), block, NOTHING)
    # weight 0.8 now, scale 1.8; b: 0.8 · 1 / 1.8; c: (0.6 + 0.8 · 0.64) / 1.8
    assert score == pytest.approx([0.8 / 1.8, (0.6 + 0.8 * 0.64) / 1.8], abs=1e-5)
    shares = Interests().attribute(query((NEW, OLD)), block, score)
    assert shares[:, 0] == pytest.approx([0.8 / 1.8, 0.8 * 0.64 / 1.8], abs=1e-5)


def test_leaving_a_newer_event_out_is_subtraction():
    block = world().block(["a", "b", "c"])
    with_it = query((NEW, OLD))
    score = Interests().score(with_it, block, NOTHING)
    share = Interests().attribute(with_it, block, score)[:, 0]
    left_out = replace(NEW, item_id=None, context={})
    without = query((OLD,), ignored_events=(left_out,), reference_at=NEW.occurred_at)
    assert Interests().score(without, block, NOTHING) == pytest.approx(score - share, abs=1e-6)


def test_named_interests_and_their_sliders():
    block = world().block(["a", "b"])
    interest = Interest("lamps", 0.5, np.array([0.0, 1.0], dtype=np.float32), (OLD.id,))
    params = Limits(deep_share=0.6)

    def score(factor):
        named = query(interests=(interest,), interest_factors={"lamps": factor})
        return Interests(params).score(named, block, NOTHING)

    # a: 0.6 · 1; b: 0.4 · 0.5 · 1
    assert score(1.0) == pytest.approx([0.6, 0.2], abs=1e-6)
    # forgotten: nothing of its own, and its part of the whole vector taken off: -0.6 · 0.5
    assert score(0.0) == pytest.approx([0.6, -0.3], abs=1e-6)
    assert score(2.0)[1] == pytest.approx(0.4 + 0.3, abs=1e-6)
    shares = Interests(params).attribute(query(interests=(interest,)), block, score(1.0))
    assert shares[1, 0] == pytest.approx(0.6 * (0.0 - 1.0) + 0.2, abs=1e-6)


def test_without_a_model_it_says_nothing():
    empty = query(deep=None, loo=None, loo_event_ids=())
    block = world().block(["a", "b"])
    assert Interests().recall(empty, world()).item_ids == ()
    assert Interests().score(empty, block, NOTHING).tolist() == [0.0, 0.0]
    assert Interests().attribute(empty, block, np.zeros(2)) is None
