"""The moment in words and its lifts, by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from recommender.lifts import (
    cells_of,
    hour_band,
    is_southern,
    lift_scores,
    season_of,
    shrunk,
)


def test_a_moment_is_named_in_its_own_zone():
    friday = datetime(2026, 5, 22, 21, 30, tzinfo=UTC)
    assert cells_of(friday) == (("hour", "evening"), ("weekday", "friday"), ("season", "spring"))
    shanghai = cells_of(friday.astimezone(ZoneInfo("Asia/Shanghai")), "phone")
    assert shanghai == (
        ("hour", "night"),
        ("weekday", "saturday"),
        ("season", "spring"),
        ("device", "phone"),
    )
    assert cells_of(friday, "fridge") == cells_of(friday)
    assert cells_of(friday, southern=True)[2] == ("season", "autumn")


def test_the_hours_of_a_day():
    bands = [hour_band(hour) for hour in (0, 5, 6, 11, 12, 17, 18, 22, 23)]
    assert bands == ["night"] * 2 + ["morning"] * 2 + ["afternoon"] * 2 + ["evening"] * 2 + [
        "night"
    ]


def test_the_seasons_of_both_halves():
    assert [season_of(month) for month in (12, 2, 3, 8, 11)] == [
        "winter", "winter", "spring", "summer", "autumn",
    ]  # fmt: skip
    assert [season_of(month, True) for month in (12, 3, 6, 9)] == [
        "summer", "autumn", "winter", "spring",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "southern"),
    [
        ("UTC", False), ("Europe/Berlin", False), ("Asia/Shanghai", False),
        ("Australia/Sydney", True), ("Australia/Brisbane", True), ("Africa/Johannesburg", True),
        ("America/Sao_Paulo", True), ("Pacific/Auckland", True), ("America/New_York", False),
    ],
)  # fmt: skip
def test_the_half_of_a_zone(zone, southern):
    assert is_southern(ZoneInfo(zone)) is southern


def test_few_acts_lean_on_what_came_before():
    assert shrunk(0, 0) == 1.0 and shrunk(0, 0, prior=1.8) == 1.8
    assert shrunk(30, 10) == pytest.approx(50 / 30)
    assert shrunk(30, 10, prior=2.0) == pytest.approx(70 / 30)
    assert shrunk(3000, 1000) == pytest.approx(3.0, abs=0.05)


def test_scores_rise_with_the_logarithm_from_the_usual_to_three_times():
    lifts = np.array([0.0, 0.5, 1.0, np.sqrt(3.0), 3.0, 30.0], dtype=np.float32)
    assert lift_scores(lifts) == pytest.approx([0, 0, 0, 0.5, 1, 1], abs=1e-6)
    assert lift_scores(lifts).dtype == np.float32
