"""Short sounds made from sines and noise: strings, bars, bells, drums, clocks, water, fire.

Plucked strings follow Karplus and Strong (1983). Mono, 22,050 Hz, 16 bit, at most 1.6 s. Never
imports Django.
"""

from __future__ import annotations

import io
import wave
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import signal

RATE = 22_050
Wave = NDArray[np.float64]
Dice = np.random.Generator


def _time(seconds: float) -> Wave:
    return np.arange(int(RATE * seconds)) / RATE


def _bar(pitch: float, seconds: float, partials: tuple[tuple[float, float, float], ...]) -> Wave:
    """Sum decaying partials (ratio, strength, decay in seconds) of a struck body."""
    t = _time(seconds)
    parts = [a * np.exp(-t / d) * np.sin(2 * np.pi * pitch * r * t) for r, a, d in partials]
    return np.asarray(np.sum(parts, axis=0), np.float64)


def _pluck(pitch: float, seconds: float, dice: Dice) -> Wave:
    """Karplus-Strong: noise in a loop that loses its brightness."""
    period = max(2, round(RATE / pitch))
    burst = np.zeros(int(RATE * seconds))
    burst[:period] = dice.uniform(-1, 1, period)
    feedback = np.zeros(period + 2)
    feedback[0], feedback[period], feedback[period + 1] = 1, -0.498, -0.498
    return np.asarray(signal.lfilter([1.0], feedback, burst))


def _sequence(notes: list[tuple[float, Wave]], seconds: float) -> Wave:
    """Lay waves at their start times."""
    out = np.zeros(int(RATE * seconds))
    for start, note in notes:
        first = int(start * RATE)
        part = note[: max(0, len(out) - first)]
        out[first : first + len(part)] += part
    return out


def _noise(seconds: float, low: float, high: float, dice: Dice) -> Wave:
    band = signal.butter(2, [low, high], "bandpass", fs=RATE, output="sos")
    return np.asarray(signal.sosfilt(band, dice.normal(0, 1, int(RATE * seconds))))


def _guitar(pitch: float, dice: Dice) -> Wave:
    chord = (1.0, 1.26, 1.5, 2.0)
    return _sequence(
        [(0.09 * k, _pluck(pitch * 147 * r, 1.5, dice)) for k, r in enumerate(chord)], 1.6
    )


def _ukulele(pitch: float, dice: Dice) -> Wave:
    chord = (1.5, 1.0, 1.26, 1.68)
    return _sequence(
        [(0.07 * k, _pluck(pitch * 262 * r, 1.0, dice)) for k, r in enumerate(chord)], 1.3
    )


def _kalimba(pitch: float, dice: Dice) -> Wave:
    parts = ((1.0, 1.0, 0.45), (5.4, 0.22, 0.06), (2.0, 0.12, 0.2))
    tune = dice.permutation([1.0, 1.125, 1.25, 1.5, 1.667])[:4]
    return _sequence(
        [(0.24 * k, _bar(330 * pitch * r, 0.9, parts)) for k, r in enumerate(tune)], 1.5
    )


def _drum(pitch: float, dice: Dice) -> Wave:
    t = _time(0.6)
    low = np.sin(2 * np.pi * (72 * pitch * t + 6 * np.exp(-t * 28))) * np.exp(-t / 0.14)
    slap = _noise(0.25, 400, 2400, dice) * np.exp(-_time(0.25) / 0.03)
    return _sequence(
        [(0, low), (0, slap * 0.2), (0.38, low * 0.7), (0.57, slap * 0.5), (0.76, low)], 1.4
    )


def _flute(pitch: float, dice: Dice) -> Wave:
    t = _time(1.4)
    step = np.where(t < 0.6, 1.0, 1.125) * 523 * pitch
    angle = 2 * np.pi * np.cumsum(step * (1 + 0.004 * np.sin(2 * np.pi * 5 * t))) / RATE
    tone = np.sin(angle) + 0.28 * np.sin(2 * angle) + 0.08 * np.sin(3 * angle)
    swell = np.minimum(1, t / 0.08) * np.minimum(1, (1.4 - t) / 0.25)
    return np.asarray((tone + 0.10 * _noise(1.4, 800, 5000, dice)) * swell, np.float64)


def _singing(pitch: float, dice: Dice) -> Wave:
    return _bar(
        190 * pitch,
        1.6,
        ((1.0, 1.0, 1.6), (1.006, 0.8, 1.6), (2.76, 0.5, 0.9), (5.2, 0.22, 0.4), (8.2, 0.08, 0.2)),
    )


def _musicbox(pitch: float, dice: Dice) -> Wave:
    parts = ((1.0, 1.0, 0.4), (3.0, 0.25, 0.12), (6.3, 0.10, 0.05))
    tune = (1.0, 1.25, 1.5, 2.0, 1.5, 1.25)
    return _sequence(
        [(0.21 * k, _bar(880 * pitch * r, 0.8, parts)) for k, r in enumerate(tune)], 1.6
    )


def _knock(pitch: float, dice: Dice) -> Wave:
    return _bar(1900 * pitch, 0.08, ((1.0, 1.0, 0.008), (1.7, 0.6, 0.005), (0.31, 0.8, 0.015)))


def _tick(pitch: float, dice: Dice) -> Wave:
    soft, loud = _knock(pitch, dice) * 0.6, _knock(pitch * 1.2, dice)
    return _sequence([(0.1, loud), (0.6, soft), (1.1, loud)], 1.4)


def _metronome(pitch: float, dice: Dice) -> Wave:
    knock = _knock(pitch * 0.6, dice)
    return _sequence(
        [(0.05 + 0.45 * k, knock * (1.0 if k % 4 == 0 else 0.7)) for k in range(3)], 1.4
    )


def _bell(pitch: float, dice: Dice) -> Wave:
    note = _bar(
        1450 * pitch, 1.4, ((1.0, 1.0, 0.55), (2.4, 0.5, 0.3), (4.1, 0.25, 0.15), (0.5, 0.2, 0.5))
    )
    return _sequence([(0, note), (0.16, note * 0.8)], 1.5)


def _chime(pitch: float, dice: Dice) -> Wave:
    scale = dice.permutation([1.0, 1.122, 1.26, 1.498, 1.682])
    parts = ((1.0, 1.0, 0.8), (2.76, 0.4, 0.35), (5.4, 0.15, 0.12))
    starts = np.sort(dice.uniform(0, 0.8, len(scale)))
    return _sequence(
        [(float(s), _bar(587 * pitch * r, 1.2, parts)) for s, r in zip(starts, scale, strict=True)],
        1.6,
    )


def _kettle(pitch: float, dice: Dice) -> Wave:
    t = _time(1.4)
    rise = 620 * pitch * (1 + 0.35 * t)
    whistle = np.sin(2 * np.pi * np.cumsum(rise) / RATE) * np.minimum(1, t / 0.7)
    return whistle * 0.5 + _noise(1.4, 300, 1500, dice) * 0.35


def _pour(pitch: float, dice: Dice) -> Wave:
    t = _time(1.4)
    water = _noise(1.4, 500, 3500, dice) * (
        0.6 + 0.4 * np.sin(2 * np.pi * 11 * t + 3 * np.sin(7 * t))
    )
    tone = np.sin(2 * np.pi * np.cumsum(420 * pitch * (1 + 0.5 * t)) / RATE) * 0.12
    swell = np.minimum(1, t / 0.15) * np.minimum(1, (1.4 - t) / 0.2)
    return np.asarray((water + tone) * swell, np.float64)


def _bubble(pitch: float, dice: Dice) -> Wave:
    drops = []
    for start in np.sort(dice.uniform(0, 1.2, 18)):
        t = _time(0.07)
        sweep = np.sin(2 * np.pi * np.cumsum((260 + 900 * t / 0.07) * pitch) / RATE)
        drops.append((float(start), sweep * np.exp(-t / 0.03)))
    return (
        _sequence(drops, 1.4)
        + np.pad(_noise(1.3, 200, 900, dice) * 0.08, (0, int(RATE * 0.1)))[: int(RATE * 1.4)]
    )


def _grinder(pitch: float, dice: Dice) -> Wave:
    t = _time(1.3)
    return _noise(1.3, 300, 2600, dice) * (
        0.35 + 0.65 * np.abs(np.sin(2 * np.pi * 2.4 * pitch * t)) ** 0.7
    )


def _shutter(pitch: float, dice: Dice) -> Wave:
    click = _noise(0.05, 900, 6000, dice) * np.exp(-_time(0.05) / 0.008)
    wind = _noise(0.35, 1500, 5000, dice) * (np.sin(2 * np.pi * 34 * _time(0.35)) > 0) * 0.18
    return _sequence([(0.05, click), (0.05 + 0.06 / pitch, click * 0.8), (0.55, wind)], 1.0)


def _hum(pitch: float, dice: Dice) -> Wave:
    t = _time(1.4)
    return (
        (np.sin(2 * np.pi * 150 * pitch * t) + 0.4 * np.sin(2 * np.pi * 301 * pitch * t))
        * np.exp(-t / 0.9)
        * (0.8 + 0.2 * np.sin(2 * np.pi * 9 * t))
    )


def _whistle(pitch: float, dice: Dice) -> Wave:
    t = _time(0.45)
    tone = sum(np.sin(2 * np.pi * f * pitch * t) for f in (622, 740, 880))
    toot = np.asarray(tone) * np.minimum(1, t / 0.04) * np.minimum(1, (0.45 - t) / 0.08)
    return _sequence([(0, toot * 0.6), (0.55, toot), (0.70, toot * 0.3)], 1.3)


def _fire(pitch: float, dice: Dice) -> Wave:
    base = _noise(1.5, 80, 700, dice) * 0.15
    snaps = np.zeros_like(base)
    for at in dice.integers(0, len(base) - 400, 22):
        snaps[at : at + 400] += (
            dice.normal(0, 1, 400) * np.exp(-np.arange(400) / 40) * dice.random()
        )
    return base + snaps


SOUNDS: dict[str, Callable[[float, Dice], Wave]] = {
    "guitar": _guitar,
    "ukulele": _ukulele,
    "kalimba": _kalimba,
    "drum": _drum,
    "flute": _flute,
    "singing": _singing,
    "musicbox": _musicbox,
    "tick": _tick,
    "metronome": _metronome,
    "bell": _bell,
    "chime": _chime,
    "kettle": _kettle,
    "pour": _pour,
    "bubble": _bubble,
    "grinder": _grinder,
    "shutter": _shutter,
    "hum": _hum,
    "whistle": _whistle,
    "fire": _fire,
}


def sound_of(name: str, seed: int, size: float) -> bytes:
    """Return a WAV; larger things (`size` 0..1) sound lower, and no two quite alike."""
    dice = np.random.default_rng(seed)
    pitch = float(dice.choice([0.94, 1.0, 1.06, 1.12])) * (1.12 - 0.24 * size)
    tone = SOUNDS[name](pitch, dice)
    fade = np.minimum(1, np.arange(len(tone))[::-1] / (0.03 * RATE))
    level = tone * fade
    level = level / (np.abs(level).max() + 1e-9) * 0.72
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((level * 32767).astype("<i2").tobytes())
    return out.getvalue()
