"""Soaps, creams, salts and oils."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.details import label, scatter
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, floats, mix, rgb
from shop.demo.drawing.scene import (
    Scene,
    ellipse,
    polygon,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, project, soft
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("soap-bars")
def soap(scene: Scene, look: Look, surface: Surface) -> None:
    """Two bars, one bare and stamped, one in its paper band."""
    rng = scene.rng
    scene.shadow(330, 506, 170, 50, 0.5)
    origin = (330.0, 500.0)
    waxy = plain(mix(surface.base, rgb("cream"), 0.25), "wax")
    waxy.finish = rng.choice(("", "marbled", "speckled"))
    waxy.second = mix(waxy.base, surface.base * 0.7, 0.8)
    w, h, d = 230 + 20 * look.size, 74.0, 146.0
    box(scene, (0, 0, 0), (w, h, d), waxy, yaw=-0.5, origin=origin)
    band = plain(surface.base * 0.92, "paper")
    box(scene, (10, -1, 0), (108, h + 2, d + 3), band, yaw=-0.5, origin=origin)
    front = [
        project((x, y, d / 2 + 2), -0.5, *origin)
        for x, y in ((-34, h - 12), (54, h - 12), (54, 12), (-34, 12))
    ]
    flat(scene, front, plain("cream", "paper"))
    scene.blend(
        strokes(
            [
                [
                    ((front[0][0] + front[1][0]) / 2 - s, (front[0][1] + front[1][1]) / 2 + v),
                    (
                        (front[0][0] + front[1][0]) / 2 + s,
                        (front[0][1] + front[1][1]) / 2 + v + s * 0.13,
                    ),
                ]
                for v, s in ((18, 26), (30, 18))
            ],
            3,
        ),
        rgb("cocoa"),
        0.85,
    )
    lift = 6.0
    upper = (318.0, 500 - (h + lift) * 0.954)
    box(scene, (0, 0, 0), (w * 0.86, 60, d * 0.86), waxy, yaw=-0.18, origin=upper)
    cx, cy = project((0, 60, 0), -0.18, *upper)
    scene.blend(ellipse(cx, cy, 50, 16), waxy.base * 0.86)
    scene.blend(ellipse(cx, cy + 2, 48, 15), waxy.base * 0.97)
    scene.blend(
        strokes(
            [[(cx - 24, cy - 2), (cx + 24, cy - 2)], [(cx - 15, cy + 5), (cx + 15, cy + 5)]], 2.2
        ),
        waxy.base * 0.7,
    )


@shape("hand-creams")
def hand_cream(scene: Scene, look: Look, surface: Surface) -> None:
    """A metal tube standing on its cap."""
    x, bottom = 320.0, 522.0
    high, wide = 250 + 40 * look.size, 58 + 10 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 4, wide * 0.9)
    tone = plain(surface.base, "paint", gloss=0.4)
    body = [
        (x - wide * 1.12, top),
        (x + wide * 1.12, top),
        (x + wide * 0.98, bottom - 76),
        (x + wide * 0.62, bottom - 46),
        (x - wide * 0.62, bottom - 46),
        (x - wide * 0.98, bottom - 76),
    ]

    def creases(px: Floats, py: Floats) -> Floats:
        return floats(2.6 * np.sin(px / 27 + py / 60) * np.clip((top + 150 - py) / 150, 0, 1))

    soft(scene, polygon(body), tone, 26, creases=creases)
    for k in range(3):
        flat(
            scene,
            [
                (x - wide * 1.14, top - 4 + 9 * k),
                (x + wide * 1.14, top - 4 + 9 * k),
                (x + wide * 1.14, top + 3 + 9 * k),
                (x - wide * 1.14, top + 3 + 9 * k),
            ],
            plain(mix(surface.base, rgb("silver"), 0.5 if k else 0.8), "metal", "aluminium"),
        )
    lathe(
        scene,
        x,
        [(bottom - 52, wide * 0.52), (bottom - 44, wide * 0.60), (bottom, wide * 0.60)],
        plain(scene.rng.choice(("black", "gold", "cream")), "paint"),
    )
    label(scene, look, x - wide * 0.66, top + high * 0.22, x + wide * 0.66, top + high * 0.64)


@shape("bath-salts")
def bath_salts(scene: Scene, look: Look, surface: Surface) -> None:
    """A jar of coarse salt with a wooden scoop."""
    x, bottom = 316.0, 520.0
    high, wide = 170 + 50 * look.size, 84 + 16 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 8, wide * 1.15, strength=0.45)
    salt = plain(mix(surface.base, rgb("white"), 0.45), "clay", gloss=0.1)
    salt.finish = "speckled"
    lathe(scene, x, [(top + 38, wide - 6), (bottom - 5, wide - 6)], salt)
    scene.blend(
        ellipse(x, top + 38, wide - 6, (wide - 6) * TILT), mix(salt.base, rgb("white"), 0.4)
    )
    lathe(
        scene,
        x,
        [(top, wide * 0.9), (top + 18, wide), (bottom - 8, wide), (bottom, wide * 0.96)],
        plain("clear", "glass"),
        glass=True,
    )
    label(
        scene,
        look,
        x - wide * 0.62,
        top + high * 0.36,
        x + wide * 0.62,
        top + high * 0.36 + wide * 0.95,
        bend=7,
    )
    lathe(
        scene,
        x,
        [(top - 34, wide * 0.84), (top - 28, wide * 0.88), (top + 4, wide * 0.86)],
        bare("cork"),
    )
    scene.blend(ellipse(x, top - 34, wide * 0.84, wide * 0.84 * TILT), rgb("tan") * 1.05)
    scatter(scene, 478, 540, 56, mix(surface.base, rgb("white"), 0.55), 46, (5.4, 4.2))


@shape("face-oils")
def face_oil(scene: Scene, look: Look, surface: Surface) -> None:
    """A dropper bottle in dark glass."""
    x, bottom = 320.0, 520.0
    high, wide = 180 + 40 * look.size, 64 + 10 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 6, wide * 1.15, strength=0.45)
    glass = plain(mix(surface.base, rgb("#4a2a12"), 0.45), "paint", gloss=0.75)
    lathe(
        scene,
        x,
        [
            (top, 25),
            (top + 12, 25),
            (top + 34, wide * 0.8),
            (top + 52, wide),
            (bottom - 8, wide),
            (bottom, wide * 0.94),
        ],
        glass,
    )
    label(scene, look, x - wide * 0.70, top + 74, x + wide * 0.70, bottom - 22, bend=6)
    cap = plain(scene.rng.choice(("black", "gold", "cream")), "paint")
    cap.finish = "ribbed"
    lathe(scene, x, [(top - 34, 27), (top + 6, 28)], cap, smooth=False)
    lathe(
        scene,
        x,
        [(top - 98, 10), (top - 88, 15), (top - 48, 17), (top - 34, 14)],
        plain("charcoal", "paint", gloss=0.2),
    )
    shine = stroke([(x - wide * 0.62, top + 70), (x - wide * 0.62, bottom - 24)], 7)
    scene.blend(shine, rgb("white"), 0.30)
