"""Shoppers with 0 to 3 events, and items that no training has seen, beside popularity.

On the demo shop (texts; a database of its own), Amazon Beauty (attributes) and MovieLens 1M
(genres, decades and titles). The model is the shop's own, trained as there but for `popularity`,
which leaves to a prior how often an item is met; `model` is without that prior. About 10 minutes
on one core.

Usage: python -m benchmarks.cold_start [--data DIR] [--cache FOLDER] [--quick] [--no-demo]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.accuracy import FETCH, public_sets
from benchmarks.machine import machine
from benchmarks.places import encoded
from recommender.evaluation.baselines.item_knn import ItemKnn
from recommender.evaluation.cold import items_run, shoppers_run
from recommender.evaluation.content import ContentKnn
from recommender.evaluation.interactions import interactions_read
from recommender.evaluation.met_only import fit_on_met
from recommender.evaluation.prior import WithPrior, log_shares
from recommender.evaluation.public_items import inputs_read
from recommender.evaluation.ranking import Model
from recommender.evaluation.splits import Task
from recommender.progress import Progress, progress_shown

if TYPE_CHECKING:
    from recommender.neural.items import ItemInputs
    from recommender.neural.sequences import Sequences

TEMPERATURE = 0.07
MODEL: dict[str, Any] = {
    "dim": 64, "layers": 2, "heads": 2, "length": 50, "dropout": 0.2, "id_dropout": 0.3,
    "temperature": TEMPERATURE,
}  # fmt: skip
TRAIN: dict[str, Any] = {
    "epochs": 20, "batch_size": 64, "learning_rate": 0.002, "popularity": 1.0, "patience": 3,
}  # fmt: skip
BUDGET_S, QUICK_S = 80.0, 8.0  # of each training: two a set
NOTE = (
    "Shoppers: users kept from every model; of each, the first n events are known and the next new "
    "item is the answer; hand_over adds popularity to the model by weights chosen on other users "
    "kept back. Items: a tenth of them in no training; of items that tie, the wanted one has "
    "a random place."
)


@dataclass(frozen=True, slots=True)
class Data:
    """Histories and what the items are made of; `marks`: sizes of what is known of each step."""

    histories: Sequences
    inputs: ItemInputs
    marks: Mapping[str, int]


def measured(data: Data, budget_s: float, progress: Progress) -> dict[str, Any]:
    """Return both cold starts of one set."""
    count = len(data.inputs)

    def fit(histories: Sequences, validation: Task) -> dict[str, Model]:
        model = fit_on_met(
            histories,
            validation,
            data.inputs,
            model={**MODEL, "marks": data.marks},
            train={**TRAIN, "budget_s": budget_s},
            progress=progress,
        )
        prior = TEMPERATURE * log_shares(histories, count)
        return {
            "model": model,
            "model_with_popularity": WithPrior(model, prior, (1.0,)),
            "item_knn": ItemKnn(histories, count),
            "content_knn": ContentKnn(data.inputs),
        }

    return {
        "users": len(data.histories),
        "items": count,
        "shoppers": shoppers_run(data.histories, count, fit, scale=TEMPERATURE, model="model"),
        "new_items": items_run(data.histories, count, fit),
    }


def public_data(path: Path, cache: Path | None) -> Data | None:
    """Return a public set; None where nothing says what its items are made of."""
    read = interactions_read(path)
    inputs = inputs_read(path.parent, read.item_ids, lambda texts: encoded(texts, cache))
    return None if inputs is None else Data(read.histories, inputs, {})


def demo_data(shoppers: int, progress: Progress) -> Data:
    """Return what the demo shop's simulated shoppers did, of the database that is set up."""
    from django.core.management import call_command

    from recommender import services
    from recommender.evaluation.shop_data import shop_data, shop_parts

    call_command("build_demo", shoppers=shoppers, stdout=sys.stderr)
    services.items_sync()
    data = shop_data(progress)
    return Data(data.histories, data.inputs, shop_parts()["sasrec"].options["marks"])


def table(sets: Mapping[str, Mapping[str, Any]]) -> str:
    """Return NDCG@10 of both cold starts, to be read by people."""
    lines = []
    for name, found in sets.items():
        lines.append(f"{name}: {found['users']:,} users, {found['items']:,} items")
        for known in range(4):
            one = found["shoppers"][f"events_{known}"]
            said = ", ".join(
                f"{model} {figures['ndcg10']:.4f}"
                for model, figures in one.items()
                if isinstance(figures, dict)
            )
            lines.append(f"  {known} events: {said}")
        for where in ("whole_catalogue", "among_cold", "warm"):
            said = ", ".join(
                f"{model} {figures['ndcg10']:.4f}"
                for model, figures in found["new_items"][where].items()
            )
            lines.append(f"  new items, {where.replace('_', ' ')}: {said}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print a table, then one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of public sets")
    parser.add_argument("--cache", type=Path, help="folder in which encoded texts are kept")
    parser.add_argument("--quick", action="store_true", help="a look, not a figure")
    parser.add_argument("--no-demo", action="store_true", help="public sets only")
    parser.add_argument("--shoppers", type=int, default=2000, help="of the demo shop (2000)")
    parser.add_argument("--budget-s", type=float, default=BUDGET_S, help="of each training (80)")
    options = parser.parse_args(arguments)
    if options.data is None:
        print(f"Without --data only the demo shoppers are measured. {FETCH}", file=sys.stderr)
    budget_s = QUICK_S if options.quick else options.budget_s
    started = time.monotonic()
    sets: dict[str, dict[str, Any]] = {}
    with progress_shown(lambda line: print(line, file=sys.stderr)) as progress:
        for name, path in (public_sets(options.data) if options.data else {}).items():

            def named(label: str, done: int, total: int, name: str = name) -> None:
                progress(f"{name}: {label}", done, total)

            data = public_data(path, options.cache)
            if data is not None:
                sets[name] = measured(data, budget_s, named)
        if not options.no_demo:
            from benchmarks.site import bench_database

            with bench_database():
                sets["demo"] = measured(demo_data(options.shoppers, progress), budget_s, progress)
    print(table(sets))
    print(
        json.dumps(
            {
                "benchmark": "cold_start",
                "note": NOTE,
                "quick": options.quick,
                "budget_s": budget_s,
                **machine("numpy", "scipy", "torch"),
                "wall_s": round(time.monotonic() - started, 1),
                "datasets": sets,
            }
        )
    )


if __name__ == "__main__":
    main()
