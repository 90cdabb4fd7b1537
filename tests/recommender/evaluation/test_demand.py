"""Errors of forecasts by hand, and origins that roll."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.demand import backtest, errors
from recommender.neural.demand import DemandConfig
from tests.recommender.neural.test_demand import weeks_made

QUICK = DemandConfig(width=8, epochs=15, learning_rate=0.01, batch_size=256)


def test_errors_by_hand():
    sold = np.array([4.0, 0.0, 6.0])
    found = errors(sold, np.array([5.0, 1.0, 6.0]), np.array([4.0, 0.0, 3.0]))
    assert found == pytest.approx(
        {"mae": 1.0, "wape": 0.3, "rmse": np.sqrt(2 / 3), "bias": 0.2}, abs=1e-4
    )


def test_the_plain_ways_are_what_they_are_called():
    weeks = weeks_made(items=30, weeks=16)
    found = backtest(weeks, range(14, 16), QUICK, refit_every=2)
    assert (found["weeks"], found["rows"]) == (2, 60)
    units = weeks.units
    last = np.abs(units[:, 14:16] - units[:, 13:15]).sum() / units[:, 14:16].sum()
    assert found["last_week"]["wape"] == pytest.approx(last, abs=1e-4)
    average = np.stack([units[:, 10:14].mean(1), units[:, 11:15].mean(1)], axis=1)
    mean = np.abs(units[:, 14:16] - average).sum() / units[:, 14:16].sum()
    assert found["moving_average"]["wape"] == pytest.approx(mean, abs=1e-4)
    assert found["network"]["wape"] < found["moving_average"]["wape"]
    gain = found["wape_gain_over_last_week"]
    assert gain["interval"][0] < gain["gain"] < gain["interval"][1] and gain["gain"] > 0.2
