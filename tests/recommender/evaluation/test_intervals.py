from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.intervals import (
    Interval,
    interval,
    mean_interval,
    means_resampled,
    paired_difference,
)


def test_percentiles_by_hand() -> None:
    found = interval(np.arange(101.0), share=0.9)
    assert (found.low, found.high) == pytest.approx((5, 95))
    assert Interval(0.123456, 1.0).to_json() == [0.1235, 1.0]


def test_each_draw_has_as_many_users_and_is_the_same_for_every_model() -> None:
    values = np.column_stack([np.arange(7.0), np.arange(7.0) + 10])
    draws = means_resampled(values, times=120, seed=4)
    assert draws.shape == (120, 2)
    assert draws[:, 1] - draws[:, 0] == pytest.approx(np.full(120, 10.0))
    # A mean of seven whole numbers is a seventh of a whole number.
    assert draws[:, 0] * 7 == pytest.approx(np.round(draws[:, 0] * 7))
    assert np.array_equal(draws, means_resampled(values, times=120, seed=4))
    assert not np.array_equal(draws, means_resampled(values, times=120, seed=5))


def test_it_agrees_with_a_slow_reference() -> None:
    values = np.array([0.0, 1.0, 5.0])
    rng = np.random.default_rng(9)
    slow = [values[one].mean() for one in rng.integers(0, 3, (50, 3))]
    assert means_resampled(values[:, None], times=50, seed=9)[:, 0] == pytest.approx(slow)


def test_the_width_is_that_of_the_normal_approximation() -> None:
    values = np.random.default_rng(0).random(4000) < 0.2
    found = mean_interval(values.astype(float))
    half = 1.96 * np.sqrt(0.16 / 4000)
    assert found.high - found.low == pytest.approx(2 * half, rel=0.1)
    assert found.low < values.mean() < found.high


def test_a_paired_difference_is_surer_than_its_parts() -> None:
    rng = np.random.default_rng(1)
    theirs = rng.random(500)
    found = paired_difference(theirs * 1.1, theirs)
    assert found.relative == pytest.approx(0.1)
    assert found.relative_interval.low == pytest.approx(0.1)
    assert found.relative_interval.high == pytest.approx(0.1)
    assert found.absolute == pytest.approx(0.1 * theirs.mean())
    own = mean_interval(theirs)
    width = found.absolute_interval.high - found.absolute_interval.low
    assert 0 < width < 0.2 * (own.high - own.low)


def test_nothing_to_compare_with_is_no_number() -> None:
    found = paired_difference(np.ones(5), np.zeros(5))
    assert np.isnan(found.relative)
    assert np.isnan(found.relative_interval.low)
    assert found.absolute == 1.0
