"""`manage.py evaluate`: how well plain and learned models foretell what this shop's people do."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from recommender.evaluation.interactions import interactions_read
from recommender.evaluation.shop_data import NOTE, shop_data, shop_params
from recommender.evaluation.splits import PROTOCOL
from recommender.evaluation.suite import MODELS, SuiteParams, suite_run
from recommender.management.lines import LineCommand
from recommender.progress import Progress, progress_shown

COLUMNS = ("ndcg10", "hr10", "mrr", "coverage10", "gini10", "tail_share10", "seconds")


class Command(LineCommand):
    """Fit every model anew without each user's last two items, and rank the last; serve nothing."""

    help = (
        "Compares popularity, item-kNN, EASE, the sequence model and their fusion on the shop's "
        "own events, or on a file of sequences. The model that serves is not touched: it has seen "
        "the answers, so another is fitted without them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the data, the seed and the time."""
        parser.add_argument(
            "--data",
            type=Path,
            help="a gzipped file with a line per user: the user, then item numbers in time order",
        )
        parser.add_argument("--seed", type=int, default=0, help="of everything drawn (0)")
        parser.add_argument(
            "--budget-s", type=float, default=60.0, help="seconds of fitting the model at most (60)"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Evaluate with progress, and print a table or JSON."""
        write = self.stderr.write if options["json"] else self.stdout.write
        with progress_shown(write) as progress:
            figures = _run(options["data"], options["seed"], options["budget_s"], progress)
        if options["json"]:
            self.stdout.write(json.dumps(figures))
            return
        self.stdout.write(_table(figures))
        self.stdout.write(figures["protocol"])


def _run(data: Path | None, seed: int, budget_s: float, progress: Progress) -> dict[str, Any]:
    params = shop_params(seed, budget_s)
    if data is None:
        shop = shop_data(progress)
        figures = suite_run(
            shop.histories, len(shop.item_ids), params, content=shop.content, progress=progress
        )
        return {"protocol": f"{PROTOCOL} {NOTE}", **figures}
    read = interactions_read(data)
    without = {name: value for name, value in params.model.items() if name != "marks"}
    plain = SuiteParams(ease_l2=params.ease_l2, model=without, train=params.train)
    return {
        "protocol": PROTOCOL,
        **suite_run(read.histories, read.items, plain, progress=progress),
    }


def _table(figures: Mapping[str, Any]) -> str:
    lines = [
        f"{figures['users']:,} users, {figures['items']:,} items, "
        f"{figures['interactions']:,} interactions",
        f"{'':<14}" + "".join(f"{name:>14}" for name in COLUMNS),
    ]
    for name in MODELS:
        row = (f"{figures[name][column]:>14.4g}" for column in COLUMNS)
        lines.append(f"{name:<14}" + "".join(row))
    weights = ", ".join(f"{k} {v:g}" for k, v in figures["fusion"]["weights"].items())
    return "\n".join([*lines, f"Fusion: {weights}."])
