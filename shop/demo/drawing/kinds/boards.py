"""Boards, knives, trays and spoons."""

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
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, opening, shaded, soft, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("chopping-boards")
def chopping_board(scene: Scene, look: Look, surface: Surface) -> None:
    """A board leaning against the wall, with its grip."""
    rng = scene.rng
    wide, high = 112 + 36 * look.size, 250 + 70 * look.size
    bottom, x, lean = 520.0, 316.0, 26.0
    form = rng.randrange(3)
    grip, top = 40.0, bottom - high
    if form == 0:
        outline = rounded(x - wide, top, x + wide, bottom, 26)
    elif form == 1:
        outline = curve(
            [
                (x - wide, bottom - 10),
                (x - wide, top + 60),
                (x - wide * 0.6, top + 8),
                (x - 30, top - 6),
                (x - 22, top - 78),
                (x, top - 96),
                (x + 22, top - 78),
                (x + 30, top - 6),
                (x + wide * 0.6, top + 8),
                (x + wide, top + 60),
                (x + wide, bottom - 10),
                (x, bottom),
            ],
            closed=True,
        )
    else:
        outline = ellipse_points(x, bottom - wide * 1.15, wide * 1.15, wide * 1.15)
    tilt = [(px + (bottom - py) * lean / high * 0.5, py) for px, py in outline]
    edge = [(px + 9, py + 3) for px, py in tilt]
    scene.shadow(x + 20, bottom + 2, wide * 1.05, 20)
    scene.wall_shadow(polygon(tilt), 26, 10, 16)
    flat(scene, edge, shaded(surface, 0.66), along=(0, 1))
    hole_y = bottom - wide * 2.3 + 34 if form == 2 else (top - 66 if form == 1 else top + 30)
    hole_x = x + (bottom - hole_y) * lean / high * 0.5
    hole = (
        ellipse_points(hole_x, hole_y, 11, 11)
        if form
        else rounded(hole_x - grip, hole_y - 9, hole_x + grip, hole_y + 9, 9)
    )
    flat(scene, tilt, surface, (-0.15, 0.3, 0.95), holes=[hole], along=(0, 1), fade=0.06)
    scene.blend(stroke([*hole, hole[0]], 2.0), surface.base * 0.5, 0.7)


@shape("kitchen-knives")
def kitchen_knife(scene: Scene, look: Look, surface: Surface) -> None:
    """A knife lying across a small board."""
    rng = scene.rng
    box(
        scene,
        (0, 0, 0),
        (420, 16, 210),
        bare(rng.choice(("oak", "walnut", "beech"))),
        yaw=-0.35,
        origin=(320, 450),
    )
    scene.shadow(320, 470, 250, 60, 0.0)
    length = 210 + 70 * look.size
    x0, y0, slope = 470.0, 452.0, -0.20

    def at(along: float, across: float) -> tuple[float, float]:
        return x0 - along, y0 + along * slope + across

    deep = rng.uniform(38, 52)
    blade = [at(96, -10), at(96 + length * 0.7, -10)]
    blade += curve(
        [at(96 + length * 0.7, -10), at(96 + length * 0.92, 4), at(96 + length, deep * 0.5)]
    )
    blade += curve([at(96 + length, deep * 0.5), at(96 + length * 0.6, deep * 0.92), at(104, deep)])
    scene.wall_shadow(polygon(blade), 5, 9, 5)
    flat(scene, blade, surface, (-0.3, 0.75, 0.6))
    scene.blend(
        stroke(
            curve(
                [
                    at(106, deep - 3),
                    at(96 + length * 0.6, deep * 0.92 - 3),
                    at(92 + length, deep * 0.5),
                ]
            ),
            3,
        ),
        rgb("white"),
        0.65,
    )
    grip = curve(
        [at(98, -14), at(40, -16), at(-26, -10), at(-34, 10), at(-10, 22), at(50, 14), at(98, 18)],
        closed=True,
    )
    scene.wall_shadow(polygon(grip), 5, 10, 6)
    wood = bare(rng.choice(("walnut", "cherry", "oak", "pear wood")))
    soft(scene, polygon(grip), wood, 13)
    for along in (70, 20):
        px, py = at(along, 0)
        scene.blend(ellipse(px, py, 4, 4), rgb("gold"))


@shape("serving-trays")
def serving_tray(scene: Scene, look: Look, surface: Surface) -> None:
    """A tray with raised rim; round or long, with a cup on it."""
    rng = scene.rng
    if rng.random() < 0.5:
        wide = 190 + 30 * look.size
        scene.shadow(320, 478, wide * 0.98, strength=0.6)
        lathe(scene, 320, [(440, wide), (446, wide), (466, wide * 0.96)], surface)
        opening(scene, 320, 440, wide, surface, wall=9, depth=0.25)
        floor = ellipse(320, 452, wide - 16, (wide - 16) * TILT)
        px, py = floor.grid
        scene.blend(floor, surface.albedo(px + 0 * py, (py + 0 * px) / TILT) * 0.93)
    else:
        scene.shadow(320, 478, 220, 66, 0.6)
        w, d = 380 + 40 * look.size, 230.0
        box(scene, (0, 0, 0), (w, 10, d), surface, yaw=-0.4, origin=(320, 450))
        for cx, cz, bw, bd in (
            (0, -d / 2 + 6, w, 12),
            (-w / 2 + 6, 0, 12, d),
            (w / 2 - 6, 0, 12, d),
            (0, d / 2 - 6, w, 12),
        ):
            box(scene, (cx, 8, cz), (bw, 32, bd), surface, yaw=-0.4, origin=(320, 450))
    glaze = plain(rng.choice(("white", "charcoal", "celadon", "rust", "indigo")), "clay")
    x, y = 300.0, 440.0
    scene.shadow(x, y + 8, 44)
    lathe(scene, x, [(y - 66, 48), (y - 30, 44), (y, 28)], glaze)
    opening(scene, x, y - 66, 48, glaze, wall=5, liquid=rgb("moss"), level=0.5)


@shape("wooden-spoons")
def wooden_spoons(scene: Scene, look: Look, surface: Surface) -> None:
    """Spoons standing in a crock."""
    rng = scene.rng
    x, bottom, top = 320.0, 520.0, 380.0
    pot = plain(rng.choice(("cream", "stone", "charcoal", "sky", "sage")), "clay")
    scene.shadow(x, bottom + 6, 80)
    scene.blend(ellipse(x, top, 74, 74 * TILT), pot.base * 0.35)
    count = 3 + round(2 * look.size)
    for k in range(count):
        lean = (k - (count - 1) / 2) * 0.20 + rng.uniform(-0.04, 0.04)
        length = rng.uniform(210, 260)
        bx, by = x + (k - (count - 1) / 2) * 16, top + 14
        tx, ty = bx + np.sin(lean) * length, by - np.cos(lean) * length
        tube(scene, [(bx, by), (tx, ty)], 6.5, surface)
        head = ellipse_points(tx + np.sin(lean) * 26, ty - np.cos(lean) * 26, 25, 37, lean)
        if k % 3 == 1:
            head = [
                (px + np.sin(lean) * 26 + tx, py - np.cos(lean) * 26 + ty)
                for px, py in rounded(-24, -36, 24, 32, 10)
            ]
        soft(scene, polygon(head), surface, 9)
        if k % 3 != 1:
            scene.blend(
                ellipse(tx + np.sin(lean) * 26 + 2, ty - np.cos(lean) * 26 + 2, 17, 27, lean),
                surface.base * 0.72,
                0.7,
            )
    lathe(scene, x, [(top, 76), (top + 70, 80), (bottom, 66)], pot)
    ring = ellipse_points(x, top, 74, 74 * TILT, 0, 72)[0:37]
    scene.blend(stroke(ring, 5), mix(pot.base, rgb("white"), 0.35))
