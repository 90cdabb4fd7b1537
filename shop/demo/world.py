"""What the simulated shoppers walk through: the products as arrays, and what time and place change.

Times are seconds counted from the anchor, at which the history ends: never positive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from shop.demo.words import DEPARTMENTS
from shop.demo.words.grammar import pair
from shop.models import Product

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]

DAY_S = 86_400.0
ZIPF = 0.9  # how wanted an item is falls with its rank to this power
GONE_DAYS = 21.0  # what is no longer sold was last seen so long before the anchor
SEASONS = ("winter", "spring", "summer", "autumn")
# Slugs of the shop's own list of places, with their share of shoppers.
PLACES: Mapping[str, float] = {
    "germany": 0.21, "united-kingdom": 0.18, "france": 0.14, "china": 0.13,
    "netherlands": 0.10, "japan": 0.09, "portugal": 0.08, "usa": 0.07,
}  # fmt: skip
# What a place likes more than others do: departments and a style.
LOCAL: Mapping[str, tuple[tuple[str, ...], str]] = {
    "germany": (("outdoor", "bicycles"), "modern"),
    "united-kingdom": (("garden", "tea-coffee"), "classic"),
    "france": (("kitchen", "books-prints"), "vintage"),
    "china": (("tea-coffee", "stationery"), "minimal"),
    "netherlands": (("bicycles", "lighting"), "scandinavian"),
    "japan": (("pottery", "film-photography"), "wabi-sabi"),
    "portugal": (("pottery", "textiles"), "coastal"),
    "usa": (("outdoor", "music"), "rustic"),
}
# Hours at which a department is looked at more: (first, last), and whether at the weekend.
HOURS: Mapping[str, tuple[int, int]] = {
    "tea-coffee": (6, 11), "kitchen": (11, 19), "lighting": (17, 23), "books-prints": (19, 24),
    "music": (18, 23), "stationery": (8, 17), "bath-care": (20, 24), "garden": (7, 12),
}  # fmt: skip
WEEKEND = ("garden", "outdoor", "toys-games", "bicycles", "furniture")
# What is bought after something else.
GOES_WITH: Mapping[str, tuple[str, ...]] = {
    "teapots": ("loose-leaf-tea",), "kettles": ("loose-leaf-tea", "teapots"),
    "mugs": ("coffee-beans", "loose-leaf-tea"), "tea-caddies": ("loose-leaf-tea",),
    "drippers": ("coffee-beans", "hand-grinders"), "hand-grinders": ("coffee-beans",),
    "moka-pots": ("coffee-beans",), "matcha-whisks": ("bowls",), "plates": ("napkins", "bowls"),
    "film-cameras": ("film-rolls", "camera-straps"), "folding-cameras": ("film-rolls", "tripods"),
    "lenses": ("camera-straps", "film-rolls"), "film-rolls": ("photo-albums",),
    "fountain-pens": ("inks", "notebooks"), "letter-sets": ("inks", "fountain-pens"),
    "notebooks": ("pencils", "pencil-cases"), "chopping-boards": ("kitchen-knives",),
    "candle-holders": ("candles",), "lanterns": ("candles",),
    "planters": ("seed-packets", "hand-trowels"), "seed-packets": ("watering-cans",),
    "bud-vases": ("secateurs",), "vases": ("secateurs",), "desks": ("desk-lamps", "chairs"),
    "chairs": ("cushions",), "benches": ("cushions",), "bookshelves": ("novels", "poetry"),
    "city-bicycles": ("helmets", "bicycle-bells", "panniers"), "saddles": ("floor-pumps",),
    "tents": ("sleeping-bags", "camp-stoves"), "camp-stoves": ("camp-mugs",),
    "rucksacks": ("flasks",), "safety-razors": ("soap-bars",), "body-brushes": ("bath-salts",),
    "bath-towels": ("soap-bars",), "guitars": ("metronomes",), "weekend-bags": ("pouches",),
    "wallets": ("key-fobs",), "saucepans": ("wooden-spoons", "aprons"),
    "cookery-books": ("aprons", "storage-jars"), "aprons": ("tea-towels",),
}  # fmt: skip
USED_UP = {
    "loose-leaf-tea", "coffee-beans", "film-rolls", "candles", "soap-bars", "hand-creams",
    "bath-salts", "face-oils", "incense", "inks", "seed-packets", "postcards", "pencils",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """`n` items, row by row. Attributes are codes into their list of words; -1 is none."""

    anchor: datetime
    skus: tuple[str, ...]
    departments: tuple[str, ...]
    kinds: tuple[str, ...]
    kind_names: tuple[tuple[str, str], ...]  # per kind: noun, name of the category
    styles: tuple[str, ...]
    materials: tuple[str, ...]
    colours: tuple[str, ...]
    makers: tuple[str, ...]
    kind_department: Ints  # (kinds,)
    kind: Ints  # (n,)
    department: Ints  # (n,)
    style: Ints  # (n,)
    material: Ints  # (n,)
    colour: Ints  # (n,)
    maker: Ints  # (n,)
    season: Ints  # (n,)
    price: Reals  # (n,) EUR
    step: Reals  # (n,) log-price above the mean of its kind
    appeal: Reals  # (n,) log, best is 0
    quality: Reals  # (n,) standard normal: what buyers find out
    listed: Reals  # (n,) seconds from the anchor
    gone: Reals  # (n,) seconds from the anchor, inf while sold
    of_kind: tuple[Ints, ...]  # rows of each kind
    of_department: tuple[Ints, ...]
    goes_with: tuple[tuple[int, ...], ...]  # per kind
    used_up: NDArray[np.bool_]  # (kinds,)

    def sold_at(self, rows: Ints, second: float) -> Ints:
        """Return those of `rows` that were for sale at a time."""
        return rows[(self.listed[rows] <= second) & (self.gone[rows] > second)]


def world_read(seed: int, anchor: datetime) -> World:
    """Read the made catalogue's products as arrays; what is hidden of them comes from the seed.

    Raises:
        ValueError: there is no product of the made catalogue.
    """
    products = list(
        Product.objects.filter(category__parent__slug__in=[d.slug for d in DEPARTMENTS])
        .select_related("category__parent")
        .only("sku", "category__slug", "category__parent__slug", "attributes", "material",
              "colour", "maker", "price", "listed_at", "is_active")
        .order_by("id")
    )  # fmt: skip
    if not products:
        raise ValueError("There is no made product: build the catalogue first.")
    kinds, kind = _codes([product.category.slug for product in products])
    departments, department = _codes([_department(product) for product in products])
    styles, style = _codes([str(product.attributes.get("style", "")) for product in products])
    materials, material = _codes([product.material for product in products])
    colours, colour = _codes([product.colour for product in products])
    makers, maker = _codes([product.maker for product in products])
    price = np.array([float(product.price) for product in products])
    log_price = np.log(np.maximum(price, 0.01))
    usual = np.bincount(kind, log_price) / np.bincount(kind)
    rng = np.random.default_rng([seed, 0xA99EA1])
    nouns = {
        k.slug: (pair(k.noun)[0], pair(k.name)[0].lower())
        for department_ in DEPARTMENTS
        for k in department_.kinds
    }
    place_of_kind = {slug: number for number, slug in enumerate(kinds)}
    home = np.zeros(len(kinds), np.int64)
    home[kind] = department
    return World(
        anchor=anchor,
        skus=tuple(product.sku for product in products),
        departments=departments,
        kinds=kinds,
        kind_names=tuple(nouns[slug] for slug in kinds),
        styles=styles,
        materials=materials,
        colours=colours,
        makers=makers,
        kind_department=home,
        kind=kind,
        department=department,
        style=style,
        material=material,
        colour=colour,
        maker=maker,
        season=np.array([_season(product) for product in products], np.int64),
        price=price,
        step=log_price - usual[kind],
        appeal=-ZIPF * np.log(1.0 + rng.permutation(len(products))),
        quality=rng.standard_normal(len(products)),
        listed=np.array([(p.listed_at - anchor).total_seconds() for p in products]),
        gone=np.array([np.inf if p.is_active else -GONE_DAYS * DAY_S for p in products]),
        of_kind=_groups(kind, len(kinds)),
        of_department=_groups(department, len(departments)),
        goes_with=tuple(
            tuple(place_of_kind[k] for k in GOES_WITH.get(slug, ()) if k in place_of_kind)
            for slug in kinds
        ),
        used_up=np.array([slug in USED_UP for slug in kinds]),
    )


def _department(product: Product) -> str:
    return product.category.parent.slug if product.category.parent else product.category.slug


def _season(product: Product) -> int:
    season = product.attributes.get("season")
    return SEASONS.index(season) if season in SEASONS else -1


def _codes(words: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    """Number words in alphabetical order; the empty word is -1."""
    known = tuple(sorted({word for word in words if word}))
    codes = {word: code for code, word in enumerate(known)}
    return known, np.array([codes.get(word, -1) for word in words], np.int64)


def _groups(codes: Ints, count: int) -> tuple[Ints, ...]:
    return tuple(np.flatnonzero(codes == code) for code in range(count))


def season_at(when: datetime) -> int:
    """Return the northern season of a date, as its place in `SEASONS`."""
    return (when.month % 12) // 3


def context_at(world: World, second: float, place: str) -> Reals:
    """Return what hour, weekday, season and place add to each item's utility, (n,)."""
    when = world.anchor + timedelta(seconds=second)
    bonus = np.zeros(len(world.departments))
    weekend = when.weekday() >= 5
    liked, style = LOCAL[place]
    for code, slug in enumerate(world.departments):
        first, last = HOURS.get(slug, (0, 0))
        bonus[code] += 0.7 * (first <= when.hour < last)
        bonus[code] += 0.5 * (weekend and slug in WEEKEND)
        bonus[code] += 0.6 * (slug in liked)
    season = season_at(when)
    added = bonus[world.department]
    added += np.where(world.season < 0, 0.0, np.where(world.season == season, 0.6, -0.3))
    if style in world.styles:
        added += 0.4 * (world.style == world.styles.index(style))
    return added
