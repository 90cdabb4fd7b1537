"""`manage.py train`: fit the sequence model to all events and let it serve."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from recommender import learning, params
from recommender.learning.training import SequenceParams
from recommender.management.lines import LineCommand
from recommender.models import Run
from recommender.progress import progress_shown


class Command(LineCommand):
    """Encode what is new, train, and refresh everybody's interests under the new model."""

    help = "Trains the sequence model on all events, lets it serve, and refreshes interests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the seed and every parameter of a training."""
        parser.add_argument("--seed", type=int, default=0, help="of everything drawn (0)")
        for bound in params.describe(SequenceParams):
            said = f"{bound.help} {bound.low:g} to {bound.high:g}, else {bound.default:g}."
            parser.add_argument(
                f"--{bound.name.replace('_', '-')}", type=type(bound.default), help=said
            )
        parser.add_argument(
            "--no-refresh",
            action="store_true",
            help="leave the refresh of interests to the workers",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Train with progress, and print what came of it."""
        names = [bound.name for bound in params.describe(SequenceParams)]
        given = {name: options[name] for name in names if options[name] is not None}
        with progress_shown(self.stdout.write) as progress:
            run = learning.sequence_train(options["seed"], progress, **given)
            if not options["no_refresh"]:
                learning.interests_refresh(None, progress)
        self.stdout.write(summary(run))


def summary(run: Run) -> str:
    """Return in a few lines what a training used and how good the model is."""
    metrics = run.metrics
    shares = (
        f"NDCG@10 {metrics['ndcg10']:.4f}, HR@10 {metrics['hr10']:.4f}"
        if ("ndcg10" in metrics)
        else "too few histories to validate on"
    )
    window = f"{run.data_from:%Y-%m-%d} to {run.data_to:%Y-%m-%d}"
    return (
        f"Run {run.pk} serves: {run.name}, {run.dim} wide, seed {run.seed}, on {run.device}.\n"
        f"Read {metrics['acts']:,} acts of {metrics['shoppers']:,} shoppers on "
        f"{metrics['items']:,} items, {window}.\n"
        f"{metrics['epochs']:.0f} epochs in {metrics['train_s']:.1f} s; on held-out next items: "
        f"{shares} (most popular: {metrics.get('popular_ndcg10', 0.0):.4f})."
    )
