"""Cans, trowels, seeds and bird houses."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.details import scatter
from shop.demo.drawing.kinds.vases import flower
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, ink_for, mix, rgb
from shop.demo.drawing.scene import (
    Point,
    Scene,
    curve,
    ellipse,
    polygon,
    rounded,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    box,
    flat,
    lathe,
    opening,
    project,
    shaded,
    soft,
    tube,
)
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("watering-cans")
def watering_can(scene: Scene, look: Look, surface: Surface) -> None:
    """A can with a long spout, a rose and a looped handle."""
    x, bottom, k = 356.0, 520.0, 0.84 + 0.2 * look.size
    top = bottom - 170 * k
    scene.shadow(x, bottom + 8, 100 * k, strength=0.5)
    tube(
        scene,
        curve(
            [
                (x + 60 * k, bottom - 30),
                (x + 138 * k, bottom - 96 * k),
                (x + 120 * k, top - 20),
                (x + 30 * k, top - 54 * k),
                (x - 44 * k, top - 6),
            ]
        ),
        7,
        surface,
    )
    spout = [(x - 84 * k, bottom - 40 * k), (x - 170 * k, top + 20), (x - 232 * k, top - 66 * k)]
    tube(scene, spout, 10, surface)
    tube(scene, [(x - 70 * k, top + 40), (x - 168 * k, top + 4)], 4, surface)
    ex, ey = spout[-1]
    soft(scene, ellipse(ex - 6, ey - 6, 27, 17, -0.85), plain("gold", "metal", "brass"), 5)
    for u in np.linspace(-0.7, 0.7, 5):
        for v in (-0.4, 0.2):
            scene.blend(
                ellipse(ex - 8 + 20 * u, ey - 8 - 16 * u + 12 * v, 1.7, 1.7), rgb("cocoa"), 0.8
            )
    lathe(
        scene,
        x,
        [(top, 84 * k), (top + 8, 86 * k), (bottom - 8, 94 * k), (bottom, 92 * k)],
        surface,
    )
    opening(scene, x, top, 84 * k, surface, wall=4, depth=0.85)
    hood = curve(
        [
            (x - 84 * k, top),
            (x - 60 * k, top - 30 * k),
            (x, top - 40 * k),
            (x + 34 * k, top - 23),
            (x, top + 4),
            (x - 56 * k, top + 16),
        ],
        closed=True,
    )
    soft(scene, polygon(hood), surface, 9)


@shape("hand-trowels")
def hand_trowel(scene: Scene, look: Look, surface: Surface) -> None:
    """A trowel standing against the wall in a little soil."""
    x = 320.0
    scene.shadow(330, 540, 110, 22, 0.4)
    blade = curve(
        [
            (x - 50, 318),
            (x - 64, 400),
            (x - 44, 492),
            (x, 552),
            (x + 44, 492),
            (x + 64, 400),
            (x + 50, 318),
            (x, 306),
        ],
        closed=True,
    )
    scene.wall_shadow(polygon(blade), 10, 14, 9)

    def hollow(px: Floats, py: Floats) -> Floats:
        return -16 * np.exp(-(((px - x) / 26) ** 2))

    soft(scene, polygon(blade), surface, 10, creases=hollow)
    marks = [[(x - 12, y), (x + 12, y)] for y in (400, 426, 452, 478)]
    scene.blend(strokes(marks, 2), surface.base * 0.4, 0.8)
    tube(scene, [(x, 316), (x, 262)], 9, surface)
    wood = bare(scene.rng.choice(("beech", "walnut", "cherry", "ash")))
    lathe(scene, x, [(110, 12), (124, 20), (180, 21), (240, 15), (266, 17)], wood)
    lathe(scene, x, [(254, 17), (270, 16)], plain("gold", "metal", "brass"))
    tube(
        scene,
        curve([(x - 4, 120), (x - 34, 86), (x - 6, 60), (x + 28, 84), (x + 4, 120)]),
        2.6,
        bare("leather", "hide"),
    )
    scatter(scene, x + 4, 556, 92, rgb("cocoa") * 0.8, 90, (7, 4.4))


@shape("seed-packets")
def seed_packet(scene: Scene, look: Look, surface: Surface) -> None:
    """A packet with the flower or vegetable on it, and spilled seeds."""
    rng = scene.rng
    x, top, bottom, w = 320.0, 176.0, 516.0, 112.0
    scene.shadow(328, bottom + 2, w * 1.05, 16, 0.5)
    outline = [(x - w, top), (x + w, top), (x + w, bottom), (x - w, bottom)]
    scene.wall_shadow(polygon(outline), 12, 8, 10)
    soft(scene, polygon(outline), surface, 9)
    scene.blend(
        polygon([(x - w, top), (x + w, top), (x + w, top + 30), (x - w, top + 30)]),
        mix(surface.base, rgb("black"), 0.18),
    )
    scene.blend(
        polygon(rounded(x - w + 14, top + 46, x + w - 14, bottom - 86, 6)),
        mix(rgb("cream"), surface.base, 0.12),
    )
    tone = {
        "Cornflower": "indigo",
        "Sweet Pea": "lilac",
        "Poppy": "coral",
        "Radish": "rose",
        "Basil": "forest",
        "Sunflower": "mustard",
        "Chard": "brick",
        "Nigella": "sky",
        "Runner Bean": "brick",
        "Coriander": "sage",
        "Tomato": "brick",
        "Cosmos": "blush",
    }.get(look.name, "coral")
    if look.name in {"Radish", "Tomato"}:
        for dx, dy in ((-34, 20), (30, 34), (0, -16)):
            soft(scene, ellipse(x + dx, top + 160 + dy, 33, 31), plain(tone, "care"), 14)
            for a in (-0.6, 0, 0.6):
                scene.blend(
                    ellipse(x + dx + 18 * np.sin(a), top + 122 + dy - 12 * np.cos(a), 6, 20, a),
                    rgb("moss"),
                )
    elif look.name in {"Basil", "Chard", "Coriander", "Runner Bean"}:
        tube(
            scene,
            [(x, top + 236), (x, top + 92)],
            3,
            plain(tone if look.name == "Chard" else "moss"),
        )
        for k in range(7):
            side = 1 if k % 2 else -1
            y = top + 222 - 19 * k
            scene.blend(
                ellipse(x + side * 30, y - 14, 34 - 2 * k, 17, -side * 0.5),
                rgb("forest" if k % 3 else "moss"),
            )
            scene.blend(
                stroke([(x, y), (x + side * 54, y - 28)], 1.6),
                rgb(tone if look.name == "Chard" else "sage"),
            )
    else:
        for dx, dy, r in ((-40, 46, 27), (42, 30, 25), (0, -14, 34)):
            tube(
                scene,
                curve([(x, top + 250), (x + dx * 0.5, top + 200), (x + dx, top + 140 + dy)]),
                2.2,
                plain("moss"),
            )
            flower(scene, x + dx, top + 130 + dy, r, tone)
    ink = ink_for(surface.base)
    scene.blend(stroke([(x - 70, bottom - 56), (x + 70, bottom - 56)], 11), ink)
    scene.blend(stroke([(x - 46, bottom - 34), (x + 46, bottom - 34)], 4), ink, 0.8)
    scatter(scene, 468, 540, 46, rgb(rng.choice(("cocoa", "tan", "black", "sand"))), 34, (4.4, 3))


@shape("bird-houses")
def bird_house(scene: Scene, look: Look, surface: Surface) -> None:
    """A gabled box with a round hole, on a post or a hook."""
    rng = scene.rng
    yaw, origin = -0.55, (316.0, 470.0)
    w, h, d = 132.0, 150 + 34 * look.size, 120.0
    tube(scene, [(318, 600), (318, 466)], 11, bare("ash"))
    scene.shadow(326, 600, 60, 14, 0.35)
    box(scene, (0, 0, 0), (w, h, d), surface, yaw=yaw, origin=origin, grain="y")

    def at(px: float, py: float, pz: float) -> Point:
        return project((px, py, pz), yaw, *origin)

    gable = [at(-w / 2, h, d / 2), at(w / 2, h, d / 2), at(0, h + 62, d / 2)]
    flat(scene, gable, surface, (-0.2, 0.2, 0.95), along=(0, 1))
    hole = [
        at(26 * np.cos(a), h * 0.66 + 26 * np.sin(a), d / 2 + 0.5) for a in np.linspace(0, 6.28, 40)
    ]
    scene.blend(polygon(hole), rgb("#1d1410"))
    scene.blend(stroke(hole[20:40], 3), mix(surface.base, rgb("white"), 0.4), 0.7)
    roof = plain(rng.choice(("cocoa", "charcoal", "rust", "moss", "cream")), "wood", "oak")
    over = 20.0
    right = [
        at(0, h + 72, d / 2 + over),
        at(w / 2 + over, h - 10, d / 2 + over),
        at(w / 2 + over, h - 10, -d / 2 - over),
        at(0, h + 72, -d / 2 - over),
    ]
    left = [
        at(0, h + 72, d / 2 + over),
        at(-w / 2 - over, h - 10, d / 2 + over),
        at(-w / 2 - over, h - 10, -d / 2 - over),
        at(0, h + 72, -d / 2 - over),
    ]
    flat(scene, right, shaded(roof, 0.7), (0.5, 0.6, 0.4))
    flat(scene, left, roof, (-0.6, 0.7, 0.3))
    for points in ([left[0], left[1]], [right[0], right[1]]):
        tube(scene, points, 4.5, shaded(roof, 0.85))
