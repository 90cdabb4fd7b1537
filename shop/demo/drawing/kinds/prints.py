"""Prints, letters and calendars."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.kinds.printing import botanical, contour_map, motif, on, poly_on
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import luminance, mix, rgb
from shop.demo.drawing.scene import (
    Point,
    Scene,
    ellipse,
    polygon,
    rounded,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import box, flat, project, shaded, soft, varied
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("letter-sets")
def letter_set(scene: Scene, look: Look, surface: Surface) -> None:
    """A written sheet behind its envelope with a seal, lightly askew."""
    rng = scene.rng
    scene.shadow(330, 512, 190, 40, 0.4)

    def card(x: float, y: float, w: float, h: float, lean: float, paper: Surface) -> list[Point]:
        c, s = np.cos(lean), np.sin(lean)
        unit = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        corners = [(x + u * w * c - v * h * s, y + u * w * s + v * h * c) for u, v in unit]
        scene.wall_shadow(polygon(corners), 6, 9, 8)
        flat(scene, corners, paper, (0, 0.4, 0.9), fade=0.05)
        return corners

    pale = plain(mix(surface.base, rgb("white"), 0.62), "paper")
    page = card(300, 322, 128, 172, rng.uniform(-0.14, -0.04), pale)
    rows = ((0.12, 0.34), (0.24, 0.76), (0.31, 0.70), (0.38, 0.74), (0.45, 0.5))
    lines = [[on(page, 0.12, v), on(page, 0.12 + u, v)] for v, u in rows]
    scene.blend(strokes(lines, 2), rgb("ink"), 0.5)
    cover = card(350, 420, 172, 108, rng.uniform(0.03, 0.12), shaded(pale, 0.97))
    for side in (0.0, 1.0):
        fold = [on(cover, side, 0), on(cover, 0.5, 0.56), on(cover, side, 1)]
        flat(scene, fold, shaded(pale, 0.93), (0, 0.4, 0.9))
    flap = [on(cover, 0, 0), on(cover, 0.5, 0.64), on(cover, 1, 0)]
    scene.wall_shadow(polygon(flap), 2, 5, 4)
    flat(scene, flap, surface, (0, 0.4, 0.9))
    scene.blend(stroke(flap, 1.4), np.clip(surface.base * 0.6, 0, 1), 0.5)
    x, y = on(cover, 0.5, 0.60)
    soft(
        scene,
        ellipse(x, y, 24, 22),
        plain(rng.choice(("brick", "forest", "ink", "gold")), "wax"),
        6,
    )
    scene.blend(ellipse(x, y, 13, 12), rgb("black"), 0.12)


@shape("desk-calendars")
def calendar(scene: Scene, look: Look, surface: Surface) -> None:
    """A month on a card in a slotted block of wood."""
    origin, yaw = (320.0, 520.0), -0.34
    scene.shadow(330, 522, 150, 34)

    def at(x: float, y: float, z: float = 0.0) -> Point:
        return project((x, y, z), yaw, *origin)

    box(scene, (0, 0, -26), (250, 34, 44), bare("oak"), yaw=yaw, origin=origin)
    corners = [at(-112, 320, -30), at(112, 320, -30), at(112, 24), at(-112, 24)]
    scene.wall_shadow(polygon(corners), 9, 6, 7)
    flat(scene, corners, plain("white", "paper"), (-0.2, 0.3, 0.9), fade=0.04)
    scene.blend(poly_on(corners, [(0, 0), (1, 0), (1, 0.46), (0, 0.46)]), surface.base)
    motif(scene, corners, surface, 0.04, 0.03, 0.96, 0.44)
    for row in range(5):
        for column in range(7):
            u, v = 0.12 + 0.127 * column, 0.60 + 0.078 * row
            scene.blend(
                poly_on(corners, rounded(u - 0.02, v - 0.012, u + 0.022, v + 0.014, 0.008)),
                rgb("charcoal") if column < 5 else rgb("brick"),
                0.75,
            )
    scene.blend(stroke([on(corners, 0.1, 0.525), on(corners, 0.42, 0.525)], 5), rgb("charcoal"))
    box(scene, (0, 0, 14), (250, 34, 30), bare("oak"), yaw=yaw, origin=origin)


def sheet(scene: Scene, wide: float, high: float, paper: Surface) -> list[Point]:
    """Hang a sheet by two clips; return its corners."""
    x, y = 320.0, 312.0
    corners = [
        (x - wide, y - high),
        (x + wide, y - high),
        (x + wide, y + high),
        (x - wide, y + high),
    ]
    scene.wall_shadow(polygon(corners), 10, 15, 11)
    flat(scene, corners, paper, (-0.1, 0.1, 1), fade=0.05)
    curl = polygon([(x + wide - 34, y + high), (x + wide, y + high - 26), (x + wide, y + high)])
    scene.blend(curl, rgb("black"), 0.06)
    return corners


@shape("linocuts", "botanical-prints", "maps")
def print_(scene: Scene, look: Look, surface: Surface) -> None:
    """A framed or hanging print, drawn in the product's own ink."""
    rng = scene.rng
    tall = 232.0 if look.size > 0.5 else 214.0
    wide = {"linocuts": tall * 0.76, "botanical-prints": tall * 0.74, "maps": tall * 0.86}[
        look.kind
    ]
    if rng.random() < 0.55:
        frame = bare(rng.choice(("oak", "walnut", "ash")))
        outer = [
            (320 - wide - 15, 312 - tall - 15),
            (320 + wide + 15, 312 - tall - 15),
            (320 + wide + 15, 312 + tall + 15),
            (320 - wide - 15, 312 + tall + 15),
        ]
        scene.wall_shadow(polygon(outer), 14, 20, 13)
        soft(scene, polygon(outer), frame, 6)
    corners = sheet(scene, wide, tall, plain("#f3eee1", "paper"))
    if luminance(surface.base) > 0.66:  # pale inks would not show on paper
        surface = varied(surface, base=mix(surface.base, rgb("cocoa"), 0.55))
    if look.kind == "linocuts":
        motif(scene, corners, surface, 0.11, 0.09, 0.89, 0.80)
        scene.blend(stroke([on(corners, 0.12, 0.86), on(corners, 0.2, 0.86)], 1.5), rgb("smoke"))
        scene.blend(stroke([on(corners, 0.72, 0.86), on(corners, 0.88, 0.86)], 1.5), rgb("smoke"))
    elif look.kind == "maps":
        contour_map(scene, corners, surface)
    else:
        botanical(scene, corners, surface, look.name)
