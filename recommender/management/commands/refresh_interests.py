"""`manage.py refresh_interests`: compute shoppers' interests now, here, without a worker."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from recommender import learning
from recommender.errors import NotFound
from recommender.management.lines import LineCommand
from recommender.models import Shopper
from recommender.progress import progress_shown


class Command(LineCommand):
    """Refresh one shopper or all under the serving model."""

    help = "Computes the interests of one shopper, or of all, under the serving model."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One or all."""
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--all", action="store_true", help="every shopper who ever acted")
        who.add_argument("--shopper", type=UUID, help="the shopper's id")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh with progress."""
        shopper = options["shopper"]
        if shopper is not None and not Shopper.objects.filter(pk=shopper).exists():
            raise NotFound(f"There is no shopper {shopper}.")
        with progress_shown(self.stdout.write) as progress:
            wanted = None if shopper is None else [shopper]
            count = learning.interests_refresh(wanted, progress)
        self.stdout.write(f"{count} shoppers have interests.")
