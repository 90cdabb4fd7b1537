"""Injected noise, bots and pushes: as many as asked for, where asked for, the same for a seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.attacks import (
    BANDWAGON,
    BEST_KNOWN,
    BOTS,
    PUSHES,
    bot_attack,
    noise_inject,
    push_attack,
)
from recommender.neural.sequences import sequences_from
from tests.recommender.trust.makers import ITEMS, honest


@given(
    st.lists(st.lists(st.integers(0, 9), max_size=9), min_size=1, max_size=6),
    st.floats(0, 0.5),
    st.integers(0, 3),
)
def test_noise_keeps_every_act_and_its_order(lists, share, spared):
    histories = sequences_from(lists, None, [list(range(len(one))) for one in lists])
    noisy, noise = noise_inject(histories, 10, share, 1, spared)
    able = sum(max(len(one) - spared, 0) for one in lists)
    assert noise.sum() == round(share * able)
    for number, own in enumerate(lists):
        at = noisy.of(number)
        assert noisy.rows[at][~noise[at]].tolist() == own
        tail = min(spared, len(own))
        assert not noise[at][len(noise[at]) - tail :].any()
        assert (np.diff(noisy.times[at]) >= 0).all()


@pytest.mark.parametrize("kind", PUSHES)
def test_a_push_adds_its_share_and_ends_on_the_target(kind):
    shop = honest(200)
    attacked = push_attack(shop, ITEMS, 9, kind, 0.1, 3)
    assert attacked.false.sum() == 20 and len(attacked.histories) == 220
    for number in np.flatnonzero(attacked.false).tolist():
        rows = attacked.histories.rows[attacked.histories.of(number)]
        assert rows[-1] == 9 and (rows[:-1] != 9).all() and len(set(rows.tolist())) == len(rows)
    for number in np.flatnonzero(~attacked.false)[::40].tolist():
        own = attacked.histories.of(number)
        before = shop.of(int(attacked.origin[number]))
        assert (attacked.histories.rows[own] == shop.rows[before]).all()


def fillers(kind, shop):
    attacked = push_attack(shop, ITEMS, 9, kind, 0.5, 3)
    made = [attacked.histories.of(int(n)) for n in np.flatnonzero(attacked.false)]
    return np.concatenate([attacked.histories.rows[one][:-1] for one in made])


def test_what_the_fillers_are():
    shop = honest(400)
    counts = np.bincount(shop.rows, minlength=ITEMS)
    skewed = sequences_from(
        [[*shop.rows[shop.of(n)].tolist(), *range(n % 3)] for n in range(len(shop))]
    )
    counts = np.bincount(skewed.rows, minlength=ITEMS).astype(float)
    even = np.bincount(fillers("random", skewed), minlength=ITEMS)
    taken = np.bincount(fillers("average", skewed), minlength=ITEMS)
    assert np.corrcoef(taken, counts)[0, 1] > np.corrcoef(even, counts)[0, 1] + 0.3
    best = np.argsort(-counts, kind="stable")[:BEST_KNOWN]
    bait = np.isin(fillers("bandwagon", skewed), best).mean()
    by_chance = (1 - BANDWAGON) * BEST_KNOWN / ITEMS  # the rest are drawn evenly
    assert bait == pytest.approx(BANDWAGON + by_chance, abs=0.05)


@pytest.mark.parametrize("kind", BOTS)
def test_bots_are_as_many_as_asked_for_and_without_times_where_there_are_none(kind):
    attacked = bot_attack(honest(100), ITEMS, kind, 0.1, 1)
    assert attacked.false.sum() == 10 and attacked.target == -1
    for number in np.flatnonzero(attacked.false).tolist():
        assert (np.diff(attacked.histories.times[attacked.histories.of(number)]) >= 0).all()
    assert not bot_attack(honest(100, timed=False), ITEMS, kind, 0.1, 1).histories.times.any()


def test_a_seed_makes_the_same_attack():
    first, again = (push_attack(honest(80), ITEMS, 3, "random", 0.2, 8) for _ in range(2))
    assert (first.histories.rows == again.histories.rows).all()
    other = push_attack(honest(80), ITEMS, 3, "random", 0.2, 9)
    assert first.histories.rows.tolist() != other.histories.rows.tolist()
    with pytest.raises(KeyError):
        push_attack(honest(80), ITEMS, 3, "unheard of", 0.2, 8)


@pytest.mark.parametrize("kind", PUSHES)
def test_a_campaign_runs_while_the_shop_does(kind):
    shop = honest(80)
    histories = push_attack(shop, ITEMS, 3, kind, 0.2, 8).histories
    assert histories.times.min() == shop.times.min()
    assert histories.times.max() < shop.times.max() + 3 * 86_400
