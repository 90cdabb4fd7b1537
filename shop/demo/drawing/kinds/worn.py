"""Rugs, aprons and scarves."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, floats, mix, rgb
from shop.demo.drawing.scene import Point, Scene, curve, ellipse, polygon, rounded, stroke, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import flat, shaded, soft, stitch, tube
from shop.demo.drawing.surfaces import Surface


@shape("rugs")
def rug(scene: Scene, look: Look, surface: Surface) -> None:
    """A rug lying flat, one end rolled."""
    rng = scene.rng
    w, lift = 200 + 30 * look.size, 150.0
    x, bottom = 300.0, 540.0
    face = [
        (x - w * 0.72 + 60, bottom - lift),
        (x + w * 0.9 + 40, bottom - lift),
        (x + w * 0.92, bottom),
        (x - w, bottom),
    ]
    scene.wall_shadow(polygon(face), 8, 10, 9)
    fringe = surface.base * 0.9
    for (x0, y0), (x1, y1) in ((face[3], face[0]),):
        lines = [
            [
                (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t),
                (x0 + (x1 - x0) * t - 20, y0 + (y1 - y0) * t + rng.uniform(-2, 4)),
            ]
            for t in np.linspace(0.01, 0.99, 36)
        ]
        scene.blend(strokes(lines, 2), np.clip(mix(fringe, rgb("cream"), 0.5), 0, 1))
    flat(scene, face, surface, (0, 0.9, 0.45), fade=-0.08)

    def inset(share: float) -> list[Point]:
        cx, cy = sum(p[0] for p in face) / 4, sum(p[1] for p in face) / 4
        return [(cx + (px - cx) * share, cy + (py - cy) * share) for px, py in face]

    if rng.random() < 0.7:
        for share, width in ((0.90, 5), (0.80, 2.5)):
            line = inset(share)
            scene.blend(stroke([*line, line[0]], width), surface.second, 0.8)
    rx = x + w * 0.94
    roll = [(rx - 6, bottom - 2), (rx + 46, bottom - lift + 4)]
    scene.shadow(rx + 36, bottom - lift * 0.45, 40, 66, 0.35)
    tube(scene, roll, 30, shaded(surface, 0.94))
    scene.blend(ellipse(roll[0][0], roll[0][1], 29, 30, 0.2), np.clip(surface.base * 0.72, 0, 1))
    for r in (22, 14, 7):
        points = [
            (roll[0][0] + r * np.cos(a), roll[0][1] + r * np.sin(a))
            for a in np.linspace(0, 6.3, 30)
        ]
        scene.blend(stroke(points, 1.8), np.clip(surface.base * 0.45, 0, 1), 0.8)


@shape("aprons")
def apron(scene: Scene, look: Look, surface: Surface) -> None:
    """An apron hanging from a hook."""
    x, top, long = 320.0, 190.0, 340.0
    strap = shaded(surface, 0.82)
    scene.blend(ellipse(x, 112, 12, 12), rgb("tan"))
    tube(
        scene,
        curve([(x - 62, top + 4), (x - 34, 132), (x, 110), (x + 34, 132), (x + 62, top + 4)]),
        5,
        strap,
    )
    outline = [
        (x - 66, top),
        (x + 66, top),
        *curve([(x + 66, top), (x + 84, top + 88), (x + 142, top + 126)]),
        *curve([(x + 142, top + 126), (x + 136, top + 240), (x + 148, top + long)]),
        *curve([(x + 148, top + long), (x, top + long + 14), (x - 148, top + long)]),
        *curve([(x - 148, top + long), (x - 136, top + 240), (x - 142, top + 126)]),
        *curve([(x - 142, top + 126), (x - 84, top + 88), (x - 66, top)]),
    ]
    for side in (-1, 1):
        tube(
            scene,
            curve(
                [
                    (x + side * 138, top + 132),
                    (x + side * 172, top + 190),
                    (x + side * 160, top + 300),
                ]
            ),
            4,
            strap,
        )
    scene.wall_shadow(polygon(outline), 18, 22, 14)

    def creases(px: Floats, py: Floats) -> Floats:
        return floats(
            6 * np.clip((py - top) / long, 0, 1) * np.sin((px - x) / 32 + np.sin(py / 90))
        )

    soft(scene, polygon(outline), surface, 8, creases=creases)
    pocket = rounded(x - 74, top + 168, x + 74, top + 262, 10)
    scene.wall_shadow(polygon(pocket), 2, 4, 3)
    soft(scene, polygon(pocket), shaded(surface, 1.03), 4)
    thread = np.clip(mix(surface.base, rgb("white"), 0.6), 0, 1)
    stitch(
        scene,
        [(x - 68, top + 174), (x - 68, top + 256), (x + 68, top + 256), (x + 68, top + 174)],
        thread,
    )
    stitch(scene, [(x - 60, top + 10), (x + 60, top + 10)], thread)


@shape("scarves")
def scarf(scene: Scene, look: Look, surface: Surface) -> None:
    """A scarf looped on itself, its ends hanging with fringe."""
    rng = scene.rng
    x, y = 320.0, 180.0
    wide = 44 + 18 * look.size
    scene.blend(ellipse(x, y - 46, 12, 12), rgb("tan"))
    for lean, long, shade in ((-1, 300, 0.84), (1, 340, 1.0)):
        top = [(x + lean * 6 - wide * 0.6, y - 40), (x + lean * 6 + wide * 0.6, y - 40)]
        low_x = x + lean * wide * 0.92
        outline = [
            *curve([top[0], (x + lean * 34 - wide * 0.95, y + 90), (low_x - wide, y + long)]),
            *curve([(low_x + wide, y + long), (x + lean * 34 + wide * 0.95, y + 90), top[1]]),
        ]
        scene.wall_shadow(polygon(outline), 12, 16, 11)

        def creases(px: Floats, py: Floats, x0: float = low_x) -> Floats:
            return 5 * np.sin((px - x0) / 13 + py / 120)

        soft(scene, polygon(outline), shaded(surface, shade), 9, creases=creases)
        lines = [
            [
                (low_x - wide + t * 2 * wide, y + long - 2),
                (low_x - wide + t * 2 * wide + rng.uniform(-4, 4), y + long + 30),
            ]
            for t in np.linspace(0.03, 0.97, 22)
        ]
        scene.blend(strokes(lines, 2.6), np.clip(surface.base * 0.8 * shade, 0, 1))
    knot = curve(
        [
            (x - 62, y - 6),
            (x - 48, y - 50),
            (x + 4, y - 62),
            (x + 56, y - 46),
            (x + 62, y + 2),
            (x + 34, y + 38),
            (x - 34, y + 40),
        ],
        closed=True,
    )
    scene.wall_shadow(polygon(knot), 4, 12, 7)

    def twist(px: Floats, py: Floats) -> Floats:
        return 6 * np.sin((px - x) / 12 - (py - y) / 16)

    soft(scene, polygon(knot), surface, 20, creases=twist, spin=0.7)
