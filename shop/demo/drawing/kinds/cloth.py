"""Folded and hung cloth."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, floats, mix, rgb
from shop.demo.drawing.scene import Point, Scene, curve, ellipse, polygon, rounded, stroke, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import flat, shaded, soft, stitch, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("cushions")
def cushion(scene: Scene, look: Look, surface: Surface) -> None:
    """A plump cushion propped up."""
    rng = scene.rng
    w, h = (180, 122) if look.size == 1 else (136 + 44 * look.size, 136 + 44 * look.size)
    x, y, a = 320.0, 524.0 - h, rng.uniform(-0.10, 0.10)
    scene.shadow(326, 522, w * 1.02, 26, 0.55)

    def at(u: float, v: float) -> Point:
        px, py = u * w, v * h
        return x + px * np.cos(a) - py * np.sin(a), y + px * np.sin(a) + py * np.cos(a)

    ring = [
        (-1.04, -1.05),
        (-0.5, -0.93),
        (0, -0.91),
        (0.5, -0.93),
        (1.04, -1.05),
        (0.94, -0.5),
        (0.92, 0),
        (0.94, 0.5),
        (1.02, 1.03),
        (0.5, 0.95),
        (0, 0.96),
        (-0.5, 0.95),
        (-1.02, 1.03),
        (-0.94, 0.5),
        (-0.92, 0),
        (-0.94, -0.5),
    ]
    outline = curve([at(u, v) for u, v in ring], closed=True)

    def creases(px: Floats, py: Floats) -> Floats:
        u, v = (px - x) / w, (py - y) / h
        pull = np.exp(-((np.abs(u) - 1) ** 2 + (np.abs(v) - 1) ** 2) / 0.18)
        return floats(5.0 * pull * np.sin(np.arctan2(np.abs(v) - 1.0, np.abs(u) - 1.0) * 9))

    soft(scene, polygon(outline), surface, 52, creases=creases, spin=a)
    scene.blend(stroke([*outline, outline[0]], 2.4), np.clip(surface.base * 0.7, 0, 1), 0.6)


def folded(
    scene: Scene,
    surface: Surface,
    x: float,
    bottom: float,
    wide: float,
    folds: int,
    thick: float,
    fringe: bool = False,
) -> None:
    """Draw a folded stack of cloth: its face on top and rounded folds in front."""
    top = bottom - folds * thick
    lift, slide = wide * 0.46, wide * 0.20
    face = [
        (x - wide + slide, top - lift),
        (x + wide + slide, top - lift),
        (x + wide, top),
        (x - wide, top),
    ]
    side = [
        (x + wide, top),
        (x + wide + slide, top - lift),
        (x + wide + slide, bottom - lift),
        (x + wide, bottom),
    ]
    flat(scene, side, shaded(surface, 0.62), (1, 0, 0.2))
    for k in range(folds):
        y = top + k * thick
        soft(
            scene,
            polygon(rounded(x - wide - 3, y - 1, x + wide + 2, y + thick, thick * 0.48)),
            surface,
            thick * 0.42,
        )
        scene.blend(
            stroke([(x - wide + 4, y + thick), (x + wide - 2, y + thick)], 1.6), rgb("black"), 0.30
        )

    def creases(px: Floats, py: Floats) -> Floats:
        return floats(1.4 * np.sin(px / 60 + py / 22))

    soft(scene, polygon(face), surface, 7, creases=creases)
    if fringe:
        lines = [
            [
                (x - wide + t * 2 * wide, bottom - 2),
                (x - wide + t * 2 * wide + scene.rng.uniform(-4, 4), bottom + 26),
            ]
            for t in np.linspace(0.01, 0.99, 44)
        ]
        scene.blend(strokes(lines, 2.2), np.clip(surface.base * 0.82, 0, 1), 0.95)


@shape("throws")
def throw(scene: Scene, look: Look, surface: Surface) -> None:
    """A folded blanket with a fringe, or one over a chair rail."""
    if scene.rng.random() < 0.5:
        scene.shadow(350, 520, 196, 56, 0.5)
        folded(scene, surface, 300, 510, 150, 4, 26, fringe=True)
    else:
        hung(scene, surface, 126 + 20 * look.size, 300, fringe=True)


def hung(
    scene: Scene,
    surface: Surface,
    wide: float,
    long: float,
    fringe: bool = False,
    rail: float = 150.0,
) -> None:
    """Draw cloth over a wooden rail, falling in folds."""
    rng = scene.rng
    tube(scene, [(70, rail), (570, rail)], 8, bare("oak"))
    phase = rng.uniform(0, 6)
    left, right = 320 - wide, 320 + wide
    low = [
        (left + t * (right - left), rail + long + 7 * np.sin(t * 11 + phase))
        for t in np.linspace(0, 1, 40)
    ]
    back = [
        (left + 18, rail - 6),
        (right + 14, rail - 6),
        (right + 12, rail + long * 0.62),
        (left + 20, rail + long * 0.62),
    ]
    scene.wall_shadow(polygon([(left, rail), (right, rail), *low[::-1]]), 20, 26, 15)
    flat(scene, back, shaded(surface, 0.70))
    outline = [(left, rail - 9), (right, rail - 9), *low[::-1]]

    def creases(px: Floats, py: Floats) -> Floats:
        depth = np.clip((py - rail) / long, 0, 1)
        return floats(
            (4 + 9 * depth) * np.sin((px - left) / (right - left) * 11 + phase + depth * 0.5)
        )

    soft(scene, polygon(outline), surface, 9, creases=creases)
    scene.blend(
        stroke([(left, rail - 4), (right, rail - 4)], 6), mix(surface.base, rgb("white"), 0.4), 0.35
    )
    if fringe:
        lines = [
            [(px, py - 2), (px + rng.uniform(-3, 3), py + 26)]
            for px, py in low
            for px in (px, px + 3.5)
        ]
        scene.blend(strokes(lines, 1.8), np.clip(surface.base * 0.85, 0, 1), 0.95)
    else:
        stitch(
            scene,
            [(px, py - 13) for px, py in low],
            np.clip(mix(surface.base, rgb("white"), 0.5), 0, 1),
            8,
        )


@shape("bath-towels")
def bath_towel(scene: Scene, look: Look, surface: Surface) -> None:
    """A hung towel, or a folded pair."""
    if scene.rng.random() < 0.5:
        hung(scene, surface, 84 + 40 * look.size, 270 + 50 * look.size)
    else:
        scene.shadow(340, 520, 170, 50, 0.5)
        folded(scene, surface, 304, 512, 132, 2, 42)
        folded(scene, surface, 306, 424, 126, 2, 40)


@shape("tea-towels")
def tea_towel(scene: Scene, look: Look, surface: Surface) -> None:
    """A thin towel hanging from a peg, gathered by its loop."""
    rng = scene.rng
    x, top, long = 320.0, 150.0, 330 + 40 * look.size
    scene.blend(ellipse(x, top - 8, 15, 15), rgb("tan") * 0.6)
    phase = rng.uniform(0, 6)
    left = curve(
        [(x - 6, top), (x - 52, top + 90), (x - 92, top + long * 0.6), (x - 108, top + long)]
    )
    right = curve(
        [(x + 112, top + long - 26), (x + 96, top + long * 0.6), (x + 58, top + 90), (x + 6, top)]
    )
    low = [
        (x - 108 + t * 220, top + long - 26 * t + 16 * np.sin(t * 9 + phase) * (1 - abs(2 * t - 1)))
        for t in np.linspace(0, 1, 30)
    ]
    outline = [*left, *low, *right]
    scene.wall_shadow(polygon(outline), 20, 22, 14)

    def creases(px: Floats, py: Floats) -> Floats:
        fan = (px - x) / (22 + (py - top) * 0.30)
        return 9 * np.sin(fan * 5.2 + phase)

    soft(scene, polygon(outline), surface, 8, creases=creases)
    tube(
        scene, curve([(x - 5, top + 6), (x, top - 26), (x + 5, top + 6)]), 2.4, shaded(surface, 0.9)
    )
    scene.blend(ellipse(x, top - 12, 12, 12), rgb("tan"))
    scene.blend(ellipse(x - 3, top - 15, 5, 5), rgb("cream"), 0.7)


@shape("napkins")
def napkins(scene: Scene, look: Look, surface: Surface) -> None:
    """A tied stack of napkins."""
    scene.shadow(346, 508, 150, 46, 0.5)
    folds = 4 + round(2 * look.size)
    folded(scene, surface, 304, 506, 118, folds, 15)
    top = 506 - folds * 15
    band = plain("cream" if surface.base.mean() < 0.7 else "indigo", "cloth")
    flat(scene, [(290, top), (322, top), (346, top - 54), (314, top - 54)], band, (0, 1, 0.3))
    flat(scene, [(290, top), (322, top), (322, 506), (290, 506)], shaded(band, 0.9))
    soft(
        scene,
        polygon(curve([(306, top - 26), (268, top - 46), (280, top - 18)], closed=True)),
        band,
        4,
    )
    soft(
        scene,
        polygon(curve([(312, top - 26), (352, top - 50), (346, top - 20)], closed=True)),
        band,
        4,
    )
