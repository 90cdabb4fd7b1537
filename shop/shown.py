"""What pages show of a product in a list: a few plain values, read in one query.

A page has some forty of them. Model instances with their category and pictures would be three times
as many objects and two queries, for the same dozen values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language

from shop.models import Media, Product

MOST_SHOWN = 8_192  # about 1 KB each
_SQL = """
SELECT p.sku, p.slug, p.title, p.translations -> %s ->> 'title', p.price, p.currency, p.stock,
       c.hue, c.name, c.translations -> %s ->> 'name', m.file, m.thumbnail, m.width, m.alt
FROM shop_product p
JOIN shop_category c ON c.id = p.category_id
LEFT JOIN LATERAL (
    SELECT file, thumbnail, width, alt FROM shop_media
    WHERE product_id = p.id AND kind = 'picture'
    ORDER BY position, id LIMIT 1
) m ON true
WHERE p.is_active AND p.sku = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A product as a card shows it, in the active language."""

    sku: str
    slug: str
    local_title: str
    price: Decimal
    currency: str
    in_stock: bool
    tint: str  # the stylesheet's nearest to its category's hue: "0", "15" … "345"
    kind: str  # its category's name
    picture: str = ""  # the small one's address; "": a tile stands in
    srcset: str = ""  # both pictures with their widths; "" where there is one
    alt: str = ""

    @property
    def address(self) -> str:
        """Its page."""
        return f"{_product_root()}{self.slug}/"


def shown_by_sku(skus: Sequence[str]) -> dict[str, Shown]:
    """Return the active products among `skus`, in one query."""
    if not skus:
        return {}
    language = get_language() or ""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [language, language, list(skus)])
        found = cursor.fetchall()
    # Addresses of a foreign storage may be signed and run out: those are worked out each time.
    meant = _kept if isinstance(default_storage, FileSystemStorage) else _shown
    return {row[0]: meant(language, *row) for row in found}


def shown(product: Product) -> Shown:
    """Return the same of a product that was read with `selectors.cards`."""
    pictures: list[Media] = product.pictures  # type: ignore[attr-defined]
    first = pictures[0] if pictures else None
    return _shown(
        get_language() or "",
        product.sku,
        product.slug,
        product.title,
        product.local_title,
        product.price,
        product.currency,
        product.stock,
        product.category.hue,
        product.category.name,
        product.category.local_name,
        *((first.file.name, first.thumbnail.name, first.width, first.alt) if first else ()),
    )


def _shown(
    language: str,
    sku: str,
    slug: str,
    title: str,
    local_title: str | None,
    price: Decimal,
    currency: str,
    stock: int,
    hue: int,
    kind: str,
    local_kind: str | None,
    file: str | None = None,
    thumbnail: str | None = None,
    width: int | None = None,
    alt: str | None = None,
) -> Shown:
    """Return a row of the query as what it means."""
    title = local_title or title
    large = file_address(file) if file else ""
    small = file_address(thumbnail) if thumbnail else large
    # What a picture shows is known in English only; elsewhere its title says it.
    is_english = (language or "en").startswith("en")
    return Shown(
        sku=sku,
        slug=slug,
        local_title=title,
        price=price,
        currency=currency,
        in_stock=stock > 0,
        tint=str(round(hue / 15) % 24 * 15),
        kind=local_kind or kind,
        picture=small,
        srcset=f"{small} 320w, {large} {width}w" if width and small != large else "",
        alt=(is_english and alt) or title,
    )


_kept = lru_cache(maxsize=MOST_SHOWN)(_shown)  # equal rows, one object


def file_address(name: str) -> str:
    """Return where a kept file is served."""
    if isinstance(default_storage, FileSystemStorage):
        return _local_address(name)
    return default_storage.url(name)


@lru_cache(maxsize=16_384)
def _local_address(name: str) -> str:
    """Files of our own never move: their addresses, unlike signed ones, are worked out once."""
    return default_storage.url(name)


@lru_cache(maxsize=1)
def _product_root() -> str:
    return reverse("shop:product", args=["x"]).removesuffix("x/")
