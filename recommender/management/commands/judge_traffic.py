"""`manage.py judge_traffic`: look for bots, copies and pushed items now."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from recommender.learning.trust import traffic_judge
from recommender.management.lines import LineCommand
from recommender.services import statistics_refresh


class Command(LineCommand):
    """What beat does every hour, once; counts and pairs follow at once."""

    help = "Judges by behaviour which shoppers may teach, then recomputes the statistics."

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge, recompute, and say how many are under suspicion."""
        found = traffic_judge(timezone.now())
        statistics_refresh()
        self.stdout.write(
            f"{found['judged']} shoppers judged, {found['suspicious']} under suspicion."
        )
