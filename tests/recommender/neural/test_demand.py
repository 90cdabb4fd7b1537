"""The forecast: nothing of the future is read, and what can be learned is learned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recommender.neural.demand import DemandConfig, DemandNet, Weeks, demand_fit, rows_of

QUICK = DemandConfig(width=8, epochs=25, learning_rate=0.01, batch_size=256)


def weeks_made(items: int = 60, weeks: int = 20, seed: int = 1) -> Weeks:
    """Items that sell a lot in even weeks and little in odd ones, each at its own level."""
    random = np.random.default_rng(seed)
    level = random.uniform(2, 12, (items, 1))
    wave = np.where(np.arange(weeks) % 2, 0.4, 1.6)
    return Weeks(
        units=random.poisson(level * wave).astype(np.float32),
        first=np.zeros(items, dtype=np.int64),
        categories=np.arange(items) % 5,
        log_prices=np.ones(items, dtype=np.float32),
        week_of_year=10.0,
    )


def test_only_the_weeks_before_are_read():
    weeks = weeks_made()
    later = weeks.units.copy()
    later[:, 9:] = 1000.0
    for before, after in zip(
        rows_of(weeks, 9), rows_of(replace(weeks, units=later), 9), strict=True
    ):
        assert np.array_equal(before, after)


def test_features_by_hand():
    units = np.array([[8.0, 0.0, 4.0, 2.0, 6.0], [0.0, 0.0, 0.0, 0.0, 3.0]], dtype="f4")
    weeks = Weeks(units, np.array([0, 4]), np.array([0, 0]), np.array([1.5, 2.5]), 0.0)
    features, levels, there = rows_of(weeks, 5)
    assert levels == pytest.approx([3.1, 3.1])  # the newcomer's one week is its level
    assert there.all()
    assert np.expm1(features[:, :5]) == pytest.approx(
        np.array([[6, 2, 4, 0, 3], [3, 0, 0, 0, 3]]), abs=1e-5
    )
    assert np.expm1(features[0, 9]) == pytest.approx(9.0, rel=1e-5)  # its category, last week
    assert features[:, 14].tolist() == [0.0, 1.0]  # the second is new
    assert not rows_of(weeks, 4)[2][1]  # and was not there a week before


def test_a_network_that_knows_nothing_is_the_moving_average():
    import torch

    features, levels, _ = rows_of(weeks_made(), 12)
    said = DemandNet(QUICK)(torch.from_numpy(features), torch.from_numpy(levels))
    assert said.detach().numpy() == pytest.approx(np.stack([levels, levels], axis=1), rel=1e-5)


def test_it_sees_the_wave_that_a_mean_cannot():
    weeks = weeks_made()
    foretold = demand_fit(weeks, 19, QUICK).forecast(weeks, 19)
    sold, average = weeks.units[:, 19], weeks.units[:, 15:19].mean(axis=1)
    error = np.abs(foretold[:, 1] - sold).sum()
    assert error < 0.7 * np.abs(average - sold).sum()
    assert foretold[:, 0].mean() == pytest.approx(sold.mean(), rel=0.3)


def test_an_item_not_on_sale_yet_is_not_foretold():
    weeks = weeks_made()
    first = weeks.first.copy()
    first[3] = 19
    foretold = demand_fit(weeks, 12, QUICK).forecast(replace(weeks, first=first), 19)
    assert foretold[3].tolist() == [0.0, 0.0] and (foretold[4] > 0).all()


def test_the_same_seed_is_the_same_forecast():
    weeks = weeks_made(20)
    first, second = (demand_fit(weeks, 15, QUICK).forecast(weeks, 15) for _ in range(2))
    assert np.array_equal(first, second)


def test_too_few_weeks_are_said():
    with pytest.raises(ValueError, match="At least 6 weeks"):
        demand_fit(weeks_made(weeks=5), 5, QUICK)
