"""Colours as light: RGB of every colour word, of bare materials, and of the tinted ground."""

from __future__ import annotations

import colorsys

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]

HEX: dict[str, str] = {
    "white": "f4f2ed", "chalk": "e6e2d8", "cream": "efe4cb", "oat": "d9cbb0", "sand": "d2b98f",
    "stone": "a9a59b", "clay": "b98d6d", "terracotta": "bd6a46", "rust": "9c4f2d",
    "brick": "a2402f", "ochre": "c48f35", "mustard": "d9a92f", "honey": "c99654",
    "tan": "ad7a48", "chestnut": "7c4a2d", "cocoa": "553a2c", "smoke": "7d7b79",
    "charcoal": "46474a", "black": "26262a", "ink": "25344f", "indigo": "37477f",
    "sky": "8db4d0", "sea": "4d8c93", "celadon": "a9c4b0", "sage": "97a585", "moss": "6b7347",
    "olive": "76743f", "forest": "2f5340", "plum": "6a3d55", "lilac": "b3a2c9",
    "rose": "c97f86", "blush": "e3bfb2", "coral": "e0755c", "silver": "b9bcc0",
    "gold": "c9a04c", "copper": "c27b52", "clear": "dfe8e6", "amber": "bf7a2a",
}  # fmt: skip
RAW: dict[str, str] = {
    "stoneware": "b7a384", "porcelain": "ece8df", "earthenware": "b0724c", "terracotta": "b9704c",
    "oak": "c39a63", "walnut": "6f4a31", "beech": "d3ab7c", "ash": "d9c29b", "cherry": "a8643c",
    "maple": "e0c59a", "spruce": "dfbd84", "pear wood": "c08a66", "bamboo": "d8b877",
    "cork": "b88a5b", "cedar": "a96f47", "sandalwood": "a87446", "brass": "c8a24e",
    "copper": "c47a51", "bronze": "9c7440", "steel": "b6b9bd", "carbon steel": "6d6f73",
    "cast iron": "3a3a3d", "titanium": "a19f9d", "aluminium": "c2c4c7", "leather": "ad7a48",
    "linen": "d6c9ae", "willow": "a87e50", "rattan": "c99d62", "seagrass": "b7a66c",
    "jute": "bd9a66",
}  # fmt: skip


def rgb(name: str) -> Floats:
    """Return a colour word, a bare material or "#rrggbb" as (3,) float32 in 0..1."""
    code = name[1:] if name.startswith("#") else HEX.get(name) or RAW.get(name) or "b0a595"
    return np.array([int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)], np.float32)


def floats(values: ArrayLike) -> Floats:
    """Return values as float32, uncopied where they are that already."""
    return np.asarray(values, np.float32)


def raw(material: str) -> Floats:
    """Return the colour of a material left bare."""
    return rgb("#" + RAW.get(material, "c9b48f"))


def mix(one: Floats, other: Floats, share: float) -> Floats:
    """Return `one` with `share` of `other` in it."""
    return (one * (1 - share) + other * share).astype(np.float32)


def tint(hue: int, lightness: float, saturation: float) -> Floats:
    """Return a department's hue at a lightness and saturation, (3,)."""
    return np.array(colorsys.hls_to_rgb(hue / 360, lightness, saturation), np.float32)


def luminance(colour: Floats) -> float:
    """Return how light a colour looks, 0..1."""
    return float(colour @ np.array([0.3, 0.59, 0.11], np.float32))


def ink_for(colour: Floats) -> Floats:
    """Return a dark or light ink that reads on a colour."""
    return rgb("cocoa") * 0.8 if luminance(colour) > 0.5 else rgb("cream")
