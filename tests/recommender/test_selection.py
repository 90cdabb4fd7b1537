from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.contracts import Context, Scored
from recommender.mixes import MixRead
from recommender.selection import FIRST_EXPLORED, explore, select_rows, select_without
from recommender.shelves import SHELVES
from recommender.strategy_params import StrategyParams
from tests.recommender.worlds import NOW, block, fact, random_world

FOR_YOU, SIMILAR = SHELVES["for_you"], SHELVES["similar"]


def scored(score, tail=()):
    facts = [fact(f"i{n}", is_tail=n in tail) for n in range(len(score))]
    one = block(facts, np.eye(len(score)))
    score = np.array(score, dtype=np.float32)
    return Scored(
        one, ("s",), np.ones(1, np.float32), score[:, None], score, np.zeros((len(score), 0))
    )


def test_limits_per_category_and_brand_leave_the_shelf_full():
    facts = [fact(f"i{n}", category="c" if n < 6 else "d", brand=f"b{n}") for n in range(9)]
    one = block(facts, np.eye(9))
    score = np.linspace(1, 0.1, 9).astype(np.float32)
    params = StrategyParams(diversity=0.0, per_category=2, shelf_size=6)
    rows = select_rows(one, score, range(9), params, FOR_YOU, 6)
    # Two of each category, then the best of what was skipped.
    assert rows == [0, 1, 6, 7, 2, 3]
    assert select_rows(one, score, range(9), params, SIMILAR, 6) == [0, 1, 2, 3, 4, 5]


def test_only_the_pool_is_chosen_from():
    one = scored([0.9, 0.8, 0.7, 0.6])
    params = StrategyParams(diversity=0.0)
    assert select_rows(one.block, one.score, [3, 1], params, FOR_YOU, 2) == [1, 3]
    assert select_rows(one.block, one.score, [], params, FOR_YOU, 2) == []


def test_exploration_keeps_the_first_places_and_says_its_chance():
    one = scored(np.linspace(1, 0, 30), tail=range(20, 30))
    rows, pool = list(range(8)), list(range(30))
    shown, chances = Counter(), {}
    visits = 4000
    for number in range(visits):
        context = Context(uuid.UUID(int=number), "home", NOW)
        chosen = explore(one, rows, pool, context, FOR_YOU, 0.2)
        assert chosen == explore(one, rows, pool, context, FOR_YOU, 0.2)
        assert chosen.rows[:FIRST_EXPLORED] == (0, 1) and len(set(chosen.rows)) == 8
        for place, (row, chance) in enumerate(zip(chosen.rows, chosen.propensities, strict=True)):
            shown[place, row] += 1
            assert chances.setdefault((place, row), chance) == chance
    # Logged propensities are the frequencies: within four standard errors, place by place.
    for key, chance in chances.items():
        error = (chance * (1 - chance) / visits) ** 0.5
        assert abs(shown[key] / visits - chance) <= 4 * error + 1e-9
    explored = sum(n for (place, row), n in shown.items() if row != place)
    assert explored / (8 * visits) == pytest.approx(0.2, abs=0.01)


def test_nothing_is_explored_where_a_shelf_or_strategy_does_not():
    one = scored(np.linspace(1, 0, 30))
    context = Context(uuid.UUID(int=1), "home", NOW)
    for shelf, share in ((SIMILAR, 0.5), (FOR_YOU, 0.0)):
        chosen = explore(one, list(range(8)), list(range(30)), context, shelf, share)
        assert chosen.rows == tuple(range(8)) and set(chosen.propensities) == {1.0}


@pytest.mark.parametrize("slug", ["dpp", "mmr"])
def test_the_slider_of_diversity_moves_the_shelf(slug):
    world = random_world(2, items=80)
    score = (world.content @ world.content[0]).astype(np.float32)
    params = StrategyParams(diversifier=slug, per_category=24, per_brand=24)

    def alike(diversity):
        moved = replace(params, diversity=diversity)
        rows = select_rows(world.block([f.item_id for f in world.facts]), score, range(80), moved,
                           FOR_YOU, 12)  # fmt: skip
        return float((world.content[rows] @ world.content[rows].T).mean())

    assert alike(0.9) < alike(0.0)


def tail_world(fits=0.4):
    """Twelve well known items, and six little known ones that score less."""
    facts = [fact(f"i{n}", is_tail=n >= 12, category=f"c{n}", brand=f"b{n}") for n in range(18)]
    score = np.concatenate([np.linspace(1.0, 0.5, 12), np.linspace(fits, 0.1, 6)])
    return block(facts, np.eye(18)), score.astype(np.float32)


@pytest.mark.parametrize(("quota", "held"), [(0.0, 0), (0.25, 2), (0.5, 4)])
def test_places_are_held_for_little_known_items_that_fit(quota, held):
    one, score = tail_world()
    params = StrategyParams(diversity=0.0, tail_quota=quota)
    rows = select_rows(one, score, range(18), params, FOR_YOU, 8)
    # The best of the shelf stays; the last places go to the best of the tail.
    fitting = [row for row in (12, 13, 14, 15, 16, 17) if score[row] >= 0.5 * score[7]]
    assert rows == [*range(8 - min(held, len(fitting))), *fitting[:held]]
    assert select_rows(one, score, range(18), params, SIMILAR, 8) == list(range(8))


def test_no_place_is_held_where_nothing_fits():
    one, score = tail_world(fits=0.3)  # the eighth scores 0.68: half of that is the least
    params = StrategyParams(diversity=0.0, tail_quota=0.5)
    assert select_rows(one, score, range(18), params, FOR_YOU, 8) == list(range(8))
    nobody = np.zeros(18, dtype=np.float32)
    assert select_rows(one, nobody, range(18), params, FOR_YOU, 8) == list(range(8))


def test_a_held_place_is_not_needed_where_the_best_fill_it():
    one, score = tail_world()
    score[13] = 2.0
    params = StrategyParams(diversity=0.0, tail_quota=0.125)
    assert select_rows(one, score, range(18), params, FOR_YOU, 8) == [13, *range(7)]


def mixed_world():
    """Thirty items of three kinds; the score runs with the kind, a little with the item."""
    kinds = [n // 10 for n in range(30)]
    facts = [fact(f"i{n}", category=f"c{kinds[n]}", brand=f"b{n}") for n in range(30)]
    score = np.array([1.0 - 0.1 * kind for kind in kinds]) - 0.001 * np.arange(30)
    return block(facts, np.eye(30)), score.astype(np.float32), np.array(kinds)


def mix_of(weights, of_event=(0, 1, 2)):
    return MixRead(
        ("c0", "c1", "c2"), np.full(3, 1 / 3), np.array(of_event), np.array(weights, np.float32)
    )


def test_calibration_brings_the_shelf_to_the_shoppers_mix():
    one, score, kinds = mixed_world()
    mix = mix_of([40.0, 20.0, 20.0])  # with what is on offer: 0.498, 0.251, 0.251

    def shown(calibration):
        params = StrategyParams(diversity=0.0, calibration=calibration, per_category=24)
        rows = select_rows(one, score, range(30), params, FOR_YOU, 8, mix)
        return np.bincount(kinds[rows], minlength=3).tolist()

    assert shown(0.0) == [8, 0, 0]
    assert shown(1.0) == [4, 2, 2]
    assert shown(0.0)[0] > shown(0.5)[0] >= shown(1.0)[0]


def test_a_kind_that_lies_far_down_is_found_for_the_mix():
    facts = [fact(f"i{n}", category="c0" if n < 100 else "c1", brand=f"b{n}") for n in range(104)]
    one, score = block(facts, np.zeros((104, 2))), np.linspace(1, 0, 104).astype(np.float32)
    mix = MixRead(("c0", "c1"), np.array([0.9, 0.1]), np.array([1]), np.array([30.0], np.float32))
    params = StrategyParams(diversity=0.0, calibration=0.9, per_category=24)
    rows = select_rows(one, score, range(104), params, FOR_YOU, 8, mix)
    assert sum(row >= 100 for row in rows) >= 3


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    calibration=st.sampled_from([0.0, 0.5]),
    quota=st.sampled_from([0.0, 0.3]),
    slug=st.sampled_from(["dpp", "mmr"]),
    diversity=st.sampled_from([0.0, 0.5]),
)
def test_without_an_act_is_the_selection_made_anew(seed, calibration, quota, slug, diversity):
    """Side by side or one by one: the score less the act's part, the mix without the act."""
    random = np.random.default_rng(seed)
    world = random_world(seed % 50, items=70)
    one = world.block([f.item_id for f in world.facts])
    names = one.categories[0]
    by_event = (0.4 * random.random((70, 4)) * (random.random((70, 4)) < 0.3)).astype(np.float32)
    score = by_event.sum(axis=1) + 0.3 * random.random(70).astype(np.float32)
    offered = np.full(len(names), 1 / len(names))
    mix = MixRead(names, offered, random.integers(0, 5, 4), random.random(4).astype(np.float32))
    params = StrategyParams(
        diversifier=slug, diversity=diversity, calibration=calibration, tail_quota=quota,
        per_category=3,
    )  # fmt: skip
    pool = sorted(random.choice(70, 60, replace=False).tolist())
    groups = [(2,), (0,), (3, 1), (0, 2, 3)]
    found = select_without(one, score, by_event, groups, pool, params, FOR_YOU, 8, mix)
    for group, rows in zip(groups, found, strict=True):
        left = ~np.isin(np.arange(4), group)
        alone = MixRead(names, offered, mix.of_event[left], mix.weights[left])
        less = score - by_event[:, list(group)].sum(axis=1)
        again = select_rows(one, less, pool, params, FOR_YOU, 8, alone)
        assert rows.rows == again
    assert select_without(one, score, by_event, [], pool, params, FOR_YOU, 8, mix) == []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), quota=st.sampled_from([0.0, 0.3]))
def test_what_stands_elsewhere_is_not_chosen_again(seed, quota):
    """Side by side, each group with other rows taken: as if those were not among the pool."""
    random = np.random.default_rng(seed)
    world = random_world(seed % 50, items=40)
    one = world.block([f.item_id for f in world.facts])
    by_event = (0.4 * random.random((40, 3))).astype(np.float32)
    score = by_event.sum(axis=1) + 0.3 * random.random(40).astype(np.float32)
    params = StrategyParams(tail_quota=quota, per_category=3)
    pool = sorted(random.choice(40, 30, replace=False).tolist())
    groups = [(0,), (1, 2), (2,), (1,)]
    # The last ones leave hardly anything, or nothing at all.
    taken = random.random((4, 40)) < np.array([0.0, 0.3, 0.9, 1.0])[:, None]
    args = (params, FOR_YOU, 8)
    found = select_without(one, score, by_event, groups, pool, *args, taken=taken)
    for group, rows, gone in zip(groups, found, taken, strict=True):
        left = [row for row in pool if not gone[row]]
        less = score - by_event[:, list(group)].sum(axis=1)
        again = select_rows(one, less, left, *args)
        assert sorted(rows.rows) == sorted(again)
        assert len(left) <= 8 or rows.rows == again
