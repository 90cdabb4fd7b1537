"""How well the next new item is foretold: plain baselines, the sequence model and their fusion.

Runs on the demo shop's simulated shoppers, in a database of its own, and with `--data` on public
sets. Every choice (EASE's lambda, the sizes of the model, when training stops, the fusion's
weights) is made on validation; the test is read once a model.

Usage: python -m benchmarks.accuracy [--data DIR] [--budget-s 420] [--no-demo] [--seed 0]
DIR holds `ml-1m/sequences.txt.gz` and `amazon-beauty/sequences.txt.gz`, or is one such folder.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from recommender.evaluation.interactions import interactions_read
from recommender.evaluation.splits import PROTOCOL
from recommender.evaluation.suite import MODELS, SuiteParams, suite_run
from recommender.progress import Progress, progress_shown

FILE = "sequences.txt.gz"
FETCH = (
    "Public sets are not part of the project. Put one line per user, the user and then item "
    f"numbers in time order, gzipped, at DIR/ml-1m/{FILE} (MovieLens 1M by GroupLens, "
    "https://grouplens.org/datasets/movielens/1m/, movies with fewer than 5 ratings removed) and "
    f"DIR/amazon-beauty/{FILE} (Amazon Beauty 2014 5-core, as in "
    "https://github.com/RUCAIBox/CIKM2020-S3Rec), then run with --data DIR."
)


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A set and what was chosen for it on validation."""

    params: SuiteParams
    budget_s: float  # of fitting the sequence model, on two cores


SETS: Mapping[str, PublicSet] = {
    "ml-1m": PublicSet(
        SuiteParams(
            ease_l2=300.0,
            model={"dim": 64, "layers": 2, "heads": 2, "length": 200, "dropout": 0.2},
            train={
                "epochs": 14, "batch_size": 16, "learning_rate": 0.003, "negatives": 512,
                "patience": 6,
            },
        ),
        480.0,
    ),
    "amazon-beauty": PublicSet(
        SuiteParams(
            ease_l2=200.0,
            model={"dim": 64, "layers": 2, "heads": 2, "length": 50, "dropout": 0.4},
            train={
                "epochs": 14, "batch_size": 128, "learning_rate": 0.003, "negatives": 1024,
                "patience": 5,
            },
        ),
        420.0,
    ),
}  # fmt: skip


def public_sets(folder: Path) -> dict[str, Path]:
    """Return the files of sequences in a folder: its own, or those of the sets in it.

    Raises:
        SystemExit: there is none; the message says what to fetch.
    """
    if (folder / FILE).is_file():
        return {folder.resolve().name: folder / FILE}
    found = {path.parent.name: path for path in sorted(folder.glob(f"*/{FILE}"))}
    if not found:
        raise SystemExit(f"There is no {FILE} in {folder} or in a folder of it.\n{FETCH}")
    return found


def public_run(
    name: str, path: Path, seed: int, budget_s: float | None, progress: Progress
) -> dict[str, Any]:
    """Evaluate on one public set; a set that is not known gets the settings of Amazon Beauty."""
    chosen = SETS.get(name, SETS["amazon-beauty"])
    budget = chosen.budget_s if budget_s is None else budget_s
    params = replace(chosen.params, train={**chosen.params.train, "budget_s": budget, "seed": seed})
    read = interactions_read(path)
    return suite_run(read.histories, read.items, params, progress=progress)


def demo_run(
    shoppers: int, seed: int, budget_s: float | None, progress: Progress
) -> dict[str, Any]:
    """Build the demo shop in a database of its own and evaluate on what its shoppers did."""
    from benchmarks.site import bench_database

    with bench_database():
        from django.core.management import call_command

        from recommender import services
        from recommender.evaluation.shop_data import NOTE, shop_data, shop_params

        call_command("build_demo", shoppers=shoppers, stdout=sys.stderr)
        services.items_sync()
        data = shop_data(progress)
        figures = suite_run(
            data.histories,
            len(data.item_ids),
            shop_params(seed, budget_s),
            content=data.content,
            progress=progress,
        )
        return {"histories": NOTE, **figures}


def table(datasets: Mapping[str, Mapping[str, Any]]) -> str:
    """Return NDCG@10 and HR@10 of every model on every set, to be read by people."""
    lines = []
    for name, figures in datasets.items():
        lines.append(f"{name}: {figures['users']:,} users, {figures['items']:,} items")
        for model in MODELS:
            one = figures[model]
            lines.append(
                f"  {model:<14} NDCG@10 {one['ndcg10']:.4f}  HR@10 {one['hr10']:.4f}"
                f"  {one['seconds']:.1f} s"
            )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print a table, then one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of public sets")
    parser.add_argument("--budget-s", type=float, help="seconds of fitting the model at most")
    parser.add_argument("--no-demo", action="store_true", help="public sets only")
    parser.add_argument("--shoppers", type=int, default=2000, help="of the demo shop (2000)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    if options.data is None:
        print(f"Without --data only the demo shoppers are measured. {FETCH}", file=sys.stderr)
    files = public_sets(options.data) if options.data is not None else {}
    started = time.monotonic()
    datasets: dict[str, dict[str, Any]] = {}
    with progress_shown(lambda line: print(line, file=sys.stderr)) as progress:
        if not options.no_demo:
            datasets["demo"] = demo_run(options.shoppers, options.seed, options.budget_s, progress)
        for name, path in files.items():
            # Progress is by label, so a label is of one set.
            def named(label: str, done: int, total: int, name: str = name) -> None:
                progress(f"{name}: {label}", done, total)

            datasets[name] = public_run(name, path, options.seed, options.budget_s, named)
    print(table(datasets))
    print(
        json.dumps(
            {
                "benchmark": "accuracy",
                "protocol": PROTOCOL,
                "seed": options.seed,
                **machine("numpy", "scipy", "torch"),
                "wall_s": round(time.monotonic() - started, 1),
                "datasets": datasets,
            }
        )
    )


if __name__ == "__main__":
    main()
