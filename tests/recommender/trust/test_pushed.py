"""Pushed items: found in every kind of attack, and none where nobody pushes."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.attacks import PUSHES, push_attack
from recommender.trust.profiles import profiles_of
from recommender.trust.pushed import DAY_S, OUTSIDE, Push, pushes_find
from recommender.trust.thin import rushes_find
from tests.recommender.trust.makers import ITEMS, honest

TARGET = 77


@pytest.fixture(scope="module")
def shop():
    return honest(600)


def test_nothing_is_pushed_in_an_honest_shop(shop):
    assert pushes_find(profiles_of(shop, ITEMS)) == []
    assert rushes_find(profiles_of(shop, ITEMS)) == []


@pytest.mark.parametrize("kind", PUSHES)
def test_the_target_is_found_and_its_crowd(shop, kind):
    attacked = push_attack(shop, ITEMS, TARGET, kind, 0.1, 5)
    found = pushes_find(profiles_of(attacked.histories, ITEMS))
    assert [one.item for one in found] == [TARGET]
    accused = found[0].shoppers[found[0].chance >= 0.5]
    false = attacked.false[accused]
    # Some have too few items besides to be told from an odd shopper.
    assert false.sum() >= 0.7 * attacked.false.sum()
    assert (~false).sum() <= 0.02 * 600


def test_too_few_shoppers_prove_nothing():
    attacked = push_attack(honest(60), ITEMS, TARGET, "random", 0.3, 5)
    assert pushes_find(profiles_of(attacked.histories, ITEMS)) == []


def test_a_rush_counts_together_as_many_as_were_to_be_expected(shop):
    from recommender.neural.sequences import sequences_from

    rows = [shop.rows[shop.of(n)].tolist() for n in range(len(shop))]
    singles = [[int(n) % ITEMS] for n in range(60)] + [[TARGET]] * 90
    profiles = profiles_of(sequences_from([*rows, *singles]), ITEMS)
    (rush,) = rushes_find(profiles)
    assert rush.item == TARGET and len(rush.shoppers) >= 90
    assert (rush.shoppers >= len(shop)).all()
    left = (1 - rush.chance).sum()
    assert 0.99 <= left < 10 and np.ptp(rush.chance) == 0


def test_who_met_the_item_at_another_time_is_hardly_suspected():
    chance, logs = np.full(20, 0.9), np.full(20, 2.0)
    one = Push(3, np.arange(20), chance, logs, 0.9, 99.0)
    when = np.full(20, 50 * DAY_S)
    when[:3] = [10 * DAY_S, 49.5 * DAY_S, 90 * DAY_S]
    told = one.chance_at(when, 100 * DAY_S)
    assert told[[0, 2]].tolist() == pytest.approx([OUTSIDE * 0.9] * 2)
    surer = 1 / (1 + np.exp(-2.0) / 9)
    assert told[[1, 5]].tolist() == pytest.approx([surer] * 2)
    # A crowd that came all the time is no campaign; nor is a handful.
    assert (one.chance_at(np.arange(20) * 5 * DAY_S, 100 * DAY_S) == chance).all()
    few = Push(3, np.arange(4), chance[:4], logs[:4], 0.9, 99.0)
    assert (few.chance_at(when[:4], 100 * DAY_S) == 0.9).all()
