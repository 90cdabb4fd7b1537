"""What the benchmark of refreshes watches and counts."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.refresh import Act, Watcher, figures, quantile_interval, told

AT = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def act(at: datetime = AT, sent: float = 100.0, **reached: float) -> Act:
    return Act(uuid.uuid4(), at, sent, **reached)


def test_an_act_is_stored_once_what_is_stored_has_read_it() -> None:
    watcher, one = Watcher("", lease_s=60.0), act()
    watcher.watch(one)
    who = one.shopper_id
    watcher.note([(who, AT - timedelta(seconds=1), 50.0, None)], now=100.01)  # of an act before
    assert one.stored is None and one.taken_on is None and watcher.watches(who)
    watcher.note([(who, AT - timedelta(seconds=1), 50.0, 160.02)], now=100.03)
    watcher.note([(who, None, None, 160.04)], now=100.05)
    assert one.taken_on == pytest.approx(100.02) and not one.is_stored.is_set()
    watcher.note([(who, AT, 100.06, None)], now=100.07)
    assert (one.written, one.stored) == (100.06, 100.07)
    assert one.is_stored.is_set() and not watcher.watches(who)
    watcher.note([(who, AT + timedelta(seconds=9), 109.0, None)], now=109.1)
    assert one.stored == 100.07  # a later act's refresh is not this one's


def test_seconds_are_between_steps_that_were_reached() -> None:
    one = act(answered=100.5, stored=100.4)
    assert one.seconds("sent") == pytest.approx(0.4)
    assert one.seconds("answered") == 0.0  # stored before the client had read its answer
    assert one.seconds("sent", "written") is None


def test_figures_are_in_milliseconds_and_the_late_count_as_the_patience() -> None:
    acts = [
        act(answered=100.01, taken_on=100.02, written=100.05, stored=100.06),
        act(answered=100.01, taken_on=100.03, written=100.07, stored=100.08),
        act(answered=100.01),
    ]
    found = figures(acts, patience_s=20.0)
    assert found["from_answer"]["p50_ms"] == 70.0 and found["from_request"]["p50_ms"] == 80.0
    assert found["from_answer"]["worst_ms"] == 20_000.0
    assert (found["acts"], found["late"]) == (3, 1)
    steps = found["reached_after_request"]
    assert [steps[one]["p50_ms"] for one in ("answered", "taken_on", "written", "stored")] == [
        10.0, 25.0, 60.0, 70.0,
    ]  # fmt: skip


def test_the_interval_holds_the_quantile_and_narrows_with_more_acts() -> None:
    few = [float(n % 50) for n in range(50)]
    low, high = quantile_interval(few, 0.5)
    assert 10 < low < 24.5 < high < 40
    narrow = quantile_interval(few * 40, 0.5)
    assert narrow[1] - narrow[0] < (high - low) / 3
    assert quantile_interval([3.0] * 9, 0.95) == (3.0, 3.0)
    assert quantile_interval(few, 0.95, seed=1) == quantile_interval(few, 0.95, seed=1)
    said = told([n / 1000 for n in range(1, 102)])
    assert said["p50_ms"] == 51.0 and said["p95_ms"] == 96.0 and said["worst_ms"] == 101.0
    assert said["p95_interval_ms"][0] <= 96.0 <= said["p95_interval_ms"][1]
