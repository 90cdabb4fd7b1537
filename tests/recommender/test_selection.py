from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from recommender.contracts import Context, Scored
from recommender.selection import FIRST_EXPLORED, explore, select_rows
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
