"""Garden, camp and road: cans, trowels, houses for birds, stoves, bicycles and their parts."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.details import flame, scatter
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, ink_for, mix, rgb
from shop.demo.drawing.pots import flower, handle
from shop.demo.drawing.scene import Point, Scene, curve, ellipse, ellipse_points, polygon, rounded, stroke, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, opening, project, shaded, soft, stitch, tube, varied
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("watering-cans")
def watering_can(scene: Scene, look: Look, surface: Surface) -> None:
    """A can with a long spout, a rose and a looped handle."""
    x, bottom, k = 356.0, 520.0, 0.84 + 0.2 * look.size
    top = bottom - 170 * k
    scene.shadow(x, bottom + 8, 100 * k, strength=0.5)
    tube(scene, curve([(x + 60 * k, bottom - 30), (x + 138 * k, bottom - 96 * k), (x + 120 * k, top - 20), (x + 30 * k, top - 54 * k), (x - 44 * k, top - 6)]), 7, surface)
    spout = [(x - 84 * k, bottom - 40 * k), (x - 170 * k, top + 20), (x - 232 * k, top - 66 * k)]
    tube(scene, spout, 10, surface)
    tube(scene, [(x - 70 * k, top + 40), (x - 168 * k, top + 4)], 4, surface)
    ex, ey = spout[-1]
    soft(scene, ellipse(ex - 6, ey - 6, 27, 17, -0.85), plain("gold", "metal", "brass"), 5)
    for u in np.linspace(-0.7, 0.7, 5):
        for v in (-0.4, 0.2):
            scene.blend(ellipse(ex - 8 + 20 * u, ey - 8 - 16 * u + 12 * v, 1.7, 1.7), rgb("cocoa"), 0.8)
    lathe(scene, x, [(top, 84 * k), (top + 8, 86 * k), (bottom - 8, 94 * k), (bottom, 92 * k)], surface)
    opening(scene, x, top, 84 * k, surface, wall=4, depth=0.85)
    hood = curve([(x - 84 * k, top), (x - 60 * k, top - 30 * k), (x, top - 40 * k), (x + 34 * k, top - 23), (x, top + 4), (x - 56 * k, top + 16)], closed=True)
    soft(scene, polygon(hood), surface, 9)


@shape("hand-trowels")
def hand_trowel(scene: Scene, look: Look, surface: Surface) -> None:
    """A trowel standing against the wall in a little soil."""
    x = 320.0
    scene.shadow(330, 540, 110, 22, 0.4)
    blade = curve([(x - 50, 318), (x - 64, 400), (x - 44, 492), (x, 552), (x + 44, 492), (x + 64, 400), (x + 50, 318), (x, 306)], closed=True)
    scene.wall_shadow(polygon(blade), 10, 14, 9)
    def hollow(px: Floats, py: Floats) -> Floats:
        return -16 * np.exp(-(((px - x) / 26) ** 2))
    soft(scene, polygon(blade), surface, 10, creases=hollow)
    marks = [[(x - 12, y), (x + 12, y)] for y in (400, 426, 452, 478)]
    scene.blend(strokes(marks, 2), surface.base * 0.4, 0.8)
    tube(scene, [(x, 316), (x, 262)], 9, surface)
    wood = bare(scene.rng.choice(("beech", "walnut", "cherry", "ash")))
    lathe(scene, x, [(110, 12), (124, 20), (180, 21), (240, 15), (266, 17)], wood)
    lathe(scene, x, [(254, 17), (270, 16)], plain("gold", "metal", "brass"))
    tube(scene, curve([(x - 4, 120), (x - 34, 86), (x - 6, 60), (x + 28, 84), (x + 4, 120)]), 2.6, bare("leather", "hide"))
    scatter(scene, x + 4, 556, 92, rgb("cocoa") * 0.8, 90, (7, 4.4))


@shape("seed-packets")
def seed_packet(scene: Scene, look: Look, surface: Surface) -> None:
    """A packet with the flower or vegetable on it, and spilled seeds."""
    rng = scene.rng
    x, top, bottom, w = 320.0, 176.0, 516.0, 112.0
    scene.shadow(328, bottom + 2, w * 1.05, 16, 0.5)
    outline = [(x - w, top), (x + w, top), (x + w, bottom), (x - w, bottom)]
    scene.wall_shadow(polygon(outline), 12, 8, 10)
    soft(scene, polygon(outline), surface, 9)
    scene.blend(polygon([(x - w, top), (x + w, top), (x + w, top + 30), (x - w, top + 30)]), mix(surface.base, rgb("black"), 0.18))
    scene.blend(polygon(rounded(x - w + 14, top + 46, x + w - 14, bottom - 86, 6)), mix(rgb("cream"), surface.base, 0.12))
    tone = {"Cornflower": "indigo", "Sweet Pea": "lilac", "Poppy": "coral", "Radish": "rose", "Basil": "forest", "Sunflower": "mustard", "Chard": "brick", "Nigella": "sky", "Runner Bean": "brick", "Coriander": "sage", "Tomato": "brick", "Cosmos": "blush"}.get(look.name, "coral")
    if look.name in {"Radish", "Tomato"}:
        for dx, dy in ((-34, 20), (30, 34), (0, -16)):
            soft(scene, ellipse(x + dx, top + 160 + dy, 33, 31), plain(tone, "care"), 14)
            for a in (-0.6, 0, 0.6):
                scene.blend(ellipse(x + dx + 18 * np.sin(a), top + 122 + dy - 12 * np.cos(a), 6, 20, a), rgb("moss"))
    elif look.name in {"Basil", "Chard", "Coriander", "Runner Bean"}:
        tube(scene, [(x, top + 236), (x, top + 92)], 3, plain(tone if look.name == "Chard" else "moss"))
        for k in range(7):
            side = 1 if k % 2 else -1
            y = top + 222 - 19 * k
            scene.blend(ellipse(x + side * 30, y - 14, 34 - 2 * k, 17, -side * 0.5), rgb("forest" if k % 3 else "moss"))
            scene.blend(stroke([(x, y), (x + side * 54, y - 28)], 1.6), rgb(tone if look.name == "Chard" else "sage"))
    else:
        for dx, dy, r in ((-40, 46, 27), (42, 30, 25), (0, -14, 34)):
            tube(scene, curve([(x, top + 250), (x + dx * 0.5, top + 200), (x + dx, top + 140 + dy)]), 2.2, plain("moss"))
            flower(scene, x + dx, top + 130 + dy, r, tone)
    ink = ink_for(surface.base)
    scene.blend(stroke([(x - 70, bottom - 56), (x + 70, bottom - 56)], 11), ink)
    scene.blend(stroke([(x - 46, bottom - 34), (x + 46, bottom - 34)], 4), ink, 0.8)
    scatter(scene, 468, 540, 46, rgb(rng.choice(("cocoa", "tan", "black", "sand"))), 34, (4.4, 3))


@shape("bird-houses")
def bird_house(scene: Scene, look: Look, surface: Surface) -> None:
    """A gabled box with a round hole, on a post or a hook."""
    rng = scene.rng
    yaw, origin = -0.55, (316.0, 470.0)
    w, h, d = 132.0, 150 + 34 * look.size, 120.0
    tube(scene, [(318, 600), (318, 466)], 11, bare("ash"))
    scene.shadow(326, 600, 60, 14, 0.35)
    box(scene, (0, 0, 0), (w, h, d), surface, yaw=yaw, origin=origin, grain="y")
    def at(px: float, py: float, pz: float) -> Point:
        return project((px, py, pz), yaw, *origin)
    gable = [at(-w / 2, h, d / 2), at(w / 2, h, d / 2), at(0, h + 62, d / 2)]
    flat(scene, gable, surface, (-0.2, 0.2, 0.95), along=(0, 1))
    hole = [at(26 * np.cos(a), h * 0.66 + 26 * np.sin(a), d / 2 + 0.5) for a in np.linspace(0, 6.28, 40)]
    scene.blend(polygon(hole), rgb("#1d1410"))
    scene.blend(stroke(hole[20:40], 3), mix(surface.base, rgb("white"), 0.4), 0.7)
    roof = plain(rng.choice(("cocoa", "charcoal", "rust", "moss", "cream")), "wood", "oak")
    over = 20.0
    right = [at(0, h + 72, d / 2 + over), at(w / 2 + over, h - 10, d / 2 + over), at(w / 2 + over, h - 10, -d / 2 - over), at(0, h + 72, -d / 2 - over)]
    left = [at(0, h + 72, d / 2 + over), at(-w / 2 - over, h - 10, d / 2 + over), at(-w / 2 - over, h - 10, -d / 2 - over), at(0, h + 72, -d / 2 - over)]
    flat(scene, right, shaded(roof, 0.7), (0.5, 0.6, 0.4))
    flat(scene, left, roof, (-0.6, 0.7, 0.3))
    for points in ([left[0], left[1]], [right[0], right[1]]):
        tube(scene, points, 4.5, shaded(roof, 0.85))


@shape("wind-chimes")
def wind_chime(scene: Scene, look: Look, surface: Surface) -> None:
    """Tubes hanging from a disc."""
    chime_at(scene, look, surface, scene.phase)


def chime_at(scene: Scene, look: Look, surface: Surface, phase: float) -> None:
    """Draw the chime with its tubes swaying at a phase."""
    x, top = 320.0, 190.0
    cord = plain("cream", "cloth")
    wood = bare(scene.rng.choice(("oak", "walnut", "cherry")))
    tube(scene, [(x, 40), (x, 110)], 2, cord)
    for dx in (-84, 84, 0):
        tube(scene, [(x, 108), (x + dx * 0.9, top - 6 + (14 if dx == 0 else 0))], 1.4, cord)
    order = sorted(range(6), key=lambda k: -np.cos(k * 1.05))
    for k in order:
        a = k * 1.05 + 0.3
        px, depth = x + 78 * np.sin(a), np.cos(a)
        long = 150 + 26 * ((k * 2) % 6) + 20 * look.size
        swing = 7 * np.sin(phase + k * 0.9)
        y0 = top + 22 + 12 * depth
        tube(scene, [(px, top + 8 * depth), (px + swing * 0.2, y0)], 1.2, cord)
        tone = shaded(surface, 0.82 + 0.2 * (depth + 1) / 2)
        tube(scene, [(px + swing * 0.2, y0), (px + swing, y0 + long)], 9.5, tone)
        scene.blend(ellipse(px + swing, y0 + long, 9, 3), rgb("#201810"), 0.8)
        scene.blend(ellipse(px + swing * 0.25, y0 + 16, 2.4, 2.4), rgb("black"), 0.7)
        if k == order[2]:
            sway = 9 * np.sin(phase + 1.2)
            tube(scene, [(x, top), (x + sway * 0.5, top + 130), (x + sway * 1.6, top + 300)], 1.4, cord)
            lathe(scene, x + sway * 0.5, [(top + 118, 24), (top + 134, 24)], wood)
            scene.blend(ellipse(x + sway * 0.5, top + 118, 24, 24 * TILT), mix(wood.base, rgb("white"), 0.2))
            sail = curve([(x + sway * 1.6, top + 296), (x + sway * 1.6 + 26, top + 336), (x + sway * 1.6, top + 386), (x + sway * 1.6 - 26, top + 336)], closed=True)
            flat(scene, sail, wood, along=(0, 1))
    lathe(scene, x, [(top - 10, 92), (top + 6, 92)], wood)
    scene.blend(ellipse(x, top - 10, 92, 92 * TILT), np.clip(mix(wood.base, rgb("white"), 0.14), 0, 1))


@shape("garden-baskets", "handlebar-baskets")
def basket(scene: Scene, look: Look, surface: Surface) -> None:
    """A woven basket with an arched handle, or leather straps and a loaf."""
    rng = scene.rng
    x, bottom, wide = 320.0, 516.0, 134 + 22 * look.size
    top = bottom - 128.0
    scene.shadow(x, bottom + 10, wide * 0.95, strength=0.55)
    weave = surface
    if look.family == "metal":
        weave = varied(surface, family="cane", metal=0.4, gloss=0.3)
    garden = look.kind == "garden-baskets"
    if garden:
        tube(scene, curve([(x - wide * 0.98, top + 6), (x - wide * 0.8, top - 150), (x, top - 196), (x + wide * 0.8, top - 150), (x + wide * 0.98, top + 6)]), 8, weave)
    scene.blend(ellipse(x, top, wide, wide * TILT), weave.base * 0.4)
    if garden:
        for _ in range(9):
            px, py = x + rng.uniform(-0.66, 0.66) * wide, top - rng.uniform(4, 40)
            pick = rng.choice(("leaf", "carrot", "flower"))
            if pick == "flower":
                flower(scene, px, py - 20, 21, rng.choice(("coral", "white", "mustard", "lilac")))
            elif pick == "carrot":
                soft(scene, ellipse(px, py, 40, 12, rng.uniform(-1, 1)), plain("coral", "care"), 8)
            else:
                scene.blend(ellipse(px, py - 14, 40, 15, rng.uniform(-1.4, 1.4)), rgb(rng.choice(("moss", "forest", "sage"))))
    else:
        soft(scene, ellipse(x - 40, top - 26, 96, 27, -0.35), plain("tan", "care"), 15)
        for k in range(4):
            scene.blend(stroke([(x - 96 + 34 * k, top - 16 - 12 * k), (x - 78 + 34 * k, top - 42 - 12 * k)], 4), rgb("cream"), 0.55)
        tube(scene, [(x + 66, top + 10), (x + 86, top - 76)], 13, plain("#2f4a36", "glass", gloss=0.9))
        tube(scene, [(x + 86, top - 76), (x + 92, top - 104)], 6, plain("#2f4a36", "glass"))
    lathe(scene, x, [(top, wide), (top + 60, wide * 0.94), (bottom, wide * 0.76)], weave)
    ring = ellipse_points(x, top, wide, wide * TILT)[0:37]
    tube(scene, ring, 7, weave)
    spots = [(px, py) for px, py in ring[::2]]
    scene.blend(strokes([[(px - 5, py - 6), (px + 5, py + 6)] for px, py in spots], 2.4), weave.base * 0.55, 0.8)
    if not garden:
        for dx in (-0.42, 0.42):
            belt = rounded(x + dx * wide - 11, top + 22, x + dx * wide + 11, top + 116, 5)
            soft(scene, polygon(belt), bare("leather", "hide"), 4)
            frame = rounded(x + dx * wide - 14, top + 62, x + dx * wide + 14, top + 84, 4)
            tube(scene, [*frame, frame[0]], 2.4, plain("gold", "metal", "brass"))


@shape("camp-mugs")
def camp_mug(scene: Scene, look: Look, surface: Surface) -> None:
    """A straight metal mug with a rolled rim and a wire or band handle."""
    x, bottom, wide = 300.0, 510.0, 92 + 12 * look.size
    high = 150 + 30 * look.size
    top = bottom - high
    scene.shadow(x + 4, bottom + 8, wide * 1.1)
    handle(scene, [(x + wide * 0.92, top + 24), (x + wide + 62, top + 22), (x + wide + 66, top + high * 0.5), (x + wide + 40, top + high * 0.78), (x + wide * 0.92, top + high * 0.80)], 7, surface)
    lathe(scene, x, [(top, wide), (bottom - 10, wide * 0.96), (bottom, wide * 0.9)], surface)
    inner = rgb("white") if look.family == "paint" else None
    opening(scene, x, top, wide, surface, wall=4, inside=inner, liquid=rgb("cocoa"), level=0.5)
    rim = ellipse_points(x, top, wide, wide * TILT)
    tone = rgb("ink") if look.family == "paint" and surface.base.mean() > 0.45 else mix(surface.base, rgb("black"), 0.35)
    scene.blend(stroke([*rim, rim[0]], 5), tone)
    scene.blend(stroke(rim[36:60], 2), rgb("white"), 0.5)
    if scene.rng.random() < 0.5:
        cx, cy = x - 6, top + high * 0.56
        scene.blend(polygon([(cx - 34, cy + 22), (cx - 10, cy - 16), (cx + 4, cy + 2), (cx + 14, cy - 10), (cx + 36, cy + 22)]), ink_for(surface.base), 0.85)


@shape("flasks")
def flask(scene: Scene, look: Look, surface: Surface) -> None:
    """A vacuum flask with its cup."""
    x, bottom = 300.0, 526.0
    high, wide = 270 + 80 * look.size, 56 + 10 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 6, wide * 1.2)
    steel = plain("silver", "metal", "steel")
    lathe(scene, x, [(bottom - 12, wide * 0.98), (bottom, wide * 0.96)], steel)
    lathe(scene, x, [(top + high * 0.27, wide * 0.8), (top + high * 0.34, wide), (bottom - 12, wide)], surface)
    lathe(scene, x, [(top + high * 0.25, wide * 0.78), (top + high * 0.285, wide * 0.82)], steel)
    lathe(scene, x, [(top, wide * 0.70), (top + 8, wide * 0.76), (top + high * 0.25, wide * 0.80)], steel if look.colour != "silver" else plain("charcoal", "paint"))
    scene.blend(ellipse(x, top, wide * 0.70, wide * 0.70 * TILT), rgb("silver"))
    cup = steel
    cx, cy = 446.0, 530.0
    scene.shadow(cx, cy + 4, 52)
    lathe(scene, cx, [(cy - 82, 50), (cy, 42)], cup)
    opening(scene, cx, cy - 82, 50, cup, wall=4, liquid=rgb("amber"), level=0.5)


@shape("compasses")
def compass(scene: Scene, look: Look, surface: Surface) -> None:
    """A lidded compass, its needle to the north."""
    compass_at(scene, look, surface, scene.rng.uniform(-0.5, 0.5) + 0.22 * float(np.sin(scene.phase)))


def compass_at(scene: Scene, look: Look, surface: Surface, turn: float) -> None:
    """Draw the compass with its needle at an angle."""
    x, y, r = 320.0, 420.0, 122 + 14 * look.size
    lid = ellipse_points(x, y - r * 1.32, r * 0.98, r * 0.86)
    scene.wall_shadow(polygon(lid), 10, 10, 10)
    soft(scene, polygon(lid), surface, 8)
    scene.blend(ellipse(x, y - r * 1.32, r * 0.82, r * 0.71), surface.base * 0.72)
    scene.blend(stroke([(x, y - r * 1.92), (x, y - r * 0.76)], 3.4), surface.base * 0.35)
    k = 0.66
    scene.shadow(x + 4, y + r * k * 0.75, r * 1.02, 34, 0.55)
    soft(scene, polygon([*ellipse_points(x, y + 24, r, r * k)]), surface, 6)
    soft(scene, ellipse(x, y, r, r * k), surface, 9)
    tube(scene, [(x - 34, y - r * 0.62), (x + 34, y - r * 0.62)], 8, surface)
    scene.blend(ellipse(x, y, r * 0.86, r * 0.86 * k), rgb("#f3ecd9"))
    for i in range(32):
        a = i * np.pi / 16
        r0 = 0.70 if i % 4 == 0 else 0.77
        scene.blend(stroke([(x + np.sin(a) * r * r0, y - np.cos(a) * r * r0 * k), (x + np.sin(a) * r * 0.82, y - np.cos(a) * r * 0.82 * k)], 3 if i % 4 == 0 else 1.4), rgb("cocoa"))
    for i in range(8):
        a, long = i * np.pi / 4, 0.54 if i % 2 == 0 else 0.36
        for side, tone in ((-1, "cocoa"), (1, "sand")):
            scene.blend(polygon([(x, y), (x + np.sin(a + side * 0.30) * r * 0.16, y - np.cos(a + side * 0.30) * r * 0.16 * k), (x + np.sin(a) * r * long, y - np.cos(a) * r * long * k)]), rgb(tone), 0.75)
    for flip, tone in ((0.0, "brick"), (np.pi, "ink")):
        a = turn + flip
        tip = (x + np.sin(a) * r * 0.68, y - np.cos(a) * r * 0.68 * k)
        needle = [(x + np.cos(a) * 9, y + np.sin(a) * 9 * k), tip, (x - np.cos(a) * 9, y - np.sin(a) * 9 * k)]
        scene.blend(polygon([(px + 4, py + 6) for px, py in needle]), rgb("black"), 0.22)
        scene.blend(polygon(needle), rgb(tone))
    scene.blend(ellipse(x, y, 8, 6), rgb("gold"))
    scene.blend(polygon(curve([(x - r * 0.72, y - r * 0.12), (x - r * 0.4, y - r * 0.46), (x, y - r * 0.52), (x - r * 0.36, y - r * 0.24)], closed=True)), rgb("white"), 0.35)


@shape("camp-stoves")
def camp_stove(scene: Scene, look: Look, surface: Surface) -> None:
    """A small twig stove with fire in it and a pot above."""
    stove_at(scene, look, surface, scene.phase)


def stove_at(scene: Scene, look: Look, surface: Surface, phase: float) -> None:
    """Draw the stove with its fire at a phase."""
    x, bottom, wide = 320.0, 524.0, 84 + 14 * look.size
    top = bottom - 140
    scene.shadow(x, bottom + 8, wide * 1.15, strength=0.5)
    scene.glow(x, bottom - 10, 150, rgb("#ff9a3d"), 0.30)
    lathe(scene, x, [(top, wide), (bottom - 10, wide), (bottom, wide * 0.96)], surface)
    door = rounded(x - 34, bottom - 66, x + 34, bottom - 14, 10)
    door = [(px, py + wide * TILT * 0.92) for px, py in door]
    scene.blend(polygon(door), rgb("#2a120a"))
    scene.blend(polygon([(px, bottom + (py - bottom) * 0.55 + 4) for px, py in door]), rgb("#ff7a22"), 0.75)
    for a in np.linspace(-1.1, 1.1, 9):
        px, py = x + wide * np.sin(a), top + 26 + wide * TILT * np.cos(a)
        scene.blend(ellipse(px, py, 6 * np.cos(a) + 1, 7), rgb("#ff9a3d"), 0.95)
    opening(scene, x, top, wide, surface, wall=5, depth=0.9, inside=rgb("#4a1c0c"))
    for k, dx in enumerate((-38, 0, 36, -16, 18)):
        flame(scene, x + dx, top + 14, 0.9 + 0.3 * float(np.sin(phase + k * 1.9)), 8 * float(np.sin(phase * 2 + k)), halo=0.0)
    for a in (0.5, 2.6, 4.4):
        px, py = x + wide * 0.92 * np.cos(a), top + wide * 0.92 * TILT * np.sin(a)
        tube(scene, [(px, py + 8), (px, py - 34)], 4, surface)
    pot = plain("charcoal", "metal", "steel")
    py = top - 44
    lathe(scene, x, [(py - 90, 84), (py - 10, 82), (py, 76)], pot)
    lathe(scene, x, [(py - 104, 16), (py - 98, 60), (py - 90, 86)], pot)
    lathe(scene, x, [(py - 122, 8), (py - 114, 12), (py - 102, 7)], bare("beech"))


@shape("city-bicycles")
def bicycle(scene: Scene, look: Look, surface: Surface) -> None:
    """A city bicycle from the side."""
    rng = scene.rng
    ground, r = 540.0, 104.0
    rear, front = (166.0, ground - r), (474.0, ground - r)
    scene.shadow(330, ground + 2, 250, 15, 0.42)
    tyre, steel = plain("#2b2a2a", "paint", gloss=0.15), plain("silver", "metal", "steel")
    wall = rgb("tan") if rng.random() < 0.4 else rgb("#2b2a2a")
    for cx, cy in (rear, front):
        ring = ellipse_points(cx, cy, r - 4, r - 4)
        tube(scene, [*ring, ring[0]], 5.2, tyre)
        side = ellipse_points(cx, cy, r - 10, r - 10)
        scene.blend(stroke([*side, side[0]], 4), wall)
        rim = ellipse_points(cx, cy, r - 15, r - 15)
        tube(scene, [*rim, rim[0]], 2.6, steel)
        spokes = [[(cx + 8 * np.cos(a + 0.5 * (-1) ** k), cy + 8 * np.sin(a + 0.5 * (-1) ** k)), (cx + (r - 16) * np.cos(a), cy + (r - 16) * np.sin(a))] for k, a in enumerate(np.linspace(0, 2 * np.pi, 28, endpoint=False))]
        scene.blend(strokes(spokes, 0.9), rgb("smoke"), 0.75)
        scene.blend(ellipse(cx, cy, 9, 9), rgb("silver") * 0.8)
    step = rng.random() < 0.5
    seat, crank, head = (236.0, 318.0), (284.0, ground - r + 10), (430.0, 292.0)
    low_head = (438.0, 326.0)
    for cx, cy, a0, a1 in ((rear[0], rear[1], 3.0, 5.7), (front[0], front[1], 3.6, 6.1)):
        arc = [(cx + (r + 9) * np.cos(a), cy + (r + 9) * np.sin(a)) for a in np.linspace(a0, a1, 30)]
        tube(scene, arc, 4.2, shaded(surface, 0.92))
    for line in ([rear, crank], [rear, (244, 344)]):
        tube(scene, line, 4.2, surface)
    tube(scene, [head, low_head, (452, 392), front], 5.6, surface)
    tube(scene, [crank, low_head], 7.2, surface)
    if step:
        tube(scene, curve([head, (388, 372), (300, 424), (262, 408)]), 6.2, surface)
    else:
        tube(scene, [(240, 330), head], 6.4, surface)
    tube(scene, [seat, crank], 6.6, surface)
    guard = curve([(rear[0] - 16, rear[1] - 16), (crank[0], crank[1] - 36), (crank[0] + 36, crank[1]), (crank[0], crank[1] + 34), (rear[0] - 16, rear[1] + 14), (rear[0] - 28, rear[1])], closed=True)
    soft(scene, polygon(guard), shaded(surface, 1.02), 7)
    ring = ellipse_points(crank[0], crank[1], 21, 21)
    tube(scene, [*ring, ring[0]], 3, steel)
    tube(scene, [(crank[0] - 26, crank[1] - 32), (crank[0] + 26, crank[1] + 34)], 4.4, steel)
    for dx, dy in ((-30, -34), (30, 36)):
        soft(scene, polygon(rounded(crank[0] + dx - 18, crank[1] + dy - 4, crank[0] + dx + 18, crank[1] + dy + 5, 4)), plain("black", "paint"), 3)
    tube(scene, [seat, (228, 282)], 4.6, steel)
    leather = bare("leather", "hide")
    leather.base = rgb(rng.choice(("tan", "chestnut", "black")))
    soft(scene, polygon(curve([(178, 268), (190, 258), (236, 264), (276, 266), (282, 274), (240, 280), (210, 290), (184, 286)], closed=True)), leather, 8)
    tube(scene, [head, (424, 256)], 4.4, steel)
    tube(scene, curve([(424, 258), (438, 244), (430, 226), (382, 226), (352, 240)]), 4.6, steel)
    tube(scene, [(376, 228), (348, 242)], 7.2, leather)
    soft(scene, ellipse(462, 300, 17, 19), steel, 6)
    scene.blend(ellipse(471, 301, 7, 14), rgb("#fff0c8"))
    if rng.random() < 0.5:
        tube(scene, [(86, 330), (216, 334)], 3.4, steel)
        tube(scene, [(100, 332), (rear[0] - 4, rear[1])], 2.4, steel)
    tube(scene, [(262, 470), (244, ground)], 3.4, plain("charcoal", "paint"))


@shape("saddles")
def saddle(scene: Scene, look: Look, surface: Surface) -> None:
    """A leather saddle with copper rivets on its rails and springs."""
    x, y, w = 320.0, 330.0, 1.0 + 0.14 * look.size
    scene.shadow(330, 520, 150, 26, 0.4)
    steel = plain("silver", "metal", "steel")
    for side in (-1, 1):
        tube(scene, curve([(x - 120, y + 60), (x - 60, y + 120 + 4 * side), (x + 70, y + 104 + 4 * side), (x + 168, y + 42)]), 5, steel)
    for dx in (-126, -78):
        coil = [(x + dx + 17 * np.cos(t), y + 62 + t * 3.4 + 5 * np.sin(t)) for t in np.linspace(0, 25, 130)]
        tube(scene, coil, 3.4, steel)
    tube(scene, [(x - 10, y + 116), (x - 22, 520)], 13, steel)
    soft(scene, polygon(rounded(x - 44, y + 96, x + 22, y + 128, 8)), plain("charcoal", "metal", "steel"), 6)
    flap = curve([(x - 178, y + 10), (x - 150, y + 76), (x - 60, y + 70), (x + 30, y + 56), (x + 150, y + 44), (x + 200, y + 30), (x + 196, y - 2), (x, y - 14)], closed=True)
    soft(scene, polygon(flap), shaded(surface, 0.8), 14)
    top = curve([(x - 186 * w, y + 2), (x - 168, y - 40), (x - 100, y - 54), (x - 10, y - 34), (x + 120, y - 32), (x + 196, y - 22), (x + 208, y + 2), (x + 176, y + 18), (x + 40, y + 12), (x - 70, y + 34), (x - 160, y + 34)], closed=True)
    soft(scene, polygon(top), surface, 24)
    copper = plain("copper", "metal", "copper")
    for dx, dy in ((-164, 18), (-146, -20), (-112, -38), (-134, 30), (182, -8), (188, 8)):
        soft(scene, ellipse(x + dx, y + dy, 8, 8), copper, 4)
    stitch(scene, curve([(x - 150, y + 60), (x - 60, y + 56), (x + 60, y + 44), (x + 160, y + 30)]), mix(surface.base, rgb("cream"), 0.6))


@shape("bicycle-bells")
def bicycle_bell(scene: Scene, look: Look, surface: Surface) -> None:
    """A domed bell on a piece of handlebar."""
    x, y, r = 320.0, 372.0, 112 + 24 * look.size
    bar = plain("silver", "metal", "steel")
    scene.shadow(330, 540, 130, 20, 0.22)
    tube(scene, [(60, 476), (580, 446)], 22, bar)
    soft(scene, polygon(rounded(x - 38, 416, x + 38, 492, 12)), plain("charcoal", "metal", "steel"), 8)
    lathe(scene, x, [(y + 26, r * 0.80), (y + 46, r * 0.72)], plain("charcoal", "metal", "steel"))
    lathe(scene, x, [(y - r * 0.78, 10), (y - r * 0.70, r * 0.42), (y - r * 0.36, r * 0.82), (y + 4, r * 0.98), (y + 30, r)], surface)
    lathe(scene, x, [(y - r * 0.86, 9), (y - r * 0.80, 14), (y - r * 0.74, 15)], plain("silver", "metal", "steel"))
    tube(scene, curve([(x + r * 0.7, y + 56), (x + r + 20, y + 40), (x + r + 34, y + 6)]), 5, bar)
    soft(scene, ellipse(x + r + 36, y - 2, 15, 15), bar, 6)


@shape("front-lamps")
def front_lamp(scene: Scene, look: Look, surface: Surface) -> None:
    """A round lamp with its beam."""
    lamp_at(scene, look, surface, 0.5 + 0.5 * float(np.cos(scene.phase)))


def lamp_at(scene: Scene, look: Look, surface: Surface, power: float) -> None:
    """Draw the lamp shining at a power 0..1."""
    x, y, r = 340.0, 330.0, 88 + 18 * look.size
    scene.shadow(350, 540, 100, 20, 0.25)
    tube(scene, [(x + 30, y + 60), (x + 40, 540)], 12, plain("silver", "metal", "steel"))
    soft(scene, polygon(rounded(x + 6, y + r - 4, x + 66, y + r + 36, 8)), plain("charcoal", "metal", "steel"), 6)
    body = curve([(x - 20, y - r), (x + 70, y - r * 0.86), (x + r + 56, y - 26), (x + r + 60, y + 22), (x + 70, y + r * 0.86), (x - 20, y + r)], closed=True)
    scene.wall_shadow(polygon(body), 12, 18, 12)
    soft(scene, polygon(body), surface, 38)
    soft(scene, ellipse(x - 20, y, r * 0.62, r), surface, 8)
    scene.blend(ellipse(x - 22, y, r * 0.52, r * 0.88), mix(rgb("smoke"), rgb("#ffe9b0"), power))
    for k in range(5):
        scene.blend(stroke([(x - 22 - r * 0.46, y - r * 0.6 + k * r * 0.3), (x - 22 + r * 0.46, y - r * 0.6 + k * r * 0.3)], 1.6), rgb("white"), 0.35)
    scene.blend(ellipse(x - 26, y, r * 0.2, r * 0.3), mix(rgb("silver"), rgb("white"), power))
    scene.glow(x - 46, y, 84, rgb("#ffdf9a"), 0.42 * power)
    scene.glow(x - 210, y + 46, 150, rgb("#ffe7b4"), 0.40 * power)
    tube(scene, [(x + 50, y - r * 0.9), (x + 54, y - r * 1.08)], 6, plain("charcoal", "paint"))


@shape("helmets")
def helmet(scene: Scene, look: Look, surface: Surface) -> None:
    """A round city helmet with vents, brim and straps."""
    x, y, k = 320.0, 420.0, 0.92 + 0.14 * look.size
    scene.shadow(330, 516, 180 * k, 36, 0.5)
    strap = plain("charcoal", "cloth")
    tube(scene, curve([(x - 110 * k, y + 34), (x - 70, y + 110), (x - 20, y + 128), (x + 40, y + 96), (x + 80 * k, y + 44)]), 4.5, strap)
    soft(scene, polygon(rounded(x - 36, y + 116, x + 4, y + 138, 7)), plain("black", "paint"), 5)
    shell = curve([(x - 192 * k, y + 36), (x - 186 * k, y - 40), (x - 130 * k, y - 130 * k), (x, y - 166 * k), (x + 126 * k, y - 132 * k), (x + 182 * k, y - 44), (x + 190 * k, y + 30), (x + 110 * k, y + 46), (x, y + 56), (x - 120 * k, y + 52)], closed=True)
    soft(scene, polygon(shell), surface, 64)
    for dx, dy, rx, ry, a in ((-70, -84, 12, 34, 0.35), (0, -104, 11, 36, 0.0), (70, -84, 12, 34, -0.35), (-124, -30, 10, 30, 0.55), (124, -30, 10, 30, -0.55)):
        scene.blend(ellipse(x + dx * k, y + dy * k, rx, ry, a), rgb("#1b1a1a"))
        scene.blend(ellipse(x + dx * k + 3, y + dy * k + 4, rx * 0.8, ry * 0.9, a), rgb("#3b3836"), 0.6)
    brim = curve([(x - 196 * k, y + 26), (x - 120 * k, y + 44), (x, y + 50), (x + 112 * k, y + 40), (x + 196 * k, y + 22), (x + 200 * k, y + 42), (x + 114 * k, y + 64), (x, y + 74), (x - 124 * k, y + 70), (x - 204 * k, y + 46)], closed=True)
    trim = bare("leather", "hide") if scene.rng.random() < 0.5 else shaded(surface, 0.6)
    soft(scene, polygon(brim), trim, 7)


@shape("floor-pumps")
def floor_pump(scene: Scene, look: Look, surface: Surface) -> None:
    """A standing pump with gauge, hose and wooden handle."""
    x, bottom = 320.0, 560.0
    scene.shadow(x + 6, bottom, 96, 22, 0.5)
    dark, steel = plain("charcoal", "paint"), plain("silver", "metal", "steel")
    wood = bare("beech")
    top = 190 - 20 * look.size
    hose = curve([(x + 30, bottom - 30), (x + 120, bottom - 90), (x + 112, bottom - 250), (x + 52, bottom - 310), (x + 34, bottom - 210)])
    tube(scene, hose, 6, plain("black", "paint", gloss=0.2))
    soft(scene, polygon(curve([(x - 110, bottom + 4), (x - 96, bottom - 16), (x - 20, bottom - 30), (x + 20, bottom - 30), (x + 96, bottom - 16), (x + 110, bottom + 4), (x, bottom + 16)], closed=True)), dark, 9)
    tube(scene, [(x, top), (x, top + 90)], 7, steel)
    lathe(scene, x, [(top + 80, 24), (top + 92, 29), (top + 100, 26)], dark)
    lathe(scene, x, [(top + 96, 24), (bottom - 24, 24)], surface)
    tube(scene, [(x - 92, top), (x + 92, top)], 15, wood)
    tube(scene, [(x - 18, top), (x + 18, top)], 17, steel)
    soft(scene, ellipse(x, bottom - 70, 46, 46), steel, 6)
    scene.blend(ellipse(x, bottom - 70, 37, 37), rgb("#f5f0e2"))
    ticks = [[(x + np.cos(a) * 34, bottom - 70 + np.sin(a) * 34), (x + np.cos(a) * 27, bottom - 70 + np.sin(a) * 27)] for a in np.linspace(2.6, 6.8, 12)]
    scene.blend(strokes(ticks, 1.8), rgb("black"))
    a = scene.rng.uniform(3.4, 6.0)
    scene.blend(stroke([(x, bottom - 70), (x + np.cos(a) * 28, bottom - 70 + np.sin(a) * 28)], 2.6), rgb("brick"))
    tube(scene, [(x + 34, bottom - 212), (x + 34, bottom - 178)], 8, steel)
