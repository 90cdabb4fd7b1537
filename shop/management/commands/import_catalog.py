"""Takes a real catalogue into the shop, then hands its items to the recommender.

Safe to run again: products are matched by sku, and only what differs is written.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from recommender import services as recommender
from shop.importing.catalog_write import CatalogWriter
from shop.importing.pictures import Pictures
from shop.importing.running import ImportCommand
from shop.importing.values import currency_of


class Command(ImportCommand):
    """`manage.py import_catalog PATH`."""

    help = "Imports products: CSV or JSON Lines as documented, or a public layout by --format."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what only products need."""
        super().add_arguments(parser)
        parser.add_argument("--currency", default="", help="Of prices that name none.")
        parser.add_argument(
            "--fetch-images", action="store_true", help="Also fetch pictures from the web."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, then sync items unless asked not to."""
        with self.reading(options) as (form, source):
            currency = currency_of(options["currency"] or form.currency)
            pictures = Pictures(source.folder, fetch=options["fetch_images"])
            written = CatalogWriter(source.tally, currency, pictures).write(form.products(source))
            tally = source.tally
            tally.note("Products added", written.added)
            tally.note("Products changed", written.changed)
            tally.note("Products unchanged", written.same)
            if not options["no_refresh"]:
                tally.note("Items handed to the recommender", recommender.items_sync())
        if options["no_refresh"]:
            self.stdout.write("Next: the same without --no-refresh hands the items over.")
