"""Search, facets and sorting over products: query parameters in, a page of products out.

Facet counts answer "how many would there be": each facet counts under all filters but its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
    When,
)
from django.http import QueryDict
from django.utils.translation import gettext as _

from shop.models import Category, Product
from shop.selectors import best_rated, on_sale
from shop.shown import Shown, shown_by_sku

PER_PAGE = 24
BANDS: tuple[tuple[str, int | None, int | None], ...] = (
    ("-10", None, 10),
    ("10-25", 10, 25),
    ("25-50", 25, 50),
    ("50-100", 50, 100),
    ("100-250", 100, 250),
    ("250-", 250, None),
)
FACET_FIELDS = {"brand": "brand__slug", "material": "material", "colour": "colour"}
MOST_CHOICES = 14
# Each grouping is one facet, counted under the filters of the others; the empty one is the total.
_COUNTS = """
SELECT CASE GROUPING(brand, material, colour, band)
           WHEN 7 THEN 'brand' WHEN 11 THEN 'material' WHEN 13 THEN 'colour' WHEN 14 THEN 'price'
           ELSE 'all' END,
       brand, brand_name, material, colour, band,
       CASE GROUPING(brand, material, colour, band)
           WHEN 7 THEN count(*) FILTER (WHERE on_colour AND on_material AND on_price)
           WHEN 11 THEN count(*) FILTER (WHERE on_brand AND on_colour AND on_price)
           WHEN 13 THEN count(*) FILTER (WHERE on_brand AND on_material AND on_price)
           WHEN 14 THEN count(*) FILTER (WHERE on_brand AND on_colour AND on_material)
           ELSE count(*) FILTER (WHERE on_brand AND on_colour AND on_material AND on_price) END
FROM (%s) AS p(
    brand, brand_name, material, colour, band, on_brand, on_colour, on_material, on_price
)
GROUP BY GROUPING SETS ((brand, brand_name), (material), (colour), (band), ())
"""
_CJK = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, how many products it would leave, and whether it is on."""

    value: str
    label: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of choices; `name` is the query parameter."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of products with what narrows it; `shown` is what stands on the page."""

    page: Page[Product]
    shown: tuple[Shown, ...]
    facets: tuple[Facet, ...]
    sort: str
    sorts: tuple[tuple[str, str], ...]
    in_stock: bool
    is_narrowed: bool
    currency: str


def listing(products: QuerySet[Product], params: QueryDict, *, ranked: bool = False) -> Listing:
    """Narrow, sort and cut `products` by the query parameters; wrong values are ignored."""
    chosen = _chosen(params)
    in_stock = params.get("stock") == "1"
    narrowed = _narrow(products, chosen, in_stock)
    sorts = _sorts(ranked)
    sort = params.get("sort", "")
    sort = sort if sort in dict(sorts) else sorts[0][0]
    facets, total = _facets(products, chosen, in_stock)
    found = _sorted(narrowed, sort)
    paginator = Paginator(found, PER_PAGE)
    paginator.count = total  # counted with the facets already
    page = paginator.get_page(params.get("page"))
    shown = _shown(found, first=max(page.start_index() - 1, 0))
    return Listing(
        page,
        shown,
        facets,
        sort,
        sorts,
        in_stock,
        bool(in_stock or any(chosen.values())),
        shown[0].currency if shown else "EUR",
    )


def _shown(found: QuerySet[Product], first: int) -> tuple[Shown, ...]:
    skus = list(found.values_list("sku", flat=True)[first : first + PER_PAGE])
    by_sku = shown_by_sku(skus)
    return tuple(by_sku[sku] for sku in skus if sku in by_sku)


def search(text: str) -> QuerySet[Product]:
    """Return the products that match, `rank`ed; Chinese is looked up in the translations."""
    text = text.strip()[:200]
    if _CJK.search(text):
        return _search_chinese(text)
    query = SearchQuery(text, search_type="websearch", config="english")
    matches = Q(search=query) | Q(brand__name__icontains=text) | Q(sku__iexact=text)
    found = on_sale().filter(matches).annotate(rank=SearchRank(F("search"), query))
    return found if found.exists() else _search_beginnings(text)


def suggested(text: str) -> QuerySet[Product]:
    """Return what words begun like this are in, titles first; for while somebody still writes."""
    text = text.strip()[:200]
    found = _search_chinese(text) if _CJK.search(text) else _search_beginnings(text)
    return found.order_by(F("rank").desc(), "-listed_at", "pk")


def categories_named(text: str, menu: list[Category]) -> list[Category]:
    """Return the categories whose name contains the text, in either language."""
    wanted = text.strip().casefold()
    if len(wanted) < 2:
        return []
    every = [*menu, *(kind for department in menu for kind in department.kinds)]  # type: ignore[attr-defined]
    return [c for c in every if wanted in c.name.casefold() or wanted in c.local_name.casefold()][
        :6
    ]


def _search_chinese(text: str) -> QuerySet[Product]:
    found = on_sale().annotate(rank=SearchRank(F("search"), SearchQuery("")))
    for word in text.split():
        keys = ("translations__zh-hans__title", "category__translations__zh-hans__name",
                "translations__zh-hans__description")  # fmt: skip
        matches = Q()
        for key in keys:
            matches |= Q(**{f"{key}__icontains": word})
        found = found.filter(matches)
    return found


def _search_beginnings(text: str) -> QuerySet[Product]:
    """Match the beginnings of words: "ceram" finds ceramic."""
    words = _WORD.findall(text)[:8]
    if not words:
        return on_sale().none().annotate(rank=SearchRank(F("search"), SearchQuery("")))
    query = SearchQuery(" & ".join(f"{w}:*" for w in words), search_type="raw", config="english")
    return on_sale().filter(search=query).annotate(rank=SearchRank(F("search"), query))


def _chosen(params: QueryDict) -> dict[str, list[str]]:
    bands = {key for key, _low, _high in BANDS}
    chosen = {name: [v[:120] for v in params.getlist(name) if v] for name in FACET_FIELDS}
    chosen["price"] = [value for value in params.getlist("price") if value in bands]
    return chosen


def _band(key: str) -> Q:
    low, high = next((low, high) for name, low, high in BANDS if name == key)
    return (Q(price__gte=low) if low is not None else Q()) & (
        Q(price__lt=high) if high is not None else Q()
    )


def _narrow(
    products: QuerySet[Product], chosen: Mapping[str, list[str]], in_stock: bool
) -> QuerySet[Product]:
    for name, values in chosen.items():
        if not values:
            continue
        if name == "price":
            within = Q()
            for value in values:
                within |= _band(value)
            products = products.filter(within)
        else:
            products = products.filter(**{f"{FACET_FIELDS[name]}__in": values})
    return products.filter(stock__gt=0) if in_stock else products


def _facets(
    products: QuerySet[Product], chosen: Mapping[str, list[str]], in_stock: bool
) -> tuple[tuple[Facet, ...], int]:
    """Return the facets and how many products all filters leave, in one pass over `products`."""
    labels = {
        "brand": _("Brand"),
        "material": _("Material"),
        "colour": _("Colour"),
        "price": _("Price"),
    }
    counts, total = _counts(products.filter(stock__gt=0) if in_stock else products, chosen)
    facets = [
        Facet(name, label, _choices(name, counts[name], chosen[name]))
        for name, label in labels.items()
    ]
    return tuple(one for one in facets if len(one.choices) > 1 or chosen[one.name]), total


def _counts(
    products: QuerySet[Product], chosen: Mapping[str, list[str]]
) -> tuple[dict[str, list[tuple[str, str, int]]], int]:
    """Return per facet (value, label, products left by all filters but its own), and the total."""
    bands = Case(*(When(_band(key), then=Value(key)) for key, _low, _high in BANDS))
    marks = {f"on_{name}": _passes(name, values) for name, values in chosen.items()}
    rows = products.order_by().annotate(band=bands, **marks)
    inner, params = rows.values_list(
        "brand__slug", "brand__name", "material", "colour", "band", *sorted(marks)
    ).query.sql_with_params()
    counts: dict[str, list[tuple[str, str, int]]] = {name: [] for name in chosen}
    total = 0
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS % inner, params)
        for facet, brand, brand_name, material, colour, band, left in cursor.fetchall():
            value = brand or material or colour or band
            if facet == "all":
                total = left
            elif value and left:
                counts[facet].append((value, brand_name or value, left))
    return counts, total


def _passes(name: str, values: list[str]) -> ExpressionWrapper[Any] | Value:
    """Return whether a product passes a facet's filter."""
    if not values:
        return Value(True)
    passes = Q()
    for value in values:
        passes |= _band(value) if name == "price" else Q(**{FACET_FIELDS[name]: value})
    return ExpressionWrapper(passes, output_field=BooleanField())


def _choices(name: str, counts: list[tuple[str, str, int]], on: list[str]) -> tuple[Choice, ...]:
    if name == "price":
        order = [key for key, _low, _high in BANDS]
        left = {value: count for value, _label, count in counts}
        return tuple(Choice(k, k, left.get(k, 0), k in on) for k in order if k in left or k in on)
    counts = sorted(counts, key=lambda one: (-one[2], one[0]))
    choices = [Choice(value, label, count, value in on) for value, label, count in counts]
    there = {choice.value for choice in choices}
    # What is on but leaves nothing must still be there to be taken off.
    choices += [Choice(value, value, 0, True) for value in dict.fromkeys(on) if value not in there]
    return tuple([c for c in choices if c.is_on] + [c for c in choices if not c.is_on])[
        :MOST_CHOICES
    ]


def _sorts(ranked: bool) -> tuple[tuple[str, str], ...]:
    sorts = (
        ("new", _("Newest")),
        ("rated", _("Best rated")),
        ("cheap", _("Price, low to high")),
        ("dear", _("Price, high to low")),
    )
    return (("match", _("Best match")), *sorts) if ranked else sorts


def _sorted(products: QuerySet[Product], sort: str) -> QuerySet[Product]:
    if sort == "rated":
        return best_rated(products)
    orders = {
        "match": ("-rank", "-listed_at", "pk"),
        "new": ("-listed_at", "-pk"),
        "cheap": ("price", "pk"),
        "dear": ("-price", "pk"),
    }
    return products.order_by(*orders[sort])
