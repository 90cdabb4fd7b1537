"""The made products before they are stored: chosen from a seed, the same for the same seed.

A product's choices depend on the seed and its own number alone, so a small shop is the beginning of
a large one. Never imports Django, so that drawing processes start quickly.
"""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass

from shop.demo.catalogue_text import Choice, compose_description, compose_title, craft_of
from shop.demo.drawing.look import Look
from shop.demo.words import DEPARTMENTS
from shop.demo.words.crafts import CRAFTS
from shop.demo.words.grammar import Department, Kind, pair
from shop.demo.words.materials import FINISHES_OF, MATERIAL, STYLE_OF_FINISH

NEW_DAYS, OLD_DAYS = 14, 730
RETIRED_DAYS, RETIRED_SHARE = 300, 0.02  # of what is older than that, so much is no longer sold
MOVING_EVERY = 3  # of the kinds that can move, every third product is shown moving
# A finish that the material's name already says, or would contradict.
SAID_OTHERWISE = {
    ("enamelled steel", "enamelled"): "smooth",
    ("enamelled steel", "powder-coated"): "matt",
}
MULTIPLES = {"Pair": 0.85, "Set of three": 1.7, "Three rolls": 1.8, "Five rolls": 3.4}


@dataclass(frozen=True, slots=True)
class PlannedVariant:
    """A size or finish: English name, difference in cents, stock."""

    name: str
    cents: int
    stock: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One product, complete but for its files."""

    sku: str
    choice: Choice
    look: Look
    title: str
    title_zh: str
    description: str
    description_zh: str
    cents: int
    stock: int
    listed_days_ago: float
    is_active: bool  # else no longer sold: kept for those who bought it
    variants: tuple[PlannedVariant, ...]


def _keys(text: str) -> list[str]:
    return [key for key in text.split(",") if key]


def _kinds() -> list[tuple[Department, Kind]]:
    """All kinds, departments in turn, so that any first part of the list spans them all."""
    most = max(len(department.kinds) for department in DEPARTMENTS)
    return [
        (department, department.kinds[row])
        for row in range(most)
        for department in DEPARTMENTS
        if row < len(department.kinds)
    ]


def _choose(department: Department, kind: Kind, number: int, rng: random.Random) -> Choice:
    """Choose what a product is; materials and colours take turns within a kind."""
    materials = _keys(kind.materials)
    material = materials[number % len(materials)] if number < 8 else rng.choice(materials)
    facts = MATERIAL[material]
    finish = rng.choice(_keys(kind.finishes) or _keys(FINISHES_OF[facts.family]))
    finish = SAID_OTHERWISE.get((material, finish), finish)
    maker = rng.choice(CRAFTS[craft_of(kind, facts.family)].makers)
    others = [name for name, _ in department.brands if not maker.name.startswith(name)]
    seasons = _keys(kind.seasons)
    season = rng.choice(seasons) if seasons and rng.random() < 0.6 else "all year"
    return Choice(
        department=department,
        kind=kind,
        material=material,
        family=facts.family,
        colour=rng.choice(
            [colour for colour in _keys(kind.colours or facts.colours) if colour != material]
        ),
        finish=finish,
        style=rng.choice(_keys(STYLE_OF_FINISH[finish])),
        season=season,
        size=rng.choice(kind.sizes),
        maker=maker,
        brand=rng.choice(others),
        name=rng.choice(kind.names) if kind.names else "",
    )


def _price(choice: Choice, rng: random.Random) -> int:
    """Price in cents: kind × size × material × maker × brand, rounded as a shop would."""
    low, high = choice.kind.price
    at = choice.kind.sizes.index(choice.size) / max(1, len(choice.kind.sizes) - 1)
    base = low + (high - low) * (0.15 + 0.6 * at + rng.uniform(-0.1, 0.2))
    brand = dict(choice.department.brands)[choice.brand]
    euros = base * MATERIAL[choice.material].cost * choice.maker.trade * brand
    if euros < 12:
        return max(200, round(euros * 2) * 50 - (10 if rng.random() < 0.4 else 0))
    if euros < 60:
        return round(euros) * 100 + rng.choice((0, 0, 50, 90))
    if euros < 200:
        return round(euros) * 100
    return round(euros / 5) * 500


def _stock(cents: int, rng: random.Random) -> int:
    roll = rng.random()
    if roll < 0.06:
        return 0
    if roll < 0.18:
        return rng.randint(1, 4)
    return rng.randint(5, 80 if cents < 5_000 else 30 if cents < 20_000 else 12)


def _variants(kind: Kind, cents: int, stock: int, rng: random.Random) -> list[PlannedVariant]:
    """Variants with their differences; the first is the product as priced."""
    planned = []
    for place, text in enumerate(kind.variants):
        name, _ = pair(text)
        factor = MULTIPLES.get(name, 0.16 * place if kind.slug in STEPPED else 0.0)
        extra = 4_500 if name == "Framed" else int(cents * factor / 100) * 100
        left = 0 if not stock else rng.randint(0 if place else 1, max(1, stock))
        planned.append(PlannedVariant(name, extra, left))
    return planned


STEPPED = {"bowls", "plates", "stools", "bath-towels", "ukuleles", "planters"}


def _listed_days_ago(rng: random.Random) -> float:
    """Mostly spread over two years; about one in twenty came in the last two weeks."""
    if rng.random() < 0.05:
        return rng.uniform(0.2, NEW_DAYS)
    return rng.uniform(NEW_DAYS, OLD_DAYS)


def _look(sku: str, number: int, choice: Choice, seed: int) -> Look:
    sizes = choice.kind.sizes
    return Look(
        sku=sku,
        kind=choice.kind.slug,
        material=choice.material,
        family=choice.family,
        colour=choice.colour,
        finish=choice.finish,
        style=choice.style,
        hue=choice.department.hue,
        seed=zlib.crc32(f"{seed}:{sku}".encode()),
        name=pair(choice.name)[0],
        size=sizes.index(choice.size) / max(1, len(sizes) - 1) if len(sizes) > 1 else 0.5,
        motion=choice.kind.motion if number % MOVING_EVERY == 0 else "",
        sound=choice.kind.sound,
    )


def plan_catalogue(seed: int, products: int) -> list[Planned]:
    """Plan `products` products; titles, descriptions and (within reason) looks are all distinct."""
    kinds = _kinds()
    titles: set[str] = set()
    descriptions: set[str] = set()
    looks: set[tuple[str, ...]] = set()
    planned = []
    for index in range(products):
        department, kind = kinds[index % len(kinds)]
        number = index // len(kinds)
        sku = f"{kind.slug}-{number + 1:03d}"
        planned.append(_plan(seed, sku, number, department, kind, titles, descriptions, looks))
    return planned


def _plan(
    seed: int,
    sku: str,
    number: int,
    department: Department,
    kind: Kind,
    titles: set[str],
    descriptions: set[str],
    looks: set[tuple[str, ...]],
) -> Planned:
    """Plan one product, trying again while something about it has been seen before."""
    rng = random.Random(f"{seed}:{sku}")
    for attempt in range(400):
        choice = _choose(department, kind, number, rng)
        title, title_zh = compose_title(choice, rng, attempt)
        description, description_zh = compose_description(choice, rng)
        look = (kind.slug, choice.material, choice.colour, "" if attempt < 20 else choice.finish)
        # A kind may run out of colours before it runs out of products.
        fresh_look = look not in looks or attempt > 40
        both = {title, title_zh}
        if fresh_look and not both & titles and description not in descriptions:
            titles |= both
            descriptions.add(description)
            looks.add(look)
            break
    else:
        raise ValueError(f"The words of {kind.slug} are too few for {number + 1} products.")
    cents = _price(choice, rng)
    stock = _stock(cents, rng)
    age = _listed_days_ago(rng)
    sold = age < RETIRED_DAYS or rng.random() >= RETIRED_SHARE
    return Planned(
        sku=sku,
        choice=choice,
        look=_look(sku, number, choice, seed),
        title=title,
        title_zh=title_zh,
        description=description,
        description_zh=description_zh,
        cents=cents,
        stock=stock,
        listed_days_ago=age,
        is_active=sold,
        variants=tuple(_variants(kind, cents, stock, rng)),
    )
