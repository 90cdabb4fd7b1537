"""Furniture: frames of boxes and rods seen by the one camera."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.pots import branch
from shop.demo.drawing.scene import Scene, curve, ellipse, ellipse_points, polygon, stroke
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, P3, box, flat, lathe, opening, overlap, project, soft, tube
from shop.demo.drawing.surfaces import Surface, plain

YAW = -0.52


def leg(scene: Scene, surface: Surface, low: P3, high: P3, radius: float, yaw: float = YAW, y: float = 520) -> None:
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
        top = [project((x, seat + back, -104 - 16 * (1 - (x / 84) ** 2)), YAW, y=520) for x in range(-90, 91, 15)]
        tube(scene, top, 11, surface)
    elif form == 1:
        for lift in (0.45, 0.72, 0.98):
            bar = [project((x, seat + back * lift, -74 - 30 * lift - 14 * (1 - (x / 84) ** 2)), YAW, y=520) for x in range(-82, 83, 12)]
            tube(scene, bar, 11, surface)
    else:
        panel = [project((x, seat + back * h, -74 - 30 * h), YAW, y=520) for x, h in ((-78, 0.50), (78, 0.50), (76, 1.0), (-76, 1.0))]
        soft(scene, polygon(curve(panel, closed=True)), surface, 10)
    colour = surface if rng.random() < 0.55 else plain(rng.choice(("oat", "tan", "black", "sage", "rust")), "cloth")
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
    feet = [(np.cos(a) * wide * 0.98, np.sin(a) * wide * 0.98) for a in np.linspace(0.5, 0.5 + 2 * np.pi, legs, endpoint=False)]
    for x, z in sorted(feet, key=lambda foot: foot[1]):
        leg(scene, surface, (x, 0, z), (x * 0.62, high, z * 0.62), 8.5, yaw=0.0)
    ring = [(320 + np.cos(a) * wide * 0.84, 520 - high * 0.42 + np.sin(a) * wide * 0.84 * TILT) for a in np.linspace(0, 2 * np.pi, 40)]
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


@shape("side-tables")
def side_table(scene: Scene, look: Look, surface: Surface) -> None:
    """A small table, round or square, with a lower shelf and a cup or a book."""
    rng = scene.rng
    high = 230 + 20 * rng.random()
    scene.shadow(322, 524, 120, 36, 0.45)
    if rng.random() < 0.5:
        wide = 124.0
        for x, z in ((-84, -60), (84, -60), (-84, 60), (84, 60)):
            leg(scene, surface, (x, 0, z), (x * 0.86, high, z * 0.86), 6.5, yaw=-0.3)
        lathe(scene, 320, [(520 - high * 0.34, 84), (526 - high * 0.34, 84)], surface)
        scene.blend(ellipse(320, 520 - high * 0.34, 84, 84 * TILT), np.clip(surface.base * 0.9, 0, 1))
        top = 520 - high * 0.954
        lathe(scene, 320, [(top - 10, wide), (top, wide)], surface)
        opening(scene, 320, top - 10, wide, surface, wall=4, depth=0.1)
    else:
        for x, z in ((-88, -88), (88, -88)):
            box(scene, (x, 0, z), (14, high, 14), surface, yaw=YAW, origin=(320, 520), grain="y")
        box(scene, (0, 70, 0), (186, 10, 186), surface, yaw=YAW, origin=(320, 520))
        for x, z in ((-88, 88), (88, 88)):
            box(scene, (x, 0, z), (14, high, 14), surface, yaw=YAW, origin=(320, 520), grain="y")
        box(scene, (0, high, 0), (214, 14, 214), surface, yaw=YAW, origin=(320, 520))
        top = 520 - (high + 14) * 0.954
    glaze = plain(rng.choice(("white", "charcoal", "rust", "celadon")), "clay")
    lathe(scene, 300, [(top - 62, 13), (top - 40, 14), (top - 20, 34), (top - 2, 24)], glaze)
    branch(scene, 300, top - 60, 96)


@shape("bookshelves")
def bookshelf(scene: Scene, look: Look, surface: Surface) -> None:
    """An open shelf with books and a few pots."""
    rng = scene.rng
    scene.shadow(330, 556, 150, 36, 0.5)
    count = 3 if look.size < 0.5 else 4
    wide, deep, high, y = 250.0, 74.0, 350.0 + 70 * look.size, 556.0
    origin, yaw = (312.0, y), -0.42
    step = (high - 20) / count
    box(scene, (wide / 2 - 6, 0, 0), (12, high, deep), surface, yaw=yaw, origin=origin, grain="y")
    for k in range(count + 1):
        box(scene, (0, 12 + step * k - (8 if k == count else 0), 0), (wide - 8, 10, deep), surface, yaw=yaw, origin=origin)
        if k == count:
            break
        x = -wide / 2 + 26
        while x < wide / 2 - 60 and rng.random() < 0.93:
            if rng.random() < 0.16:
                px, py = project((x + 24, 22 + step * k, 4), yaw, *origin)
                lathe(scene, px, [(py - 44, 10), (py - 24, 24), (py, 15)], plain(rng.choice(("white", "rust", "celadon", "indigo")), "clay"))
                x += 62
                continue
            w, h = rng.uniform(11, 24), rng.uniform(0.55, 0.82) * step
            box(scene, (x, 22 + step * k, 2), (w, h, 48), plain(rng.choice(("brick", "forest", "ink", "ochre", "cream", "sage", "plum", "oat", "stone")), "cloth", "book cloth"), yaw=yaw, origin=origin)
            x += w + 1.5
    box(scene, (-wide / 2 + 6, 0, 0), (12, high, deep), surface, yaw=yaw, origin=origin, grain="y")


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
                tube(scene, [project((x * 1.04, 0, z * 1.2), yaw, *origin), project((x * 0.96, high, z * 0.8), yaw, *origin)], 8, surface)
    box(scene, (0, high, 0), (long, 18, 120), surface, yaw=yaw, origin=origin)


@shape("desks")
def desk(scene: Scene, look: Look, surface: Surface) -> None:
    """A desk with one drawer, some with a lamp or books on it."""
    rng = scene.rng
    long, deep, high = 350 + 40 * look.size, 172.0, 220.0
    origin, yaw = (312.0, 530.0), -0.42
    scene.shadow(330, 534, long * 0.46, 62, 0.42)
    for x, z in ((-1, -1), (1, -1)):
        tube(scene, [project((x * (long / 2 - 14), 0, z * (deep / 2 - 12)), yaw, *origin), project((x * (long / 2 - 26), high, z * (deep / 2 - 18)), yaw, *origin)], 7.5, surface)
    box(scene, (0, high - 46, 0), (long - 44, 46, deep - 24), surface, yaw=yaw, origin=origin)
    for x, z in ((-1, 1), (1, 1)):
        tube(scene, [project((x * (long / 2 - 14), 0, z * (deep / 2 - 12)), yaw, *origin), project((x * (long / 2 - 26), high, z * (deep / 2 - 18)), yaw, *origin)], 7.5, surface)
    front = [project((x, y, deep / 2 - 11.5), yaw, *origin) for x, y in ((-74, high - 8), (74, high - 8), (74, high - 40), (-74, high - 40))]
    scene.blend(stroke([*front, front[0]], 1.8), surface.base * 0.45, 0.8)
    kx, ky = project((0, high - 24, deep / 2 - 8), yaw, *origin)
    scene.blend(ellipse(kx, ky, 6, 6), rgb("gold"))
    box(scene, (0, high, 0), (long, 14, deep), surface, yaw=yaw, origin=origin)
    for k in range(rng.choice((2, 3, 4))):
        box(scene, (-long / 4, high + 14 + 13 * k, -10), (86 - 6 * k, 13, 60), plain(rng.choice(("brick", "forest", "ink", "ochre", "cream")), "cloth", "book cloth"), yaw=yaw + 0.06 * k, origin=origin)
    px, py = project((long / 4, high + 14, -10), yaw, *origin)
    lathe(scene, px, [(py - 54, 22), (py, 19)], plain(rng.choice(("white", "rust", "celadon")), "clay"))
    for dx in (-8, 0, 9):
        tube(scene, [(px + dx * 0.6, py - 50), (px + dx * 1.6, py - 92 - dx)], 2.2, plain(rng.choice(("mustard", "coral", "sky")), "paint"))


@shape("mirrors")
def mirror(scene: Scene, look: Look, surface: Surface) -> None:
    """A framed mirror on the wall: round, arched or tall."""
    rng = scene.rng
    scale = 0.85 + 0.25 * look.size
    form = rng.randrange(3)
    x, y = 320.0, 300.0
    if form == 0:
        outer, inner = ellipse_points(x, y, 178 * scale, 178 * scale), ellipse_points(x, y, 160 * scale, 160 * scale)
    elif form == 1:
        def arch(w: float, h: float) -> list[tuple[float, float]]:
            return [(x - w, y + h)] + [(x + w * np.cos(a), y - h + w + w * np.sin(a)) for a in np.linspace(-np.pi, 0, 40)] + [(x + w, y + h)]
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
        band = polygon([(x + shift - 110, y + 240), (x + shift + 130, y - 240), (x + shift + 130 + wide, y - 240), (x + shift - 110 + wide, y + 240)])
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
        scene.blend(face, rgb("white") * (0.98 - 0.10 * ((px - x) + (py - y)) / (2 * inner))[..., None])
        ink = rgb("charcoal")
    else:
        ink = rgb("cream") if surface.base.mean() < 0.55 else rgb("cocoa")
    scene.blend(stroke([(x + inner * np.cos(a), y + inner * np.sin(a)) for a in np.linspace(0, 6.29, 80)], 2), rgb("black"), 0.22)
    for hour in range(12):
        a = hour * np.pi / 6
        r0 = inner * (0.80 if hour % 3 == 0 else 0.86)
        scene.blend(stroke([(x + np.sin(a) * r0, y - np.cos(a) * r0), (x + np.sin(a) * inner * 0.92, y - np.cos(a) * inner * 0.92)], 5.5 if hour % 3 == 0 else 2.4), ink)
    for turn, length, width in ((hours / 12, 0.50, 9), (hours % 1, 0.74, 6)):
        a = turn * 2 * np.pi
        hand = [(x - np.sin(a) * inner * 0.10, y + np.cos(a) * inner * 0.10), (x + np.sin(a) * inner * length, y - np.cos(a) * inner * length)]
        scene.blend(stroke([(hx + 3, hy + 5) for hx, hy in hand], width), rgb("black"), 0.20)
        scene.blend(stroke(hand, width), ink)
    scene.blend(ellipse(x, y, 9, 9), mix(rgb("gold"), ink, 0.2))

