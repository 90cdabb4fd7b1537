"""Lamps, lit from within."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import Scene, ellipse, ellipse_points, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, lathe, tube
from shop.demo.drawing.surfaces import Surface, plain

WARM = rgb("#ffe3ad")


def power(scene: Scene) -> float:
    """Return how brightly a lamp shines, 0.25..1; fully at rest."""
    return 0.625 + 0.375 * float(np.cos(scene.phase))


@shape("table-lamps")
def table_lamp(scene: Scene, look: Look, surface: Surface) -> None:
    """A turned base with a linen shade, lit."""
    rng = scene.rng
    x, bottom = 320.0, 530.0
    scene.shadow(x, bottom + 4, 84)
    high = 170 + 34 * look.size
    top = bottom - high
    form = rng.randrange(3)
    wide = 66 + 20 * rng.random()
    if form == 0:
        profile = [
            (top, 16),
            (top + 20, 20),
            (top + high * 0.55, wide),
            (bottom - 8, wide * 0.72),
            (bottom, wide * 0.7),
        ]
    elif form == 1:
        profile = [
            (top, 12),
            (top + high * 0.3, wide * 0.9),
            (top + high * 0.75, wide),
            (bottom, wide * 0.66),
        ]
    else:
        profile = [(top, 10), (bottom - 26, 12), (bottom - 20, wide * 1.1), (bottom, wide * 1.14)]
    lathe(scene, x, profile, surface, glass=look.family == "glass", smooth=form != 2)
    lathe(scene, x, [(top - 34, 7), (top + 4, 9)], plain("gold", "metal", "brass"))
    shade_top, wide_top, wide_low = top - 178, rng.uniform(56, 96), rng.uniform(118, 138)
    cloth = plain(rng.choice(("cream", "white", "oat")), "cloth", "linen")
    scene.glow(x, top - 90, 190, rgb("#ffcf8a"), 0.42 * power(scene))
    lathe(
        scene,
        x,
        [(shade_top, wide_top), (top - 22, wide_low)],
        cloth,
        smooth=False,
        glow=WARM * (0.72 + 0.28 * power(scene)),
    )
    scene.blend(ellipse(x, shade_top, wide_top, wide_top * TILT), rgb("#fff3d6"))
    scene.glow(x, bottom - 20, 110, rgb("#ffd9a0"), 0.16 * power(scene))


@shape("pendant-lamps")
def pendant(scene: Scene, look: Look, surface: Surface) -> None:
    """A shade hanging from its cord: dome, cone or globe."""
    rng = scene.rng
    x, wide = 320.0, 118 + 40 * look.size
    form = rng.randrange(3)
    top = 190.0
    tube(scene, [(x, 0), (x, top)], 2.2, plain("charcoal", "cloth"))
    lathe(scene, x, [(top - 26, 9), (top + 4, 13)], plain("gold", "metal", "brass"))
    translucent = look.material in {"washi", "rattan", "glass"}
    if form == 2 or look.material == "washi":
        low = top + wide * 1.6
        profile = [
            (top, 16),
            (top + wide * 0.35, wide * 0.86),
            (top + wide * 0.8, wide),
            (top + wide * 1.3, wide * 0.78),
            (low, 26),
        ]
    elif form == 0:
        low = top + wide * 0.92
        profile = [
            (top, 16),
            (top + 14, wide * 0.42),
            (top + wide * 0.45, wide * 0.85),
            (low, wide),
        ]
    else:
        low = top + wide * 1.05
        profile = [(top, 18), (top + 30, 26), (low, wide)]
    if not translucent:
        scene.glow(x, low + 60, 190, rgb("#ffd79b"), 0.36 * power(scene))
    lathe(
        scene,
        x,
        profile,
        surface,
        smooth=form != 1,
        glow=mix(WARM, surface.base, 0.25) * (0.72 + 0.28 * power(scene)) if translucent else None,
    )
    if translucent:
        scene.glow(x, top + wide * 0.8, 220, rgb("#ffcf8a"), 0.30 * power(scene))
        ribs = []
        for k in range(1, 11):
            y = top + (low - top) * k / 11
            r = float(np.interp(y, [p[0] for p in profile], [p[1] for p in profile]))
            ribs.append(ellipse_points(x, y, r, r * TILT)[1:36])
        if look.material != "glass":
            scene.blend(strokes(ribs, 1.4), surface.base * 0.6, 0.35)
    else:
        r = profile[-1][1]
        scene.blend(ellipse(x, low, r, r * TILT), rgb("#fff1cf"))
        scene.blend(ellipse(x, low + 3, r * 0.86, r * TILT * 0.82), rgb("#ffe9bb"))
        scene.blend(ellipse(x, low + 4, 24, 12), rgb("white"))
    scene.shadow(x + 10, 590, wide * 0.7, strength=0.12)


@shape("floor-lamps")
def floor_lamp(scene: Scene, look: Look, surface: Surface) -> None:
    """A tall lamp on three legs."""
    x, bottom, joint = 320.0, 572.0, 300.0
    scene.shadow(x, bottom - 8, 110, 26, 0.4)
    scene.glow(x, 200, 190, rgb("#ffcf8a"), 0.40 * power(scene))
    spread = 84 + 20 * look.size
    for dx, dy in ((-spread, -4), (spread * 1.02, -10), (8, 14)):
        tube(scene, [(x + dx * 0.04, joint - 20), (x + dx, bottom + dy)], 6.5, surface)
    lathe(
        scene,
        x,
        [(joint - 36, 10), (joint - 12, 15), (joint + 6, 12)],
        plain("gold", "metal", "brass"),
    )
    cloth = plain(scene.rng.choice(("cream", "white", "oat")), "cloth", "linen")
    top_r, low_r = scene.rng.choice(((104, 112), (78, 122)))
    lathe(
        scene,
        x,
        [(110, top_r), (262, low_r)],
        cloth,
        smooth=False,
        glow=WARM * (0.72 + 0.28 * power(scene)),
    )
    scene.blend(ellipse(x, 110, top_r, top_r * TILT), rgb("#fff3d6"))


@shape("desk-lamps")
def desk_lamp(scene: Scene, look: Look, surface: Surface) -> None:
    """A jointed lamp with a round base."""
    rng = scene.rng
    scene.shadow(376, 524, 92)
    scene.glow(216, 400, 140, rgb("#ffdda6"), 0.45 * power(scene))
    scene.glow(230, 540, 130, rgb("#ffe3b5"), 0.30 * power(scene))
    lathe(scene, 376, [(500, 84), (504, 88), (518, 88)], surface, smooth=False)
    scene.blend(
        ellipse(376, 500, 84, 84 * TILT), np.clip(mix(surface.base, rgb("white"), 0.18), 0, 1)
    )
    elbow = (430 + 16 * rng.random(), 330 - 26 * look.size)
    head = (246.0, 232 - 22 * look.size)
    tube(scene, [(376, 502), elbow], 5.5, surface)
    tube(scene, [elbow, head], 5.5, surface)
    for jx, jy in (elbow, head):
        scene.blend(ellipse(jx, jy, 11, 11), surface.base * 0.6)
        scene.blend(ellipse(jx - 2, jy - 2, 6, 6), mix(surface.base, rgb("white"), 0.4))
    hx, hy = head
    lathe(scene, hx - 18, [(hy - 34, 16), (hy - 20, 26), (hy + 12, 46), (hy + 62, 82)], surface)
    scene.blend(ellipse(hx - 18, hy + 62, 82, 82 * TILT), rgb("#ffe9bb"))
    scene.blend(ellipse(hx - 18, hy + 62, 30, 12), rgb("white"))


@shape("paper-lamps")
def paper_lamp(scene: Scene, look: Look, surface: Surface) -> None:
    """A paper lantern on the floor, ribbed and lit from within."""
    rng = scene.rng
    x, bottom = 320.0, 526.0
    wide, high = 100 + 34 * look.size, 250 + 50 * look.size
    form = rng.randrange(3)
    top = bottom - high
    if form == 0:
        high = wide * 1.9
        top = bottom - high
        profile = [
            (top, 30),
            (top + high * 0.22, wide * 0.84),
            (top + high * 0.5, wide),
            (top + high * 0.78, wide * 0.84),
            (bottom, 34),
        ]
    elif form == 1:
        profile = [(top, wide * 0.62), (top + high * 0.3, wide * 0.70), (bottom, wide * 0.78)]
    else:
        profile = [
            (top, wide * 0.4),
            (top + high * 0.28, wide * 0.85),
            (top + high * 0.52, wide * 0.55),
            (top + high * 0.78, wide * 0.92),
            (bottom, wide * 0.5),
        ]
    scene.shadow(x, bottom + 6, profile[-1][1] * 1.2, strength=0.35)
    scene.glow(x, top + high * 0.5, 230, rgb("#ffcf8a"), 0.36 * power(scene))
    lathe(
        scene,
        x,
        profile,
        surface,
        glow=mix(WARM, surface.base, 0.35) * (0.72 + 0.28 * power(scene)),
    )
    radius = PchipInterpolator([p[0] for p in profile], [p[1] for p in profile])
    ribs = [
        ellipse_points(x, y, float(radius(y)), float(radius(y)) * TILT)[0:37]
        for y in np.linspace(top + 8, bottom - 4, 17)
    ]
    scene.blend(strokes(ribs, 1.5), surface.base * 0.55, 0.4)
    scene.blend(ellipse(x, top, profile[0][1], profile[0][1] * TILT), rgb("#fff2d2"))
    scene.glow(x, bottom + 10, 120, rgb("#ffd9a0"), 0.2 * power(scene))
