"""Trust of whole shops: scripts are caught, honest shoppers are left alone, and why is said."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.attacks import BOTS, bot_attack, push_attack
from recommender.trust.judging import trust_judge
from recommender.trust.signals import SIGNALS, SUSPECT
from tests.recommender.trust.makers import ITEMS, honest

EXPECTED = {"regular": "even", "fast": "pace", "sweep": "walk", "again": "again"}


@pytest.fixture(scope="module")
def shop():
    return honest(400)


def test_honest_shoppers_are_trusted(shop):
    judged = trust_judge(shop, ITEMS)
    assert set(judged.signals) == set(SIGNALS)
    assert (judged.trust >= SUSPECT).all() and judged.trust.mean() > 0.98
    assert not judged.pushes and not judged.rushes


@pytest.mark.parametrize("kind", BOTS)
def test_scripts_are_caught(shop, kind):
    attacked = bot_attack(shop, ITEMS, kind, 0.06, 2)
    judged = trust_judge(attacked.histories, ITEMS)
    suspect = judged.trust < SUSPECT
    assert suspect[attacked.false].mean() >= 0.95
    assert suspect[~attacked.false].mean() <= 0.005
    one = int(np.flatnonzero(attacked.false & suspect)[0])
    assert EXPECTED.get(kind, "copies") in judged.causes(one)


def test_a_copied_shopper_is_not_to_blame(shop):
    attacked = bot_attack(shop, ITEMS, "copies", 0.04, 3)
    judged = trust_judge(attacked.histories, ITEMS)
    copied = (judged.signals["copies"].measured >= 3) & ~attacked.false
    assert copied.any() and (judged.trust[copied] >= SUSPECT).all()


def test_what_was_measured_is_what_a_person_can_check(shop):
    attacked = bot_attack(shop, ITEMS, "again", 0.01, 2)
    judged = trust_judge(attacked.histories, ITEMS)
    one = int(np.flatnonzero(attacked.false)[0])
    own = attacked.histories.of(one)
    within = attacked.histories.times[own] < attacked.histories.times[own][0] + 86_400
    assert judged.causes(one)["again"] == within.sum()
    pushed = push_attack(shop, ITEMS, 33, "average", 0.1, 2)
    judged = trust_judge(pushed.histories, ITEMS)
    accused = np.flatnonzero(pushed.false & (judged.trust < SUSPECT))
    assert {judged.causes(int(one))["pushed"] for one in accused} == {33.0}


def test_the_same_histories_are_judged_the_same(shop):
    assert (trust_judge(shop, ITEMS).trust == trust_judge(shop, ITEMS).trust).all()


def test_a_handful_and_nobody_at_all():
    few = honest(3)
    assert (trust_judge(few, ITEMS).trust >= SUSPECT).all()
    assert len(trust_judge(few.take(np.zeros(0, dtype=np.int64)), ITEMS).trust) == 0
