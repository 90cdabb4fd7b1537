"""Planters and what grows in them."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import Scene, curve, ellipse, polygon
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import lathe, opening, tube
from shop.demo.drawing.surfaces import Surface, plain


@shape("planters")
def planter(scene: Scene, look: Look, surface: Surface) -> None:
    """A pot with a rolled rim, its saucer, and something growing."""
    roll = scene.rng.random
    x, bottom = 320.0, 518.0
    wide, high = 92 + 38 * look.size, 138 + 50 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 10, wide * 1.0)
    lathe(
        scene,
        x,
        [(bottom - 16, wide * 0.98), (bottom - 4, wide * 0.86), (bottom + 4, wide * 0.80)],
        surface,
    )
    if roll() < 0.6:
        profile = [
            (top, wide * 1.08),
            (top + 26, wide * 1.06),
            (top + 30, wide * 0.97),
            (bottom - 8, wide * 0.70),
        ]
    else:
        profile = [(top, wide * 0.98), (top + high * 0.5, wide * 1.10), (bottom - 8, wide * 0.72)]
    lathe(scene, x, profile, surface, smooth=roll() < 0.0 or profile[1][0] != top + 26)
    rim = profile[0][1]
    opening(scene, x, top, rim, surface, wall=9, liquid=rgb("cocoa") * 0.8, level=0.25)
    plant(scene, x, top + 4, rim, scene.rng.randrange(3))


def plant(scene: Scene, x: float, y: float, spread: float, form: int) -> None:
    """Grow something: upright leaves, a round bush, or trailing stems."""
    greens = [rgb(name) for name in ("moss", "forest", "sage", "olive")]
    pick = scene.rng.choice(greens)
    if form == 0:
        for k in range(15):
            angle = scene.rng.uniform(-0.62, 0.62)
            length = spread * scene.rng.uniform(1.1, 2.0)
            sx = x + scene.rng.uniform(-0.35, 0.35) * spread
            tip = (sx + np.sin(angle) * length, y - np.cos(angle) * length)
            mid = (sx + np.sin(angle) * length * 0.45 - 7, y - np.cos(angle) * length * 0.5)
            mid2 = (mid[0] + 15, mid[1])
            leaf = curve([(sx, y + 6), mid, tip]) + curve([tip, mid2, (sx + 3, y + 6)])
            scene.blend(polygon(leaf), pick * (0.66 + 0.42 * k / 15))
            tube(
                scene,
                curve([(sx + 1, y + 4), ((mid[0] + mid2[0]) / 2, mid[1]), tip]),
                0.9,
                plain(mix(pick, rgb("white"), 0.35)),
            )
        return
    count = 70 if form == 1 else 46
    for k in range(count):
        angle = scene.rng.uniform(0, 2 * np.pi)
        away = spread * 0.98 * scene.rng.random() ** 0.5
        px = x + np.cos(angle) * away * (1.0 if form == 1 else 1.15)
        py = (
            y
            - spread * (0.62 if form == 1 else 0.28)
            + np.sin(angle) * away * (0.72 if form == 1 else 0.55)
        )
        size = spread * scene.rng.uniform(0.13, 0.21)
        shade = 0.60 + 0.5 * k / count + 0.12 * (x - px) / spread
        scene.blend(
            ellipse(px, py, size, size * 0.58, scene.rng.uniform(-1, 1)),
            np.clip(pick * shade, 0, 1),
        )
