"""Titles and descriptions in English and Chinese, composed sentence by sentence from the words.

Both languages are filled from the same choices, so they always say the same. Never imports Django.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from shop.demo.words.care import CARE, care_of
from shop.demo.words.crafts import CRAFTS
from shop.demo.words.grammar import Department, Kind, Maker, pair, size_in_chinese
from shop.demo.words.sentences import (
    COUNTED,
    LABEL_STYLE,
    NAMED_OPENINGS,
    NAMED_TITLES,
    OPENINGS,
    SEASON,
    SIZES,
    STYLE,
    TITLES,
)
from shop.demo.words.vocabulary import COLOURS, FINISHES, MATERIALS

WORDS_MIN, WORDS_MAX = 64, 114
ORDERS = (
    ("opening", "fact", "way", "fact2", "fact3", "size", "style", "care", "season", "closing"),
    ("opening", "way", "fact", "size", "fact2", "fact3", "care", "style", "closing", "season"),
    ("opening", "size", "fact", "fact2", "fact3", "way", "style", "season", "care", "closing"),
    ("opening", "style", "way", "fact", "fact2", "fact3", "care", "size", "season", "closing"),
    ("fact", "opening", "fact2", "fact3", "way", "care", "season", "size", "style", "closing"),
    ("way", "fact", "opening", "style", "fact2", "fact3", "size", "season", "care", "closing"),
)
SIZE_OF_KIND = {
    "lenses": "focal",
    "film-cameras": "focal",
    "folding-cameras": "negative",
    "rucksacks": "load",
    "panniers": "load",
    "inks": "filled",
    "hand-creams": "filled",
    "face-oils": "filled",
    "hand-grinders": "beans",
    "tea-caddies": "leaves",
    "loose-leaf-tea": "pack",
    "coffee-beans": "pack",
    "bath-salts": "pack",
}
REQUIRED = {"opening", "fact", "fact2"}
# Materials that the noun already names.
IMPLIED = {"arabica coffee", "film", "seeds", "ink", "book cloth", "card", "paper", "sea salt"}


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything the words need to know of one product."""

    department: Department
    kind: Kind
    material: str
    family: str
    colour: str
    finish: str
    style: str
    season: str
    size: str
    maker: Maker
    brand: str
    name: str  # pair, may be empty


def article(text: str) -> str:
    """Set "a" or "an" by the next letter, but for words that begin as "you" or "won" do."""
    return re.sub(r"\b([Aa]) (?=[aeiou])(?!uku|uni|use|eu|one)", r"\1n ", text)


def sentence_case(text: str) -> str:
    """Raise the first letter, and each after a full stop."""
    return re.sub(r"(^|[.] )([a-z])", lambda found: found[1] + found[2].upper(), text)


def size_kind(kind: str, size: str) -> str:
    """Tell which sentences speak of this size."""
    if kind in SIZE_OF_KIND:
        return SIZE_OF_KIND[kind]
    unit = size.rsplit(" ", 1)[-1]
    if unit in {"ml", "l"}:
        return "volume"
    if unit in {"g", "kg"}:
        return "weight"
    if unit in {"cm", "mm", "m"}:
        return "length"
    if unit in {"people", "person"}:
        return "people"
    return {"pages": "pages", "exposures": "roll"}.get(
        unit, "parts" if unit in {"keys", "tones", "prongs"} else "count"
    )


def craft_of(kind: Kind, family: str) -> str:
    """Return who makes it: a kind's own craft, unless the material belongs to another."""
    other = {
        ("leather", "cloth"): "textile",
        ("leather", "metal"): "metal",
        ("paper", "hide"): "leather",
        ("textile", "hide"): "leather",
        ("pottery", "wood"): "wood",
        ("pottery", "glass"): "glass",
        ("pottery", "metal"): "metal",
        ("pottery", "cane"): "cane",
        ("metal", "wood"): "wood",
        ("metal", "clay"): "pottery",
        ("metal", "glass"): "glass",
        ("metal", "paper"): "paper",
        ("metal", "cane"): "cane",
        ("wood", "metal"): "metal",
        ("wood", "paint"): "metal",
        ("wood", "cane"): "cane",
        ("cycle", "cane"): "cane",
        ("textile", "cane"): "cane",
        ("toy", "cloth"): "textile",
    }
    return other.get((kind.craft, family), kind.craft)


def slots(choice: Choice) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the slot fillers in English and Chinese."""
    noun, noun_zh = pair(choice.kind.noun)
    maker, maker_zh = pair(choice.maker.name)
    place, place_zh = pair(choice.maker.place)
    name, name_zh = pair(choice.name)
    detail, detail_zh = choice.material, MATERIALS[choice.material]
    if choice.material in IMPLIED:
        if choice.family in {"larder", "care"} or choice.material == "film":
            detail, detail_zh = choice.size, size_in_chinese(choice.size)
        else:
            detail, detail_zh = choice.colour, COLOURS[choice.colour]
    english = {
        "noun": noun,
        "material": choice.material,
        "colour": choice.colour,
        "colour_cap": choice.colour.capitalize(),
        "finish": choice.finish,
        "size": choice.size,
        "brand": choice.brand,
        "maker": maker,
        "place": place,
        "name": name,
        "detail": detail,
    }
    chinese = {
        "noun": noun_zh,
        "material": MATERIALS[choice.material],
        "colour": COLOURS[choice.colour],
        "finish": FINISHES[choice.finish],
        "size": size_in_chinese(choice.size),
        "brand": choice.brand,
        "maker": maker_zh,
        "place": place_zh,
        "name": name_zh,
        "detail": detail_zh,
    }
    return english, chinese


def compose_title(choice: Choice, rng: random.Random, attempt: int) -> tuple[str, str]:
    """Return one title in both languages; later attempts say more to stay unique."""
    english, chinese = slots(choice)
    frame, frame_zh = pair(rng.choice(NAMED_TITLES if choice.name else TITLES))
    title, title_zh = frame.format(**english), frame_zh.format(**chinese)
    if attempt > 3 and choice.size not in title:
        title += f", {choice.size}"
        title_zh += f",{chinese['size']}"
    if attempt > 14:
        title += f", {choice.brand}"
        title_zh += f",{choice.brand}"
    return title[0].upper() + title[1:], _printed(title_zh)


def _used_up(choice: Choice) -> bool:
    """Whether a product is used up, so that only its label can have a style."""
    return bool(choice.name) and (choice.family in {"larder", "care"} or choice.material == "film")


def _printed(text: str) -> str:
    """Set Chinese as it is printed: with its own marks, and a space between it and figures."""
    text = text.translate(str.maketrans(",:;?", "，：；？"))
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)


def _candidates(choice: Choice, rng: random.Random) -> dict[str, str]:
    """Choose one sentence pair for each part of a description."""
    fact, fact2, fact3 = rng.sample(choice.kind.facts, 3)
    openings = NAMED_OPENINGS if choice.name else OPENINGS
    opening = rng.choice(openings)
    parts = {
        "opening": opening,
        "fact": fact,
        "fact2": fact2,
        "fact3": fact3,
        "size": rng.choice(SIZES[size_kind(choice.kind.slug, choice.size)]),
        "style": rng.choice((LABEL_STYLE if _used_up(choice) else STYLE)[choice.style]),
        "care": rng.choice(
            CARE[care_of(choice.department.slug, choice.kind.slug, choice.material, choice.family)]
        ),
        "closing": rng.choice(choice.department.closings),
    }
    if "{maker}" not in opening and "{place}" not in opening:
        parts["way"] = rng.choice(CRAFTS[craft_of(choice.kind, choice.family)].ways)
    if choice.season in SEASON:
        parts["season"] = rng.choice(SEASON[choice.season])
    return parts


def compose_description(choice: Choice, rng: random.Random) -> tuple[str, str]:
    """Return a description of 60 to 120 English words, and the same in Chinese."""
    english, chinese = slots(choice)
    noun = COUNTED.get(english["noun"], english["noun"])
    parts = _candidates(choice, rng)
    sentences = {
        part: article(pair(text)[0].format(**{**english, "noun": noun}))
        for part, text in parts.items()
    }
    chosen = set(REQUIRED)
    words = sum(len(sentences[part].split()) for part in chosen)
    optional = ["way"] + rng.sample(["size", "style", "care", "closing", "season"], 5)
    for part in optional:
        length = len(sentences[part].split()) if part in sentences else 0
        if length and words + length <= WORDS_MAX and (words < WORDS_MIN or rng.random() < 0.75):
            chosen.add(part)
            words += length
    for part in [*optional, "fact3"]:
        if words < WORDS_MIN and part in sentences and part not in chosen:
            chosen.add(part)
            words += len(sentences[part].split())
    order = [part for part in rng.choice(ORDERS) if part in chosen]
    text = sentence_case(" ".join(sentences[part] for part in order))
    text_zh = "".join(pair(parts[part])[1].format(**chinese) for part in order)
    return text, _printed(text_zh)
