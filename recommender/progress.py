"""Shows how far a long step has come: bars on a terminal, else a line now and then.

A step calls `progress(label, done, total)`; several labels may run one after the other. What stands
behind "; " in a label may change while the step goes on. No Django.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
PLAIN_STEP_S = 5.0  # between lines where there is no terminal


@contextmanager
def progress_shown(write: Callable[[str], object]) -> Iterator[Progress]:
    """Yield a progress callback; `write` prints one line where stdout is no terminal."""
    if not sys.stdout.isatty():
        yield _plain(write)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as bars:
        tasks = {}

        def show(label: str, done: int, total: int) -> None:
            step = label.partition("; ")[0]
            if step not in tasks:
                tasks[step] = bars.add_task(label, total=total)
            bars.update(tasks[step], description=label, completed=done, total=total)

        yield show


def _plain(write: Callable[[str], object]) -> Progress:
    last: dict[str, float] = {}

    def show(label: str, done: int, total: int) -> None:
        now, step = time.monotonic(), label.partition("; ")[0]
        if step not in last or done >= total or now - last[step] >= PLAIN_STEP_S:
            last[step] = now
            write(f"{label}: {done} of {total}")

    return show
