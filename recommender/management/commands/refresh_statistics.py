"""`manage.py refresh_statistics`: recompute popularity, pairs, counts and the tail now."""

from __future__ import annotations

from typing import Any

from recommender.management.lines import LineCommand
from recommender.services import statistics_refresh


class Command(LineCommand):
    """What beat does every few minutes, once."""

    help = "Recomputes popularity windows, pairs bought together, counts and the tail flag."

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute and say how many rows were written."""
        written = statistics_refresh()
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in written.items()))
