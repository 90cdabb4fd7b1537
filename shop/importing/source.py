"""Where an import comes from, and how far it has come: what each format's reader is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from recommender.progress import Progress
from shop.importing.opening import Opened, opened
from shop.importing.records import ImportProblem
from shop.importing.tally import Tally

T = TypeVar("T")
EVERY = 2000  # rows between two looks at how far the file is


@dataclass(frozen=True, slots=True)
class Source:
    """A path ("-": standard input) with all that reading it needs."""

    path: str
    encoding: str
    tally: Tally
    progress: Progress

    @property
    def folder(self) -> Path | None:
        """Where files named by the import lie; None for standard input."""
        if self.path == "-":
            return None
        path = Path(self.path).resolve()
        return path if path.is_dir() else path.parent

    @contextmanager
    def opened(self, path: str = "") -> Iterator[Opened]:
        """Open the path, or a file found in it."""
        with opened(path or self.path, self.encoding) as file:
            yield file

    def watched(self, file: Opened, rows: Iterable[T]) -> Iterator[T]:
        """Pass rows on, showing how much of the file has been read."""
        label = f"Reading {Path(file.name).name}"
        for count, row in enumerate(rows):
            if count % EVERY == 0 and file.folder is not None:
                self.progress(label, min(file.percent, 99), 100)
            yield row
        self.progress(label, 100, 100)

    def files(self, *patterns: str) -> list[str]:
        """Return the path itself, or the files in the folder that match, by name.

        Raises:
            ImportProblem: it is a folder without any.
        """
        folder = Path(self.path)
        if self.path == "-" or not folder.is_dir():
            return [self.path]
        for pattern in patterns:
            if found := sorted(str(path) for path in folder.glob(pattern) if path.is_file()):
                return found
        raise ImportProblem(f"{self.path} holds no {' or '.join(patterns)}.")
