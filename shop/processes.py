"""Child processes that end with their parent, and a way to find and end those that did not.

A child leads a group of its own, so that Ctrl-C reaches only whoever started it. On Linux the
kernel tells it when its parent dies, and its environment bears a mark by which the next start finds
it and all that it started in turn. Elsewhere a parent that is killed may leave children behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

MARK = "BECAUSE_RUN"  # names the folder that a process works for
PR_SET_PDEATHSIG = 1
PROC = Path("/proc")

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def spawn(
    command: Sequence[str],
    log: Path | None = None,
    *,
    mark: Path,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    when_orphaned: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command`, its output appended to `log` (None: shown where ours is).

    `environment` is added to ours; it works in `folder`. `when_orphaned` is what the kernel sends
    when we die.
    """
    ours = os.getpid()

    def die_with_parent() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(when_orphaned))
            if os.getppid() != ours:  # it died before the line above
                os._exit(1)

    with contextlib.ExitStack() as stack:
        out = stack.enter_context(log.open("ab")) if log else None
        return subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {}), MARK: str(mark)},
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )


def marked(mark: Path) -> list[int]:
    """Return the processes that bear `mark`: what an earlier start left behind (Linux)."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for folder in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            pid = int(folder.name)
            if wanted in (folder / "environ").read_bytes().split(b"\0") and pid != os.getpid():
                found.append(pid)
    return [pid for pid in found if is_alive(pid)]


def name_of(pid: int) -> str:
    """Return the program's short name; "" where it cannot be known."""
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "comm").read_text().strip()
    return ""


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that is dead and not yet collected does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return (PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (OSError, IndexError):
        return not PROC.exists()


def end(pids: Iterable[int], *steps: tuple[signal.Signals, float]) -> list[int]:
    """Send each step's signal to those still alive and wait that many seconds; return survivors."""
    left = list(pids)
    for number, seconds in steps or ((signal.SIGTERM, 8.0), (signal.SIGKILL, 5.0)):
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)
        wait_until(partial(_gone, left), seconds)
        left = [pid for pid in left if is_alive(pid)]
    return left


def _gone(pids: Sequence[int]) -> bool:
    return not any(is_alive(pid) for pid in pids)


def end_group(child: subprocess.Popen[bytes], *steps: tuple[signal.Signals, float]) -> None:
    """Like `end` for a child of ours and everything in its group."""
    for number, seconds in steps:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
            break
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)  # whatever it left in its group
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(5)


def wait_until(ready: Callable[[], bool], seconds: float, every_s: float = 0.05) -> bool:
    """Wait until `ready()` or the time is over; return whether it became so."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            return False
        time.sleep(every_s)
    return True
