"""Draws one look: the picture at two sizes, its frames of motion and its sound.

Never imports Django; runs in drawing processes.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from shop.demo.drawing import PICTURE_PX, kinds  # noqa: F401 - registers every shape
from shop.demo.drawing.look import Drawn, Look
from shop.demo.drawing.scene import Scene
from shop.demo.drawing.shapes import SHAPES
from shop.demo.drawing.surfaces import surface_of
from shop.demo.sounds import sound_of

FRAMES, FRAME_MS = 8, 120
AT_DUSK = {40}  # hues of departments whose things shine
LARGE, SMALL = PICTURE_PX


def scene_of(look: Look, phase: float = 0.0) -> Scene:
    """Draw a look on its ground; `phase` in radians moves what can move."""
    scene = Scene(look.hue, look.seed, phase, "dusk" if look.hue in AT_DUSK else "day")
    SHAPES[look.kind](scene, look, surface_of(look))
    return scene


def framed(scene: Scene, crop: tuple[int, int, int, int], edge: int) -> Image.Image:
    """Return the picture cut to `crop`, `edge` px square."""
    return scene.image(*crop).resize((edge, edge), Image.Resampling.BICUBIC)


def _webp(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=1)
    return out.getvalue()


def _motion(look: Look, crop: tuple[int, int, int, int]) -> bytes:
    """Return one turn of what moves, as an animated WebP that loops."""
    phases = np.linspace(0, 2 * np.pi, FRAMES, endpoint=False)
    first, *rest = [framed(scene_of(look, float(phase)), crop, SMALL) for phase in phases]
    out = io.BytesIO()
    first.save(
        out,
        "WEBP",
        save_all=True,
        append_images=rest,
        duration=FRAME_MS,
        loop=0,
        quality=72,
        method=0,
        kmin=0,
        kmax=1,  # whole frames: differences of soft light would show their edges
    )
    return out.getvalue()


def draw(look: Look) -> Drawn:
    """Return all files of a look; the same look gives the same bytes."""
    scene = scene_of(look)
    crop = scene.crop()
    image = framed(scene, crop, LARGE)
    return Drawn(
        sku=look.sku,
        picture=_webp(image, 82),
        thumbnail=_webp(image.reduce(LARGE // SMALL), 80),
        motion=_motion(look, crop) if look.motion else b"",
        sound=sound_of(look.sound, look.seed, look.size) if look.sound else b"",
    )
