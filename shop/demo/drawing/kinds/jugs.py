"""Jugs, teapots, butter dishes."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.kinds.cups import handle
from shop.demo.drawing.look import Look
from shop.demo.drawing.scene import Scene, curve, ellipse, polygon, rounded
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import box, flat, lathe, opening, soft, tube
from shop.demo.drawing.surfaces import Surface, bare


@shape("pitchers")
def pitcher(scene: Scene, look: Look, surface: Surface) -> None:
    """A jug with a pinched spout to the left."""
    roll = scene.rng.random
    high, x, bottom = 230 + 40 * look.size, 310.0, 518.0
    top, wide = bottom - high, 76 + 16 * roll()
    scene.shadow(x, bottom + 8, wide * 1.1)
    handle(
        scene,
        [
            (x + wide * 0.62, top + 22),
            (x + wide + 58, top + 18),
            (x + wide + 62, top + high * 0.36),
            (x + wide * 0.98, top + high * 0.62),
        ],
        12,
        surface,
    )
    mouth = wide * 0.72
    spout = curve(
        [
            (x - mouth * 0.55, top - 13),
            (x - mouth - 30, top - 22),
            (x - mouth * 1.05, top + 26),
            (x - mouth * 0.7, top + 60),
        ]
    )
    flat(scene, [*spout, (x - mouth * 0.2, top + 30)], surface, (-0.5, 0.3, 0.8))
    lathe(
        scene,
        x,
        [
            (top, mouth),
            (top + high * 0.18, mouth * 0.92),
            (top + high * 0.62, wide * 1.12),
            (bottom - 10, wide * 0.84),
            (bottom, wide * 0.78),
        ],
        surface,
    )
    opening(scene, x, top, mouth, surface, wall=6, depth=0.9)
    beak = curve(
        [(x - mouth * 0.62, top - 12), (x - mouth - 27, top - 20), (x - mouth * 0.90, top + 9)]
    )
    scene.blend(polygon(beak), np.clip(surface.base * 0.72, 0, 1))
    tube(scene, beak, 3.0, surface)


@shape("teapots")
def teapot(scene: Scene, look: Look, surface: Surface) -> None:
    """A round pot with spout, lid and handle."""
    roll = scene.rng.random
    x, bottom = 318.0, 508.0
    wide, high = 104 + 20 * look.size, 138 + 24 * roll()
    top = bottom - high
    scene.shadow(x, bottom + 8, wide * 0.95, strength=0.55)
    over = roll() < 0.4
    if over:
        handle(
            scene,
            [
                (x - wide * 0.62, top + 14),
                (x - wide * 0.5, top - 86),
                (x + wide * 0.5, top - 86),
                (x + wide * 0.62, top + 14),
            ],
            8,
            bare("rattan", "cane") if roll() < 0.6 else surface,
        )
    else:
        handle(
            scene,
            [
                (x + wide * 0.82, top + high * 0.26),
                (x + wide + 62, top + high * 0.10),
                (x + wide + 58, top + high * 0.66),
                (x + wide * 0.90, top + high * 0.70),
            ],
            11,
            surface,
        )
    spout = [
        (x - wide * 0.78, bottom - high * 0.34),
        (x - wide - 22, top + high * 0.46),
        (x - wide - 48, top + high * 0.06),
    ]
    for width, share in ((17, 0.0), (13, 0.5), (10, 1.0)):
        bent = curve(spout)
        tube(scene, bent[int(share * 0.55 * len(bent)) :], width, surface)
    scene.blend(ellipse(spout[-1][0], spout[-1][1], 9, 5, 0.5), surface.base * 0.35)
    lathe(
        scene,
        x,
        [
            (top, wide * 0.50),
            (top + high * 0.22, wide * 0.86),
            (top + high * 0.58, wide * 1.04),
            (bottom - 12, wide * 0.68),
            (bottom, wide * 0.62),
        ],
        surface,
    )
    lid = wide * 0.52
    lathe(
        scene, x, [(top - 20, 12), (top - 14, lid * 0.62), (top + 2, lid), (top + 7, lid)], surface
    )
    lathe(scene, x, [(top - 40, 7), (top - 34, 13), (top - 24, 8), (top - 17, 9)], surface)


@shape("butter-dishes")
def butter_dish(scene: Scene, look: Look, surface: Surface) -> None:
    """A domed cover on a tray."""
    scene.shadow(320, 500, 190, 44)
    box(scene, (0, 0, 0), (310, 18, 190), surface, yaw=-0.28, origin=(320, 490))
    rise = scene.rng.uniform(82, 104)
    left, right, low = 196.0, 446.0, 468.0
    cover = curve(
        [
            (left, low),
            (left + 4, low - rise * 0.72),
            (left + 46, low - rise * 1.1),
            (right - 52, low - rise * 1.16),
            (right - 4, low - rise * 0.80),
            (right, low - 6),
            (right - 60, low + 20),
            (left + 30, low + 20),
        ],
        closed=True,
    )
    soft(scene, polygon(cover), surface, 34)
    soft(
        scene,
        polygon(rounded(292, low - rise * 1.16 - 26, 350, low - rise * 1.16 + 4, 14)),
        surface,
        9,
    )
