"""Everything pages read from the shop's own tables, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.cache import cache
from django.db import connection
from django.db.models import Avg, Count, Prefetch, Q, QuerySet, Sum

from shop.models import CartLine, Category, Media, Order, OrderLine, Product, Review

MENU_KEY, MENU_AGE_S = "shop.menu", 30
_menu: tuple[str, list[Category]] = ("", [])
_CART_COUNT = "SELECT coalesce(sum(quantity), 0) FROM shop_cartline WHERE cart_id = %s"
CARD_FIELDS = (
    "sku", "slug", "title", "translations", "price", "currency", "stock", "colour", "material",
    "category__slug", "category__name", "category__hue", "category__translations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stars:
    """What reviewers think of a product: mean 1..5, how many, and how many per star, best first."""

    mean: float
    count: int
    bars: tuple[tuple[int, int], ...]


def cards(products: QuerySet[Product]) -> QuerySet[Product]:
    """Return the products with just what a card shows: one query, one more for the pictures."""
    pictures = Media.objects.filter(kind=Media.Kind.PICTURE).order_by("position", "id")
    return (
        products.select_related("category")
        .only(*CARD_FIELDS)
        .prefetch_related(Prefetch("media", queryset=pictures, to_attr="pictures"))
    )


def on_sale() -> QuerySet[Product]:
    """Return all active products."""
    return Product.objects.filter(is_active=True)


def products_by_sku(skus: Sequence[str]) -> dict[str, Product]:
    """Return the active products among `skus`, ready for cards."""
    if not skus:
        return {}
    return {product.sku: product for product in cards(on_sale().filter(sku__in=skus))}


def popular_products(limit: int, without: Sequence[str] = ()) -> list[Product]:
    """Return what sold best, filled up with what is newest, all in stock."""
    sold = list(
        OrderLine.objects.filter(product__is_active=True, product__stock__gt=0)
        .exclude(product__sku__in=without)
        .values_list("product_id", flat=True)
        .annotate(pieces=Sum("quantity"))
        .order_by("-pieces", "product_id")[:limit]
    )
    best = {product.pk: product for product in cards(on_sale().filter(pk__in=sold))}
    found = [best[pk] for pk in sold if pk in best]
    missing = limit - len(found)
    if missing > 0:
        newest = on_sale().filter(stock__gt=0).exclude(pk__in=best).exclude(sku__in=without)
        found += list(cards(newest.order_by("-listed_at", "-pk"))[:missing])
    return found


def menu() -> list[Category]:
    """Return the departments with their categories in `.kinds`; kept for a few seconds.

    Kept as they are in this process, to be read only: only a mark of their age is in the cache,
    since every page would otherwise take them out of a pickle.
    """
    global _menu
    mark: str | None = cache.get(MENU_KEY)
    if mark is None or mark != _menu[0]:
        kinds = Prefetch("children", queryset=Category.objects.all(), to_attr="kinds")
        found: list[Category] = [*Category.objects.filter(parent=None).prefetch_related(kinds)]
        for department in found:
            department.address = department.get_absolute_url()  # type: ignore[attr-defined]
        mark = mark or uuid4().hex
        cache.add(MENU_KEY, mark, MENU_AGE_S)
        _menu = (mark, found)
    return _menu[1]


def departments_pictured() -> list[tuple[Category, Product | None]]:
    """Return each department with one product to stand for it."""
    departments = menu()
    firsts = list(
        on_sale()
        .filter(stock__gt=0, media__kind=Media.Kind.PICTURE)
        .order_by("category__parent_id", "category_id", "pk")
        .distinct("category__parent_id")
        .values_list("pk", flat=True)
    )
    pictured = {
        product.category.parent_id or product.category_id: product
        for product in cards(on_sale().filter(pk__in=firsts)).only(
            *CARD_FIELDS, "category__parent_id"
        )
    }
    return [(department, pictured.get(department.pk)) for department in departments]


def category_get(slug: str) -> Category | None:
    """Return a category with its parent, and its children in `.kinds`."""
    kinds = Prefetch("children", queryset=Category.objects.all(), to_attr="kinds")
    return (
        Category.objects.select_related("parent").prefetch_related(kinds).filter(slug=slug).first()
    )


def category_products(category: Category) -> QuerySet[Product]:
    """Return the active products of a category, or of all categories of a department."""
    return on_sale().filter(Q(category=category) | Q(category__parent=category))


def product_get(slug: str) -> Product | None:
    """Return a product with all its page shows, active or not."""
    return (
        Product.objects.select_related("category__parent", "brand")
        .defer("search")
        .prefetch_related("media", "variants")
        .filter(slug=slug)
        .first()
    )


def reviews_of(product: Product, limit: int = 20) -> list[Review]:
    """Return the newest reviews."""
    return list(product.reviews.all()[:limit])


def stars_of(product: Product) -> Stars:
    """Return what reviewers think of a product."""
    counts = dict(product.reviews.values_list("rating").annotate(n=Count("id")).order_by("rating"))
    total = sum(counts.values())
    mean = sum(rating * n for rating, n in counts.items()) / total if total else 0.0
    return Stars(mean, total, tuple((star, counts.get(star, 0)) for star in range(5, 0, -1)))


def cart_lines(shopper_id: UUID | None) -> list[CartLine]:
    """Return what is in the cart, with products and pictures."""
    if shopper_id is None:
        return []
    products = cards(Product.objects.all())
    return list(
        CartLine.objects.filter(cart_id=shopper_id)
        .select_related("variant")
        .prefetch_related(Prefetch("product", queryset=products))
    )


def cart_count(shopper_id: UUID | None) -> int:
    """Return how many pieces are in the cart."""
    if shopper_id is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_CART_COUNT, [shopper_id])
        return int(cursor.fetchone()[0])


def orders_of(shopper_id: UUID | None) -> list[Order]:
    """Return a shopper's orders with their lines, newest first."""
    if shopper_id is None:
        return []
    products = cards(Product.objects.all())
    lines = Prefetch(
        "lines",
        queryset=OrderLine.objects.prefetch_related(Prefetch("product", queryset=products)),
    )
    return list(Order.objects.filter(shopper_id=shopper_id).prefetch_related(lines))


def order_get(shopper_id: UUID | None, number: str) -> Order | None:
    """Return one of the shopper's own orders."""
    for order in orders_of(shopper_id):
        if order.number == number:
            return order
    return None


def best_rated(products: QuerySet[Product]) -> QuerySet[Product]:
    """Order by mean rating, unreviewed last."""
    from django.db.models import F

    return products.annotate(stars=Avg("reviews__rating")).order_by(
        F("stars").desc(nulls_last=True), "-listed_at", "pk"
    )
