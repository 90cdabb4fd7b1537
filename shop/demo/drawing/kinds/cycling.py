"""Bells, lamps, helmets and pumps."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import (
    Scene,
    curve,
    ellipse,
    polygon,
    rounded,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    lathe,
    shaded,
    soft,
    tube,
)
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("bicycle-bells")
def bicycle_bell(scene: Scene, look: Look, surface: Surface) -> None:
    """A domed bell on a piece of handlebar."""
    x, y, r = 320.0, 372.0, 112 + 24 * look.size
    bar = plain("silver", "metal", "steel")
    scene.shadow(330, 540, 130, 20, 0.22)
    tube(scene, [(60, 476), (580, 446)], 22, bar)
    soft(
        scene,
        polygon(rounded(x - 38, 416, x + 38, 492, 12)),
        plain("charcoal", "metal", "steel"),
        8,
    )
    lathe(scene, x, [(y + 26, r * 0.80), (y + 46, r * 0.72)], plain("charcoal", "metal", "steel"))
    lathe(
        scene,
        x,
        [
            (y - r * 0.78, 10),
            (y - r * 0.70, r * 0.42),
            (y - r * 0.36, r * 0.82),
            (y + 4, r * 0.98),
            (y + 30, r),
        ],
        surface,
    )
    lathe(
        scene,
        x,
        [(y - r * 0.86, 9), (y - r * 0.80, 14), (y - r * 0.74, 15)],
        plain("silver", "metal", "steel"),
    )
    tube(scene, curve([(x + r * 0.7, y + 56), (x + r + 20, y + 40), (x + r + 34, y + 6)]), 5, bar)
    soft(scene, ellipse(x + r + 36, y - 2, 15, 15), bar, 6)


@shape("front-lamps")
def front_lamp(scene: Scene, look: Look, surface: Surface) -> None:
    """A round lamp with its beam."""
    lamp_at(scene, look, surface, 0.5 + 0.5 * float(np.cos(scene.phase)))


def lamp_at(scene: Scene, look: Look, surface: Surface, power: float) -> None:
    """Draw the lamp shining at a power 0..1."""
    x, y, r = 340.0, 330.0, 88 + 18 * look.size
    scene.shadow(350, 540, 100, 20, 0.25)
    tube(scene, [(x + 30, y + 60), (x + 40, 540)], 12, plain("silver", "metal", "steel"))
    soft(
        scene,
        polygon(rounded(x + 6, y + r - 4, x + 66, y + r + 36, 8)),
        plain("charcoal", "metal", "steel"),
        6,
    )
    body = curve(
        [
            (x - 20, y - r),
            (x + 70, y - r * 0.86),
            (x + r + 56, y - 26),
            (x + r + 60, y + 22),
            (x + 70, y + r * 0.86),
            (x - 20, y + r),
        ],
        closed=True,
    )
    scene.wall_shadow(polygon(body), 12, 18, 12)
    soft(scene, polygon(body), surface, 38)
    soft(scene, ellipse(x - 20, y, r * 0.62, r), surface, 8)
    scene.blend(ellipse(x - 22, y, r * 0.52, r * 0.88), mix(rgb("smoke"), rgb("#ffe9b0"), power))
    for k in range(5):
        scene.blend(
            stroke(
                [
                    (x - 22 - r * 0.46, y - r * 0.6 + k * r * 0.3),
                    (x - 22 + r * 0.46, y - r * 0.6 + k * r * 0.3),
                ],
                1.6,
            ),
            rgb("white"),
            0.35,
        )
    scene.blend(ellipse(x - 26, y, r * 0.2, r * 0.3), mix(rgb("silver"), rgb("white"), power))
    scene.glow(x - 46, y, 84, rgb("#ffdf9a"), 0.42 * power)
    scene.glow(x - 210, y + 46, 150, rgb("#ffe7b4"), 0.40 * power)
    tube(scene, [(x + 50, y - r * 0.9), (x + 54, y - r * 1.08)], 6, plain("charcoal", "paint"))


@shape("helmets")
def helmet(scene: Scene, look: Look, surface: Surface) -> None:
    """A round city helmet with vents, brim and straps."""
    x, y, k = 320.0, 420.0, 0.92 + 0.14 * look.size
    scene.shadow(330, 516, 180 * k, 36, 0.5)
    strap = plain("charcoal", "cloth")
    tube(
        scene,
        curve(
            [
                (x - 110 * k, y + 34),
                (x - 70, y + 110),
                (x - 20, y + 128),
                (x + 40, y + 96),
                (x + 80 * k, y + 44),
            ]
        ),
        4.5,
        strap,
    )
    soft(scene, polygon(rounded(x - 36, y + 116, x + 4, y + 138, 7)), plain("black", "paint"), 5)
    shell = curve(
        [
            (x - 192 * k, y + 36),
            (x - 186 * k, y - 40),
            (x - 130 * k, y - 130 * k),
            (x, y - 166 * k),
            (x + 126 * k, y - 132 * k),
            (x + 182 * k, y - 44),
            (x + 190 * k, y + 30),
            (x + 110 * k, y + 46),
            (x, y + 56),
            (x - 120 * k, y + 52),
        ],
        closed=True,
    )
    soft(scene, polygon(shell), surface, 64)
    for dx, dy, rx, ry, a in (
        (-70, -84, 12, 34, 0.35),
        (0, -104, 11, 36, 0.0),
        (70, -84, 12, 34, -0.35),
        (-124, -30, 10, 30, 0.55),
        (124, -30, 10, 30, -0.55),
    ):
        scene.blend(ellipse(x + dx * k, y + dy * k, rx, ry, a), rgb("#1b1a1a"))
        scene.blend(
            ellipse(x + dx * k + 3, y + dy * k + 4, rx * 0.8, ry * 0.9, a), rgb("#3b3836"), 0.6
        )
    brim = curve(
        [
            (x - 196 * k, y + 26),
            (x - 120 * k, y + 44),
            (x, y + 50),
            (x + 112 * k, y + 40),
            (x + 196 * k, y + 22),
            (x + 200 * k, y + 42),
            (x + 114 * k, y + 64),
            (x, y + 74),
            (x - 124 * k, y + 70),
            (x - 204 * k, y + 46),
        ],
        closed=True,
    )
    trim = bare("leather", "hide") if scene.rng.random() < 0.5 else shaded(surface, 0.6)
    soft(scene, polygon(brim), trim, 7)


@shape("floor-pumps")
def floor_pump(scene: Scene, look: Look, surface: Surface) -> None:
    """A standing pump with gauge, hose and wooden handle."""
    x, bottom = 320.0, 560.0
    scene.shadow(x + 6, bottom, 96, 22, 0.5)
    dark, steel = plain("charcoal", "paint"), plain("silver", "metal", "steel")
    wood = bare("beech")
    top = 190 - 20 * look.size
    hose = curve(
        [
            (x + 30, bottom - 30),
            (x + 120, bottom - 90),
            (x + 112, bottom - 250),
            (x + 52, bottom - 310),
            (x + 34, bottom - 210),
        ]
    )
    tube(scene, hose, 6, plain("black", "paint", gloss=0.2))
    soft(
        scene,
        polygon(
            curve(
                [
                    (x - 110, bottom + 4),
                    (x - 96, bottom - 16),
                    (x - 20, bottom - 30),
                    (x + 20, bottom - 30),
                    (x + 96, bottom - 16),
                    (x + 110, bottom + 4),
                    (x, bottom + 16),
                ],
                closed=True,
            )
        ),
        dark,
        9,
    )
    tube(scene, [(x, top), (x, top + 90)], 7, steel)
    lathe(scene, x, [(top + 80, 24), (top + 92, 29), (top + 100, 26)], dark)
    lathe(scene, x, [(top + 96, 24), (bottom - 24, 24)], surface)
    tube(scene, [(x - 92, top), (x + 92, top)], 15, wood)
    tube(scene, [(x - 18, top), (x + 18, top)], 17, steel)
    soft(scene, ellipse(x, bottom - 70, 46, 46), steel, 6)
    scene.blend(ellipse(x, bottom - 70, 37, 37), rgb("#f5f0e2"))
    ticks = [
        [
            (x + np.cos(a) * 34, bottom - 70 + np.sin(a) * 34),
            (x + np.cos(a) * 27, bottom - 70 + np.sin(a) * 27),
        ]
        for a in np.linspace(2.6, 6.8, 12)
    ]
    scene.blend(strokes(ticks, 1.8), rgb("black"))
    a = scene.rng.uniform(3.4, 6.0)
    scene.blend(
        stroke([(x, bottom - 70), (x + np.cos(a) * 28, bottom - 70 + np.sin(a) * 28)], 2.6),
        rgb("brick"),
    )
    tube(scene, [(x + 34, bottom - 212), (x + 34, bottom - 178)], 8, steel)
