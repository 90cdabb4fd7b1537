"""Hands the shop's products to the recommender (`RECOMMENDER["CATALOG"]`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch, QuerySet

from recommender.contracts import ItemRecord
from shop.models import Category, Media, Product

CHUNK = 500


class ShopCatalog:
    """`recommender.contracts.Catalog` over the shop's tables."""

    def iter_items(self) -> Iterator[ItemRecord]:
        """Yield every product, active or not, streaming."""
        for product in _products().order_by("pk").iterator(chunk_size=CHUNK):
            yield _record(product)

    def get_items(self, item_ids: Sequence[str]) -> list[ItemRecord]:
        """Return the products of these skus that exist."""
        return [_record(product) for product in _products().filter(sku__in=item_ids)]


def _products() -> QuerySet[Product]:
    pictures = Media.objects.filter(kind=Media.Kind.PICTURE).order_by("position", "id")
    return (
        Product.objects.defer("search")
        .select_related("category__parent", "brand")
        .prefetch_related(Prefetch("media", queryset=pictures, to_attr="pictures"))
    )


def _record(product: Product) -> ItemRecord:
    category: Category = product.category
    pictures: list[Media] = product.pictures  # type: ignore[attr-defined]
    attributes = {str(key): str(value) for key, value in product.attributes.items()}
    for name in ("material", "colour"):
        if value := getattr(product, name):
            attributes[name] = value
    return ItemRecord(
        item_id=product.sku,
        title=product.title,
        description=product.description,
        category=category.slug,
        category_name=category.name,
        department=(category.parent or category).slug,
        brand=product.brand.name if product.brand else "",
        maker=product.maker,
        attributes=attributes,
        price=product.price,
        currency=product.currency,
        url=product.get_absolute_url(),
        image_url=pictures[0].file.url if pictures else "",
        in_stock=product.in_stock,
        is_active=product.is_active,
        listed_at=product.listed_at,
        translations=_translations(product, category),
    )


def _translations(product: Product, category: Category) -> dict[str, dict[str, str]]:
    """Return per language what reasons may quote: title, description, maker, category_name."""
    languages = set(product.translations) | set(category.translations)
    found: dict[str, dict[str, str]] = {}
    for language in sorted(languages):
        texts = {k: str(v) for k, v in product.translations.get(language, {}).items()}
        name = category.translations.get(language, {}).get("name")
        if name:
            texts["category_name"] = str(name)
        found[language] = texts
    return found
