"""Blocks, tops, rabbits and pinwheels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, raw, rgb
from shop.demo.drawing.scene import Point, Scene, curve, ellipse, polygon, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    TILT,
    box,
    flat,
    lathe,
    project,
    shaded,
    soft,
    tube,
)
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("building-blocks")
def blocks(scene: Scene, look: Look, surface: Surface) -> None:
    """A small building of blocks in the look's colour and its neighbours."""
    rng = scene.rng
    bare_wood = plain(raw(look.material), look.family, look.material)
    tones = [
        surface,
        bare_wood,
        plain(mix(surface.base, rgb("cream"), 0.6), "wood", "maple"),
        plain(mix(surface.base, rgb("ink"), 0.35), "wood", "beech"),
    ]
    origin, yaw = (320.0, 500.0), -0.45
    scene.shadow(326, 504, 180, 50, 0.5)

    def put(x: float, y: float, z: float, w: float, h: float, d: float = 62) -> None:
        box(scene, (x, y, z), (w, h, d), rng.choice(tones), yaw=yaw, origin=origin)

    put(120, 0, -60, 62, 62)
    for x in (-110, -10):
        put(x, 0, -10, 62, 124)
    put(-60, 124, -10, 168, 36)
    put(-110, 160, -10, 62, 62)
    px, py = project((-10, 160, -10), yaw, *origin)
    lathe(scene, px, [(py - 74, 30), (py, 30)], rng.choice(tones))
    scene.blend(ellipse(px, py - 74, 30, 30 * TILT), mix(tones[0].base, rgb("white"), 0.3))
    a, b, c = (
        project((-145, 222, 20), yaw, *origin),
        project((-74, 222, 20), yaw, *origin),
        project((-110, 280, 20), yaw, *origin),
    )
    d, e = project((-145, 222, -40), yaw, *origin), project((-110, 280, -40), yaw, *origin)
    roof = rng.choice(tones)
    flat(scene, [c, e, d, a], shaded(roof, 0.92))
    flat(scene, [a, b, c], roof)
    put(70, 0, 60, 62, 62)
    put(146, 0, 40, 62, 36)
    lathe(scene, 196, [(536, 27), (570, 27)], rng.choice(tones))
    scene.blend(ellipse(196, 536, 27, 27 * TILT), mix(tones[2].base, rgb("white"), 0.3))


@shape("spinning-tops")
def spinning_top(scene: Scene, look: Look, surface: Surface) -> None:
    """A top standing as it spins."""
    top_at(scene, look, surface, scene.phase)


def top_at(scene: Scene, look: Look, surface: Surface, turn: float) -> None:
    """Draw the top with its rings, nodding by `turn`."""
    x, bottom = 320 + 5 * np.sin(turn), 516.0
    wide = 104 + 22 * look.size
    scene.shadow(320, bottom + 4, 34 + 3 * np.cos(turn), 12, 0.55)
    scene.shadow(320, bottom + 2, wide * 0.8, 24, 0.22)
    lathe(scene, x, [(bottom - 20, 9), (bottom, 4)], plain("silver", "metal", "steel"))
    accent = rgb(
        {
            "coral": "mustard",
            "mustard": "coral",
            "sky": "cream",
            "forest": "honey",
            "indigo": "cream",
        }.get(look.colour, "cream")
    )
    lathe(
        scene,
        x,
        [
            (bottom - 118, wide * 0.98),
            (bottom - 100, wide),
            (bottom - 60, wide * 0.55),
            (bottom - 16, 11),
        ],
        surface,
    )
    rim = bottom - 120
    for share, colour in (
        (1.0, surface.base),
        (0.86, accent),
        (0.70, surface.base),
        (0.52, mix(accent, rgb("ink"), 0.3)),
        (0.36, surface.base),
    ):
        disc = ellipse(x, rim - (1 - share) * 26, wide * share, wide * share * TILT)
        px, py = disc.grid
        light = 1.02 + 0.16 * (x - px) / wide - 0.10 * (py - rim) / (wide * TILT)
        scene.blend(disc, np.clip(colour * light[..., None], 0, 1))
    for k in range(3):
        a = turn + k * 2.1
        scene.blend(
            ellipse(x + np.cos(a) * wide * 0.78, rim - 4 + np.sin(a) * wide * 0.78 * TILT, 9, 4),
            rgb("cocoa"),
            0.7,
        )
    lathe(scene, x, [(rim - 110, 9), (rim - 100, 13), (rim - 84, 8), (rim - 20, 11)], bare("maple"))


@shape("soft-animals")
def soft_rabbit(scene: Scene, look: Look, surface: Surface) -> None:
    """A cloth rabbit sitting up, its face sewn."""
    rng = scene.rng
    x, bottom, k = 320.0, 526.0, 0.9 + 0.15 * look.size
    scene.shadow(326, bottom + 2, 104 * k, 28, 0.55)
    inner = plain(mix(surface.base, rgb("blush"), 0.6), "cloth", "linen")
    lop = rng.random() < 0.5

    def part(points: Sequence[Point], height: float, cloth: Surface = surface) -> None:
        soft(
            scene,
            polygon(curve([(x + u * k, bottom + v * k) for u, v in points], closed=True)),
            cloth,
            height,
        )

    for side in (-1, 1):
        if lop:
            ear = [
                (side * 30, -268),
                (side * 66, -280),
                (side * 98, -230),
                (side * 104, -150),
                (side * 84, -128),
                (side * 66, -170),
                (side * 56, -226),
            ]
        else:
            ear = [
                (side * 14, -262),
                (side * 26, -340),
                (side * 44, -408),
                (side * 66, -400),
                (side * 66, -330),
                (side * 48, -256),
            ]
        part(ear, 15)
        if not lop:
            part(
                [
                    (side * 26, -276),
                    (side * 36, -344),
                    (side * 50, -386),
                    (side * 56, -340),
                    (side * 42, -272),
                ],
                6,
                inner,
            )
    part(
        [(-64, -140), (0, -158), (64, -140), (90, -70), (80, -10), (0, 2), (-80, -10), (-90, -70)],
        40,
    )
    for side in (-1, 1):
        part(
            [(side * 40, -46), (side * 96, -46), (side * 116, -14), (side * 96, 4), (side * 40, 2)],
            20,
        )
        part([(side * 98, -22), (side * 112, -16), (side * 110, -2), (side * 96, -4)], 5, inner)
        part(
            [
                (side * 54, -138),
                (side * 84, -118),
                (side * 92, -66),
                (side * 72, -52),
                (side * 52, -84),
            ],
            16,
        )
    part(
        [
            (-72, -218),
            (-52, -274),
            (0, -292),
            (52, -274),
            (72, -218),
            (50, -166),
            (0, -152),
            (-50, -166),
        ],
        44,
    )
    thread = rgb("cocoa")
    for side in (-1, 1):
        scene.blend(ellipse(x + side * 27 * k, bottom - 226 * k, 6 * k, 7.5 * k), thread)
        scene.blend(ellipse(x + side * 27 * k - 2, bottom - 229 * k, 2 * k, 2 * k), rgb("white"))
        scene.blend(ellipse(x + side * 44 * k, bottom - 204 * k, 12 * k, 8 * k), rgb("rose"), 0.35)
    scene.blend(
        polygon(
            [(x - 7 * k, bottom - 208 * k), (x + 7 * k, bottom - 208 * k), (x, bottom - 198 * k)]
        ),
        rgb("rose") * 0.8,
    )
    scene.blend(
        strokes(
            [
                [(x, bottom - 198 * k), (x, bottom - 189 * k)],
                [
                    (x - 11 * k, bottom - 184 * k),
                    (x, bottom - 189 * k),
                    (x + 11 * k, bottom - 184 * k),
                ],
            ],
            2,
        ),
        thread,
    )
    if rng.random() < 0.6:
        scarf = plain(rng.choice(("brick", "forest", "ink", "mustard", "plum")), "cloth", "wool")
        part([(-54, -166), (0, -148), (54, -166), (56, -146), (0, -126), (-56, -146)], 8, scarf)
        part([(14, -140), (40, -144), (44, -84), (22, -80)], 6, scarf)


@shape("pinwheels")
def pinwheel(scene: Scene, look: Look, surface: Surface) -> None:
    """A paper windmill on its stick."""
    pinwheel_at(scene, look, surface, scene.rng.uniform(0, 1.5) + scene.phase / 4)


def pinwheel_at(scene: Scene, look: Look, surface: Surface, turn: float) -> None:
    """Draw the pinwheel with its sails at an angle."""
    x, y, r = 320.0, 240.0, 128 + 24 * look.size
    scene.shadow(326, 566, 40, 10, 0.3)
    tube(scene, [(x, y), (x + 6, 566)], 5, bare("bamboo"))
    back = shaded(surface, 0.66)
    other = plain(mix(surface.base, rgb("cream"), 0.72), "paper")
    for k in range(4):
        a = turn + k * np.pi / 2

        def at(u: float, v: float, a: float = a) -> Point:
            return x + r * (u * np.cos(a) - v * np.sin(a)), y + r * (u * np.sin(a) + v * np.cos(a))

        sail = [at(0, 0), at(1, 0), at(0.86, 0.42), at(0.5, 0.5)]
        scene.wall_shadow(polygon(sail), 8, 14, 9)
        flat(
            scene,
            curve([at(0, 0), at(0.62, 0.02), at(1, 0), at(0.92, 0.40), at(0.5, 0.52)], closed=True),
            other if k % 2 else surface,
            (0, 0.3, 0.95),
        )
        fold = curve(
            [
                at(0.5, 0.52),
                at(0.74, 0.30),
                at(0.94, 0.30),
                at(0.60, 0.16),
                at(0.0, 0.0),
                at(0.26, 0.30),
            ],
            closed=True,
        )
        flat(scene, fold, back if not k % 2 else shaded(other, 0.84), (0.4, 0.2, 0.8))
    scene.blend(ellipse(x, y, 13, 13), rgb("gold"))
    scene.blend(ellipse(x - 3, y - 4, 5, 4), rgb("white"), 0.8)
