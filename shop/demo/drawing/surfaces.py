"""Surfaces: what a material looks like up close, as colour over surface coordinates.

`s` runs around or across and `t` down, both in pixels; `v` runs 0..1 from top to bottom.
Tiles of noise are made once a process from fixed seeds. Never imports Django.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import ndimage

from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import Floats, floats, ink_for, luminance, mix, raw, rgb

SIDE = 512


def _blur(noise: Floats, sigma: float | tuple[float, float]) -> Floats:
    soft = ndimage.gaussian_filter(noise, sigma, mode="wrap")
    return floats(soft / (np.abs(soft).max() + 1e-6))


@cache
def tile(name: str) -> Floats:
    """Return a seamless tile (512, 512) float32 around 0, -1..1."""
    noise = np.random.default_rng(sum(map(ord, name))).normal(0, 1, (SIDE, SIDE)).astype(np.float32)
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    turn = 2 * np.pi / SIDE
    if name == "mottle":
        return _blur(noise, 22) * 0.7 + _blur(noise, 5) * 0.3
    if name == "fine":
        return _blur(noise, 0.8)
    if name == "speckle":
        spots = _blur(noise, 1.15)
        return floats(np.clip((spots - 0.46) * 5, 0, 1))
    if name == "bubble":
        return floats(np.clip((_blur(noise, 2.2) - 0.5) * 5, 0, 1))
    if name == "brushed":
        return _blur(noise, (0.6, 26))
    if name == "hammer":
        return _blur(noise, 7.5)
    if name == "grain":
        warp = _blur(noise, (10, 90)) * 26 + _blur(noise, (4, 40)) * 5
        rings = np.sin((y + warp) * turn * 40) * 0.5 + np.sin((y + warp * 1.7) * turn * 17) * 0.35
        return floats(rings + _blur(noise, (0.6, 14)) * 0.6)
    if name == "weave":
        return floats(
            np.sin(x * turn * 128) * np.sin(y * turn * 128) * 0.6
            + _blur(noise, (0.6, 5)) * 0.5
            + _blur(noise, (5, 0.6)) * 0.5
        )
    if name == "knit":
        return floats(
            np.sin(y * turn * 64 + np.abs(np.sin(x * turn * 32)) * 2.4) * 0.8
            + _blur(noise, 1.2) * 0.4
        )
    if name == "hide":
        cells = np.abs(_blur(noise, 2.4)) ** 0.5
        return floats(cells - cells.mean() + _blur(noise, 16) * 0.25)
    if name == "cane":
        over = np.sign(np.sin(x * turn * 16) * np.sin(y * turn * 32))
        lump = np.abs(np.sin(x * turn * 16)) ** 0.5 * np.abs(np.sin(y * turn * 32)) ** 0.35
        return floats(lump * 1.5 - 1.0 + over * 0.13 + _blur(noise, (0.7, 9)) * 0.25)
    if name == "crackle":
        points = np.random.default_rng(3).uniform(0, SIDE, (150, 2))
        near = np.sort(
            np.stack(
                [
                    np.hypot((x - px + 256) % SIDE - 256, (y - py + 256) % SIDE - 256)
                    for px, py in points
                ]
            ),
            axis=0,
        )
        return floats(np.clip(1.6 - (near[1] - near[0]), 0, 1))
    raise KeyError(name)


def sample(name: str, s: Floats, t: Floats, dx: int = 0, dy: int = 0) -> Floats:
    """Read a tile at surface coordinates, wrapping."""
    s, t = np.broadcast_arrays(s, t)
    return floats(
        tile(name)[(t.astype(np.int32) + dy) & (SIDE - 1), (s.astype(np.int32) + dx) & (SIDE - 1)]
    )


@dataclass(slots=True)
class Surface:
    """A material as it takes light; `albedo` gives its colour over surface coordinates."""

    family: str
    material: str
    base: Floats
    second: Floats  # of bands, dips and stripes
    finish: str
    gloss: float  # strength of highlights
    sharp: float  # their exponent
    metal: float  # 0..1, how much it mirrors the room
    dx: int = 0
    dy: int = 0
    level: float = 0.45  # where a dip or a second tone begins
    pitch: float = 44.0  # px between stripes

    def albedo(self, s: Floats, t: Floats, v: Floats | None = None) -> Floats:
        """Colour (h, w, 3) at s, t (h, w) px; `v` 0..1 is the place from top to bottom."""
        s, t = np.broadcast_arrays(np.asarray(s, np.float32), np.asarray(t, np.float32))
        colour = np.empty((*s.shape, 3), np.float32)
        colour[:] = self.base
        share = self._pattern(s, t, floats(t / 300 if v is None else np.broadcast_to(v, s.shape)))
        if share is not None:
            colour += share[..., None] * (self.second - self.base)
        colour *= (1 + self._texture(s, t))[..., None]
        return colour

    def _texture(self, s: Floats, t: Floats) -> Floats:
        dx, dy = self.dx, self.dy
        if self.family == "clay":
            rough = sample("mottle", s, t, dx, dy) * 0.075 + sample("fine", s, t, dx, dy) * 0.02
            if self.finish == "speckled":
                rough = rough - sample("speckle", s, t, dy, dx) * 0.5
            elif self.finish == "crackled":
                rough = rough - sample("crackle", s, t, dx, dy) * 0.22
            return rough
        if self.family == "wood":
            if self.material == "cork":
                return (
                    sample("hide", s * 0.7, t * 0.7, dx, dy) * 0.22
                    - sample("speckle", s, t, dx, dy) * 0.3
                )
            strength = {"maple": 0.05, "beech": 0.06, "spruce": 0.08, "pear wood": 0.05}.get(
                self.material, 0.105
            )
            return sample("grain", s, t, dx, dy) * strength + sample("fine", s, t, dx, dy) * 0.02
        if self.family == "metal":
            if self.finish == "hammered":
                return sample("hammer", s, t, dx, dy) * 0.20
            strength = 0.012 if self.finish == "polished" else 0.05
            return sample("brushed", s, t, dx, dy) * strength
        if self.family == "paint":
            rough = sample("fine", s, t, dx, dy) * 0.018
            return (
                rough - sample("speckle", s, t, dx, dy) * 0.45
                if self.finish == "speckled"
                else rough
            )
        if self.family == "cloth":
            name = "knit" if self.material in {"wool", "merino", "felt"} else "weave"
            strength = {"silk": 0.025, "ripstop nylon": 0.035, "book cloth": 0.05}.get(
                self.material, 0.085
            )
            return sample(name, s, t, dx, dy) * strength + sample("mottle", s, t, dx, dy) * 0.03
        if self.family == "hide":
            strength = 0.16 if self.finish == "pebbled" else 0.09
            return sample("hide", s, t, dx, dy) * strength + sample("mottle", s, t, dx, dy) * 0.06
        if self.family == "cane":
            return sample("cane", s, t, dx, dy) * 0.26
        if self.family == "glass":
            return sample("bubble", s, t, dx, dy) * (0.18 if self.finish == "bubbled" else 0.0)
        return sample("fine", s, t, dx, dy) * 0.016 + sample("mottle", s, t, dx, dy) * 0.012

    def _pattern(self, s: Floats, t: Floats, v: Floats) -> Floats | None:
        """Share 0..1 of the second colour."""
        pitch, finish = self.pitch, self.finish
        if finish == "dipped":
            edge = (
                self.level
                + 0.035 * np.sin(s / 37 + self.dx)
                + 0.02 * sample("mottle", s, t, self.dx, 0)
            )
            return _step(v - edge, 0.006)
        if finish == "two-tone":
            return _step(v - self.level, 0.006)
        if finish == "banded":
            near = np.minimum(
                np.abs(v - 0.20), np.minimum(np.abs(v - 0.27) + 0.006, np.abs(v - 0.80))
            )
            return _step(0.017 - near, 0.005)
        if finish == "striped":
            return _step(np.abs(((s / pitch) % 1) - 0.5) - 0.36, 0.04) * 0.9
        if finish == "checked":
            across = _step(np.abs(((s / pitch) % 1) - 0.5) - 0.25, 0.05)
            down = _step(np.abs(((t / pitch) % 1) - 0.5) - 0.25, 0.05)
            return (across + down) * 0.42
        if finish == "herringbone":
            lean = np.abs(((s / 34) % 1) - 0.5) * 34
            return _step(np.sin((t + lean * 2) * 0.42), 0.5) * 0.45
        if finish == "dotted":
            row = np.floor(t / pitch * 1.25)
            x = ((s / pitch * 1.25 + 0.5 * (row % 2)) % 1) - 0.5
            y = ((t / pitch * 1.25) % 1) - 0.5
            return _step(0.17 - np.hypot(x, y), 0.05) * 0.92
        if finish == "sprigged" or finish == "embroidered":
            return _sprigs(s, t, pitch * 1.7)
        if finish == "marbled":
            wave = (
                sample("mottle", s, t, self.dx, self.dy) * 5
                + sample("mottle", s * 2, t * 2, self.dy, 0) * 2
            )
            return _step(np.abs(np.sin(wave * 3)) - 0.72, 0.22)
        if finish == "carved":
            return (
                _step(np.sin(v * np.pi * 2 * 9) - 0.86, 0.06)
                * _step(0.16 - np.abs(v - 0.4), 0.01)
                * 0.8
            )
        return None

    def relief(self, theta: Floats, v: Floats) -> Floats | None:
        """How the normal turns sideways over an angle (fluted and ribbed ware), or None."""
        if self.finish == "fluted":
            return floats(np.cos(theta * 17) * 0.42 * np.clip((v - 0.12) * 14, 0, 1))
        if self.finish == "ribbed":
            return floats(np.cos(theta * 22) * 0.38)
        return None


def _step(x: Floats, soft: float) -> Floats:
    return floats(np.clip(x / soft * 0.5 + 0.5, 0, 1))


def _sprigs(s: Floats, t: Floats, pitch: float) -> Floats:
    """Small leaves on stems in a half-drop repeat."""
    column = np.floor(s / pitch)
    x = ((s / pitch) % 1 - 0.5) * 2
    y = (((t / pitch / 1.4) + 0.5 * (column % 2)) % 1 - 0.5) * 2
    stem = _step(0.035 - np.abs(x - 0.12 * np.sin(y * 2.2)), 0.03) * _step(0.72 - np.abs(y), 0.05)
    share = stem
    for k in range(4):
        cy, side = -0.45 + 0.3 * k, 1 if k % 2 else -1
        dx, dy = x - side * 0.22 - 0.12 * np.sin(cy * 2.2), y - cy + 0.08
        a, b = dx * 0.8 - side * dy * 0.6, side * dx * 0.6 + dy * 0.8
        share = np.maximum(share, _step(1 - np.hypot(a / 0.21, b / 0.085), 0.25))
    return share * 0.85


GLOSS: dict[str, tuple[float, float, float]] = {
    "clay": (0.34, 46, 0.0),
    "wood": (0.10, 14, 0.0),
    "metal": (0.75, 60, 1.0),
    "paint": (0.42, 60, 0.0),
    "glass": (0.9, 90, 0.0),
    "cloth": (0.02, 6, 0.0),
    "hide": (0.17, 18, 0.0),
    "paper": (0.03, 8, 0.0),
    "cane": (0.07, 10, 0.0),
    "wax": (0.16, 16, 0.0),
    "care": (0.10, 18, 0.0),
    "larder": (0.06, 12, 0.0),
}
MATT = {"matt", "unglazed", "powder-coated", "brushed"}
STAINS = {
    "black",
    "white",
    "forest",
    "brick",
    "ink",
    "sage",
    "sky",
    "coral",
    "mustard",
    "indigo",
    "lilac",
    "cream",
}


def surface_of(look: Look) -> Surface:
    """Return the surface that a look's material, colour and finish make."""
    rng = random.Random(look.seed ^ 0x5EED)
    gloss, sharp, metal = GLOSS[look.family]
    base = rgb(look.colour)
    bare = raw(look.material)
    if look.family == "wood":
        base = mix(bare, base, 0.78 if look.colour in STAINS else 0.30)
    elif look.family == "cane":
        base = mix(bare, base, 0.5)
    elif look.family == "metal":
        base = mix(
            bare,
            base,
            0.72 if look.colour in {"black", "charcoal", "ink", "forest", "brick"} else 0.35,
        )
        if look.finish == "polished":
            gloss, sharp = 0.95, 110
        if look.material == "cast iron":
            metal, gloss = 0.25, 0.25
        elif luminance(base) < 0.3:
            metal = 0.55
    elif look.material == "aluminium" and look.colour == "silver":
        metal = 0.9
    if look.finish in MATT:
        gloss *= 0.45
        sharp *= 0.5
    if look.material == "silk":
        gloss, sharp = 0.25, 10
    return Surface(
        family=look.family,
        material=look.material,
        base=base,
        second=_second(look, base, bare),
        finish=look.finish,
        gloss=gloss,
        sharp=sharp,
        metal=metal,
        dx=rng.randrange(SIDE),
        dy=rng.randrange(SIDE),
        level=rng.uniform(0.36, 0.62),
        pitch=rng.choice((34.0, 44.0, 58.0)),
    )


def _second(look: Look, base: Floats, bare: Floats) -> Floats:
    """Return what the base is combined with in bands, dips and stripes."""
    if look.finish in {"dipped", "two-tone"} and look.family == "clay":
        return (
            bare if abs(luminance(bare) - luminance(base)) > 0.08 else mix(base, rgb("cream"), 0.65)
        )
    if look.finish == "two-tone" and look.family in {"wood", "paint"}:
        return rgb("cream") if luminance(base) < 0.55 else mix(rgb("cocoa"), base, 0.2)
    if look.finish == "carved":
        return base * 0.6
    if look.family in {"cloth", "hide", "cane"}:
        return (
            mix(rgb("cream"), base, 0.15) if luminance(base) < 0.62 else mix(rgb("ink"), base, 0.35)
        )
    return mix(ink_for(base), base, 0.12)


def plain(
    colour: Floats | str, family: str = "paint", material: str = "", gloss: float | None = None
) -> Surface:
    """Return an undecorated surface, for parts that are the same on every product."""
    base = rgb(colour) if isinstance(colour, str) else colour
    shine, sharp, metal = GLOSS[family]
    return Surface(
        family, material, base, base, "", shine if gloss is None else gloss, sharp, metal, 37, 211
    )


def bare(material: str, family: str = "wood") -> Surface:
    """Return a material left in its own colour."""
    return plain(raw(material), family, material)
