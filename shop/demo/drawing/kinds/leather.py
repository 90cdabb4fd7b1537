"""Wallets, key fobs and tool rolls."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.kinds.bags import thread_of, trim_of
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import rgb
from shop.demo.drawing.scene import (
    Point,
    Scene,
    curve,
    ellipse,
    ellipse_points,
    polygon,
    rounded,
    stroke,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import flat, shaded, soft, stitch, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("wallets")
def wallet(scene: Scene, look: Look, surface: Surface) -> None:
    """A wallet half open with cards, or closed with a snap."""
    x, y = 320.0, 420.0
    scene.shadow(330, 506, 170, 26, 0.5)
    inside = shaded(surface, 0.72)
    back = [(x - 150, y - 118), (x + 120, y - 146), (x + 158, y + 74), (x - 136, y + 92)]
    scene.wall_shadow(polygon(back), 8, 12, 9)
    soft(scene, polygon(back), inside, 8)
    for k, colour in enumerate(("sky", "mustard", "cream")):
        card = [
            (x - 108 + 4 * k, y - 96 + 22 * k),
            (x + 96 + 4 * k, y - 118 + 22 * k),
            (x + 106 + 4 * k, y - 40 + 22 * k),
            (x - 98 + 4 * k, y - 18 + 22 * k),
        ]
        flat(scene, card, plain(colour, "paper"))
        pocket = [
            (x - 126 + 2 * k, y - 66 + 24 * k),
            (x + 126 + 2 * k, y - 90 + 24 * k),
            (x + 150, y + 60),
            (x - 128, y + 84),
        ]
        flat(scene, pocket, shaded(surface, 0.86 + 0.05 * k))
        stitch(scene, [pocket[0], pocket[1]], thread_of(surface), 7)
    front = [(x - 164, y - 8), (x + 138, y + 22), (x + 128, y + 86), (x - 150, y + 96)]
    front = curve(
        [
            (x - 160, y - 30),
            (x - 10, y + 2),
            (x + 142, y + 10),
            (x + 150, y + 84),
            (x, y + 100),
            (x - 148, y + 96),
        ],
        closed=True,
    )
    scene.wall_shadow(polygon(front), 2, -6, 5)
    soft(scene, polygon(front), surface, 12)
    stitch(
        scene,
        curve([(x - 150, y - 16), (x - 10, y + 14), (x + 132, y + 22)]),
        thread_of(surface),
        8,
    )
    stitch(scene, curve([(x + 138, y + 74), (x, y + 88), (x - 138, y + 84)]), thread_of(surface), 8)
    scene.blend(ellipse(x + 96, y + 52, 9, 9), rgb("gold"))
    scene.blend(ellipse(x + 94, y + 50, 4, 4), rgb("white"), 0.7)


@shape("key-fobs")
def key_fob(scene: Scene, look: Look, surface: Surface) -> None:
    """A tab on a ring with two keys."""
    rng = scene.rng
    x, y = 320.0, 236.0
    ring = ellipse_points(x, y, 44, 44)
    steel = plain("silver", "metal", "steel")
    long = 190 + 40 * look.size

    def key(a: float, colour: str) -> None:
        c, s = np.cos(a), np.sin(a)

        def at(u: float, v: float) -> Point:
            return x + s * u + c * v, y + 40 + c * u - s * v

        teeth = [
            at(64, -7),
            at(150, -7),
            at(160, 0),
            at(152, 7),
            at(140, 7),
            at(136, 15),
            at(128, 7),
            at(120, 14),
            at(112, 7),
            at(64, 7),
        ]
        bow = [at(34 + 30 * np.cos(t), 27 * np.sin(t)) for t in np.linspace(0, 6.28, 40)]
        hole = [at(18 + 8 * np.cos(t), 8 * np.sin(t)) for t in np.linspace(0, 6.28, 24)]
        metal = plain(colour, "metal", "brass")
        scene.wall_shadow(polygon(teeth), 7, 12, 6)
        flat(scene, teeth, metal, (-0.3, 0.4, 0.85))
        flat(scene, bow, metal, (-0.2, 0.5, 0.85), holes=[hole])

    key(0.62, "gold")
    key(0.28, "silver")
    w = 44.0
    form = rng.randrange(3)
    if form == 0:
        tab = rounded(x - 70 - w, y + 26, x - 70 + w, y + 26 + long, 30)
    elif form == 1:
        tab = curve(
            [
                (x - 70 - 20, y + 26),
                (x - 70 + 20, y + 26),
                (x - 70 + w, y + 70),
                (x - 70 + w * 1.1, y + long),
                (x - 70, y + long + 34),
                (x - 70 - w * 1.1, y + long),
                (x - 70 - w, y + 70),
            ],
            closed=True,
        )
    else:
        tab = ellipse_points(x - 70, y + 26 + long * 0.45, w * 1.5, long * 0.45)
    lean = [(px + (py - y) * -0.12 + 40, py) for px, py in tab]
    scene.wall_shadow(polygon(lean), 9, 14, 8)
    if look.family == "metal":
        soft(scene, polygon(lean), surface, 7)
    else:
        soft(scene, polygon(lean), surface, 9)
        mx, my = sum(p[0] for p in lean) / len(lean), sum(p[1] for p in lean) / len(lean)
        inset = [(mx + (px - mx) * 0.86, my + (py - my) * 0.92) for px, py in lean]
        stitch(scene, [*inset, inset[0]], thread_of(surface), 9)
    ex, ey = x - 34, y + 50
    scene.blend(ellipse(ex, ey, 9, 9), rgb("gold"))
    scene.blend(ellipse(ex, ey, 5, 5), rgb("black"))
    scene.wall_shadow(stroke([*ring, ring[0]], 8), 7, 11, 5)
    tube(scene, [*ring, ring[0]], 5, steel)


@shape("tool-rolls")
def tool_roll(scene: Scene, look: Look, surface: Surface) -> None:
    """A roll laid open, with tools in its pockets."""
    rng = scene.rng
    w, h, x, y = 216.0, 128 + 14 * look.size, 320.0, 400.0
    flap = rounded(x - w, y - h - 40, x + w, y + h, 10)
    scene.wall_shadow(polygon(flap), 9, 15, 11)
    soft(scene, polygon(flap), shaded(surface, 0.86), 6)
    slots = 8
    for k in range(slots):
        sx = x - w + 30 + (2 * w - 60) * k / (slots - 1)
        r = 5 + 5 * k / slots
        tall = rng.uniform(70, 120)
        tip = y - 20 - tall
        kind = rng.randrange(3)
        wood = bare(rng.choice(("beech", "walnut", "cherry")))
        if kind == 0:
            tube(scene, [(sx, y), (sx, tip + 40)], r * 0.5, plain("silver", "metal", "steel"))
            tube(scene, [(sx, tip + 40), (sx, tip)], r, wood)
        elif kind == 1:
            tube(scene, [(sx, y), (sx, tip + 26)], r * 0.7, wood)
            soft(
                scene,
                polygon(
                    curve(
                        [
                            (sx - r, tip + 30),
                            (sx - r * 1.1, tip + 4),
                            (sx, tip - 16),
                            (sx + r * 1.1, tip + 4),
                            (sx + r, tip + 30),
                        ],
                        closed=True,
                    )
                ),
                plain(rng.choice(("cocoa", "cream", "black")), "cloth"),
                4,
            )
        else:
            tube(
                scene,
                [(sx, y), (sx, tip)],
                r * 0.62,
                plain(rng.choice(("silver", "gold")), "metal", "steel"),
            )
    pocket = [
        (x - w + 2, y - 24),
        (x + w - 2, y - 24),
        (x + w - 2, y + h - 3),
        (x - w + 2, y + h - 3),
    ]
    scene.wall_shadow(polygon(pocket), 0, -4, 4)
    soft(scene, polygon(pocket), surface, 7)
    thread = thread_of(surface)
    stitch(scene, [(x - w + 8, y - 14), (x + w - 8, y - 14)], thread)
    for k in range(slots - 1):
        sx = x - w + 30 + (2 * w - 60) * (k + 0.5) / (slots - 1)
        stitch(scene, [(sx, y - 18), (sx, y + h - 10)], thread, 8)
    trim = trim_of(scene, look) if look.family != "hide" else shaded(surface, 0.6)
    belt = curve(
        [(x + w - 6, y + 20), (x + w + 40, y + 30), (x + w + 54, y + 110), (x + w + 26, y + 150)]
    )
    tube(scene, belt, 6, trim)
