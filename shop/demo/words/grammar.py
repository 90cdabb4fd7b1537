"""The records that word tables are made of. Each text is a pair, written "English | 中文".

Pairs are chosen together, so the two languages always say the same thing. Imports nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

UNITS = {
    "ml": "毫升",
    "cm": "厘米",
    "mm": "毫米",
    "kg": "千克",
    "g": "克",
    "l": "升",
    "m": "米",
    "pages": "页",
    "pieces": "件",
    "sheets": "张",
    "keys": "个音键",
    "exposures": "张",
    "people": "人",
    "person": "人",
    "tones": "个音",
    "prongs": "本",
    "cards": "张",
}


@lru_cache(maxsize=4096)
def pair(text: str) -> tuple[str, str]:
    """Split "English | 中文"."""
    english, _, chinese = text.partition("|")
    return english.strip(), chinese.strip()


def size_in_chinese(size: str) -> str:
    """Turn a size such as "30 × 20 cm" into Chinese units."""
    return re.sub(r"\s?([a-z]+)\b", lambda unit: " " + UNITS.get(unit[1], unit[1]), size).replace(
        " 张", "张"
    )


@dataclass(frozen=True, slots=True)
class Maker:
    """A person or workshop and where they work; `trade` scales prices (1.0 is usual)."""

    name: str  # pair
    place: str  # pair
    trade: float = 1.0


@dataclass(frozen=True, slots=True)
class Craft:
    """A way of making: who does it, and sentences about how they work."""

    makers: tuple[Maker, ...]
    ways: tuple[str, ...]  # pairs with {maker} and {place}


@dataclass(frozen=True, slots=True)
class Kind:
    """A leaf category: what one is called, made of, costs, and what is true of every one."""

    slug: str
    name: str  # pair, plural: the category's name
    noun: str  # pair, singular
    craft: str
    materials: str  # keys separated by commas
    price: tuple[int, int]  # EUR, before material and maker
    sizes: tuple[str, ...]
    facts: tuple[str, ...]  # pairs
    colours: str = ""  # keys; empty: those of the material
    finishes: str = ""  # keys; empty: those of the material's family
    names: tuple[str, ...] = ()  # pairs: given names, for things that have one
    seasons: str = ""  # keys; empty: any
    variants: tuple[str, ...] = ()  # pairs, cheapest first
    sound: str = ""
    motion: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Department:
    """A top category: its tint, brands and closing sentences."""

    slug: str
    name: str  # pair
    hue: int  # 0..359, tint of the ground in its pictures
    brands: tuple[tuple[str, float], ...]  # name, price factor
    closings: tuple[str, ...]  # pairs
    kinds: tuple[Kind, ...]
