"""`manage.py train_tasks`: fit the task heads and the demand forecast, and let them serve."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from recommender import params
from recommender.learning.tasks_training import TaskParams, tasks_train
from recommender.management.lines import LineCommand
from recommender.models import Run
from recommender.progress import progress_shown


class Command(LineCommand):
    """Learn what follows a look, and what the next week will sell."""

    help = (
        "Trains heads for click, cart, purchase and rating, and a forecast of each item's demand, "
        "on all events; the source “intent” of a strategy then scores by them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the seed and every parameter of a training."""
        parser.add_argument("--seed", type=int, default=0, help="of everything drawn (0)")
        for bound in params.describe(TaskParams):
            said = f"{bound.help} {bound.low:g} to {bound.high:g}, else {bound.default:g}."
            parser.add_argument(
                f"--{bound.name.replace('_', '-')}", type=type(bound.default), help=said
            )

    def handle(self, *args: Any, **options: Any) -> None:
        """Train with progress, and print what came of it."""
        names = [bound.name for bound in params.describe(TaskParams)]
        given = {name: options[name] for name in names if options[name] is not None}
        with progress_shown(self.stdout.write) as progress:
            run = tasks_train(options["seed"], progress, **given)
        self.stdout.write(summary(run))


def summary(run: Run) -> str:
    """Return in a few lines how well each task and the demand are foretold."""
    metrics = run.metrics
    lines = [
        f"Run {run.pk} serves: {run.name}, seed {run.seed}, on {run.device}.",
        f"Read {metrics['looks']:,} looks at {metrics['items']:,} items; "
        f"{metrics['train_s']:.1f} s in all.",
    ]
    for task, one in metrics["tasks"].items():
        low, high = one["auc_interval"]
        lines.append(
            f"{task:<9} AUC {one['auc']:.3f} ({low:.3f} to {high:.3f}), happens in"
            f" {one['rate']:.1%} of {one['labels']:,}; calibration error"
            f" {one['calibration_error']:.3f}"
        )
    demand = metrics["demand"]
    if demand:
        errors = ", ".join(
            f"{name.replace('_', ' ')} {demand[name]['wape']:.3f}"
            for name in ("network", "moving_average", "last_week")
        )
        lines.append(f"Next week: about {demand['next_week_units']:,.0f} units. WAPE: {errors}.")
    return "\n".join(lines)
