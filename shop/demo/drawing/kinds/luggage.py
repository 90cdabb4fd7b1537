"""Weekend bags, rucksacks and panniers."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.kinds.bags import buckle, thread_of, trim_of
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, rgb
from shop.demo.drawing.scene import (
    Scene,
    curve,
    polygon,
    rounded,
    stroke,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import shaded, soft, stitch, tube
from shop.demo.drawing.surfaces import Surface


@shape("weekend-bags")
def weekend_bag(scene: Scene, look: Look, surface: Surface) -> None:
    """A wide bag with round ends and two handles."""
    w, h = 206 + 14 * look.size, 190.0
    x, bottom = 320.0, 524.0
    top = bottom - h
    trim = shaded(surface, 0.62) if look.family == "hide" else trim_of(scene, look)
    scene.shadow(326, bottom + 4, w * 1.03, 34, 0.55)
    tube(
        scene,
        curve([(x - 78, top + 40), (x - 66, top - 84), (x + 66, top - 84), (x + 78, top + 40)]),
        8,
        shaded(trim, 0.75),
    )
    body = curve(
        [
            (x - w, bottom - 30),
            (x - w * 0.98, top + 50),
            (x - w * 0.8, top + 8),
            (x, top - 6),
            (x + w * 0.8, top + 8),
            (x + w * 0.98, top + 50),
            (x + w, bottom - 30),
            (x + w * 0.9, bottom),
            (x, bottom + 4),
            (x - w * 0.9, bottom),
        ],
        closed=True,
    )

    def creases(px: Floats, py: Floats) -> Floats:
        return 4 * np.sin((px - x) / 60 + py / 130)

    soft(scene, polygon(body), surface, 40, creases=creases)
    zip_line = curve([(x - w * 0.8, top + 24), (x, top + 8), (x + w * 0.8, top + 24)])
    scene.blend(stroke(zip_line, 9), surface.base * 0.45)
    stitch(scene, zip_line, rgb("gold"), 6)
    for dx in (-w * 0.80, w * 0.80):
        end = curve(
            [
                (x + dx - 34, bottom - 2),
                (x + dx - 36, top + 90),
                (x + dx, top + 66),
                (x + dx + 36, top + 96),
                (x + dx + 34, bottom - 2),
            ]
        )
        soft(scene, polygon(end), trim, 12)
    for dx in (-78, 78):
        belt = rounded(x + dx - 12, top + 14, x + dx + 12, bottom - 2, 4)
        scene.wall_shadow(polygon(belt), 3, 3, 3)
        soft(scene, polygon(belt), trim, 4)
        stitch(scene, [(x + dx - 8, top + 24), (x + dx - 8, bottom - 8)], thread_of(trim), 9)
        stitch(scene, [(x + dx + 8, top + 24), (x + dx + 8, bottom - 8)], thread_of(trim), 9)
    handle = curve(
        [
            (x - 78, top + 60),
            (x - 70, top - 60),
            (x - 40, top - 100),
            (x + 40, top - 100),
            (x + 70, top - 60),
            (x + 78, top + 60),
        ]
    )
    scene.wall_shadow(stroke(handle, 14), 6, 10, 6)
    tube(scene, handle, 9, trim)
    tube(scene, [(x - 40, top - 100), (x + 40, top - 100)], 12, shaded(trim, 0.85))


@shape("rucksacks", "panniers")
def rucksack(scene: Scene, look: Look, surface: Surface) -> None:
    """A pack with a lid and pockets; as a pannier, a roll top and hooks."""
    rng = scene.rng
    x, bottom = 320.0, 540.0
    w, h = 122 + 16 * look.size, 300 + 30 * look.size
    top = bottom - h
    trim = trim_of(scene, look) if look.family != "hide" else shaded(surface, 0.65)
    scene.shadow(330, bottom + 2, w * 1.15, 32, 0.55)
    if look.kind == "rucksacks":
        tube(
            scene,
            curve([(x - 26, top + 16), (x - 20, top - 26), (x + 20, top - 26), (x + 26, top + 16)]),
            6,
            trim,
        )
        for side in (-1, 1):
            tube(
                scene,
                curve(
                    [
                        (x + side * w * 0.7, top + 50),
                        (x + side * (w + 28), top + 120),
                        (x + side * (w + 20), bottom - 60),
                        (x + side * w * 0.8, bottom - 30),
                    ]
                ),
                9,
                trim,
            )
    body = curve(
        [
            (x - w, bottom - 24),
            (x - w * 1.02, top + 120),
            (x - w * 0.8, top + 30),
            (x, top + 8),
            (x + w * 0.8, top + 30),
            (x + w * 1.02, top + 120),
            (x + w, bottom - 24),
            (x + w * 0.8, bottom),
            (x - w * 0.8, bottom),
        ],
        closed=True,
    )

    def creases(px: Floats, py: Floats) -> Floats:
        return 3 * np.sin((px - x) / 40 + py / 90)

    soft(scene, polygon(body), surface, 34, creases=creases)
    pocket = rounded(x - w * 0.68, bottom - h * 0.42, x + w * 0.68, bottom - 16, 22)
    scene.wall_shadow(polygon(pocket), 3, 5, 5)
    soft(scene, polygon(pocket), shaded(surface, 1.03), 16)
    stitch(
        scene,
        [(x - w * 0.60, bottom - h * 0.42 + 26), (x + w * 0.60, bottom - h * 0.42 + 26)],
        thread_of(surface),
    )
    if look.kind == "panniers":
        roll = rounded(x - w * 1.04, top - 4, x + w * 1.04, top + 42, 20)
        scene.wall_shadow(polygon(roll), 3, 8, 6)
        soft(scene, polygon(roll), surface, 16)
        straps = [-w * 0.52, w * 0.52]
        scene.blend(
            polygon(
                [
                    (x - w * 0.7, bottom - h * 0.52),
                    (x + w * 0.7, bottom - h * 0.52),
                    (x + w * 0.7, bottom - h * 0.52 + 9),
                    (x - w * 0.7, bottom - h * 0.52 + 9),
                ]
            ),
            rgb("silver"),
            0.9,
        )
    else:
        lid = curve(
            [
                (x - w * 0.98, top + 116),
                (x - w * 0.96, top + 46),
                (x - w * 0.6, top + 4),
                (x, top - 4),
                (x + w * 0.6, top + 4),
                (x + w * 0.96, top + 46),
                (x + w * 0.98, top + 116),
                (x + w * 0.5, top + 138),
                (x - w * 0.5, top + 138),
            ],
            closed=True,
        )
        scene.wall_shadow(polygon(lid), 3, 9, 6)
        soft(scene, polygon(lid), surface, 22)
        stitch(
            scene,
            curve(
                [
                    (x - w * 0.86, top + 108),
                    (x - w * 0.46, top + 126),
                    (x + w * 0.46, top + 126),
                    (x + w * 0.86, top + 108),
                ]
            ),
            thread_of(surface),
        )
        straps = [0.0] if rng.random() < 0.5 else [-w * 0.48, w * 0.48]
    for dx in straps:
        belt = rounded(
            x + dx - 11,
            top + (20 if look.kind == "panniers" else 96),
            x + dx + 11,
            bottom - h * 0.34,
            5,
        )
        scene.wall_shadow(polygon(belt), 3, 4, 3)
        soft(scene, polygon(belt), trim, 4)
        buckle(scene, x + dx, bottom - h * 0.45, 14)
