"""Instruments and toys."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import mix, raw, rgb
from shop.demo.drawing.scene import Point, Scene, curve, ellipse, polygon, rounded, stroke, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, opening, project, shaded, soft, tube, varied
from shop.demo.drawing.surfaces import Surface, bare, plain

Turn = tuple[float, float, float, float]


def _at(frame: Turn, u: float, v: float) -> Point:
    """Place a point of an upright drawing that leans: (x, y, lean, scale)."""
    x, y, lean, scale = frame
    c, s = np.cos(lean), np.sin(lean)
    return x + scale * (u * c - v * s), y + scale * (u * s + v * c)


def _string_instrument(scene: Scene, look: Look, surface: Surface, frame: Turn, strings: int) -> None:
    """A figure-of-eight body, neck, head, strings and rosette, leaning on the wall."""
    rng = scene.rng
    cut = rng.uniform(-6, 6)
    half = [(0, -120), (46, -112), (66, -76), (52, -34), (60 + cut, 8), (86 + cut, 60), (72, 116), (0, 134)]
    body = curve([_at(frame, u, v) for u, v in half] + [_at(frame, -u, v) for u, v in half[-2:0:-1]], closed=True)
    back = [(px + 9, py + 5) for px, py in body]
    scene.wall_shadow(polygon(back), 18, 16, 14)
    flat(scene, back, plain(mix(raw("walnut"), surface.base, 0.15) * 0.7, "wood", "walnut"), along=(0, 1))
    top = varied(surface, finish="plain" if surface.finish in {"two-tone", "carved"} else surface.finish)
    soft(scene, polygon(body), top, 5, spin=frame[2] + np.pi / 2)
    scene.blend(stroke([*body, body[0]], 2.6), rgb("cocoa"), 0.75)
    hole = [_at(frame, 27 * np.cos(a), -18 + 27 * np.sin(a)) for a in np.linspace(0, 6.29, 50)]
    for grow, colour in ((1.34, "cocoa"), (1.26, "honey"), (1.14, "cocoa")):
        ring = [_at(frame, 27 * grow * np.cos(a), -18 + 27 * grow * np.sin(a)) for a in np.linspace(0, 6.29, 50)]
        scene.blend(polygon(ring), rgb(colour), 0.9)
    scene.blend(polygon(hole), rgb("#1c1310"))
    long = 296 if strings == 6 else 236
    neck = [_at(frame, u, v) for u, v in ((-13, -30), (13, -30), (10, -long + 6), (-10, -long + 6))]
    scene.wall_shadow(polygon(neck), 10, 10, 8)
    flat(scene, neck, bare("walnut"), (-0.2, 0.1, 0.97), along=(0, 1))
    frets = [[_at(frame, -12, -44 - d), _at(frame, 12, -44 - d)] for d in np.cumsum(np.linspace(9, 24, 13)) if d < long - 56]
    scene.blend(strokes(frets, 1.4), rgb("silver"), 0.85)
    head = curve([_at(frame, u, v) for u, v in ((-12, -long + 8), (-20, -long - 14), (-18, -long - 54), (0, -long - 64), (18, -long - 54), (20, -long - 14), (12, -long + 8))])
    soft(scene, polygon(head), bare("walnut"), 4)
    for k in range(strings // 2):
        for side in (-1, 1):
            v = -long - 14 - 34 * k / max(1, strings // 2 - 1)
            tube(scene, [_at(frame, side * 14, v), _at(frame, side * 30, v)], 3.4, plain("gold", "metal", "brass"))
    tube(scene, [_at(frame, -34, 74), _at(frame, 34, 74)], 5, bare("walnut"))
    spread = np.linspace(-8, 8, strings)
    scene.blend(strokes([[_at(frame, s * 1.15, 74), _at(frame, s * 0.8, -long)] for s in spread], 1.0), rgb("cream"), 0.9)


@shape("guitars")
def guitar(scene: Scene, look: Look, surface: Surface) -> None:
    """A classical guitar leaning back."""
    scene.shadow(336, 560, 110, 24, 0.5)
    _string_instrument(scene, look, surface, (312.0, 416.0, 0.10, 1.06), 6)


@shape("ukuleles")
def ukulele(scene: Scene, look: Look, surface: Surface) -> None:
    """A small guitar of four strings."""
    scene.shadow(336, 540, 90, 22, 0.5)
    _string_instrument(scene, look, surface, (306.0, 418.0, 0.16, 0.92 + 0.1 * look.size), 4)


@shape("kalimbas")
def kalimba(scene: Scene, look: Look, surface: Surface) -> None:
    """A thumb piano seen from above, its keys in a fan."""
    rng = scene.rng
    keys = 17 if look.size > 0.5 else 10
    x, y, w, h = 320.0, 360.0, 128 + 14 * look.size, 158.0
    body = rounded(x - w, y - h, x + w, y + h, 36) if rng.random() < 0.6 else curve([(x - w * 0.8, y - h), (x + w * 0.8, y - h), (x + w * 1.05, y), (x + w * 0.7, y + h), (x - w * 0.7, y + h), (x - w * 1.05, y)], closed=True)
    scene.wall_shadow(polygon(body), 12, 18, 13)
    soft(scene, polygon(body), surface, 13, spin=np.pi / 2)
    scene.blend(ellipse(x, y + 62, 38, 38), rgb("#1c1310"))
    scene.blend(stroke([(x + 40 * np.cos(a), y + 62 + 40 * np.sin(a)) for a in np.linspace(0, 6.3, 50)], 3), mix(surface.base, rgb("cream"), 0.5), 0.8)
    steel = plain("silver", "metal", "steel")
    for k in range(keys):
        t = (k - (keys - 1) / 2) / keys
        kx = x + t * w * 1.72
        low = y + 26 - abs(t) * 150
        key = [(kx, y - h + 22), (kx, low)]
        scene.blend(stroke([(px + 3, py + 6) for px, py in key], 7), rgb("black"), 0.25)
        tube(scene, key, min(6.0, w * 0.62 / keys), steel)
    for yy, r in ((y - h + 52, 6), (y - h + 74, 5)):
        tube(scene, [(x - w * 0.86, yy), (x + w * 0.86, yy)], r, plain("gold", "metal", "brass"))


@shape("hand-drums")
def hand_drum(scene: Scene, look: Look, surface: Surface) -> None:
    """A laced drum: goblet, frame or barrel."""
    rng = scene.rng
    x, bottom = 320.0, 524.0
    wide = 106 + 30 * look.size
    high = rng.choice((110.0, 190.0, 240.0))
    top = bottom - high
    foot = wide * (0.96 if high < 150 else 0.72)
    scene.shadow(x, bottom + 10, foot * 1.1, strength=0.55)
    lathe(scene, x, [(top, wide), (top + high * 0.5, wide * (1.0 if high < 150 else 0.94)), (bottom, foot)], surface)
    rope = plain(rng.choice(("cream", "brick", "black", "oat")), "cloth")
    lines = []
    for k in range(9):
        a0, a1 = -1.35 + 0.3 * k, -1.35 + 0.3 * (k + 0.5)
        for b0, b1 in ((a0, a1), (a1, a0 + 0.3)):
            up, down = (b0, b1) if b0 == a0 else (b1, b0)
            lines.append([(x + wide * np.sin(up), top + 10 + wide * TILT * np.cos(up)), (x + foot * np.sin(down) * 1.0, bottom - 16 + foot * TILT * np.cos(down))])
    scene.blend(strokes([[(px + 1.5, py + 2) for px, py in line] for line in lines], 3.6), rgb("black"), 0.3)
    scene.blend(strokes(lines, 3.2), rope.base)
    lathe(scene, x, [(top - 2, wide * 1.02), (top + 14, wide * 1.02)], plain(rope.base * 0.9, "cloth"))
    skin = ellipse(x, top - 2, wide * 1.02, wide * 1.02 * TILT)
    px, py = skin.grid
    hide = plain("#e9dcc0", "hide")
    scene.blend(skin, hide.albedo(px * 0.5 + 0 * py, py + 0 * px) * (1.0 + 0.08 * (x - px) / wide)[..., None])
    scene.blend(ellipse(x + 8, top, wide * 0.42, wide * 0.42 * TILT), rgb("tan"), 0.18)


@shape("flutes")
def flute(scene: Scene, look: Look, surface: Surface) -> None:
    """A flute lying at an angle, bound in thread, with its holes."""
    rng = scene.rng
    long = 400 + 60 * look.size
    a = -0.34
    cx, cy = 320.0, 430.0
    def at(t: float, off: float = 0.0) -> Point:
        return cx + t * long * np.cos(a) - off * np.sin(a), cy + t * long * np.sin(a) + off * np.cos(a)
    line = [at(-0.5), at(0.5)]
    scene.wall_shadow(stroke(line, 34), 8, 22, 9)
    tube(scene, line, 19, surface)
    scene.blend(ellipse(*at(0.5), 8, 19, a), rgb("#2a1a12"))
    for t in (-0.46, -0.12, 0.2, 0.44):
        tube(scene, [at(t), at(t + 0.022)], 19.6, plain(rng.choice(("brick", "black", "gold")), "cloth"))
    for t in (-0.34, -0.02, 0.06, 0.14, 0.27, 0.34, 0.40):
        big = t == -0.34
        scene.blend(ellipse(*at(t, -5), 9 if big else 6.4, 6 if big else 4.6, a), rgb("#1b110b"))
        scene.blend(ellipse(*at(t, -3), 8 if big else 5.4, 2.4, a), mix(surface.base, rgb("white"), 0.3), 0.5)
    if rng.random() < 0.6:
        tassel = curve([at(0.44, 18), (at(0.44)[0] + 16, at(0.44)[1] + 60), (at(0.44)[0] + 4, at(0.44)[1] + 96)])
        tube(scene, tassel, 2, plain("brick", "cloth"))
        ex, ey = tassel[-1]
        scene.blend(strokes([[(ex, ey), (ex + d, ey + 44)] for d in range(-8, 9, 2)], 2), rgb("brick"))


@shape("singing-bowls")
def singing_bowl(scene: Scene, look: Look, surface: Surface) -> None:
    """A bowl on its ring cushion with the stick across."""
    x, bottom = 312.0, 508.0
    wide, high = 112 + 40 * look.size, 96 + 26 * look.size
    scene.shadow(x, bottom + 10, wide * 0.98, strength=0.55)
    felt = plain(scene.rng.choice(("brick", "indigo", "plum", "moss", "ochre")), "cloth", "felt")
    lathe(scene, x, [(bottom - 26, wide * 0.66), (bottom - 10, wide * 0.82), (bottom, wide * 0.72)], felt)
    top = bottom - 18 - high
    lathe(scene, x, [(top, wide), (top + high * 0.5, wide * 0.99), (bottom - 34, wide * 0.74), (bottom - 18, wide * 0.5)], surface)
    opening(scene, x, top, wide, surface, wall=6, depth=0.6)
    stick = [(x + wide * 0.30, top - 4), (x + wide + 128, bottom + 6)]
    scene.wall_shadow(stroke(stick, 20), 6, 14, 7)
    tube(scene, stick, 12, bare("walnut"))
    tube(scene, [stick[0], (stick[0][0] + 44, stick[0][1] + 34)], 12.6, plain(felt.base, "hide"))


@shape("music-boxes")
def music_box(scene: Scene, look: Look, surface: Surface) -> None:
    """A wooden box with a crank and its works under glass."""
    origin, yaw = (308.0, 506.0), -0.42
    scene.shadow(326, 512, 150, 54, 0.5)
    high = 104.0
    box(scene, (0, 0, 0), (236, high, 172), surface, yaw=yaw, origin=origin)
    def at(x: float, z: float, y: float = high) -> Point:
        return project((x, y, z), yaw, *origin)
    well = [at(-88, -58), at(88, -58), at(88, 58), at(-88, 58)]
    scene.blend(polygon(well), rgb("#2b1f18"))
    brass, steel = plain("gold", "metal", "brass"), plain("silver", "metal", "steel")
    tube(scene, [at(-62, -14, high - 6), at(46, -14, high - 6)], 15, brass)
    pins = [at(-58 + 104 * scene.rng.random(), -26 + 22 * scene.rng.random(), high - 2) for _ in range(40)]
    for px, py in pins:
        scene.blend(ellipse(px, py, 1.5, 1.5), rgb("cream"))
    comb = [[at(-58 + 6.4 * k, 6, high - 6), at(-58 + 6.4 * k, 46, high - 6)] for k in range(17)]
    scene.blend(strokes(comb, 3.4), steel.base)
    flat(scene, [at(-66, 40, high - 6), at(52, 40, high - 6), at(52, 56, high - 6), at(-66, 56, high - 6)], steel, (0, 1, 0))
    scene.blend(ellipse(*at(68, -12, high - 6), 14, 9), brass.base)
    sheen = polygon([at(-88, -58), at(-30, -58), at(20, 58), at(-60, 58)])
    scene.blend(sheen, rgb("white"), 0.13)
    scene.blend(stroke([*well, well[0]], 2), mix(surface.base, rgb("white"), 0.35), 0.9)
    start = project((118, 52, 0), yaw, *origin)
    tube(scene, [start, (start[0] + 30, start[1] + 6), (start[0] + 32, start[1] - 34)], 4.4, brass)
    lathe(scene, start[0] + 34, [(start[1] - 66, 7), (start[1] - 56, 11), (start[1] - 38, 8)], bare("maple"))


@shape("metronomes")
def metronome(scene: Scene, look: Look, surface: Surface) -> None:
    """A pyramid with its arm mid-swing."""
    metronome_at(scene, surface, 0.32 * float(np.cos(scene.phase)) * scene.rng.choice((-1, 1)))


def metronome_at(scene: Scene, surface: Surface, swing: float) -> None:
    """Draw the metronome with its arm at an angle."""
    x, bottom, top = 320.0, 520.0, 190.0
    scene.shadow(328, bottom + 4, 116, 34, 0.5)
    side = [(x + 34, top + 6), (x + 46, top - 4), (x + 138, bottom - 26), (x + 110, bottom)]
    flat(scene, side, shaded(surface, 0.62), (1, 0, 0.2), along=(0, 1))
    flat(scene, [(x - 34, top + 6), (x + 34, top + 6), (x + 46, top - 4), (x - 22, top - 4)], shaded(surface, 1.15), (0, 1, 0))
    front = [(x - 34, top + 6), (x + 34, top + 6), (x + 110, bottom), (x - 110, bottom)]
    flat(scene, front, surface, (-0.1, 0.2, 0.97), along=(0, 1))
    panel = [(x - 22, top + 30), (x + 22, top + 30), (x + 70, bottom - 84), (x - 70, bottom - 84)]
    scene.blend(polygon(panel), rgb("cream") * 0.96)
    scene.blend(stroke([*panel, panel[0]], 2.2), surface.base * 0.4, 0.8)
    marks = [[(x - 9 - (k % 2) * 6, top + 52 + k * 14), (x + 9 + (k % 2) * 6, top + 52 + k * 14)] for k in range(13)]
    scene.blend(strokes(marks, 1.6), rgb("cocoa"), 0.8)
    pivot = (x, bottom - 92)
    tip = (x + np.sin(swing) * 272, pivot[1] - np.cos(swing) * 272)
    scene.blend(stroke([(pivot[0] + 8, pivot[1] + 5), (tip[0] + 12, tip[1] + 8)], 5), rgb("black"), 0.16)
    tube(scene, [pivot, tip], 3.2, plain("silver", "metal", "steel"))
    wx, wy = x + np.sin(swing) * 150, pivot[1] - np.cos(swing) * 150
    c, s = np.cos(swing), np.sin(swing)
    weight = [(wx + u * c - v * s, wy + u * s + v * c) for u, v in ((-20, -13), (20, -13), (13, 15), (-13, 15))]
    soft(scene, polygon(weight), plain("gold", "metal", "brass"), 5)
    soft(scene, polygon(rounded(x - 84, bottom - 84, x + 84, bottom - 76, 3)), plain("gold", "metal", "brass"), 3)
    for dx in (-86, 86):
        scene.blend(ellipse(x + dx, bottom + 2, 13, 6), surface.base * 0.4)


@shape("building-blocks")
def blocks(scene: Scene, look: Look, surface: Surface) -> None:
    """A small building of blocks in the look's colour and its neighbours."""
    rng = scene.rng
    bare_wood = plain(raw(look.material), look.family, look.material)
    tones = [surface, bare_wood, plain(mix(surface.base, rgb("cream"), 0.6), "wood", "maple"), plain(mix(surface.base, rgb("ink"), 0.35), "wood", "beech")]
    origin, yaw = (320.0, 500.0), -0.45
    scene.shadow(326, 504, 180, 50, 0.5)
    def put(x: float, y: float, z: float, w: float, h: float, d: float = 62) -> None:
        box(scene, (x, y, z), (w, h, d), rng.choice(tones), yaw=yaw, origin=origin)
    put(120, 0, -60, 62, 62)
    for x in (-110, -10):
        put(x, 0, -10, 62, 124)
    put(-60, 124, -10, 168, 36)
    put(-110, 160, -10, 62, 62)
    px, py = project((-10, 160, -10), yaw, *origin)
    lathe(scene, px, [(py - 74, 30), (py, 30)], rng.choice(tones))
    scene.blend(ellipse(px, py - 74, 30, 30 * TILT), mix(tones[0].base, rgb("white"), 0.3))
    a, b, c = project((-145, 222, 20), yaw, *origin), project((-74, 222, 20), yaw, *origin), project((-110, 280, 20), yaw, *origin)
    d, e = project((-145, 222, -40), yaw, *origin), project((-110, 280, -40), yaw, *origin)
    roof = rng.choice(tones)
    flat(scene, [c, e, d, a], shaded(roof, 0.92))
    flat(scene, [a, b, c], roof)
    put(70, 0, 60, 62, 62)
    put(146, 0, 40, 62, 36)
    lathe(scene, 196, [(536, 27), (570, 27)], rng.choice(tones))
    scene.blend(ellipse(196, 536, 27, 27 * TILT), mix(tones[2].base, rgb("white"), 0.3))


@shape("spinning-tops")
def spinning_top(scene: Scene, look: Look, surface: Surface) -> None:
    """A top standing as it spins."""
    top_at(scene, look, surface, scene.phase)


def top_at(scene: Scene, look: Look, surface: Surface, turn: float) -> None:
    """Draw the top with its rings, nodding by `turn`."""
    x, bottom = 320 + 5 * np.sin(turn), 516.0
    wide = 104 + 22 * look.size
    scene.shadow(320, bottom + 4, 34 + 3 * np.cos(turn), 12, 0.55)
    scene.shadow(320, bottom + 2, wide * 0.8, 24, 0.22)
    lathe(scene, x, [(bottom - 20, 9), (bottom, 4)], plain("silver", "metal", "steel"))
    accent = rgb({"coral": "mustard", "mustard": "coral", "sky": "cream", "forest": "honey", "indigo": "cream"}.get(look.colour, "cream"))
    lathe(scene, x, [(bottom - 118, wide * 0.98), (bottom - 100, wide), (bottom - 60, wide * 0.55), (bottom - 16, 11)], surface)
    rim = bottom - 120
    for share, colour in ((1.0, surface.base), (0.86, accent), (0.70, surface.base), (0.52, mix(accent, rgb("ink"), 0.3)), (0.36, surface.base)):
        disc = ellipse(x, rim - (1 - share) * 26, wide * share, wide * share * TILT)
        px, py = disc.grid
        light = 1.02 + 0.16 * (x - px) / wide - 0.10 * (py - rim) / (wide * TILT)
        scene.blend(disc, np.clip(colour * light[..., None], 0, 1))
    for k in range(3):
        a = turn + k * 2.1
        scene.blend(ellipse(x + np.cos(a) * wide * 0.78, rim - 4 + np.sin(a) * wide * 0.78 * TILT, 9, 4), rgb("cocoa"), 0.7)
    lathe(scene, x, [(rim - 110, 9), (rim - 100, 13), (rim - 84, 8), (rim - 20, 11)], bare("maple"))


@shape("soft-animals")
def soft_rabbit(scene: Scene, look: Look, surface: Surface) -> None:
    """A cloth rabbit sitting up, its face sewn."""
    rng = scene.rng
    x, bottom, k = 320.0, 526.0, 0.9 + 0.15 * look.size
    scene.shadow(326, bottom + 2, 104 * k, 28, 0.55)
    inner = plain(mix(surface.base, rgb("blush"), 0.6), "cloth", "linen")
    lop = rng.random() < 0.5
    def part(points: list[Point], height: float, cloth: Surface = surface) -> None:
        soft(scene, polygon(curve([(x + u * k, bottom + v * k) for u, v in points], closed=True)), cloth, height)
    for side in (-1, 1):
        if lop:
            ear = [(side * 30, -268), (side * 66, -280), (side * 98, -230), (side * 104, -150), (side * 84, -128), (side * 66, -170), (side * 56, -226)]
        else:
            ear = [(side * 14, -262), (side * 26, -340), (side * 44, -408), (side * 66, -400), (side * 66, -330), (side * 48, -256)]
        part(ear, 15)
        if not lop:
            part([(side * 26, -276), (side * 36, -344), (side * 50, -386), (side * 56, -340), (side * 42, -272)], 6, inner)
    part([(-64, -140), (0, -158), (64, -140), (90, -70), (80, -10), (0, 2), (-80, -10), (-90, -70)], 40)
    for side in (-1, 1):
        part([(side * 40, -46), (side * 96, -46), (side * 116, -14), (side * 96, 4), (side * 40, 2)], 20)
        part([(side * 98, -22), (side * 112, -16), (side * 110, -2), (side * 96, -4)], 5, inner)
        part([(side * 54, -138), (side * 84, -118), (side * 92, -66), (side * 72, -52), (side * 52, -84)], 16)
    part([(-72, -218), (-52, -274), (0, -292), (52, -274), (72, -218), (50, -166), (0, -152), (-50, -166)], 44)
    thread = rgb("cocoa")
    for side in (-1, 1):
        scene.blend(ellipse(x + side * 27 * k, bottom - 226 * k, 6 * k, 7.5 * k), thread)
        scene.blend(ellipse(x + side * 27 * k - 2, bottom - 229 * k, 2 * k, 2 * k), rgb("white"))
        scene.blend(ellipse(x + side * 44 * k, bottom - 204 * k, 12 * k, 8 * k), rgb("rose"), 0.35)
    scene.blend(polygon([(x - 7 * k, bottom - 208 * k), (x + 7 * k, bottom - 208 * k), (x, bottom - 198 * k)]), rgb("rose") * 0.8)
    scene.blend(strokes([[(x, bottom - 198 * k), (x, bottom - 189 * k)], [(x - 11 * k, bottom - 184 * k), (x, bottom - 189 * k), (x + 11 * k, bottom - 184 * k)]], 2), thread)
    if rng.random() < 0.6:
        scarf = plain(rng.choice(("brick", "forest", "ink", "mustard", "plum")), "cloth", "wool")
        part([(-54, -166), (0, -148), (54, -166), (56, -146), (0, -126), (-56, -146)], 8, scarf)
        part([(14, -140), (40, -144), (44, -84), (22, -80)], 6, scarf)


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
        return project((-size / 2 + 17 + column * step, 26, -size / 2 + 17 + row * step), yaw, *origin)
    for row in range(8):
        for column in range(8):
            square = polygon([at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)])
            scene.blend(square, (surface.base * 0.55 if (row + column) % 2 else mix(light.base, surface.base, 0.18)))
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
        lathe(scene, px, [(py - high, 3), (py - high + 5, 7 if tall < 2 else 6), (py - high + 13, 4), (py - high * 0.55, 4.5), (py - 12, 7), (py - 8, 10), (py, 11)], wood)


@shape("pinwheels")
def pinwheel(scene: Scene, look: Look, surface: Surface) -> None:
    """A paper windmill on its stick."""
    pinwheel_at(scene, look, surface, scene.rng.uniform(0, 1.5) + scene.phase / 4)


def pinwheel_at(scene: Scene, look: Look, surface: Surface, turn: float) -> None:
    """Draw the pinwheel with its sails at an angle."""
    x, y, r = 320.0, 240.0, 128 + 24 * look.size
    scene.shadow(326, 566, 40, 10, 0.3)
    tube(scene, [(x, y), (x + 6, 566)], 5, bare("bamboo"))
    back = shaded(surface, 0.66)
    other = plain(mix(surface.base, rgb("cream"), 0.72), "paper")
    for k in range(4):
        a = turn + k * np.pi / 2
        def at(u: float, v: float, a: float = a) -> Point:
            return x + r * (u * np.cos(a) - v * np.sin(a)), y + r * (u * np.sin(a) + v * np.cos(a))
        sail = [at(0, 0), at(1, 0), at(0.86, 0.42), at(0.5, 0.5)]
        scene.wall_shadow(polygon(sail), 8, 14, 9)
        flat(scene, curve([at(0, 0), at(0.62, 0.02), at(1, 0), at(0.92, 0.40), at(0.5, 0.52)], closed=True), other if k % 2 else surface, (0, 0.3, 0.95))
        fold = curve([at(0.5, 0.52), at(0.74, 0.30), at(0.94, 0.30), at(0.60, 0.16), at(0.0, 0.0), at(0.26, 0.30)], closed=True)
        flat(scene, fold, back if not k % 2 else shaded(other, 0.84), (0.4, 0.2, 0.8))
    scene.blend(ellipse(x, y, 13, 13), rgb("gold"))
    scene.blend(ellipse(x - 3, y - 4, 5, 4), rgb("white"), 0.8)


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
            box(scene, (size * 0.28, 42 * k, 0), (size * 0.40, 92 * k, 70 * k), surface, yaw=yaw, origin=origin)
            box(scene, (size * 0.28, 134 * k, 0), (size * 0.50, 14 * k, 84 * k), load, yaw=yaw, origin=origin)
            a, b = project((size * 0.1, 74 * k, 0), yaw, *origin), project((-size * 0.46, 74 * k, 0), yaw, *origin)
            tube(scene, [a, b], 31 * k, surface)
            scene.blend(ellipse(b[0] - 3, b[1], 23 * k, 27 * k), mix(surface.base, rgb("white"), 0.18))
            scene.blend(ellipse(b[0] - 3, b[1], 9 * k, 10 * k), load.base)
            fx, fy = project((-size * 0.28, 100 * k, 0), yaw, *origin)
            lathe(scene, fx, [(fy - 54 * k, 19 * k), (fy - 40 * k, 14 * k), (fy, 12 * k)], load)
            scene.blend(ellipse(fx, fy - 54 * k, 15 * k, 15 * k * TILT), rgb("cocoa"))
        elif index == 1:
            for z in (-18, 18):
                for height in (58, 90):
                    if height == 90 and z > 0:
                        continue
                    a, b = project((-size * 0.42, height * k, z * k), yaw, *origin), project((size * 0.42, height * k, z * k), yaw, *origin)
                    tube(scene, [a, b], 16 * k, natural if height == 90 else load)
        else:
            box(scene, (0, 42 * k, 0), (size * 0.9, 58 * k, 70 * k), load, yaw=yaw, origin=origin)
        wheels(40 * k)


