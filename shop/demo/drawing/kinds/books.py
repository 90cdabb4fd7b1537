"""Books, notebooks and albums."""

from __future__ import annotations

import numpy as np

from shop.demo.drawing.kinds.printing import motif, on, ornament, poly_on
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import ink_for, luminance, mix, rgb
from shop.demo.drawing.scene import (
    Point,
    Scene,
    ellipse,
    stroke,
    strokes,
)
from shop.demo.drawing.shapes import shape
from shop.demo.drawing.solids import box, flat, project, shaded, tube
from shop.demo.drawing.surfaces import Surface, plain


def standing_book(
    scene: Scene, surface: Surface, wide: float, high: float, thick: float
) -> list[Point]:
    """Draw a book standing open by a hand's breadth; return its front cover's corners."""
    origin, yaw = (318.0, 520.0), 0.42
    scene.shadow(330, 520, wide * 0.62, 24, 0.5)
    pages = plain("cream", "paper")
    box(scene, (0, 5, 0), (wide - 8, high - 10, thick - 6), pages, yaw=yaw, origin=origin)

    def at(x: float, y: float, z: float) -> Point:
        return project((x, y, z), yaw, *origin)

    w, d = wide / 2, thick / 2
    flat(
        scene,
        [at(-w, high, -d), at(w, high, -d), at(w, 0, -d), at(-w, 0, -d)],
        shaded(surface, 0.7),
    )
    box(scene, (1, 4, 0), (wide - 6, high - 8, thick - 5), pages, yaw=yaw, origin=origin)
    edge = [
        [at(w - 2, 4, -d + t), at(w - 2, high - 4, -d + t)]
        for t in np.linspace(4, thick - 5, max(4, int(thick / 3)))
    ]
    scene.blend(strokes(edge, 0.8), rgb("tan"), 0.5)
    front = [at(-w, high, d), at(w, high, d), at(w, 0, d), at(-w, 0, d)]
    flat(scene, front, surface, (-0.25, 0.2, 0.95), fade=0.05)
    scene.blend(
        stroke([front[0], front[1], front[2]], 1.6), mix(surface.base, rgb("white"), 0.5), 0.6
    )
    hinge = [at(-w + 13, high, d), at(-w + 13, 0, d)]
    scene.blend(stroke(hinge, 3), np.clip(surface.base * 0.6, 0, 1), 0.6)
    return front


@shape("field-guides", "cookery-books", "poetry", "novels")
def book(scene: Scene, look: Look, surface: Surface) -> None:
    """A bound book standing, its cover stamped in one ink."""
    sizes = {
        "field-guides": (180, 270, 44),
        "cookery-books": (250, 310, 46),
        "poetry": (170, 260, 20),
        "novels": (190, 290, 54),
    }
    wide, high, thick = sizes[look.kind]
    corners = standing_book(
        scene,
        surface,
        wide,
        high * (0.94 + 0.1 * scene.rng.random()),
        thick * (0.8 + 0.5 * look.size),
    )
    ink = rgb("gold") if scene.rng.random() < 0.4 else ink_for(surface.base)
    if abs(luminance(ink) - luminance(surface.base)) < 0.22:
        ink = ink_for(surface.base)
    if look.kind == "cookery-books":
        picture = rgb(scene.rng.choice(("rust", "ochre", "sage", "sky", "cream")))
        patch = poly_on(corners, [(0.16, 0.10), (0.93, 0.10), (0.93, 0.58), (0.16, 0.58)])
        scene.blend(patch, picture)
        for r, c in (
            (0.20, "white"),
            (0.15, scene.rng.choice(("brick", "mustard", "forest", "cocoa"))),
        ):
            scene.blend(
                poly_on(
                    corners,
                    [
                        (0.55 + r * 1.1 * np.cos(a), 0.34 + r * 0.86 * np.sin(a))
                        for a in np.linspace(0, 6.28, 40)
                    ],
                ),
                rgb(c),
            )
        ornament(scene, corners, ink, 9)
    else:
        ornament(
            scene,
            corners,
            ink,
            {
                "field-guides": scene.rng.choice((1, 5, 6)),
                "poetry": scene.rng.choice((2, 3, 4)),
                "novels": scene.rng.choice((0, 2, 3, 4)),
            }[look.kind],
        )


@shape("notebooks")
def notebook(scene: Scene, look: Look, surface: Surface) -> None:
    """A notebook lying with its ribbon, or a stack of two, and a pencil."""
    rng = scene.rng
    origin, yaw = (310.0, 470.0), -0.45
    scene.shadow(330, 480, 200, 70, 0.45)
    for k in range(rng.choice((1, 2))):
        y = 34 * k
        cover = (
            surface
            if k or rng.random() < 0.5
            else plain(rng.choice(("charcoal", "oat", "rust")), "cloth", "book cloth")
        )
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
        flat(
            scene,
            [at(-60, -90), at(40, -90), at(40, -40), at(-60, -40)],
            plain("cream", "paper"),
            (0, 1, 0),
        )
        scene.blend(stroke([at(-44, -72), at(24, -72)], 2.2), rgb("cocoa"))
        scene.blend(stroke([at(-44, -58), at(4, -58)], 1.6), rgb("cocoa"), 0.7)
    tube(
        scene,
        [(190, 540), (420, 566)],
        6,
        plain(rng.choice(("mustard", "forest", "ink", "coral")), "paint"),
    )
    flat(scene, [(190, 534), (190, 546), (166, 537)], plain("sand", "wood"))
    scene.blend(ellipse(169, 537.5, 3, 2), rgb("black"))


@shape("photo-albums")
def album(scene: Scene, look: Look, surface: Surface) -> None:
    """An album with a window in its cover."""
    corners = standing_book(scene, surface, 330, 270, 50 + 16 * look.size)
    scene.blend(
        poly_on(corners, [(0.30, 0.22), (0.80, 0.22), (0.80, 0.72), (0.30, 0.72)]), rgb("#efe9da")
    )
    grey = plain(scene.rng.choice(("smoke", "stone", "charcoal")), "paper")
    motif(scene, corners, grey, 0.335, 0.27, 0.765, 0.67)
    scene.blend(
        stroke(
            [
                on(corners, 0.30, 0.22),
                on(corners, 0.80, 0.22),
                on(corners, 0.80, 0.72),
                on(corners, 0.30, 0.72),
                on(corners, 0.30, 0.22),
            ],
            1.6,
        ),
        rgb("black"),
        0.35,
    )
    for v in (0.12, 0.88):
        px, py = on(corners, 0.06, v)
        scene.blend(ellipse(px, py, 6, 6), rgb("gold"))
