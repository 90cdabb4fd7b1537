"""Odds learned from two samples, against hand-made ones."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.trust.odds import groups_of, odds_learn, posterior, share_made


def test_odds_fall_with_the_value_and_say_nothing_of_sizes_not_learned():
    rng = np.random.default_rng(0)
    there, made = rng.normal(2, 1, 4000), rng.normal(0, 1, 4000)
    sizes = np.full(4000, 10)
    odds = odds_learn(there, sizes, made, sizes)
    at = np.array([-1.0, 1.0, 3.0])
    logs = odds.of(at, np.full(3, 10))
    assert logs[0] > 1.0 > abs(logs[1]) and logs[2] < -1.0
    # Of two normal distributions one apart by 2 the log odds are 2 - 2x.
    assert logs[1] == pytest.approx(0.0, abs=0.35)
    assert odds.of(at, np.full(3, 2)).tolist() == [0, 0, 0]
    line = odds.of(np.linspace(-3, 5, 99), np.full(99, 10))
    assert (np.diff(line) <= 0).all()


def test_few_values_teach_nothing():
    few = odds_learn(np.ones(9), np.full(9, 10), np.zeros(9), np.full(9, 10))
    assert few.of(np.array([0.0]), np.array([10])).tolist() == [0.0]


def test_the_share_of_made_things_is_found():
    rng = np.random.default_rng(1)
    logs = np.where(rng.random(5000) < 0.3, 2.0, -2.0)
    # P(made | +2) = e² odds: shares of the two values under made are e²/(1+e²) and 1/(1+e²).
    high = np.exp(2) / (1 + np.exp(2))
    expected = ((logs > 0).mean() - (1 - high)) / (2 * high - 1)
    assert share_made(logs) == pytest.approx(expected, abs=0.02)
    assert share_made(np.zeros(0)) == 0.0
    assert posterior(np.zeros(1), 0.25).tolist() == [0.25]


def test_groups_of_sizes():
    assert groups_of(np.array([0, 2, 3, 4, 5, 66, 999])).tolist() == [0, 0, 1, 2, 2, 8, 8]
