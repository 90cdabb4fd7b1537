"""Kitchen, tea and coffee: boards, knives, pans, jars, kettles, grinders."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.details import label, scatter, smoke
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, mix, raw, rgb
from shop.demo.drawing.pots import handle
from shop.demo.drawing.scene import (
    Scene,
    curve,
    ellipse,
    ellipse_points,
    polygon,
    rounded,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, opening, shaded, soft, tube, varied
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("chopping-boards")
def chopping_board(scene: Scene, look: Look, surface: Surface) -> None:
    """A board leaning against the wall, with its grip."""
    rng = scene.rng
    wide, high = 112 + 36 * look.size, 250 + 70 * look.size
    bottom, x, lean = 520.0, 316.0, 26.0
    form = rng.randrange(3)
    grip, top = 40.0, bottom - high
    if form == 0:
        outline = rounded(x - wide, top, x + wide, bottom, 26)
    elif form == 1:
        outline = curve([(x - wide, bottom - 10), (x - wide, top + 60), (x - wide * 0.6, top + 8), (x - 30, top - 6), (x - 22, top - 78), (x, top - 96), (x + 22, top - 78), (x + 30, top - 6), (x + wide * 0.6, top + 8), (x + wide, top + 60), (x + wide, bottom - 10), (x, bottom)], closed=True)
    else:
        outline = ellipse_points(x, bottom - wide * 1.15, wide * 1.15, wide * 1.15)
    tilt = [(px + (bottom - py) * lean / high * 0.5, py) for px, py in outline]
    edge = [(px + 9, py + 3) for px, py in tilt]
    scene.shadow(x + 20, bottom + 2, wide * 1.05, 20)
    scene.wall_shadow(polygon(tilt), 26, 10, 16)
    flat(scene, edge, shaded(surface, 0.66), along=(0, 1))
    hole_y = bottom - wide * 2.3 + 34 if form == 2 else (top - 66 if form == 1 else top + 30)
    hole_x = x + (bottom - hole_y) * lean / high * 0.5
    hole = ellipse_points(hole_x, hole_y, 11, 11) if form else rounded(hole_x - grip, hole_y - 9, hole_x + grip, hole_y + 9, 9)
    flat(scene, tilt, surface, (-0.15, 0.3, 0.95), holes=[hole], along=(0, 1), fade=0.06)
    scene.blend(stroke([*hole, hole[0]], 2.0), surface.base * 0.5, 0.7)


@shape("kitchen-knives")
def kitchen_knife(scene: Scene, look: Look, surface: Surface) -> None:
    """A knife lying across a small board."""
    rng = scene.rng
    box(scene, (0, 0, 0), (420, 16, 210), bare(rng.choice(("oak", "walnut", "beech"))), yaw=-0.35, origin=(320, 450))
    scene.shadow(320, 470, 250, 60, 0.0)
    length = 210 + 70 * look.size
    x0, y0, slope = 470.0, 452.0, -0.20
    def at(along: float, across: float) -> tuple[float, float]:
        return x0 - along, y0 + along * slope + across
    deep = rng.uniform(38, 52)
    blade = [at(96, -10), at(96 + length * 0.7, -10)]
    blade += curve([at(96 + length * 0.7, -10), at(96 + length * 0.92, 4), at(96 + length, deep * 0.5)])
    blade += curve([at(96 + length, deep * 0.5), at(96 + length * 0.6, deep * 0.92), at(104, deep)])
    scene.wall_shadow(polygon(blade), 5, 9, 5)
    flat(scene, blade, surface, (-0.3, 0.75, 0.6))
    scene.blend(stroke(curve([at(106, deep - 3), at(96 + length * 0.6, deep * 0.92 - 3), at(92 + length, deep * 0.5)]), 3), rgb("white"), 0.65)
    grip = curve([at(98, -14), at(40, -16), at(-26, -10), at(-34, 10), at(-10, 22), at(50, 14), at(98, 18)], closed=True)
    scene.wall_shadow(polygon(grip), 5, 10, 6)
    wood = bare(rng.choice(("walnut", "cherry", "oak", "pear wood")))
    soft(scene, polygon(grip), wood, 13)
    for along in (70, 20):
        px, py = at(along, 0)
        scene.blend(ellipse(px, py, 4, 4), rgb("gold"))


@shape("saucepans")
def saucepan(scene: Scene, look: Look, surface: Surface) -> None:
    """A straight pan with a long handle, some with a lid."""
    rng = scene.rng
    wide, high = 112 + 26 * look.size, 96 + 34 * look.size
    x, bottom = 280.0, 500.0
    top = bottom - high
    scene.shadow(x, bottom + 12, wide * 1.1, strength=0.55)
    grip = bare("beech") if look.family == "paint" or rng.random() < 0.35 else plain("#8d8f92", "metal", "steel")
    tube(scene, [(x + wide - 4, top + 26), (x + wide + 56, top + 12), (x + wide + 190, top - 8)], 10, grip)
    lathe(scene, x, [(top, wide), (top + 6, wide), (bottom - 18, wide * 0.99), (bottom, wide * 0.88)], surface)
    if rng.random() < 0.55:
        lathe(scene, x, [(top - 22, 20), (top - 15, wide * 0.7), (top - 1, wide * 1.02), (top + 4, wide * 1.02)], surface)
        lathe(scene, x, [(top - 48, 14), (top - 38, 18), (top - 28, 9), (top - 20, 10)], grip)
    else:
        inner = rgb("#d7d5d0") if look.material == "copper" else None
        opening(scene, x, top, wide, surface, wall=5, depth=0.7, inside=inner)


@shape("pepper-mills")
def pepper_mill(scene: Scene, look: Look, surface: Surface) -> None:
    """A turned mill with waist and knob."""
    roll = scene.rng.random
    high, wide = 220 + 110 * look.size, 50 + 8 * roll()
    bottom, x = 522.0, 320.0
    top = bottom - high
    scene.shadow(x, bottom + 6, wide * 1.15)
    waist = wide * (0.55 + 0.2 * roll())
    lathe(scene, x, [(top + high * 0.30, wide * 0.78), (top + high * 0.36, wide * 0.72), (top + high * 0.55, waist), (top + high * 0.84, wide * 0.96), (bottom - 8, wide), (bottom, wide * 0.97)], surface)
    lathe(scene, x, [(top + high * 0.285, wide * 0.70), (top + high * 0.305, wide * 0.70)], plain("gold", "metal", "brass"))
    lathe(scene, x, [(top + 16, 22), (top + high * 0.12, wide * 0.80), (top + high * 0.22, wide * 0.84), (top + high * 0.28, wide * 0.68)], surface)
    lathe(scene, x, [(top, 8), (top + 8, 13), (top + 20, 9)], plain("gold", "metal", "brass"))


@shape("storage-jars")
def storage_jar(scene: Scene, look: Look, surface: Surface) -> None:
    """A glass jar of dry goods with a cork."""
    rng = scene.rng
    high, wide = 190 + 70 * look.size, 82 + 20 * look.size
    bottom, x = 520.0, 320.0
    top = bottom - high
    scene.shadow(x, bottom + 8, wide * 1.1, strength=0.42)
    goods = rgb(rng.choice(("oat", "ochre", "brick", "cocoa", "cream", "moss", "terracotta")))
    level = top + high * rng.uniform(0.25, 0.5)
    grains = plain(goods, "clay", gloss=0.02)
    grains.finish = "speckled"
    lathe(scene, x, [(level, wide - 7), (bottom - 6, wide - 7)], grains)
    scene.blend(ellipse(x, level, wide - 7, (wide - 7) * TILT), goods * 0.9)
    lathe(scene, x, [(top, wide * 0.86), (top + 14, wide * 0.84), (top + 34, wide), (bottom - 10, wide), (bottom, wide * 0.95)], surface, glass=True)
    cork = bare("cork")
    lathe(scene, x, [(top - 34, wide * 0.80), (top - 30, wide * 0.83), (top + 4, wide * 0.80)], cork)
    scene.blend(ellipse(x, top - 34, wide * 0.80, wide * 0.80 * TILT), raw("cork") * 1.06)


@shape("serving-trays")
def serving_tray(scene: Scene, look: Look, surface: Surface) -> None:
    """A tray with raised rim; round or long, with a cup on it."""
    rng = scene.rng
    if rng.random() < 0.5:
        wide = 190 + 30 * look.size
        scene.shadow(320, 478, wide * 0.98, strength=0.6)
        lathe(scene, 320, [(440, wide), (446, wide), (466, wide * 0.96)], surface)
        opening(scene, 320, 440, wide, surface, wall=9, depth=0.25)
        floor = ellipse(320, 452, wide - 16, (wide - 16) * TILT)
        px, py = floor.grid
        scene.blend(floor, surface.albedo(px + 0 * py, (py + 0 * px) / TILT) * 0.93)
    else:
        scene.shadow(320, 478, 220, 66, 0.6)
        w, d = 380 + 40 * look.size, 230.0
        box(scene, (0, 0, 0), (w, 10, d), surface, yaw=-0.4, origin=(320, 450))
        for cx, cz, bw, bd in ((0, -d / 2 + 6, w, 12), (-w / 2 + 6, 0, 12, d), (w / 2 - 6, 0, 12, d), (0, d / 2 - 6, w, 12)):
            box(scene, (cx, 8, cz), (bw, 32, bd), surface, yaw=-0.4, origin=(320, 450))
    glaze = plain(rng.choice(("white", "charcoal", "celadon", "rust", "indigo")), "clay")
    x, y = 300.0, 440.0
    scene.shadow(x, y + 8, 44)
    lathe(scene, x, [(y - 66, 48), (y - 30, 44), (y, 28)], glaze)
    opening(scene, x, y - 66, 48, glaze, wall=5, liquid=rgb("moss"), level=0.5)


@shape("carafes")
def carafe(scene: Scene, look: Look, surface: Surface) -> None:
    """A glass carafe with water or wine."""
    rng = scene.rng
    high, wide = 280 + 50 * look.size, 80 + 14 * look.size
    bottom, x = 522.0, 320.0
    top = bottom - high
    neck = rng.uniform(30, 42)
    scene.shadow(x, bottom + 6, wide * 1.05, strength=0.36)
    profile = [(top, neck + 14), (top + 26, neck), (top + high * 0.34, neck + 4), (top + high * 0.62, wide), (bottom - 14, wide * 1.02), (bottom, wide * 0.9)]
    fill = top + high * rng.uniform(0.45, 0.6)
    drink = rgb(rng.choice(("#cfe0e2", "#cfe0e2", "#8c2f3a", "#dcb765")))
    inner = [(fill, float(np.interp(fill, [p[0] for p in profile], [p[1] for p in profile])) - 5), (top + high * 0.66, wide - 5), (bottom - 14, wide - 5), (bottom - 6, wide * 0.86)]
    lathe(scene, x, inner, plain(mix(drink, surface.base, 0.3), "paint", gloss=0.1))
    scene.blend(ellipse(x, fill, inner[0][1], inner[0][1] * TILT), mix(drink, rgb("white"), 0.35), 0.9)
    lathe(scene, x, profile, surface, glass=True)
    ring = ellipse_points(x, top, neck + 14, (neck + 14) * TILT)
    scene.blend(stroke([*ring, ring[0]], 2.6), mix(surface.base, rgb("white"), 0.55), 0.9)


@shape("wooden-spoons")
def wooden_spoons(scene: Scene, look: Look, surface: Surface) -> None:
    """Spoons standing in a crock."""
    rng = scene.rng
    x, bottom, top = 320.0, 520.0, 380.0
    pot = plain(rng.choice(("cream", "stone", "charcoal", "sky", "sage")), "clay")
    scene.shadow(x, bottom + 6, 80)
    scene.blend(ellipse(x, top, 74, 74 * TILT), pot.base * 0.35)
    count = 3 + round(2 * look.size)
    for k in range(count):
        lean = (k - (count - 1) / 2) * 0.20 + rng.uniform(-0.04, 0.04)
        length = rng.uniform(210, 260)
        bx, by = x + (k - (count - 1) / 2) * 16, top + 14
        tx, ty = bx + np.sin(lean) * length, by - np.cos(lean) * length
        tube(scene, [(bx, by), (tx, ty)], 6.5, surface)
        head = ellipse_points(tx + np.sin(lean) * 26, ty - np.cos(lean) * 26, 25, 37, lean)
        if k % 3 == 1:
            head = [(px + np.sin(lean) * 26 + tx, py - np.cos(lean) * 26 + ty) for px, py in rounded(-24, -36, 24, 32, 10)]
        soft(scene, polygon(head), surface, 9)
        if k % 3 != 1:
            scene.blend(ellipse(tx + np.sin(lean) * 26 + 2, ty - np.cos(lean) * 26 + 2, 17, 27, lean), surface.base * 0.72, 0.7)
    lathe(scene, x, [(top, 76), (top + 70, 80), (bottom, 66)], pot)
    ring = ellipse_points(x, top, 74, 74 * TILT, 0, 72)[0:37]
    scene.blend(stroke(ring, 5), mix(pot.base, rgb("white"), 0.35))


def pouch(scene: Scene, look: Look, surface: Surface, wide: float, high: float, fold: bool = True) -> None:
    """A standing paper bag with a label."""
    x, bottom = 320.0, 520.0
    top = bottom - high
    scene.shadow(x, bottom + 4, wide * 1.02, 26)
    side = [(x + wide, top + 22), (x + wide + 34, top + 30), (x + wide + 32, bottom - 16), (x + wide - 4, bottom)]
    flat(scene, side, shaded(surface, 0.70))
    body = [(x - wide + 3, top + 10), (x + wide - 3, top + 10), (x + wide, bottom), (x - wide, bottom)]

    def creases(px: Floats, py: Floats) -> Floats:
        return 2.2 * np.sin(px / 31 + py / 57) + 1.6 * np.sin(py / 23 - px / 71)

    soft(scene, polygon(body), surface, 12, creases=creases)
    if fold:
        flat(scene, [(x - wide + 1, top), (x + wide + 14, top + 4), (x + wide + 12, top + 36), (x - wide + 1, top + 34)], shaded(surface, 0.90))
        scene.blend(stroke([(x - wide + 2, top + 35), (x + wide + 12, top + 37)], 2), rgb("black"), 0.25)


@shape("loose-leaf-tea")
def tea_packet(scene: Scene, look: Look, surface: Surface) -> None:
    """A tin or a paper packet of tea, with some leaves beside it."""
    if scene.rng.random() < 0.5:
        pouch(scene, look, surface, 92 + 16 * look.size, 230 + 40 * look.size)
        label(scene, look, 262, 360, 378, 470)
    else:
        wide, high = 74 + 14 * look.size, 190 + 50 * look.size
        top = 520 - high
        scene.shadow(320, 526, wide * 1.15)
        lathe(scene, 320, [(top + 44, wide), (520, wide)], surface)
        label(scene, look, 320 - wide * 0.74, top + 80, 320 + wide * 0.74, top + 80 + wide * 1.25, bend=7)
        lid = plain(mix(surface.base, rgb("black"), 0.12), "paint")
        lathe(scene, 320, [(top, wide * 0.97), (top + 4, wide * 1.03), (top + 48, wide * 1.03)], lid)
        scene.blend(ellipse(320, top, wide * 0.97, wide * 0.97 * TILT), mix(surface.base, rgb("white"), 0.25))
    leaf = rgb({"black tea": "cocoa", "green tea": "moss", "oolong tea": "olive"}.get(look.material, "sage"))
    scatter(scene, 190, 540, 62, leaf, 46, (9, 2.6))


@shape("coffee-beans")
def coffee_bag(scene: Scene, look: Look, surface: Surface) -> None:
    """A folded bag with a label, and beans."""
    wide, high = 100 + 22 * look.size, 250 + 60 * look.size
    pouch(scene, look, surface, wide, high)
    label(scene, look, 320 - wide * 0.66, 540 - high * 0.72, 320 + wide * 0.66, 540 - high * 0.72 + wide * 1.3)
    scatter(scene, 182, 542, 60, rgb("cocoa") * 0.85, 26, (8.5, 5.6))


@shape("drippers")
def dripper(scene: Scene, look: Look, surface: Surface) -> None:
    """A cone on a glass server."""
    x, top, wide = 310.0, 250.0, 104 + 18 * look.size
    scene.shadow(x, 524, 84, strength=0.4)
    glass = plain("clear", "glass")
    lathe(scene, x, [(470, 78), (512, 76), (518, 70)], plain("#5a3520", "paint", gloss=0.1))
    handle(scene, [(x + 66, 418), (x + 126, 420), (x + 118, 490), (x + 76, 494)], 6, glass)
    lathe(scene, x, [(384, 46), (404, 50), (440, 78), (512, 80), (520, 74)], glass, glass=True)
    handle(scene, [(x + wide * 0.74, top + 20), (x + wide + 46, top + 16), (x + wide + 30, top + 76), (x + wide * 0.45, top + 84)], 9, surface)
    lathe(scene, x, [(372, 84), (378, 88), (386, 80)], surface)
    if look.family == "glass":
        lathe(scene, x, [(top, wide), (top + 60, wide * 0.66), (374, 30)], surface, glass=True)
    else:
        lathe(scene, x, [(top, wide), (top + 60, wide * 0.66), (374, 34)], surface)
    opening(scene, x, top, wide, surface, wall=6, depth=0.8)
    scene.blend(ellipse(x, top + 12, wide * 0.66, wide * 0.15), rgb("cocoa") * 0.7, 0.9)


@shape("kettles")
def kettle(scene: Scene, look: Look, surface: Surface) -> None:
    """A kettle with a thin curved spout and a bail or side handle."""
    rng = scene.rng
    x, bottom = 330.0, 510.0
    wide, high = 96 + 18 * look.size, 130 + 24 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 10, wide * 1.05, strength=0.55)
    grip = bare(rng.choice(("beech", "walnut", "oak")))
    spout = curve([(x - wide * 0.88, bottom - 30), (x - wide - 44, bottom - 34), (x - wide - 40, top + 40), (x - wide - 74, top - 14)])
    tube(scene, spout, 9, surface)
    if rng.random() < 0.5:
        tube(scene, curve([(x + wide * 0.7, top + 26), (x + wide + 66, top - 8), (x + wide + 70, top + 60), (x + wide + 58, top + 110)]), 10, grip)
    else:
        tube(scene, curve([(x - wide * 0.72, top + 20), (x - wide * 0.56, top - 78), (x + wide * 0.56, top - 78), (x + wide * 0.72, top + 20)]), 6, surface)
        tube(scene, curve([(x - wide * 0.36, top - 78), (x, top - 86), (x + wide * 0.36, top - 78)]), 12, grip)
    lathe(scene, x, [(top, wide * 0.52), (top + 16, wide * 0.80), (top + high * 0.55, wide * 1.02), (bottom - 10, wide), (bottom, wide * 0.92)], surface)
    lathe(scene, x, [(top - 16, 20), (top - 8, wide * 0.4), (top + 4, wide * 0.53)], surface)
    lathe(scene, x, [(top - 40, 9), (top - 32, 14), (top - 20, 8), (top - 14, 10)], grip)
    if look.motion:
        smoke(scene, x - wide - 76, top - 20, 150, scene.phase, 0.8)


@shape("hand-grinders")
def hand_grinder(scene: Scene, look: Look, surface: Surface) -> None:
    """A slim grinder with a crank."""
    x, bottom, top = 310.0, 520.0, 262.0
    wide = 46 + 8 * look.size
    steel = plain("silver", "metal", "steel")
    scene.shadow(x, bottom + 6, wide * 1.15)
    tube(scene, [(x, top - 20), (x + 12, top - 44), (x + 118, top - 52)], 5, steel)
    lathe(scene, x + 122, [(top - 96, 9), (top - 84, 16), (top - 66, 13), (top - 54, 8)], bare("walnut"))
    lathe(scene, x, [(top + 150, wide * 0.92), (bottom - 4, wide * 0.92), (bottom, wide * 0.88)], surface if scene.rng.random() < 0.5 else bare("walnut"))
    lathe(scene, x, [(top + 142, wide), (top + 154, wide)], steel)
    lathe(scene, x, [(top, wide), (top + 140, wide)], surface)
    lathe(scene, x, [(top - 26, 12), (top - 14, wide * 0.8), (top + 2, wide * 1.03), (top + 8, wide * 1.03)], steel)


@shape("tea-caddies")
def tea_caddy(scene: Scene, look: Look, surface: Surface) -> None:
    """A round caddy with a deep lid."""
    wide, high = 78 + 16 * look.size, 170 + 60 * look.size
    top = 520 - high
    scene.shadow(320, 526, wide * 1.15)
    lathe(scene, 320, [(top + high * 0.36, wide), (518, wide), (520, wide * 0.98)], surface)
    seam = varied(surface, dx=surface.dx + 60)
    lathe(scene, 320, [(top, wide * 0.95), (top + 6, wide * 1.025), (top + high * 0.36, wide * 1.025)], seam, smooth=False)
    scene.blend(ellipse(320, top, wide * 0.95, wide * 0.95 * TILT), np.clip(mix(surface.base, rgb("white"), 0.22), 0, 1))
    if scene.rng.random() < 0.5:
        lathe(scene, 320, [(top - 22, 8), (top - 14, 13), (top - 4, 8)], plain("gold", "metal", "brass"))


@shape("moka-pots")
def moka_pot(scene: Scene, look: Look, surface: Surface) -> None:
    """An eight-sided pot with a waist."""
    x, bottom, scale = 310.0, 520.0, 0.9 + 0.2 * look.size
    top = bottom - 280 * scale
    scene.shadow(x, bottom + 6, 84 * scale)
    dark = plain("#2a2624", "paint", gloss=0.3)
    tube(scene, curve([(x + 62 * scale, top + 54), (x + 132 * scale, top + 52), (x + 140 * scale, top + 96), (x + 128 * scale, top + 150 * scale)]), 12, dark)
    for rows, flip in (((top + 40, 92, top + 142 * scale, 56), 0), ((top + 152 * scale, 58, bottom, 86), 1)):
        y0, r0, y1, r1 = rows
        facets(scene, x, y0, r0 * scale, y1, r1 * scale, surface)
    lathe(scene, x, [(top + 138 * scale, 62 * scale), (top + 156 * scale, 62 * scale)], surface)
    flat(scene, [(x - 88 * scale, top + 34), (x - 118 * scale, top + 30), (x - 74 * scale, top + 84)], surface, (-0.7, 0.2, 0.6))
    lathe(scene, x, [(top + 16, 22 * scale), (top + 26, 70 * scale), (top + 44, 93 * scale)], surface)
    lathe(scene, x, [(top - 10, 10), (top + 2, 15), (top + 20, 9)], dark)
    if look.motion:
        smoke(scene, x - 106 * scale, top + 22, 150, scene.phase, 0.8)


def facets(scene: Scene, x: float, y0: float, r0: float, y1: float, r1: float, surface: Surface, sides: int = 8) -> None:
    """Draw a faceted band between two radii, front half."""
    for k in range(sides // 2 + 1):
        a0 = np.pi - (k - 0.5) * 2 * np.pi / sides
        a1 = np.pi - (k + 0.5) * 2 * np.pi / sides
        a0, a1 = min(np.pi, a0), max(0.0, a1)
        if a0 <= a1:
            continue
        mid = (a0 + a1) / 2
        corner = [(x + r * np.cos(a), y + r * TILT * np.sin(a)) for r, y, a in ((r0, y0, a0), (r0, y0, a1), (r1, y1, a1), (r1, y1, a0))]
        flat(scene, corner, surface, (float(np.cos(mid)), 0.1, float(np.sin(mid))), along=(1, 0))


@shape("matcha-whisks")
def matcha_whisk(scene: Scene, look: Look, surface: Surface) -> None:
    """A bamboo whisk standing on its prongs' end, beside a bowl."""
    rng = scene.rng
    glaze = plain(rng.choice(("charcoal", "cream", "celadon", "rust", "indigo")), "clay")
    scene.shadow(424, 500, 96)
    lathe(scene, 424, [(404, 104), (452, 96), (486, 58), (496, 56)], glaze)
    opening(scene, 424, 404, 104, glaze, wall=7, liquid=rgb("#8aa64f"), level=0.7)
    x, bottom = 222.0, 526.0
    scene.shadow(x, bottom, 52)
    lathe(scene, x, [(270, 28), (300, 27), (380, 29), (392, 33)], surface)
    scene.blend(ellipse(x, 270, 28, 28 * TILT), surface.base * 0.7)
    lathe(scene, x, [(384, 32), (402, 36)], plain(rng.choice(("black", "brick", "indigo")), "cloth"))
    lines = []
    for k in range(34):
        a = -1 + 2 * k / 33
        lines.append(curve([(x + a * 33, 400), (x + a * 66, 450), (x + a * 60, 500), (x + a * 34, bottom)]))
    scene.blend(polygon(curve([(x - 33, 400), (x - 66, 455), (x - 58, 502), (x - 30, bottom), (x + 30, bottom), (x + 58, 502), (x + 66, 455), (x + 33, 400)], closed=True)), surface.base * 0.62)
    scene.blend(strokes(lines, 1.9), mix(surface.base, rgb("white"), 0.18), 0.95)
    scene.blend(strokes(lines[:14], 0.9), rgb("white"), 0.4)
