"""What both import commands share: options, report, progress, one line when it goes wrong."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.errors import RecommenderError
from recommender.progress import progress_shown
from shop.importing.formats import FORMATS, Format
from shop.importing.records import ImportProblem
from shop.importing.source import Source
from shop.importing.tally import Tally, report_opened


class ImportCommand(BaseCommand):
    """A command that reads PATH in a format and says what became of its rows."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what both commands take."""
        parser.add_argument("path", help="A file (.gz or not), its folder, or - for stdin.")
        parser.add_argument("--format", default="plain", choices=sorted(FORMATS))
        parser.add_argument("--encoding", default="utf-8")
        parser.add_argument("--show", type=int, default=10, help="Bad rows to show; all count.")
        parser.add_argument("--report", default="", help="A CSV file for every bad row.")
        parser.add_argument(
            "--no-refresh", action="store_true", help="Leave the recommender's upkeep for later."
        )

    @contextmanager
    def reading(self, options: dict[str, Any]) -> Iterator[tuple[Format, Source]]:
        """Yield the format and its source; then say rows, seconds and memory.

        Raises:
            CommandError: with one clear line.
        """
        started = time.monotonic()
        try:
            with (
                report_opened(options["report"]) as report,
                progress_shown(self.stdout.write) as progress,
            ):
                tally = Tally(self.stderr.write, options["show"], report)
                yield (
                    FORMATS[options["format"]],
                    Source(options["path"], options["encoding"], tally, progress),
                )
        except (ImportProblem, RecommenderError) as error:
            raise CommandError(str(error)) from None
        for line in tally.lines():
            self.stdout.write(line)
        if tally.rows and tally.rejected["not UTF-8"] * 2 > tally.rows:
            self.stdout.write("Most rows are not UTF-8: try --encoding latin-1 or cp1252.")
        self.stdout.write(
            f"Read {tally.rows:,} rows in {time.monotonic() - started:.1f} s, "
            f"peak memory {peak_mb():.0f} MB."
        )


def peak_mb() -> float:
    """Return the largest memory this process has held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)  # bytes there, KiB elsewhere
