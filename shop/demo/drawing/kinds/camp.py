"""Mugs, flasks, compasses and stoves."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.details import flame
from shop.demo.drawing.kinds.cups import handle
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import ink_for, mix, rgb
from shop.demo.drawing.scene import (
    Scene,
    curve,
    ellipse,
    ellipse_points,
    polygon,
    rounded,
    stroke,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    TILT,
    lathe,
    opening,
    soft,
    tube,
)
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("camp-mugs")
def camp_mug(scene: Scene, look: Look, surface: Surface) -> None:
    """A straight metal mug with a rolled rim and a wire or band handle."""
    x, bottom, wide = 300.0, 510.0, 92 + 12 * look.size
    high = 150 + 30 * look.size
    top = bottom - high
    scene.shadow(x + 4, bottom + 8, wide * 1.1)
    handle(
        scene,
        [
            (x + wide * 0.92, top + 24),
            (x + wide + 62, top + 22),
            (x + wide + 66, top + high * 0.5),
            (x + wide + 40, top + high * 0.78),
            (x + wide * 0.92, top + high * 0.80),
        ],
        7,
        surface,
    )
    lathe(scene, x, [(top, wide), (bottom - 10, wide * 0.96), (bottom, wide * 0.9)], surface)
    inner = rgb("white") if look.family == "paint" else None
    opening(scene, x, top, wide, surface, wall=4, inside=inner, liquid=rgb("cocoa"), level=0.5)
    rim = ellipse_points(x, top, wide, wide * TILT)
    tone = (
        rgb("ink")
        if look.family == "paint" and surface.base.mean() > 0.45
        else mix(surface.base, rgb("black"), 0.35)
    )
    scene.blend(stroke([*rim, rim[0]], 5), tone)
    scene.blend(stroke(rim[36:60], 2), rgb("white"), 0.5)
    if scene.rng.random() < 0.5:
        cx, cy = x - 6, top + high * 0.56
        scene.blend(
            polygon(
                [
                    (cx - 34, cy + 22),
                    (cx - 10, cy - 16),
                    (cx + 4, cy + 2),
                    (cx + 14, cy - 10),
                    (cx + 36, cy + 22),
                ]
            ),
            ink_for(surface.base),
            0.85,
        )


@shape("flasks")
def flask(scene: Scene, look: Look, surface: Surface) -> None:
    """A vacuum flask with its cup."""
    x, bottom = 300.0, 526.0
    high, wide = 270 + 80 * look.size, 56 + 10 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 6, wide * 1.2)
    steel = plain("silver", "metal", "steel")
    lathe(scene, x, [(bottom - 12, wide * 0.98), (bottom, wide * 0.96)], steel)
    lathe(
        scene,
        x,
        [(top + high * 0.27, wide * 0.8), (top + high * 0.34, wide), (bottom - 12, wide)],
        surface,
    )
    lathe(scene, x, [(top + high * 0.25, wide * 0.78), (top + high * 0.285, wide * 0.82)], steel)
    lathe(
        scene,
        x,
        [(top, wide * 0.70), (top + 8, wide * 0.76), (top + high * 0.25, wide * 0.80)],
        steel if look.colour != "silver" else plain("charcoal", "paint"),
    )
    scene.blend(ellipse(x, top, wide * 0.70, wide * 0.70 * TILT), rgb("silver"))
    cup = steel
    cx, cy = 446.0, 530.0
    scene.shadow(cx, cy + 4, 52)
    lathe(scene, cx, [(cy - 82, 50), (cy, 42)], cup)
    opening(scene, cx, cy - 82, 50, cup, wall=4, liquid=rgb("amber"), level=0.5)


@shape("compasses")
def compass(scene: Scene, look: Look, surface: Surface) -> None:
    """A lidded compass, its needle to the north."""
    compass_at(
        scene, look, surface, scene.rng.uniform(-0.5, 0.5) + 0.22 * float(np.sin(scene.phase))
    )


def compass_at(scene: Scene, look: Look, surface: Surface, turn: float) -> None:
    """Draw the compass with its needle at an angle."""
    x, y, r = 320.0, 420.0, 122 + 14 * look.size
    lid = ellipse_points(x, y - r * 1.32, r * 0.98, r * 0.86)
    scene.wall_shadow(polygon(lid), 10, 10, 10)
    soft(scene, polygon(lid), surface, 8)
    scene.blend(ellipse(x, y - r * 1.32, r * 0.82, r * 0.71), surface.base * 0.72)
    scene.blend(stroke([(x, y - r * 1.92), (x, y - r * 0.76)], 3.4), surface.base * 0.35)
    k = 0.66
    scene.shadow(x + 4, y + r * k * 0.75, r * 1.02, 34, 0.55)
    soft(scene, polygon([*ellipse_points(x, y + 24, r, r * k)]), surface, 6)
    soft(scene, ellipse(x, y, r, r * k), surface, 9)
    tube(scene, [(x - 34, y - r * 0.62), (x + 34, y - r * 0.62)], 8, surface)
    scene.blend(ellipse(x, y, r * 0.86, r * 0.86 * k), rgb("#f3ecd9"))
    for i in range(32):
        a = i * np.pi / 16
        r0 = 0.70 if i % 4 == 0 else 0.77
        scene.blend(
            stroke(
                [
                    (x + np.sin(a) * r * r0, y - np.cos(a) * r * r0 * k),
                    (x + np.sin(a) * r * 0.82, y - np.cos(a) * r * 0.82 * k),
                ],
                3 if i % 4 == 0 else 1.4,
            ),
            rgb("cocoa"),
        )
    for i in range(8):
        a, long = i * np.pi / 4, 0.54 if i % 2 == 0 else 0.36
        for side, tone in ((-1, "cocoa"), (1, "sand")):
            scene.blend(
                polygon(
                    [
                        (x, y),
                        (
                            x + np.sin(a + side * 0.30) * r * 0.16,
                            y - np.cos(a + side * 0.30) * r * 0.16 * k,
                        ),
                        (x + np.sin(a) * r * long, y - np.cos(a) * r * long * k),
                    ]
                ),
                rgb(tone),
                0.75,
            )
    for flip, tone in ((0.0, "brick"), (np.pi, "ink")):
        a = turn + flip
        tip = (x + np.sin(a) * r * 0.68, y - np.cos(a) * r * 0.68 * k)
        needle = [
            (x + np.cos(a) * 9, y + np.sin(a) * 9 * k),
            tip,
            (x - np.cos(a) * 9, y - np.sin(a) * 9 * k),
        ]
        scene.blend(polygon([(px + 4, py + 6) for px, py in needle]), rgb("black"), 0.22)
        scene.blend(polygon(needle), rgb(tone))
    scene.blend(ellipse(x, y, 8, 6), rgb("gold"))
    scene.blend(
        polygon(
            curve(
                [
                    (x - r * 0.72, y - r * 0.12),
                    (x - r * 0.4, y - r * 0.46),
                    (x, y - r * 0.52),
                    (x - r * 0.36, y - r * 0.24),
                ],
                closed=True,
            )
        ),
        rgb("white"),
        0.35,
    )


@shape("camp-stoves")
def camp_stove(scene: Scene, look: Look, surface: Surface) -> None:
    """A small twig stove with fire in it and a pot above."""
    stove_at(scene, look, surface, scene.phase)


def stove_at(scene: Scene, look: Look, surface: Surface, phase: float) -> None:
    """Draw the stove with its fire at a phase."""
    x, bottom, wide = 320.0, 524.0, 84 + 14 * look.size
    top = bottom - 140
    scene.shadow(x, bottom + 8, wide * 1.15, strength=0.5)
    scene.glow(x, bottom - 10, 150, rgb("#ff9a3d"), 0.30)
    lathe(scene, x, [(top, wide), (bottom - 10, wide), (bottom, wide * 0.96)], surface)
    door = rounded(x - 34, bottom - 66, x + 34, bottom - 14, 10)
    door = [(px, py + wide * TILT * 0.92) for px, py in door]
    scene.blend(polygon(door), rgb("#2a120a"))
    scene.blend(
        polygon([(px, bottom + (py - bottom) * 0.55 + 4) for px, py in door]), rgb("#ff7a22"), 0.75
    )
    for a in np.linspace(-1.1, 1.1, 9):
        px, py = x + wide * np.sin(a), top + 26 + wide * TILT * np.cos(a)
        scene.blend(ellipse(px, py, 6 * np.cos(a) + 1, 7), rgb("#ff9a3d"), 0.95)
    opening(scene, x, top, wide, surface, wall=5, depth=0.9, inside=rgb("#4a1c0c"))
    for k, dx in enumerate((-38, 0, 36, -16, 18)):
        flame(
            scene,
            x + dx,
            top + 14,
            0.9 + 0.3 * float(np.sin(phase + k * 1.9)),
            8 * float(np.sin(phase * 2 + k)),
            halo=0.0,
        )
    for a in (0.5, 2.6, 4.4):
        px, py = x + wide * 0.92 * np.cos(a), top + wide * 0.92 * TILT * np.sin(a)
        tube(scene, [(px, py + 8), (px, py - 34)], 4, surface)
    pot = plain("charcoal", "metal", "steel")
    py = top - 44
    lathe(scene, x, [(py - 90, 84), (py - 10, 82), (py, 76)], pot)
    lathe(scene, x, [(py - 104, 16), (py - 98, 60), (py - 90, 86)], pot)
    lathe(scene, x, [(py - 122, 8), (py - 114, 12), (py - 102, 7)], bare("beech"))
