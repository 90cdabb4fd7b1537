"""Bags, leather and what is worn or carried outdoors."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, mix, rgb
from shop.demo.drawing.scene import Point, Scene, curve, ellipse, ellipse_points, polygon, rounded, stroke, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import flat, shaded, soft, stitch, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


def thread_of(surface: Surface) -> Floats:
    """Return a sewing thread that shows on a surface."""
    return np.clip(mix(surface.base, rgb("cream"), 0.65), 0, 1)


def trim_of(scene: Scene, look: Look) -> Surface:
    """Return the leather of straps and tabs: its own on leather bags, else tan or brown."""
    trim = bare("leather", "hide")
    trim.base = rgb(scene.rng.choice(("tan", "chestnut", "cocoa")))
    return trim


def buckle(scene: Scene, x: float, y: float, size: float = 11.0) -> None:
    """Draw a small brass buckle."""
    frame = rounded(x - size, y - size * 0.8, x + size, y + size * 0.8, 4)
    tube(scene, [*frame, frame[0]], 2.6, plain("gold", "metal", "brass"))
    tube(scene, [(x, y - size * 0.7), (x, y + size)], 1.8, plain("gold", "metal", "brass"))


@shape("tote-bags")
def tote(scene: Scene, look: Look, surface: Surface) -> None:
    """A standing tote with two handles."""
    rng = scene.rng
    w, h = (146, 250) if look.size < 0.5 else (172, 220)
    x, bottom = 320.0, 534.0
    top = bottom - h
    scene.shadow(328, bottom + 2, w * 1.02, 26, 0.5)
    grip = surface if look.family == "hide" or rng.random() < 0.4 else trim_of(scene, look)
    tube(scene, curve([(x - 62, top + 10), (x - 54, top - 92), (x + 40, top - 96), (x + 60, top + 4)]), 7, shaded(grip, 0.72))
    side = [(x + w - 6, top + 8), (x + w + 30, top + 22), (x + w + 22, bottom - 12), (x + w - 10, bottom)]
    flat(scene, side, shaded(surface, 0.62))
    mouth = curve([(x - w, top + 2), (x - w * 0.3, top - 10), (x + w * 0.5, top - 6), (x + w + 28, top + 20), (x + w * 0.3, top + 16), (x - w, top + 4)], closed=True)
    scene.blend(polygon(mouth), surface.base * 0.35)
    body = curve([(x - w, top), (x, top + 7), (x + w, top + 4), (x + w * 0.97, bottom - h * 0.5), (x + w * 0.93, bottom - 4), (x, bottom + 5), (x - w * 0.93, bottom - 4), (x - w * 0.97, bottom - h * 0.5)], closed=True)
    def creases(px: Floats, py: Floats) -> Floats:
        return 3.4 * np.sin((px - x) / 52 + np.sin(py / 80) * 1.3) * np.clip((py - top) / 90, 0, 1)
    soft(scene, polygon(body), surface, 16, creases=creases)
    if rng.random() < 0.4:
        base = [(x - w * 0.955, bottom - 58), (x + w * 0.955, bottom - 58), (x + w * 0.93, bottom - 2), (x, bottom + 4), (x - w * 0.93, bottom - 2)]
        soft(scene, polygon(base), grip if grip is not surface else shaded(surface, 0.75), 8)
    stitch(scene, [(x - w + 8, top + 18), (x, top + 25), (x + w - 6, top + 22)], thread_of(surface))
    handle = curve([(x - 66, top + 74), (x - 68, top + 4), (x - 46, top - 84), (x + 46, top - 84), (x + 68, top + 6), (x + 66, top + 74)])
    scene.wall_shadow(stroke(handle, 14), 5, 8, 5)
    tube(scene, handle, 8, grip)
    for dx in (-66, 66):
        scene.blend(ellipse(x + dx, top + 66, 4, 4), rgb("gold"))


@shape("satchels")
def satchel(scene: Scene, look: Look, surface: Surface) -> None:
    """A flap satchel with two straps and a top handle."""
    w, h = 168 + 20 * look.size, 196.0
    x, bottom = 320.0, 524.0
    top = bottom - h
    scene.shadow(328, bottom + 2, w * 1.03, 28, 0.55)
    strap = shaded(surface, 0.8) if look.family == "hide" else trim_of(scene, look)
    tube(scene, curve([(x - w * 0.9, top + 30), (x - w * 1.12, top - 90), (x, top - 168), (x + w * 1.12, top - 90), (x + w * 0.9, top + 30)]), 6, strap)
    tube(scene, curve([(x - 44, top + 4), (x - 36, top - 30), (x + 36, top - 30), (x + 44, top + 4)]), 7, strap)
    soft(scene, polygon(rounded(x - w, top + 8, x + w, bottom, 20)), shaded(surface, 0.88), 14)
    stitch(scene, [(x - w + 11, bottom - 90), (x - w + 11, bottom - 12), (x + w - 11, bottom - 12), (x + w - 11, bottom - 90)], thread_of(surface))
    flap = [(x - w - 2, top + 18), (x - w + 10, top), (x + w - 10, top), (x + w + 2, top + 18), *curve([(x + w - 2, top + h * 0.52), (x + w * 0.8, top + h * 0.66), (x, top + h * 0.70), (x - w * 0.8, top + h * 0.66), (x - w + 2, top + h * 0.52)])]
    scene.wall_shadow(polygon(flap), 3, 9, 5)
    soft(scene, polygon(flap), surface, 10)
    stitch(scene, curve([(x - w + 12, top + h * 0.50), (x - w * 0.78, top + h * 0.61), (x, top + h * 0.65), (x + w * 0.78, top + h * 0.61), (x + w - 12, top + h * 0.50)]), thread_of(surface))
    for dx in (-w * 0.5, w * 0.5):
        belt = rounded(x + dx - 13, top + 36, x + dx + 13, bottom - 32, 6)
        scene.wall_shadow(polygon(belt), 3, 4, 3)
        soft(scene, polygon(belt), strap, 4)
        buckle(scene, x + dx, top + h * 0.76, 15)


@shape("wallets")
def wallet(scene: Scene, look: Look, surface: Surface) -> None:
    """A wallet half open with cards, or closed with a snap."""
    x, y = 320.0, 420.0
    scene.shadow(330, 506, 170, 26, 0.5)
    inside = shaded(surface, 0.72)
    back = [(x - 150, y - 118), (x + 120, y - 146), (x + 158, y + 74), (x - 136, y + 92)]
    scene.wall_shadow(polygon(back), 8, 12, 9)
    soft(scene, polygon(back), inside, 8)
    for k, colour in enumerate(("sky", "mustard", "cream")):
        card = [(x - 108 + 4 * k, y - 96 + 22 * k), (x + 96 + 4 * k, y - 118 + 22 * k), (x + 106 + 4 * k, y - 40 + 22 * k), (x - 98 + 4 * k, y - 18 + 22 * k)]
        flat(scene, card, plain(colour, "paper"))
        pocket = [(x - 126 + 2 * k, y - 66 + 24 * k), (x + 126 + 2 * k, y - 90 + 24 * k), (x + 150, y + 60), (x - 128, y + 84)]
        flat(scene, pocket, shaded(surface, 0.86 + 0.05 * k))
        stitch(scene, [pocket[0], pocket[1]], thread_of(surface), 7)
    front = [(x - 164, y - 8), (x + 138, y + 22), (x + 128, y + 86), (x - 150, y + 96)]
    front = curve([(x - 160, y - 30), (x - 10, y + 2), (x + 142, y + 10), (x + 150, y + 84), (x, y + 100), (x - 148, y + 96)], closed=True)
    scene.wall_shadow(polygon(front), 2, -6, 5)
    soft(scene, polygon(front), surface, 12)
    stitch(scene, curve([(x - 150, y - 16), (x - 10, y + 14), (x + 132, y + 22)]), thread_of(surface), 8)
    stitch(scene, curve([(x + 138, y + 74), (x, y + 88), (x - 138, y + 84)]), thread_of(surface), 8)
    scene.blend(ellipse(x + 96, y + 52, 9, 9), rgb("gold"))
    scene.blend(ellipse(x + 94, y + 50, 4, 4), rgb("white"), 0.7)


@shape("key-fobs")
def key_fob(scene: Scene, look: Look, surface: Surface) -> None:
    """A tab on a ring with two keys."""
    rng = scene.rng
    x, y = 320.0, 236.0
    ring = ellipse_points(x, y, 44, 44)
    steel = plain("silver", "metal", "steel")
    long = 190 + 40 * look.size
    def key(a: float, colour: str) -> None:
        c, s = np.cos(a), np.sin(a)
        def at(u: float, v: float) -> Point:
            return x + s * u + c * v, y + 40 + c * u - s * v
        teeth = [at(64, -7), at(150, -7), at(160, 0), at(152, 7), at(140, 7), at(136, 15), at(128, 7), at(120, 14), at(112, 7), at(64, 7)]
        bow = [at(34 + 30 * np.cos(t), 27 * np.sin(t)) for t in np.linspace(0, 6.28, 40)]
        hole = [at(18 + 8 * np.cos(t), 8 * np.sin(t)) for t in np.linspace(0, 6.28, 24)]
        metal = plain(colour, "metal", "brass")
        scene.wall_shadow(polygon(teeth), 7, 12, 6)
        flat(scene, teeth, metal, (-0.3, 0.4, 0.85))
        flat(scene, bow, metal, (-0.2, 0.5, 0.85), holes=[hole])
    key(0.62, "gold")
    key(0.28, "silver")
    w = 44.0
    form = rng.randrange(3)
    if form == 0:
        tab = rounded(x - 70 - w, y + 26, x - 70 + w, y + 26 + long, 30)
    elif form == 1:
        tab = curve([(x - 70 - 20, y + 26), (x - 70 + 20, y + 26), (x - 70 + w, y + 70), (x - 70 + w * 1.1, y + long), (x - 70, y + long + 34), (x - 70 - w * 1.1, y + long), (x - 70 - w, y + 70)], closed=True)
    else:
        tab = ellipse_points(x - 70, y + 26 + long * 0.45, w * 1.5, long * 0.45)
    lean = [(px + (py - y) * -0.12 + 40, py) for px, py in tab]
    scene.wall_shadow(polygon(lean), 9, 14, 8)
    if look.family == "metal":
        soft(scene, polygon(lean), surface, 7)
    else:
        soft(scene, polygon(lean), surface, 9)
        mx, my = sum(p[0] for p in lean) / len(lean), sum(p[1] for p in lean) / len(lean)
        inset = [(mx + (px - mx) * 0.86, my + (py - my) * 0.92) for px, py in lean]
        stitch(scene, [*inset, inset[0]], thread_of(surface), 9)
    ex, ey = x - 34, y + 50
    scene.blend(ellipse(ex, ey, 9, 9), rgb("gold"))
    scene.blend(ellipse(ex, ey, 5, 5), rgb("black"))
    scene.wall_shadow(stroke([*ring, ring[0]], 8), 7, 11, 5)
    tube(scene, [*ring, ring[0]], 5, steel)


@shape("weekend-bags")
def weekend_bag(scene: Scene, look: Look, surface: Surface) -> None:
    """A wide bag with round ends and two handles."""
    w, h = 206 + 14 * look.size, 190.0
    x, bottom = 320.0, 524.0
    top = bottom - h
    trim = shaded(surface, 0.62) if look.family == "hide" else trim_of(scene, look)
    scene.shadow(326, bottom + 4, w * 1.03, 34, 0.55)
    tube(scene, curve([(x - 78, top + 40), (x - 66, top - 84), (x + 66, top - 84), (x + 78, top + 40)]), 8, shaded(trim, 0.75))
    body = curve([(x - w, bottom - 30), (x - w * 0.98, top + 50), (x - w * 0.8, top + 8), (x, top - 6), (x + w * 0.8, top + 8), (x + w * 0.98, top + 50), (x + w, bottom - 30), (x + w * 0.9, bottom), (x, bottom + 4), (x - w * 0.9, bottom)], closed=True)
    def creases(px: Floats, py: Floats) -> Floats:
        return 4 * np.sin((px - x) / 60 + py / 130)
    soft(scene, polygon(body), surface, 40, creases=creases)
    zip_line = curve([(x - w * 0.8, top + 24), (x, top + 8), (x + w * 0.8, top + 24)])
    scene.blend(stroke(zip_line, 9), surface.base * 0.45)
    stitch(scene, zip_line, rgb("gold"), 6)
    for dx in (-w * 0.80, w * 0.80):
        end = curve([(x + dx - 34, bottom - 2), (x + dx - 36, top + 90), (x + dx, top + 66), (x + dx + 36, top + 96), (x + dx + 34, bottom - 2)])
        soft(scene, polygon(end), trim, 12)
    for dx in (-78, 78):
        belt = rounded(x + dx - 12, top + 14, x + dx + 12, bottom - 2, 4)
        scene.wall_shadow(polygon(belt), 3, 3, 3)
        soft(scene, polygon(belt), trim, 4)
        stitch(scene, [(x + dx - 8, top + 24), (x + dx - 8, bottom - 8)], thread_of(trim), 9)
        stitch(scene, [(x + dx + 8, top + 24), (x + dx + 8, bottom - 8)], thread_of(trim), 9)
    handle = curve([(x - 78, top + 60), (x - 70, top - 60), (x - 40, top - 100), (x + 40, top - 100), (x + 70, top - 60), (x + 78, top + 60)])
    scene.wall_shadow(stroke(handle, 14), 6, 10, 6)
    tube(scene, handle, 9, trim)
    tube(scene, [(x - 40, top - 100), (x + 40, top - 100)], 12, shaded(trim, 0.85))


@shape("tool-rolls")
def tool_roll(scene: Scene, look: Look, surface: Surface) -> None:
    """A roll laid open, with tools in its pockets."""
    rng = scene.rng
    w, h, x, y = 216.0, 128 + 14 * look.size, 320.0, 400.0
    flap = rounded(x - w, y - h - 40, x + w, y + h, 10)
    scene.wall_shadow(polygon(flap), 9, 15, 11)
    soft(scene, polygon(flap), shaded(surface, 0.86), 6)
    slots = 8
    for k in range(slots):
        sx = x - w + 30 + (2 * w - 60) * k / (slots - 1)
        r = 5 + 5 * k / slots
        tall = rng.uniform(70, 120)
        tip = y - 20 - tall
        kind = rng.randrange(3)
        wood = bare(rng.choice(("beech", "walnut", "cherry")))
        if kind == 0:
            tube(scene, [(sx, y), (sx, tip + 40)], r * 0.5, plain("silver", "metal", "steel"))
            tube(scene, [(sx, tip + 40), (sx, tip)], r, wood)
        elif kind == 1:
            tube(scene, [(sx, y), (sx, tip + 26)], r * 0.7, wood)
            soft(scene, polygon(curve([(sx - r, tip + 30), (sx - r * 1.1, tip + 4), (sx, tip - 16), (sx + r * 1.1, tip + 4), (sx + r, tip + 30)], closed=True)), plain(rng.choice(("cocoa", "cream", "black")), "cloth"), 4)
        else:
            tube(scene, [(sx, y), (sx, tip)], r * 0.62, plain(rng.choice(("silver", "gold")), "metal", "steel"))
    pocket = [(x - w + 2, y - 24), (x + w - 2, y - 24), (x + w - 2, y + h - 3), (x - w + 2, y + h - 3)]
    scene.wall_shadow(polygon(pocket), 0, -4, 4)
    soft(scene, polygon(pocket), surface, 7)
    thread = thread_of(surface)
    stitch(scene, [(x - w + 8, y - 14), (x + w - 8, y - 14)], thread)
    for k in range(slots - 1):
        sx = x - w + 30 + (2 * w - 60) * (k + 0.5) / (slots - 1)
        stitch(scene, [(sx, y - 18), (sx, y + h - 10)], thread, 8)
    trim = trim_of(scene, look) if look.family != "hide" else shaded(surface, 0.6)
    belt = curve([(x + w - 6, y + 20), (x + w + 40, y + 30), (x + w + 54, y + 110), (x + w + 26, y + 150)])
    tube(scene, belt, 6, trim)


@shape("rucksacks", "panniers")
def rucksack(scene: Scene, look: Look, surface: Surface) -> None:
    """A pack with a lid and pockets; as a pannier, a roll top and hooks."""
    rng = scene.rng
    x, bottom = 320.0, 540.0
    w, h = 122 + 16 * look.size, 300 + 30 * look.size
    top = bottom - h
    trim = trim_of(scene, look) if look.family != "hide" else shaded(surface, 0.65)
    scene.shadow(330, bottom + 2, w * 1.15, 32, 0.55)
    if look.kind == "rucksacks":
        tube(scene, curve([(x - 26, top + 16), (x - 20, top - 26), (x + 20, top - 26), (x + 26, top + 16)]), 6, trim)
        for side in (-1, 1):
            tube(scene, curve([(x + side * w * 0.7, top + 50), (x + side * (w + 28), top + 120), (x + side * (w + 20), bottom - 60), (x + side * w * 0.8, bottom - 30)]), 9, trim)
    body = curve([(x - w, bottom - 24), (x - w * 1.02, top + 120), (x - w * 0.8, top + 30), (x, top + 8), (x + w * 0.8, top + 30), (x + w * 1.02, top + 120), (x + w, bottom - 24), (x + w * 0.8, bottom), (x - w * 0.8, bottom)], closed=True)
    def creases(px: Floats, py: Floats) -> Floats:
        return 3 * np.sin((px - x) / 40 + py / 90)
    soft(scene, polygon(body), surface, 34, creases=creases)
    pocket = rounded(x - w * 0.68, bottom - h * 0.42, x + w * 0.68, bottom - 16, 22)
    scene.wall_shadow(polygon(pocket), 3, 5, 5)
    soft(scene, polygon(pocket), shaded(surface, 1.03), 16)
    stitch(scene, [(x - w * 0.60, bottom - h * 0.42 + 26), (x + w * 0.60, bottom - h * 0.42 + 26)], thread_of(surface))
    if look.kind == "panniers":
        roll = rounded(x - w * 1.04, top - 4, x + w * 1.04, top + 42, 20)
        scene.wall_shadow(polygon(roll), 3, 8, 6)
        soft(scene, polygon(roll), surface, 16)
        straps = (-w * 0.52, w * 0.52)
        scene.blend(polygon([(x - w * 0.7, bottom - h * 0.52), (x + w * 0.7, bottom - h * 0.52), (x + w * 0.7, bottom - h * 0.52 + 9), (x - w * 0.7, bottom - h * 0.52 + 9)]), rgb("silver"), 0.9)
    else:
        lid = curve([(x - w * 0.98, top + 116), (x - w * 0.96, top + 46), (x - w * 0.6, top + 4), (x, top - 4), (x + w * 0.6, top + 4), (x + w * 0.96, top + 46), (x + w * 0.98, top + 116), (x + w * 0.5, top + 138), (x - w * 0.5, top + 138)], closed=True)
        scene.wall_shadow(polygon(lid), 3, 9, 6)
        soft(scene, polygon(lid), surface, 22)
        stitch(scene, curve([(x - w * 0.86, top + 108), (x - w * 0.46, top + 126), (x + w * 0.46, top + 126), (x + w * 0.86, top + 108)]), thread_of(surface))
        straps = (0.0,) if rng.random() < 0.5 else (-w * 0.48, w * 0.48)
    for dx in straps:
        belt = rounded(x + dx - 11, top + (20 if look.kind == "panniers" else 96), x + dx + 11, bottom - h * 0.34, 5)
        scene.wall_shadow(polygon(belt), 3, 4, 3)
        soft(scene, polygon(belt), trim, 4)
        buckle(scene, x + dx, bottom - h * 0.45, 14)


@shape("sleeping-bags")
def sleeping_bag(scene: Scene, look: Look, surface: Surface) -> None:
    """A quilted bag, half unrolled from its head."""
    x, y = 320.0, 430.0
    scene.shadow(330, 510, 220, 50, 0.45)
    body = curve([(x - 250, y + 40), (x - 236, y - 34), (x - 150, y - 62), (x + 60, y - 76), (x + 200, y - 62), (x + 252, y - 8), (x + 232, y + 62), (x + 90, y + 92), (x - 120, y + 84), (x - 226, y + 72)], closed=True)
    def quilt(px: Floats, py: Floats) -> Floats:
        return 7 * np.abs(np.sin((px - x) / 30 + (py - y) / 300))
    soft(scene, polygon(body), surface, 30, creases=quilt)
    lining = plain(mix(surface.base, rgb("cream"), 0.8) if surface.base.mean() < 0.6 else rgb("rust"), "cloth")
    hood = curve([(x + 120, y - 40), (x + 196, y - 54), (x + 236, y - 6), (x + 214, y + 48), (x + 140, y + 62), (x + 104, y + 12)], closed=True)
    soft(scene, polygon(hood), lining, 16)
    scene.blend(ellipse(x + 172, y + 6, 52, 36), lining.base * 0.62, 0.55)
    fold = curve([(x + 118, y + 66), (x + 40, y + 88), (x + 64, y + 26), (x + 112, y + 4)], closed=True)
    soft(scene, polygon(fold), lining, 8)
    zip_ = curve([(x + 60, y + 60), (x - 60, y + 70), (x - 200, y + 58)])
    scene.blend(stroke(zip_, 5), rgb("black"), 0.45)
    stitch(scene, zip_, rgb("gold"), 6)


@shape("hammocks")
def hammock(scene: Scene, look: Look, surface: Surface) -> None:
    """A hammock slung between two posts."""
    scene.shadow(320, 548, 210, 22, 0.3)
    for px in (58.0, 582.0):
        tube(scene, [(px, 560), (px, 150)], 12, bare("ash"))
    sag = 440.0
    back = curve([(150, 296), (230, 356), (320, 378), (410, 356), (490, 296)])
    front = curve([(150, 304), (220, 414), (320, sag + 24), (420, 414), (490, 304)])
    for ax, kx in ((66, 150), (574, 490)):
        for k in range(7):
            t = k / 6
            bx = kx + (12 if kx < 320 else -12) * np.sin(t * 3.1)
            tube(scene, [(ax, 232), (bx, 292 + 18 * t)], 1.3, plain("cream", "cloth"))
        tube(scene, [(ax - 4, 224), (ax + 4, 240)], 5, plain("tan", "cane"))
    flat(scene, [*back, *curve([(490, 296), (420, 380), (320, 404), (220, 380), (150, 296)])], shaded(surface, 0.66))
    def creases(px: Floats, py: Floats) -> Floats:
        return 5 * np.sin((py - 300) / 13 + np.abs(px - 320) / 60)
    scene.wall_shadow(polygon([*curve([(150, 298), (220, 368), (320, 392), (420, 368), (490, 298)]), *front[::-1]]), 8, 40, 14)
    soft(scene, polygon([*curve([(150, 298), (220, 368), (320, 392), (420, 368), (490, 298)]), *front[::-1]]), surface, 14, creases=creases)
    fringe = [[(px, py - 2), (px, py + 22)] for px, py in front[4:-4]]


    scene.blend(strokes(fringe, 2.4), np.clip(mix(surface.base, rgb("cream"), 0.7), 0, 1))
    tube(scene, front, 2.2, shaded(surface, 1.1))


@shape("tents")
def tent(scene: Scene, look: Look, surface: Surface) -> None:
    """A ridge tent or a dome with its door tied back."""
    rng = scene.rng
    k = 0.86 + 0.16 * look.size
    x, bottom = 320.0, 530.0
    scene.shadow(336, bottom - 6, 226 * k, 52, 0.45)
    lining = plain(mix(surface.base, rgb("black"), 0.68), "cloth")
    rope = plain("cream", "cloth")
    if rng.random() < 0.5:
        apex, back = (x - 46 * k, bottom - 246 * k), (x + 150 * k, bottom - 266 * k)
        left, right, far = (x - 208 * k, bottom), (x + 96 * k, bottom + 12), (x + 262 * k, bottom - 40 * k)
        flat(scene, [apex, back, far, right], shaded(surface, 0.80), (0.7, 0.4, 0.5))
        flat(scene, [apex, right, left], surface, (-0.3, 0.35, 0.9))
        flat(scene, [(apex[0], apex[1] + 20), (x + 8 * k, bottom + 6), (x - 112 * k, bottom + 3)], lining)
        for points in ([(apex[0] - 4, apex[1] + 14), (x - 112 * k, bottom + 3), (x - 152 * k, bottom), (x - 92 * k, bottom - 120 * k)], [(apex[0] + 4, apex[1] + 14), (x + 8 * k, bottom + 6), (x + 44 * k, bottom + 8), (x - 2 * k, bottom - 120 * k)]):
            flat(scene, curve(points, closed=True), shaded(surface, 1.08))
        tube(scene, [(apex[0], apex[1] - 14), (apex[0], apex[1] + 8)], 4, bare("ash"))
        for a, b in ((apex, (x - 270 * k, bottom + 22)), (back, (x + 300 * k, bottom - 20)), (apex, (x - 100 * k, bottom + 50))):
            tube(scene, [a, b], 1.3, rope)
    else:
        dome = curve([(x - 226 * k, bottom), (x - 196 * k, bottom - 130 * k), (x - 80 * k, bottom - 236 * k), (x + 70 * k, bottom - 240 * k), (x + 196 * k, bottom - 138 * k), (x + 232 * k, bottom - 8)])
        soft(scene, polygon([*dome, (x, bottom + 18)]), surface, 60)
        door = curve([(x - 74 * k, bottom + 11), (x - 58 * k, bottom - 118 * k), (x, bottom - 168 * k), (x + 54 * k, bottom - 112 * k), (x + 66 * k, bottom + 12)])
        scene.blend(polygon(door), lining.base)
        soft(scene, polygon(curve([(x + 60 * k, bottom + 12), (x + 48 * k, bottom - 106 * k), (x + 14 * k, bottom - 160 * k), (x + 84 * k, bottom - 70 * k), (x + 96 * k, bottom + 8)], closed=True)), shaded(surface, 1.08), 8)
        for pole in ([(x - 226 * k, bottom), (x - 110 * k, bottom - 200 * k), (x + 20 * k, bottom - 246 * k), (x + 150 * k, bottom - 184 * k), (x + 232 * k, bottom - 8)], [(x - 120 * k, bottom + 12), (x - 80 * k, bottom - 160 * k), (x, bottom - 244 * k)], [(x + 120 * k, bottom + 10), (x + 90 * k, bottom - 160 * k), (x, bottom - 244 * k)]):
            tube(scene, curve(pole), 2.6, shaded(surface, 0.6))
        for a, b in (((x - 190 * k, bottom - 136 * k), (x - 276 * k, bottom + 14)), ((x + 192 * k, bottom - 140 * k), (x + 290 * k, bottom))):
            tube(scene, [a, b], 1.3, rope)
