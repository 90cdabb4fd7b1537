"""Textiles: cushions, folded and hung cloth, rugs, aprons, scarves."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, mix, rgb
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
    ring = [(-1.04, -1.05), (-0.5, -0.93), (0, -0.91), (0.5, -0.93), (1.04, -1.05), (0.94, -0.5), (0.92, 0), (0.94, 0.5), (1.02, 1.03), (0.5, 0.95), (0, 0.96), (-0.5, 0.95), (-1.02, 1.03), (-0.94, 0.5), (-0.92, 0), (-0.94, -0.5)]
    outline = curve([at(u, v) for u, v in ring], closed=True)
    def creases(px: Floats, py: Floats) -> Floats:
        u, v = (px - x) / w, (py - y) / h
        pull = np.exp(-((np.abs(u) - 1) ** 2 + (np.abs(v) - 1) ** 2) / 0.18)
        return 5.0 * pull * np.sin(np.arctan2(np.abs(v) - 1.0, np.abs(u) - 1.0) * 9)
    soft(scene, polygon(outline), surface, 52, creases=creases, spin=a)
    scene.blend(stroke([*outline, outline[0]], 2.4), np.clip(surface.base * 0.7, 0, 1), 0.6)


def folded(scene: Scene, surface: Surface, x: float, bottom: float, wide: float, folds: int, thick: float, fringe: bool = False) -> None:
    """Draw a folded stack of cloth: its face on top and rounded folds in front."""
    top = bottom - folds * thick
    lift, slide = wide * 0.46, wide * 0.20
    face = [(x - wide + slide, top - lift), (x + wide + slide, top - lift), (x + wide, top), (x - wide, top)]
    side = [(x + wide, top), (x + wide + slide, top - lift), (x + wide + slide, bottom - lift), (x + wide, bottom)]
    flat(scene, side, shaded(surface, 0.62), (1, 0, 0.2))
    for k in range(folds):
        y = top + k * thick
        soft(scene, polygon(rounded(x - wide - 3, y - 1, x + wide + 2, y + thick, thick * 0.48)), surface, thick * 0.42)
        scene.blend(stroke([(x - wide + 4, y + thick), (x + wide - 2, y + thick)], 1.6), rgb("black"), 0.30)
    def creases(px: Floats, py: Floats) -> Floats:
        return 1.4 * np.sin(px / 60 + py / 22)
    soft(scene, polygon(face), surface, 7, creases=creases)
    if fringe:
        lines = [[(x - wide + t * 2 * wide, bottom - 2), (x - wide + t * 2 * wide + scene.rng.uniform(-4, 4), bottom + 26)] for t in np.linspace(0.01, 0.99, 44)]
        scene.blend(strokes(lines, 2.2), np.clip(surface.base * 0.82, 0, 1), 0.95)


@shape("throws")
def throw(scene: Scene, look: Look, surface: Surface) -> None:
    """A folded blanket with a fringe, or one over a chair rail."""
    if scene.rng.random() < 0.5:
        scene.shadow(350, 520, 196, 56, 0.5)
        folded(scene, surface, 300, 510, 150, 4, 26, fringe=True)
    else:
        hung(scene, surface, 126 + 20 * look.size, 300, fringe=True)


def hung(scene: Scene, surface: Surface, wide: float, long: float, fringe: bool = False, rail: float = 150.0) -> None:
    """Draw cloth over a wooden rail, falling in folds."""
    rng = scene.rng
    tube(scene, [(70, rail), (570, rail)], 8, bare("oak"))
    phase = rng.uniform(0, 6)
    left, right = 320 - wide, 320 + wide
    low = [(left + t * (right - left), rail + long + 7 * np.sin(t * 11 + phase)) for t in np.linspace(0, 1, 40)]
    back = [(left + 18, rail - 6), (right + 14, rail - 6), (right + 12, rail + long * 0.62), (left + 20, rail + long * 0.62)]
    scene.wall_shadow(polygon([(left, rail), (right, rail), *low[::-1]]), 20, 26, 15)
    flat(scene, back, shaded(surface, 0.70))
    outline = [(left, rail - 9), (right, rail - 9), *low[::-1]]
    def creases(px: Floats, py: Floats) -> Floats:
        depth = np.clip((py - rail) / long, 0, 1)
        return (4 + 9 * depth) * np.sin((px - left) / (right - left) * 11 + phase + depth * 0.5)
    soft(scene, polygon(outline), surface, 9, creases=creases)
    scene.blend(stroke([(left, rail - 4), (right, rail - 4)], 6), mix(surface.base, rgb("white"), 0.4), 0.35)
    if fringe:
        lines = [[(px, py - 2), (px + rng.uniform(-3, 3), py + 26)] for px, py in low for px in (px, px + 3.5)]
        scene.blend(strokes(lines, 1.8), np.clip(surface.base * 0.85, 0, 1), 0.95)
    else:
        stitch(scene, [(px, py - 13) for px, py in low], np.clip(mix(surface.base, rgb("white"), 0.5), 0, 1), 8)


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
    left = curve([(x - 6, top), (x - 52, top + 90), (x - 92, top + long * 0.6), (x - 108, top + long)])
    right = curve([(x + 112, top + long - 26), (x + 96, top + long * 0.6), (x + 58, top + 90), (x + 6, top)])
    low = [(x - 108 + t * 220, top + long - 26 * t + 16 * np.sin(t * 9 + phase) * (1 - abs(2 * t - 1)) ) for t in np.linspace(0, 1, 30)]
    outline = [*left, *low, *right]
    scene.wall_shadow(polygon(outline), 20, 22, 14)
    def creases(px: Floats, py: Floats) -> Floats:
        fan = (px - x) / (22 + (py - top) * 0.30)
        return 9 * np.sin(fan * 5.2 + phase)
    soft(scene, polygon(outline), surface, 8, creases=creases)
    tube(scene, curve([(x - 5, top + 6), (x, top - 26), (x + 5, top + 6)]), 2.4, shaded(surface, 0.9))
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
    soft(scene, polygon(curve([(306, top - 26), (268, top - 46), (280, top - 18)], closed=True)), band, 4)
    soft(scene, polygon(curve([(312, top - 26), (352, top - 50), (346, top - 20)], closed=True)), band, 4)


@shape("rugs")
def rug(scene: Scene, look: Look, surface: Surface) -> None:
    """A rug lying flat, one end rolled."""
    rng = scene.rng
    w, lift = 200 + 30 * look.size, 150.0
    x, bottom = 300.0, 540.0
    face = [(x - w * 0.72 + 60, bottom - lift), (x + w * 0.9 + 40, bottom - lift), (x + w * 0.92, bottom), (x - w, bottom)]
    scene.wall_shadow(polygon(face), 8, 10, 9)
    fringe = surface.base * 0.9
    for (x0, y0), (x1, y1) in ((face[3], face[0]),):
        lines = [[(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t), (x0 + (x1 - x0) * t - 20, y0 + (y1 - y0) * t + rng.uniform(-2, 4))] for t in np.linspace(0.01, 0.99, 36)]
        scene.blend(strokes(lines, 2), np.clip(mix(fringe, rgb("cream"), 0.5), 0, 1))
    flat(scene, face, surface, (0, 0.9, 0.45), fade=-0.08)
    def inset(share: float) -> list[Point]:
        cx, cy = sum(p[0] for p in face) / 4, sum(p[1] for p in face) / 4
        return [(cx + (px - cx) * share, cy + (py - cy) * share) for px, py in face]
    if rng.random() < 0.7:
        for share, width in ((0.90, 5), (0.80, 2.5)):
            line = inset(share)
            scene.blend(stroke([*line, line[0]], width), surface.second, 0.8)
    rx = x + w * 0.94
    roll = [(rx - 6, bottom - 2), (rx + 46, bottom - lift + 4)]
    scene.shadow(rx + 36, bottom - lift * 0.45, 40, 66, 0.35)
    tube(scene, roll, 30, shaded(surface, 0.94))
    scene.blend(ellipse(roll[0][0], roll[0][1], 29, 30, 0.2), np.clip(surface.base * 0.72, 0, 1))
    for r in (22, 14, 7):
        points = [(roll[0][0] + r * np.cos(a), roll[0][1] + r * np.sin(a)) for a in np.linspace(0, 6.3, 30)]
        scene.blend(stroke(points, 1.8), np.clip(surface.base * 0.45, 0, 1), 0.8)


@shape("aprons")
def apron(scene: Scene, look: Look, surface: Surface) -> None:
    """An apron hanging from a hook."""
    x, top, long = 320.0, 190.0, 340.0
    strap = shaded(surface, 0.82)
    scene.blend(ellipse(x, 112, 12, 12), rgb("tan"))
    tube(scene, curve([(x - 62, top + 4), (x - 34, 132), (x, 110), (x + 34, 132), (x + 62, top + 4)]), 5, strap)
    outline = [(x - 66, top), (x + 66, top), *curve([(x + 66, top), (x + 84, top + 88), (x + 142, top + 126)]), *curve([(x + 142, top + 126), (x + 136, top + 240), (x + 148, top + long)]), *curve([(x + 148, top + long), (x, top + long + 14), (x - 148, top + long)]), *curve([(x - 148, top + long), (x - 136, top + 240), (x - 142, top + 126)]), *curve([(x - 142, top + 126), (x - 84, top + 88), (x - 66, top)])]
    for side in (-1, 1):
        tube(scene, curve([(x + side * 138, top + 132), (x + side * 172, top + 190), (x + side * 160, top + 300)]), 4, strap)
    scene.wall_shadow(polygon(outline), 18, 22, 14)
    def creases(px: Floats, py: Floats) -> Floats:
        return 6 * np.clip((py - top) / long, 0, 1) * np.sin((px - x) / 32 + np.sin(py / 90))
    soft(scene, polygon(outline), surface, 8, creases=creases)
    pocket = rounded(x - 74, top + 168, x + 74, top + 262, 10)
    scene.wall_shadow(polygon(pocket), 2, 4, 3)
    soft(scene, polygon(pocket), shaded(surface, 1.03), 4)
    thread = np.clip(mix(surface.base, rgb("white"), 0.6), 0, 1)
    stitch(scene, [(x - 68, top + 174), (x - 68, top + 256), (x + 68, top + 256), (x + 68, top + 174)], thread)
    stitch(scene, [(x - 60, top + 10), (x + 60, top + 10)], thread)


@shape("scarves")
def scarf(scene: Scene, look: Look, surface: Surface) -> None:
    """A scarf looped on itself, its ends hanging with fringe."""
    rng = scene.rng
    x, y = 320.0, 180.0
    wide = 44 + 18 * look.size
    scene.blend(ellipse(x, y - 46, 12, 12), rgb("tan"))
    for lean, long, shade in ((-1, 300, 0.84), (1, 340, 1.0)):
        top = [(x + lean * 6 - wide * 0.6, y - 40), (x + lean * 6 + wide * 0.6, y - 40)]
        low_x = x + lean * wide * 0.92
        outline = [*curve([top[0], (x + lean * 34 - wide * 0.95, y + 90), (low_x - wide, y + long)]), *curve([(low_x + wide, y + long), (x + lean * 34 + wide * 0.95, y + 90), top[1]])]
        scene.wall_shadow(polygon(outline), 12, 16, 11)
        def creases(px: Floats, py: Floats, x0: float = low_x) -> Floats:
            return 5 * np.sin((px - x0) / 13 + py / 120)
        soft(scene, polygon(outline), shaded(surface, shade), 9, creases=creases)
        lines = [[(low_x - wide + t * 2 * wide, y + long - 2), (low_x - wide + t * 2 * wide + rng.uniform(-4, 4), y + long + 30)] for t in np.linspace(0.03, 0.97, 22)]
        scene.blend(strokes(lines, 2.6), np.clip(surface.base * 0.8 * shade, 0, 1))
    knot = curve([(x - 62, y - 6), (x - 48, y - 50), (x + 4, y - 62), (x + 56, y - 46), (x + 62, y + 2), (x + 34, y + 38), (x - 34, y + 40)], closed=True)
    scene.wall_shadow(polygon(knot), 4, 12, 7)
    def twist(px: Floats, py: Floats) -> Floats:
        return 6 * np.sin((px - x) / 12 - (py - y) / 16)
    soft(scene, polygon(knot), surface, 20, creases=twist, spin=0.7)
