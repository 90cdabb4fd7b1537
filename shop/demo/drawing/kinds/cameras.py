"""Cameras, lenses and meters."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import (
    Scene,
    ellipse,
    ellipse_points,
    polygon,
    rounded,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, lathe, opening, soft, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("film-cameras")
def film_camera(scene: Scene, look: Look, surface: Surface) -> None:
    """A camera from the front: plates, leather, lens, dials."""
    rng = scene.rng
    x, top, bottom, w = 320.0, 272.0, 466.0, 190.0
    scene.shadow(324, bottom + 6, w * 1.03, 26, 0.6)
    hide = bare("leather", "hide")
    hide.base = rgb(rng.choice(("black", "black", "cocoa", "brick", "forest", "charcoal")))
    hide.finish = "pebbled"
    body = rounded(x - w, top, x + w, bottom, 20)
    soft(scene, polygon(body), surface, 9)
    soft(
        scene,
        polygon(
            [
                (x - w + 1, top + 50),
                (x + w - 1, top + 50),
                (x + w - 1, bottom - 24),
                (x - w + 1, bottom - 24),
            ]
        ),
        hide,
        5,
    )
    for y in (top + 50, bottom - 24):
        scene.blend(stroke([(x - w + 2, y), (x + w - 2, y)], 1.6), rgb("black"), 0.4)
    hump = (
        [(x - 62, top + 4), (x - 42, top - 36), (x + 42, top - 36), (x + 62, top + 4)]
        if rng.random() < 0.6
        else rounded(x - 120, top - 14, x + 84, top + 8, 6)
    )
    soft(scene, polygon(hump), surface, 7)
    for cx, r, h in ((x - 140, 29, 20), (x + 112, 23, 16), (x + 160, 19, 24)):
        lathe(scene, cx, [(top - h, r - 2), (top - h + 4, r), (top + 3, r)], surface)
        scene.blend(
            ellipse(cx, top - h, r - 2, (r - 2) * TILT),
            np.clip(mix(surface.base, rgb("white"), 0.3), 0, 1),
        )
    for rx in (x - 96, x + 98):
        window_ = rounded(rx - 19, top + 12, rx + 19, top + 36, 4)
        scene.blend(polygon(window_), rgb("black"))
        scene.blend(polygon(rounded(rx - 14, top + 15, rx - 2, top + 32, 3)), rgb("sky"), 0.5)
    lens_front(scene, x + 6, (top + bottom) / 2 + 14, 92 + 8 * look.size, surface)
    for side in (-1, 1):
        ring = ellipse_points(x + side * (w + 6), top + 34, 9, 9)
        tube(scene, [*ring, ring[0]], 2.6, plain("silver", "metal", "steel"))


def lens_front(scene: Scene, x: float, y: float, radius: float, surface: Surface) -> None:
    """Draw a lens from the front: rings, engraving and coated glass."""
    scene.wall_shadow(ellipse(x, y, radius, radius), 10, 14, 9)
    steel = plain("silver", "metal", "steel")
    for share, part in (
        (1.0, surface if surface.metal else steel),
        (0.92, plain("black", "paint")),
        (0.80, steel),
        (0.76, plain("black", "paint")),
    ):
        soft(scene, ellipse(x, y, radius * share, radius * share), part, 5)
    marks = [
        [(x + radius * r * np.cos(a), y + radius * r * np.sin(a)) for r in (0.84, 0.89)]
        for a in np.linspace(0, 6.28, 26)
    ]
    scene.blend(strokes(marks, 1.5), rgb("cream"), 0.75)
    inner = radius * 0.56
    glass = ellipse(x, y, inner, inner)
    px, py = glass.grid
    away = np.hypot(px - x, py - y) / inner
    tone = np.stack(
        [0.10 + 0.14 * away, 0.10 + 0.08 * away + 0.1 * (1 - away), 0.17 + 0.26 * (1 - away)],
        axis=-1,
    ).astype(np.float32)
    scene.blend(glass, tone)
    scene.blend(
        stroke(
            [(x + inner * np.cos(a), y + inner * np.sin(a)) for a in np.linspace(0, 6.3, 50)], 3
        ),
        rgb("black"),
        0.8,
    )
    scene.blend(
        ellipse(x - inner * 0.34, y - inner * 0.38, inner * 0.26, inner * 0.17, -0.7),
        rgb("#b9d3ff"),
        0.75,
    )
    scene.blend(
        ellipse(x + inner * 0.30, y + inner * 0.36, inner * 0.16, inner * 0.10, -0.7),
        rgb("#c79ad6"),
        0.55,
    )
    scene.blend(
        ellipse(x - inner * 0.42, y - inner * 0.46, inner * 0.08, inner * 0.05, -0.7),
        rgb("white"),
        0.9,
    )


@shape("folding-cameras")
def folding_camera(scene: Scene, look: Look, surface: Surface) -> None:
    """A folding camera with its bellows out."""
    x, top, bottom, w = 322.0, 206.0, 486.0, 120.0
    scene.shadow(330, 520, 150, 40, 0.5)
    hide = surface if look.family == "hide" else bare("leather", "hide")
    if look.family != "hide":
        hide.base = rgb("black")
        hide.finish = "pebbled"
    metal = plain("silver", "metal", "steel") if look.family == "hide" else surface
    soft(scene, polygon(rounded(x - w, top, x + w, bottom, 24)), hide, 10)
    edge = rounded(x - w, top, x + w, bottom, 24)
    scene.blend(stroke([*edge, edge[0]], 4), metal.base, 0.9)
    box(scene, (0, 0, 0), (196, 8, 150), hide, yaw=-0.18, origin=(322, 508))
    for k in range(8):
        s = 1 - k * 0.062
        y = 352 + k * 9
        fold = rounded(x - 92 * s, y - 92 * s, x + 92 * s, y + 92 * s, 12)
        shade = 0.5 if k % 2 else 1.0
        scene.blend(polygon(fold), mix(rgb("black"), hide.base, 0.25) * (0.7 + 0.5 * shade))
    y = 352 + 72
    soft(scene, polygon(rounded(x - 56, y - 54, x + 56, y + 54, 16)), metal, 6)
    lens_front(scene, x, y, 46, metal)
    lathe(scene, x + 70, [(top - 14, 20), (top + 4, 21)], metal)
    soft(scene, polygon(rounded(x - 60, top - 30, x + 12, top + 2, 6)), metal, 5)
    scene.blend(polygon(rounded(x - 46, top - 24, x - 4, top - 6, 3)), rgb("black"))


@shape("lenses")
def lens(scene: Scene, look: Look, surface: Surface) -> None:
    """A lens standing on its mount, its rings knurled."""
    x, bottom = 320.0, 520.0
    high, wide = 140 + 110 * look.size, 86 + 8 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 6, wide * 1.15, strength=0.55)
    black = plain("black", "paint", gloss=0.25)
    silver = plain("silver", "metal", "steel")
    lathe(scene, x, [(bottom - 16, wide * 0.84), (bottom, wide * 0.84)], silver)
    lathe(scene, x, [(bottom - high * 0.34, wide * 0.94), (bottom - 14, wide * 0.94)], surface)
    grip = plain(
        surface.base * 0.8 if surface.base.mean() > 0.4 else surface.base, "metal", "steel"
    )
    grip.finish = "ribbed"
    lathe(
        scene, x, [(bottom - high * 0.62, wide), (bottom - high * 0.34, wide)], grip, smooth=False
    )
    lathe(
        scene, x, [(bottom - high * 0.70, wide * 0.93), (bottom - high * 0.62, wide * 0.93)], black
    )
    lathe(scene, x, [(top, wide * 0.98), (bottom - high * 0.70, wide * 0.96)], surface)
    for a in np.linspace(-1.1, 1.1, 9):
        px, py = x + wide * 0.95 * np.sin(a), bottom - high * 0.20 + wide * TILT * np.cos(a) * 0.95
        scene.blend(
            stroke([(px, py - 6), (px, py + 4)], 2),
            rgb("cream" if surface.base.mean() < 0.6 else "black"),
            0.85,
        )
    opening(scene, x, top, wide * 0.98, black, wall=12, depth=0.7, inside=rgb("black"))
    scene.blend(ellipse(x, top + 9, wide * 0.64, wide * 0.64 * TILT), rgb("#2b2740"))
    scene.blend(ellipse(x - wide * 0.2, top + 4, wide * 0.24, wide * 0.06), rgb("#a9c6f2"), 0.7)
    scene.blend(ellipse(x + wide * 0.22, top + 15, wide * 0.14, wide * 0.035), rgb("#c79ad6"), 0.6)


@shape("tripods")
def tripod(scene: Scene, look: Look, surface: Surface) -> None:
    """A tripod with a small camera on its head."""
    x, joint, bottom = 320.0, 246.0, 568.0
    scene.shadow(x, bottom - 6, 120, 26, 0.3)
    metal = plain("gold" if look.family == "wood" else "charcoal", "metal", "brass")
    for dx, dy in ((-104, -2), (100, -8), (10, 12)):
        for off in (-5, 5):
            tube(
                scene,
                [
                    (x + off + dx * 0.06, joint),
                    (x + off * 0.8 + dx * 0.62, joint + (bottom - joint) * 0.62),
                ],
                4.4,
                surface,
            )
        tube(
            scene,
            [(x + dx * 0.55, joint + (bottom - joint) * 0.55), (x + dx, bottom + dy)],
            5,
            surface,
        )
        tube(
            scene,
            [
                (x + dx * 0.58 - 8, joint + (bottom - joint) * 0.60),
                (x + dx * 0.58 + 8, joint + (bottom - joint) * 0.60),
            ],
            4,
            metal,
        )
    tube(scene, [(x, joint), (x, joint + 70)], 6, metal)
    lathe(scene, x, [(joint - 22, 25), (joint + 8, 30)], metal)
    tube(scene, [(x + 20, joint - 20), (x + 92, joint + 22)], 4.5, surface)
    lathe(scene, x, [(joint - 44, 20), (joint - 20, 14)], metal)
    soft(
        scene,
        polygon(rounded(x - 64, joint - 110, x + 64, joint - 42, 9)),
        plain("black", "hide"),
        7,
    )
    soft(
        scene,
        polygon(rounded(x - 64, joint - 112, x + 64, joint - 92, 6)),
        plain("silver", "metal", "steel"),
        5,
    )
    lens_front(scene, x, joint - 70, 33, plain("silver", "metal", "steel"))


@shape("light-meters")
def light_meter(scene: Scene, look: Look, surface: Surface) -> None:
    """A hand meter with cell, needle and dial, leaning back."""
    x, top, bottom, w = 320.0, 196.0, 512.0, 104.0
    scene.shadow(326, bottom + 4, w * 1.1, 24, 0.5)
    soft(scene, polygon(rounded(x - w, top, x + w, bottom, 26)), surface, 12)
    cell = rounded(x - 72, top + 22, x + 72, top + 84, 8)
    soft(scene, polygon(cell), plain("#e8e4d6", "glass", gloss=0.3), 6)
    for k in range(7):
        scene.blend(
            stroke([(x - 66 + 22 * k, top + 26), (x - 66 + 22 * k, top + 80)], 1.6),
            rgb("stone"),
            0.5,
        )
    scale = rounded(x - 74, top + 102, x + 74, top + 162, 8)
    scene.blend(polygon(scale), rgb("#f4efdf"))
    marks = [
        [
            (x + np.sin(a) * 96, top + 214 - np.cos(a) * 96),
            (x + np.sin(a) * 84, top + 214 - np.cos(a) * 84),
        ]
        for a in np.linspace(-0.62, 0.62, 11)
    ]
    scene.blend(strokes(marks, 2), rgb("black"))
    a = scene.rng.uniform(-0.4, 0.4)
    scene.blend(
        stroke([(x, top + 158), (x + np.sin(a) * 92 * 0.9, top + 210 - np.cos(a) * 96)], 2.4),
        rgb("brick"),
    )
    cy = bottom - 78
    soft(scene, ellipse(x, cy, 70, 70), plain("charcoal", "metal", "steel"), 6)
    scene.blend(ellipse(x, cy, 58, 58), rgb("#f1ecdd"))
    ticks = [
        [(x + np.cos(t) * 54, cy + np.sin(t) * 54), (x + np.cos(t) * 44, cy + np.sin(t) * 44)]
        for t in np.linspace(0, 6.28, 28)
    ]
    scene.blend(strokes(ticks, 1.8), rgb("black"), 0.85)
    soft(scene, ellipse(x, cy, 34, 34), surface, 5)
    scene.blend(polygon([(x - 6, cy - 28), (x + 6, cy - 28), (x, cy - 16)]), rgb("brick"))
