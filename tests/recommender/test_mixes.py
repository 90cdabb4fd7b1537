"""The shopper's mix by hand, and the greedy sum against the measure it stands for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.actions import event_weights
from recommender.evaluation.calibration import divergence
from recommender.mixes import PRIOR, Blend, blend_of, mix_read
from tests.recommender.worlds import past, query_of, random_world

HISTORY = [
    past("i01", "purchase", 5, 1),
    past("i02", "view", 60, 2),
    past("i06", "view", 90, 3),
    past("i03", "dislike", 100, 4),
    past(None, "search", 200, 5, context={"query": "lamp"}),
]


def mix_of(events, items=40):
    world = random_world(3)
    query = query_of(world, events)
    block = world.block([one.item_id for one in world.facts][:items])
    return query, mix_read(query, block)


def test_the_mix_is_the_weights_of_acts_beside_what_is_on_offer():
    query, mix = mix_of(HISTORY)
    weights = event_weights(query)[0].astype(float)
    assert mix.names == ("c0", "c1", "c2", "c3", "c4")
    assert mix.offered.tolist() == [0.2] * 5
    # i01 and i06 are of c1, i02 of c2; i03 was turned away from and takes nothing below 0.
    mass = np.array([0.0, weights[0] + weights[2], weights[1], 0.0, 0.0]) + PRIOR * 0.2
    assert mix.share() == pytest.approx(mass / mass.sum(), abs=1e-6)
    assert mix.share().argmax() == 1


@pytest.mark.parametrize("place", range(5))
def test_leaving_an_act_out_is_the_mix_of_the_others(place):
    query, mix = mix_of(HISTORY)
    gone = query.profile.events[place]
    left = tuple(event for event in query.profile.events if event is not gone)
    profile = replace(
        query.profile,
        events=left,
        ignored_events=(replace(gone, item_id=None, context={}),),
        reference_at=query.profile.events[0].occurred_at,
    )
    world = random_world(3)
    again = query_of(world, left, ignored_events=profile.ignored_events,
                     reference_at=profile.reference_at)  # fmt: skip
    other = mix_read(again, world.block([one.item_id for one in world.facts]))
    assert mix.share(without=(place,)) == pytest.approx(other.share(), abs=1e-6)
    assert mix.share() == pytest.approx(mix_of(HISTORY)[1].share())  # and nothing was changed


def test_who_did_nothing_has_no_mix():
    assert mix_of([])[1] is None
    assert mix_of([past(None, "search", 5, 1)])[1] is None
    assert mix_of([past("i01", "dislike", 5, 1)])[1] is None
    assert mix_of(HISTORY, items=0)[1] is None


def test_kinds_that_are_not_on_offer_are_left_out():
    world = random_world(3)
    query = query_of(world, HISTORY)
    mix = mix_read(query, world.block(["i02", "i07", "i12"]))  # only c2
    assert mix.names == ("c2",) and mix.share().tolist() == [1.0]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 8), lists=st.integers(1, 3))
def test_the_last_place_adds_what_the_measure_says(seed, size, lists):
    """With every place filled the sum is −size · KL, up to what the wanted mix alone decides."""
    random = np.random.default_rng(seed)
    wanted = random.dirichlet(np.ones(4), lists)
    parts = random.dirichlet(np.ones(4), 10)  # items may be of several categories at once
    blend = Blend(wanted, parts, np.arange(10), size)
    held = random.integers(0, 10, (size - 1, lists))
    for rows in held:
        blend.add(rows)
    for one in range(lists):
        given = (parts[held[:, one]].sum(axis=0)[None, :] + parts) / size
        apart = divergence(np.tile(wanted[one], (10, 1)), given)
        own = float((wanted[one] * np.log(wanted[one])).sum())
        assert blend.gain[one] == pytest.approx(size * (own - apart), abs=1e-8)


def test_the_first_place_hardly_minds_and_a_second_of_a_kind_costs_more():
    blend = blend_of([np.array([0.5, 0.5])], np.array([0, 1, -1]), 8)
    first = blend.gain[0]
    assert first[0] == pytest.approx(first[1]) and first[2] < first[0]
    for _ in range(4):
        blend.add(np.array([0]))
    assert blend.gain[0][1] > blend.gain[0][0]  # half of the shelf has it: now the other kind


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), lists=st.integers(2, 9), names=st.integers(1, 40))
def test_lists_side_by_side_are_what_each_is_alone(seed, lists, names):
    """To the bit: a shelf without an act is chosen beside others, and made again by itself."""
    random = np.random.default_rng(seed)
    wanted = list(random.dirichlet(np.ones(names), lists))
    codes = random.integers(-1, names, 50)
    together, alone = blend_of(wanted, codes, 6), [blend_of([one], codes, 6) for one in wanted]
    for _ in range(5):
        rows = random.integers(0, 50, lists)
        together.add(rows)
        for at, one in enumerate(alone):
            one.add(rows[at : at + 1])
            assert np.array_equal(together.gain[at], one.gain[0])
