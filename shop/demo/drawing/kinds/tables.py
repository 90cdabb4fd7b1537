"""Side tables, desks and bookshelves."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.kinds.seats import YAW, leg
from shop.demo.drawing.kinds.vases import branch
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import rgb
from shop.demo.drawing.scene import Scene, ellipse, stroke
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    TILT,
    box,
    lathe,
    opening,
    project,
    tube,
)
from shop.demo.drawing.surfaces import Surface, plain


@shape("side-tables")
def side_table(scene: Scene, look: Look, surface: Surface) -> None:
    """A small table, round or square, with a lower shelf and a cup or a book."""
    rng = scene.rng
    high = 230 + 20 * rng.random()
    scene.shadow(322, 524, 120, 36, 0.45)
    if rng.random() < 0.5:
        wide = 124.0
        for x, z in ((-84, -60), (84, -60), (-84, 60), (84, 60)):
            leg(scene, surface, (x, 0, z), (x * 0.86, high, z * 0.86), 6.5, yaw=-0.3)
        lathe(scene, 320, [(520 - high * 0.34, 84), (526 - high * 0.34, 84)], surface)
        scene.blend(
            ellipse(320, 520 - high * 0.34, 84, 84 * TILT), np.clip(surface.base * 0.9, 0, 1)
        )
        top = 520 - high * 0.954
        lathe(scene, 320, [(top - 10, wide), (top, wide)], surface)
        opening(scene, 320, top - 10, wide, surface, wall=4, depth=0.1)
    else:
        for x, z in ((-88, -88), (88, -88)):
            box(scene, (x, 0, z), (14, high, 14), surface, yaw=YAW, origin=(320, 520), grain="y")
        box(scene, (0, 70, 0), (186, 10, 186), surface, yaw=YAW, origin=(320, 520))
        for x, z in ((-88, 88), (88, 88)):
            box(scene, (x, 0, z), (14, high, 14), surface, yaw=YAW, origin=(320, 520), grain="y")
        box(scene, (0, high, 0), (214, 14, 214), surface, yaw=YAW, origin=(320, 520))
        top = 520 - (high + 14) * 0.954
    glaze = plain(rng.choice(("white", "charcoal", "rust", "celadon")), "clay")
    lathe(scene, 300, [(top - 62, 13), (top - 40, 14), (top - 20, 34), (top - 2, 24)], glaze)
    branch(scene, 300, top - 60, 96)


@shape("bookshelves")
def bookshelf(scene: Scene, look: Look, surface: Surface) -> None:
    """An open shelf with books and a few pots."""
    rng = scene.rng
    scene.shadow(330, 556, 150, 36, 0.5)
    count = 3 if look.size < 0.5 else 4
    wide, deep, high, y = 250.0, 74.0, 350.0 + 70 * look.size, 556.0
    origin, yaw = (312.0, y), -0.42
    step = (high - 20) / count
    box(scene, (wide / 2 - 6, 0, 0), (12, high, deep), surface, yaw=yaw, origin=origin, grain="y")
    for k in range(count + 1):
        box(
            scene,
            (0, 12 + step * k - (8 if k == count else 0), 0),
            (wide - 8, 10, deep),
            surface,
            yaw=yaw,
            origin=origin,
        )
        if k == count:
            break
        x = -wide / 2 + 26
        while x < wide / 2 - 60 and rng.random() < 0.93:
            if rng.random() < 0.16:
                px, py = project((x + 24, 22 + step * k, 4), yaw, *origin)
                lathe(
                    scene,
                    px,
                    [(py - 44, 10), (py - 24, 24), (py, 15)],
                    plain(rng.choice(("white", "rust", "celadon", "indigo")), "clay"),
                )
                x += 62
                continue
            w, h = rng.uniform(11, 24), rng.uniform(0.55, 0.82) * step
            box(
                scene,
                (x, 22 + step * k, 2),
                (w, h, 48),
                plain(
                    rng.choice(
                        ("brick", "forest", "ink", "ochre", "cream", "sage", "plum", "oat", "stone")
                    ),
                    "cloth",
                    "book cloth",
                ),
                yaw=yaw,
                origin=origin,
            )
            x += w + 1.5
    box(scene, (-wide / 2 + 6, 0, 0), (12, high, deep), surface, yaw=yaw, origin=origin, grain="y")


@shape("desks")
def desk(scene: Scene, look: Look, surface: Surface) -> None:
    """A desk with one drawer, some with a lamp or books on it."""
    rng = scene.rng
    long, deep, high = 350 + 40 * look.size, 172.0, 220.0
    origin, yaw = (312.0, 530.0), -0.42
    scene.shadow(330, 534, long * 0.46, 62, 0.42)
    for x, z in ((-1, -1), (1, -1)):
        tube(
            scene,
            [
                project((x * (long / 2 - 14), 0, z * (deep / 2 - 12)), yaw, *origin),
                project((x * (long / 2 - 26), high, z * (deep / 2 - 18)), yaw, *origin),
            ],
            7.5,
            surface,
        )
    box(scene, (0, high - 46, 0), (long - 44, 46, deep - 24), surface, yaw=yaw, origin=origin)
    for x, z in ((-1, 1), (1, 1)):
        tube(
            scene,
            [
                project((x * (long / 2 - 14), 0, z * (deep / 2 - 12)), yaw, *origin),
                project((x * (long / 2 - 26), high, z * (deep / 2 - 18)), yaw, *origin),
            ],
            7.5,
            surface,
        )
    front = [
        project((x, y, deep / 2 - 11.5), yaw, *origin)
        for x, y in ((-74, high - 8), (74, high - 8), (74, high - 40), (-74, high - 40))
    ]
    scene.blend(stroke([*front, front[0]], 1.8), surface.base * 0.45, 0.8)
    kx, ky = project((0, high - 24, deep / 2 - 8), yaw, *origin)
    scene.blend(ellipse(kx, ky, 6, 6), rgb("gold"))
    box(scene, (0, high, 0), (long, 14, deep), surface, yaw=yaw, origin=origin)
    for k in range(rng.choice((2, 3, 4))):
        box(
            scene,
            (-long / 4, high + 14 + 13 * k, -10),
            (86 - 6 * k, 13, 60),
            plain(rng.choice(("brick", "forest", "ink", "ochre", "cream")), "cloth", "book cloth"),
            yaw=yaw + 0.06 * k,
            origin=origin,
        )
    px, py = project((long / 4, high + 14, -10), yaw, *origin)
    lathe(
        scene,
        px,
        [(py - 54, 22), (py, 19)],
        plain(rng.choice(("white", "rust", "celadon")), "clay"),
    )
    for dx in (-8, 0, 9):
        tube(
            scene,
            [(px + dx * 0.6, py - 50), (px + dx * 1.6, py - 92 - dx)],
            2.2,
            plain(rng.choice(("mustard", "coral", "sky")), "paint"),
        )
