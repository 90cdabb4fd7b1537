"""What a picture is drawn from: a product's looks, and nothing else of it. Imports nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """One product as the drawing sees it; the same look always gives the same bytes."""

    sku: str
    kind: str
    material: str
    family: str
    colour: str
    finish: str
    style: str
    hue: int  # of the department, 0..359
    seed: int
    name: str = ""  # English given name, for what carries a label
    size: float = 0.5  # place among the kind's sizes, 0 smallest to 1 largest
    motion: str = ""
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The files of one product: WebP at two sizes, and motion and sound where it has them."""

    sku: str
    picture: bytes
    thumbnail: bytes
    motion: bytes = b""
    sound: bytes = b""
