"""`manage.py train`: fit the sequence model to all events and let it serve."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from recommender import learning, params
from recommender.errors import InvalidInput
from recommender.learning.sequence_params import SequenceParams
from recommender.management.lines import LineCommand
from recommender.models import Run
from recommender.progress import Progress, progress_shown


class Command(LineCommand):
    """Encode what is new, train, and refresh everybody's interests under the new model."""

    help = "Trains the sequence model on all events, lets it serve, and refreshes interests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the seed and every parameter of a training."""
        parser.add_argument("--seed", type=int, default=0, help="of everything drawn (0)")
        parser.add_argument(
            "--from",
            dest="origin",
            default="",
            metavar="RUN",
            help="go on from a run of this shop, or from a folder that `export_run` wrote",
        )
        parser.add_argument(
            "--zero-shot",
            action="store_true",
            help="with --from: let that model serve as it is, without any training",
        )
        for bound in params.describe(SequenceParams):
            said = f"{bound.help} {bound.low:g} to {bound.high:g}, else {bound.default:g}."
            parser.add_argument(
                f"--{bound.name.replace('_', '-')}", type=type(bound.default), help=said
            )
        parser.add_argument(
            "--fresh",
            action="store_true",
            help="begin anew where a training of the same seed and parameters was interrupted",
        )
        parser.add_argument(
            "--data",
            type=Path,
            help="train on a public file instead, only to tell how well that goes: gzipped, a line "
            "per user, the user and then item numbers in time order; the shop is left as it is",
        )
        parser.add_argument(
            "--length",
            type=int,
            help="with --data: steps read of a history (as of a shopper's)",
        )
        parser.add_argument(
            "--no-refresh",
            action="store_true",
            help="leave the refresh of interests to the workers",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Train with progress, and print what came of it."""
        from recommender.neural.distributed import ranks_joined

        names = [bound.name for bound in params.describe(SequenceParams)]
        given = {name: options[name] for name in names if options[name] is not None}
        with ranks_joined() as ranks:
            if options["data"] is not None:
                said = self._data(given, options, ranks.leads)
            elif ranks.leads:
                said = self._shop(given, options)
            else:
                learning.sequence_help(options["seed"], origin=options["origin"], **given)
        if ranks.leads:
            self.stdout.write(said)

    def _shop(self, given: dict[str, Any], options: dict[str, Any]) -> str:
        """Train on the shop's events, refresh interests, and return what to say of it."""
        if options["length"] is not None:
            raise InvalidInput("--length goes with --data; a shop's is HISTORY_LENGTH.")
        with progress_shown(self.stdout.write) as progress:
            if options["zero_shot"]:
                run = _adopted(options["origin"], given, options["seed"], progress)
            else:
                run = learning.sequence_train(
                    options["seed"],
                    progress,
                    origin=options["origin"],
                    fresh=options["fresh"],
                    **given,
                )
            if not options["no_refresh"]:
                learning.interests_refresh(None, progress)
        return summary(run)

    def _data(self, given: dict[str, Any], options: dict[str, Any], leads: bool) -> str:
        """Train on a file and return what to say of it."""
        from recommender.learning.file_training import file_train

        if options["origin"] or options["zero_shot"]:
            raise InvalidInput("--from and --zero-shot mean nothing with --data.")
        write = self.stdout.write if leads else (lambda line: None)
        with progress_shown(write) as progress:
            return file_train(
                options["data"],
                options["seed"],
                progress,
                length=options["length"],
                fresh=options["fresh"],
                **given,
            ).said()


def _adopted(origin: str, given: dict[str, Any], seed: int, progress: Progress) -> Run:
    if not origin:
        raise InvalidInput("--zero-shot needs --from: which model is to serve.")
    if given:
        name = next(iter(given)).replace("_", "-")
        raise InvalidInput(f"--{name} means nothing with --zero-shot: nothing is trained.")
    return learning.sequence_adopt(origin, seed, progress)


def summary(run: Run) -> str:
    """Return in a few lines what a training used and how good the model is."""
    metrics = run.metrics
    shares = (
        f"NDCG@10 {metrics['ndcg10']:.4f}, HR@10 {metrics['hr10']:.4f}"
        if ("ndcg10" in metrics)
        else "too few histories to validate on"
    )
    if run.data_from is None or run.data_to is None:
        return (
            f"Run {run.pk} serves: {run.name}, {run.dim} wide, trained elsewhere "
            f"({run.params['from']['name']}).\n"
            f"{metrics['items_placed']:,} items are in its space; on shoppers' last items: "
            f"{shares} (most popular: {metrics.get('popular_ndcg10', 0.0):.4f})."
        )
    window = f"{run.data_from:%Y-%m-%d} to {run.data_to:%Y-%m-%d}"
    taken_up = (
        f"It had been interrupted and was taken up at step {metrics['resumed_at']:,}.\n"
        if metrics.get("resumed_at")
        else ""
    )
    return taken_up + (
        f"Run {run.pk} serves: {run.name}, {run.dim} wide, seed {run.seed}, on {run.device}.\n"
        f"Read {metrics['acts']:,} acts of {metrics['shoppers']:,} shoppers on "
        f"{metrics['items']:,} items, {window}.\n"
        f"{metrics['epochs']:.0f} epochs in {metrics['train_s']:.1f} s; on held-out next items: "
        f"{shares} (most popular: {metrics.get('popular_ndcg10', 0.0):.4f})."
    )
