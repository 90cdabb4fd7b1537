"""Brushes, combs, razors and incense."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.details import smoke
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import (
    Point,
    Scene,
    curve,
    ellipse,
    polygon,
    polygons,
    rounded,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, opening, project, soft, tube
from shop.demo.drawing.surfaces import Surface, plain


@shape("body-brushes")
def body_brush(scene: Scene, look: Look, surface: Surface) -> None:
    """A bristle brush with its handle, or an oval for the hand."""
    scene.shadow(330, 490, 190, 46, 0.4)
    long = look.size > 0.5
    cx, cy, a = (236.0, 400.0, -0.30) if long else (320.0, 400.0, -0.12)

    def at(u: float, v: float) -> Point:
        return cx + u * np.cos(a) - v * np.sin(a), cy + u * np.sin(a) + v * np.cos(a)

    rx, ry = (120, 56) if long else (172, 74)
    bristle = rgb("#d8c18e")
    for row in range(7):
        y = 0.62 - row * 0.2
        lines = []
        for u in np.linspace(-0.95, 0.95, 46):
            reach = np.sqrt(max(0.0, 1 - u * u))
            bx, by = at(u * rx, y * ry * reach)
            lines.append(
                [(bx, by), (bx + scene.rng.uniform(-4, 4), by + 52 + scene.rng.uniform(-4, 4))]
            )
        scene.blend(strokes(lines, 2), bristle * (0.98 - 0.06 * row), 0.95)
    board = [at(rx * np.cos(t), ry * np.sin(t)) for t in np.linspace(0, 6.28, 60)]
    if long:
        handle = curve(
            [
                at(rx * 0.9, -26),
                at(rx + 60, -14),
                at(rx + 200, -17),
                at(rx + 226, 0),
                at(rx + 200, 17),
                at(rx + 60, 14),
                at(rx * 0.9, 26),
            ]
        )
        soft(scene, polygon(handle), surface, 11, spin=a)
        scene.blend(ellipse(*at(rx + 196, 0), 7, 6), rgb("black"), 0.6)
    soft(scene, polygon(board), surface, 16, spin=a)
    if not long:
        band = curve([at(-30, -ry * 1.02), at(-38, 0), at(-30, ry * 1.02)]) + curve(
            [at(30, ry * 1.02), at(38, 0), at(30, -ry * 1.02)]
        )
        soft(scene, polygon(band), plain("oat", "cloth", "canvas"), 6)


@shape("combs")
def comb(scene: Scene, look: Look, surface: Surface) -> None:
    """A wooden comb, straight, half-moon or with a handle."""
    rng = scene.rng
    form = rng.randrange(3)
    w, y = 190 + 20 * look.size, 330.0
    cx, a = 320.0, -0.14

    def at(u: float, v: float) -> Point:
        return cx + u * np.cos(a) - v * np.sin(a), y + u * np.sin(a) + v * np.cos(a)

    def back(u: float) -> float:
        if form == 1:
            return float(-84 * np.sqrt(max(0.05, 1 - (u / (w + 8)) ** 2)))
        return -44.0 - 10 * (u > w * 0.2) if form == 2 else -46.0

    teeth = []
    u = -w + 14
    start = w - 14 if form != 2 else w * 0.28
    while u < start:
        wide = 5.0 if u < 0 else 7.5
        deep = 76 if form != 1 else 76 * np.sqrt(max(0.12, 1 - (u / (w + 20)) ** 2)) + 10
        teeth.append([at(u, -8), at(u + wide, -8), at(u + wide - 1.2, deep), at(u + 1.2, deep)])
        u += wide * 1.75
    top = [at(t, back(t)) for t in np.linspace(-w, w if form != 2 else w + 60, 60)]
    spine = [
        *top,
        at(w if form != 2 else w + 60, 0 if form != 2 else -20),
        at(w * 0.3 if form == 2 else w, 4),
        at(-w, 4),
    ]

    whole = polygons(
        [
            spine,
            *teeth,
            [
                at(-w, -20),
                at(-w + 12, -20),
                at(-w + 12, 76 if form != 1 else 30),
                at(-w + 3, 76 if form != 1 else 30),
            ],
        ]
    )
    scene.wall_shadow(whole, 9, 16, 9)
    soft(scene, whole, surface, 5, spin=a)


@shape("safety-razors")
def razor(scene: Scene, look: Look, surface: Surface) -> None:
    """A razor on its stand beside a bowl of lather."""
    scene.shadow(246, 520, 70)
    scene.shadow(424, 508, 100)
    bowl = plain(scene.rng.choice(("white", "charcoal", "celadon", "sky")), "clay")
    lathe(scene, 424, [(440, 92), (470, 86), (500, 56), (508, 54)], bowl)
    opening(scene, 424, 440, 92, bowl, wall=6, liquid=rgb("white"), level=0.3)
    for dx, dy, r in ((-30, -8, 30), (14, -16, 38), (44, -2, 24), (-4, 2, 32)):
        soft(scene, ellipse(424 + dx, 440 + dy, r, r * 0.62), plain("white", "wax"), 14)
    lathe(scene, 246, [(500, 56), (506, 60), (518, 58)], surface)
    scene.blend(
        ellipse(246, 500, 56, 56 * TILT), np.clip(mix(surface.base, rgb("white"), 0.3), 0, 1)
    )
    knurl = Surface(**{f: getattr(surface, f) for f in surface.__slots__})
    knurl.finish = "ribbed"
    x = 246.0
    lathe(scene, x, [(320, 9), (330, 13), (338, 9), (350, 11)], surface)
    lathe(scene, x, [(348, 12), (470, 12.5)], knurl)
    lathe(scene, x, [(468, 11), (480, 14), (498, 15)], surface)
    head = rounded(x - 58, 288, x + 58, 320, 9)
    scene.wall_shadow(polygon(head), 4, 7, 4)
    soft(scene, polygon(head), surface, 9)
    scene.blend(stroke([(x - 58, 316), (x + 58, 316)], 2), rgb("white"), 0.8)
    scene.blend(
        strokes([[(x - 50 + 7 * k, 312), (x - 50 + 7 * k, 320)] for k in range(15)], 1.4),
        rgb("black"),
        0.5,
    )


@shape("incense")
def incense(scene: Scene, look: Look, surface: Surface) -> None:
    """A box of sticks, one burning in a small holder."""
    incense_at(scene, look, surface, scene.phase)


def incense_at(scene: Scene, look: Look, surface: Surface, phase: float) -> None:
    """Draw the incense with its smoke at a phase."""
    origin, yaw = (278.0, 512.0), -0.5
    scene.shadow(290, 516, 150, 40, 0.45)
    paper = plain(surface.base, "paper")
    box(scene, (0, 0, 0), (90, 44, 300), paper, yaw=yaw, origin=origin)
    top = [
        project((x, 44.5, z), yaw, *origin) for x, z in ((-34, -80), (34, -80), (34, 60), (-34, 60))
    ]
    flat(scene, top, plain("cream", "paper"), (0, 1, 0.2))
    (ax, ay), (cx, cy) = top[0], top[2]
    mx, my = (ax + cx) / 2, (ay + cy) / 2
    scene.blend(ellipse(mx - 8, my - 6, 13, 6), rgb("brick"))
    scene.blend(
        strokes(
            [[(mx - 18, my + 12), (mx + 20, my + 22)], [(mx - 10, my + 22), (mx + 14, my + 29)]],
            2.6,
        ),
        rgb("cocoa"),
        0.8,
    )
    for k in range(5):
        x = -30 + 14 * k
        tube(
            scene,
            [
                project((x, 46, 120), yaw, *origin),
                project((x + 4, 40, 196 + 7 * (k % 3)), yaw, *origin),
            ],
            2.6,
            plain(rgb("tan") * 0.75, "wood"),
        )
    pot = plain(scene.rng.choice(("charcoal", "celadon", "white", "rust")), "clay")
    stand, foot = 456.0, 506.0
    scene.shadow(stand, foot + 6, 44)
    tip = (stand + 26, foot - 190)
    tube(scene, [(stand, foot - 24), tip], 2.4, plain(rgb("tan") * 0.7, "wood"))
    lathe(scene, stand, [(foot - 34, 18), (foot - 24, 36), (foot - 6, 38), (foot, 30)], pot)
    scene.glow(tip[0], tip[1], 9, rgb("#ff7a2e"), 0.9)
    scene.blend(ellipse(tip[0], tip[1], 2.6, 3.4), rgb("#ff9a4a"))
    smoke(scene, tip[0], tip[1] - 4, 190, phase, 0.7)
