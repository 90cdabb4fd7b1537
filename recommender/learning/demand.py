"""The shop's purchases as weeks of each item, what the next one will sell, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.learning.tasks_data import WEEK_S, TaskData
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.demand import Weeks

MOST_WEEKS = 104
LEAST_WEEKS = 8
BACKTESTED = 4  # newest weeks, foretold from what lay before each
SHOWN = 12  # items in the run's record
HISTORY_SHOWN = 8  # weeks before, of each


def demand_learn(data: TaskData, seed: int, progress: Progress | None = None) -> dict[str, Any]:
    """Return errors by rolling origin and the items that will sell most in the next seven days.

    Empty when fewer than eight whole weeks are known. "forecast": [{item_id, units, weeks}], the
    weeks oldest first.
    """
    from recommender.evaluation.demand import backtest
    from recommender.neural.demand import DemandConfig, demand_fit

    weeks = weeks_of(data)
    known = weeks.units.shape[1]
    if known < LEAST_WEEKS or not weeks.units.any():
        return {}
    config = DemandConfig(seed=seed)
    errors = backtest(weeks, origins_of(known), config, progress=progress)
    expected = demand_fit(weeks, known, config).forecast(weeks, known)[:, 0]
    best = np.argsort(-expected, kind="stable")[:SHOWN]
    return {
        **errors,
        "next_week_units": round(float(expected.sum()), 1),
        "forecast": [
            {
                "item_id": data.item_ids[item],
                "units": round(float(expected[item]), 2),
                "weeks": weeks.units[item, -HISTORY_SHOWN:].round(1).tolist(),
            }
            for item in best
        ],
    }


def origins_of(known: int) -> range:
    """Return the newest of `known` weeks that enough weeks lie before to foretell them from."""
    from recommender.neural.demand import LEAST_WEEKS as LEARNED

    return range(max(known - BACKTESTED, LEARNED + 2), known)


def weeks_of(data: TaskData) -> Weeks:
    """Return whole weeks counted back from the newest event; the part before the oldest is left."""
    times = data.events.times
    end, start = (float(times.max()), float(times.min())) if len(times) else (0.0, 0.0)
    count = min(int((end - start) // WEEK_S), MOST_WEEKS)
    return weeks_made(data.sold, len(data.item_ids), count, end, data)


def weeks_made(
    sold: Sequence[tuple[int, int, float]], items: int, count: int, end: float, data: TaskData
) -> Weeks:
    """Return `count` weeks of units from rows of (item, whole weeks before the end, units)."""
    from recommender.neural.demand import YEAR_WEEKS, Weeks

    units = np.zeros((items, count), dtype=np.float32)
    for item, ago, sum_ in sold:
        if 0 <= ago < count:
            units[item, count - 1 - ago] += sum_
    begins = end - count * WEEK_S
    listed = np.floor((data.items.listed - begins) / WEEK_S).astype(np.int64)
    is_sold = units > 0
    seen = np.where(is_sold.any(axis=1), is_sold.argmax(axis=1), count)
    return Weeks(
        units=units,
        first=np.clip(np.minimum(listed, seen), 0, count),
        categories=np.where(data.items.categories < 0, data.items.categories.max(initial=0) + 1,
                            data.items.categories),
        log_prices=data.items.log_prices,
        week_of_year=(begins / WEEK_S) % YEAR_WEEKS,
    )  # fmt: skip
