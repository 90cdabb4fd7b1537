"""One picture in the making: the ground, soft shadows, and masks laid over each other.

Coordinates are pixels of the finished picture, x right and y down. Masks are drawn larger
and reduced, which is all the smoothing that edges need. Never imports Django.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from shop.demo.drawing.palette import Floats, floats, tint

EDGE = 640
BELOW = 96  # px of floor under it, so that what lies flat can stand in the middle
HIGH = EDGE + BELOW
FINE = 3  # masks are drawn this many times larger and reduced
GROUNDS = {"day": (0.885, 0.785, 0.27), "dusk": (0.66, 0.50, 0.17)}  # lightness, saturation
Point = tuple[float, float]


@lru_cache(maxsize=64)
def _ground(hue: int, hour: str) -> Floats:
    """Paint the backdrop of a department: a seamless sweep, lit from the upper left."""
    high, low_, deep = GROUNDS[hour]
    y, x = np.mgrid[0:HIGH, 0:EDGE].astype(np.float32) / EDGE
    top, low = tint(hue, high, deep), tint(hue, low_, deep * 0.92)
    floor = np.clip((y - 0.50) / 0.34, 0, 1)
    floor = floor * floor * (3 - 2 * floor)
    colour = top + (low - top) * floor[..., None]
    glow = np.exp(-(((x - 0.30) / 0.62) ** 2 + ((y - 0.26) / 0.60) ** 2))
    fall = np.clip(np.hypot(x - 0.42, y - 0.44) - 0.45, 0, 1)
    colour = colour * (0.955 + 0.085 * glow - 0.16 * fall)[..., None]
    grain = np.random.default_rng(hue).normal(0, 0.0025, (HIGH, EDGE, 1))
    return floats(np.clip(colour + grain, 0, 1))


class Patch:
    """A mask (h, w) float32 in 0..1 with its corner in the picture."""

    __slots__ = ("alpha", "x", "y")

    def __init__(self, alpha: Floats, x: int, y: int) -> None:
        """Keep the mask and where it lies."""
        self.alpha, self.x, self.y = alpha, x, y

    @property
    def grid(self) -> tuple[Floats, Floats]:
        """Pixel centres (x (1, w), y (h, 1))."""
        height, width = self.alpha.shape
        return (
            floats(np.arange(self.x, self.x + width)[None, :] + 0.5),
            floats(np.arange(self.y, self.y + height)[:, None] + 0.5),
        )


class Scene:
    """The picture (640 + 96, 640, 3) float32 and the dice of one product."""

    def __init__(self, hue: int, seed: int, phase: float = 0.0, hour: str = "day") -> None:
        """Begin with the empty ground; `phase` (radians, 0 at rest) moves what can move."""
        self.hour = hour
        self.rgb = _ground(hue, hour).copy()
        self.hue = hue
        self.phase = phase
        self.rng = random.Random(seed)
        self.noise = np.random.default_rng(seed)

    def blend(self, patch: Patch, colour: Floats, strength: float = 1.0) -> None:
        """Lay a colour (3,) or (h, w, 3) over the picture through a mask."""
        height, width = patch.alpha.shape
        area = self.rgb[patch.y : patch.y + height, patch.x : patch.x + width]
        area += (patch.alpha * np.float32(strength))[..., None] * (colour - area)

    def darken(self, patch: Patch, strength: float) -> None:
        """Multiply by a shadow through a mask."""
        height, width = patch.alpha.shape
        area = self.rgb[patch.y : patch.y + height, patch.x : patch.x + width]
        cool = np.array([1.0, 0.97, 0.90], np.float32)
        area *= 1 - (patch.alpha * np.float32(strength))[..., None] * cool

    def glow(self, x: float, y: float, radius: float, colour: Floats, strength: float) -> None:
        """Add soft light around a point."""
        reach = int(radius * 2.2)
        patch = window(x - reach, y - reach, x + reach, y + reach)
        if patch is None:
            return
        px, py = patch.grid
        away = ((px - x) ** 2 + (py - y) ** 2) / (2.2 * radius) ** 2
        fall = np.exp(-away * 4.3) * np.clip(1 - away, 0, 1)
        height, width = patch.alpha.shape
        area = self.rgb[patch.y : patch.y + height, patch.x : patch.x + width]
        area += (fall * strength)[..., None].astype(np.float32) * colour * (1.15 - area)
        np.clip(area, 0, 1, out=area)

    def shadow(self, x: float, y: float, rx: float, ry: float = 0.0, strength: float = 0.5) -> None:
        """Lay a contact shadow and the soft one that falls to the right."""
        ry = ry or max(7.0, rx * 0.26)
        for dx, dy, grow, blur, share in (
            (rx * 0.34, ry * 0.25, 1.12, 22.0 + rx * 0.16, 0.46),
            (rx * 0.10, 2.0, 0.98, 6.0 + rx * 0.09, 0.66),
            (0.0, 1.0, 0.88, 3.0 + rx * 0.045, 0.50),
        ):
            wide, high = rx * grow + blur, ry * grow + blur
            patch = window(
                x + dx - wide * 1.2, y + dy - high * 1.3, x + dx + wide * 1.2, y + dy + high * 1.3
            )
            if patch is None:
                continue
            px, py = patch.grid
            away = np.sqrt(((px - x - dx) / wide) ** 2 + ((py - y - dy) / high) ** 2)
            soft = np.clip((1.0 - away) / min(0.95, 2.0 * blur / max(wide, high) + 0.12), 0, 1)
            patch.alpha = (soft * soft * (3 - 2 * soft)).astype(np.float32)
            self.darken(patch, strength * share)

    def wall_shadow(self, patch: Patch, dx: float = 14, dy: float = 18, blur: float = 11) -> None:
        """Lay the shadow of something hung or floating close to a surface."""
        pad = int(blur * 2.5)
        image = Image.fromarray((np.pad(patch.alpha, pad) * 255).astype(np.uint8))
        soft = np.asarray(
            image.filter(ImageFilter.BoxBlur(blur)).filter(ImageFilter.BoxBlur(blur * 0.6))
        )
        cast = clip_patch(
            floats(soft) / np.float32(255), patch.x - pad + int(dx), patch.y - pad + int(dy)
        )
        if cast is not None:
            self.darken(cast, 0.34)

    def crop(self) -> tuple[int, int, int, int]:
        """Return the square (x0, y0, x1, y1) that frames what was drawn.

        Its foot may lie up to `BELOW` px deeper than things are drawn.
        """
        strange = (
            np.abs(self.rgb[::4, ::4] - _ground(self.hue, self.hour)[::4, ::4]).max(axis=2) > 0.14
        )
        rows, columns = np.flatnonzero(strange.any(axis=1)), np.flatnonzero(strange.any(axis=0))
        if not rows.size:
            return 0, 0, EDGE, EDGE
        top, bottom, left, right = (
            4 * int(k) for k in (rows[0], rows[-1], columns[0], columns[-1])
        )
        side = int(min(EDGE, max(430, max(bottom - top, (right - left) * 1.02) * 1.30)))
        x0 = min(max(0, (left + right - side) // 2), EDGE - side)
        y0 = min(max(0, (top + bottom - side) // 2 - side // 40), HIGH - side)
        return x0, y0, x0 + side, y0 + side

    def image(self, x0: int = 0, y0: int = 0, x1: int = EDGE, y1: int = HIGH) -> Image.Image:
        """Return a part of the picture as 8-bit RGB."""
        part = np.clip(self.rgb[y0:y1, x0:x1], 0, 1) * np.float32(255) + np.float32(0.5)
        return Image.fromarray(part.astype(np.uint8))


def window(x0: float, y0: float, x1: float, y1: float) -> Patch | None:
    """Return an all-one mask over a rectangle, clipped to the picture; None when outside."""
    left, top = max(0, int(x0)), max(0, int(y0))
    right, bottom = min(EDGE, int(x1) + 1), min(HIGH, int(y1) + 1)
    if right <= left or bottom <= top:
        return None
    return Patch(np.ones((bottom - top, right - left), np.float32), left, top)


def clip_patch(alpha: Floats, x: int, y: int) -> Patch | None:
    """Cut a mask to the picture."""
    left, top = max(0, -x), max(0, -y)
    alpha = alpha[top : max(top, HIGH - y), left : max(left, EDGE - x)]
    return Patch(np.ascontiguousarray(alpha), x + left, y + top) if alpha.size else None


def _canvas(
    points: Sequence[Point], pad: float
) -> tuple[Image.Image, ImageDraw.ImageDraw, int, int]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, y0 = max(0, int(min(xs) - pad) - 1), max(0, int(min(ys) - pad) - 1)
    x1, y1 = min(EDGE, int(max(xs) + pad) + 2), min(HIGH, int(max(ys) + pad) + 2)
    image = Image.new("L", (FINE * max(1, x1 - x0), FINE * max(1, y1 - y0)))
    return image, ImageDraw.Draw(image), x0, y0


def _patch(image: Image.Image, x0: int, y0: int) -> Patch:
    return Patch(np.asarray(image.reduce(FINE), np.float32) / np.float32(255), x0, y0)


def polygon(points: Sequence[Point], *holes: Sequence[Point]) -> Patch:
    """Mask of a polygon with holes."""
    image, pen, x0, y0 = _canvas(points, 0)
    pen.polygon([(FINE * (x - x0), FINE * (y - y0)) for x, y in points], fill=255)
    for hole in holes:
        pen.polygon([(FINE * (x - x0), FINE * (y - y0)) for x, y in hole], fill=0)
    return _patch(image, x0, y0)


def polygons(shapes: Sequence[Sequence[Point]]) -> Patch:
    """Mask of several polygons together."""
    image, pen, x0, y0 = _canvas([point for shape in shapes for point in shape], 0)
    for shape in shapes:
        pen.polygon([(FINE * (x - x0), FINE * (y - y0)) for x, y in shape], fill=255)
    return _patch(image, x0, y0)


def stroke(points: Sequence[Point], width: float, *, round_ends: bool = True) -> Patch:
    """Mask of a line of a width through points."""
    image, pen, x0, y0 = _canvas(points, width)
    scaled = [(FINE * (x - x0), FINE * (y - y0)) for x, y in points]
    pen.line(scaled, fill=255, width=max(1, round(FINE * width)), joint="curve")
    if round_ends:
        reach = FINE * width / 2
        for x, y in (scaled[0], scaled[-1]):
            pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
    return _patch(image, x0, y0)


def strokes(lines: Sequence[Sequence[Point]], width: float) -> Patch:
    """Mask of several lines of one width."""
    image, pen, x0, y0 = _canvas([point for line in lines for point in line], width)
    for line in lines:
        scaled = [(FINE * (x - x0), FINE * (y - y0)) for x, y in line]
        pen.line(scaled, fill=255, width=max(1, round(FINE * width)), joint="curve")
    return _patch(image, x0, y0)


def ellipse_points(
    x: float, y: float, rx: float, ry: float, turn: float = 0.0, count: int = 72
) -> list[Point]:
    """Points of an ellipse, `turn` in radians."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    ex, ey = rx * np.cos(angle), ry * np.sin(angle)
    c, s = np.cos(turn), np.sin(turn)
    return list(zip((x + ex * c - ey * s).tolist(), (y + ex * s + ey * c).tolist(), strict=True))


def ellipse(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> Patch:
    """Mask of an ellipse."""
    return polygon(ellipse_points(x, y, rx, ry, turn))


def rounded(x0: float, y0: float, x1: float, y1: float, radius: float) -> list[Point]:
    """Points of a rectangle with round corners."""
    radius = min(radius, (x1 - x0) / 2, (y1 - y0) / 2)
    points: list[Point] = []
    for cx, cy, start in (
        (x1 - radius, y0 + radius, -90),
        (x1 - radius, y1 - radius, 0),
        (x0 + radius, y1 - radius, 90),
        (x0 + radius, y0 + radius, 180),
    ):
        for step in range(9):
            angle = np.deg2rad(start + step * 11.25)
            points.append((cx + radius * float(np.cos(angle)), cy + radius * float(np.sin(angle))))
    return points


def curve(points: Sequence[Point], closed: bool = False, steps: int = 10) -> list[Point]:
    """Smooth Catmull-Rom curve through points."""
    given = np.array(points, float)
    count = len(given)
    indices = range(count if closed else count - 1)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for i in indices:
        if closed:
            a, b, c, d = (given[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            a, b, c, d = (given[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        pieces.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
        )
    flat = np.concatenate(pieces if closed else [*pieces, given[-1:]])
    return [(float(x), float(y)) for x, y in flat]
