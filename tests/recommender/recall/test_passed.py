"""Scrolled past: hand-worked sums, and that each time is a term of its own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.contracts import Context
from recommender.recall.passed import Limits, Passed
from tests.recommender.worlds import NOW, SHOPPER, query_of, random_world

WORLD = random_world(3)
DAY = 86_400.0


def scores(passes, **limits):
    """Return the score of each item; `passes`: (item, age in days)."""
    query = query_of(
        WORLD,
        [],
        Context(SHOPPER, "home", NOW),
        passed_item_ids=tuple(item for item, _age in passes),
        passed_s=tuple(NOW.timestamp() - age * DAY for _item, age in passes),
    )
    source = Passed(Limits(**limits))
    recalled = source.recall(query, WORLD)
    assert recalled.item_ids == ()
    block = WORLD.block([one.item_id for one in WORLD.facts])
    return dict(zip(block.item_ids, source.score(query, block, recalled).tolist(), strict=True))


def test_each_time_is_an_eighth_and_fades_by_half():
    found = scores([("i01", 0.0), ("i01", 3.0), ("i02", 6.0), ("gone", 0.0)])
    assert found["i01"] == pytest.approx((1 + 0.5) / 8)
    assert found["i02"] == pytest.approx(0.25 / 8)
    assert sum(found.values()) == pytest.approx(1.75 / 8)
    assert scores([("i01", 3.0)], half_life_days=1.5)["i01"] == pytest.approx(0.25 / 8)


def test_eight_times_just_now_are_the_whole():
    assert scores([("i01", 0.0)] * 8)["i01"] == 1.0
    assert scores([("i01", -0.01)] * 8)["i01"] == 1.0  # a clock ahead of ours


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["i00", "i01", "i02"]), st.floats(0, 40)), min_size=1, max_size=8
    )
)
def test_forgetting_one_is_subtraction(passes):
    whole, first, rest = scores(passes), scores(passes[:1]), scores(passes[1:])
    for item in whole:
        assert whole[item] == pytest.approx(first[item] + rest[item], abs=1e-6)
    assert min(whole.values()) >= 0 and max(whole.values()) <= 1
    assert np.count_nonzero(list(whole.values())) <= len({item for item, _age in passes})
