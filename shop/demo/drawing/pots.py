"""Turned ware: mugs, bowls, plates, vases, jugs, teapots, planters and their like."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, rgb
from shop.demo.drawing.scene import Point, Scene, curve, ellipse, polygon, rounded
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, opening, soft, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


def handle(scene: Scene, points: list[Point], radius: float, surface: Surface) -> None:
    """Draw a pulled handle along a smooth curve."""
    tube(scene, curve(points), radius, surface)


@shape("mugs")
def mug(scene: Scene, look: Look, surface: Surface) -> None:
    """A mug with its handle to the right and something warm in it."""
    roll = scene.rng.random
    high, wide = 150 + 60 * look.size + 20 * roll(), 82 + 16 * look.size + 12 * roll()
    bottom, x = 508.0, 300.0
    top = bottom - high
    belly = wide * (0.92 + 0.22 * roll())
    foot = wide * (0.62 + 0.3 * roll())
    scene.shadow(x + 4, bottom + foot * TILT * 0.6, foot * 1.25)
    reach = 46 + 18 * roll()
    handle(scene, [(x + belly * 0.9, top + high * 0.20), (x + belly + reach * 0.8, top + high * 0.18), (x + belly + reach, top + high * 0.44), (x + belly + reach * 0.55, top + high * 0.70), (x + belly * 0.88, top + high * 0.76)], 11 + 3 * roll(), surface)
    lathe(scene, x, [(top, wide), (top + high * 0.5, belly), (bottom - 14, foot + 10), (bottom, foot)], surface)
    drink = rgb(scene.rng.choice(("cocoa", "chestnut", "amber", "moss")))
    opening(scene, x, top, wide, surface, wall=6, liquid=drink, level=0.55)


@shape("bowls")
def bowl(scene: Scene, look: Look, surface: Surface) -> None:
    """A footed bowl, open to the light."""
    roll = scene.rng.random
    wide, high = 128 + 44 * look.size, 92 + 34 * roll() + 22 * look.size
    bottom, x = 500.0, 320.0
    top = bottom - high
    foot = wide * (0.34 + 0.1 * roll())
    scene.shadow(x, bottom + 10, foot * 1.7, strength=0.55)
    curveness = 0.80 + 0.14 * roll()
    lathe(scene, x, [(top, wide), (top + high * 0.42, wide * curveness), (bottom - 22, foot * 1.35), (bottom - 13, foot), (bottom, foot * 1.05)], surface)
    opening(scene, x, top, wide, surface, wall=7, depth=0.75)


@shape("plates")
def plate(scene: Scene, look: Look, surface: Surface) -> None:
    """A small stack of plates, or one, seen from above the table."""
    wide = 168 + 48 * look.size
    count = scene.rng.choice((1, 1, 2, 3))
    bottom = 486.0
    scene.shadow(320, bottom + 12, wide * 0.82, strength=0.6)
    for k in range(count):
        y = bottom - k * 22
        lathe(scene, 320, [(y - 30, wide), (y - 24, wide * 0.985), (y - 8, wide * 0.66), (y, wide * 0.58)], surface)
        opening(scene, 320, y - 30, wide, surface, wall=6, depth=0.16)
    y = bottom - (count - 1) * 22 - 30
    well = ellipse(320, y + 7, wide * 0.70, wide * 0.70 * TILT)
    px, py = well.grid
    shade = 0.90 + 0.14 * (py - y) / (wide * 0.6 * TILT) + 0.08 * (px - 320) / wide
    albedo = surface.albedo(px + 0 * py, (py - y) / TILT + 400 + 0 * px, np.full(well.alpha.shape, 0.3, np.float32))
    scene.blend(well, np.clip(albedo * shade[..., None], 0, 1))
    if surface.finish in {"banded", "sprigged", "dotted", "striped"}:
        for factor in (0.93, 0.89):
            ring = ellipse(320, y + 1, wide * factor, wide * factor * TILT)
            inner = ellipse(320, y + 1, wide * (factor - 0.018), wide * (factor - 0.018) * TILT)
            dx, dy = inner.x - ring.x, inner.y - ring.y
            h, w = inner.alpha.shape
            ring.alpha[dy : dy + h, dx : dx + w] -= inner.alpha
            scene.blend(ring, surface.second, 0.8)


@shape("vases")
def vase(scene: Scene, look: Look, surface: Surface) -> None:
    """One of four vase forms: bottle, shouldered, gourd or cylinder."""
    roll = scene.rng.random
    high, x, bottom = 250 + 70 * look.size, 320.0, 520.0
    top = bottom - high
    wide = 84 + 26 * roll()
    neck = 24 + 18 * roll()
    form = scene.rng.randrange(4)
    foot = wide * 0.56
    if form == 0:
        profile = [(top, neck + 9), (top + 12, neck), (top + high * 0.34, neck + 3), (top + high * 0.66, wide), (bottom - 24, foot * 1.2), (bottom, foot)]
    elif form == 1:
        profile = [(top, neck + 16), (top + 14, neck + 5), (top + high * 0.12, neck + 5), (top + high * 0.34, wide * 1.06), (top + high * 0.62, wide * 0.86), (bottom, foot)]
    elif form == 2:
        profile = [(top, neck + 6), (top + high * 0.22, wide * 0.60), (top + high * 0.40, wide * 0.42), (top + high * 0.70, wide * 1.08), (bottom - 10, foot * 1.2), (bottom, foot * 1.1)]
    else:
        profile = [(top, wide * 0.66), (top + high * 0.1, wide * 0.60), (top + high * 0.75, wide * 0.80), (bottom - 12, wide * 0.76), (bottom, wide * 0.68)]
    scene.shadow(x, bottom + 8, profile[-1][1] * 1.2)
    if roll() < 0.45:
        branch(scene, x, top + 4, 150 * (0.75 + 0.4 * roll()))
    lathe(scene, x, profile, surface)
    opening(scene, x, top, profile[0][1], surface, wall=5, depth=0.95)


def branch(scene: Scene, x: float, y: float, length: float, leaf: str = "") -> None:
    """Draw a sprig that stands in a neck: a stem with leaves or buds."""
    lean = scene.rng.uniform(-0.45, 0.45)
    stem = curve([(x, y + 8), (x + lean * length * 0.3, y - length * 0.4), (x + lean * length, y - length)])
    tube(scene, stem, 1.9, plain("moss"))
    colour = rgb(leaf or scene.rng.choice(("sage", "moss", "forest", "olive", "rose", "mustard")))
    for k in range(7):
        px, py = stem[int((0.30 + 0.10 * k) * (len(stem) - 1))]
        side = 1 if k % 2 else -1
        grow = length * (0.19 - 0.012 * k)
        turn = -0.5 * side + lean
        patch = ellipse(px + side * grow * 0.8, py - grow * 0.35, grow, grow * 0.36, turn)
        scene.blend(patch, colour * (0.82 + 0.3 * scene.rng.random()))
        scene.blend(ellipse(px + side * grow * 0.7, py - grow * 0.42, grow * 0.7, grow * 0.10, turn), mix(colour, rgb("white"), 0.35), 0.5)


@shape("bud-vases")
def bud_vase(scene: Scene, look: Look, surface: Surface) -> None:
    """A small vase with one flower."""
    roll = scene.rng.random
    high, x, bottom = 150 + 50 * look.size, 320.0, 512.0
    top, wide = bottom - high, 52 + 26 * roll()
    scene.shadow(x, bottom + 6, wide * 0.95)
    lean = scene.rng.uniform(-30, 30)
    tip = (x + lean, top - 130 - 40 * roll())
    tube(scene, curve([(x, top + 10), (x + lean * 0.2, top - 60), tip]), 2.2, plain("moss"))
    flower(scene, tip[0], tip[1], 26 + 8 * roll(), scene.rng.choice(("coral", "white", "mustard", "rose", "lilac", "cream")))
    if scene.rng.random() < 0.5:
        profile = [(top, 19), (top + 10, 14), (top + high * 0.36, 16), (top + high * 0.72, wide), (bottom, wide * 0.6)]
    else:
        profile = [(top, 17), (top + high * 0.25, 15), (top + high * 0.45, wide), (bottom - 10, wide * 0.95), (bottom, wide * 0.82)]
    lathe(scene, x, profile, surface)
    opening(scene, x, top, profile[0][1], surface, wall=4, depth=0.95)


def flower(scene: Scene, x: float, y: float, radius: float, colour: str) -> None:
    """Draw a simple open flower facing up and forward."""
    base = rgb(colour)
    petals = scene.rng.choice((6, 8, 11))
    for k in range(petals):
        angle = 2 * np.pi * k / petals
        px, py = x + float(np.cos(angle)) * radius * 0.72, y + float(np.sin(angle)) * radius * 0.50
        shade = 0.90 - 0.10 * float(np.sin(angle)) * -1
        turn = float(np.arctan2(np.sin(angle) * 0.7, np.cos(angle)))
        scene.blend(ellipse(px, py, radius * 0.58, radius * 0.27, turn), base * shade)
        scene.blend(ellipse(px - 1, py - 2, radius * 0.36, radius * 0.10, turn), mix(base, rgb("white"), 0.4), 0.55)
    scene.blend(ellipse(x, y, radius * 0.30, radius * 0.22), rgb("ochre") * 0.9)
    scene.blend(ellipse(x - 2, y - 2, radius * 0.16, radius * 0.10), rgb("honey"), 0.8)


@shape("pitchers")
def pitcher(scene: Scene, look: Look, surface: Surface) -> None:
    """A jug with a pinched spout to the left."""
    roll = scene.rng.random
    high, x, bottom = 230 + 40 * look.size, 310.0, 518.0
    top, wide = bottom - high, 76 + 16 * roll()
    scene.shadow(x, bottom + 8, wide * 1.1)
    handle(scene, [(x + wide * 0.62, top + 22), (x + wide + 58, top + 18), (x + wide + 62, top + high * 0.36), (x + wide * 0.98, top + high * 0.62)], 12, surface)
    mouth = wide * 0.72
    spout = curve([(x - mouth * 0.55, top - 13), (x - mouth - 30, top - 22), (x - mouth * 1.05, top + 26), (x - mouth * 0.7, top + 60)])
    flat(scene, [*spout, (x - mouth * 0.2, top + 30)], surface, (-0.5, 0.3, 0.8))
    lathe(scene, x, [(top, mouth), (top + high * 0.18, mouth * 0.92), (top + high * 0.62, wide * 1.12), (bottom - 10, wide * 0.84), (bottom, wide * 0.78)], surface)
    opening(scene, x, top, mouth, surface, wall=6, depth=0.9)
    beak = curve([(x - mouth * 0.62, top - 12), (x - mouth - 27, top - 20), (x - mouth * 0.90, top + 9)])
    scene.blend(polygon(beak), np.clip(surface.base * 0.72, 0, 1))
    tube(scene, beak, 3.0, surface)


@shape("teapots")
def teapot(scene: Scene, look: Look, surface: Surface) -> None:
    """A round pot with spout, lid and handle."""
    roll = scene.rng.random
    x, bottom = 318.0, 508.0
    wide, high = 104 + 20 * look.size, 138 + 24 * roll()
    top = bottom - high
    scene.shadow(x, bottom + 8, wide * 0.95, strength=0.55)
    over = roll() < 0.4
    if over:
        handle(scene, [(x - wide * 0.62, top + 14), (x - wide * 0.5, top - 86), (x + wide * 0.5, top - 86), (x + wide * 0.62, top + 14)], 8, bare("rattan", "cane") if roll() < 0.6 else surface)
    else:
        handle(scene, [(x + wide * 0.82, top + high * 0.26), (x + wide + 62, top + high * 0.10), (x + wide + 58, top + high * 0.66), (x + wide * 0.90, top + high * 0.70)], 11, surface)
    spout = [(x - wide * 0.78, bottom - high * 0.34), (x - wide - 22, top + high * 0.46), (x - wide - 48, top + high * 0.06)]
    for width, share in ((17, 0.0), (13, 0.5), (10, 1.0)):
        bent = curve(spout)
        tube(scene, bent[int(share * 0.55 * len(bent)) :], width, surface)
    scene.blend(ellipse(spout[-1][0], spout[-1][1], 9, 5, 0.5), surface.base * 0.35)
    lathe(scene, x, [(top, wide * 0.50), (top + high * 0.22, wide * 0.86), (top + high * 0.58, wide * 1.04), (bottom - 12, wide * 0.68), (bottom, wide * 0.62)], surface)
    lid = wide * 0.52
    lathe(scene, x, [(top - 20, 12), (top - 14, lid * 0.62), (top + 2, lid), (top + 7, lid)], surface)
    lathe(scene, x, [(top - 40, 7), (top - 34, 13), (top - 24, 8), (top - 17, 9)], surface)


@shape("butter-dishes")
def butter_dish(scene: Scene, look: Look, surface: Surface) -> None:
    """A domed cover on a tray."""
    scene.shadow(320, 500, 190, 44)
    box(scene, (0, 0, 0), (310, 18, 190), surface, yaw=-0.28, origin=(320, 490))
    rise = scene.rng.uniform(82, 104)
    left, right, low = 196.0, 446.0, 468.0
    cover = curve([(left, low), (left + 4, low - rise * 0.72), (left + 46, low - rise * 1.1), (right - 52, low - rise * 1.16), (right - 4, low - rise * 0.80), (right, low - 6), (right - 60, low + 20), (left + 30, low + 20)], closed=True)
    soft(scene, polygon(cover), surface, 34)
    soft(scene, polygon(rounded(292, low - rise * 1.16 - 26, 350, low - rise * 1.16 + 4, 14)), surface, 9)


@shape("planters")
def planter(scene: Scene, look: Look, surface: Surface) -> None:
    """A pot with a rolled rim, its saucer, and something growing."""
    roll = scene.rng.random
    x, bottom = 320.0, 518.0
    wide, high = 92 + 38 * look.size, 138 + 50 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 10, wide * 1.0)
    lathe(scene, x, [(bottom - 16, wide * 0.98), (bottom - 4, wide * 0.86), (bottom + 4, wide * 0.80)], surface)
    if roll() < 0.6:
        profile = [(top, wide * 1.08), (top + 26, wide * 1.06), (top + 30, wide * 0.97), (bottom - 8, wide * 0.70)]
    else:
        profile = [(top, wide * 0.98), (top + high * 0.5, wide * 1.10), (bottom - 8, wide * 0.72)]
    lathe(scene, x, profile, surface, smooth=roll() < 0.0 or profile[1][0] != top + 26)
    rim = profile[0][1]
    opening(scene, x, top, rim, surface, wall=9, liquid=rgb("cocoa") * 0.8, level=0.25)
    plant(scene, x, top + 4, rim, scene.rng.randrange(3))


def plant(scene: Scene, x: float, y: float, spread: float, form: int) -> None:
    """Grow something: upright leaves, a round bush, or trailing stems."""
    greens = [rgb(name) for name in ("moss", "forest", "sage", "olive")]
    pick = scene.rng.choice(greens)
    if form == 0:
        for k in range(15):
            angle = scene.rng.uniform(-0.62, 0.62)
            length = spread * scene.rng.uniform(1.1, 2.0)
            sx = x + scene.rng.uniform(-0.35, 0.35) * spread
            tip = (sx + np.sin(angle) * length, y - np.cos(angle) * length)
            mid = (sx + np.sin(angle) * length * 0.45 - 7, y - np.cos(angle) * length * 0.5)
            mid2 = (mid[0] + 15, mid[1])
            leaf = curve([(sx, y + 6), mid, tip]) + curve([tip, mid2, (sx + 3, y + 6)])
            scene.blend(polygon(leaf), pick * (0.66 + 0.42 * k / 15))
            tube(scene, curve([(sx + 1, y + 4), ((mid[0] + mid2[0]) / 2, mid[1]), tip]), 0.9, plain(mix(pick, rgb("white"), 0.35)))
        return
    count = 70 if form == 1 else 46
    for k in range(count):
        angle = scene.rng.uniform(0, 2 * np.pi)
        away = spread * 0.98 * scene.rng.random() ** 0.5
        px = x + np.cos(angle) * away * (1.0 if form == 1 else 1.15)
        py = y - spread * (0.62 if form == 1 else 0.28) + np.sin(angle) * away * (0.72 if form == 1 else 0.55)
        size = spread * scene.rng.uniform(0.13, 0.21)
        shade = 0.60 + 0.5 * k / count + 0.12 * (x - px) / spread
        scene.blend(ellipse(px, py, size, size * 0.58, scene.rng.uniform(-1, 1)), np.clip(pick * shade, 0, 1))
