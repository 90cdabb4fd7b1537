"""What the commands share: one clear line for what went wrong, and exit status 2."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommender.errors import RecommenderError


class LineCommand(BaseCommand):
    """A command whose deliberate errors end it with their one line."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run, and turn errors made on purpose into a message without a traceback."""
        try:
            return super().execute(*args, **options)
        except RecommenderError as error:
            fields = getattr(error, "fields", {})
            wrong = "; ".join(f"{name}: {' '.join(said)}" for name, said in fields.items())
            raise CommandError(f"{error} {wrong}".strip(), returncode=2) from error
