"""The moment in words, and how much more an item is taken at it than usual: plain arithmetic.

A *lift* is what was taken at a moment over what the shop's usual rhythm leads one to expect:
`(acts + k · prior) / (expected + k)`, the gamma-Poisson shrinker (DuMouchel 1999, "Bayesian data
mining in large frequency tables"). Few acts say little: an item's lift leans on its category's,
that on its department's, and that on 1. No Django.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

import numpy as np

from recommender.contracts import Floats

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = ("winter", "spring", "summer", "autumn")  # of the north, from December on
DEVICES = ("phone", "desktop")
PRIOR_ACTS = 20.0  # how many acts a prior counts for
MOST_LIFT = 3.0  # and beyond: the score is 1

# Zones of the south whose clocks do not say so by going forward in October.
_SOUTHERN = ("Australia/", "Antarctica/", "America/Argentina/", "America/Buenos_Aires")
_SOUTHERN_CITIES = (
    "Africa/Johannesburg", "Africa/Harare", "Africa/Maputo", "Africa/Windhoek", "America/La_Paz",
    "America/Lima", "America/Montevideo", "America/Sao_Paulo", "Indian/Antananarivo",
)  # fmt: skip


def hour_band(hour: int) -> str:
    """Return what an hour of the day (0..23) is called."""
    if 6 <= hour < 12:
        return "morning"
    if 12 <= hour < 18:
        return "afternoon"
    return "evening" if 18 <= hour < 23 else "night"


def season_of(month: int, is_southern: bool = False) -> str:
    """Return the season of a month (1..12)."""
    return SEASONS[(month % 12 // 3 + 2 * is_southern) % 4]


def is_southern(zone: tzinfo) -> bool:
    """Whether a zone lies south of the equator, by its name or by summer time in January."""
    name = getattr(zone, "key", "") or str(zone)
    winter = datetime(2026, 1, 15, 12, tzinfo=zone).dst() or timedelta()
    summer = datetime(2026, 7, 15, 12, tzinfo=zone).dst() or timedelta()
    return winter > summer >= timedelta() or name.startswith(_SOUTHERN) or name in _SOUTHERN_CITIES


def cells_of(at: datetime, device: str = "", southern: bool = False) -> tuple[tuple[str, str], ...]:
    """Return the (facet, value) pairs of a moment; `at` in the shop's own time zone."""
    cells = (
        ("hour", hour_band(at.hour)),
        ("weekday", DAYS[at.weekday()]),
        ("season", season_of(at.month, southern)),
    )
    return (*cells, ("device", device)) if device in DEVICES else cells


def shrunk(acts: float, expected: float, prior: float = 1.0, weight: float = PRIOR_ACTS) -> float:
    """Return a lift that leans on `prior` as if `weight` acts had been expected of it."""
    return (acts + weight * prior) / (expected + weight)


def lift_scores(lifts: Floats) -> Floats:
    """Return 0..1: 0 at the usual and below, 1 at `MOST_LIFT` times the usual, by the logarithm."""
    scores = np.log(np.maximum(lifts, 1.0)) / np.log(MOST_LIFT)
    clipped: Floats = np.minimum(scores, 1.0).astype(np.float32)
    return clipped
