"""Pans, mills, jars and carafes."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, raw, rgb
from shop.demo.drawing.scene import (
    Scene,
    ellipse,
    ellipse_points,
    stroke,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, lathe, opening, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("saucepans")
def saucepan(scene: Scene, look: Look, surface: Surface) -> None:
    """A straight pan with a long handle, some with a lid."""
    rng = scene.rng
    wide, high = 112 + 26 * look.size, 96 + 34 * look.size
    x, bottom = 280.0, 500.0
    top = bottom - high
    scene.shadow(x, bottom + 12, wide * 1.1, strength=0.55)
    grip = (
        bare("beech")
        if look.family == "paint" or rng.random() < 0.35
        else plain("#8d8f92", "metal", "steel")
    )
    tube(
        scene,
        [(x + wide - 4, top + 26), (x + wide + 56, top + 12), (x + wide + 190, top - 8)],
        10,
        grip,
    )
    lathe(
        scene,
        x,
        [(top, wide), (top + 6, wide), (bottom - 18, wide * 0.99), (bottom, wide * 0.88)],
        surface,
    )
    if rng.random() < 0.55:
        lathe(
            scene,
            x,
            [
                (top - 22, 20),
                (top - 15, wide * 0.7),
                (top - 1, wide * 1.02),
                (top + 4, wide * 1.02),
            ],
            surface,
        )
        lathe(scene, x, [(top - 48, 14), (top - 38, 18), (top - 28, 9), (top - 20, 10)], grip)
    else:
        inner = rgb("#d7d5d0") if look.material == "copper" else None
        opening(scene, x, top, wide, surface, wall=5, depth=0.7, inside=inner)


@shape("pepper-mills")
def pepper_mill(scene: Scene, look: Look, surface: Surface) -> None:
    """A turned mill with waist and knob."""
    roll = scene.rng.random
    high, wide = 220 + 110 * look.size, 50 + 8 * roll()
    bottom, x = 522.0, 320.0
    top = bottom - high
    scene.shadow(x, bottom + 6, wide * 1.15)
    waist = wide * (0.55 + 0.2 * roll())
    lathe(
        scene,
        x,
        [
            (top + high * 0.30, wide * 0.78),
            (top + high * 0.36, wide * 0.72),
            (top + high * 0.55, waist),
            (top + high * 0.84, wide * 0.96),
            (bottom - 8, wide),
            (bottom, wide * 0.97),
        ],
        surface,
    )
    lathe(
        scene,
        x,
        [(top + high * 0.285, wide * 0.70), (top + high * 0.305, wide * 0.70)],
        plain("gold", "metal", "brass"),
    )
    lathe(
        scene,
        x,
        [
            (top + 16, 22),
            (top + high * 0.12, wide * 0.80),
            (top + high * 0.22, wide * 0.84),
            (top + high * 0.28, wide * 0.68),
        ],
        surface,
    )
    lathe(scene, x, [(top, 8), (top + 8, 13), (top + 20, 9)], plain("gold", "metal", "brass"))


@shape("storage-jars")
def storage_jar(scene: Scene, look: Look, surface: Surface) -> None:
    """A glass jar of dry goods with a cork."""
    rng = scene.rng
    high, wide = 190 + 70 * look.size, 82 + 20 * look.size
    bottom, x = 520.0, 320.0
    top = bottom - high
    scene.shadow(x, bottom + 8, wide * 1.1, strength=0.42)
    goods = rgb(rng.choice(("oat", "ochre", "brick", "cocoa", "cream", "moss", "terracotta")))
    level = top + high * rng.uniform(0.25, 0.5)
    grains = plain(goods, "clay", gloss=0.02)
    grains.finish = "speckled"
    lathe(scene, x, [(level, wide - 7), (bottom - 6, wide - 7)], grains)
    scene.blend(ellipse(x, level, wide - 7, (wide - 7) * TILT), goods * 0.9)
    lathe(
        scene,
        x,
        [
            (top, wide * 0.86),
            (top + 14, wide * 0.84),
            (top + 34, wide),
            (bottom - 10, wide),
            (bottom, wide * 0.95),
        ],
        surface,
        glass=True,
    )
    cork = bare("cork")
    lathe(
        scene, x, [(top - 34, wide * 0.80), (top - 30, wide * 0.83), (top + 4, wide * 0.80)], cork
    )
    scene.blend(ellipse(x, top - 34, wide * 0.80, wide * 0.80 * TILT), raw("cork") * 1.06)


@shape("carafes")
def carafe(scene: Scene, look: Look, surface: Surface) -> None:
    """A glass carafe with water or wine."""
    rng = scene.rng
    high, wide = 280 + 50 * look.size, 80 + 14 * look.size
    bottom, x = 522.0, 320.0
    top = bottom - high
    neck = rng.uniform(30, 42)
    scene.shadow(x, bottom + 6, wide * 1.05, strength=0.36)
    profile = [
        (top, neck + 14),
        (top + 26, neck),
        (top + high * 0.34, neck + 4),
        (top + high * 0.62, wide),
        (bottom - 14, wide * 1.02),
        (bottom, wide * 0.9),
    ]
    fill = top + high * rng.uniform(0.45, 0.6)
    drink = rgb(rng.choice(("#cfe0e2", "#cfe0e2", "#8c2f3a", "#dcb765")))
    inner = [
        (fill, float(np.interp(fill, [p[0] for p in profile], [p[1] for p in profile])) - 5),
        (top + high * 0.66, wide - 5),
        (bottom - 14, wide - 5),
        (bottom - 6, wide * 0.86),
    ]
    lathe(scene, x, inner, plain(mix(drink, surface.base, 0.3), "paint", gloss=0.1))
    scene.blend(
        ellipse(x, fill, inner[0][1], inner[0][1] * TILT), mix(drink, rgb("white"), 0.35), 0.9
    )
    lathe(scene, x, profile, surface, glass=True)
    ring = ellipse_points(x, top, neck + 14, (neck + 14) * TILT)
    scene.blend(stroke([*ring, ring[0]], 2.6), mix(surface.base, rgb("white"), 0.55), 0.9)
