"""Drums, bowls, music boxes, metronomes."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import Point, Scene, ellipse, polygon, rounded, stroke, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    TILT,
    box,
    flat,
    lathe,
    opening,
    project,
    shaded,
    soft,
    tube,
)
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("hand-drums")
def hand_drum(scene: Scene, look: Look, surface: Surface) -> None:
    """A laced drum: goblet, frame or barrel."""
    rng = scene.rng
    x, bottom = 320.0, 524.0
    wide = 106 + 30 * look.size
    high = rng.choice((110.0, 190.0, 240.0))
    top = bottom - high
    foot = wide * (0.96 if high < 150 else 0.72)
    scene.shadow(x, bottom + 10, foot * 1.1, strength=0.55)
    lathe(
        scene,
        x,
        [(top, wide), (top + high * 0.5, wide * (1.0 if high < 150 else 0.94)), (bottom, foot)],
        surface,
    )
    rope = plain(rng.choice(("cream", "brick", "black", "oat")), "cloth")
    lines = []
    for k in range(9):
        a0, a1 = -1.35 + 0.3 * k, -1.35 + 0.3 * (k + 0.5)
        for b0, b1 in ((a0, a1), (a1, a0 + 0.3)):
            up, down = (b0, b1) if b0 == a0 else (b1, b0)
            lines.append(
                [
                    (x + wide * np.sin(up), top + 10 + wide * TILT * np.cos(up)),
                    (x + foot * np.sin(down) * 1.0, bottom - 16 + foot * TILT * np.cos(down)),
                ]
            )
    scene.blend(
        strokes([[(px + 1.5, py + 2) for px, py in line] for line in lines], 3.6), rgb("black"), 0.3
    )
    scene.blend(strokes(lines, 3.2), rope.base)
    lathe(
        scene, x, [(top - 2, wide * 1.02), (top + 14, wide * 1.02)], plain(rope.base * 0.9, "cloth")
    )
    skin = ellipse(x, top - 2, wide * 1.02, wide * 1.02 * TILT)
    px, py = skin.grid
    hide = plain("#e9dcc0", "hide")
    scene.blend(
        skin,
        hide.albedo(px * 0.5 + 0 * py, py + 0 * px) * (1.0 + 0.08 * (x - px) / wide)[..., None],
    )
    scene.blend(ellipse(x + 8, top, wide * 0.42, wide * 0.42 * TILT), rgb("tan"), 0.18)


@shape("singing-bowls")
def singing_bowl(scene: Scene, look: Look, surface: Surface) -> None:
    """A bowl on its ring cushion with the stick across."""
    x, bottom = 312.0, 508.0
    wide, high = 112 + 40 * look.size, 96 + 26 * look.size
    scene.shadow(x, bottom + 10, wide * 0.98, strength=0.55)
    felt = plain(scene.rng.choice(("brick", "indigo", "plum", "moss", "ochre")), "cloth", "felt")
    lathe(
        scene,
        x,
        [(bottom - 26, wide * 0.66), (bottom - 10, wide * 0.82), (bottom, wide * 0.72)],
        felt,
    )
    top = bottom - 18 - high
    lathe(
        scene,
        x,
        [
            (top, wide),
            (top + high * 0.5, wide * 0.99),
            (bottom - 34, wide * 0.74),
            (bottom - 18, wide * 0.5),
        ],
        surface,
    )
    opening(scene, x, top, wide, surface, wall=6, depth=0.6)
    stick = [(x + wide * 0.30, top - 4), (x + wide + 128, bottom + 6)]
    scene.wall_shadow(stroke(stick, 20), 6, 14, 7)
    tube(scene, stick, 12, bare("walnut"))
    tube(scene, [stick[0], (stick[0][0] + 44, stick[0][1] + 34)], 12.6, plain(felt.base, "hide"))


@shape("music-boxes")
def music_box(scene: Scene, look: Look, surface: Surface) -> None:
    """A wooden box with a crank and its works under glass."""
    origin, yaw = (308.0, 506.0), -0.42
    scene.shadow(326, 512, 150, 54, 0.5)
    high = 104.0
    box(scene, (0, 0, 0), (236, high, 172), surface, yaw=yaw, origin=origin)

    def at(x: float, z: float, y: float = high) -> Point:
        return project((x, y, z), yaw, *origin)

    well = [at(-88, -58), at(88, -58), at(88, 58), at(-88, 58)]
    scene.blend(polygon(well), rgb("#2b1f18"))
    brass, steel = plain("gold", "metal", "brass"), plain("silver", "metal", "steel")
    tube(scene, [at(-62, -14, high - 6), at(46, -14, high - 6)], 15, brass)
    pins = [
        at(-58 + 104 * scene.rng.random(), -26 + 22 * scene.rng.random(), high - 2)
        for _ in range(40)
    ]
    for px, py in pins:
        scene.blend(ellipse(px, py, 1.5, 1.5), rgb("cream"))
    comb = [[at(-58 + 6.4 * k, 6, high - 6), at(-58 + 6.4 * k, 46, high - 6)] for k in range(17)]
    scene.blend(strokes(comb, 3.4), steel.base)
    flat(
        scene,
        [at(-66, 40, high - 6), at(52, 40, high - 6), at(52, 56, high - 6), at(-66, 56, high - 6)],
        steel,
        (0, 1, 0),
    )
    scene.blend(ellipse(*at(68, -12, high - 6), 14, 9), brass.base)
    sheen = polygon([at(-88, -58), at(-30, -58), at(20, 58), at(-60, 58)])
    scene.blend(sheen, rgb("white"), 0.13)
    scene.blend(stroke([*well, well[0]], 2), mix(surface.base, rgb("white"), 0.35), 0.9)
    start = project((118, 52, 0), yaw, *origin)
    tube(scene, [start, (start[0] + 30, start[1] + 6), (start[0] + 32, start[1] - 34)], 4.4, brass)
    lathe(
        scene,
        start[0] + 34,
        [(start[1] - 66, 7), (start[1] - 56, 11), (start[1] - 38, 8)],
        bare("maple"),
    )


@shape("metronomes")
def metronome(scene: Scene, look: Look, surface: Surface) -> None:
    """A pyramid with its arm mid-swing."""
    metronome_at(scene, surface, 0.32 * float(np.cos(scene.phase)) * scene.rng.choice((-1, 1)))


def metronome_at(scene: Scene, surface: Surface, swing: float) -> None:
    """Draw the metronome with its arm at an angle."""
    x, bottom, top = 320.0, 520.0, 190.0
    scene.shadow(328, bottom + 4, 116, 34, 0.5)
    side = [(x + 34, top + 6), (x + 46, top - 4), (x + 138, bottom - 26), (x + 110, bottom)]
    flat(scene, side, shaded(surface, 0.62), (1, 0, 0.2), along=(0, 1))
    flat(
        scene,
        [(x - 34, top + 6), (x + 34, top + 6), (x + 46, top - 4), (x - 22, top - 4)],
        shaded(surface, 1.15),
        (0, 1, 0),
    )
    front = [(x - 34, top + 6), (x + 34, top + 6), (x + 110, bottom), (x - 110, bottom)]
    flat(scene, front, surface, (-0.1, 0.2, 0.97), along=(0, 1))
    panel = [(x - 22, top + 30), (x + 22, top + 30), (x + 70, bottom - 84), (x - 70, bottom - 84)]
    scene.blend(polygon(panel), rgb("cream") * 0.96)
    scene.blend(stroke([*panel, panel[0]], 2.2), surface.base * 0.4, 0.8)
    marks = [
        [(x - 9 - (k % 2) * 6, top + 52 + k * 14), (x + 9 + (k % 2) * 6, top + 52 + k * 14)]
        for k in range(13)
    ]
    scene.blend(strokes(marks, 1.6), rgb("cocoa"), 0.8)
    pivot = (x, bottom - 92)
    tip = (x + np.sin(swing) * 272, pivot[1] - np.cos(swing) * 272)
    scene.blend(
        stroke([(pivot[0] + 8, pivot[1] + 5), (tip[0] + 12, tip[1] + 8)], 5), rgb("black"), 0.16
    )
    tube(scene, [pivot, tip], 3.2, plain("silver", "metal", "steel"))
    wx, wy = x + np.sin(swing) * 150, pivot[1] - np.cos(swing) * 150
    c, s = np.cos(swing), np.sin(swing)
    weight = [
        (wx + u * c - v * s, wy + u * s + v * c)
        for u, v in ((-20, -13), (20, -13), (13, 15), (-13, 15))
    ]
    soft(scene, polygon(weight), plain("gold", "metal", "brass"), 5)
    soft(
        scene,
        polygon(rounded(x - 84, bottom - 84, x + 84, bottom - 76, 3)),
        plain("gold", "metal", "brass"),
        3,
    )
    for dx in (-86, 86):
        scene.blend(ellipse(x + dx, bottom + 2, 13, 6), surface.base * 0.4)
