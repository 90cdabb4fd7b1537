"""Processes kept together: restarted, given up, stopped; none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shop import supervisor
from shop.processes import is_alive, marked, spawn, wait_until
from shop.supervisor import GivenUp, Supervisor

ROOT = Path(__file__).resolve().parents[2]

STAYS = [sys.executable, "-c", "import time; time.sleep(600)"]
FAILS = [sys.executable, "-c", "import sys; print('no such thing', flush=True); sys.exit(3)"]
# A process with a child, both deaf to TERM.
DEAF = [
    sys.executable,
    "-c",
    "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.fork();"
    "print(os.getpid(), flush=True); time.sleep(600)",
]
# Supervises one process as the demo does, then waits to be killed.
PARENT = """
import sys, time
from pathlib import Path
from shop.supervisor import Supervisor
folder = Path(sys.argv[1])
child = Supervisor(folder / "log", folder).start("one", [sys.executable, "-c", sys.argv[2]])
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def said():
    return []


@pytest.fixture
def kept(tmp_path, said):
    made = Supervisor(tmp_path / "log", tmp_path, {"TOLD": "so"}, say=said.append)
    yield made
    made.stop()


def watched(kept: Supervisor, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        kept.watch()
        time.sleep(0.05)


def test_one_that_crashed_is_started_again(kept, said, tmp_path):
    first = kept.start("one", STAYS)
    first.kill()
    first.wait()
    kept.watch()
    second = kept.programs["one"].child
    assert second.pid != first.pid and second.poll() is None
    assert len(said) == 1
    assert "one stopped (signal 9) and is started again" in said[0]
    assert "one.log" in said[0]


def test_one_that_crashes_again_and_again_ends_the_shop(kept, said, tmp_path):
    kept.start("one", FAILS)
    with pytest.raises(GivenUp, match=r"one stopped 3 times within 60 s \(exit 3\): see .*one.log"):
        watched(kept)
    assert (tmp_path / "log" / "one.log").read_text() == "no such thing\n" * 3
    assert len(said) == 2


def test_one_that_is_not_needed_is_gone_without(kept, said):
    kept.start("web", STAYS)
    kept.start("one", FAILS, needed=False)
    assert wait_until(lambda: bool(kept.watch()) or "one" not in kept.programs, 20)
    assert said[-1].endswith("The shop goes on without it.")
    assert list(kept.programs) == ["web"]


def test_crashes_long_ago_do_not_count(kept, said, monkeypatch):
    monkeypatch.setattr(supervisor, "WINDOW_S", 0.0)
    child = kept.start("one", STAYS)
    for _ in range(4):
        child.kill()
        child.wait()
        kept.watch()
        child = kept.programs["one"].child
    assert child.poll() is None


def test_stop_ends_also_what_children_started_and_the_deaf(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "GRACE_S", 0.5)
    kept.start("one", DEAF)
    log = tmp_path / "log" / "one.log"
    assert wait_until(lambda: log.read_text().count("\n") == 2, 10)
    pids = [int(line) for line in log.read_text().split()]
    kept.stop()
    assert wait_until(lambda: not any(is_alive(pid) for pid in pids), 5)


def test_children_know_what_they_were_told(kept, tmp_path):
    tell = "import os; print(os.environ['TOLD'], os.getcwd())"
    kept.folder = tmp_path
    kept.start("one", [sys.executable, "-c", tell]).wait(20)
    assert kept.log_of("one").read_text() == f"so {tmp_path}\n"


def test_a_long_log_is_set_aside(kept, monkeypatch):
    monkeypatch.setattr(supervisor, "LONGEST_LOG", 3)
    kept.log_dir.mkdir()
    kept.log_of("one").write_text("long")
    kept.start("one", FAILS).wait(20)
    assert (kept.log_dir / "one.log.1").read_text() == "long"
    assert kept.log_of("one").read_text() == "no such thing\n"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word of a parent's death")
def test_children_end_when_their_parent_is_killed(tmp_path):
    parent = parent_of(tmp_path, "import time; time.sleep(600)")
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert wait_until(lambda: not is_alive(child), 5)


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes by what they were told")
def test_those_left_behind_bear_the_mark(tmp_path):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    parent = parent_of(tmp_path, deaf)
    assert parent.stdout
    child = int(parent.stdout.readline())
    time.sleep(1.0)  # until it is deaf
    parent.kill()
    parent.wait()
    assert marked(tmp_path) == [child]
    assert marked(tmp_path / "other") == []
    os.kill(child, signal.SIGKILL)


def parent_of(folder: Path, code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PARENT, str(folder), code],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_a_process_that_ended_is_not_alive_before_it_is_collected(tmp_path):
    child = spawn([sys.executable, "-c", ""], tmp_path / "log", mark=tmp_path)
    assert wait_until(lambda: not is_alive(child.pid), 10)
    assert child.wait() == 0
