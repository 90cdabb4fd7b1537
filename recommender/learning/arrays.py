"""Columns of numbers on disk: written block by block, read as memory-mapped arrays. No Django.

A shop's events need not fit in memory: they arrive from Postgres in blocks, are appended to one
file a column, and are mapped by whoever reads them, so that the system keeps in memory what is in
use and lets go of the rest. `card.json` is written last: a folder without it is unfinished.

Also reads Postgres' binary COPY format of rows whose fields have fixed widths, without a Python
object a row: https://www.postgresql.org/docs/current/sql-copy.html.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import OutsideFailure

Ints = NDArray[np.int64]
Rows = NDArray[np.void]

CARD = "card.json"
BLOCK = 2**16  # rows at a time

_SIGNATURE = b"PGCOPY\n\xff\r\n\0"
_HEADER = len(_SIGNATURE) + 8  # flags and the length of an extension that nobody uses
_TRAILER = b"\xff\xff"


class ArraysWriter:
    """Appends to int64 columns that grow together; holds nothing of them."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        """Begin columns in a folder that is made if need be; what they held before is gone."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / CARD).unlink(missing_ok=True)
        self.folder, self.count = folder, 0
        self._files: dict[str, IO[bytes]] = {
            name: (folder / f"{name}.i64").open("wb") for name in names
        }

    def append(self, columns: Mapping[str, Ints]) -> None:
        """Write the next entries of every column, all (n,)."""
        lengths = {len(values) for values in columns.values()}
        if columns.keys() != self._files.keys() or len(lengths) != 1:
            raise ValueError("Every column must grow, and all by as many entries.")
        for name, values in columns.items():
            self._files[name].write(np.ascontiguousarray(values, dtype=np.int64).data)
        self.count += lengths.pop()

    def finish(self, facts: Mapping[str, Any] | None = None) -> dict[str, Ints]:
        """Close the files, keep `facts` beside them, and return the columns, mapped."""
        for file in self._files.values():
            file.close()
        card = {"count": self.count, "columns": list(self._files), "facts": dict(facts or {})}
        written = self.folder / f"{CARD}.part"
        written.write_text(json.dumps(card))
        os.replace(written, self.folder / CARD)
        return columns_open(self.folder)

    def close(self) -> None:
        """Close the files of a writing that failed; without a card they are nothing."""
        for file in self._files.values():
            file.close()


def columns_open(folder: Path, mode: Any = "r") -> dict[str, Ints]:
    """Return the columns of a finished folder, each (count,) int64, mapped and not read.

    Raises:
        OutsideFailure: there are none, or a file is not as long as the card says.
    """
    try:
        card = json.loads((folder / CARD).read_text())
        return {
            name: _mapped(folder / f"{name}.i64", card["count"], mode) for name in card["columns"]
        }
    except (OSError, ValueError, KeyError) as error:
        raise OutsideFailure(f"The arrays in {folder.name} cannot be read: {error}") from error


def facts_read(folder: Path) -> dict[str, Any] | None:
    """Return what was kept beside the columns; None where the folder is unfinished or absent."""
    try:
        facts: dict[str, Any] = json.loads((folder / CARD).read_text())["facts"]
        return facts
    except (OSError, ValueError, KeyError):
        return None


def blocks(count: int, size: int = BLOCK) -> Iterator[slice]:
    """Yield slices that cover 0..count."""
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))


def _mapped(path: Path, count: int, mode: Any) -> Ints:
    if path.stat().st_size != 8 * count:
        raise ValueError(f"{path.name} is not whole")
    if not count:  # nothing cannot be mapped
        return np.zeros(0, dtype=np.int64)
    return np.memmap(path, dtype=np.int64, mode=mode, shape=(count,))


def copy_rows(
    chunks: Iterable[bytes | bytearray | memoryview], fields: Mapping[str, str], block: int = BLOCK
) -> Iterator[Rows]:
    """Yield blocks of rows, (n,) structured, of a binary COPY of fields of fixed width.

    `fields`: name -> big-endian NumPy type (">i8", ">f8"), "(2,)>i8" for a uuid.

    Raises:
        OutsideFailure: a field is null or of another width.
    """
    layout = [("fields", ">i2")]
    for name, kind in fields.items():
        layout += [(f"width of {name}", ">i4"), (name, kind)]
    row = np.dtype(layout)
    held, begun, enough = bytearray(), False, block * row.itemsize
    for chunk in chunks:
        held += chunk
        if not begun and len(held) >= _HEADER:
            if not held.startswith(_SIGNATURE):
                raise OutsideFailure("Postgres did not send a binary COPY.")
            del held[:_HEADER]
            begun = True
        if begun and len(held) >= enough:
            whole = len(held) - len(held) % row.itemsize
            yield _checked(np.frombuffer(bytes(held[:whole]), dtype=row), fields)
            del held[:whole]
    if held[-2:] == _TRAILER:
        del held[-2:]
    if held:
        if len(held) % row.itemsize:
            raise OutsideFailure("A row from Postgres has fields of unforeseen width.")
        yield _checked(np.frombuffer(bytes(held), dtype=row), fields)


def _checked(found: Rows, fields: Mapping[str, str]) -> Rows:
    wrong = (found["fields"] != len(fields)).any() or any(
        (found[f"width of {name}"] != np.dtype(kind).itemsize).any()
        for name, kind in fields.items()
    )
    if wrong:
        raise OutsideFailure("A row from Postgres has fields of unforeseen width.")
    return found
