"""Sleeping bags, hammocks and tents."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, mix, rgb
from shop.demo.drawing.scene import (
    Scene,
    curve,
    ellipse,
    polygon,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import flat, shaded, soft, stitch, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("sleeping-bags")
def sleeping_bag(scene: Scene, look: Look, surface: Surface) -> None:
    """A quilted bag, half unrolled from its head."""
    x, y = 320.0, 430.0
    scene.shadow(330, 510, 220, 50, 0.45)
    body = curve(
        [
            (x - 250, y + 40),
            (x - 236, y - 34),
            (x - 150, y - 62),
            (x + 60, y - 76),
            (x + 200, y - 62),
            (x + 252, y - 8),
            (x + 232, y + 62),
            (x + 90, y + 92),
            (x - 120, y + 84),
            (x - 226, y + 72),
        ],
        closed=True,
    )

    def quilt(px: Floats, py: Floats) -> Floats:
        return 7 * np.abs(np.sin((px - x) / 30 + (py - y) / 300))

    soft(scene, polygon(body), surface, 30, creases=quilt)
    lining = plain(
        mix(surface.base, rgb("cream"), 0.8) if surface.base.mean() < 0.6 else rgb("rust"), "cloth"
    )
    hood = curve(
        [
            (x + 120, y - 40),
            (x + 196, y - 54),
            (x + 236, y - 6),
            (x + 214, y + 48),
            (x + 140, y + 62),
            (x + 104, y + 12),
        ],
        closed=True,
    )
    soft(scene, polygon(hood), lining, 16)
    scene.blend(ellipse(x + 172, y + 6, 52, 36), lining.base * 0.62, 0.55)
    fold = curve(
        [(x + 118, y + 66), (x + 40, y + 88), (x + 64, y + 26), (x + 112, y + 4)], closed=True
    )
    soft(scene, polygon(fold), lining, 8)
    zip_ = curve([(x + 60, y + 60), (x - 60, y + 70), (x - 200, y + 58)])
    scene.blend(stroke(zip_, 5), rgb("black"), 0.45)
    stitch(scene, zip_, rgb("gold"), 6)


@shape("hammocks")
def hammock(scene: Scene, look: Look, surface: Surface) -> None:
    """A hammock slung between two posts."""
    scene.shadow(320, 548, 210, 22, 0.3)
    for px in (58.0, 582.0):
        tube(scene, [(px, 560), (px, 150)], 12, bare("ash"))
    sag = 440.0
    back = curve([(150, 296), (230, 356), (320, 378), (410, 356), (490, 296)])
    front = curve([(150, 304), (220, 414), (320, sag + 24), (420, 414), (490, 304)])
    for ax, kx in ((66, 150), (574, 490)):
        for k in range(7):
            t = k / 6
            bx = kx + (12 if kx < 320 else -12) * np.sin(t * 3.1)
            tube(scene, [(ax, 232), (bx, 292 + 18 * t)], 1.3, plain("cream", "cloth"))
        tube(scene, [(ax - 4, 224), (ax + 4, 240)], 5, plain("tan", "cane"))
    flat(
        scene,
        [*back, *curve([(490, 296), (420, 380), (320, 404), (220, 380), (150, 296)])],
        shaded(surface, 0.66),
    )

    def creases(px: Floats, py: Floats) -> Floats:
        return 5 * np.sin((py - 300) / 13 + np.abs(px - 320) / 60)

    scene.wall_shadow(
        polygon(
            [*curve([(150, 298), (220, 368), (320, 392), (420, 368), (490, 298)]), *front[::-1]]
        ),
        8,
        40,
        14,
    )
    soft(
        scene,
        polygon(
            [*curve([(150, 298), (220, 368), (320, 392), (420, 368), (490, 298)]), *front[::-1]]
        ),
        surface,
        14,
        creases=creases,
    )
    fringe = [[(px, py - 2), (px, py + 22)] for px, py in front[4:-4]]

    scene.blend(strokes(fringe, 2.4), np.clip(mix(surface.base, rgb("cream"), 0.7), 0, 1))
    tube(scene, front, 2.2, shaded(surface, 1.1))


@shape("tents")
def tent(scene: Scene, look: Look, surface: Surface) -> None:
    """A ridge tent or a dome with its door tied back."""
    rng = scene.rng
    k = 0.86 + 0.16 * look.size
    x, bottom = 320.0, 530.0
    scene.shadow(336, bottom - 6, 226 * k, 52, 0.45)
    lining = plain(mix(surface.base, rgb("black"), 0.68), "cloth")
    rope = plain("cream", "cloth")
    if rng.random() < 0.5:
        apex, back = (x - 46 * k, bottom - 246 * k), (x + 150 * k, bottom - 266 * k)
        left, right, far = (
            (x - 208 * k, bottom),
            (x + 96 * k, bottom + 12),
            (x + 262 * k, bottom - 40 * k),
        )
        flat(scene, [apex, back, far, right], shaded(surface, 0.80), (0.7, 0.4, 0.5))
        flat(scene, [apex, right, left], surface, (-0.3, 0.35, 0.9))
        flat(
            scene,
            [(apex[0], apex[1] + 20), (x + 8 * k, bottom + 6), (x - 112 * k, bottom + 3)],
            lining,
        )
        for points in (
            [
                (apex[0] - 4, apex[1] + 14),
                (x - 112 * k, bottom + 3),
                (x - 152 * k, bottom),
                (x - 92 * k, bottom - 120 * k),
            ],
            [
                (apex[0] + 4, apex[1] + 14),
                (x + 8 * k, bottom + 6),
                (x + 44 * k, bottom + 8),
                (x - 2 * k, bottom - 120 * k),
            ],
        ):
            flat(scene, curve(points, closed=True), shaded(surface, 1.08))
        tube(scene, [(apex[0], apex[1] - 14), (apex[0], apex[1] + 8)], 4, bare("ash"))
        for a, b in (
            (apex, (x - 270 * k, bottom + 22)),
            (back, (x + 300 * k, bottom - 20)),
            (apex, (x - 100 * k, bottom + 50)),
        ):
            tube(scene, [a, b], 1.3, rope)
    else:
        dome = curve(
            [
                (x - 226 * k, bottom),
                (x - 196 * k, bottom - 130 * k),
                (x - 80 * k, bottom - 236 * k),
                (x + 70 * k, bottom - 240 * k),
                (x + 196 * k, bottom - 138 * k),
                (x + 232 * k, bottom - 8),
            ]
        )
        soft(scene, polygon([*dome, (x, bottom + 18)]), surface, 60)
        door = curve(
            [
                (x - 74 * k, bottom + 11),
                (x - 58 * k, bottom - 118 * k),
                (x, bottom - 168 * k),
                (x + 54 * k, bottom - 112 * k),
                (x + 66 * k, bottom + 12),
            ]
        )
        scene.blend(polygon(door), lining.base)
        soft(
            scene,
            polygon(
                curve(
                    [
                        (x + 60 * k, bottom + 12),
                        (x + 48 * k, bottom - 106 * k),
                        (x + 14 * k, bottom - 160 * k),
                        (x + 84 * k, bottom - 70 * k),
                        (x + 96 * k, bottom + 8),
                    ],
                    closed=True,
                )
            ),
            shaded(surface, 1.08),
            8,
        )
        for pole in (
            [
                (x - 226 * k, bottom),
                (x - 110 * k, bottom - 200 * k),
                (x + 20 * k, bottom - 246 * k),
                (x + 150 * k, bottom - 184 * k),
                (x + 232 * k, bottom - 8),
            ],
            [(x - 120 * k, bottom + 12), (x - 80 * k, bottom - 160 * k), (x, bottom - 244 * k)],
            [(x + 120 * k, bottom + 10), (x + 90 * k, bottom - 160 * k), (x, bottom - 244 * k)],
        ):
            tube(scene, curve(pole), 2.6, shaded(surface, 0.6))
        for a, b in (
            ((x - 190 * k, bottom - 136 * k), (x - 276 * k, bottom + 14)),
            ((x + 192 * k, bottom - 140 * k), (x + 290 * k, bottom)),
        ):
            tube(scene, [a, b], 1.3, rope)
