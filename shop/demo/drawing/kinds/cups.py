"""Cups, bowls and plates."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import rgb
from shop.demo.drawing.scene import Point, Scene, curve, ellipse
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, lathe, opening, tube
from shop.demo.drawing.surfaces import Surface


def handle(scene: Scene, points: list[Point], radius: float, surface: Surface) -> None:
    """Draw a pulled handle along a smooth curve."""
    tube(scene, curve(points), radius, surface)


@shape("mugs")
def mug(scene: Scene, look: Look, surface: Surface) -> None:
    """A mug with its handle to the right and something warm in it."""
    roll = scene.rng.random
    high, wide = 150 + 60 * look.size + 20 * roll(), 82 + 16 * look.size + 12 * roll()
    bottom, x = 508.0, 300.0
    top = bottom - high
    belly = wide * (0.92 + 0.22 * roll())
    foot = wide * (0.62 + 0.3 * roll())
    scene.shadow(x + 4, bottom + foot * TILT * 0.6, foot * 1.25)
    reach = 46 + 18 * roll()
    handle(
        scene,
        [
            (x + belly * 0.9, top + high * 0.20),
            (x + belly + reach * 0.8, top + high * 0.18),
            (x + belly + reach, top + high * 0.44),
            (x + belly + reach * 0.55, top + high * 0.70),
            (x + belly * 0.88, top + high * 0.76),
        ],
        11 + 3 * roll(),
        surface,
    )
    lathe(
        scene,
        x,
        [(top, wide), (top + high * 0.5, belly), (bottom - 14, foot + 10), (bottom, foot)],
        surface,
    )
    drink = rgb(scene.rng.choice(("cocoa", "chestnut", "amber", "moss")))
    opening(scene, x, top, wide, surface, wall=6, liquid=drink, level=0.55)


@shape("bowls")
def bowl(scene: Scene, look: Look, surface: Surface) -> None:
    """A footed bowl, open to the light."""
    roll = scene.rng.random
    wide, high = 128 + 44 * look.size, 92 + 34 * roll() + 22 * look.size
    bottom, x = 500.0, 320.0
    top = bottom - high
    foot = wide * (0.34 + 0.1 * roll())
    scene.shadow(x, bottom + 10, foot * 1.7, strength=0.55)
    curveness = 0.80 + 0.14 * roll()
    lathe(
        scene,
        x,
        [
            (top, wide),
            (top + high * 0.42, wide * curveness),
            (bottom - 22, foot * 1.35),
            (bottom - 13, foot),
            (bottom, foot * 1.05),
        ],
        surface,
    )
    opening(scene, x, top, wide, surface, wall=7, depth=0.75)


@shape("plates")
def plate(scene: Scene, look: Look, surface: Surface) -> None:
    """A small stack of plates, or one, seen from above the table."""
    wide = 168 + 48 * look.size
    count = scene.rng.choice((1, 1, 2, 3))
    bottom = 486.0
    scene.shadow(320, bottom + 12, wide * 0.82, strength=0.6)
    for k in range(count):
        y = bottom - k * 22
        lathe(
            scene,
            320,
            [(y - 30, wide), (y - 24, wide * 0.985), (y - 8, wide * 0.66), (y, wide * 0.58)],
            surface,
        )
        opening(scene, 320, y - 30, wide, surface, wall=6, depth=0.16)
    y = bottom - (count - 1) * 22 - 30
    well = ellipse(320, y + 7, wide * 0.70, wide * 0.70 * TILT)
    px, py = well.grid
    shade = 0.90 + 0.14 * (py - y) / (wide * 0.6 * TILT) + 0.08 * (px - 320) / wide
    albedo = surface.albedo(
        px + 0 * py, (py - y) / TILT + 400 + 0 * px, np.full(well.alpha.shape, 0.3, np.float32)
    )
    scene.blend(well, np.clip(albedo * shade[..., None], 0, 1))
    if surface.finish in {"banded", "sprigged", "dotted", "striped"}:
        for factor in (0.93, 0.89):
            ring = ellipse(320, y + 1, wide * factor, wide * factor * TILT)
            inner = ellipse(320, y + 1, wide * (factor - 0.018), wide * (factor - 0.018) * TILT)
            dx, dy = inner.x - ring.x, inner.y - ring.y
            h, w = inner.alpha.shape
            ring.alpha[dy : dy + h, dx : dx + w] -= inner.alpha
            scene.blend(ring, surface.second, 0.8)
