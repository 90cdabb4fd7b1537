"""Chess and trains."""

from __future__ import annotations

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, raw, rgb
from shop.demo.drawing.scene import Point, Scene, ellipse, polygon
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    TILT,
    box,
    lathe,
    project,
    soft,
    tube,
)
from shop.demo.drawing.surfaces import Surface, plain


@shape("chess-sets")
def chess_set(scene: Scene, look: Look, surface: Surface) -> None:
    """A board with pieces of two woods."""
    rng = scene.rng
    dark = plain(raw("walnut") * 0.8, "wood", "walnut")
    light = plain(mix(raw("maple"), rgb("cream"), 0.4), "wood", "maple")
    origin, yaw, size = (320.0, 470.0), -0.62, 330.0
    scene.shadow(326, 476, 220, 76, 0.45)
    box(scene, (0, 0, 0), (size, 26, size), surface, yaw=yaw, origin=origin)
    step = (size - 34) / 8

    def at(column: float, row: float) -> Point:
        return project(
            (-size / 2 + 17 + column * step, 26, -size / 2 + 17 + row * step), yaw, *origin
        )

    for row in range(8):
        for column in range(8):
            square = polygon(
                [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)]
            )
            scene.blend(
                square,
                (
                    surface.base * 0.55
                    if (row + column) % 2
                    else mix(light.base, surface.base, 0.18)
                ),
            )
    pieces = []
    for column in range(8):
        pieces += [(column, 0, light, (3.0, 2.4, 2.6, 3.6, 3.9, 2.6, 2.4, 3.0)[column])]
        if rng.random() < 0.75:
            pieces.append((column, 1 if rng.random() < 0.6 else 2, light, 1.7))
        if rng.random() < 0.7:
            pieces.append((column, 6 if rng.random() < 0.7 else 4, dark, 1.7))
        pieces.append((column, 7, dark, (3.0, 2.4, 2.6, 3.6, 3.9, 2.6, 2.4, 3.0)[column]))
    pieces.sort(key=lambda piece: at(piece[0] + 0.5, piece[1] + 0.5)[1])
    for column, row, wood, tall in pieces:
        px, py = at(column + 0.5, row + 0.5)
        high = tall * 19
        scene.shadow(px + 3, py, 11, 4, 0.4)
        lathe(
            scene,
            px,
            [
                (py - high, 3),
                (py - high + 5, 7 if tall < 2 else 6),
                (py - high + 13, 4),
                (py - high * 0.55, 4.5),
                (py - 12, 7),
                (py - 8, 10),
                (py, 11),
            ],
            wood,
        )


@shape("wooden-trains")
def wooden_train(scene: Scene, look: Look, surface: Surface) -> None:
    """An engine and its wagons."""
    rng = scene.rng
    yaw, y = -0.32, 490.0
    natural = plain(raw(look.material), "wood", look.material)
    load = plain(rng.choice(("mustard", "brick", "forest", "cream", "sky")), "wood", "beech")
    cars = 2 if look.size < 0.5 else 3
    step, size = (196.0, 150.0) if cars == 2 else (150.0, 124.0)
    k = size / 150
    for index in range(cars - 1, -1, -1):
        x = 220.0 + (0 if cars == 2 else -50) + index * step
        origin = (x, y + index * step * 0.06)
        scene.shadow(x + 6, origin[1] + 6, size * 0.6, 26, 0.5)

        def wheels(z: float, origin: Point = origin) -> None:
            for wx in (-0.3, 0.3):
                cx, cy = project((wx * size, 20 * k, z), yaw, *origin)
                soft(scene, ellipse(cx, cy, 19 * k, 21 * k), natural, 5)
                scene.blend(ellipse(cx, cy, 6 * k, 6.5 * k), rgb("cocoa"))

        box(scene, (0, 18 * k, 0), (size, 24 * k, 76 * k), natural, yaw=yaw, origin=origin)
        if index == 0:
            box(
                scene,
                (size * 0.28, 42 * k, 0),
                (size * 0.40, 92 * k, 70 * k),
                surface,
                yaw=yaw,
                origin=origin,
            )
            box(
                scene,
                (size * 0.28, 134 * k, 0),
                (size * 0.50, 14 * k, 84 * k),
                load,
                yaw=yaw,
                origin=origin,
            )
            a, b = (
                project((size * 0.1, 74 * k, 0), yaw, *origin),
                project((-size * 0.46, 74 * k, 0), yaw, *origin),
            )
            tube(scene, [a, b], 31 * k, surface)
            scene.blend(
                ellipse(b[0] - 3, b[1], 23 * k, 27 * k), mix(surface.base, rgb("white"), 0.18)
            )
            scene.blend(ellipse(b[0] - 3, b[1], 9 * k, 10 * k), load.base)
            fx, fy = project((-size * 0.28, 100 * k, 0), yaw, *origin)
            lathe(scene, fx, [(fy - 54 * k, 19 * k), (fy - 40 * k, 14 * k), (fy, 12 * k)], load)
            scene.blend(ellipse(fx, fy - 54 * k, 15 * k, 15 * k * TILT), rgb("cocoa"))
        elif index == 1:
            for z in (-18, 18):
                for height in (58, 90):
                    if height == 90 and z > 0:
                        continue
                    a, b = (
                        project((-size * 0.42, height * k, z * k), yaw, *origin),
                        project((size * 0.42, height * k, z * k), yaw, *origin),
                    )
                    tube(scene, [a, b], 16 * k, natural if height == 90 else load)
        else:
            box(scene, (0, 42 * k, 0), (size * 0.9, 58 * k, 70 * k), load, yaw=yaw, origin=origin)
        wheels(40 * k)
