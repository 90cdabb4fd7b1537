from __future__ import annotations

from typing import Any

import pytest

from benchmarks import stages
from benchmarks.stages import STAGES, Clock, clocked, stage_place


@pytest.mark.parametrize("address", STAGES.values())
def test_every_stage_is_where_it_is_said_to_be(address: str) -> None:
    holder, name = stage_place(address)
    assert callable(getattr(holder, name))


def test_a_stage_that_has_moved_is_noticed() -> None:
    with pytest.raises(AttributeError, match="nowhere"):
        stage_place("recommender.picks:nowhere")


def test_time_of_stages_inside_is_theirs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 1.0, 3.0, 4.0, 5.0, 10.0])  # outer 0–10 with two inner, 1–3 and 4–5
    monkeypatch.setattr(stages.time, "perf_counter", lambda: next(now))
    clock = Clock()
    inner = clock.around("inner", lambda: None)

    def work() -> str:
        inner()
        inner()
        return "done"

    assert clock.around("outer", work)() == "done"
    assert clock.spent == {"inner": 3.0, "outer": 7.0}


def test_the_clock_is_taken_away_again() -> None:
    places = [stage_place(address) for address in STAGES.values()]
    before: list[Any] = [getattr(holder, name) for holder, name in places]
    with clocked(Clock()):
        assert all(getattr(h, n) is not b for (h, n), b in zip(places, before, strict=True))
    assert [getattr(holder, name) for holder, name in places] == before
