"""Paper goods: notebooks, books, prints, cards, letters, albums, calendars, film, puzzles."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, ink_for, luminance, mix, rgb, tint
from shop.demo.drawing.scene import Patch, Point, Scene, curve, ellipse, ellipse_points, polygon, rounded, stroke, strokes
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import TILT, box, flat, lathe, project, shaded, soft, tube, varied
from shop.demo.drawing.surfaces import Surface, bare, plain


def standing_book(scene: Scene, surface: Surface, wide: float, high: float, thick: float) -> list[Point]:
    """Draw a book standing open by a hand's breadth; return its front cover's corners."""
    origin, yaw = (318.0, 520.0), 0.42
    scene.shadow(330, 520, wide * 0.62, 24, 0.5)
    pages = plain("cream", "paper")
    box(scene, (0, 5, 0), (wide - 8, high - 10, thick - 6), pages, yaw=yaw, origin=origin)
    def at(x: float, y: float, z: float) -> Point:
        return project((x, y, z), yaw, *origin)
    w, d = wide / 2, thick / 2
    flat(scene, [at(-w, high, -d), at(w, high, -d), at(w, 0, -d), at(-w, 0, -d)], shaded(surface, 0.7))
    box(scene, (1, 4, 0), (wide - 6, high - 8, thick - 5), pages, yaw=yaw, origin=origin)
    edge = [[at(w - 2, 4, -d + t), at(w - 2, high - 4, -d + t)] for t in np.linspace(4, thick - 5, max(4, int(thick / 3)))]
    scene.blend(strokes(edge, 0.8), rgb("tan"), 0.5)
    front = [at(-w, high, d), at(w, high, d), at(w, 0, d), at(-w, 0, d)]
    flat(scene, front, surface, (-0.25, 0.2, 0.95), fade=0.05)
    scene.blend(stroke([front[0], front[1], front[2]], 1.6), mix(surface.base, rgb("white"), 0.5), 0.6)
    hinge = [at(-w + 13, high, d), at(-w + 13, 0, d)]
    scene.blend(stroke(hinge, 3), np.clip(surface.base * 0.6, 0, 1), 0.6)
    return front


def on(corners: list[Point], u: float, v: float) -> Point:
    """Return the point at (u, v) in 0..1 on a parallelogram (top left, top right, …)."""
    (ax, ay), (bx, by), _, (dx, dy) = corners
    return ax + (bx - ax) * u + (dx - ax) * v, ay + (by - ay) * u + (dy - ay) * v


def poly_on(corners: list[Point], points: list[Point]) -> Patch:
    """Mask of a polygon given in 0..1 on a parallelogram."""
    return polygon([on(corners, u, v) for u, v in points])


def ornament(scene: Scene, corners: list[Point], ink: Floats, form: int) -> None:
    """Stamp a small drawing and a title on a cover."""
    rng = scene.rng
    def dot(u: float, v: float, r: float) -> Patch:
        return poly_on(corners, [(u + r * np.cos(a), v + r * 0.72 * np.sin(a)) for a in np.linspace(0, 6.28, 40)])
    if form == 0:
        scene.blend(dot(0.54, 0.40, 0.17), ink, 0.9)
        scene.blend(poly_on(corners, [(0.2, 0.60), (0.42, 0.44), (0.62, 0.58), (0.74, 0.50), (0.90, 0.62), (0.2, 0.62)]), ink, 0.9)
    elif form == 1:
        for k in range(5):
            v = 0.60 - 0.08 * k
            for side in (-1, 1):
                leaf = [(0.54 + side * (0.02 + 0.17 * np.sin(t) ** 1.0), v - 0.09 * t / 3.14 + 0.035 * np.sin(2 * t)) for t in np.linspace(0, 3.14, 14)]
                scene.blend(poly_on(corners, leaf + [(0.54, v - 0.06)]), ink, 0.85)
        scene.blend(stroke([on(corners, 0.54, 0.66), on(corners, 0.54, 0.18)], 2.4), ink)
    elif form == 2:
        for k in range(4):
            line = [on(corners, 0.2 + 0.68 * t, 0.34 + 0.075 * k + 0.02 * np.sin(t * 9 + k)) for t in np.linspace(0, 1, 24)]
            scene.blend(stroke(line, 3), ink, 0.9)
        scene.blend(dot(0.66, 0.24, 0.07), ink)
    elif form == 3:
        box_ = [(0.18, 0.10), (0.92, 0.10), (0.92, 0.90), (0.18, 0.90)]
        line = [on(corners, u, v) for u, v in box_]
        scene.blend(stroke([*line, line[0]], 2.2), ink, 0.9)
        scene.blend(dot(0.55, 0.36, 0.10), ink)
    else:
        for k in range(9):
            u, v = rng.uniform(0.25, 0.85), rng.uniform(0.18, 0.58)
            scene.blend(dot(u, v, rng.uniform(0.02, 0.06)), ink, 0.85)
    for k, (share, thick) in enumerate(((0.46, 6.0), (0.34, 6.0), (0.22, 2.2))):
        v = 0.72 + 0.065 * k
        scene.blend(stroke([on(corners, 0.55 - share / 2, v), on(corners, 0.55 + share / 2, v)], thick), ink, 0.85)


@shape("field-guides", "cookery-books", "poetry", "novels")
def book(scene: Scene, look: Look, surface: Surface) -> None:
    """A bound book standing, its cover stamped in one ink."""
    sizes = {"field-guides": (180, 270, 44), "cookery-books": (250, 310, 46), "poetry": (170, 260, 20), "novels": (190, 290, 54)}
    wide, high, thick = sizes[look.kind]
    corners = standing_book(scene, surface, wide, high * (0.94 + 0.1 * scene.rng.random()), thick * (0.8 + 0.5 * look.size))
    ink = rgb("gold") if scene.rng.random() < 0.4 else ink_for(surface.base)
    if look.kind == "cookery-books":
        picture = rgb(scene.rng.choice(("rust", "ochre", "sage", "sky", "cream")))
        patch = poly_on(corners, [(0.16, 0.10), (0.93, 0.10), (0.93, 0.58), (0.16, 0.58)])
        scene.blend(patch, picture)
        for r, c in ((0.20, "white"), (0.15, scene.rng.choice(("brick", "mustard", "forest", "cocoa")))):
            scene.blend(poly_on(corners, [(0.55 + r * 1.1 * np.cos(a), 0.34 + r * 0.86 * np.sin(a)) for a in np.linspace(0, 6.28, 40)]), rgb(c))
        ornament(scene, corners, ink, 9)
    else:
        ornament(scene, corners, ink, {"field-guides": 1, "poetry": scene.rng.choice((2, 3, 4)), "novels": scene.rng.choice((0, 2, 3, 4))}[look.kind])


@shape("notebooks")
def notebook(scene: Scene, look: Look, surface: Surface) -> None:
    """A notebook lying with its ribbon, or a stack of two, and a pencil."""
    rng = scene.rng
    origin, yaw = (310.0, 470.0), -0.45
    scene.shadow(330, 480, 200, 70, 0.45)
    for k in range(rng.choice((1, 2))):
        y = 34 * k
        cover = surface if k or rng.random() < 0.5 else plain(rng.choice(("charcoal", "oat", "rust")), "cloth", "book cloth")
        if k == 0:
            cover = surface
        turn = yaw + 0.10 * k
        box(scene, (0, y, 0), (230, 5, 310), cover, yaw=turn, origin=origin)
        box(scene, (0, y + 5, 0), (224, 20, 304), plain("cream", "paper"), yaw=turn, origin=origin)
        box(scene, (0, y + 25, 0), (230, 5, 310), cover, yaw=turn, origin=origin)
    def at(x: float, z: float) -> Point:
        return project((x, y + 30, z), turn, *origin)
    elastic = plain("black" if surface.base.mean() > 0.4 else "brick", "cloth")
    if rng.random() < 0.6:
        tube(scene, [at(84, -154), at(84, 154)], 3.2, elastic)
    if rng.random() < 0.5:
        flat(scene, [at(-60, -90), at(40, -90), at(40, -40), at(-60, -40)], plain("cream", "paper"), (0, 1, 0))
        scene.blend(stroke([at(-44, -72), at(24, -72)], 2.2), rgb("cocoa"))
        scene.blend(stroke([at(-44, -58), at(4, -58)], 1.6), rgb("cocoa"), 0.7)
    tube(scene, [(190, 540), (420, 566)], 6, plain(rng.choice(("mustard", "forest", "ink", "coral")), "paint"))
    flat(scene, [(190, 534), (190, 546), (166, 537)], plain("sand", "wood"))
    scene.blend(ellipse(169, 537.5, 3, 2), rgb("black"))


@shape("letter-sets")
def letter_set(scene: Scene, look: Look, surface: Surface) -> None:
    """A written sheet behind its envelope with a seal, lightly askew."""
    rng = scene.rng
    scene.shadow(330, 512, 190, 40, 0.4)

    def card(x: float, y: float, w: float, h: float, lean: float, paper: Surface) -> list[Point]:
        c, s = np.cos(lean), np.sin(lean)
        unit = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        corners = [(x + u * w * c - v * h * s, y + u * w * s + v * h * c) for u, v in unit]
        scene.wall_shadow(polygon(corners), 6, 9, 8)
        flat(scene, corners, paper, (0, 0.4, 0.9), fade=0.05)
        return corners

    pale = plain(mix(surface.base, rgb("white"), 0.62), "paper")
    page = card(300, 322, 128, 172, rng.uniform(-0.14, -0.04), pale)
    rows = ((0.12, 0.34), (0.24, 0.76), (0.31, 0.70), (0.38, 0.74), (0.45, 0.5))
    lines = [[on(page, 0.12, v), on(page, 0.12 + u, v)] for v, u in rows]
    scene.blend(strokes(lines, 2), rgb("ink"), 0.5)
    cover = card(350, 420, 172, 108, rng.uniform(0.03, 0.12), shaded(pale, 0.97))
    for side in (0.0, 1.0):
        fold = [on(cover, side, 0), on(cover, 0.5, 0.56), on(cover, side, 1)]
        flat(scene, fold, shaded(pale, 0.93), (0, 0.4, 0.9))
    flap = [on(cover, 0, 0), on(cover, 0.5, 0.64), on(cover, 1, 0)]
    scene.wall_shadow(polygon(flap), 2, 5, 4)
    flat(scene, flap, surface, (0, 0.4, 0.9))
    scene.blend(stroke(flap, 1.4), np.clip(surface.base * 0.6, 0, 1), 0.5)
    x, y = on(cover, 0.5, 0.60)
    soft(scene, ellipse(x, y, 24, 22), plain(rng.choice(("brick", "forest", "ink", "gold")), "wax"), 6)
    scene.blend(ellipse(x, y, 13, 12), rgb("black"), 0.12)


@shape("desk-calendars")
def calendar(scene: Scene, look: Look, surface: Surface) -> None:
    """A month on a card in a slotted block of wood."""
    rng = scene.rng
    origin, yaw = (320.0, 520.0), -0.34
    scene.shadow(330, 522, 150, 34)
    def at(x: float, y: float, z: float = 0.0) -> Point:
        return project((x, y, z), yaw, *origin)
    box(scene, (0, 0, -26), (250, 34, 44), bare("oak"), yaw=yaw, origin=origin)
    corners = [at(-112, 320, -30), at(112, 320, -30), at(112, 24), at(-112, 24)]
    scene.wall_shadow(polygon(corners), 9, 6, 7)
    flat(scene, corners, plain("white", "paper"), (-0.2, 0.3, 0.9), fade=0.04)
    scene.blend(poly_on(corners, [(0, 0), (1, 0), (1, 0.46), (0, 0.46)]), surface.base)
    motif(scene, corners, surface, 0.04, 0.03, 0.96, 0.44)
    for row in range(5):
        for column in range(7):
            u, v = 0.12 + 0.127 * column, 0.60 + 0.078 * row
            scene.blend(poly_on(corners, rounded(u - 0.02, v - 0.012, u + 0.022, v + 0.014, 0.008)), rgb("charcoal") if column < 5 else rgb("brick"), 0.75)
    scene.blend(stroke([on(corners, 0.1, 0.525), on(corners, 0.42, 0.525)], 5), rgb("charcoal"))
    box(scene, (0, 0, 14), (250, 34, 30), bare("oak"), yaw=yaw, origin=origin)


def motif(scene: Scene, corners: list[Point], surface: Surface, u0: float, v0: float, u1: float, v1: float) -> None:
    """Print a landscape in a few flat inks inside a part of a sheet."""
    rng = scene.rng
    base = surface.base
    dark, light = mix(base, rgb("ink"), 0.62), mix(base, rgb("cream"), 0.72)
    other = rgb(rng.choice(("mustard", "coral", "rust", "sage", "sky", "cream")))
    def put(points: list[Point], colour: Floats, share: float = 1.0) -> None:
        scene.blend(poly_on(corners, [(u0 + (u1 - u0) * min(1, max(0, u)), v0 + (v1 - v0) * min(1, max(0, v))) for u, v in points]), colour, share)
    put([(0, 0), (1, 0), (1, 1), (0, 1)], light)
    sun = (rng.uniform(0.25, 0.75), rng.uniform(0.22, 0.4))
    r = rng.uniform(0.09, 0.17)
    aspect = abs((u1 - u0) * np.hypot(corners[1][0] - corners[0][0], corners[1][1] - corners[0][1]) / ((v1 - v0) * np.hypot(corners[3][0] - corners[0][0], corners[3][1] - corners[0][1]) + 1e-6))
    form = rng.randrange(4)
    if form < 3:
        put([(sun[0] + r * np.cos(a), sun[1] + r * aspect * np.sin(a)) for a in np.linspace(0, 6.28, 40)], other)
    if form == 0:
        for k in range(3):
            level, phase = 0.48 + 0.17 * k, rng.uniform(0, 6)
            ridge = [(t, level + 0.09 * np.sin(t * (5 + k) + phase) + 0.04 * np.sin(t * 13 + phase)) for t in np.linspace(0, 1, 40)]
            put([*ridge, (1, 1), (0, 1)], mix(light, dark, 0.35 + 0.3 * k))
    elif form == 1:
        put([(0, 0.62), (1, 0.62), (1, 1), (0, 1)], mix(base, dark, 0.3))
        for k in range(6):
            v = 0.68 + 0.05 * k
            x = rng.uniform(0.05, 0.5)
            put([(x, v), (x + rng.uniform(0.2, 0.45), v), (x + 0.3, v + 0.012), (x, v + 0.012)], light, 0.8)
        bx = rng.uniform(0.35, 0.6)
        put([(bx - 0.14, 0.60), (bx + 0.14, 0.60), (bx + 0.09, 0.68), (bx - 0.09, 0.68)], dark)
        put([(bx, 0.30), (bx + 0.13, 0.57), (bx, 0.57)], rgb("cream"))
        put([(bx - 0.02, 0.34), (bx - 0.10, 0.57), (bx - 0.02, 0.57)], other)
    elif form == 2:
        for k in range(9):
            x = 0.06 + 0.11 * k + rng.uniform(-0.02, 0.02)
            w = rng.uniform(0.012, 0.03)
            put([(x - w, 0.08), (x + w, 0.02), (x + w * 1.2, 1), (x - w * 1.2, 1)], mix(light, dark, rng.uniform(0.4, 1)))
        put([(0, 0.86), (1, 0.80), (1, 1), (0, 1)], dark)
    else:
        for k in range(3):
            cx, cy, s = 0.27 + 0.24 * k, 0.60 + 0.05 * (k % 2), 0.14
            body = [(cx + s * (0.55 + 0.45 * np.sin(a / 2) ** 2) * np.sin(a), cy - s * 1.5 * aspect * 0.8 * np.cos(a) * (0.9 if np.cos(a) > 0 else 0.75)) for a in np.linspace(0, 6.28, 40)]
            put(body, mix(base, other, 0.3 * k))
            put([(cx - 0.008, cy - s * 1.2 * aspect), (cx + 0.008, cy - s * 1.2 * aspect), (cx + 0.02, cy - s * 1.6 * aspect), (cx + 0.008, cy - s * 1.6 * aspect)], dark)
        put([(0, 0.80), (1, 0.80), (1, 1), (0, 1)], mix(base, dark, 0.5))


def sheet(scene: Scene, wide: float, high: float, paper: Surface) -> list[Point]:
    """Hang a sheet by two clips; return its corners."""
    x, y = 320.0, 312.0
    corners = [(x - wide, y - high), (x + wide, y - high), (x + wide, y + high), (x - wide, y + high)]
    scene.wall_shadow(polygon(corners), 10, 15, 11)
    flat(scene, corners, paper, (-0.1, 0.1, 1), fade=0.05)
    curl = polygon([(x + wide - 34, y + high), (x + wide, y + high - 26), (x + wide, y + high)])
    scene.blend(curl, rgb("black"), 0.06)
    return corners


@shape("linocuts", "botanical-prints", "maps")
def print_(scene: Scene, look: Look, surface: Surface) -> None:
    """A framed or hanging print, drawn in the product's own ink."""
    rng = scene.rng
    tall = 232.0 if look.size > 0.5 else 214.0
    wide = {"linocuts": tall * 0.76, "botanical-prints": tall * 0.74, "maps": tall * 0.86}[look.kind]
    if rng.random() < 0.55:
        frame = bare(rng.choice(("oak", "walnut", "ash")))
        outer = [(320 - wide - 15, 312 - tall - 15), (320 + wide + 15, 312 - tall - 15), (320 + wide + 15, 312 + tall + 15), (320 - wide - 15, 312 + tall + 15)]
        scene.wall_shadow(polygon(outer), 14, 20, 13)
        soft(scene, polygon(outer), frame, 6)
    corners = sheet(scene, wide, tall, plain("#f3eee1", "paper"))
    if luminance(surface.base) > 0.66:  # pale inks would not show on paper
        surface = varied(surface, base=mix(surface.base, rgb("cocoa"), 0.55))
    if look.kind == "linocuts":
        motif(scene, corners, surface, 0.11, 0.09, 0.89, 0.80)
        scene.blend(stroke([on(corners, 0.12, 0.86), on(corners, 0.2, 0.86)], 1.5), rgb("smoke"))
        scene.blend(stroke([on(corners, 0.72, 0.86), on(corners, 0.88, 0.86)], 1.5), rgb("smoke"))
    elif look.kind == "maps":
        contour_map(scene, corners, surface)
    else:
        botanical(scene, corners, surface, look.name)


def contour_map(scene: Scene, corners: list[Point], surface: Surface) -> None:
    """Print an island of contours, a river and a grid."""
    rng = scene.rng
    scene.blend(poly_on(corners, [(0.06, 0.05), (0.94, 0.05), (0.94, 0.86), (0.06, 0.86)]), mix(rgb("sky"), rgb("cream"), 0.55))
    phases = [rng.uniform(0, 6.28) for _ in range(4)]
    cx, cy = rng.uniform(0.42, 0.58), rng.uniform(0.38, 0.52)
    for k in range(8):
        grow = 1 - k / 8.6
        ring = []
        for a in np.linspace(0, 6.28, 80):
            r = grow * (0.33 + 0.05 * np.sin(2 * a + phases[0]) + 0.035 * np.sin(3 * a + phases[1]) + 0.02 * np.sin(5 * a + phases[2] + k * 0.3))
            ring.append((cx + 0.04 * (1 - grow) + r * 0.98 * np.cos(a), cy + r * np.sin(a) * 0.95))
        land = mix(rgb("cream"), surface.base, 0.16 + 0.10 * k)
        scene.blend(poly_on(corners, ring), land)
        line = [on(corners, u, v) for u, v in ring]
        scene.blend(stroke([*line, line[0]], 1.2 if k else 2.4), mix(surface.base, rgb("cocoa"), 0.4), 0.8)
    river = [on(corners, cx + t * 0.34 + 0.03 * np.sin(t * 14), cy + t * 0.30 + 0.02 * np.sin(t * 9)) for t in np.linspace(0.1, 0.98, 30)]
    scene.blend(stroke(river, 3.2), rgb("#5d93b5"))
    for _ in range(5):
        u, v = cx + rng.uniform(-0.2, 0.2), cy + rng.uniform(-0.2, 0.2)
        px, py = on(corners, u, v)
        scene.blend(ellipse(px, py, 4, 4), rgb("brick"))
    frame = [on(corners, u, v) for u, v in ((0.06, 0.05), (0.94, 0.05), (0.94, 0.86), (0.06, 0.86))]
    scene.blend(stroke([*frame, frame[0]], 2), rgb("cocoa"), 0.8)
    scene.blend(stroke([on(corners, 0.32, 0.92), on(corners, 0.68, 0.92)], 5), rgb("cocoa"), 0.85)


def botanical(scene: Scene, corners: list[Point], surface: Surface, name: str) -> None:
    """Print one plant: stem, leaves by its name, and a caption."""
    rng = scene.rng
    green = surface.base
    stem = curve([on(corners, 0.46, 0.82), on(corners, 0.50, 0.5), on(corners, 0.53, 0.12)])
    scene.blend(stroke(stem, 3), mix(green, rgb("cocoa"), 0.4))
    fan = name in {"Ginkgo", "Clover", "Poppy", "Magnolia"}
    narrow = name in {"Fern", "Willow", "Olive", "Bamboo"}
    count = 13 if narrow else 7
    for k in range(count):
        x, y = stem[int((0.12 + 0.86 * k / count) * (len(stem) - 1))]
        side = 1 if k % 2 else -1
        long = (76 if narrow else 64) * (1 - 0.45 * k / count)
        turn = side * (0.75 if narrow else 0.55) - np.pi / 2 + side * 0.35
        tone = mix(green, rgb("white"), rng.uniform(0, 0.25))
        if fan:
            tip = [(x + np.cos(turn) * 14 + long * 0.8 * np.cos(turn + b), y + np.sin(turn) * 14 + long * 0.8 * np.sin(turn + b)) for b in np.linspace(-0.75, 0.75, 14)]
            scene.blend(polygon([(x, y), *tip]), tone)
        else:
            wide = long * (0.11 if narrow else 0.26)
            cx, cy = x + np.cos(turn) * long * 0.55, y + np.sin(turn) * long * 0.55
            scene.blend(ellipse(cx, cy, long * 0.55, wide, turn), tone)
            scene.blend(stroke([(x, y), (x + np.cos(turn) * long, y + np.sin(turn) * long)], 1.2), mix(green, rgb("cream"), 0.6), 0.8)
    if name in {"Poppy", "Magnolia", "Clover"}:
        px, py = stem[-1]
        for a in np.linspace(0, 6.28, 6)[:-1]:
            scene.blend(ellipse(px + 22 * np.cos(a), py + 20 * np.sin(a), 26, 20, a), rgb({"Poppy": "coral", "Magnolia": "blush"}.get(name, "rose")), 0.9)
        scene.blend(ellipse(px, py, 10, 9), rgb("ochre"))
    scene.blend(stroke([on(corners, 0.36, 0.91), on(corners, 0.64, 0.91)], 4.5), rgb("cocoa"), 0.85)
    scene.blend(stroke([on(corners, 0.42, 0.945), on(corners, 0.58, 0.945)], 2), rgb("cocoa"), 0.6)


@shape("postcards", "playing-cards")
def cards(scene: Scene, look: Look, surface: Surface) -> None:
    """A fan of cards, before their box."""
    rng = scene.rng
    big = look.kind == "postcards"
    w, h = (112, 80) if big else (62, 92)
    scene.shadow(330, 486, 190, 54, 0.4)
    if not big:
        box(scene, (0, 0, 0), (126, 180, 40), surface, yaw=-0.4, origin=(210, 500))
        corners = [project((x, y, 20.5), -0.4, 210, 500) for x, y in ((-63, 180), (63, 180), (63, 0), (-63, 0))]
        ornament(scene, corners, ink_for(surface.base), rng.randrange(4))
    count = 3 if big else 5
    for k in range(count):
        t = (k - (count - 1) / 2) * (0.22 if big else 0.26)
        cx, cy = (310 + 40 * (k - 1), 400 - 14 * (k % 2)) if big else (400 + 44 * (k - 2), 400 + 5 * (k - 2) ** 2)
        c, s = np.cos(t), np.sin(t)
        corners = [(cx + u * w * c - v * h * s, cy + u * w * s + v * h * c) for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
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
            points = [(u + size * 1.1 * np.sin(a) ** 3, v - size * 0.72 * (0.81 * np.cos(a) - 0.31 * np.cos(2 * a) - 0.12 * np.cos(3 * a))) for a in np.linspace(0, 6.28, 30)]
        elif number % 4 == 2:
            points = [(u + size * 0.95 * np.cos(a) * (0.7 + 0.3 * np.cos(3 * a + 1.57)), v + size * 0.72 * np.sin(a) * (0.7 + 0.3 * np.cos(3 * a + 1.57))) for a in np.linspace(0, 6.28, 40)]
        else:
            points = [(u + size * np.cos(a), v + size * 0.68 * np.sin(a)) for a in np.linspace(0, 6.28, 30)]
        scene.blend(poly_on(corners, points), ink)


@shape("photo-albums")
def album(scene: Scene, look: Look, surface: Surface) -> None:
    """An album with a window in its cover."""
    corners = standing_book(scene, surface, 330, 270, 50 + 16 * look.size)
    scene.blend(poly_on(corners, [(0.30, 0.22), (0.80, 0.22), (0.80, 0.72), (0.30, 0.72)]), rgb("#efe9da"))
    grey = plain(scene.rng.choice(("smoke", "stone", "charcoal")), "paper")
    motif(scene, corners, grey, 0.335, 0.27, 0.765, 0.67)
    scene.blend(stroke([on(corners, 0.30, 0.22), on(corners, 0.80, 0.22), on(corners, 0.80, 0.72), on(corners, 0.30, 0.72), on(corners, 0.30, 0.22)], 1.6), rgb("black"), 0.35)
    for v in (0.12, 0.88):
        px, py = on(corners, 0.06, v)
        scene.blend(ellipse(px, py, 6, 6), rgb("gold"))


@shape("film-rolls")
def film_roll(scene: Scene, look: Look, surface: Surface) -> None:
    """A box of film and its cartridge with a tongue of film."""
    rng = scene.rng
    scene.shadow(240, 506, 96, 30)
    corners_of = project
    box(scene, (0, 0, 0), (120, 210, 90), surface, yaw=-0.5, origin=(232, 500))
    front = [corners_of((x, y, 45.5), -0.5, 232, 500) for x, y in ((-60, 210), (60, 210), (60, 0), (-60, 0))]
    ink = ink_for(surface.base)
    scene.blend(poly_on(front, [(0, 0.12), (1, 0.12), (1, 0.34), (0, 0.34)]), rgb(rng.choice(("coral", "mustard", "sky", "cream", "black"))))
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
    segments = {"0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd", "6": "afgedc", "8": "abcdefg", "9": "abcdfg"}
    spot = {"a": ((0, 0), (1, 0)), "b": ((1, 0), (1, 0.5)), "c": ((1, 0.5), (1, 1)), "d": ((0, 1), (1, 1)), "e": ((0, 0.5), (0, 1)), "f": ((0, 0), (0, 0.5)), "g": ((0, 0.5), (1, 0.5))}
    step = 0.86 / max(3, len(text))
    for place, digit in enumerate(text):
        for segment in segments.get(digit, ""):
            (ax, ay), (bx, by) = spot[segment]
            u = 0.10 + place * step
            scene.blend(stroke([on(corners, u + ax * step * 0.66, 0.48 + ay * 0.22), on(corners, u + bx * step * 0.66, 0.48 + by * 0.22)], 6), ink)
    scene.blend(stroke([on(corners, 0.10, 0.82), on(corners, 0.62, 0.82)], 3), ink, 0.8)


@shape("jigsaw-puzzles")
def jigsaw(scene: Scene, look: Look, surface: Surface) -> None:
    """A puzzle's box behind, pieces of its picture before it."""
    rng = scene.rng
    scene.shadow(320, 470, 190, 40)
    box(scene, (0, 0, -60), (330, 270, 60), surface, yaw=-0.3, origin=(310, 470))
    corners = [project((x, y, -29.5), -0.3, 310, 470) for x, y in ((-165, 270), (165, 270), (165, 0), (-165, 0))]
    motif(scene, corners, surface, 0.06, 0.06, 0.94, 0.78)
    scene.blend(stroke([on(corners, 0.3, 0.88), on(corners, 0.7, 0.88)], 6), ink_for(surface.base), 0.9)
    for k in range(7):
        x, y, a = 150 + 56 * k + rng.uniform(-12, 12), 520 + rng.uniform(-14, 22), rng.uniform(-0.6, 0.6)
        colour = mix(surface.base, rgb(rng.choice(("cream", "ink", "mustard", "coral"))), rng.uniform(0.2, 0.7))
        piece = puzzle_piece(x, y, 19, a)
        scene.wall_shadow(polygon(piece), 2, 5, 3)
        soft(scene, polygon(piece), plain(colour, "paper"), 3)


def puzzle_piece(x: float, y: float, size: float, turn: float) -> list[Point]:
    """Outline of a piece with knobs and sockets, lying on the table."""
    outline: list[Point] = []
    for side in range(4):
        knob = 1 if side % 2 else -1
        edge = [(-1, -1), (-0.25, -1), (-0.36, -1 - 0.34 * knob), (0, -1 - 0.55 * knob), (0.36, -1 - 0.34 * knob), (0.25, -1)]
        for u, v in edge:
            a = side * np.pi / 2 + turn
            outline.append((x + size * (u * np.cos(a) - v * np.sin(a)), y + size * 0.62 * (u * np.sin(a) + v * np.cos(a))))
    return outline

