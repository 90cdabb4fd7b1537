"""Garbage is looked for in quiet moments only; requests go through unchanged."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shop import tidying as module
from shop.tidying import QUIET_S, Tidying

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import gc, json, sys
sys.path.insert(0, {root!r})
from shop.tidying import tidied

given = []
def app(environ, start_response):
    given.append((environ, start_response))
    return [b"said"]

answer = tidied(app)
asked = ({{"PATH_INFO": "/"}}, print)
print(json.dumps({{
    "body": b"".join(answer(*asked)).decode(),
    "same": given[0] == asked,
    "left_out": gc.get_freeze_count() > 0,
    "often": gc.get_threshold(),
}}))
"""


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


def test_waits_for_a_quiet_moment_and_tidies_once(clock):
    done: list[float] = []
    tidying = Tidying(lambda: done.append(clock.now))
    clock.now += 10
    assert not tidying.tidy()  # nothing was answered yet
    with tidying.answering():
        clock.now += 10
        assert not tidying.tidy()  # in the middle of an answer
        with tidying.answering():
            pass
        clock.now += 10
        assert not tidying.tidy()  # one of two is answered
    clock.now += QUIET_S / 2
    assert not tidying.tidy()  # too soon
    clock.now += QUIET_S
    assert tidying.tidy()
    clock.now += 100
    assert not tidying.tidy()  # nothing was answered since
    with tidying.answering():
        pass
    clock.now += 1
    assert tidying.tidy()
    assert done == [1000 + 30 + 1.5 * QUIET_S, 1000 + 131 + 1.5 * QUIET_S]


def test_an_answer_that_fails_is_over(clock):
    done: list[bool] = []
    tidying = Tidying(lambda: done.append(True))
    with pytest.raises(ValueError), tidying.answering():
        raise ValueError
    clock.now += 1
    assert tidying.tidy()
    assert done == [True]


def test_the_application_answers_as_it_did():
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(root=str(ROOT))],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(run.stdout) == {
        "body": "said",
        "same": True,
        "left_out": True,
        "often": [*module.YOUNG, module.FORCED],
    }
