"""`manage.py evaluate`: how well plain and learned models foretell what this shop's people do."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.errors import InvalidInput
from recommender.evaluation.interactions import interactions_read
from recommender.evaluation.parts import Part
from recommender.evaluation.public_items import inputs_read
from recommender.evaluation.shop_data import NOTE, SHOP_PARTS, shop_data, shop_parts
from recommender.evaluation.splits import PROTOCOL, TEMPORAL, leave_one_out, temporal, temporal_cuts
from recommender.evaluation.suite import FUSION, SuiteParams, models_of, suite_run
from recommender.management.lines import LineCommand
from recommender.progress import Progress, progress_shown

if TYPE_CHECKING:
    from recommender.neural.items import ItemInputs

COLUMNS = ("ndcg10", "hr10", "mrr", "coverage10", "gini10", "tail_share10", "seconds")


class Command(LineCommand):
    """Fit every model anew without what is to be foretold, and rank it; serve nothing."""

    help = (
        "Compares plain models, sequence models and their fusion on the shop's own events, or on a "
        "file of sequences. The model that serves is not touched: it has seen the answers, so "
        "another is fitted without them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the data, the models, the seeds and the time."""
        parser.add_argument(
            "--data",
            type=Path,
            help="a gzipped file with a line per user: the user, then item numbers in time order; "
            "item_attributes.json.gz or movies.tsv.gz beside it is read too",
        )
        parser.add_argument(
            "--temporal",
            action="store_true",
            help="fit on what happened before one moment and foretell what came after it",
        )
        parser.add_argument(
            "--parts",
            nargs="+",
            metavar="NAME",
            default=list(SHOP_PARTS),
            help=f"models to compare and to fuse ({' '.join(SHOP_PARTS)}; also gru4rec, caser)",
        )
        parser.add_argument(
            "--seeds", type=int, nargs="+", default=[0], help="one training for each (0)"
        )
        parser.add_argument(
            "--budget-s", type=float, default=60.0, help="seconds of one training at most (60)"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Evaluate with progress, and print a table or JSON."""
        write = self.stderr.write if options["json"] else self.stdout.write
        with progress_shown(write) as progress:
            figures = _run(options, progress)
        if options["json"]:
            self.stdout.write(json.dumps(figures))
            return
        self.stdout.write(_table(figures))
        self.stdout.write(figures["protocol"])


def _run(options: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    names, seeds, by_time = options["parts"], tuple(options["seeds"]), options["temporal"]
    params = _params(names, seeds, shop_parts(options["budget_s"]))  # a wrong name ends it here
    note = ""
    if options["data"] is None:
        shop = shop_data(progress)
        params = _params(names, seeds, shop_parts(options["budget_s"], shop.marks))
        histories = shop.every if by_time else shop.histories
        items, note = len(shop.item_ids), f" {NOTE}"
        inputs: ItemInputs | None = shop.inputs
    else:
        read = interactions_read(options["data"])
        histories, items = read.histories, read.items
        inputs = inputs_read(options["data"].parent, read.item_ids)
    if by_time:
        split = temporal(histories, items, temporal_cuts(histories))
    else:
        split = leave_one_out(histories, items)
    if inputs is None:
        params = replace(
            params, parts={k: one for k, one in params.parts.items() if one.kind != "content_knn"}
        )
    figures = suite_run(split, params, inputs=inputs, progress=progress)
    return {"protocol": f"{TEMPORAL if by_time else PROTOCOL}{note}", **figures}


def _params(names: list[str], seeds: tuple[int, ...], parts: dict[str, Part]) -> SuiteParams:
    try:
        return SuiteParams(parts, seeds).only(tuple(names))
    except ValueError as error:
        raise InvalidInput(str(error)) from error


def _table(figures: Mapping[str, Any]) -> str:
    models = models_of(figures)
    lines = [
        f"{figures['users']:,} users, {figures['items']:,} items, "
        f"{figures['interactions']:,} interactions",
        f"{'':<14}" + "".join(f"{name:>14}" for name in COLUMNS) + "   95 % of ndcg10",
    ]
    for name, one in models.items():
        row = (f"{one[column]:>14.4g}" for column in COLUMNS)
        low, high = one["ndcg10_interval"]
        lines.append(f"{name:<14}" + "".join(row) + f"   {low:.4f} to {high:.4f}")
    shown = [name for name in ("popularity", FUSION) if name in models] or list(models)[:1]
    lines.append(f"{'ndcg10 where':<24}{'users':>8}" + "".join(f"{name:>14}" for name in shown))
    for segment, one in models[shown[0]]["segments"].items():
        row = (f"{models[name]['segments'][segment]['ndcg10']:>14.4g}" for name in shown)
        lines.append(f"{segment:<24}{one['users']:>8,}" + "".join(row))
    if FUSION in models:
        weights = ", ".join(f"{k} {v:g}" for k, v in models[FUSION]["weights"].items() if v)
        lines.append(f"Fusion: {weights}.")
    return "\n".join(lines)
