"""Small things of the desk and the darkroom: pens, inks, scissors, cases, cameras, lenses, meters."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, mix, rgb
from shop.demo.drawing.scene import Point, Scene, curve, ellipse, ellipse_points, polygon, rounded, stroke, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, opening, project, soft, stitch, tube
from shop.demo.drawing.surfaces import Surface, bare, plain


@shape("fountain-pens")
def fountain_pen(scene: Scene, look: Look, surface: Surface) -> None:
    """A pen lying open, its cap beside it."""
    scene.shadow(330, 452, 210, 26, 0.35)
    gold = plain("gold", "metal", "brass")
    lo, hi = (120.0, 480.0), (438.0, 372.0)
    def at(t: float, off: float = 0.0) -> Point:
        return lo[0] + (hi[0] - lo[0]) * t + off * 0.32, lo[1] + (hi[1] - lo[1]) * t + off * 0.95
    tube(scene, [at(0.24), at(1.0)], 15, surface)
    tube(scene, [at(0.12), at(0.26)], 11.5, plain("black", "paint"))
    tube(scene, [at(0.25), at(0.262)], 14, gold)
    flat(scene, [at(0.125, -9), at(0.125, 9), at(-0.03, 1), at(-0.03, -1)], gold, (-0.3, 0.6, 0.7))
    scene.blend(stroke([at(0.09), at(-0.02)], 1.2), rgb("black"), 0.7)
    scene.blend(ellipse(*at(0.085), 2.4, 2.4), rgb("black"))
    c0, c1 = (316.0, 508.0), (486.0, 486.0)
    scene.shadow(404, 516, 100, 14, 0.4)
    tube(scene, [c0, c1], 17, surface)
    tube(scene, [c0, (c0[0] + 10, c0[1] - 1.3)], 17.5, gold)
    tube(scene, [(c1[0] + 2, c1[1] - 14), (c1[0] - 96, c1[1] - 4)], 3.4, gold)
    line = stroke(curve([(120, 484), (150, 520), (196, 520), (206, 548), (256, 545)]), 2.6)
    scene.blend(line, rgb("ink"), 0.85)


@shape("pencils")
def pencils(scene: Scene, look: Look, surface: Surface) -> None:
    """A row of pencils in a shallow box."""
    rng = scene.rng
    count = 6 + round(3 * look.size)
    origin, yaw = (316.0, 480.0), -0.5
    scene.shadow(330, 486, 200, 58, 0.45)
    wide = count * 26.0 + 24
    box(scene, (0, 0, 0), (wide, 16, 330), plain("tan", "paper"), yaw=yaw, origin=origin)
    second = mix(surface.base, rgb("cream"), 0.75)
    for k in range(count):
        x = -wide / 2 + 25 + 26 * k
        colour = surface if look.finish != "striped" or k % 2 == 0 else plain(second, "paint")
        a, b = project((x, 28, -140), yaw, *origin), project((x, 28, 108), yaw, *origin)
        tube(scene, [a, b], 10.5, plain(colour.base, "paint"))
        tip = project((x, 26, 150), yaw, *origin)
        dx, dy = b[0] - a[0], b[1] - a[1]
        long = float(np.hypot(dx, dy))
        nx, ny = -dy / long * 10, dx / long * 10
        flat(scene, [(b[0] + nx, b[1] + ny), (b[0] - nx, b[1] - ny), tip], plain("sand", "wood"), (0, 0.7, 0.6))
        cut = (tip[0] - dx / long * 10, tip[1] - dy / long * 10)
        scene.blend(polygon([(cut[0] + nx * 0.28, cut[1] + ny * 0.28), (cut[0] - nx * 0.28, cut[1] - ny * 0.28), tip]), rgb("charcoal"))
        if look.finish in {"dipped", "two-tone"}:
            tube(scene, [a, (a[0] + dx * 0.10, a[1] + dy * 0.10)], 10.7, plain(second, "paint"))
        mark = [(a[0] + dx * 0.2 + rng.uniform(-1, 1), a[1] + dy * 0.2), (a[0] + dx * 0.34, a[1] + dy * 0.34)]
        scene.blend(stroke(mark, 2), rgb("gold"), 0.8)
    box(scene, (0, 0, 152), (wide, 24, 12), plain("tan", "paper"), yaw=yaw, origin=origin)


@shape("inks")
def ink_bottle(scene: Scene, look: Look, surface: Surface) -> None:
    """A square bottle of ink, with a stroke of its colour."""
    scene.shadow(318, 516, 108, 32, 0.5)
    glass = plain(surface.base * 0.55 + 0.02, "glass", gloss=0.8)
    swatch = curve([(396, 560), (452, 544), (520, 562), (580, 548)])
    scene.blend(stroke(swatch, 22), surface.base, 0.9)
    scene.blend(stroke(swatch[:14], 20), surface.base * 0.7, 0.5)
    high = 130 + 30 * look.size
    box(scene, (0, 0, 0), (164, high, 130), glass, yaw=-0.4, origin=(310, 510))
    front = [project((x, y, 66), -0.4, 310, 510) for x, y in ((-62, high - 16), (62, high - 16), (62, 22), (-62, 22))]
    flat(scene, front, plain("cream", "paper"), (-0.2, 0.1, 0.95))
    x0, y0 = front[0]
    scene.blend(stroke([(x0 + 22, y0 + 34), (front[1][0] - 22, front[1][1] + 34)], 26), surface.base)
    for k in range(2):
        scene.blend(stroke([(x0 + 26, y0 + 62 + 11 * k), (front[1][0] - 26 - 14 * k, front[1][1] + 62 + 11 * k)], 3), rgb("charcoal"), 0.8)
    cx, cy = project((0, high, 0), -0.4, 310, 510)
    lathe(scene, cx, [(cy - 16, 40), (cy + 2, 42)], glass)
    lathe(scene, cx, [(cy - 56, 44), (cy - 50, 47), (cy - 12, 47)], plain("black", "paint"))
    scene.blend(ellipse(cx, cy - 56, 44, 44 * TILT), rgb("charcoal"))


@shape("scissors")
def scissors(scene: Scene, look: Look, surface: Surface) -> None:
    """Scissors lying half open."""
    _blades(scene, surface, 0.13, 112 + 26 * look.size, surface)


def _blades(scene: Scene, surface: Surface, spread: float, bow: float, grip: Surface) -> None:
    cx, cy = 330.0, 372.0
    scene.shadow(330, 420, 190, 74, 0.22)
    for side in (1, -1):
        a = -0.55 + side * spread
        c, s = np.cos(a), np.sin(a)
        def at(u: float, v: float, c: float = c, s: float = s, side: int = side) -> Point:
            return cx + u * c - v * side * s, cy + u * s + v * side * c
        blade = [at(-14, -11), at(230, -2), at(236, 2), at(120, 15), at(-14, 13)]
        scene.wall_shadow(polygon(blade), 5, 9, 5)
        flat(scene, blade, surface, (-0.25 * side, 0.6, 0.7))
        scene.blend(stroke([at(10, 12), at(120, 13), at(232, 2)], 1.6), rgb("white"), 0.6)
        shank = curve([at(-10, 2), at(-70, 10), at(-bow, 30 if side > 0 else 22)])
        tube(scene, shank, 10, grip)
        ring = [at(-bow - 44 + 52 * np.cos(t), 34 + 34 * np.sin(t)) for t in np.linspace(0, 6.29, 44)]
        scene.wall_shadow(polygon(ring, [(x + (sum(p[0] for p in ring) / 44 - x) * 0.3, y + (sum(p[1] for p in ring) / 44 - y) * 0.3) for x, y in ring]), 5, 9, 5)
        tube(scene, ring, 9, grip)
    scene.blend(ellipse(cx, cy, 11, 11), rgb("gold") * 0.8)
    scene.blend(ellipse(cx - 2, cy - 3, 6, 5), rgb("cream"))


@shape("secateurs")
def secateurs(scene: Scene, look: Look, surface: Surface) -> None:
    """Garden shears with coloured grips and a spring."""
    cx, cy = 338.0, 330.0
    scene.shadow(330, 440, 170, 80, 0.2)
    steel = plain("silver", "metal", "steel")
    colour = plain(surface.base if surface.base.mean() < 0.6 else rgb("brick"), "paint")
    jaw = curve([(cx - 14, cy + 20), (cx - 34, cy - 50), (cx - 10, cy - 122), (cx + 26, cy - 160), (cx + 30, cy - 90), (cx + 16, cy + 10)], closed=True)
    hook = curve([(cx + 20, cy + 18), (cx + 58, cy - 34), (cx + 66, cy - 96), (cx + 40, cy - 138), (cx + 46, cy - 84), (cx + 14, cy - 20)], closed=True)
    for part in (hook, jaw):
        scene.wall_shadow(polygon(part), 6, 10, 6)
        flat(scene, part, surface if look.colour in {"silver", "black"} else steel, (-0.4, 0.5, 0.75))
    scene.blend(stroke(jaw[10:32], 2), rgb("white"), 0.7)
    for side, points in ((-1, [(cx, cy + 8), (cx - 44, cy + 70), (cx - 62, cy + 150), (cx - 44, cy + 236)]), (1, [(cx + 6, cy + 8), (cx + 60, cy + 66), (cx + 84, cy + 140), (cx + 72, cy + 226)])):
        arm = curve(points)
        scene.wall_shadow(stroke(arm, 30), 7, 12, 7)
        tube(scene, arm, 9 if side else 9, steel)
        tube(scene, arm[8:], 15, colour)
    spring = [(cx - 34 + t * 80, cy + 86 + 9 * np.sin(t * 30)) for t in np.linspace(0, 1, 50)]
    tube(scene, spring, 2.6, steel)
    soft(scene, ellipse(cx + 2, cy + 6, 21, 21), steel, 6)
    scene.blend(stroke([(cx - 8, cy + 10), (cx + 12, cy + 2)], 3), rgb("charcoal"))


@shape("pencil-cases", "pouches")
def zip_case(scene: Scene, look: Look, surface: Surface) -> None:
    """A soft case with a zip and a pull; long for pens, tall for pouches."""
    rng = scene.rng
    w, h = (216, 74) if look.kind == "pencil-cases" else (164 + 20 * look.size, 116 + 16 * look.size)
    x, bottom = 320.0, 520.0
    top = bottom - 2 * h
    scene.shadow(326, bottom + 2, w * 1.02, 26, 0.5)
    if look.kind == "pencil-cases":
        for k in range(3):
            tube(scene, [(x + 60 + 26 * k, top + 16), (x + 92 + 30 * k, top - 70 + 14 * k)], 7, plain(rng.choice(("mustard", "brick", "forest", "ink", "coral")), "paint"))
    body = curve([(x - w, top + 14), (x - w * 0.5, top + 2), (x + w * 0.5, top + 2), (x + w, top + 14), (x + w * 1.02, bottom - h), (x + w * 0.98, bottom - 8), (x, bottom + 4), (x - w * 0.98, bottom - 8), (x - w * 1.02, bottom - h)], closed=True)
    def creases(px: Floats, py: Floats) -> Floats:
        return 2.2 * np.sin((px - x) / 44 + py / 90)
    soft(scene, polygon(body), surface, 24, creases=creases)
    zip_line = curve([(x - w * 0.94, top + 26), (x, top + 15), (x + w * 0.94, top + 26)])
    scene.blend(stroke(zip_line, 10), np.clip(surface.base * 0.55, 0, 1))
    stitch(scene, zip_line, rgb("gold"), 6)
    stitch(scene, [(px, py + 12) for px, py in zip_line], np.clip(mix(surface.base, rgb("cream"), 0.6), 0, 1))
    px, py = zip_line[-3]
    tube(scene, [(px, py), (px + 8, py + 30)], 6, bare("leather", "hide"))
    scene.blend(ellipse(px, py, 6, 6), rgb("gold"))
    if look.family == "cloth":
        tag = rounded(x - w * 0.72, bottom - h * 0.72, x - w * 0.72 + 52, bottom - h * 0.72 + 30, 3)
        flat(scene, tag, bare("leather", "hide"))
        scene.blend(stroke([(x - w * 0.72 + 12, bottom - h * 0.72 + 15), (x - w * 0.72 + 40, bottom - h * 0.72 + 15)], 2.4), rgb("cocoa"))


@shape("film-cameras")
def film_camera(scene: Scene, look: Look, surface: Surface) -> None:
    """A camera from the front: plates, leather, lens, dials."""
    rng = scene.rng
    x, top, bottom, w = 320.0, 272.0, 466.0, 190.0
    scene.shadow(324, bottom + 6, w * 1.03, 26, 0.6)
    hide = bare("leather", "hide")
    hide.base = rgb(rng.choice(("black", "black", "cocoa", "brick", "forest", "charcoal")))
    hide.finish = "pebbled"
    body = rounded(x - w, top, x + w, bottom, 20)
    soft(scene, polygon(body), surface, 9)
    soft(scene, polygon([(x - w + 1, top + 50), (x + w - 1, top + 50), (x + w - 1, bottom - 24), (x - w + 1, bottom - 24)]), hide, 5)
    for y in (top + 50, bottom - 24):
        scene.blend(stroke([(x - w + 2, y), (x + w - 2, y)], 1.6), rgb("black"), 0.4)
    hump = [(x - 62, top + 4), (x - 42, top - 36), (x + 42, top - 36), (x + 62, top + 4)] if rng.random() < 0.6 else rounded(x - 120, top - 14, x + 84, top + 8, 6)
    soft(scene, polygon(hump), surface, 7)
    for cx, r, h in ((x - 140, 29, 20), (x + 112, 23, 16), (x + 160, 19, 24)):
        lathe(scene, cx, [(top - h, r - 2), (top - h + 4, r), (top + 3, r)], surface)
        scene.blend(ellipse(cx, top - h, r - 2, (r - 2) * TILT), np.clip(mix(surface.base, rgb("white"), 0.3), 0, 1))
    for rx in (x - 96, x + 98):
        window_ = rounded(rx - 19, top + 12, rx + 19, top + 36, 4)
        scene.blend(polygon(window_), rgb("black"))
        scene.blend(polygon(rounded(rx - 14, top + 15, rx - 2, top + 32, 3)), rgb("sky"), 0.5)
    lens_front(scene, x + 6, (top + bottom) / 2 + 14, 92 + 8 * look.size, surface)
    for side in (-1, 1):
        ring = ellipse_points(x + side * (w + 6), top + 34, 9, 9)
        tube(scene, [*ring, ring[0]], 2.6, plain("silver", "metal", "steel"))


def lens_front(scene: Scene, x: float, y: float, radius: float, surface: Surface) -> None:
    """Draw a lens from the front: rings, engraving and coated glass."""
    scene.wall_shadow(ellipse(x, y, radius, radius), 10, 14, 9)
    steel = plain("silver", "metal", "steel")
    for share, part in ((1.0, surface if surface.metal else steel), (0.92, plain("black", "paint")), (0.80, steel), (0.76, plain("black", "paint"))):
        soft(scene, ellipse(x, y, radius * share, radius * share), part, 5)
    marks = [[(x + radius * r * np.cos(a), y + radius * r * np.sin(a)) for r in (0.84, 0.89)] for a in np.linspace(0, 6.28, 26)]
    scene.blend(strokes(marks, 1.5), rgb("cream"), 0.75)
    inner = radius * 0.56
    glass = ellipse(x, y, inner, inner)
    px, py = glass.grid
    away = np.hypot(px - x, py - y) / inner
    tone = np.stack([0.10 + 0.14 * away, 0.10 + 0.08 * away + 0.1 * (1 - away), 0.17 + 0.26 * (1 - away)], axis=-1).astype(np.float32)
    scene.blend(glass, tone)
    scene.blend(stroke([(x + inner * np.cos(a), y + inner * np.sin(a)) for a in np.linspace(0, 6.3, 50)], 3), rgb("black"), 0.8)
    scene.blend(ellipse(x - inner * 0.34, y - inner * 0.38, inner * 0.26, inner * 0.17, -0.7), rgb("#b9d3ff"), 0.75)
    scene.blend(ellipse(x + inner * 0.30, y + inner * 0.36, inner * 0.16, inner * 0.10, -0.7), rgb("#c79ad6"), 0.55)
    scene.blend(ellipse(x - inner * 0.42, y - inner * 0.46, inner * 0.08, inner * 0.05, -0.7), rgb("white"), 0.9)


@shape("folding-cameras")
def folding_camera(scene: Scene, look: Look, surface: Surface) -> None:
    """A folding camera with its bellows out."""
    x, top, bottom, w = 322.0, 206.0, 486.0, 120.0
    scene.shadow(330, 520, 150, 40, 0.5)
    hide = surface if look.family == "hide" else bare("leather", "hide")
    if look.family != "hide":
        hide.base = rgb("black")
        hide.finish = "pebbled"
    metal = plain("silver", "metal", "steel") if look.family == "hide" else surface
    soft(scene, polygon(rounded(x - w, top, x + w, bottom, 24)), hide, 10)
    edge = rounded(x - w, top, x + w, bottom, 24)
    scene.blend(stroke([*edge, edge[0]], 4), metal.base, 0.9)
    box(scene, (0, 0, 0), (196, 8, 150), hide, yaw=-0.18, origin=(322, 524))
    for k in range(8):
        s = 1 - k * 0.062
        y = 352 + k * 9
        fold = rounded(x - 92 * s, y - 92 * s, x + 92 * s, y + 92 * s, 12)
        shade = 0.5 if k % 2 else 1.0
        scene.blend(polygon(fold), mix(rgb("black"), hide.base, 0.25) * (0.7 + 0.5 * shade))
    y = 352 + 72
    soft(scene, polygon(rounded(x - 56, y - 54, x + 56, y + 54, 16)), metal, 6)
    lens_front(scene, x, y, 46, metal)
    lathe(scene, x + 70, [(top - 14, 20), (top + 4, 21)], metal)
    soft(scene, polygon(rounded(x - 60, top - 30, x + 12, top + 2, 6)), metal, 5)
    scene.blend(polygon(rounded(x - 46, top - 24, x - 4, top - 6, 3)), rgb("black"))


@shape("lenses")
def lens(scene: Scene, look: Look, surface: Surface) -> None:
    """A lens standing on its mount, its rings knurled."""
    x, bottom = 320.0, 520.0
    high, wide = 140 + 110 * look.size, 86 + 8 * look.size
    top = bottom - high
    scene.shadow(x, bottom + 6, wide * 1.15, strength=0.55)
    black = plain("black", "paint", gloss=0.25)
    silver = plain("silver", "metal", "steel")
    lathe(scene, x, [(bottom - 16, wide * 0.84), (bottom, wide * 0.84)], silver)
    lathe(scene, x, [(bottom - high * 0.34, wide * 0.94), (bottom - 14, wide * 0.94)], surface)
    grip = plain(surface.base * 0.8 if surface.base.mean() > 0.4 else surface.base, "metal", "steel")
    grip.finish = "ribbed"
    lathe(scene, x, [(bottom - high * 0.62, wide), (bottom - high * 0.34, wide)], grip, smooth=False)
    lathe(scene, x, [(bottom - high * 0.70, wide * 0.93), (bottom - high * 0.62, wide * 0.93)], black)
    lathe(scene, x, [(top, wide * 0.98), (bottom - high * 0.70, wide * 0.96)], surface)
    for a in np.linspace(-1.1, 1.1, 9):
        px, py = x + wide * 0.95 * np.sin(a), bottom - high * 0.20 + wide * TILT * np.cos(a) * 0.95
        scene.blend(stroke([(px, py - 6), (px, py + 4)], 2), rgb("cream" if surface.base.mean() < 0.6 else "black"), 0.85)
    opening(scene, x, top, wide * 0.98, black, wall=12, depth=0.7, inside=rgb("black"))
    scene.blend(ellipse(x, top + 9, wide * 0.64, wide * 0.64 * TILT), rgb("#2b2740"))
    scene.blend(ellipse(x - wide * 0.2, top + 4, wide * 0.24, wide * 0.06), rgb("#a9c6f2"), 0.7)
    scene.blend(ellipse(x + wide * 0.22, top + 15, wide * 0.14, wide * 0.035), rgb("#c79ad6"), 0.6)


@shape("tripods")
def tripod(scene: Scene, look: Look, surface: Surface) -> None:
    """A tripod with a small camera on its head."""
    x, joint, bottom = 320.0, 246.0, 568.0
    scene.shadow(x, bottom - 6, 120, 26, 0.3)
    metal = plain("gold" if look.family == "wood" else "charcoal", "metal", "brass")
    for dx, dy in ((-104, -2), (100, -8), (10, 12)):
        for off in (-5, 5):
            tube(scene, [(x + off + dx * 0.06, joint), (x + off * 0.8 + dx * 0.62, joint + (bottom - joint) * 0.62)], 4.4, surface)
        tube(scene, [(x + dx * 0.55, joint + (bottom - joint) * 0.55), (x + dx, bottom + dy)], 5, surface)
        tube(scene, [(x + dx * 0.58 - 8, joint + (bottom - joint) * 0.60), (x + dx * 0.58 + 8, joint + (bottom - joint) * 0.60)], 4, metal)
    tube(scene, [(x, joint), (x, joint + 70)], 6, metal)
    lathe(scene, x, [(joint - 22, 25), (joint + 8, 30)], metal)
    tube(scene, [(x + 20, joint - 20), (x + 92, joint + 22)], 4.5, surface)
    lathe(scene, x, [(joint - 44, 20), (joint - 20, 14)], metal)
    soft(scene, polygon(rounded(x - 64, joint - 110, x + 64, joint - 42, 9)), plain("black", "hide"), 7)
    soft(scene, polygon(rounded(x - 64, joint - 112, x + 64, joint - 92, 6)), plain("silver", "metal", "steel"), 5)
    lens_front(scene, x, joint - 70, 33, plain("silver", "metal", "steel"))


@shape("light-meters")
def light_meter(scene: Scene, look: Look, surface: Surface) -> None:
    """A hand meter with cell, needle and dial, leaning back."""
    x, top, bottom, w = 320.0, 196.0, 512.0, 104.0
    scene.shadow(326, bottom + 4, w * 1.1, 24, 0.5)
    soft(scene, polygon(rounded(x - w, top, x + w, bottom, 26)), surface, 12)
    cell = rounded(x - 72, top + 22, x + 72, top + 84, 8)
    soft(scene, polygon(cell), plain("#e8e4d6", "glass", gloss=0.3), 6)
    for k in range(7):
        scene.blend(stroke([(x - 66 + 22 * k, top + 26), (x - 66 + 22 * k, top + 80)], 1.6), rgb("stone"), 0.5)
    scale = rounded(x - 74, top + 102, x + 74, top + 162, 8)
    scene.blend(polygon(scale), rgb("#f4efdf"))
    marks = [[(x + np.sin(a) * 96, top + 214 - np.cos(a) * 96), (x + np.sin(a) * 84, top + 214 - np.cos(a) * 84)] for a in np.linspace(-0.62, 0.62, 11)]
    scene.blend(strokes(marks, 2), rgb("black"))
    a = scene.rng.uniform(-0.4, 0.4)
    scene.blend(stroke([(x, top + 158), (x + np.sin(a) * 92 * 0.9, top + 210 - np.cos(a) * 96)], 2.4), rgb("brick"))
    cy = bottom - 78
    soft(scene, ellipse(x, cy, 70, 70), plain("charcoal", "metal", "steel"), 6)
    scene.blend(ellipse(x, cy, 58, 58), rgb("#f1ecdd"))
    ticks = [[(x + np.cos(t) * 54, cy + np.sin(t) * 54), (x + np.cos(t) * 44, cy + np.sin(t) * 44)] for t in np.linspace(0, 6.28, 28)]
    scene.blend(strokes(ticks, 1.8), rgb("black"), 0.85)
    soft(scene, ellipse(x, cy, 34, 34), surface, 5)
    scene.blend(polygon([(x - 6, cy - 28), (x + 6, cy - 28), (x, cy - 16)]), rgb("brick"))


@shape("camera-straps", "belts")
def strap(scene: Scene, look: Look, surface: Surface) -> None:
    """A strap or belt rolled into a spiral, its end with rings or a buckle."""
    belt = look.kind == "belts"
    x, y, high = 300.0, 470.0, 62.0 if belt else 46.0
    scene.shadow(320, 500, 150, 44, 0.5)
    steps = np.linspace(0, 6.28 * 3.1, 220)
    path = [(x + (20 + 5.6 * t) * np.cos(t + 1.2), y + (20 + 5.6 * t) * np.sin(t + 1.2) * 0.42) for t in steps]
    order = sorted(range(len(path) - 1), key=lambda k: path[k][1])
    top, low = np.clip(mix(surface.base, rgb("white"), 0.25), 0, 1), surface.base
    for k in order:
        (ax, ay), (bx, by) = path[k], path[k + 1]
        facing = (by - ay) / (np.hypot(bx - ax, by - ay) + 1e-6)
        inner = path[k][1] < y - 2
        light = (0.52 if inner else 0.80) - 0.25 * facing * (1 if not inner else -1)
        quad = [(ax, ay - high), (bx + 0.6, by - high), (bx + 0.6, by), (ax, ay)]
        scene.blend(polygon(quad), np.clip(low * light, 0, 1))
    for k in order:
        (ax, ay), (bx, by) = path[k], path[k + 1]
        scene.blend(stroke([(ax, ay - high), (bx, by - high)], 4.4, round_ends=False), top)
    front = [(px, py) for px, py in path[-70:] if py > y + 8]
    thread = np.clip(mix(surface.base, rgb("cream"), 0.65), 0, 1)
    if len(front) > 4:
        stitch(scene, [(px, py - high + 9) for px, py in front], thread, 8)
        stitch(scene, [(px, py - 8) for px, py in front], thread, 8)
    ex, ey = path[-1]
    end = [(ex, ey - high), (ex + 128, ey - high + 22), (ex + 128, ey + 22), (ex, ey)]
    flat(scene, end, surface, (0.1, 0.3, 0.9))
    stitch(scene, [(ex + 4, ey - high + 9), (ex + 122, ey - high + 30)], thread, 8)
    stitch(scene, [(ex + 4, ey - 8), (ex + 122, ey + 13)], thread, 8)
    metal = plain(scene.rng.choice(("gold", "silver")), "metal", "brass")
    cx, cy = ex + 134, ey - high / 2 + 22
    if belt:
        frame = rounded(cx - 8, cy - high * 0.72, cx + 50, cy + high * 0.72, 10)
        tube(scene, [*frame, frame[0]], 6, metal)
        tube(scene, [(cx, cy), (cx + 50, cy + 4)], 4, metal)
    else:
        ring = ellipse_points(cx + 14, cy + 2, 21, 21)
        tube(scene, [*ring, ring[0]], 4.5, metal)


