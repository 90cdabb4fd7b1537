"""Candles, their holders and lanterns."""

from __future__ import annotations

from shop.demo.drawing.details import flame, label
from shop.demo.drawing.kinds.cups import handle
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import Scene, curve, ellipse
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, lathe, opening, tube
from shop.demo.drawing.surfaces import Surface, plain


@shape("candles")
def candle(scene: Scene, look: Look, surface: Surface) -> None:
    """A poured candle in a cup, or a turned pillar."""
    rng = scene.rng
    wide, high = 66 + 26 * look.size, 120 + 60 * look.size
    bottom, x = 520.0, 320.0
    top = bottom - high
    scene.shadow(x, bottom + 6, wide * 1.15)
    if look.finish == "labelled" or rng.random() < 0.45:
        cup = plain(rng.choice(("charcoal", "amber", "stone", "forest", "rust")), "clay")
        lathe(scene, x, [(top, wide), (bottom - 6, wide), (bottom, wide * 0.95)], cup)
        opening(scene, x, top, wide, cup, wall=6, liquid=surface.base, level=0.5)
        label(
            scene,
            look,
            x - wide * 0.56,
            top + high * 0.32,
            x + wide * 0.56,
            top + high * 0.32 + wide * 0.95,
            bend=6,
        )
        flame(scene, x, top + 6, 0.9)
    else:
        lathe(
            scene, x, [(top, wide * 0.78), (top + 10, wide * 0.84), (bottom, wide * 0.84)], surface
        )
        pool = ellipse(x, top, wide * 0.78, wide * 0.78 * TILT)
        scene.blend(pool, mix(surface.base, rgb("#fff0c0"), 0.6))
        scene.blend(
            ellipse(x, top + 2, wide * 0.5, wide * 0.5 * TILT),
            mix(surface.base, rgb("#ffd98a"), 0.6),
        )
        flame(scene, x, top - 2, 1.0)


@shape("candle-holders")
def candle_holder(scene: Scene, look: Look, surface: Surface) -> None:
    """A stick with its dish, ring and a tall candle."""
    x, bottom = 316.0, 520.0
    stem = 44 + 90 * look.size
    scene.shadow(x, bottom + 6, 96)
    wax = plain(scene.rng.choice(("cream", "white", "honey", "brick", "sage")), "wax")
    handle(
        scene,
        [
            (x + 84, bottom - 12),
            (x + 132, bottom - 24),
            (x + 124, bottom + 14),
            (x + 84, bottom - 2),
        ],
        6,
        surface,
    )
    lathe(scene, x, [(bottom - 18, 98), (bottom - 12, 96), (bottom, 62)], surface)
    opening(scene, x, bottom - 18, 98, surface, wall=6, depth=0.2)
    top = bottom - 30 - stem
    tall = 130 + 40 * scene.rng.random()
    lathe(scene, x, [(top - tall, 15), (top - tall + 6, 17), (top, 17)], wax)
    lathe(
        scene,
        x,
        [
            (top - 14, 25),
            (top + 6, 22),
            (top + 20, 12 + 6 * look.size),
            (bottom - 34, 14),
            (bottom - 14, 34),
        ],
        surface,
    )
    flame(scene, x, top - tall - 2, 0.9)


@shape("lanterns")
def lantern(scene: Scene, look: Look, surface: Surface) -> None:
    """A glazed lantern with a bail, a candle inside."""
    scale = 0.88 + 0.2 * look.size
    x, bottom = 320.0, 524.0
    top = bottom - 250 * scale
    scene.shadow(x, bottom + 6, 92 * scale)
    tube(
        scene,
        curve(
            [
                (x - 66 * scale, top + 46),
                (x - 74 * scale, top - 50),
                (x, top - 92),
                (x + 74 * scale, top - 50),
                (x + 66 * scale, top + 46),
            ]
        ),
        3.4,
        surface,
    )
    lathe(
        scene,
        x,
        [(bottom - 36, 84 * scale), (bottom - 30, 90 * scale), (bottom, 90 * scale)],
        surface,
    )
    wax = plain("cream", "wax")
    lathe(scene, x, [(bottom - 100, 26), (bottom - 34, 26)], wax)
    flame(scene, x, bottom - 102, 1.0)
    lathe(
        scene,
        x,
        [(top + 66, 66 * scale), (bottom - 34, 74 * scale)],
        plain("clear", "glass"),
        glass=True,
        smooth=False,
    )
    for k in range(4):
        dx = (-1, -0.38, 0.38, 1)[k] * 76 * scale
        tube(
            scene,
            [(x + dx * 0.9, top + 62), (x + dx, bottom - 30 + (8 if abs(dx) < 50 else 0))],
            3.2,
            surface,
        )
    lathe(
        scene,
        x,
        [
            (top - 6, 26),
            (top + 4, 34),
            (top + 26, 40),
            (top + 60, 82 * scale),
            (top + 74, 82 * scale),
        ],
        surface,
    )
    lathe(scene, x, [(top - 20, 12), (top - 4, 30), (top + 2, 30)], surface)
