"""What is printed on paper: scenes, plants, maps, stamps."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.palette import Floats, mix, rgb
from shop.demo.drawing.scene import (
    Patch,
    Point,
    Scene,
    curve,
    ellipse,
    polygon,
    stroke,
)
from shop.demo.drawing.surfaces import Surface


def on(corners: list[Point], u: float, v: float) -> Point:
    """Return the point at (u, v) in 0..1 on a parallelogram (top left, top right, …)."""
    (ax, ay), (bx, by), _, (dx, dy) = corners
    return ax + (bx - ax) * u + (dx - ax) * v, ay + (by - ay) * u + (dy - ay) * v


def poly_on(corners: list[Point], points: list[Point]) -> Patch:
    """Mask of a polygon given in 0..1 on a parallelogram."""
    return polygon([on(corners, u, v) for u, v in points])


def _leaf(corners: list[Point], u: float, v: float, out: float, up: float) -> Patch:
    """Mask of a pointed leaf from (u, v) to (u + out, v + up), on a cover."""
    wide = 0.022
    across, along = -up / (abs(out) + abs(up)), out / (abs(out) + abs(up))
    points = []
    for t, side in [(k / 10, 1) for k in range(11)] + [(k / 10, -1) for k in range(10, -1, -1)]:
        bulge = side * wide * np.sin(np.pi * t) * 1.6
        points.append((u + out * t + bulge * across, v + up * t + bulge * along))
    return poly_on(corners, points)


def surface_of_cover(ink: Floats) -> Floats:
    """Return a tone that reads on an ink, for lines cut out of it."""
    return rgb("cocoa") * 0.8 if float(ink.mean()) > 0.5 else rgb("cream")


def ornament(scene: Scene, corners: list[Point], ink: Floats, form: int) -> None:
    """Stamp a small drawing and a title on a cover."""
    rng = scene.rng

    def dot(u: float, v: float, r: float) -> Patch:
        return poly_on(
            corners,
            [(u + r * np.cos(a), v + r * 0.72 * np.sin(a)) for a in np.linspace(0, 6.28, 40)],
        )

    if form == 0:
        scene.blend(dot(0.54, 0.40, 0.17), ink, 0.9)
        scene.blend(
            poly_on(
                corners,
                [(0.2, 0.60), (0.42, 0.44), (0.62, 0.58), (0.74, 0.50), (0.90, 0.62), (0.2, 0.62)],
            ),
            ink,
            0.9,
        )
    elif form == 1:
        for k in range(5):
            v, long = 0.57 - 0.085 * k, 0.24 - 0.032 * k
            for side in (-1, 1):
                scene.blend(_leaf(corners, 0.54, v, side * long, -0.10 + 0.008 * k), ink, 0.9)
        scene.blend(_leaf(corners, 0.54, 0.19, 0.0, -0.075), ink, 0.9)
        scene.blend(stroke([on(corners, 0.54, 0.66), on(corners, 0.54, 0.18)], 2.4), ink)
    elif form == 2:
        for k in range(4):
            line = [
                on(corners, 0.2 + 0.68 * t, 0.34 + 0.075 * k + 0.02 * np.sin(t * 9 + k))
                for t in np.linspace(0, 1, 24)
            ]
            scene.blend(stroke(line, 3), ink, 0.9)
        scene.blend(dot(0.66, 0.24, 0.07), ink)
    elif form == 3:
        box_ = [(0.18, 0.10), (0.92, 0.10), (0.92, 0.90), (0.18, 0.90)]
        line = [on(corners, u, v) for u, v in box_]
        scene.blend(stroke([*line, line[0]], 2.2), ink, 0.9)
        scene.blend(dot(0.55, 0.36, 0.10), ink)
    elif form == 5:  # a bird on its branch
        body = [
            (0.54 + 0.19 * np.cos(a), 0.38 + 0.10 * np.sin(a)) for a in np.linspace(0, 6.28, 40)
        ]
        scene.blend(poly_on(corners, body), ink, 0.92)
        scene.blend(dot(0.70, 0.28, 0.085), ink, 0.92)
        for shape_ in (
            [(0.77, 0.26), (0.88, 0.285), (0.77, 0.30)],
            [(0.42, 0.34), (0.16, 0.50), (0.24, 0.52), (0.48, 0.44)],
        ):
            scene.blend(poly_on(corners, shape_), ink, 0.92)
        for u in (0.52, 0.60):
            scene.blend(stroke([on(corners, u, 0.46), on(corners, u, 0.56)], 2.2), ink, 0.9)
        scene.blend(stroke([on(corners, 0.2, 0.585), on(corners, 0.9, 0.545)], 3.4), ink, 0.9)
    elif form == 6:  # a shell: ribs that spread from one point
        rim = [
            (0.55 + 0.26 * np.cos(a), 0.50 - 0.27 * np.sin(a)) for a in np.linspace(0.25, 2.89, 30)
        ]
        scene.blend(poly_on(corners, [(0.50, 0.59), *rim[::-1], (0.60, 0.59)]), ink, 0.92)
        ground = surface_of_cover(ink)
        for a in np.linspace(0.5, 2.64, 7):
            end = (0.55 + 0.25 * np.cos(a), 0.50 - 0.26 * np.sin(a))
            scene.blend(stroke([on(corners, 0.55, 0.58), on(corners, *end)], 1.8), ground, 0.8)
    else:
        for _ in range(9):
            u, v = rng.uniform(0.25, 0.85), rng.uniform(0.18, 0.58)
            scene.blend(dot(u, v, rng.uniform(0.02, 0.06)), ink, 0.85)
    for k, (share, thick) in enumerate(((0.46, 6.0), (0.34, 6.0), (0.22, 2.2))):
        v = 0.72 + 0.065 * k
        scene.blend(
            stroke([on(corners, 0.55 - share / 2, v), on(corners, 0.55 + share / 2, v)], thick),
            ink,
            0.85,
        )


def motif(
    scene: Scene, corners: list[Point], surface: Surface, u0: float, v0: float, u1: float, v1: float
) -> None:
    """Print a landscape in a few flat inks inside a part of a sheet."""
    rng = scene.rng
    base = surface.base
    dark, light = mix(base, rgb("ink"), 0.62), mix(base, rgb("cream"), 0.72)
    other = rgb(rng.choice(("mustard", "coral", "rust", "sage", "sky", "cream")))

    def put(points: list[Point], colour: Floats, share: float = 1.0) -> None:
        scene.blend(
            poly_on(
                corners,
                [
                    (u0 + (u1 - u0) * min(1, max(0, u)), v0 + (v1 - v0) * min(1, max(0, v)))
                    for u, v in points
                ],
            ),
            colour,
            share,
        )

    put([(0, 0), (1, 0), (1, 1), (0, 1)], light)
    sun = (rng.uniform(0.25, 0.75), rng.uniform(0.22, 0.4))
    r = rng.uniform(0.09, 0.17)
    aspect = abs(
        (u1 - u0)
        * np.hypot(corners[1][0] - corners[0][0], corners[1][1] - corners[0][1])
        / (
            (v1 - v0) * np.hypot(corners[3][0] - corners[0][0], corners[3][1] - corners[0][1])
            + 1e-6
        )
    )
    form = rng.randrange(4)
    if form < 3:
        put(
            [
                (sun[0] + r * np.cos(a), sun[1] + r * aspect * np.sin(a))
                for a in np.linspace(0, 6.28, 40)
            ],
            other,
        )
    if form == 0:
        for k in range(3):
            level, phase = 0.48 + 0.17 * k, rng.uniform(0, 6)
            ridge = [
                (t, level + 0.09 * np.sin(t * (5 + k) + phase) + 0.04 * np.sin(t * 13 + phase))
                for t in np.linspace(0, 1, 40)
            ]
            put([*ridge, (1, 1), (0, 1)], mix(light, dark, 0.35 + 0.3 * k))
    elif form == 1:
        put([(0, 0.62), (1, 0.62), (1, 1), (0, 1)], mix(base, dark, 0.3))
        for k in range(6):
            v = 0.68 + 0.05 * k
            x = rng.uniform(0.05, 0.5)
            put(
                [(x, v), (x + rng.uniform(0.2, 0.45), v), (x + 0.3, v + 0.012), (x, v + 0.012)],
                light,
                0.8,
            )
        bx = rng.uniform(0.35, 0.6)
        put([(bx - 0.14, 0.60), (bx + 0.14, 0.60), (bx + 0.09, 0.68), (bx - 0.09, 0.68)], dark)
        put([(bx, 0.30), (bx + 0.13, 0.57), (bx, 0.57)], rgb("cream"))
        put([(bx - 0.02, 0.34), (bx - 0.10, 0.57), (bx - 0.02, 0.57)], other)
    elif form == 2:
        for k in range(9):
            x = 0.06 + 0.11 * k + rng.uniform(-0.02, 0.02)
            w = rng.uniform(0.012, 0.03)
            put(
                [(x - w, 0.08), (x + w, 0.02), (x + w * 1.2, 1), (x - w * 1.2, 1)],
                mix(light, dark, rng.uniform(0.4, 1)),
            )
        put([(0, 0.86), (1, 0.80), (1, 1), (0, 1)], dark)
    else:
        for k in range(3):
            cx, cy, s = 0.27 + 0.24 * k, 0.60 + 0.05 * (k % 2), 0.14
            body = [
                (
                    cx + s * (0.55 + 0.45 * np.sin(a / 2) ** 2) * np.sin(a),
                    cy - s * 1.5 * aspect * 0.8 * np.cos(a) * (0.9 if np.cos(a) > 0 else 0.75),
                )
                for a in np.linspace(0, 6.28, 40)
            ]
            put(body, mix(base, other, 0.3 * k))
            put(
                [
                    (cx - 0.008, cy - s * 1.2 * aspect),
                    (cx + 0.008, cy - s * 1.2 * aspect),
                    (cx + 0.02, cy - s * 1.6 * aspect),
                    (cx + 0.008, cy - s * 1.6 * aspect),
                ],
                dark,
            )
        put([(0, 0.80), (1, 0.80), (1, 1), (0, 1)], mix(base, dark, 0.5))


def contour_map(scene: Scene, corners: list[Point], surface: Surface) -> None:
    """Print an island of contours, a river and a grid."""
    rng = scene.rng
    scene.blend(
        poly_on(corners, [(0.06, 0.05), (0.94, 0.05), (0.94, 0.86), (0.06, 0.86)]),
        mix(rgb("sky"), rgb("cream"), 0.55),
    )
    phases = [rng.uniform(0, 6.28) for _ in range(4)]
    cx, cy = rng.uniform(0.42, 0.58), rng.uniform(0.38, 0.52)
    for k in range(8):
        grow = 1 - k / 8.6
        ring = []
        for a in np.linspace(0, 6.28, 80):
            r = grow * (
                0.33
                + 0.05 * np.sin(2 * a + phases[0])
                + 0.035 * np.sin(3 * a + phases[1])
                + 0.02 * np.sin(5 * a + phases[2] + k * 0.3)
            )
            ring.append((cx + 0.04 * (1 - grow) + r * 0.98 * np.cos(a), cy + r * np.sin(a) * 0.95))
        land = mix(rgb("cream"), surface.base, 0.16 + 0.10 * k)
        scene.blend(poly_on(corners, ring), land)
        line = [on(corners, u, v) for u, v in ring]
        scene.blend(
            stroke([*line, line[0]], 1.2 if k else 2.4), mix(surface.base, rgb("cocoa"), 0.4), 0.8
        )
    river = [
        on(corners, cx + t * 0.34 + 0.03 * np.sin(t * 14), cy + t * 0.30 + 0.02 * np.sin(t * 9))
        for t in np.linspace(0.1, 0.98, 30)
    ]
    scene.blend(stroke(river, 3.2), rgb("#5d93b5"))
    for _ in range(5):
        u, v = cx + rng.uniform(-0.2, 0.2), cy + rng.uniform(-0.2, 0.2)
        px, py = on(corners, u, v)
        scene.blend(ellipse(px, py, 4, 4), rgb("brick"))
    frame = [on(corners, u, v) for u, v in ((0.06, 0.05), (0.94, 0.05), (0.94, 0.86), (0.06, 0.86))]
    scene.blend(stroke([*frame, frame[0]], 2), rgb("cocoa"), 0.8)
    scene.blend(stroke([on(corners, 0.32, 0.92), on(corners, 0.68, 0.92)], 5), rgb("cocoa"), 0.85)


def botanical(scene: Scene, corners: list[Point], surface: Surface, name: str) -> None:
    """Print one plant: stem, leaves by its name, and a caption."""
    rng = scene.rng
    green = surface.base
    stem = curve([on(corners, 0.46, 0.82), on(corners, 0.50, 0.5), on(corners, 0.53, 0.12)])
    scene.blend(stroke(stem, 3), mix(green, rgb("cocoa"), 0.4))
    fan = name in {"Ginkgo", "Clover", "Poppy", "Magnolia"}
    narrow = name in {"Fern", "Willow", "Olive", "Bamboo"}
    count = 13 if narrow else 7
    for k in range(count):
        x, y = stem[int((0.12 + 0.86 * k / count) * (len(stem) - 1))]
        side = 1 if k % 2 else -1
        long = (76 if narrow else 64) * (1 - 0.45 * k / count)
        turn = side * (0.75 if narrow else 0.55) - np.pi / 2 + side * 0.35
        tone = mix(green, rgb("white"), rng.uniform(0, 0.25))
        if fan:
            tip = [
                (
                    x + np.cos(turn) * 14 + long * 0.8 * np.cos(turn + b),
                    y + np.sin(turn) * 14 + long * 0.8 * np.sin(turn + b),
                )
                for b in np.linspace(-0.75, 0.75, 14)
            ]
            scene.blend(polygon([(x, y), *tip]), tone)
        else:
            wide = long * (0.11 if narrow else 0.26)
            cx, cy = x + np.cos(turn) * long * 0.55, y + np.sin(turn) * long * 0.55
            scene.blend(ellipse(cx, cy, long * 0.55, wide, turn), tone)
            scene.blend(
                stroke([(x, y), (x + np.cos(turn) * long, y + np.sin(turn) * long)], 1.2),
                mix(green, rgb("cream"), 0.6),
                0.8,
            )
    if name in {"Poppy", "Magnolia", "Clover"}:
        px, py = stem[-1]
        for a in np.linspace(0, 6.28, 6)[:-1]:
            scene.blend(
                ellipse(px + 22 * np.cos(a), py + 20 * np.sin(a), 26, 20, a),
                rgb({"Poppy": "coral", "Magnolia": "blush"}.get(name, "rose")),
                0.9,
            )
        scene.blend(ellipse(px, py, 10, 9), rgb("ochre"))
    scene.blend(stroke([on(corners, 0.36, 0.91), on(corners, 0.64, 0.91)], 4.5), rgb("cocoa"), 0.85)
    scene.blend(stroke([on(corners, 0.42, 0.945), on(corners, 0.58, 0.945)], 2), rgb("cocoa"), 0.6)
