"""`manage.py write_reasons`: write the sentences that are owed, with the writer that is set."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from recommender import sentence_editing, sentence_writing
from recommender.management.lines import LineCommand
from recommender.progress import progress_shown
from recommender.reasons.vocabulary import LANGUAGES, TONES


class Command(LineCommand):
    """Write and check missing sentences; prints how many were accepted and rejected."""

    help = "Write the sentences that are owed, check them, and keep them for the pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--limit", type=int, default=1000, help="sentences at most")
        parser.add_argument(
            "--all", action="store_true", help="also shapes that no page has needed yet"
        )
        parser.add_argument(
            "--language", action="append", choices=LANGUAGES, help="only this one; may be repeated"
        )
        parser.add_argument(
            "--tone", action="append", choices=TONES, help="only this one; may be repeated"
        )
        parser.add_argument(
            "--retry", action="store_true", help="try again what the checker rejected before"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, with progress."""
        writer = sentence_writing.current_writer()
        if writer is None:
            self.stdout.write("Sentences come from templates (WRITER=template): nothing is owed.")
            return
        if options["all"]:
            sentence_writing.shapes_expect()
        sentence_editing.editors_judge_again()
        if options["retry"]:
            sentence_writing.rejected_forget(writer)
        started = time.monotonic()
        with progress_shown(self.stdout.write) as progress:
            counts = sentence_writing.owed_write(
                options["limit"],
                progress,
                languages=options["language"] or (),
                tones=options["tone"] or TONES,
            )
        rate = counts["written"] / max(time.monotonic() - started, 1e-9)
        self.stdout.write(
            f"{writer.slug} {writer.revision}: {counts['accepted']} accepted, "
            f"{counts['rejected']} rejected, {counts['repeated']} said already, "
            f"{counts['failed']} not answered; {rate:.0f} a second."
        )
        if counts["failed"]:
            raise CommandError("The writer did not answer; what is missing stays owed.")
