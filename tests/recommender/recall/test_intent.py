"""What the heads foretell, and that an event's part is what the next page takes away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.contracts import Context, Profile
from recommender.pipeline import page_make
from recommender.recall.intent import Intent, Limits
from recommender.strategy_params import StrategyParams, default_weights
from tests.recommender.worlds import NOW, SHOPPER, past, query_of, random_world

ITEMS = [f"i{n:02d}" for n in range(40)]
KINDS = ["view", "click", "cart", "purchase", "like", "dislike", "dwell", "return", "search"]
LOUD = StrategyParams(weights={**default_weights(), "intent": 3.0}, exploration=0.0)

histories = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.sampled_from(KINDS), st.integers(0, 10**7)),
    min_size=1,
    max_size=12,
)


def scored(world, query, **shares):
    source = Intent(Limits(**shares)) if shares else Intent()
    recalled = source.recall(query, world)
    block = world.block(ITEMS)
    scores = source.score(query, block, recalled)
    return source, block, scores


@settings(max_examples=40, deadline=None)
@given(histories, st.integers(0, 5), st.integers(0, 11))
def test_leaving_an_event_out_is_subtraction_on_the_page(history, seed, which):
    world = random_world(seed)
    events = sorted(
        [
            past(None if kind == "search" else item, kind, ago, number + 1, value=30.0)
            for number, (item, kind, ago) in enumerate(history)
        ],
        key=lambda event: event.occurred_at,
    )[::-1]
    gone = events[which % len(events)]
    profile = Profile(SHOPPER, tuple(events))
    without = replace(
        profile,
        events=tuple(event for event in events if event is not gone),
        ignored_events=(replace(gone, item_id=None, context={}),),
        ignored_event_ids=frozenset({gone.id}),
        reference_at=events[0].occurred_at,
    )
    context = Context(SHOPPER, "product", NOW, anchor_item_ids=("i03",), device="phone")
    before, after = (page_make(context, LOUD, world, one) for one in (profile, without))
    place = profile.events.index(gone)
    column = before.shelves[0].scored.source_slugs.index("intent")
    assert before.shelves[0].scored.by_source[:, column].std() > 0.005  # it does say something
    checked = 0
    for one in before.shelves:
        again = next((s for s in after.shelves if s.shelf.slug == one.shelf.slug), None)
        if again is None:
            continue
        rows = {item: row for row, item in enumerate(again.scored.block.item_ids)}
        for row, item in enumerate(one.scored.block.item_ids):
            if item in rows:
                expected = one.scored.score[row] - one.scored.by_event[row, place]
                assert again.scored.score[rows[item]] == pytest.approx(expected, abs=5e-5)
                checked += 1
    assert checked


def test_without_heads_it_says_nothing():
    world = replace(random_world(1), heads=None)
    source, block, scores = scored(world, query_of(world, [past("i04", "view", 5, 1)]))
    assert not scores.any()
    assert source.attribute(query_of(world, [past("i04")]), block, scores) is None


def test_nobody_known_is_still_scored_but_no_event_is_credited():
    world = random_world(1)
    query = query_of(world)
    source, block, scores = scored(world, query)
    assert scores.std() > 0 and source.attribute(query, block, scores) is None


def test_the_usual_odds_are_a_half():
    world = random_world(2)
    arrays = world.heads.arrays
    flat = replace(
        arrays,
        out_w=np.zeros_like(arrays.out_w),
        out_b=arrays.base + np.log([1, 1, 3, 1], dtype="f4"),
    )
    world.heads = replace(world.heads, arrays=flat)
    query = query_of(world, [past("i04", "view", 5, 1)])
    only = {"click": 0.0, "cart": 0.0, "purchase": 0.0, "rating": 0.0}
    assert scored(world, query, **{**only, "cart": 0.5})[2] == pytest.approx(0.5)
    assert scored(world, query, **{**only, "purchase": 0.5})[2] == pytest.approx(0.75)
    assert scored(world, query, **{**only, "cart": 1.0, "purchase": 1.0})[2] == pytest.approx(0.625)


def test_a_strategy_that_gives_it_no_weight_asks_it_nothing(monkeypatch):
    world = random_world(3)
    asked = []
    monkeypatch.setattr(type(world), "task_heads", lambda self: asked.append(1))
    context = Context(SHOPPER, "home", NOW)
    profile = Profile(SHOPPER, (past("i04", "view", 5, 1),))
    page_make(context, StrategyParams(), world, profile)
    assert asked == []
    page_make(context, LOUD, world, profile)
    assert asked
