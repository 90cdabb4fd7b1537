"""`manage.py make_partitions`: make the event table's partitions of the months to come."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from recommender.management.lines import LineCommand
from recommender.partitions import MONTHS_AHEAD, partitions_ahead


class Command(LineCommand):
    """What beat does every few hours, once."""

    help = "Makes the event table's partitions of this month and the next ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How far ahead."""
        parser.add_argument("--months", type=int, default=MONTHS_AHEAD, help="how many ahead (3)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make those that are missing."""
        if not 0 <= options["months"] <= 120:
            raise CommandError("--months: write 0 to 120.", returncode=2)
        made = partitions_ahead(timezone.now(), options["months"])
        self.stdout.write(f"{made} partitions made.")
