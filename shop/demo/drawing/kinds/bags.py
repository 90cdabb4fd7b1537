"""Totes, satchels and their small parts."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, floats, mix, rgb
from shop.demo.drawing.scene import (
    Scene,
    curve,
    ellipse,
    polygon,
    rounded,
    stroke,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import flat, shaded, soft, stitch, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


def thread_of(surface: Surface) -> Floats:
    """Return a sewing thread that shows on a surface."""
    return np.clip(mix(surface.base, rgb("cream"), 0.65), 0, 1)


def trim_of(scene: Scene, look: Look) -> Surface:
    """Return the leather of straps and tabs: its own on leather bags, else tan or brown."""
    trim = bare("leather", "hide")
    trim.base = rgb(scene.rng.choice(("tan", "chestnut", "cocoa")))
    return trim


def buckle(scene: Scene, x: float, y: float, size: float = 11.0) -> None:
    """Draw a small brass buckle."""
    frame = rounded(x - size, y - size * 0.8, x + size, y + size * 0.8, 4)
    tube(scene, [*frame, frame[0]], 2.6, plain("gold", "metal", "brass"))
    tube(scene, [(x, y - size * 0.7), (x, y + size)], 1.8, plain("gold", "metal", "brass"))


@shape("tote-bags")
def tote(scene: Scene, look: Look, surface: Surface) -> None:
    """A standing tote with two handles."""
    rng = scene.rng
    w, h = (146, 250) if look.size < 0.5 else (172, 220)
    x, bottom = 320.0, 534.0
    top = bottom - h
    scene.shadow(328, bottom + 2, w * 1.02, 26, 0.5)
    grip = surface if look.family == "hide" or rng.random() < 0.4 else trim_of(scene, look)
    tube(
        scene,
        curve([(x - 62, top + 10), (x - 54, top - 92), (x + 40, top - 96), (x + 60, top + 4)]),
        7,
        shaded(grip, 0.72),
    )
    side = [
        (x + w - 6, top + 8),
        (x + w + 30, top + 22),
        (x + w + 22, bottom - 12),
        (x + w - 10, bottom),
    ]
    flat(scene, side, shaded(surface, 0.62))
    mouth = curve(
        [
            (x - w, top + 2),
            (x - w * 0.3, top - 10),
            (x + w * 0.5, top - 6),
            (x + w + 28, top + 20),
            (x + w * 0.3, top + 16),
            (x - w, top + 4),
        ],
        closed=True,
    )
    scene.blend(polygon(mouth), surface.base * 0.35)
    body = curve(
        [
            (x - w, top),
            (x, top + 7),
            (x + w, top + 4),
            (x + w * 0.97, bottom - h * 0.5),
            (x + w * 0.93, bottom - 4),
            (x, bottom + 5),
            (x - w * 0.93, bottom - 4),
            (x - w * 0.97, bottom - h * 0.5),
        ],
        closed=True,
    )

    def creases(px: Floats, py: Floats) -> Floats:
        return floats(
            3.4 * np.sin((px - x) / 52 + np.sin(py / 80) * 1.3) * np.clip((py - top) / 90, 0, 1)
        )

    soft(scene, polygon(body), surface, 16, creases=creases)
    if rng.random() < 0.4:
        base = [
            (x - w * 0.955, bottom - 58),
            (x + w * 0.955, bottom - 58),
            (x + w * 0.93, bottom - 2),
            (x, bottom + 4),
            (x - w * 0.93, bottom - 2),
        ]
        soft(scene, polygon(base), grip if grip is not surface else shaded(surface, 0.75), 8)
    stitch(scene, [(x - w + 8, top + 18), (x, top + 25), (x + w - 6, top + 22)], thread_of(surface))
    handle = curve(
        [
            (x - 66, top + 74),
            (x - 68, top + 4),
            (x - 46, top - 84),
            (x + 46, top - 84),
            (x + 68, top + 6),
            (x + 66, top + 74),
        ]
    )
    scene.wall_shadow(stroke(handle, 14), 5, 8, 5)
    tube(scene, handle, 8, grip)
    for dx in (-66, 66):
        scene.blend(ellipse(x + dx, top + 66, 4, 4), rgb("gold"))


@shape("satchels")
def satchel(scene: Scene, look: Look, surface: Surface) -> None:
    """A flap satchel with two straps and a top handle."""
    w, h = 168 + 20 * look.size, 196.0
    x, bottom = 320.0, 524.0
    top = bottom - h
    scene.shadow(328, bottom + 2, w * 1.03, 28, 0.55)
    strap = shaded(surface, 0.8) if look.family == "hide" else trim_of(scene, look)
    tube(
        scene,
        curve(
            [
                (x - w * 0.9, top + 30),
                (x - w * 1.12, top - 90),
                (x, top - 168),
                (x + w * 1.12, top - 90),
                (x + w * 0.9, top + 30),
            ]
        ),
        6,
        strap,
    )
    tube(
        scene,
        curve([(x - 44, top + 4), (x - 36, top - 30), (x + 36, top - 30), (x + 44, top + 4)]),
        7,
        strap,
    )
    soft(scene, polygon(rounded(x - w, top + 8, x + w, bottom, 20)), shaded(surface, 0.88), 14)
    stitch(
        scene,
        [
            (x - w + 11, bottom - 90),
            (x - w + 11, bottom - 12),
            (x + w - 11, bottom - 12),
            (x + w - 11, bottom - 90),
        ],
        thread_of(surface),
    )
    flap = [
        (x - w - 2, top + 18),
        (x - w + 10, top),
        (x + w - 10, top),
        (x + w + 2, top + 18),
        *curve(
            [
                (x + w - 2, top + h * 0.52),
                (x + w * 0.8, top + h * 0.66),
                (x, top + h * 0.70),
                (x - w * 0.8, top + h * 0.66),
                (x - w + 2, top + h * 0.52),
            ]
        ),
    ]
    scene.wall_shadow(polygon(flap), 3, 9, 5)
    soft(scene, polygon(flap), surface, 10)
    stitch(
        scene,
        curve(
            [
                (x - w + 12, top + h * 0.50),
                (x - w * 0.78, top + h * 0.61),
                (x, top + h * 0.65),
                (x + w * 0.78, top + h * 0.61),
                (x + w - 12, top + h * 0.50),
            ]
        ),
        thread_of(surface),
    )
    for dx in (-w * 0.5, w * 0.5):
        belt = rounded(x + dx - 13, top + 36, x + dx + 13, bottom - 32, 6)
        scene.wall_shadow(polygon(belt), 3, 4, 3)
        soft(scene, polygon(belt), strap, 4)
        buckle(scene, x + dx, top + h * 0.76, 15)
