"""Plots drawn on the server: geometry here, SVG in `recommender/admin/plots/`. No scripts.

Coordinates are in the units of the drawing's viewBox; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 640, 160
LEFT, RIGHT, TOP, BOTTOM = 36, 6, 10, 22
COLOURS = 10
# The sources that come with the app keep their colours; another takes one by its name.
_KNOWN = (
    "interests", "session", "similar", "together", "trending", "popular", "fresh", "tail",
    "less_like", "intent",
)  # fmt: skip


def colour(slug: str) -> int:
    """Return the number of the colour (CSS class `rc-cN`) of a source, the same everywhere."""
    if slug in _KNOWN:
        return _KNOWN.index(slug)
    return sum(slug.encode()) % COLOURS


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a bar plot."""

    x: float
    y: float
    width: float
    height: float
    label: str  # below, "" for none
    title: str  # on hover and for screen readers


@dataclass(frozen=True, slots=True)
class Columns:
    """A plot of counts over time."""

    columns: tuple[Column, ...]
    ticks: tuple[tuple[float, str], ...]  # y, text
    total: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT

    @property
    def base(self) -> float:
        """Where the columns stand."""
        return self.height - BOTTOM

    @property
    def right(self) -> float:
        """Where the grid ends."""
        return self.width - RIGHT


def columns(
    values: Sequence[tuple[str, float]], every: int = 4, width: int = 440, height: int = 150
) -> Columns:
    """Lay out labelled values, oldest first; every n-th label is written."""
    room, tall = width - LEFT - RIGHT, height - TOP - BOTTOM
    top = nice_top(max((value for _, value in values), default=0))
    step = room / max(1, len(values))
    bars = tuple(
        Column(
            x=round(LEFT + at * step + step * 0.14, 2),
            y=round(TOP + tall * (1 - value / top), 2),
            width=round(step * 0.72, 2),
            height=round(tall * value / top, 2),
            label=label if at % every == 0 else "",
            title=f"{label}: {value:g}",
        )
        for at, (label, value) in enumerate(values)
    )
    marks = tuple(
        (round(TOP + tall * (1 - part), 2), f"{top * part:g}") for part in (0.0, 0.5, 1.0)
    )
    return Columns(bars, marks, sum(value for _, value in values), width, height)


def nice_top(value: float) -> float:
    """Return the next of 2, 4, 10, 20, 40, 100 … not below `value`: halves stay whole."""
    top = 2.0
    while top < value:
        top = top * 2.5 if str(int(top))[0] == "4" else top * 2
    return top


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stacked bar; percentages of the whole bar."""

    slug: str
    label: str
    value: float
    share: float
    x: float
    colour: int


def stack(
    values: Mapping[str, float], labels: Mapping[str, Any], total: float = 0.0
) -> tuple[Part, ...]:
    """Lay out parts beside each other, largest first, as shares of `total` (else of their sum).

    Parts below 0 are left out: a stacked bar cannot show them; the numbers beside it do.
    """
    positive = {slug: value for slug, value in values.items() if value > 0}
    whole = total or sum(positive.values())
    parts, x = [], 0.0
    for slug, value in sorted(positive.items(), key=lambda pair: (-pair[1], pair[0])):
        share = 100 * value / whole
        label = str(labels.get(slug, slug))
        parts.append(Part(slug, label, value, round(share, 2), round(x, 2), colour(slug)))
        x += share
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a curve, on its own scale."""

    name: str
    path: str
    points: tuple[tuple[float, float, str], ...]  # x, y, words
    low: str
    high: str
    colour: int


@dataclass(frozen=True, slots=True)
class Curve:
    """Lines over a common x."""

    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def base(self) -> float:
        """Where the axis lies."""
        return self.height - BOTTOM


def curve(points: Sequence[Mapping[str, float]], names: Mapping[str, Any]) -> Curve | None:
    """Draw a training's curve: x is "epoch", one line for each of `names`, each on its own scale.

    Returns None when there is nothing to draw.
    """
    epochs = [point["epoch"] for point in points if "epoch" in point]
    if len(epochs) < 2:
        return None
    first, last = min(epochs), max(epochs)
    room, tall = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def across(epoch: float) -> float:
        return round(LEFT + room * (epoch - first) / ((last - first) or 1), 2)

    lines = []
    for number, (key, name) in enumerate(names.items()):
        known = [(point["epoch"], float(point[key])) for point in points if key in point]
        if not known:
            continue
        low, high = min(v for _, v in known), max(v for _, v in known)
        placed = tuple(
            (
                across(epoch),
                round(TOP + tall * (1 - (value - low) / ((high - low) or 1)), 2),
                f"{name}, {epoch:g}: {value:.4g}",
            )
            for epoch, value in known
        )
        path = " ".join(f"{'L' if at else 'M'}{x} {y}" for at, (x, y, _) in enumerate(placed))
        lines.append(Line(str(name), path, placed, f"{low:.4g}", f"{high:.4g}", number))
    marks = sorted({first, round((first + last) / 2), last})
    ticks = tuple((across(mark), f"{mark:g}") for mark in marks)
    return Curve(tuple(lines), ticks) if lines else None
