"""Four tasks over shared experts beside single-task twins, and next week's demand beside the plain.

AUC a task on looks of a later time than any that was learned from, features of what lay before
each look; intervals by drawing shoppers. Demand by rolling origin: the week after is foretold,
beside the week before and a moving average. On the demo shop, built anew in a database of its own,
and with `--data` on a real gift shop's year (Online Retail II).

    python -m benchmarks.multitask [--data ../shared/data] [--quick]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.gift_year import gift_year
from benchmarks.machine import machine
from recommender.evaluation.demand import backtest
from recommender.evaluation.tasks import heads_compared, parts_by_time
from recommender.progress import Progress, progress_shown
from recommender.task_heads.features import FEATURES
from recommender.task_heads.moments import Moments, features_of
from recommender.task_heads.samples import LOOKS, TaskEvents, TaskItems, labels_of, looks_drawn

FETCH = (
    "The real shop is not part of the project. Put UCI Online Retail II (CC BY 4.0, "
    "https://archive.ics.uci.edu/dataset/502/online+retail+ii), its first year as gzipped CSV, at "
    "DIR/online-retail-ii/online_retail_2009_2010.csv.gz, then run with --data DIR."
)
PROTOCOL = (
    "Looks in order of time: 70 % fit, 15 % validation (early stopping, calibration), 15 % test; "
    "labels of a part end where the next begins. A twin has the experts that its task sees in the "
    "shared model, and sees its own labels alone. AUC over all rows of the test that know the "
    "label."
)


def tasks_figures(
    events: TaskEvents,
    items: TaskItems,
    seeds: int,
    most: int,
    progress: Progress,
    kinds: Any = LOOKS,
    labels: Any = labels_of,
) -> dict[str, Any]:
    """Return what heads and twins come to, with the seconds of building the features."""
    from recommender.neural.task_training import TaskTrainConfig

    began = time.monotonic()
    looks = looks_drawn(events, items, 0, most=most, kinds=kinds)
    progress("features", 0, 1)
    features = features_of(Moments(events, items, kinds), looks)
    progress("features", 1, 1)
    built_s = time.monotonic() - began
    parts = parts_by_time(events, looks, features, labels)
    compared = heads_compared(*parts, TaskTrainConfig(), seeds=seeds, progress=progress)
    return {
        "looks": len(looks),
        "shoppers": len(np.unique(events.owners[looks.at])),
        "items": len(items),
        "features_s": round(built_s, 1),
        **compared.figures,
        "scoring": scoring_figures(compared.heads, features.reshape(-1, len(FEATURES))),
    }


def scoring_figures(fitted: Any, features: Any, candidates: int = 500) -> dict[str, float]:
    """Return how far NumPy is from torch, and the milliseconds of scoring one page's candidates."""
    from recommender.neural.multitask import exported
    from recommender.task_heads.samples import TASKS
    from recommender.task_heads.scores import HeadArrays, TaskHeads, sigmoid

    heads = TaskHeads(
        HeadArrays(
            tasks=np.array(TASKS),
            features=np.array(FEATURES),
            base=np.zeros(len(TASKS), dtype=np.float32),
            **exported(fitted.model, fitted.calibration),
        ),
        np.array([""]),
        np.zeros((1, 3), dtype=np.float32),
        np.zeros(3, dtype=np.float32),
    )
    some = features[:: max(1, len(features) // 20_000)]
    apart = np.abs(sigmoid(heads.logits(some.T)).T - sigmoid(fitted.logits(some))).max()
    page = np.ascontiguousarray(features[:candidates].T)
    taken = []
    for _ in range(50):
        began = time.perf_counter()
        heads.logits(page)
        taken.append(1000 * (time.perf_counter() - began))
    return {
        "numpy_from_torch": float(f"{apart:.1e}"),
        "candidates": page.shape[1],
        "ms": round(float(np.median(taken)), 3),
    }


def demo_run(shoppers: int, seeds: int, progress: Progress) -> dict[str, Any]:
    """Build the demo shop in a database of its own, and measure on what its shoppers did."""
    from benchmarks.site import bench_database

    with bench_database():
        from django.core.management import call_command

        from recommender import services
        from recommender.learning import items_encode

        call_command("build_demo", shoppers=shoppers, stdout=sys.stderr)
        services.items_sync()
        items_encode(progress)
        return shop_figures(seeds, progress)


def shop_figures(seeds: int, progress: Progress) -> dict[str, Any]:
    """Measure on the events of the current database."""
    from recommender.learning.demand import origins_of, weeks_of
    from recommender.learning.tasks_data import task_data_read
    from recommender.neural.demand import DemandConfig

    data = task_data_read()
    figures = tasks_figures(data.events, data.items, seeds, 60_000, progress)
    weeks = weeks_of(data)
    origins = origins_of(weeks.units.shape[1])
    figures["demand"] = backtest(weeks, origins, DemandConfig(), progress=progress)
    return figures


def gift_run(path: Path, seeds: int, most: int, weeks: int, progress: Progress) -> dict[str, Any]:
    """Measure on a real shop's year: what is bought next, bought again, and sent back."""
    from recommender.contracts import EventKind
    from recommender.neural.demand import DemandConfig

    year = gift_year(path)
    figures = tasks_figures(
        year.events, year.items, seeds, most, progress, (EventKind.PURCHASE,), year.labels
    )
    known = year.weeks.units.shape[1]
    figures["demand"] = backtest(
        year.weeks, range(known - weeks, known), DemandConfig(), refit_every=4, progress=progress
    )
    return {"tasks_mean": year.meaning, **figures}


def table(datasets: dict[str, Any]) -> str:
    """Return the figures to be read by people."""
    lines = []
    for name, one in datasets.items():
        lines.append(f"{name}: {one['looks']:,} looks of {one['shoppers']:,} shoppers")
        for task, said in one["tasks"].items():
            low, high = said["auc_gain_interval"]
            lines.append(
                f"  {task:<9} AUC {said['multi']['auc']:.4f}, alone {said['single']['auc']:.4f}"
                f" ({said['auc_gain']:+.4f}, {low:+.4f} to {high:+.4f})"
                f"  of {said['labels']:,}, {said['rate']:.1%}"
            )
        for way in ("network", "moving_average", "last_week"):
            errors = one["demand"][way]
            lines.append(
                f"  demand, {way:<15} WAPE {errors['wape']:.3f}  MAE {errors['mae']:.3f}"
                f"  RMSE {errors['rmse']:.3f}"
            )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print a table, then one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of public sets")
    parser.add_argument("--no-demo", action="store_true", help="the real shop only")
    parser.add_argument("--shoppers", type=int, default=2000, help="of the demo shop (2000)")
    parser.add_argument("--seeds", type=int, default=3, help="fits averaged on both sides (3)")
    parser.add_argument("--quick", action="store_true", help="one seed, few looks and weeks")
    options = parser.parse_args(arguments)
    seeds = 1 if options.quick else options.seeds
    path = options.data and options.data / "online-retail-ii" / "online_retail_2009_2010.csv.gz"
    if path is None:
        print(f"Without --data only the demo shop is measured. {FETCH}", file=sys.stderr)
    elif not path.is_file():
        raise SystemExit(f"There is no {path.name} in {path.parent}. {FETCH}")
    started = time.monotonic()
    datasets: dict[str, Any] = {}
    with progress_shown(lambda line: print(line, file=sys.stderr)) as progress:
        if not options.no_demo:
            shoppers = min(options.shoppers, 300) if options.quick else options.shoppers
            datasets["demo"] = demo_run(shoppers, seeds, progress)
        if path is not None:
            most, weeks = (8_000, 4) if options.quick else (60_000, 13)
            datasets["online-retail-ii"] = gift_run(path, seeds, most, weeks, progress)
    print(table(datasets))
    print(
        json.dumps(
            {
                "benchmark": "multitask",
                "protocol": PROTOCOL,
                "seeds": seeds,
                **machine("numpy", "torch"),
                "wall_s": round(time.monotonic() - started, 1),
                "datasets": datasets,
            }
        )
    )


if __name__ == "__main__":
    main()
