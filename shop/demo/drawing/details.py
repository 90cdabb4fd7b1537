"""Small things that many pictures share: labels, strewn grains, flames, smoke."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, rgb
from shop.demo.drawing.scene import Scene, curve, ellipse, ellipse_points, polygon, stroke, strokes


def label(
    scene: Scene,
    look: Look,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    paper: str = "cream",
    bend: float = 0.0,
) -> None:
    """A printed label: a rule, a mark and lines of type, in one ink."""
    rng = scene.rng
    outline = [
        (x0, y0),
        *curve([(x0, y0), ((x0 + x1) / 2, y0 + bend), (x1, y0)]),
        *curve([(x1, y1), ((x0 + x1) / 2, y1 + bend), (x0, y1)]),
    ]
    scene.blend(polygon(outline), rgb(paper) * 0.97, 0.97)
    ink = rgb(rng.choice(("cocoa", "ink", "forest", "brick", "charcoal")))
    cx, high, wide = (x0 + x1) / 2, y1 - y0, x1 - x0
    mark = rng.randrange(4)
    my = y0 + high * 0.30 + bend
    size = min(wide, high) * 0.15
    if mark == 0:
        scene.blend(ellipse(cx, my, size, size), ink)
    elif mark == 1:
        for side in (-1, 1):
            scene.blend(
                ellipse(cx + side * size * 0.6, my, size * 0.85, size * 0.36, side * 0.8), ink
            )
    elif mark == 2:
        scene.blend(
            polygon([(cx - size, my + size * 0.8), (cx, my - size), (cx + size, my + size * 0.8)]),
            ink,
        )
    else:
        ring = ellipse_points(cx, my, size, size)
        scene.blend(strokes([[*ring, ring[0]]], 2.4), ink)
    for k, share in enumerate((0.62, 0.40, 0.50)):
        y = y0 + high * (0.58 + 0.12 * k) + bend
        thick = max(1.6, high * (0.045 if k == 0 else 0.022))
        scene.blend(
            stroke(curve([(cx - wide * share / 2, y), (cx, y), (cx + wide * share / 2, y)]), thick),
            ink,
            0.85 if k == 0 else 0.6,
        )


def scatter(
    scene: Scene,
    x: float,
    y: float,
    spread: float,
    colour: Floats,
    count: int,
    size: tuple[float, float],
) -> None:
    """Strew small things in a heap on the ground."""
    scene.shadow(x, y + 4, spread * 0.8, strength=0.3)
    for _ in range(count):
        angle, away = scene.rng.uniform(0, 6.28), scene.rng.random() ** 0.8
        px, py = (
            x + np.cos(angle) * away * spread,
            y + np.sin(angle) * away * spread * 0.34 - (1 - away) * 12,
        )
        shade = scene.rng.uniform(0.75, 1.2)
        scene.blend(
            ellipse(px, py, size[0], size[1], scene.rng.uniform(-1.3, 1.3)),
            np.clip(colour * shade, 0, 1),
        )


def flame(
    scene: Scene, x: float, y: float, size: float = 1.0, lean: float = 0.0, halo: float = 0.42
) -> None:
    """Draw a candle flame standing on (x, y), with its glow."""
    lean += 6 * float(np.sin(scene.phase))
    size *= 1 + 0.08 * float(np.sin(2 * scene.phase + 1) - np.sin(1))
    if halo:
        scene.glow(x, y - 22 * size, 95 * size, rgb("#ffb459"), halo)
    outer = curve(
        [
            (x, y),
            (x - 9 * size, y - 16 * size),
            (x - 2 * size + lean, y - 46 * size),
            (x + 9 * size, y - 16 * size),
        ],
        closed=True,
    )
    scene.blend(polygon(outer), rgb("#ffc45e"), 0.95)
    inner = curve(
        [
            (x, y - 3),
            (x - 5 * size, y - 14 * size),
            (x + lean * 0.6, y - 33 * size),
            (x + 5 * size, y - 14 * size),
        ],
        closed=True,
    )
    scene.blend(polygon(inner), rgb("#fff4cf"))
    scene.blend(stroke([(x, y + 6), (x, y - 6)], 2.4), rgb("black"))


def smoke(scene: Scene, x: float, y: float, high: float, phase: float, strength: float) -> None:
    """Draw a wavering thread of smoke or steam rising from a point."""
    for strand in range(2):
        for k in range(26):
            t = k / 25
            sway = (4 + 26 * t) * np.sin(t * 5.2 - phase + strand * 1.4) * (0.5 + 0.5 * t)
            wide = 3.0 + 13 * t
            scene.blend(
                ellipse(x + sway, y - t * high, wide, wide * 1.3),
                rgb("white"),
                strength * (1 - t) * 0.55,
            )
