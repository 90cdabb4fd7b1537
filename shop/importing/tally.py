"""Counts what went in and what did not: the first bad rows are shown, all are counted by reason."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from shop.importing.records import BadRow, ImportProblem

MOST_DETAIL = 120  # characters of a bad value that are worth showing


@dataclass
class Tally:
    """Of one import. `report`, when given, takes (row number, reason, detail) of each bad row."""

    show: Callable[[str], object]
    most_shown: int = 10
    report: Callable[[int, str, str], object] | None = None
    rows: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    notes: dict[str, int] = field(default_factory=dict)  # said at the end, in this order

    @property
    def bad_rows(self) -> int:
        """How many rows did not go in."""
        return self.rejected.total()

    def reject(self, number: int, reason: str, detail: str = "") -> None:
        """Count a row that does not go in, and show it if it is among the first."""
        detail = printable(detail)
        if self.bad_rows < self.most_shown:
            self.show(f"Row {number}: {reason}{': ' + detail if detail else ''}.")
        elif self.bad_rows == self.most_shown:
            self.show("Further rows that are left out are counted, not shown.")
        self.rejected[reason] += 1
        if self.report is not None:
            self.report(number, reason, detail)

    def reject_row(self, number: int, bad: BadRow) -> None:
        """Count a row by what was wrong with it."""
        self.reject(number, bad.reason, bad.detail)

    def note(self, what: str, count: int) -> None:
        """Add to a figure that is said at the end."""
        self.notes[what] = self.notes.get(what, 0) + count

    def lines(self) -> Iterator[str]:
        """Yield what is to be said at the end."""
        for what, count in self.notes.items():
            yield f"{what}: {count:,}"
        if self.rejected:
            yield f"Rows left out: {self.bad_rows:,}"
        for reason, count in self.rejected.most_common():
            yield f"  {count:>9,}  {reason}"


def printable(text: str) -> str:
    """Return a value as it may be shown on a terminal: one line, no control characters, short."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return shown if len(shown) <= MOST_DETAIL else f"{shown[: MOST_DETAIL - 1]}…"


@contextmanager
def report_opened(path: str) -> Iterator[Callable[[int, str, str], Any] | None]:
    """Yield a writer of a CSV of all bad rows; None where no file is asked for.

    Raises:
        ImportProblem: the file cannot be written.
    """
    if not path:
        yield None
        return
    try:
        file = open(path, "w", encoding="utf-8", newline="")  # noqa: SIM115
    except OSError as error:
        raise ImportProblem(f"The report cannot be written to {path}: {error.strerror}.") from None
    with file:
        writer = csv.writer(file)
        writer.writerow(("row", "reason", "detail"))
        yield lambda number, reason, detail: writer.writerow((number, reason, detail))
