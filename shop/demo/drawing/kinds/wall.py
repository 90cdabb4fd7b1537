"""Mirrors and clocks."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import floats, mix, rgb
from shop.demo.drawing.scene import Scene, ellipse, ellipse_points, polygon, stroke
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    overlap,
    soft,
)
from shop.demo.drawing.surfaces import Surface


@shape("mirrors")
def mirror(scene: Scene, look: Look, surface: Surface) -> None:
    """A framed mirror on the wall: round, arched or tall."""
    rng = scene.rng
    scale = 0.85 + 0.25 * look.size
    form = rng.randrange(3)
    x, y = 320.0, 300.0
    if form == 0:
        outer, inner = (
            ellipse_points(x, y, 178 * scale, 178 * scale),
            ellipse_points(x, y, 160 * scale, 160 * scale),
        )
    elif form == 1:

        def arch(w: float, h: float) -> list[tuple[float, float]]:
            return (
                [(x - w, y + h)]
                + [
                    (x + w * np.cos(a), y - h + w + w * np.sin(a))
                    for a in np.linspace(-np.pi, 0, 40)
                ]
                + [(x + w, y + h)]
            )

        outer, inner = arch(136 * scale, 206 * scale), arch(120 * scale, 190 * scale)
    else:
        outer = ellipse_points(x, y, 140 * scale, 206 * scale)
        inner = ellipse_points(x, y, 124 * scale, 190 * scale)
    scene.wall_shadow(polygon(outer), 16, 22, 14)
    glass = polygon(inner)
    soft(scene, polygon(outer), surface, 7)
    px, py = glass.grid
    sweep = 0.80 + 0.16 * np.sin((px + py) / 130 + 0.6) + 0.05 * (y - py) / 200
    scene.blend(glass, np.clip(rgb("#dbe3e3") * sweep[..., None], 0, 1))
    for shift, wide, share in ((-40, 34, 0.35), (18, 12, 0.22)):
        band = polygon(
            [
                (x + shift - 110, y + 240),
                (x + shift + 130, y - 240),
                (x + shift + 130 + wide, y - 240),
                (x + shift - 110 + wide, y + 240),
            ]
        )
        band.alpha = overlap(band, glass)
        scene.blend(band, rgb("white"), share)
    edge = [*inner, inner[0]]
    scene.blend(stroke([(a + 1.5, b + 2.5) for a, b in edge], 3), rgb("black"), 0.25)


@shape("wall-clocks")
def wall_clock(scene: Scene, look: Look, surface: Surface) -> None:
    """A round clock on the wall showing ten past ten, or near it."""
    clock_face(scene, look, surface, scene.rng.uniform(9.9, 10.5) + scene.phase / 6.2832 * 12)


def clock_face(scene: Scene, look: Look, surface: Surface, hours: float) -> None:
    """Draw the clock at a time in hours."""
    x, y, radius = 320.0, 304.0, 168 + 26 * look.size
    light = scene.rng.random() < 0.7
    scene.wall_shadow(ellipse(x, y, radius, radius), 18, 24, 15)
    soft(scene, ellipse(x, y, radius, radius), surface, 11)
    inner = radius * 0.90
    face = ellipse(x, y, inner, inner)
    if light:
        px, py = face.grid
        fade = floats(0.98 - 0.10 * ((px - x) + (py - y)) / (2 * inner))
        scene.blend(face, rgb("white") * fade[..., None])
        ink = rgb("charcoal")
    else:
        ink = rgb("cream") if surface.base.mean() < 0.55 else rgb("cocoa")
    scene.blend(
        stroke(
            [(x + inner * np.cos(a), y + inner * np.sin(a)) for a in np.linspace(0, 6.29, 80)], 2
        ),
        rgb("black"),
        0.22,
    )
    for hour in range(12):
        a = hour * np.pi / 6
        r0 = inner * (0.80 if hour % 3 == 0 else 0.86)
        scene.blend(
            stroke(
                [
                    (x + np.sin(a) * r0, y - np.cos(a) * r0),
                    (x + np.sin(a) * inner * 0.92, y - np.cos(a) * inner * 0.92),
                ],
                5.5 if hour % 3 == 0 else 2.4,
            ),
            ink,
        )
    for turn, length, width in ((hours / 12, 0.50, 9), (hours % 1, 0.74, 6)):
        a = turn * 2 * np.pi
        hand = [
            (x - np.sin(a) * inner * 0.10, y + np.cos(a) * inner * 0.10),
            (x + np.sin(a) * inner * length, y - np.cos(a) * inner * length),
        ]
        scene.blend(stroke([(hx + 3, hy + 5) for hx, hy in hand], width), rgb("black"), 0.20)
        scene.blend(stroke(hand, width), ink)
    scene.blend(ellipse(x, y, 9, 9), mix(rgb("gold"), ink, 0.2))
