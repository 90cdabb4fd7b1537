"""Wind chimes and baskets."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.kinds.vases import flower
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import (
    Scene,
    curve,
    ellipse,
    ellipse_points,
    polygon,
    rounded,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    TILT,
    flat,
    lathe,
    shaded,
    soft,
    tube,
    varied,
)
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("wind-chimes")
def wind_chime(scene: Scene, look: Look, surface: Surface) -> None:
    """Tubes hanging from a disc."""
    chime_at(scene, look, surface, scene.phase)


def chime_at(scene: Scene, look: Look, surface: Surface, phase: float) -> None:
    """Draw the chime with its tubes swaying at a phase."""
    x, top = 320.0, 190.0
    cord = plain("cream", "cloth")
    wood = bare(scene.rng.choice(("oak", "walnut", "cherry")))
    tube(scene, [(x, 40), (x, 110)], 2, cord)
    for dx in (-84, 84, 0):
        tube(scene, [(x, 108), (x + dx * 0.9, top - 6 + (14 if dx == 0 else 0))], 1.4, cord)
    order = sorted(range(6), key=lambda k: -np.cos(k * 1.05))
    for k in order:
        a = k * 1.05 + 0.3
        px, depth = x + 78 * np.sin(a), np.cos(a)
        long = 150 + 26 * ((k * 2) % 6) + 20 * look.size
        swing = 7 * np.sin(phase + k * 0.9)
        y0 = top + 22 + 12 * depth
        tube(scene, [(px, top + 8 * depth), (px + swing * 0.2, y0)], 1.2, cord)
        tone = shaded(surface, 0.82 + 0.2 * (depth + 1) / 2)
        tube(scene, [(px + swing * 0.2, y0), (px + swing, y0 + long)], 9.5, tone)
        scene.blend(ellipse(px + swing, y0 + long, 9, 3), rgb("#201810"), 0.8)
        scene.blend(ellipse(px + swing * 0.25, y0 + 16, 2.4, 2.4), rgb("black"), 0.7)
        if k == order[2]:
            sway = 9 * np.sin(phase + 1.2)
            tube(
                scene,
                [(x, top), (x + sway * 0.5, top + 130), (x + sway * 1.6, top + 300)],
                1.4,
                cord,
            )
            lathe(scene, x + sway * 0.5, [(top + 118, 24), (top + 134, 24)], wood)
            scene.blend(
                ellipse(x + sway * 0.5, top + 118, 24, 24 * TILT), mix(wood.base, rgb("white"), 0.2)
            )
            sail = curve(
                [
                    (x + sway * 1.6, top + 296),
                    (x + sway * 1.6 + 26, top + 336),
                    (x + sway * 1.6, top + 386),
                    (x + sway * 1.6 - 26, top + 336),
                ],
                closed=True,
            )
            flat(scene, sail, wood, along=(0, 1))
    lathe(scene, x, [(top - 10, 92), (top + 6, 92)], wood)
    scene.blend(
        ellipse(x, top - 10, 92, 92 * TILT), np.clip(mix(wood.base, rgb("white"), 0.14), 0, 1)
    )


@shape("garden-baskets", "handlebar-baskets")
def basket(scene: Scene, look: Look, surface: Surface) -> None:
    """A woven basket with an arched handle, or leather straps and a loaf."""
    rng = scene.rng
    x, bottom, wide = 320.0, 516.0, 134 + 22 * look.size
    top = bottom - 128.0
    scene.shadow(x, bottom + 10, wide * 0.95, strength=0.55)
    weave = surface
    if look.family == "metal":
        weave = varied(surface, family="cane", metal=0.4, gloss=0.3)
    garden = look.kind == "garden-baskets"
    if garden:
        tube(
            scene,
            curve(
                [
                    (x - wide * 0.98, top + 6),
                    (x - wide * 0.8, top - 150),
                    (x, top - 196),
                    (x + wide * 0.8, top - 150),
                    (x + wide * 0.98, top + 6),
                ]
            ),
            8,
            weave,
        )
    scene.blend(ellipse(x, top, wide, wide * TILT), weave.base * 0.4)
    if garden:
        for _ in range(9):
            px, py = x + rng.uniform(-0.66, 0.66) * wide, top - rng.uniform(4, 40)
            pick = rng.choice(("leaf", "carrot", "flower"))
            if pick == "flower":
                flower(scene, px, py - 20, 21, rng.choice(("coral", "white", "mustard", "lilac")))
            elif pick == "carrot":
                soft(scene, ellipse(px, py, 40, 12, rng.uniform(-1, 1)), plain("coral", "care"), 8)
            else:
                scene.blend(
                    ellipse(px, py - 14, 40, 15, rng.uniform(-1.4, 1.4)),
                    rgb(rng.choice(("moss", "forest", "sage"))),
                )
    else:
        soft(scene, ellipse(x - 40, top - 26, 96, 27, -0.35), plain("tan", "care"), 15)
        for k in range(4):
            scene.blend(
                stroke(
                    [(x - 96 + 34 * k, top - 16 - 12 * k), (x - 78 + 34 * k, top - 42 - 12 * k)], 4
                ),
                rgb("cream"),
                0.55,
            )
        tube(
            scene,
            [(x + 66, top + 10), (x + 86, top - 76)],
            13,
            plain("#2f4a36", "glass", gloss=0.9),
        )
        tube(scene, [(x + 86, top - 76), (x + 92, top - 104)], 6, plain("#2f4a36", "glass"))
    lathe(scene, x, [(top, wide), (top + 60, wide * 0.94), (bottom, wide * 0.76)], weave)
    ring = ellipse_points(x, top, wide, wide * TILT)[0:37]
    tube(scene, ring, 7, weave)
    spots = [(px, py) for px, py in ring[::2]]
    scene.blend(
        strokes([[(px - 5, py - 6), (px + 5, py + 6)] for px, py in spots], 2.4),
        weave.base * 0.55,
        0.8,
    )
    if not garden:
        for dx in (-0.42, 0.42):
            belt = rounded(x + dx * wide - 11, top + 22, x + dx * wide + 11, top + 116, 5)
            soft(scene, polygon(belt), bare("leather", "hide"), 4)
            frame = rounded(x + dx * wide - 14, top + 62, x + dx * wide + 14, top + 84, 4)
            tube(scene, [*frame, frame[0]], 2.4, plain("gold", "metal", "brass"))
