"""Pictures: size, sameness for a look, difference by type, colour and material; motion; sound."""

from __future__ import annotations

import io
import wave
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from shop.demo.catalogue_plan import plan_catalogue
from shop.demo.drawing.look import Look
from shop.demo.drawing.palette import HEX
from shop.demo.drawing.picture import FRAMES, SHAPES, draw, framed, scene_of
from shop.demo.drawing.scene import Scene
from shop.demo.drawing.studio import draw_all
from shop.demo.sounds import SOUNDS, sound_of

MUG = Look("mugs-001", "mugs", "stoneware", "clay", "indigo", "matt", "minimal", 28, 5)
PLANNED = plan_catalogue(3, 1280)


def _pixels(look: Look) -> np.ndarray:
    scene = scene_of(look)
    return np.asarray(framed(scene, scene.crop(), 96), np.float32)


def _differ(one: Look, other: Look) -> float:
    """Mean difference of two pictures, 0..255."""
    return float(np.abs(_pixels(one) - _pixels(other)).mean())


def test_picture_and_thumbnail_are_webp_of_the_stated_sizes() -> None:
    drawn = draw(MUG)
    for data, edge in ((drawn.picture, 640), (drawn.thumbnail, 320)):
        image = Image.open(io.BytesIO(data))
        assert image.format == "WEBP"
        assert image.size == (edge, edge)
    assert len(drawn.picture) < 80_000
    assert drawn.motion == b"" and drawn.sound == b""


def test_the_same_look_gives_the_same_bytes() -> None:
    assert draw(MUG) == draw(MUG)


def test_the_number_of_processes_changes_nothing() -> None:
    looks = [item.look for item in PLANNED[:44]]
    alone = [replace_motion(look) for look in looks]
    assert list(draw_all(alone, processes=2)) == list(draw_all(alone, processes=1))


def replace_motion(look: Look) -> Look:
    return replace(look, motion="", sound="")


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "ochre"},
        {"material": "terracotta", "colour": "terracotta"},
        {"finish": "banded"},
        {"finish": "dipped"},
        {"kind": "bowls"},
        {"seed": 6},
    ],
    ids=str,
)
def test_pictures_differ(change: dict[str, str]) -> None:
    assert _differ(MUG, replace(MUG, **change)) > 0.5


def test_a_thing_has_its_colour() -> None:
    for colour in ("indigo", "rust", "moss", "chalk"):
        middle = _pixels(replace(MUG, colour=colour))[40:70, 25:50].reshape(-1, 3).mean(axis=0)
        wanted = np.array([int(HEX[colour][k : k + 2], 16) for k in (0, 2, 4)], np.float32)
        hue, goal = middle - middle.mean(), wanted - wanted.mean()
        if np.abs(goal).max() > 12:
            assert hue @ goal / (np.linalg.norm(hue) * np.linalg.norm(goal)) > 0.9, colour


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_every_kind_draws_something_of_its_own(kind: str) -> None:
    look = next(item.look for item in PLANNED if item.look.kind == kind)
    scene = scene_of(look)
    empty = Scene(look.hue, look.seed, hour=scene.hour)
    changed = np.abs(scene.rgb - empty.rgb).max(axis=2) > 0.1
    assert 0.02 < changed.mean() < 0.8
    assert np.isfinite(scene.rgb).all()
    x0, y0, x1, y1 = scene.crop()
    assert x1 - x0 == y1 - y0 >= 430


def test_motion_moves_and_loops() -> None:
    look = next(item.look for item in PLANNED if item.look.motion == "pinwheel")
    film = Image.open(io.BytesIO(draw(look).motion))
    assert film.format == "WEBP" and film.n_frames == FRAMES and film.size == (320, 320)
    frames = []
    for number in (0, 4):
        film.seek(number)
        frames.append(np.asarray(film.convert("RGB"), np.float32))
    assert np.abs(frames[0] - frames[1]).mean() > 0.5


@pytest.mark.parametrize("name", sorted(SOUNDS))
def test_sounds_are_short_and_audible(name: str) -> None:
    data = sound_of(name, 4, 0.5)
    assert data == sound_of(name, 4, 0.5)
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getnchannels(), file.getframerate()) == (1, 22_050)
        assert 0.8 <= file.getnframes() / file.getframerate() <= 2
        tone = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
    assert 0.5 < np.abs(tone).max() < 0.95
    assert np.abs(tone[-20:]).max() < 0.05
