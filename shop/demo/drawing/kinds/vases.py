"""Vases with what stands in them."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import Scene, curve, ellipse
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import lathe, opening, tube
from shop.demo.drawing.surfaces import Surface, plain


@shape("vases")
def vase(scene: Scene, look: Look, surface: Surface) -> None:
    """One of four vase forms: bottle, shouldered, gourd or cylinder."""
    roll = scene.rng.random
    high, x, bottom = 250 + 70 * look.size, 320.0, 520.0
    top = bottom - high
    wide = 84 + 26 * roll()
    neck = 24 + 18 * roll()
    form = scene.rng.randrange(4)
    foot = wide * 0.56
    if form == 0:
        profile = [
            (top, neck + 9),
            (top + 12, neck),
            (top + high * 0.34, neck + 3),
            (top + high * 0.66, wide),
            (bottom - 24, foot * 1.2),
            (bottom, foot),
        ]
    elif form == 1:
        profile = [
            (top, neck + 16),
            (top + 14, neck + 5),
            (top + high * 0.12, neck + 5),
            (top + high * 0.34, wide * 1.06),
            (top + high * 0.62, wide * 0.86),
            (bottom, foot),
        ]
    elif form == 2:
        profile = [
            (top, neck + 6),
            (top + high * 0.22, wide * 0.60),
            (top + high * 0.40, wide * 0.42),
            (top + high * 0.70, wide * 1.08),
            (bottom - 10, foot * 1.2),
            (bottom, foot * 1.1),
        ]
    else:
        profile = [
            (top, wide * 0.66),
            (top + high * 0.1, wide * 0.60),
            (top + high * 0.75, wide * 0.80),
            (bottom - 12, wide * 0.76),
            (bottom, wide * 0.68),
        ]
    scene.shadow(x, bottom + 8, profile[-1][1] * 1.2)
    if roll() < 0.45:
        branch(scene, x, top + 4, 150 * (0.75 + 0.4 * roll()))
    lathe(scene, x, profile, surface)
    opening(scene, x, top, profile[0][1], surface, wall=5, depth=0.95)


def branch(scene: Scene, x: float, y: float, length: float, leaf: str = "") -> None:
    """Draw a sprig that stands in a neck: a stem with leaves or buds."""
    lean = scene.rng.uniform(-0.45, 0.45)
    stem = curve(
        [(x, y + 8), (x + lean * length * 0.3, y - length * 0.4), (x + lean * length, y - length)]
    )
    tube(scene, stem, 1.9, plain("moss"))
    colour = rgb(leaf or scene.rng.choice(("sage", "moss", "forest", "olive", "rose", "mustard")))
    for k in range(7):
        px, py = stem[int((0.30 + 0.10 * k) * (len(stem) - 1))]
        side = 1 if k % 2 else -1
        grow = length * (0.19 - 0.012 * k)
        turn = -0.5 * side + lean
        patch = ellipse(px + side * grow * 0.8, py - grow * 0.35, grow, grow * 0.36, turn)
        scene.blend(patch, colour * (0.82 + 0.3 * scene.rng.random()))
        scene.blend(
            ellipse(px + side * grow * 0.7, py - grow * 0.42, grow * 0.7, grow * 0.10, turn),
            mix(colour, rgb("white"), 0.35),
            0.5,
        )


@shape("bud-vases")
def bud_vase(scene: Scene, look: Look, surface: Surface) -> None:
    """A small vase with one flower."""
    roll = scene.rng.random
    high, x, bottom = 150 + 50 * look.size, 320.0, 512.0
    top, wide = bottom - high, 52 + 26 * roll()
    scene.shadow(x, bottom + 6, wide * 0.95)
    lean = scene.rng.uniform(-30, 30)
    tip = (x + lean, top - 130 - 40 * roll())
    tube(scene, curve([(x, top + 10), (x + lean * 0.2, top - 60), tip]), 2.2, plain("moss"))
    flower(
        scene,
        tip[0],
        tip[1],
        26 + 8 * roll(),
        scene.rng.choice(("coral", "white", "mustard", "rose", "lilac", "cream")),
    )
    if scene.rng.random() < 0.5:
        profile = [
            (top, 19),
            (top + 10, 14),
            (top + high * 0.36, 16),
            (top + high * 0.72, wide),
            (bottom, wide * 0.6),
        ]
    else:
        profile = [
            (top, 17),
            (top + high * 0.25, 15),
            (top + high * 0.45, wide),
            (bottom - 10, wide * 0.95),
            (bottom, wide * 0.82),
        ]
    lathe(scene, x, profile, surface)
    opening(scene, x, top, profile[0][1], surface, wall=4, depth=0.95)


def flower(scene: Scene, x: float, y: float, radius: float, colour: str) -> None:
    """Draw a simple open flower facing up and forward."""
    base = rgb(colour)
    petals = scene.rng.choice((6, 8, 11))
    for k in range(petals):
        angle = 2 * np.pi * k / petals
        px, py = x + float(np.cos(angle)) * radius * 0.72, y + float(np.sin(angle)) * radius * 0.50
        shade = 0.90 - 0.10 * float(np.sin(angle)) * -1
        turn = float(np.arctan2(np.sin(angle) * 0.7, np.cos(angle)))
        scene.blend(ellipse(px, py, radius * 0.58, radius * 0.27, turn), base * shade)
        scene.blend(
            ellipse(px - 1, py - 2, radius * 0.36, radius * 0.10, turn),
            mix(base, rgb("white"), 0.4),
            0.55,
        )
    scene.blend(ellipse(x, y, radius * 0.30, radius * 0.22), rgb("ochre") * 0.9)
    scene.blend(ellipse(x - 2, y - 2, radius * 0.16, radius * 0.10), rgb("honey"), 0.8)
