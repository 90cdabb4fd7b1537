"""`manage.py runs`: list the models' versions, let another serve, or go back to the one before.

The workers are woken then, and refresh everybody's interests.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from recommender import learning
from recommender.management.lines import LineCommand
from recommender.models import Run


class Command(LineCommand):
    """Without an option, the list."""

    help = "Lists the models' versions; --activate and --rollback change which one serves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """At most one change."""
        change = parser.add_mutually_exclusive_group()
        change.add_argument("--activate", type=int, metavar="ID", help="let this run serve")
        change.add_argument(
            "--rollback", choices=Run.Kind.values, help="let the run before the serving one serve"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Change and list."""
        if options["activate"] is not None:
            self._serves(learning.run_activate(options["activate"]))
        elif options["rollback"]:
            self._serves(learning.run_rollback(options["rollback"]))
        for run in Run.objects.all():
            self.stdout.write(line(run))

    def _serves(self, run: Run) -> None:
        self.stdout.write(f"Run {run.pk} serves now.")


def line(run: Run) -> str:
    """Return one run in one line."""
    mark = "*" if run.is_active else " "
    took = f"{run.started_at:%Y-%m-%d %H:%M}"
    quality = f"  NDCG@10 {run.metrics['ndcg10']:.4f}" if "ndcg10" in run.metrics else ""
    error = f"  {run.error.splitlines()[0]}" if run.error else ""
    return f"{mark} {run.pk:>4}  {run.kind:<8}  {run.status:<7}  {took}  {run.name}{quality}{error}"
