"""Takes a real history in: what shoppers did, at its own times, under ids that stay the same.

Safe to run again: an act that is there already counts once.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from recommender import services as recommender
from shop.importing.events_write import EventsWriter
from shop.importing.running import ImportCommand


class Command(ImportCommand):
    """`manage.py import_events PATH`."""

    help = "Imports what shoppers did: CSV or JSON Lines as documented, or a layout by --format."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what only events need."""
        super().add_arguments(parser)
        parser.add_argument(
            "--source", default="", help="Names where the history is from; part of all ids."
        )
        parser.add_argument(
            "--accounts", action="store_true", help="Shoppers' keys are the shop's account ids."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, then refresh the statistics unless asked not to."""
        with self.reading(options) as (form, source):
            name = options["source"] or form.source
            writer = EventsWriter(source.tally, name, accounts=options["accounts"])
            recorded = writer.write(form.events(source))
            tally = source.tally
            tally.note("Events added", recorded.added)
            tally.note("Events known already", recorded.known)
            tally.note("Shoppers", recorded.shoppers)
            tally.note("Anonymous shoppers", recorded.anonymous)
            if not options["no_refresh"]:
                source.progress("Statistics", 0, 1)
                refreshed = recommender.statistics_refresh()
                source.progress("Statistics", 1, 1)
                tally.note("Pairs bought together", refreshed["pairs"])
        if options["no_refresh"]:
            self.stdout.write("Next: the same without --no-refresh counts what is popular.")
