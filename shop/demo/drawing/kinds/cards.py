"""Cards, film boxes and puzzles."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.kinds.printing import motif, on, ornament, poly_on
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, ink_for, mix, rgb, tint
from shop.demo.drawing.scene import (
    Point,
    Scene,
    curve,
    ellipse,
    ellipse_points,
    polygon,
    stroke,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, project, soft
from shop.demo.drawing.surfaces import Surface, plain


@shape("postcards", "playing-cards")
def cards(scene: Scene, look: Look, surface: Surface) -> None:
    """A fan of cards, before their box."""
    rng = scene.rng
    big = look.kind == "postcards"
    w, h = (112, 80) if big else (62, 92)
    scene.shadow(330, 486, 190, 54, 0.4)
    if not big:
        box(scene, (0, 0, 0), (126, 180, 40), surface, yaw=-0.4, origin=(210, 500))
        corners = [
            project((x, y, 20.5), -0.4, 210, 500)
            for x, y in ((-63, 180), (63, 180), (63, 0), (-63, 0))
        ]
        ornament(scene, corners, ink_for(surface.base), rng.randrange(4))
    count = 3 if big else 5
    for k in range(count):
        t = (k - (count - 1) / 2) * (0.22 if big else 0.26)
        cx, cy = (
            (310 + 40 * (k - 1), 400 - 14 * (k % 2))
            if big
            else (400 + 44 * (k - 2), 400 + 5 * (k - 2) ** 2)
        )
        c, s = np.cos(t), np.sin(t)
        corners = [
            (cx + u * w * c - v * h * s, cy + u * w * s + v * h * c)
            for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]
        scene.wall_shadow(polygon(corners), 4, 7, 6)
        flat(scene, corners, plain("#f5f1e6", "paper"), (0, 0.4, 0.9), fade=0.03)
        if big:
            motif(scene, corners, surface, 0.05, 0.07, 0.95, 0.93)
        else:
            pip(scene, corners, k, surface)


def pip(scene: Scene, corners: list[Point], number: int, surface: Surface) -> None:
    """Print a playing card's suit, large in the middle and small in two corners."""
    red = number % 2
    ink = mix(surface.base, rgb("brick" if red else "ink"), 0.55)
    for u, v, size in ((0.5, 0.5, 0.20), (0.14, 0.10, 0.07), (0.86, 0.90, 0.07)):
        if number % 4 == 0:
            points = [(u, v - size), (u + size, v), (u, v + size), (u - size, v)]
        elif number % 4 == 1:
            points = [
                (
                    u + size * 1.1 * np.sin(a) ** 3,
                    v
                    - size
                    * 0.72
                    * (0.81 * np.cos(a) - 0.31 * np.cos(2 * a) - 0.12 * np.cos(3 * a)),
                )
                for a in np.linspace(0, 6.28, 30)
            ]
        elif number % 4 == 2:
            points = [
                (
                    u + size * 0.95 * np.cos(a) * (0.7 + 0.3 * np.cos(3 * a + 1.57)),
                    v + size * 0.72 * np.sin(a) * (0.7 + 0.3 * np.cos(3 * a + 1.57)),
                )
                for a in np.linspace(0, 6.28, 40)
            ]
        else:
            points = [
                (u + size * np.cos(a), v + size * 0.68 * np.sin(a))
                for a in np.linspace(0, 6.28, 30)
            ]
        scene.blend(poly_on(corners, points), ink)


@shape("film-rolls")
def film_roll(scene: Scene, look: Look, surface: Surface) -> None:
    """A box of film and its cartridge with a tongue of film."""
    rng = scene.rng
    scene.shadow(240, 506, 96, 30)
    corners_of = project
    box(scene, (0, 0, 0), (120, 210, 90), surface, yaw=-0.5, origin=(232, 500))
    front = [
        corners_of((x, y, 45.5), -0.5, 232, 500)
        for x, y in ((-60, 210), (60, 210), (60, 0), (-60, 0))
    ]
    ink = ink_for(surface.base)
    scene.blend(
        poly_on(front, [(0, 0.12), (1, 0.12), (1, 0.34), (0, 0.34)]),
        rgb(rng.choice(("coral", "mustard", "sky", "cream", "black"))),
    )
    digits(scene, front, look.name, ink)
    x, bottom = 430.0, 524.0
    scene.shadow(x, bottom + 4, 54)
    strip = curve([(x - 30, bottom - 14), (x - 80, bottom + 18), (x - 150, bottom + 26)])
    low = [(px, py + 2) for px, py in strip]
    film = [*[(px, py - 84) for px, py in strip], *low[::-1]]
    scene.blend(polygon(film), rgb("#3b2f2a"))
    holes = [ellipse_points(px, py - off, 3.2, 3.8) for px, py in strip[2::3] for off in (8, 74)]
    for hole in holes:
        scene.blend(polygon(hole), tint(look.hue, 0.8, 0.2))
    lathe(scene, x, [(bottom - 110, 43), (bottom, 43)], surface)
    label_band = plain(ink, "paint")
    lathe(scene, x, [(bottom - 74, 43.6), (bottom - 38, 43.6)], label_band)
    steel = plain("silver", "metal", "steel")
    lathe(scene, x, [(bottom - 120, 46), (bottom - 110, 46)], steel)
    scene.blend(ellipse(x, bottom - 120, 46, 46 * TILT), rgb("silver"))
    lathe(scene, x, [(bottom - 146, 15), (bottom - 122, 15)], plain("black", "paint"))
    scene.blend(ellipse(x, bottom - 146, 15, 15 * TILT), rgb("charcoal"))
    lathe(scene, x, [(bottom - 4, 46), (bottom + 4, 46)], steel)


def digits(scene: Scene, corners: list[Point], name: str, ink: Floats) -> None:
    """Set the number of a film's name in large figures on its box."""
    text = name.rsplit(" ", 1)[-1] if name else "100"
    segments = {
        "0": "abcdef",
        "1": "bc",
        "2": "abged",
        "3": "abgcd",
        "4": "fgbc",
        "5": "afgcd",
        "6": "afgedc",
        "8": "abcdefg",
        "9": "abcdfg",
    }
    spot = {
        "a": ((0, 0), (1, 0)),
        "b": ((1, 0), (1, 0.5)),
        "c": ((1, 0.5), (1, 1)),
        "d": ((0, 1), (1, 1)),
        "e": ((0, 0.5), (0, 1)),
        "f": ((0, 0), (0, 0.5)),
        "g": ((0, 0.5), (1, 0.5)),
    }
    step = 0.86 / max(3, len(text))
    for place, digit in enumerate(text):
        for segment in segments.get(digit, ""):
            (ax, ay), (bx, by) = spot[segment]
            u = 0.10 + place * step
            scene.blend(
                stroke(
                    [
                        on(corners, u + ax * step * 0.66, 0.48 + ay * 0.22),
                        on(corners, u + bx * step * 0.66, 0.48 + by * 0.22),
                    ],
                    6,
                ),
                ink,
            )
    scene.blend(stroke([on(corners, 0.10, 0.82), on(corners, 0.62, 0.82)], 3), ink, 0.8)


@shape("jigsaw-puzzles")
def jigsaw(scene: Scene, look: Look, surface: Surface) -> None:
    """A puzzle's box behind, pieces of its picture before it."""
    rng = scene.rng
    scene.shadow(320, 470, 190, 40)
    box(scene, (0, 0, -60), (330, 270, 60), surface, yaw=-0.3, origin=(310, 470))
    corners = [
        project((x, y, -29.5), -0.3, 310, 470)
        for x, y in ((-165, 270), (165, 270), (165, 0), (-165, 0))
    ]
    motif(scene, corners, surface, 0.06, 0.06, 0.94, 0.78)
    scene.blend(
        stroke([on(corners, 0.3, 0.88), on(corners, 0.7, 0.88)], 6), ink_for(surface.base), 0.9
    )
    for k in range(7):
        x, y, a = (
            150 + 56 * k + rng.uniform(-12, 12),
            520 + rng.uniform(-14, 22),
            rng.uniform(-0.6, 0.6),
        )
        colour = mix(
            surface.base,
            rgb(rng.choice(("cream", "ink", "mustard", "coral"))),
            rng.uniform(0.2, 0.7),
        )
        piece = puzzle_piece(x, y, 19, a)
        scene.wall_shadow(polygon(piece), 2, 5, 3)
        soft(scene, polygon(piece), plain(colour, "paper"), 3)


def puzzle_piece(x: float, y: float, size: float, turn: float) -> list[Point]:
    """Outline of a piece with knobs and sockets, lying on the table."""
    outline: list[Point] = []
    for side in range(4):
        knob = 1 if side % 2 else -1
        edge = [
            (-1, -1),
            (-0.25, -1),
            (-0.36, -1 - 0.34 * knob),
            (0, -1 - 0.55 * knob),
            (0.36, -1 - 0.34 * knob),
            (0.25, -1),
        ]
        for u, v in edge:
            a = side * np.pi / 2 + turn
            outline.append(
                (
                    x + size * (u * np.cos(a) - v * np.sin(a)),
                    y + size * 0.62 * (u * np.sin(a) + v * np.cos(a)),
                )
            )
    return outline
