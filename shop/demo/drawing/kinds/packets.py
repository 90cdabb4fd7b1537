"""Tea and coffee in their packets, and caddies."""

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
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, flat, lathe, shaded, soft, varied
from shop.demo.drawing.surfaces import Surface, plain


def pouch(
    scene: Scene, look: Look, surface: Surface, wide: float, high: float, fold: bool = True
) -> None:
    """A standing paper bag with a label."""
    x, bottom = 320.0, 520.0
    top = bottom - high
    scene.shadow(x, bottom + 4, wide * 1.02, 26)
    side = [
        (x + wide, top + 22),
        (x + wide + 34, top + 30),
        (x + wide + 32, bottom - 16),
        (x + wide - 4, bottom),
    ]
    flat(scene, side, shaded(surface, 0.70))
    body = [
        (x - wide + 3, top + 10),
        (x + wide - 3, top + 10),
        (x + wide, bottom),
        (x - wide, bottom),
    ]

    def creases(px: Floats, py: Floats) -> Floats:
        return floats(2.2 * np.sin(px / 31 + py / 57) + 1.6 * np.sin(py / 23 - px / 71))

    soft(scene, polygon(body), surface, 12, creases=creases)
    if fold:
        flat(
            scene,
            [
                (x - wide + 1, top),
                (x + wide + 14, top + 4),
                (x + wide + 12, top + 36),
                (x - wide + 1, top + 34),
            ],
            shaded(surface, 0.90),
        )
        scene.blend(
            stroke([(x - wide + 2, top + 35), (x + wide + 12, top + 37)], 2), rgb("black"), 0.25
        )


@shape("loose-leaf-tea")
def tea_packet(scene: Scene, look: Look, surface: Surface) -> None:
    """A tin or a paper packet of tea, with some leaves beside it."""
    if scene.rng.random() < 0.5:
        pouch(scene, look, surface, 92 + 16 * look.size, 230 + 40 * look.size)
        label(scene, look, 262, 360, 378, 470)
    else:
        wide, high = 74 + 14 * look.size, 190 + 50 * look.size
        top = 520 - high
        scene.shadow(320, 526, wide * 1.15)
        lathe(scene, 320, [(top + 44, wide), (520, wide)], surface)
        label(
            scene,
            look,
            320 - wide * 0.74,
            top + 80,
            320 + wide * 0.74,
            top + 80 + wide * 1.25,
            bend=7,
        )
        lid = plain(mix(surface.base, rgb("black"), 0.12), "paint")
        lathe(
            scene, 320, [(top, wide * 0.97), (top + 4, wide * 1.03), (top + 48, wide * 1.03)], lid
        )
        scene.blend(
            ellipse(320, top, wide * 0.97, wide * 0.97 * TILT),
            mix(surface.base, rgb("white"), 0.25),
        )
    leaf = rgb(
        {"black tea": "cocoa", "green tea": "moss", "oolong tea": "olive"}.get(
            look.material, "sage"
        )
    )
    scatter(scene, 190, 540, 62, leaf, 46, (9, 2.6))


@shape("coffee-beans")
def coffee_bag(scene: Scene, look: Look, surface: Surface) -> None:
    """A folded bag with a label, and beans."""
    wide, high = 100 + 22 * look.size, 250 + 60 * look.size
    pouch(scene, look, surface, wide, high)
    label(
        scene,
        look,
        320 - wide * 0.66,
        540 - high * 0.72,
        320 + wide * 0.66,
        540 - high * 0.72 + wide * 1.3,
    )
    scatter(scene, 182, 542, 60, rgb("cocoa") * 0.85, 26, (8.5, 5.6))


@shape("tea-caddies")
def tea_caddy(scene: Scene, look: Look, surface: Surface) -> None:
    """A round caddy with a deep lid."""
    wide, high = 78 + 16 * look.size, 170 + 60 * look.size
    top = 520 - high
    scene.shadow(320, 526, wide * 1.15)
    lathe(scene, 320, [(top + high * 0.36, wide), (518, wide), (520, wide * 0.98)], surface)
    seam = varied(surface, dx=surface.dx + 60)
    lathe(
        scene,
        320,
        [(top, wide * 0.95), (top + 6, wide * 1.025), (top + high * 0.36, wide * 1.025)],
        seam,
        smooth=False,
    )
    scene.blend(
        ellipse(320, top, wide * 0.95, wide * 0.95 * TILT),
        np.clip(mix(surface.base, rgb("white"), 0.22), 0, 1),
    )
    if scene.rng.random() < 0.5:
        lathe(
            scene,
            320,
            [(top - 22, 8), (top - 14, 13), (top - 4, 8)],
            plain("gold", "metal", "brass"),
        )
