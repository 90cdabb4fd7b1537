"""Straps and belts."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import (
    Scene,
    ellipse_points,
    polygon,
    rounded,
    stroke,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import flat, stitch, tube
from shop.demo.drawing.surfaces import Surface, plain


@shape("camera-straps", "belts")
def strap(scene: Scene, look: Look, surface: Surface) -> None:
    """A strap or belt rolled into a spiral, its end with rings or a buckle."""
    belt = look.kind == "belts"
    x, y, high = 300.0, 470.0, 62.0 if belt else 46.0
    scene.shadow(320, 500, 150, 44, 0.5)
    steps = np.linspace(0, 6.28 * 3.1, 220)
    path = [
        (x + (20 + 5.6 * t) * np.cos(t + 1.2), y + (20 + 5.6 * t) * np.sin(t + 1.2) * 0.42)
        for t in steps
    ]
    order = sorted(range(len(path) - 1), key=lambda k: path[k][1])
    top, low = np.clip(mix(surface.base, rgb("white"), 0.25), 0, 1), surface.base
    for k in order:
        (ax, ay), (bx, by) = path[k], path[k + 1]
        facing = (by - ay) / (np.hypot(bx - ax, by - ay) + 1e-6)
        inner = path[k][1] < y - 2
        light = (0.52 if inner else 0.80) - 0.25 * facing * (1 if not inner else -1)
        quad = [(ax, ay - high), (bx + 0.6, by - high), (bx + 0.6, by), (ax, ay)]
        scene.blend(polygon(quad), np.clip(low * light, 0, 1))
    for k in order:
        (ax, ay), (bx, by) = path[k], path[k + 1]
        scene.blend(stroke([(ax, ay - high), (bx, by - high)], 4.4, round_ends=False), top)
    front = [(px, py) for px, py in path[-70:] if py > y + 8]
    thread = np.clip(mix(surface.base, rgb("cream"), 0.65), 0, 1)
    if len(front) > 4:
        stitch(scene, [(px, py - high + 9) for px, py in front], thread, 8)
        stitch(scene, [(px, py - 8) for px, py in front], thread, 8)
    ex, ey = path[-1]
    end = [(ex, ey - high), (ex + 128, ey - high + 22), (ex + 128, ey + 22), (ex, ey)]
    flat(scene, end, surface, (0.1, 0.3, 0.9))
    stitch(scene, [(ex + 4, ey - high + 9), (ex + 122, ey - high + 30)], thread, 8)
    stitch(scene, [(ex + 4, ey - 8), (ex + 122, ey + 13)], thread, 8)
    metal = plain(scene.rng.choice(("gold", "silver")), "metal", "brass")
    cx, cy = ex + 134, ey - high / 2 + 22
    if belt:
        frame = rounded(cx - 8, cy - high * 0.72, cx + 50, cy + high * 0.72, 10)
        tube(scene, [*frame, frame[0]], 6, metal)
        tube(scene, [(cx, cy), (cx + 50, cy + 4)], 4, metal)
    else:
        ring = ellipse_points(cx + 14, cy + 2, 21, 21)
        tube(scene, [*ring, ring[0]], 4.5, metal)
