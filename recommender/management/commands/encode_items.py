"""`manage.py encode_items`: give vectors to items that are new or whose text changed."""

from __future__ import annotations

from typing import Any

from recommender import learning
from recommender.management.lines import LineCommand
from recommender.models import Run
from recommender.progress import progress_shown


class Command(LineCommand):
    """Encode with the model that `ENCODER` names; a new one serves once it has read every item."""

    help = "Encodes items that are new or whose text changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Encode with progress."""
        with progress_shown(self.stdout.write) as progress:
            count = learning.items_encode(progress)
        run = Run.objects.get(kind=Run.Kind.ENCODER, is_active=True)
        self.stdout.write(f"{count} items encoded; {run.name} (run {run.pk}) serves.")
