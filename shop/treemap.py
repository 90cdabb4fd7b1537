"""Lays shares out as a treemap of rows, for flex boxes: no pixel is computed here.

Squarified treemaps: Bruls, Huizing, van Wijk, *Squarified Treemaps*, 2000. Rows are filled while
that makes the tiles squarer. The stylesheet has one class per percent, so nothing is inline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ASPECT = 1.9  # width over height of the whole map


@dataclass(frozen=True, slots=True)
class Tile:
    """One interest; `grow` is its width within the row, 1..100."""

    interest: Mapping[str, Any]
    grow: int


@dataclass(frozen=True, slots=True)
class Row:
    """Tiles side by side; `grow` is its height within the map, 1..100."""

    tiles: tuple[Tile, ...]
    grow: int


def treemap(interests: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Return rows of tiles, largest first, areas proportionate to "share"."""
    shares = sorted(interests, key=lambda interest: -interest["share"])
    total = sum(interest["share"] for interest in shares)
    rows: list[Row] = []
    while shares:
        size = _row_size([interest["share"] / total for interest in shares])
        rows.append(_row(shares[:size], total))
        shares = shares[size:]
    return rows


def _row_size(shares: Sequence[float]) -> int:
    """Return how many of the first shares make the squarest row."""
    best, best_shape = 1, _worst(shares[:1])
    for size in range(2, len(shares) + 1):
        shape = _worst(shares[:size])
        if shape > best_shape:
            break
        best, best_shape = size, shape
    return best


def _worst(row: Sequence[float]) -> float:
    """Return the worst side ratio (1 is a square) of a full-width row of these shares."""
    height = sum(row)  # of a map 1 high and ASPECT wide
    ratios = [ASPECT * share / height / height for share in row]
    return max(max(ratio, 1 / ratio) for ratio in ratios)


def _row(interests: Sequence[Mapping[str, Any]], total: float) -> Row:
    height = sum(interest["share"] for interest in interests)
    tiles = tuple(Tile(i, max(round(100 * i["share"] / height), 1)) for i in interests)
    return Row(tiles, max(round(100 * height / total), 1))
