"""Chairs, stools and benches."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.scene import Scene, curve, ellipse, polygon
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import (
    P3,
    TILT,
    box,
    lathe,
    project,
    soft,
    tube,
)
from shop.demo.drawing.surfaces import Surface, plain

YAW = -0.52


def leg(
    scene: Scene,
    surface: Surface,
    low: P3,
    high: P3,
    radius: float,
    yaw: float = YAW,
    y: float = 520,
) -> None:
    """Draw a round leg between two points of the room."""
    tube(scene, [project(low, yaw, y=y), project(high, yaw, y=y)], radius, surface)


@shape("chairs")
def chair(scene: Scene, look: Look, surface: Surface) -> None:
    """A chair with a bent back: spindles, slats or a loop."""
    rng = scene.rng
    scene.shadow(330, 520, 128, 40, 0.5)
    form, seat, back = rng.randrange(3), 178.0, 190.0 + 20 * rng.random()
    for x, z in ((-82, -74), (82, -74)):
        leg(scene, surface, (x * 1.1, 0, z * 1.1), (x * 0.9, seat, z * 0.9), 7.5)
    for x in (-80, 80):
        leg(scene, surface, (x * 0.95, seat, -74), (x * 0.92, seat + back, -104), 7)
    if form == 0:
        for k in range(5):
            x = -56 + 28 * k
            leg(scene, surface, (x, seat, -76), (x * 0.95, seat + back - 14, -102), 3.6)
        top = [
            project((x, seat + back, -104 - 16 * (1 - (x / 84) ** 2)), YAW, y=520)
            for x in range(-90, 91, 15)
        ]
        tube(scene, top, 11, surface)
    elif form == 1:
        for lift in (0.45, 0.72, 0.98):
            bar = [
                project(
                    (x, seat + back * lift, -74 - 30 * lift - 14 * (1 - (x / 84) ** 2)), YAW, y=520
                )
                for x in range(-82, 83, 12)
            ]
            tube(scene, bar, 11, surface)
    else:
        panel = [
            project((x, seat + back * h, -74 - 30 * h), YAW, y=520)
            for x, h in ((-78, 0.50), (78, 0.50), (76, 1.0), (-76, 1.0))
        ]
        soft(scene, polygon(curve(panel, closed=True)), surface, 10)
    colour = (
        surface
        if rng.random() < 0.55
        else plain(rng.choice(("oat", "tan", "black", "sage", "rust")), "cloth")
    )
    box(scene, (0, seat, 0), (186, 16, 172), colour, yaw=YAW, origin=(320, 520))
    for x, z in ((-82, 78), (82, 78)):
        leg(scene, surface, (x * 1.1, 0, z * 1.08), (x * 0.9, seat, z * 0.9), 7.5)
    leg(scene, surface, (-84, 70, 80), (84, 70, 80), 4.5)


@shape("stools")
def stool(scene: Scene, look: Look, surface: Surface) -> None:
    """A round or square stool on three or four legs."""
    rng = scene.rng
    high, wide = 180 + 120 * look.size, 96 + 10 * rng.random()
    scene.shadow(322, 522, wide * 1.05, 34, 0.45)
    legs = rng.choice((3, 4))
    feet = [
        (np.cos(a) * wide * 0.98, np.sin(a) * wide * 0.98)
        for a in np.linspace(0.5, 0.5 + 2 * np.pi, legs, endpoint=False)
    ]
    for x, z in sorted(feet, key=lambda foot: foot[1]):
        leg(scene, surface, (x, 0, z), (x * 0.62, high, z * 0.62), 8.5, yaw=0.0)
    ring = [
        (320 + np.cos(a) * wide * 0.84, 520 - high * 0.42 + np.sin(a) * wide * 0.84 * TILT)
        for a in np.linspace(0, 2 * np.pi, 40)
    ]
    tube(scene, ring, 4.0, surface)
    top = 520 - high * 0.954
    if look.material == "cork":
        lathe(scene, 320, [(top - 34, wide), (top, wide)], surface)
    else:
        lathe(scene, 320, [(top - 20, wide), (top - 6, wide * 1.02), (top, wide * 0.95)], surface)
    face = ellipse(320, top - 20 - 12 * (look.material == "cork"), wide, wide * TILT)
    px, py = face.grid
    grain = surface.albedo(px + 300 + 0 * py, (py + 0 * px) / TILT)
    light = 0.98 + 0.12 * (320 - px) / wide + 0.05 * (py - top) / 30
    scene.blend(face, np.clip(grain * light[..., None] * 1.05, 0, 1))


@shape("benches")
def bench(scene: Scene, look: Look, surface: Surface) -> None:
    """A long bench with solid or turned legs."""
    rng = scene.rng
    long, high = 380 + 50 * look.size, 150.0
    origin, yaw = (312.0, 492.0), -0.38
    scene.shadow(330, 496, long * 0.46, 46, 0.45)
    if rng.random() < 0.5:
        for x in (-long / 2 + 40, long / 2 - 40):
            box(scene, (x, 0, 0), (20, high, 96), surface, yaw=yaw, origin=origin, grain="y")
        box(scene, (0, 46, 0), (long - 90, 20, 14), surface, yaw=yaw, origin=origin)
    else:
        for z in (-40, 40):
            for x in (-long / 2 + 44, long / 2 - 44):
                tube(
                    scene,
                    [
                        project((x * 1.04, 0, z * 1.2), yaw, *origin),
                        project((x * 0.96, high, z * 0.8), yaw, *origin),
                    ],
                    8,
                    surface,
                )
    box(scene, (0, high, 0), (long, 18, 120), surface, yaw=yaw, origin=origin)
