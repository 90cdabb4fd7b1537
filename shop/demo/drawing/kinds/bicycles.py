"""The bicycle and its saddle."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import (
    Scene,
    curve,
    ellipse,
    ellipse_points,
    polygon,
    rounded,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    shaded,
    soft,
    stitch,
    tube,
)
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("city-bicycles")
def bicycle(scene: Scene, look: Look, surface: Surface) -> None:
    """A city bicycle from the side."""
    rng = scene.rng
    ground, r = 540.0, 104.0
    rear, front = (166.0, ground - r), (474.0, ground - r)
    scene.shadow(330, ground + 2, 250, 15, 0.42)
    tyre, steel = plain("#2b2a2a", "paint", gloss=0.15), plain("silver", "metal", "steel")
    wall = rgb("tan") if rng.random() < 0.4 else rgb("#2b2a2a")
    for cx, cy in (rear, front):
        ring = ellipse_points(cx, cy, r - 4, r - 4)
        tube(scene, [*ring, ring[0]], 5.2, tyre)
        side = ellipse_points(cx, cy, r - 10, r - 10)
        scene.blend(stroke([*side, side[0]], 4), wall)
        rim = ellipse_points(cx, cy, r - 15, r - 15)
        tube(scene, [*rim, rim[0]], 2.6, steel)
        spokes = [
            [
                (cx + 8 * np.cos(a + 0.5 * (-1) ** k), cy + 8 * np.sin(a + 0.5 * (-1) ** k)),
                (cx + (r - 16) * np.cos(a), cy + (r - 16) * np.sin(a)),
            ]
            for k, a in enumerate(np.linspace(0, 2 * np.pi, 28, endpoint=False))
        ]
        scene.blend(strokes(spokes, 0.9), rgb("smoke"), 0.75)
        scene.blend(ellipse(cx, cy, 9, 9), rgb("silver") * 0.8)
    step = rng.random() < 0.5
    seat, crank, head = (236.0, 318.0), (284.0, ground - r + 10), (430.0, 292.0)
    low_head = (438.0, 326.0)
    for cx, cy, a0, a1 in ((rear[0], rear[1], 3.0, 5.7), (front[0], front[1], 3.6, 6.1)):
        arc = [
            (cx + (r + 9) * np.cos(a), cy + (r + 9) * np.sin(a)) for a in np.linspace(a0, a1, 30)
        ]
        tube(scene, arc, 4.2, shaded(surface, 0.92))
    for line in ([rear, crank], [rear, (244, 344)]):
        tube(scene, line, 4.2, surface)
    tube(scene, [head, low_head, (452, 392), front], 5.6, surface)
    tube(scene, [crank, low_head], 7.2, surface)
    if step:
        tube(scene, curve([head, (388, 372), (300, 424), (262, 408)]), 6.2, surface)
    else:
        tube(scene, [(240, 330), head], 6.4, surface)
    tube(scene, [seat, crank], 6.6, surface)
    guard = curve(
        [
            (rear[0] - 16, rear[1] - 16),
            (crank[0], crank[1] - 36),
            (crank[0] + 36, crank[1]),
            (crank[0], crank[1] + 34),
            (rear[0] - 16, rear[1] + 14),
            (rear[0] - 28, rear[1]),
        ],
        closed=True,
    )
    soft(scene, polygon(guard), shaded(surface, 1.02), 7)
    ring = ellipse_points(crank[0], crank[1], 21, 21)
    tube(scene, [*ring, ring[0]], 3, steel)
    tube(scene, [(crank[0] - 26, crank[1] - 32), (crank[0] + 26, crank[1] + 34)], 4.4, steel)
    for dx, dy in ((-30, -34), (30, 36)):
        soft(
            scene,
            polygon(
                rounded(
                    crank[0] + dx - 18, crank[1] + dy - 4, crank[0] + dx + 18, crank[1] + dy + 5, 4
                )
            ),
            plain("black", "paint"),
            3,
        )
    tube(scene, [seat, (228, 282)], 4.6, steel)
    leather = bare("leather", "hide")
    leather.base = rgb(rng.choice(("tan", "chestnut", "black")))
    soft(
        scene,
        polygon(
            curve(
                [
                    (178, 268),
                    (190, 258),
                    (236, 264),
                    (276, 266),
                    (282, 274),
                    (240, 280),
                    (210, 290),
                    (184, 286),
                ],
                closed=True,
            )
        ),
        leather,
        8,
    )
    tube(scene, [head, (424, 256)], 4.4, steel)
    tube(scene, curve([(424, 258), (438, 244), (430, 226), (382, 226), (352, 240)]), 4.6, steel)
    tube(scene, [(376, 228), (348, 242)], 7.2, leather)
    soft(scene, ellipse(462, 300, 17, 19), steel, 6)
    scene.blend(ellipse(471, 301, 7, 14), rgb("#fff0c8"))
    if rng.random() < 0.5:
        tube(scene, [(86, 330), (216, 334)], 3.4, steel)
        tube(scene, [(100, 332), (rear[0] - 4, rear[1])], 2.4, steel)
    tube(scene, [(262, 470), (244, ground)], 3.4, plain("charcoal", "paint"))


@shape("saddles")
def saddle(scene: Scene, look: Look, surface: Surface) -> None:
    """A leather saddle with copper rivets on its rails and springs."""
    x, y, w = 320.0, 330.0, 1.0 + 0.14 * look.size
    scene.shadow(330, 520, 150, 26, 0.4)
    steel = plain("silver", "metal", "steel")
    for side in (-1, 1):
        tube(
            scene,
            curve(
                [
                    (x - 120, y + 60),
                    (x - 60, y + 120 + 4 * side),
                    (x + 70, y + 104 + 4 * side),
                    (x + 168, y + 42),
                ]
            ),
            5,
            steel,
        )
    for dx in (-126, -78):
        coil = [
            (x + dx + 17 * np.cos(t), y + 62 + t * 3.4 + 5 * np.sin(t))
            for t in np.linspace(0, 25, 130)
        ]
        tube(scene, coil, 3.4, steel)
    tube(scene, [(x - 10, y + 116), (x - 22, 520)], 13, steel)
    soft(
        scene,
        polygon(rounded(x - 44, y + 96, x + 22, y + 128, 8)),
        plain("charcoal", "metal", "steel"),
        6,
    )
    flap = curve(
        [
            (x - 178, y + 10),
            (x - 150, y + 76),
            (x - 60, y + 70),
            (x + 30, y + 56),
            (x + 150, y + 44),
            (x + 200, y + 30),
            (x + 196, y - 2),
            (x, y - 14),
        ],
        closed=True,
    )
    soft(scene, polygon(flap), shaded(surface, 0.8), 14)
    top = curve(
        [
            (x - 186 * w, y + 2),
            (x - 168, y - 40),
            (x - 100, y - 54),
            (x - 10, y - 34),
            (x + 120, y - 32),
            (x + 196, y - 22),
            (x + 208, y + 2),
            (x + 176, y + 18),
            (x + 40, y + 12),
            (x - 70, y + 34),
            (x - 160, y + 34),
        ],
        closed=True,
    )
    soft(scene, polygon(top), surface, 24)
    copper = plain("copper", "metal", "copper")
    for dx, dy in ((-164, 18), (-146, -20), (-112, -38), (-134, 30), (182, -8), (188, 8)):
        soft(scene, ellipse(x + dx, y + dy, 8, 8), copper, 4)
    stitch(
        scene,
        curve([(x - 150, y + 60), (x - 60, y + 56), (x + 60, y + 44), (x + 160, y + 30)]),
        mix(surface.base, rgb("cream"), 0.6),
    )
