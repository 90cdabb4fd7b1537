"""Pens, pencils, inks and cases."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, floats, mix, rgb
from shop.demo.drawing.scene import (
    Point,
    Scene,
    curve,
    ellipse,
    polygon,
    rounded,
    stroke,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, project, soft, stitch, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("fountain-pens")
def fountain_pen(scene: Scene, look: Look, surface: Surface) -> None:
    """A pen lying open, its cap beside it."""
    scene.shadow(330, 452, 210, 26, 0.35)
    gold = plain("gold", "metal", "brass")
    lo, hi = (120.0, 480.0), (438.0, 372.0)

    def at(t: float, off: float = 0.0) -> Point:
        return lo[0] + (hi[0] - lo[0]) * t + off * 0.32, lo[1] + (hi[1] - lo[1]) * t + off * 0.95

    tube(scene, [at(0.24), at(1.0)], 15, surface)
    tube(scene, [at(0.12), at(0.26)], 11.5, plain("black", "paint"))
    tube(scene, [at(0.25), at(0.262)], 14, gold)
    flat(scene, [at(0.125, -9), at(0.125, 9), at(-0.03, 1), at(-0.03, -1)], gold, (-0.3, 0.6, 0.7))
    scene.blend(stroke([at(0.09), at(-0.02)], 1.2), rgb("black"), 0.7)
    scene.blend(ellipse(*at(0.085), 2.4, 2.4), rgb("black"))
    c0, c1 = (316.0, 508.0), (486.0, 486.0)
    scene.shadow(404, 516, 100, 14, 0.4)
    tube(scene, [c0, c1], 17, surface)
    tube(scene, [c0, (c0[0] + 10, c0[1] - 1.3)], 17.5, gold)
    tube(scene, [(c1[0] + 2, c1[1] - 14), (c1[0] - 96, c1[1] - 4)], 3.4, gold)
    line = stroke(curve([(120, 484), (150, 520), (196, 520), (206, 548), (256, 545)]), 2.6)
    scene.blend(line, rgb("ink"), 0.85)


@shape("pencils")
def pencils(scene: Scene, look: Look, surface: Surface) -> None:
    """A row of pencils in a shallow box."""
    rng = scene.rng
    count = 6 + round(3 * look.size)
    origin, yaw = (316.0, 480.0), -0.5
    scene.shadow(330, 486, 200, 58, 0.45)
    wide = count * 26.0 + 24
    box(scene, (0, 0, 0), (wide, 16, 330), plain("tan", "paper"), yaw=yaw, origin=origin)
    second = mix(surface.base, rgb("cream"), 0.75)
    for k in range(count):
        x = -wide / 2 + 25 + 26 * k
        colour = surface if look.finish != "striped" or k % 2 == 0 else plain(second, "paint")
        a, b = project((x, 28, -140), yaw, *origin), project((x, 28, 108), yaw, *origin)
        tube(scene, [a, b], 10.5, plain(colour.base, "paint"))
        tip = project((x, 26, 150), yaw, *origin)
        dx, dy = b[0] - a[0], b[1] - a[1]
        long = float(np.hypot(dx, dy))
        nx, ny = -dy / long * 10, dx / long * 10
        flat(
            scene,
            [(b[0] + nx, b[1] + ny), (b[0] - nx, b[1] - ny), tip],
            plain("sand", "wood"),
            (0, 0.7, 0.6),
        )
        cut = (tip[0] - dx / long * 10, tip[1] - dy / long * 10)
        scene.blend(
            polygon(
                [
                    (cut[0] + nx * 0.28, cut[1] + ny * 0.28),
                    (cut[0] - nx * 0.28, cut[1] - ny * 0.28),
                    tip,
                ]
            ),
            rgb("charcoal"),
        )
        if look.finish in {"dipped", "two-tone"}:
            tube(scene, [a, (a[0] + dx * 0.10, a[1] + dy * 0.10)], 10.7, plain(second, "paint"))
        mark = [
            (a[0] + dx * 0.2 + rng.uniform(-1, 1), a[1] + dy * 0.2),
            (a[0] + dx * 0.34, a[1] + dy * 0.34),
        ]
        scene.blend(stroke(mark, 2), rgb("gold"), 0.8)
    box(scene, (0, 0, 152), (wide, 24, 12), plain("tan", "paper"), yaw=yaw, origin=origin)


@shape("inks")
def ink_bottle(scene: Scene, look: Look, surface: Surface) -> None:
    """A square bottle of ink, with a stroke of its colour."""
    scene.shadow(318, 516, 108, 32, 0.5)
    glass = plain(surface.base * 0.55 + 0.02, "glass", gloss=0.8)
    swatch = curve([(396, 560), (452, 544), (520, 562), (580, 548)])
    scene.blend(stroke(swatch, 22), surface.base, 0.9)
    scene.blend(stroke(swatch[:14], 20), surface.base * 0.7, 0.5)
    high = 130 + 30 * look.size
    box(scene, (0, 0, 0), (164, high, 130), glass, yaw=-0.4, origin=(310, 510))
    front = [
        project((x, y, 66), -0.4, 310, 510)
        for x, y in ((-62, high - 16), (62, high - 16), (62, 22), (-62, 22))
    ]
    flat(scene, front, plain("cream", "paper"), (-0.2, 0.1, 0.95))
    x0, y0 = front[0]
    scene.blend(
        stroke([(x0 + 22, y0 + 34), (front[1][0] - 22, front[1][1] + 34)], 26), surface.base
    )
    for k in range(2):
        scene.blend(
            stroke(
                [
                    (x0 + 26, y0 + 62 + 11 * k),
                    (front[1][0] - 26 - 14 * k, front[1][1] + 62 + 11 * k),
                ],
                3,
            ),
            rgb("charcoal"),
            0.8,
        )
    cx, cy = project((0, high, 0), -0.4, 310, 510)
    lathe(scene, cx, [(cy - 16, 40), (cy + 2, 42)], glass)
    lathe(scene, cx, [(cy - 56, 44), (cy - 50, 47), (cy - 12, 47)], plain("black", "paint"))
    scene.blend(ellipse(cx, cy - 56, 44, 44 * TILT), rgb("charcoal"))


@shape("pencil-cases", "pouches")
def zip_case(scene: Scene, look: Look, surface: Surface) -> None:
    """A soft case with a zip and a pull; long for pens, tall for pouches."""
    rng = scene.rng
    w, h = (
        (216, 74) if look.kind == "pencil-cases" else (164 + 20 * look.size, 116 + 16 * look.size)
    )
    x, bottom = 320.0, 520.0
    top = bottom - 2 * h
    scene.shadow(326, bottom + 2, w * 1.02, 26, 0.5)
    if look.kind == "pencil-cases":
        for k in range(3):
            tube(
                scene,
                [(x + 60 + 26 * k, top + 16), (x + 92 + 30 * k, top - 70 + 14 * k)],
                7,
                plain(rng.choice(("mustard", "brick", "forest", "ink", "coral")), "paint"),
            )
    body = curve(
        [
            (x - w, top + 14),
            (x - w * 0.5, top + 2),
            (x + w * 0.5, top + 2),
            (x + w, top + 14),
            (x + w * 1.02, bottom - h),
            (x + w * 0.98, bottom - 8),
            (x, bottom + 4),
            (x - w * 0.98, bottom - 8),
            (x - w * 1.02, bottom - h),
        ],
        closed=True,
    )

    def creases(px: Floats, py: Floats) -> Floats:
        return floats(2.2 * np.sin((px - x) / 44 + py / 90))

    soft(scene, polygon(body), surface, 24, creases=creases)
    zip_line = curve([(x - w * 0.94, top + 26), (x, top + 15), (x + w * 0.94, top + 26)])
    scene.blend(stroke(zip_line, 10), np.clip(surface.base * 0.55, 0, 1))
    stitch(scene, zip_line, rgb("gold"), 6)
    stitch(
        scene,
        [(px, py + 12) for px, py in zip_line],
        np.clip(mix(surface.base, rgb("cream"), 0.6), 0, 1),
    )
    px, py = zip_line[-3]
    tube(scene, [(px, py), (px + 8, py + 30)], 6, bare("leather", "hide"))
    scene.blend(ellipse(px, py, 6, 6), rgb("gold"))
    if look.family == "cloth":
        tag = rounded(x - w * 0.72, bottom - h * 0.72, x - w * 0.72 + 52, bottom - h * 0.72 + 30, 3)
        flat(scene, tag, bare("leather", "hide"))
        scene.blend(
            stroke(
                [
                    (x - w * 0.72 + 12, bottom - h * 0.72 + 15),
                    (x - w * 0.72 + 40, bottom - h * 0.72 + 15),
                ],
                2.4,
            ),
            rgb("cocoa"),
        )
