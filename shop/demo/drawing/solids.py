"""Solids in soft light: turned forms, boxes, tubes, soft shapes and flat faces.

One camera (slightly above, turned a little to the right side) and one light (upper left) for all.
Normals are x right, y up, z to the viewer. Never imports Django.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scipy.interpolate import PchipInterpolator

from shop.demo.drawing.palette import Floats, floats, mix, rgb
from shop.demo.drawing.scene import (
    EDGE,
    FINE,
    HIGH,
    Patch,
    Point,
    Scene,
    ellipse,
    polygon,
    stroke,
    strokes,
)
from shop.demo.drawing.surfaces import Surface

TILT = 0.30  # height of a level circle beside its width: sine of the camera's pitch
PITCH = float(np.arcsin(TILT))
LIGHT = np.array([-0.52, 0.62, 0.59], np.float32)
HALF = LIGHT + np.array([0, 0.15, 1.0], np.float32)
HALF = HALF / np.linalg.norm(HALF)
P3 = tuple[float, float, float]


def lit(nx: Floats, ny: Floats, nz: Floats, surface: Surface, albedo: Floats) -> Floats:
    """Return colour (h, w, 3) of an albedo under the light, for unit normals (h, w)."""
    facing = nx * LIGHT[0] + ny * LIGHT[1] + nz * LIGHT[2]
    diffuse = 0.40 + 0.72 * np.clip(facing * 0.86 + 0.14, 0, 1)
    if surface.metal:
        mirror = 0.62 + 0.42 * np.sin(nx * 5.2 + 2.6) * (0.6 + 0.4 * nz) + 0.30 * ny
        streak = (
            np.exp(-(((nx + 0.42) / 0.15) ** 2)) * 0.55 - np.exp(-(((nx - 0.05) / 0.2) ** 2)) * 0.22
        )
        diffuse = (
            diffuse + surface.metal * (np.clip(mirror + streak, 0.1, 1.7) * 0.95 - diffuse) * 0.78
        )
    shine = np.clip(nx * HALF[0] + ny * HALF[1] + nz * HALF[2], 0, 1) ** surface.sharp
    colour = albedo * diffuse[..., None]
    bounce = np.clip(-ny * 0.5 + 0.1, 0, 1) * 0.10
    colour += bounce[..., None] * albedo
    colour += (shine * surface.gloss)[..., None] * (1.0 - 0.25 * colour)
    return floats(np.clip(colour, 0, 1.08))


def lathe(
    scene: Scene,
    x: float,
    profile: Sequence[Point],
    surface: Surface,
    *,
    smooth: bool = True,
    glass: bool = False,
    lean: float = TILT,
    glow: Floats | None = None,
) -> Patch:
    """Draw a turned form about the vertical line `x`.

    `profile` is (y, radius) from top to bottom. `glow` lights it from within. Returns its mask.
    """
    ys, radii = _dense(profile, smooth)
    patch = _turned_mask(x, ys, radii, lean)
    px, py = patch.grid
    row = np.broadcast_to(py, patch.alpha.shape)
    y = row
    for _ in range(3):
        radius = np.maximum(np.interp(y, ys, radii).astype(np.float32), 0.5)
        u = np.clip((px - x) / radius, -0.999, 0.999)
        y = np.clip(row - lean * radius * np.sqrt(1 - u * u), ys[0], ys[-1])
    slopes = np.gradient(radii, ys)
    slope = np.interp(y, ys, np.clip(slopes, -6, 6)).astype(np.float32)
    theta = np.arcsin(u)
    v = (y - ys[0]) / (ys[-1] - ys[0])
    turned = surface.relief(theta, v)
    angle = theta if turned is None else theta + turned
    nx, nz, ny = np.sin(angle), np.cos(angle), slope
    length = np.sqrt(1 + ny * ny)
    nx, ny, nz = nx / length, ny / length, nz / length
    if surface.finish == "hammered":
        nx = nx + surface._texture(theta * 120, y) * 0.9
    albedo = surface.albedo(theta * max(radii) * 1.05 + 600, y + 300, v)
    if glow is not None:
        warm = floats(0.62 + 0.5 * np.sqrt(np.clip(1 - u * u, 0, 1)))
        scene.blend(patch, np.clip(albedo * 0.30 + (glow * warm[..., None]) * 0.80, 0, 1.0))
        return patch
    colour = lit(nx, ny, nz, surface, albedo)
    colour *= (1 - 0.22 * np.clip((v - 0.80) / 0.2, 0, 1))[..., None]
    if glass:
        edge = floats(np.abs(u) ** 3)
        patch_alpha = patch.alpha
        body = Patch(patch_alpha * (0.20 + 0.55 * edge), patch.x, patch.y)
        scene.blend(body, np.clip(albedo * (0.92 - 0.25 * edge)[..., None], 0, 1))
        for at, wide, share in ((-0.62, 0.10, 0.75), (-0.40, 0.035, 0.35), (0.74, 0.05, 0.35)):
            line: Floats = np.exp(-(((u - at) / wide) ** 2)) * np.clip(
                np.minimum(v - 0.06, 0.93 - v) * 9, 0, 1
            )
            scene.blend(
                Patch((patch_alpha * line * share).astype(np.float32), patch.x, patch.y),
                rgb("#ffffff"),
            )
    else:
        scene.blend(patch, colour)
    return patch


def _dense(profile: Sequence[Point], smooth: bool) -> tuple[Floats, Floats]:
    """Fill in a profile every two pixels, with a monotone curve when smooth."""
    ys = np.array([p[0] for p in profile], np.float64)
    ys = np.maximum.accumulate(ys) + np.arange(len(ys)) * 1e-3
    rs = np.array([p[1] for p in profile], np.float64)
    at = np.linspace(ys[0], ys[-1], max(8, int((ys[-1] - ys[0]) / 2)))
    curved = smooth and len(ys) > 2
    dense = PchipInterpolator(ys, rs)(at) if curved else np.interp(at, ys, rs)
    return at.astype(np.float32), np.maximum(dense, 0.5).astype(np.float32)


def _turned_mask(x: float, ys: Floats, radii: Floats, lean: float) -> Patch:
    widest = float(radii.max())
    x0, x1 = max(0, int(x - widest) - 2), min(EDGE, int(x + widest) + 3)
    y0 = max(0, int(float((ys - radii * lean).min())) - 2)
    y1 = min(HIGH, int(float((ys + radii * lean).max())) + 3)
    image = Image.new("L", (FINE * (x1 - x0), FINE * (y1 - y0)))
    pen = ImageDraw.Draw(image)
    right = [
        (FINE * (x + r - x0), FINE * (y - y0))
        for y, r in zip(ys.tolist(), radii.tolist(), strict=True)
    ]
    left = [
        (FINE * (x - r - x0), FINE * (y - y0))
        for y, r in zip(ys.tolist(), radii.tolist(), strict=True)
    ]
    pen.polygon(right + left[::-1], fill=255)
    steps = max(1, len(ys) // 40)
    for index in [*range(0, len(ys), steps), len(ys) - 1]:
        y, r = float(ys[index]), float(radii[index])
        pen.ellipse(
            (
                FINE * (x - r - x0),
                FINE * (y - r * lean - y0),
                FINE * (x + r - x0),
                FINE * (y + r * lean - y0),
            ),
            fill=255,
        )
    return Patch(np.asarray(image.reduce(FINE), np.float32) / np.float32(255), x0, y0)


def opening(
    scene: Scene,
    x: float,
    y: float,
    radius: float,
    surface: Surface,
    *,
    wall: float = 5.0,
    depth: float = 0.5,
    liquid: Floats | None = None,
    level: float = 0.3,
    inside: Floats | None = None,
) -> None:
    """Draw the rim and the inside of an open vessel; `level` 0..1 is how deep the liquid stands."""
    rim = (
        mix(surface.base, rgb("#ffffff"), 0.28)
        if surface.finish != "dipped"
        else surface.base * 1.04
    )
    scene.blend(ellipse(x, y, radius, radius * TILT), np.clip(rim, 0, 1))
    rx = max(1.0, radius - wall)
    hole = ellipse(x, y + wall * 0.12, rx, max(1.0, (radius - wall) * TILT))
    px, py = hole.grid
    across, down = (px - x) / rx, (py - y) / (rx * TILT)
    shade = np.clip(
        0.62 + 0.22 * across + 0.20 * down * (1 - depth) - 0.34 * depth * (0.5 - 0.5 * down),
        0.12,
        1.05,
    )
    inner = surface.base if inside is None else inside
    scene.blend(hole, inner * shade[..., None])
    if liquid is not None:
        drop = radius * TILT * level
        pool = ellipse(x, y + drop, rx * (1 - 0.10 * level), rx * TILT * (1 - 0.10 * level))
        # The near wall hides what lies below the rim.
        inside_alpha = overlap(pool, hole)
        px, py = pool.grid
        sheen = np.clip(0.9 + 0.25 * (py - y - drop) / (rx * TILT) - 0.10 * (px - x) / rx, 0.6, 1.3)
        scene.blend(Patch(inside_alpha, pool.x, pool.y), np.clip(liquid * sheen[..., None], 0, 1))


def overlap(one: Patch, other: Patch) -> Floats:
    """Mask of `one` where `other` is too."""
    whole = np.zeros((HIGH, EDGE), np.float32)
    h, w = other.alpha.shape
    whole[other.y : other.y + h, other.x : other.x + w] = other.alpha
    h, w = one.alpha.shape
    return one.alpha * whole[one.y : one.y + h, one.x : one.x + w]


def project(point: P3, yaw: float = -0.5, x: float = 320, y: float = 500) -> Point:
    """Project a point (right, up, towards the viewer) in px onto the picture."""
    px, py, pz = point
    c, s = np.cos(yaw), np.sin(yaw)
    right, near = px * c - pz * s, px * s + pz * c
    return x + right, y - py * float(np.cos(PITCH)) + near * TILT


def turn(normal: P3, yaw: float) -> P3:
    """Turn a normal with the scene."""
    c, s = float(np.cos(yaw)), float(np.sin(yaw))
    return normal[0] * c - normal[2] * s, normal[1], normal[0] * s + normal[2] * c


def flat(
    scene: Scene,
    points: Sequence[Point],
    surface: Surface,
    normal: P3 = (0, 0.25, 0.97),
    *,
    holes: Sequence[Sequence[Point]] = (),
    along: Point | None = None,
    fade: float = 0.10,
) -> Patch:
    """Draw a flat polygon; texture runs along `along` (default: its first edge)."""
    patch = polygon(points, *holes)
    px, py = patch.grid
    if along is None:
        along = (points[1][0] - points[0][0], points[1][1] - points[0][1])
    length = float(np.hypot(*along)) or 1.0
    ux, uy = along[0] / length, along[1] / length
    s = (px - points[0][0]) * ux + (py - points[0][1]) * uy
    t = -(px - points[0][0]) * uy + (py - points[0][1]) * ux
    low, high = min(p[1] for p in points), max(p[1] for p in points)
    down = np.broadcast_to((py - low) / max(1.0, high - low), patch.alpha.shape)
    albedo = surface.albedo(s + 900, t + 900, _depth(px, py, points, normal, down))
    ones = np.ones(patch.alpha.shape, np.float32)
    size = float(np.linalg.norm(normal)) or 1.0
    nx, ny, nz = (ones * np.float32(part / size) for part in normal)
    bend = floats((px - 320) / 900 + 0 * py)
    quiet = varied(surface, gloss=surface.gloss * 0.35)
    colour = lit(floats(nx + bend * surface.metal), ny, nz, quiet, albedo)
    colour *= (1.03 - fade * down)[..., None]
    scene.blend(patch, np.clip(colour, 0, 1.05))
    return patch


def _depth(px: Floats, py: Floats, points: Sequence[Point], normal: P3, down: Floats) -> Floats:
    """Return 0..1 from a face's first edge to its foot, along which bands and dips are laid.

    A level face is all top; a leaning quadrangle is measured square to its first edge, so that a
    band runs along the edge instead of across the picture.
    """
    if len(points) != 4:
        return down
    if abs(normal[1]) > 0.8 * float(np.linalg.norm(normal)):
        return np.zeros_like(down)
    (x0, y0), (x1, y1) = points[0], points[1]
    length = float(np.hypot(x1 - x0, y1 - y0)) or 1.0
    away = np.abs(((px - x0) * (y1 - y0) - (py - y0) * (x1 - x0)) / length)
    foot = max(abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / length for x, y in points[2:])
    return np.clip(away / max(1.0, foot), 0, 1).astype(np.float32)


def box(
    scene: Scene,
    centre: P3,
    size: P3,
    surface: Surface,
    *,
    yaw: float = -0.5,
    origin: Point = (320, 500),
    grain: str = "x",
    top: Surface | None = None,
    front: Surface | None = None,
) -> None:
    """Draw an upright box: `centre` is the middle of its base, `size` is (wide, high, deep)."""
    cx, cy, cz = centre
    w, h, d = size[0] / 2, size[1], size[2] / 2

    def at(px: float, py: float, pz: float) -> Point:
        return project((cx + px, cy + py, cz + pz), yaw, *origin)

    side = -1 if yaw < 0 else 1  # the side turned to the viewer
    faces: list[tuple[list[Point], P3, Surface]] = [
        ([at(-w, h, d), at(w, h, d), at(w, h, -d), at(-w, h, -d)], (0, 1, 0), top or surface),
        (
            [at(side * w, h, d), at(side * w, h, -d), at(side * w, 0, -d), at(side * w, 0, d)],
            (side, 0, 0),
            surface,
        ),
        ([at(-w, h, d), at(w, h, d), at(w, 0, d), at(-w, 0, d)], (0, 0, 1), front or surface),
    ]
    for points, normal, face in faces:
        upright = grain == "y" and normal[1] == 0
        along = (points[3][0] - points[0][0], points[3][1] - points[0][1]) if upright else None
        flat(scene, points, face, turn(normal, yaw), along=along)
    for line in ([at(-w, h, d), at(w, h, d)], [at(side * w, h, d), at(side * w, 0, d)]):
        scene.blend(stroke(line, 0.8), mix(surface.base, rgb("#ffffff"), 0.55), 0.40)


def tube(scene: Scene, points: Sequence[Point], radius: float, surface: Surface) -> Patch:
    """Draw a bent rod through points."""
    patch = stroke(points, radius * 2)
    base = surface.base
    scene.blend(patch, base * (0.56 if not surface.metal else 0.45))
    shift = radius * 0.22
    moved = [(x - shift, y - shift) for x, y in points]
    scene.blend(stroke(moved, radius * 1.35), base * 0.88, 0.9)
    bright = [(x - radius * 0.36, y - radius * 0.36) for x, y in points]
    light = mix(base, rgb("#ffffff"), min(0.85, 0.20 + surface.gloss * 0.8))
    scene.blend(stroke(bright, radius * 0.5), light, 0.75)
    return patch


def soft(
    scene: Scene,
    patch: Patch,
    surface: Surface,
    height: float = 26.0,
    *,
    creases: Callable[[Floats, Floats], Floats] | None = None,
    spin: float = 0.0,
) -> None:
    """Round a flat silhouette as if stuffed or carved, `height` px being the reach of the edge.

    `creases(x, y)` adds to the height; `spin` turns the texture, in radians.
    """
    pad = int(height) + 2
    image = Image.fromarray((np.pad(patch.alpha, pad) * 255).astype(np.uint8))
    wide = image.filter(ImageFilter.BoxBlur(height)).filter(ImageFilter.BoxBlur(height * 0.5))
    near = image.filter(ImageFilter.BoxBlur(max(1.0, height * 0.25)))
    hills = (np.asarray(wide, np.float32) * 1.5 + np.asarray(near, np.float32) * 0.35)[
        pad:-pad, pad:-pad
    ] / 255
    hills = hills * height
    px, py = patch.grid
    if creases is not None:
        hills = hills + creases(px, py).astype(np.float32)
    down, right = np.gradient(hills)
    length = np.sqrt(1 + right**2 + down**2)
    c, s = np.float32(np.cos(spin)), np.float32(np.sin(spin))
    across, along = px * c + py * s, -px * s + py * c
    spread = (along - along.min()) / max(1.0, float(along.max() - along.min()))
    albedo = surface.albedo(across + 700, along + 700, spread)
    scene.blend(
        patch, np.clip(lit(-right / length, down / length, 1 / length, surface, albedo), 0, 1.05)
    )


def varied(surface: Surface, **changes: object) -> Surface:
    """Return a copy of a surface with some of its fields changed."""
    fields = {name: getattr(surface, name) for name in surface.__slots__}
    return Surface(**{**fields, **changes})


def shaded(surface: Surface, share: float) -> Surface:
    """Return a surface made darker (below 1) or lighter (above)."""
    return varied(
        surface,
        base=np.clip(surface.base * share, 0, 1),
        second=np.clip(surface.second * share, 0, 1),
    )


def stitch(scene: Scene, points: Sequence[Point], colour: Floats, gap: float = 9.0) -> None:
    """Sew a dashed line through points."""
    given = np.array(points, float)
    lengths = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(given, axis=0).T))])
    at = np.arange(gap * 0.5, lengths[-1], gap)

    def where(distance: float) -> Point:
        return float(np.interp(distance, lengths, given[:, 0])), float(
            np.interp(distance, lengths, given[:, 1])
        )

    dashes = [[where(d - gap * 0.28), where(d + gap * 0.28)] for d in at]
    if dashes:
        scene.blend(
            strokes([[(x + 0.8, y + 1.2) for x, y in dash] for dash in dashes], 2.0),
            rgb("#1a1410"),
            0.35,
        )
        scene.blend(strokes(dashes, 1.7), colour, 0.95)
