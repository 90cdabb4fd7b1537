"""The niche quota: whom it shows what, how often, and that what is logged is what happens."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from recommender.chance import FIRST_EXPLORED, NICHE_FIT, explore, familiar, may_draw
from recommender.contracts import Context, Scored
from recommender.shelves import SHELVES
from tests.recommender.worlds import NOW, block, fact, past, query_of, random_world

FOR_YOU, SIMILAR = SHELVES["for_you"], SHELVES["similar"]
POOL = list(range(30))
ROWS = list(range(8))


def scored(fits=(), few=range(24, 30)):
    """Thirty items; one act adds 0.5 to each of the first ten and what `fits` says to the last."""
    facts = [fact(f"i{n}", is_tail=n >= 20, event_count=2 if n in few else 90) for n in range(30)]
    by_event = np.zeros((30, 1), dtype=np.float32)
    by_event[:10] = 0.5
    for row, value in fits:
        by_event[row] = value
    score = np.linspace(1, 0.1, 30).astype(np.float32)
    return Scored(
        block(facts, np.eye(30)), ("s",), np.ones(1, np.float32), score[:, None], score, by_event
    )


FITTING = [(24, 0.5), (25, 0.4), (26, 0.3), (27, 0.2), (9, 0.5)]  # the least is half of 0.5


def visits(one, share, niche, number=4000, shelf=FOR_YOU):
    for visit in range(number):
        context = Context(uuid.UUID(int=visit), "home", NOW)
        yield explore(one, ROWS, POOL, context, shelf, share, niche)


def test_fitting_items_get_their_places_and_no_others_do():
    shown, total = Counter(), 0
    for chosen in visits(scored(FITTING), 0.0, 0.1):
        assert chosen.by_chance == frozenset() and len(chosen.niche) <= 1
        shown.update(chosen.niche)
        total += 1
    assert NICHE_FIT == 0.5 and set(shown) == {24, 25, 26}
    # A tenth of eight places a page, and each that fits has the same share of it.
    assert sum(shown.values()) / total == pytest.approx(0.8, abs=0.02)
    for row in (24, 25, 26):
        assert shown[row] / total == pytest.approx(0.8 / 3, abs=0.03)


def test_logged_propensities_are_frequencies():
    """Both lots at once: within four standard errors, place by place."""
    one, number = scored(FITTING), 6000
    shown, chances = Counter(), {}
    for chosen in visits(one, 0.2, 0.2, number):
        assert chosen.rows[:FIRST_EXPLORED] == (0, 1) and len(set(chosen.rows)) == 8
        assert not chosen.niche & chosen.by_chance
        for place, (row, chance) in enumerate(zip(chosen.rows, chosen.propensities, strict=True)):
            shown[place, row] += 1
            assert chances.setdefault((place, row), chance) == chance
    for key, chance in chances.items():
        error = (chance * (1 - chance) / number) ** 0.5
        assert abs(shown[key] / number - chance) <= 4 * error + 1e-9
    niche = sum(n for (_, row), n in shown.items() if row in (24, 25, 26))
    assert niche / (8 * number) == pytest.approx(0.2, abs=0.01)
    explored = sum(n for (_, row), n in shown.items() if row > 7) - niche
    # 4 places at 1.6 / 6, and 2 that the quota leaves a fifth: the quota goes first.
    assert explored / (8 * number) == pytest.approx((4 * 1.6 / 6 + 2 * 0.2) / 8, abs=0.01)
    places = Counter()
    for place, row in chances:
        places[place] += chances[place, row]
    assert all(total == pytest.approx(1.0) for total in places.values())


def test_the_draw_is_that_of_shopper_time_and_shelf():
    one = scored(FITTING)
    first = [chosen.rows for chosen in visits(one, 0.1, 0.1, 50)]
    assert first == [chosen.rows for chosen in visits(one, 0.1, 0.1, 50)]
    later = Context(uuid.UUID(int=3), "home", NOW.replace(hour=3))
    rows = {explore(one, ROWS, POOL, later, FOR_YOU, 0.5, 0.3).rows, first[3]}
    assert len(rows) == 2


@pytest.mark.parametrize("fits", [(), [(24, 0.24)], [(9, 0.9)]])
def test_no_place_is_given_where_nothing_little_known_fits(fits):
    for chosen in visits(scored(fits), 0.0, 0.3, 40):
        assert chosen.rows == tuple(ROWS) and set(chosen.propensities) == {1.0}


def test_a_shelf_that_leaves_nothing_to_chance_has_no_quota():
    for chosen in visits(scored(FITTING), 0.0, 0.3, 40, SIMILAR):
        assert chosen.rows == tuple(ROWS)


def test_a_stranger_is_shown_none():
    one = scored(FITTING)
    nobody = Scored(one.block, one.source_slugs, one.weights, one.by_source, one.score,
                    np.zeros((30, 0), np.float32))  # fmt: skip
    assert all(chosen.rows == tuple(ROWS) for chosen in visits(nobody, 0.0, 0.3, 40))


def test_one_that_fits_is_shown_at_one_place_as_often_as_may_be():
    """Three places are promised and one item fits: it stands at one place, always."""
    found = list(visits(scored([(24, 0.5)]), 0.0, 0.3, 200))
    assert all(chosen.rows[-1] == 24 and chosen.propensities[-1] == 1.0 for chosen in found)


def test_what_is_familiar_is_not_shown_as_something_different():
    familiar = np.ones(30, dtype=bool)
    familiar[[21, 23]] = False
    drawn = Counter()
    for visit in range(500):
        context = Context(uuid.UUID(int=visit), "home", NOW)
        drawn.update(explore(scored(), ROWS, POOL, context, FOR_YOU, 0.5, 0.0, familiar).by_chance)
    assert set(drawn) == {21, 23}


@pytest.mark.parametrize(("share", "niche"), [(0.05, 0.0), (0.0, 0.05), (0.05, 0.05), (0.0, 0.0)])
def test_where_nothing_may_be_drawn_nothing_is(share, niche):
    none = 0
    for visit in range(300):
        context = Context(uuid.UUID(int=visit), "home", NOW)
        chosen = explore(scored(FITTING), ROWS, POOL, context, FOR_YOU, share, niche)
        if not may_draw(len(ROWS), context, FOR_YOU, share, niche):
            assert chosen.rows == tuple(ROWS)
            none += 1
    assert none >= 60
    assert not may_draw(8, context, SIMILAR, 1.0, 1.0)
    assert not may_draw(2, context, FOR_YOU, 1.0, 1.0)


def test_a_category_met_twice_is_familiar_until_one_act_is_left_out():
    facts = [fact("a", category="jars"), fact("b", category="jars"), fact("c", category="bowls"),
             fact("d", category="")]  # fmt: skip
    asked = query_of(random_world(0), [past("a", "view", 1, 1), past("b", "view", 2, 2),
                                       past("c", "view", 3, 3)])  # fmt: skip
    asked = replace(asked, history=block(facts[:3], np.eye(3)))
    found = block(facts, np.eye(4))
    assert familiar(asked, found).tolist() == [True, True, False, False]
    assert familiar(asked, found, without=(2,)).tolist() == [True, True, False, False]
    assert familiar(asked, found, without=(0,)).tolist() == [False] * 4
