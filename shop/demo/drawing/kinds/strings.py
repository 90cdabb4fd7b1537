"""Instruments of wood and strings."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, raw, rgb
from shop.demo.drawing.scene import Point, Scene, curve, ellipse, polygon, rounded, stroke, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    flat,
    soft,
    tube,
    varied,
)
from shop.demo.drawing.surfaces import Surface, bare, plain

Turn = tuple[float, float, float, float]


def _at(frame: Turn, u: float, v: float) -> Point:
    """Place a point of an upright drawing that leans: (x, y, lean, scale)."""
    x, y, lean, scale = frame
    c, s = np.cos(lean), np.sin(lean)
    return x + scale * (u * c - v * s), y + scale * (u * s + v * c)


def _string_instrument(
    scene: Scene, look: Look, surface: Surface, frame: Turn, strings: int
) -> None:
    """A figure-of-eight body, neck, head, strings and rosette, leaning on the wall."""
    rng = scene.rng
    cut = rng.uniform(-6, 6)
    half = [
        (0, -120),
        (46, -112),
        (66, -76),
        (52, -34),
        (60 + cut, 8),
        (86 + cut, 60),
        (72, 116),
        (0, 134),
    ]
    body = curve(
        [_at(frame, u, v) for u, v in half] + [_at(frame, -u, v) for u, v in half[-2:0:-1]],
        closed=True,
    )
    back = [(px + 9, py + 5) for px, py in body]
    scene.wall_shadow(polygon(back), 18, 16, 14)
    flat(
        scene,
        back,
        plain(mix(raw("walnut"), surface.base, 0.15) * 0.7, "wood", "walnut"),
        along=(0, 1),
    )
    top = varied(
        surface, finish="plain" if surface.finish in {"two-tone", "carved"} else surface.finish
    )
    soft(scene, polygon(body), top, 5, spin=frame[2] + np.pi / 2)
    scene.blend(stroke([*body, body[0]], 2.6), rgb("cocoa"), 0.75)
    hole = [_at(frame, 27 * np.cos(a), -18 + 27 * np.sin(a)) for a in np.linspace(0, 6.29, 50)]
    for grow, colour in ((1.34, "cocoa"), (1.26, "honey"), (1.14, "cocoa")):
        ring = [
            _at(frame, 27 * grow * np.cos(a), -18 + 27 * grow * np.sin(a))
            for a in np.linspace(0, 6.29, 50)
        ]
        scene.blend(polygon(ring), rgb(colour), 0.9)
    scene.blend(polygon(hole), rgb("#1c1310"))
    long = 296 if strings == 6 else 236
    neck = [_at(frame, u, v) for u, v in ((-13, -30), (13, -30), (10, -long + 6), (-10, -long + 6))]
    scene.wall_shadow(polygon(neck), 10, 10, 8)
    flat(scene, neck, bare("walnut"), (-0.2, 0.1, 0.97), along=(0, 1))
    frets = [
        [_at(frame, -12, -44 - d), _at(frame, 12, -44 - d)]
        for d in np.cumsum(np.linspace(9, 24, 13))
        if d < long - 56
    ]
    scene.blend(strokes(frets, 1.4), rgb("silver"), 0.85)
    head = curve(
        [
            _at(frame, u, v)
            for u, v in (
                (-12, -long + 8),
                (-20, -long - 14),
                (-18, -long - 54),
                (0, -long - 64),
                (18, -long - 54),
                (20, -long - 14),
                (12, -long + 8),
            )
        ]
    )
    soft(scene, polygon(head), bare("walnut"), 4)
    for k in range(strings // 2):
        for side in (-1, 1):
            v = -long - 14 - 34 * k / max(1, strings // 2 - 1)
            tube(
                scene,
                [_at(frame, side * 14, v), _at(frame, side * 30, v)],
                3.4,
                plain("gold", "metal", "brass"),
            )
    tube(scene, [_at(frame, -34, 74), _at(frame, 34, 74)], 5, bare("walnut"))
    spread = np.linspace(-8, 8, strings)
    scene.blend(
        strokes([[_at(frame, s * 1.15, 74), _at(frame, s * 0.8, -long)] for s in spread], 1.0),
        rgb("cream"),
        0.9,
    )


@shape("guitars")
def guitar(scene: Scene, look: Look, surface: Surface) -> None:
    """A classical guitar leaning back."""
    scene.shadow(336, 560, 110, 24, 0.5)
    _string_instrument(scene, look, surface, (312.0, 416.0, 0.10, 1.06), 6)


@shape("ukuleles")
def ukulele(scene: Scene, look: Look, surface: Surface) -> None:
    """A small guitar of four strings."""
    scene.shadow(336, 540, 90, 22, 0.5)
    _string_instrument(scene, look, surface, (306.0, 418.0, 0.16, 0.92 + 0.1 * look.size), 4)


@shape("kalimbas")
def kalimba(scene: Scene, look: Look, surface: Surface) -> None:
    """A thumb piano seen from above, its keys in a fan."""
    rng = scene.rng
    keys = 17 if look.size > 0.5 else 10
    x, y, w, h = 320.0, 360.0, 128 + 14 * look.size, 158.0
    body = (
        rounded(x - w, y - h, x + w, y + h, 36)
        if rng.random() < 0.6
        else curve(
            [
                (x - w * 0.8, y - h),
                (x + w * 0.8, y - h),
                (x + w * 1.05, y),
                (x + w * 0.7, y + h),
                (x - w * 0.7, y + h),
                (x - w * 1.05, y),
            ],
            closed=True,
        )
    )
    scene.wall_shadow(polygon(body), 12, 18, 13)
    soft(scene, polygon(body), surface, 13, spin=np.pi / 2)
    scene.blend(ellipse(x, y + 62, 38, 38), rgb("#1c1310"))
    scene.blend(
        stroke([(x + 40 * np.cos(a), y + 62 + 40 * np.sin(a)) for a in np.linspace(0, 6.3, 50)], 3),
        mix(surface.base, rgb("cream"), 0.5),
        0.8,
    )
    steel = plain("silver", "metal", "steel")
    for k in range(keys):
        t = (k - (keys - 1) / 2) / keys
        kx = x + t * w * 1.72
        low = y + 26 - abs(t) * 150
        key = [(kx, y - h + 22), (kx, low)]
        scene.blend(stroke([(px + 3, py + 6) for px, py in key], 7), rgb("black"), 0.25)
        tube(scene, key, min(6.0, w * 0.62 / keys), steel)
    for yy, r in ((y - h + 52, 6), (y - h + 74, 5)):
        tube(scene, [(x - w * 0.86, yy), (x + w * 0.86, yy)], r, plain("gold", "metal", "brass"))


@shape("flutes")
def flute(scene: Scene, look: Look, surface: Surface) -> None:
    """A flute lying at an angle, bound in thread, with its holes."""
    rng = scene.rng
    long = 400 + 60 * look.size
    a = -0.34
    cx, cy = 320.0, 430.0

    def at(t: float, off: float = 0.0) -> Point:
        return cx + t * long * np.cos(a) - off * np.sin(a), cy + t * long * np.sin(
            a
        ) + off * np.cos(a)

    line = [at(-0.5), at(0.5)]
    scene.wall_shadow(stroke(line, 34), 8, 22, 9)
    tube(scene, line, 19, surface)
    scene.blend(ellipse(*at(0.5), 8, 19, a), rgb("#2a1a12"))
    for t in (-0.46, -0.12, 0.2, 0.44):
        tube(
            scene,
            [at(t), at(t + 0.022)],
            19.6,
            plain(rng.choice(("brick", "black", "gold")), "cloth"),
        )
    for t in (-0.34, -0.02, 0.06, 0.14, 0.27, 0.34, 0.40):
        big = t == -0.34
        scene.blend(ellipse(*at(t, -5), 9 if big else 6.4, 6 if big else 4.6, a), rgb("#1b110b"))
        scene.blend(
            ellipse(*at(t, -3), 8 if big else 5.4, 2.4, a),
            mix(surface.base, rgb("white"), 0.3),
            0.5,
        )
    if rng.random() < 0.6:
        tassel = curve(
            [
                at(0.44, 18),
                (at(0.44)[0] + 16, at(0.44)[1] + 60),
                (at(0.44)[0] + 4, at(0.44)[1] + 96),
            ]
        )
        tube(scene, tassel, 2, plain("brick", "cloth"))
        ex, ey = tassel[-1]
        scene.blend(
            strokes([[(ex, ey), (ex + d, ey + 44)] for d in range(-8, 9, 2)], 2), rgb("brick")
        )
