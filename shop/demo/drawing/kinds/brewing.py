"""What tea and coffee are made with."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.details import smoke
from shop.demo.drawing.kinds.cups import handle
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import (
    Scene,
    curve,
    ellipse,
    polygon,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, flat, lathe, opening, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("drippers")
def dripper(scene: Scene, look: Look, surface: Surface) -> None:
    """A cone on a glass server."""
    x, top, wide = 310.0, 250.0, 104 + 18 * look.size
    scene.shadow(x, 524, 84, strength=0.4)
    glass = plain("clear", "glass")
    lathe(scene, x, [(470, 78), (512, 76), (518, 70)], plain("#5a3520", "paint", gloss=0.1))
    handle(scene, [(x + 66, 418), (x + 126, 420), (x + 118, 490), (x + 76, 494)], 6, glass)
    lathe(scene, x, [(384, 46), (404, 50), (440, 78), (512, 80), (520, 74)], glass, glass=True)
    handle(
        scene,
        [
            (x + wide * 0.74, top + 20),
            (x + wide + 46, top + 16),
            (x + wide + 30, top + 76),
            (x + wide * 0.45, top + 84),
        ],
        9,
        surface,
    )
    lathe(scene, x, [(372, 84), (378, 88), (386, 80)], surface)
    if look.family == "glass":
        lathe(scene, x, [(top, wide), (top + 60, wide * 0.66), (374, 30)], surface, glass=True)
    else:
        lathe(scene, x, [(top, wide), (top + 60, wide * 0.66), (374, 34)], surface)
    opening(scene, x, top, wide, surface, wall=6, depth=0.8)
    scene.blend(ellipse(x, top + 12, wide * 0.66, wide * 0.15), rgb("cocoa") * 0.7, 0.9)


@shape("kettles")
def kettle(scene: Scene, look: Look, surface: Surface) -> None:
    """A kettle with a thin curved spout and a bail or side handle."""
    rng = scene.rng
    x, bottom = 330.0, 510.0
    wide, high = 96 + 18 * look.size, 130 + 24 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 10, wide * 1.05, strength=0.55)
    grip = bare(rng.choice(("beech", "walnut", "oak")))
    spout = curve(
        [
            (x - wide * 0.88, bottom - 30),
            (x - wide - 44, bottom - 34),
            (x - wide - 40, top + 40),
            (x - wide - 74, top - 14),
        ]
    )
    tube(scene, spout, 9, surface)
    if rng.random() < 0.5:
        tube(
            scene,
            curve(
                [
                    (x + wide * 0.7, top + 26),
                    (x + wide + 66, top - 8),
                    (x + wide + 70, top + 60),
                    (x + wide + 58, top + 110),
                ]
            ),
            10,
            grip,
        )
    else:
        tube(
            scene,
            curve(
                [
                    (x - wide * 0.72, top + 20),
                    (x - wide * 0.56, top - 78),
                    (x + wide * 0.56, top - 78),
                    (x + wide * 0.72, top + 20),
                ]
            ),
            6,
            surface,
        )
        tube(
            scene,
            curve([(x - wide * 0.36, top - 78), (x, top - 86), (x + wide * 0.36, top - 78)]),
            12,
            grip,
        )
    lathe(
        scene,
        x,
        [
            (top, wide * 0.52),
            (top + 16, wide * 0.80),
            (top + high * 0.55, wide * 1.02),
            (bottom - 10, wide),
            (bottom, wide * 0.92),
        ],
        surface,
    )
    lathe(scene, x, [(top - 16, 20), (top - 8, wide * 0.4), (top + 4, wide * 0.53)], surface)
    lathe(scene, x, [(top - 40, 9), (top - 32, 14), (top - 20, 8), (top - 14, 10)], grip)
    if look.motion:
        smoke(scene, x - wide - 76, top - 20, 150, scene.phase, 0.8)


@shape("hand-grinders")
def hand_grinder(scene: Scene, look: Look, surface: Surface) -> None:
    """A slim grinder with a crank."""
    x, bottom, top = 310.0, 520.0, 262.0
    wide = 46 + 8 * look.size
    steel = plain("silver", "metal", "steel")
    scene.shadow(x, bottom + 6, wide * 1.15)
    tube(scene, [(x, top - 20), (x + 12, top - 44), (x + 118, top - 52)], 5, steel)
    lathe(
        scene,
        x + 122,
        [(top - 96, 9), (top - 84, 16), (top - 66, 13), (top - 54, 8)],
        bare("walnut"),
    )
    lathe(
        scene,
        x,
        [(top + 150, wide * 0.92), (bottom - 4, wide * 0.92), (bottom, wide * 0.88)],
        surface if scene.rng.random() < 0.5 else bare("walnut"),
    )
    lathe(scene, x, [(top + 142, wide), (top + 154, wide)], steel)
    lathe(scene, x, [(top, wide), (top + 140, wide)], surface)
    lathe(
        scene,
        x,
        [(top - 26, 12), (top - 14, wide * 0.8), (top + 2, wide * 1.03), (top + 8, wide * 1.03)],
        steel,
    )


@shape("moka-pots")
def moka_pot(scene: Scene, look: Look, surface: Surface) -> None:
    """An eight-sided pot with a waist."""
    x, bottom, scale = 310.0, 520.0, 0.9 + 0.2 * look.size
    top = bottom - 280 * scale
    scene.shadow(x, bottom + 6, 84 * scale)
    dark = plain("#2a2624", "paint", gloss=0.3)
    tube(
        scene,
        curve(
            [
                (x + 62 * scale, top + 54),
                (x + 132 * scale, top + 52),
                (x + 140 * scale, top + 96),
                (x + 128 * scale, top + 150 * scale),
            ]
        ),
        12,
        dark,
    )
    for rows, _ in (
        ((top + 40, 92, top + 142 * scale, 56), 0),
        ((top + 152 * scale, 58, bottom, 86), 1),
    ):
        y0, r0, y1, r1 = rows
        facets(scene, x, y0, r0 * scale, y1, r1 * scale, surface)
    lathe(scene, x, [(top + 138 * scale, 62 * scale), (top + 156 * scale, 62 * scale)], surface)
    flat(
        scene,
        [(x - 88 * scale, top + 34), (x - 118 * scale, top + 30), (x - 74 * scale, top + 84)],
        surface,
        (-0.7, 0.2, 0.6),
    )
    lathe(
        scene, x, [(top + 16, 22 * scale), (top + 26, 70 * scale), (top + 44, 93 * scale)], surface
    )
    lathe(scene, x, [(top - 10, 10), (top + 2, 15), (top + 20, 9)], dark)
    if look.motion:
        smoke(scene, x - 106 * scale, top + 22, 150, scene.phase, 0.8)


def facets(
    scene: Scene,
    x: float,
    y0: float,
    r0: float,
    y1: float,
    r1: float,
    surface: Surface,
    sides: int = 8,
) -> None:
    """Draw a faceted band between two radii, front half."""
    for k in range(sides // 2 + 1):
        a0 = np.pi - (k - 0.5) * 2 * np.pi / sides
        a1 = np.pi - (k + 0.5) * 2 * np.pi / sides
        a0, a1 = min(np.pi, a0), max(0.0, a1)
        if a0 <= a1:
            continue
        mid = (a0 + a1) / 2
        corner = [
            (x + r * np.cos(a), y + r * TILT * np.sin(a))
            for r, y, a in ((r0, y0, a0), (r0, y0, a1), (r1, y1, a1), (r1, y1, a0))
        ]
        flat(scene, corner, surface, (float(np.cos(mid)), 0.1, float(np.sin(mid))), along=(1, 0))


@shape("matcha-whisks")
def matcha_whisk(scene: Scene, look: Look, surface: Surface) -> None:
    """A bamboo whisk standing on its prongs' end, beside a bowl."""
    rng = scene.rng
    glaze = plain(rng.choice(("charcoal", "cream", "celadon", "rust", "indigo")), "clay")
    scene.shadow(424, 500, 96)
    lathe(scene, 424, [(404, 104), (452, 96), (486, 58), (496, 56)], glaze)
    opening(scene, 424, 404, 104, glaze, wall=7, liquid=rgb("#8aa64f"), level=0.7)
    x, bottom = 222.0, 526.0
    scene.shadow(x, bottom, 52)
    lathe(scene, x, [(270, 28), (300, 27), (380, 29), (392, 33)], surface)
    scene.blend(ellipse(x, 270, 28, 28 * TILT), surface.base * 0.7)
    lathe(
        scene, x, [(384, 32), (402, 36)], plain(rng.choice(("black", "brick", "indigo")), "cloth")
    )
    lines = []
    for k in range(34):
        a = -1 + 2 * k / 33
        lines.append(
            curve([(x + a * 33, 400), (x + a * 66, 450), (x + a * 60, 500), (x + a * 34, bottom)])
        )
    scene.blend(
        polygon(
            curve(
                [
                    (x - 33, 400),
                    (x - 66, 455),
                    (x - 58, 502),
                    (x - 30, bottom),
                    (x + 30, bottom),
                    (x + 58, 502),
                    (x + 66, 455),
                    (x + 33, 400),
                ],
                closed=True,
            )
        ),
        surface.base * 0.62,
    )
    scene.blend(strokes(lines, 1.9), mix(surface.base, rgb("white"), 0.18), 0.95)
    scene.blend(strokes(lines[:14], 0.9), rgb("white"), 0.4)
