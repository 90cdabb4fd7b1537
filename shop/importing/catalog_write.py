"""Writes imported products: new ones are made, known ones get only what differs."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from shop.importing.categories import Categories
from shop.importing.pictures import Pictures
from shop.importing.records import BadRow, ProductRow
from shop.importing.tally import Tally
from shop.models import Brand, Product

BATCH = 500
FIELDS = (
    "title", "description", "category_id", "brand_id", "maker", "material", "colour", "attributes",
    "price", "currency", "stock", "listed_at", "translations",
)  # fmt: skip
STOCK_WHEN_UNSAID = 1


@dataclass
class Written:
    """Products by what became of them."""

    added: int = 0
    changed: int = 0
    same: int = 0


class CatalogWriter:
    """Writes the products of one import, in batches, each in one transaction."""

    def __init__(self, tally: Tally, currency: str, pictures: Pictures | None = None) -> None:
        """Read the categories that are there; `currency` is for products that name none."""
        self._tally = tally
        self._currency = currency
        self._pictures = pictures
        self._categories = Categories()
        self._brands: dict[str, Brand] = {}
        self._seen: set[str] = set()

    def write(self, rows: Iterable[tuple[int, ProductRow]]) -> Written:
        """Write all rows; the first of a sku counts, later ones are bad rows."""
        written = Written()
        for batch in _batches(self._new(rows)):
            with transaction.atomic():
                self._write_batch(batch, written)
        return written

    def _new(self, rows: Iterable[tuple[int, ProductRow]]) -> Iterator[tuple[int, ProductRow]]:
        for number, row in rows:
            if row.sku in self._seen:
                self._tally.reject(number, "sku seen before in this file", row.sku)
                continue
            self._seen.add(row.sku)
            yield number, row

    def _write_batch(self, batch: Sequence[tuple[int, ProductRow]], written: Written) -> None:
        skus = [row.sku for _, row in batch]
        known = {
            product.sku: product
            for product in Product.objects.select_for_update().defer("search").filter(sku__in=skus)
        }
        added: list[Product] = []
        changed: list[Product] = []
        for _, row in batch:
            product = known.get(row.sku)
            values = self._values(row, new=product is None)
            if product is None:
                added.append(Product(sku=row.sku, slug=product_slug(row), **values))
            elif any(getattr(product, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(product, name, value)
                changed.append(product)
        Product.objects.bulk_create(added)
        if changed:
            Product.objects.bulk_update(changed, [name.removesuffix("_id") for name in FIELDS])
        written.added += len(added)
        written.changed += len(changed)
        written.same += len(batch) - len(added) - len(changed)
        if self._pictures is not None:
            self._add_pictures(batch, known | {product.sku: product for product in added})

    def _values(self, row: ProductRow, *, new: bool) -> dict[str, Any]:
        """Return what the row says of a product, and for a new one what it leaves unsaid."""
        now: datetime = timezone.now()
        unsaid: dict[str, Any] = {
            "description": "", "brand_id": None, "maker": "", "material": "", "colour": "",
            "attributes": {}, "currency": self._currency, "stock": STOCK_WHEN_UNSAID,
            "listed_at": now, "translations": {},
        }  # fmt: skip
        said: dict[str, Any] = {
            "title": row.title,
            "description": row.description,
            "category_id": self._categories.find(row.category).pk,
            "maker": row.maker,
            "material": row.material,
            "colour": row.colour,
            "attributes": None if row.attributes is None else dict(row.attributes),
            "price": row.price,
            "currency": row.currency,
            "stock": row.stock,
            "listed_at": row.listed_at,
            "translations": None
            if row.translations is None
            else {language: dict(texts) for language, texts in row.translations.items()},
        }
        given: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        if row.brand is not None:
            given["brand_id"] = self._brand(row.brand).pk if row.brand else None
        return unsaid | given if new else given

    def _brand(self, name: str) -> Brand:
        slug = slugify(name)[:111] or f"brand-{zlib.crc32(name.encode()):08x}"
        if slug not in self._brands:
            self._brands[slug], _ = Brand.objects.get_or_create(slug=slug, defaults={"name": name})
        return self._brands[slug]

    def _add_pictures(
        self, batch: Sequence[tuple[int, ProductRow]], products: dict[str, Product]
    ) -> None:
        assert self._pictures is not None
        for number, row in batch:
            if row.image:
                try:
                    self._pictures.add(products[row.sku], row.image)
                except BadRow as bad:  # the product went in all the same
                    self._tally.note(f"Pictures left out ({bad.reason})", 1)
                    self._tally.show(f"Row {number}: picture left out: {bad}.")


def product_slug(row: ProductRow) -> str:
    """Return the page's address: the title, then the sku so that no two are the same."""
    sku = slugify(row.sku)
    if sku != row.sku.lower():
        sku = f"{sku}-{zlib.crc32(row.sku.encode()):08x}".lstrip("-")
    return f"{slugify(row.title)[:120] or 'product'}-{sku}"


def _batches(rows: Iterator[tuple[int, ProductRow]]) -> Iterator[list[tuple[int, ProductRow]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
