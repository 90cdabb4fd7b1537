"""Scissors and secateurs."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import rgb
from shop.demo.drawing.scene import (
    Point,
    Scene,
    curve,
    ellipse,
    polygon,
    stroke,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import flat, soft, tube
from shop.demo.drawing.surfaces import Surface, plain


@shape("scissors")
def scissors(scene: Scene, look: Look, surface: Surface) -> None:
    """Scissors lying half open."""
    _blades(scene, surface, 0.13, 112 + 26 * look.size, surface)


def _blades(scene: Scene, surface: Surface, spread: float, bow: float, grip: Surface) -> None:
    cx, cy = 330.0, 372.0
    scene.shadow(330, 420, 190, 74, 0.22)
    for side in (1, -1):
        a = -0.55 + side * spread
        c, s = np.cos(a), np.sin(a)

        def at(u: float, v: float, c: float = c, s: float = s, side: int = side) -> Point:
            return cx + u * c - v * side * s, cy + u * s + v * side * c

        blade = [at(-14, -11), at(230, -2), at(236, 2), at(120, 15), at(-14, 13)]
        scene.wall_shadow(polygon(blade), 5, 9, 5)
        flat(scene, blade, surface, (-0.25 * side, 0.6, 0.7))
        scene.blend(stroke([at(10, 12), at(120, 13), at(232, 2)], 1.6), rgb("white"), 0.6)
        shank = curve([at(-10, 2), at(-70, 10), at(-bow, 30 if side > 0 else 22)])
        tube(scene, shank, 10, grip)
        ring = [
            at(-bow - 44 + 52 * np.cos(t), 34 + 34 * np.sin(t)) for t in np.linspace(0, 6.29, 44)
        ]
        scene.wall_shadow(
            polygon(
                ring,
                [
                    (
                        x + (sum(p[0] for p in ring) / 44 - x) * 0.3,
                        y + (sum(p[1] for p in ring) / 44 - y) * 0.3,
                    )
                    for x, y in ring
                ],
            ),
            5,
            9,
            5,
        )
        tube(scene, ring, 9, grip)
    scene.blend(ellipse(cx, cy, 11, 11), rgb("gold") * 0.8)
    scene.blend(ellipse(cx - 2, cy - 3, 6, 5), rgb("cream"))


@shape("secateurs")
def secateurs(scene: Scene, look: Look, surface: Surface) -> None:
    """Garden shears with coloured grips and a spring."""
    cx, cy = 338.0, 330.0
    scene.shadow(330, 440, 170, 80, 0.2)
    steel = plain("silver", "metal", "steel")
    colour = plain(surface.base if surface.base.mean() < 0.6 else rgb("brick"), "paint")
    jaw = curve(
        [
            (cx - 14, cy + 20),
            (cx - 34, cy - 50),
            (cx - 10, cy - 122),
            (cx + 26, cy - 160),
            (cx + 30, cy - 90),
            (cx + 16, cy + 10),
        ],
        closed=True,
    )
    hook = curve(
        [
            (cx + 20, cy + 18),
            (cx + 58, cy - 34),
            (cx + 66, cy - 96),
            (cx + 40, cy - 138),
            (cx + 46, cy - 84),
            (cx + 14, cy - 20),
        ],
        closed=True,
    )
    for part in (hook, jaw):
        scene.wall_shadow(polygon(part), 6, 10, 6)
        flat(
            scene, part, surface if look.colour in {"silver", "black"} else steel, (-0.4, 0.5, 0.75)
        )
    scene.blend(stroke(jaw[10:32], 2), rgb("white"), 0.7)
    for side, points in (
        (-1, [(cx, cy + 8), (cx - 44, cy + 70), (cx - 62, cy + 150), (cx - 44, cy + 236)]),
        (1, [(cx + 6, cy + 8), (cx + 60, cy + 66), (cx + 84, cy + 140), (cx + 72, cy + 226)]),
    ):
        arm = curve(points)
        scene.wall_shadow(stroke(arm, 30), 7, 12, 7)
        tube(scene, arm, 9 if side else 9, steel)
        tube(scene, arm[8:], 15, colour)
    spring = [(cx - 34 + t * 80, cy + 86 + 9 * np.sin(t * 30)) for t in np.linspace(0, 1, 50)]
    tube(scene, spring, 2.6, steel)
    soft(scene, ellipse(cx + 2, cy + 6, 21, 21), steel, 6)
    scene.blend(stroke([(cx - 8, cy + 10), (cx + 12, cy + 2)], 3), rgb("charcoal"))
