"""`manage.py export_run`: a trained sequence model into a folder, for another shop to go on."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from recommender import learning
from recommender.management.lines import LineCommand


class Command(LineCommand):
    """Weights and a card, without the ids of this shop's items or anything of its shoppers."""

    help = (
        "Writes a sequence run into a folder, without this shop's item ids: another shop with the "
        "same encoder goes on from there with `train --from FOLDER`, or serves it with --zero-shot."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add which, and where to."""
        parser.add_argument("run", type=int, help="number of the run; `runs` lists them")
        parser.add_argument("folder", type=Path, help="made where it is not there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and name the files."""
        for path in learning.run_export(options["run"], options["folder"]):
            self.stdout.write(f"{path} ({path.stat().st_size / 1024:,.0f} KiB)")
