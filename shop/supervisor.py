"""Keeps the shop's processes together: starts them, restarts one that crashed, stops them all.

Each has a log of its own. One that crashes again and again is given up with a line that names its
log; the shop ends with it only when it cannot do without.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shop.processes import end_group, spawn

GRACE_S = 8.0  # between asking a process to stop and making it
CRASHES = 3  # of one process within `WINDOW_S`, then it is given up
WINDOW_S = 60.0
LONGEST_LOG = 10_000_000  # bytes; at the next start a longer one is set aside


class GivenUp(Exception):
    """A process that the shop needs does not stay up; the message is one clear line."""


@dataclass
class Program:
    """One process to keep running; `needed`: the shop cannot do without it."""

    name: str
    command: Sequence[str]
    needed: bool = True
    child: subprocess.Popen[bytes] | None = None
    crashes: list[float] = field(default_factory=list)


@dataclass
class Supervisor:
    """Named child processes that work for the folder `mark`, logs in `log_dir`."""

    log_dir: Path
    mark: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None  # where they work
    say: Callable[[str], object] = print
    programs: dict[str, Program] = field(default_factory=dict)

    def log_of(self, name: str) -> Path:
        """Return where a process writes."""
        return self.log_dir / f"{name}.log"

    def start(
        self, name: str, command: Sequence[str], *, needed: bool = True
    ) -> subprocess.Popen[bytes]:
        """Start `command` with its output in `NAME.log`."""
        self.log_dir.mkdir(parents=True, exist_ok=True)
        log = self.log_of(name)
        if log.exists() and log.stat().st_size > LONGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        program = self.programs[name] = Program(name, command, needed)
        return self._launch(program)

    def watch(self) -> None:
        """Start again what has stopped; call this about once a second.

        Raises:
            GivenUp: a needed process crashed `CRASHES` times within `WINDOW_S` seconds.
        """
        for program in list(self.programs.values()):
            if program.child is None or program.child.poll() is None:
                continue
            now = time.monotonic()
            program.crashes = [at for at in program.crashes if now - at < WINDOW_S] + [now]
            end_group(program.child, (signal.SIGKILL, 1.0))  # what it left behind
            if len(program.crashes) < CRASHES:
                self.say(
                    f"{program.name} stopped ({_how(program.child)}) and is started again;"
                    f" see {_near(self.log_of(program.name))}."
                )
                self._launch(program)
                continue
            line = (
                f"{program.name} stopped {CRASHES} times within {WINDOW_S:.0f} s"
                f" ({_how(program.child)}): see {_near(self.log_of(program.name))}."
            )
            del self.programs[program.name]
            if program.needed:
                raise GivenUp(line)
            self.say(f"{line} The shop goes on without it.")

    def stop(self) -> None:
        """End all: ask each at once, make those and theirs that are still there after `GRACE_S`."""
        children = [p.child for p in self.programs.values() if p.child is not None]
        for child in reversed(children):
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_S
        for child in children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            end_group(child, (signal.SIGKILL, 1.0))
        self.programs.clear()

    def _launch(self, program: Program) -> subprocess.Popen[bytes]:
        program.child = spawn(
            program.command,
            self.log_of(program.name),
            mark=self.mark,
            environment=self.environment,
            folder=self.folder,
        )
        return program.child


def _how(child: subprocess.Popen[bytes]) -> str:
    code = child.returncode or 0
    return f"signal {-code}" if code < 0 else f"exit {code}"


def _near(path: Path) -> str:
    """Return the path as seen from here, where that is shorter."""
    return min(str(path), os.path.relpath(path), key=len)
