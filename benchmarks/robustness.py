"""What random acts, bots and pushed items do to what is learned, with and without the defence.

Runs on the demo shop's simulated shoppers, in a database of its own, or with `--data` on public
sets (a sample of their users). Three models: EASE and item-kNN with decayed input, and a small
SASRec. Noise is added to what is fitted and to what users are scored from; targets are true. About
10 minutes on one core, and for each public set.

Usage: python -m benchmarks.robustness [--data DIR] [--users 1200] [--epochs 12] [--seeds 0 1 2]
       [--quick]
DIR holds `ml-1m/sequences.txt.gz` and `amazon-beauty/sequences.txt.gz`, or is one such folder.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.accuracy import public_sets
from benchmarks.machine import machine
from recommender.evaluation.baselines.ease import Ease, ease_weights
from recommender.evaluation.baselines.inputs import DECAY
from recommender.evaluation.baselines.item_knn import ItemKnn
from recommender.evaluation.interactions import first_meetings, interactions_read, long_enough
from recommender.evaluation.ranking import Model
from recommender.evaluation.robustness import Fit, detection_study, noise_study, push_study
from recommender.evaluation.sequence_model import sequence_fit
from recommender.evaluation.splits import Split, leave_one_out
from recommender.progress import Progress, progress_shown

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

NOISE = (0.0, 0.05, 0.1, 0.2)
PUSHED = 0.05  # false profiles, as a share of users
BOTS = 0.03
EASE_L2 = 200.0
MODEL: dict[str, Any] = {"dim": 32, "layers": 1, "heads": 1, "length": 50, "dropout": 0.3}
TRAIN: dict[str, Any] = {"batch_size": 64, "learning_rate": 0.004, "patience": 4}
NOTE = (
    "noise: random acts added, as a share of those fitted and scored from; lost: NDCG@10 against "
    "the same way without noise, lost_of_plain: against the plain way without noise, 95 % "
    "intervals over users. pushes: false profiles, 5 % of users; ranks gained by the target among "
    "real users who have not met it; cut: 1 - gained with defence / gained without. detection: "
    "suspected = trust below 0.5; bots are 3 % of users."
)


@dataclass(frozen=True, slots=True)
class Data:
    """`acts`: unmerged, to be judged; `histories`: to be learned from, each item once."""

    acts: Sequences
    histories: Sequences
    items: int


def demo_data(shoppers: int) -> Data:
    """Build the demo shop in a database of its own; return what its shoppers did."""
    from benchmarks.site import bench_database

    with bench_database():
        from django.core.management import call_command
        from django.db import transaction
        from django.utils import timezone

        from recommender import services
        from recommender.learning.trust import traffic_read

        call_command("build_demo", shoppers=shoppers, stdout=sys.stderr)
        services.items_sync()
        now = timezone.now()
        with transaction.atomic():
            read = traffic_read(now - timedelta(days=365), now)
    histories = long_enough(first_meetings(read.histories))
    return Data(read.histories, histories, len(read.item_ids))


def public_data(path: Path, users: int, seed: int = 0) -> Data:
    """Return a sample of a public set's users; its items keep their rows."""
    read = interactions_read(path)
    histories = read.histories
    if len(histories) > users:
        drawn = np.random.default_rng(seed).choice(len(histories), users, replace=False)
        histories = histories.take(np.sort(drawn))
    return Data(histories, histories, read.items)


def models(epochs: int) -> Mapping[str, Fit]:
    """Return how each model is fitted."""

    def ease(split: Split, seed: int) -> Model:
        return Ease(ease_weights(split.fit, split.items, EASE_L2), DECAY)

    def knn(split: Split, seed: int) -> Model:
        return ItemKnn(split.fit, split.items, DECAY)

    def sasrec(split: Split, seed: int) -> Model:
        train = {**TRAIN, "epochs": epochs, "seed": seed}
        return sequence_fit(split, model=MODEL, train=train)

    return {"ease_decayed": ease, "item_knn": knn, "sasrec": sasrec}


def study(data: Data, epochs: int, seeds: tuple[int, ...], progress: Progress) -> dict[str, Any]:
    """Return all figures of one set of data."""
    split, known = leave_one_out(data.histories, data.items), models(epochs)
    started = time.monotonic()
    return {
        "users": len(data.histories),
        "items": data.items,
        "acts": len(data.acts.rows),
        "has_times": bool(data.acts.times.any()),
        "detection": detection_study(data.acts, data.items, BOTS, seeds, progress),
        "noise": noise_study(data.histories, data.items, known, NOISE, seeds, progress),
        "pushes": push_study(split, known, PUSHED, seeds, progress),
        "seconds": round(time.monotonic() - started, 1),
    }


def table(datasets: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the figures that matter most, to be read by people."""
    lines = []
    for name, one in datasets.items():
        lines.append(f"{name}: {one['users']:,} users, {one['items']:,} items")
        honest = one["detection"]["honest"]
        lines.append(
            f"  honest users suspected {honest['honest_suspected']:.2%}, {honest['seconds']:.1f} s"
        )
        for kind, found in one["detection"].items():
            if "recall" in found:
                told = f"found {found['recall']:.0%}, rightly {found['precision']:.0%}"
                lines.append(f"  bots, {kind:<8} {told}")
        for model in ("ease_decayed", "item_knn", "sasrec"):
            for way, by_share in one["noise"][model].items():
                told = "  ".join(f"{at} {f['ndcg10']:.4f}" for at, f in by_share.items())
                most = by_share[max(by_share, key=lambda at: float(at.rstrip("%")))]
                lines.append(f"  noise, {model:<12} {way:<8} {told}  lost {most['lost']:+.1%}")
        for kind, found in one["pushes"].items():
            for model in ("ease_decayed", "item_knn", "sasrec"):
                f = found[model]
                lines.append(
                    f"  push, {kind:<9} {model:<12} ranks {f['ranks_gained']:+.0f} →"
                    f" {f['ranks_gained_defended']:+.0f}, cut {f['cut'] or 0:.0%},"
                    f" HR@10 {f['hr10_clean']:.3f} → {f['hr10_attacked']:.3f}"
                    f" → {f['hr10_defended']:.3f}"
                )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print a table, then one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of public sets, instead of the demo")
    parser.add_argument("--users", type=int, default=1200, help="at most, of each set (1200)")
    parser.add_argument("--epochs", type=int, default=12, help="of the sequence model (12)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--quick", action="store_true", help="one seed, two epochs, 300 users")
    options = parser.parse_args(arguments)
    users, epochs, seeds = options.users, options.epochs, tuple(options.seeds)
    if options.quick:
        users, epochs, seeds = min(users, 300), 2, seeds[:1]
    started = time.monotonic()
    datasets: dict[str, dict[str, Any]] = {}
    with progress_shown(lambda line: print(line, file=sys.stderr)) as progress:
        if options.data is None:
            datasets["demo"] = study(demo_data(users), epochs, seeds, progress)
        else:
            for name, path in public_sets(options.data).items():

                def named(label: str, done: int, total: int, name: str = name) -> None:
                    progress(f"{name}: {label}", done, total)

                datasets[name] = study(public_data(path, users), epochs, seeds, named)
    print(table(datasets))
    print(
        json.dumps(
            {
                "benchmark": "robustness",
                "note": NOTE,
                "seeds": list(seeds),
                "epochs": epochs,
                **machine("numpy", "scipy", "torch"),
                "wall_s": round(time.monotonic() - started, 1),
                "datasets": datasets,
            }
        )
    )


if __name__ == "__main__":
    main()
