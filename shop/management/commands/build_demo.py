"""Builds the demo shop: the catalogue with its files, then its simulated shoppers.

Safe to run again: what is there and unchanged is kept.
"""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.progress import progress_shown
from shop.demo.catalogue import build_catalogue


class Command(BaseCommand):
    """`manage.py build_demo`."""

    help = "Builds the demo catalogue with its pictures, and the history of its shoppers."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add seed and scale."""
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--products", type=int, default=1280)
        parser.add_argument("--shoppers", type=int, default=2000)
        parser.add_argument("--weeks", type=int, default=12)

    def handle(self, *args: Any, **options: Any) -> None:
        """Build both, with progress."""
        if options["products"] < 1 or options["shoppers"] < 0 or options["weeks"] < 1:
            raise CommandError("Write at least 1 product, 0 shoppers and 1 week.")
        started = time.monotonic()
        with progress_shown(self.stdout.write) as progress:
            build_catalogue(options["seed"], options["products"], progress)
            if options["shoppers"]:
                from shop.demo.shoppers import simulate

                simulate(options["seed"], options["shoppers"], options["weeks"], progress)
        self.stdout.write(f"Demo built in {time.monotonic() - started:.0f} s.")
