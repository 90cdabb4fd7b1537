"""Forecasts of a week's units beside the plain ones, by rolling origin. No Django.

At each origin all that is known ends; the week after is foretold for every item on sale. The
network is fitted anew at every origin or at every few, never on a week that it is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.contracts import Floats
from recommender.evaluation.intervals import interval, means_resampled
from recommender.metrics import Doubles
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.demand import DemandConfig, Weeks

AVERAGED = 4  # weeks of the moving average
DRAWS = 500


def backtest(
    weeks: Weeks,
    origins: range,
    config: DemandConfig,
    *,
    refit_every: int = 1,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Return the errors of each way of forecasting over the weeks `origins`, and ours beside them.

    Keys: "weeks", "rows", "units"; "last_week", "moving_average", "network" with mae, wape (of the
    median), rmse and bias (of the expected units); "wape_gain" with intervals over items.
    """
    from recommender.neural.demand import demand_fit

    said: dict[str, list[Floats]] = {"sold": [], "last_week": [], "moving_average": []}
    means: list[Floats] = []
    medians: list[Floats] = []
    items: list[Any] = []
    model = None
    for place, week in enumerate(origins):
        if model is None or place % refit_every == 0:
            model = demand_fit(weeks, week, config)
        there = weeks.first < week
        foretold = model.forecast(weeks, week)[there]
        means.append(foretold[:, 0])
        medians.append(foretold[:, 1])
        items.append(np.flatnonzero(there))
        said["sold"].append(weeks.units[there, week])
        said["last_week"].append(weeks.units[there, week - 1])
        span = np.minimum(np.maximum(week - weeks.first[there], 1), AVERAGED)
        average = weeks.units[there, max(week - AVERAGED, 0) : week].sum(axis=1) / span
        said["moving_average"].append(average.astype(np.float32))
        if progress is not None:
            progress("weeks foretold", place + 1, len(origins))
    flat = {name: np.concatenate(parts).astype(np.float64) for name, parts in said.items()}
    sold, of = flat["sold"], np.concatenate(items)
    ways: Mapping[str, tuple[Doubles, Doubles]] = {
        "last_week": (flat["last_week"], flat["last_week"]),
        "moving_average": (flat["moving_average"], flat["moving_average"]),
        "network": (
            np.concatenate(means).astype(np.float64),
            np.concatenate(medians).astype(np.float64),
        ),
    }
    figures: dict[str, Any] = {
        "weeks": len(origins),
        "rows": len(sold),
        "units": round(float(sold.sum()), 1),
    }
    for name, (mean, median) in ways.items():
        figures[name] = errors(sold, mean, median)
    ours = np.abs(sold - ways["network"][1])
    for name in ("last_week", "moving_average"):
        gain = _gain(sold, np.abs(sold - ways[name][1]), ours, of)
        figures[f"wape_gain_over_{name}"] = gain
    return figures


def errors(sold: Doubles, mean: Doubles, median: Doubles) -> dict[str, float]:
    """Return MAE and WAPE of the median, RMSE and relative bias of the mean, of (R,) rows.

    WAPE is the sum of absolute errors beside the sum of units sold.
    """
    total = float(sold.sum()) or float("nan")
    return {
        "mae": round(float(np.abs(sold - median).mean()), 4),
        "wape": round(float(np.abs(sold - median).sum()) / total, 4),
        "rmse": round(float(np.sqrt(((sold - mean) ** 2).mean())), 4),
        "bias": round(float((mean - sold).sum()) / total, 4),
    }


def _gain(sold: Doubles, theirs: Doubles, ours: Doubles, of: Any) -> dict[str, Any]:
    """Return how much less our absolute error is, as a share of theirs, drawing items."""
    size = int(of.max(initial=0)) + 1
    sums: Doubles = np.stack(
        [np.bincount(of, one, minlength=size).astype(np.float64) for one in (theirs, ours)], axis=1
    )
    draws = means_resampled(sums[np.bincount(of, minlength=size) > 0], DRAWS)
    with np.errstate(invalid="ignore", divide="ignore"):
        low_high = interval(1.0 - draws[:, 1] / draws[:, 0]).to_json()
    total = float(theirs.sum())
    gain = 1.0 - float(ours.sum()) / total if total else float("nan")
    return {"gain": round(gain, 4), "interval": low_high}
