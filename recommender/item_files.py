"""A table of items as one file that many processes map: what none changes, they hold once.

Written whole under another name, then renamed; mapped copy-on-write (`np.memmap`, mode "c"), so
what a process changes is its own. A head in JSON says where which array lies; nothing in the file
is ever run. Plain NumPy; no Django.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from recommender.item_lists import Lists
from recommender.item_table import Arrays, ItemTable, Stored

MAGIC = b"because items 1\n"  # another arrangement of the file: another number
DRAFT = ".draft-"
_PAGE = 4_096
_SPACES = ("content", "model")


class NotATable(ValueError):
    """The file is none, is cut short, or was made by another version."""


@dataclass(frozen=True, slots=True)
class _Head:
    arrays: dict[str, tuple[str, tuple[int, ...], int]]  # name -> dtype, shape, offset
    words: list[str]
    size: int
    since: int
    length: int  # of the file, bytes


def table_write(table: ItemTable, path: Path, since: int) -> None:
    """Write a table that nobody else has yet; `since` is where its changes begin.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    ids = Stored.of(table.item_ids)
    texts = Stored.of(table.text(row) for row in range(table.arrays.size))
    arrays: dict[str, NDArray[Any]] = {
        **table.arrays.columns,
        "ids": ids.text, "id_ends": ids.ends, "texts": texts.text, "text_ends": texts.ends,
    }  # fmt: skip
    for space, lists in table.lists.items():
        arrays |= {
            f"{space}_centres": lists.centres,
            f"{space}_order": lists.order,
            f"{space}_starts": lists.starts,
        }
        if lists.held is not None:
            arrays[f"{space}_held"] = lists.held
    descriptor, draft = tempfile.mkstemp(prefix=DRAFT, dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            _write(file, arrays, table, since)
        os.rename(draft, path)
    except BaseException:
        os.unlink(draft)
        raise


def table_open(path: Path) -> tuple[ItemTable, int]:
    """Map a table; return it and where its changes begin.

    Raises:
        OSError: it cannot be read.
        NotATable: it is none of this version.
    """
    whole = np.memmap(path, np.uint8, mode="c")
    head = _head(whole)
    arrays = {name: _array(whole, *place) for name, place in head.arrays.items()}
    try:
        columns = {name: arrays[name] for name in Arrays(0, 1, 1).columns}
        table = ItemTable(columns["content"].shape[1], columns["model"].shape[1])
        table.arrays.columns, table.arrays.size = columns, head.size
        table.item_ids = _texts(arrays["ids"], arrays["id_ends"])
        table.stored = Stored(arrays["texts"], arrays["text_ends"])
        for space in _SPACES if "content_order" in arrays else ():
            table.lists[space] = Lists(
                arrays[f"{space}_centres"],
                arrays[f"{space}_order"],
                arrays[f"{space}_starts"],
                head.size,
                arrays.get(f"{space}_held"),
            )
    except KeyError as missing:
        raise NotATable(f"{path.name} has no {missing}.") from None
    for word in head.words:
        table.words.code(word)
    # Of an item that had several rows, the last is the current one.
    current = np.flatnonzero(columns["is_current"][: head.size]).tolist()
    table.row_of = {table.item_ids[row]: row for row in current}
    return table, head.since


def _write(file: BinaryIO, arrays: dict[str, NDArray[Any]], table: ItemTable, since: int) -> None:
    places: dict[str, tuple[str, tuple[int, ...], int]] = {}
    at = 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, array.shape, at)
        at += -(-array.nbytes // _PAGE) * _PAGE
    head = _Head(places, list(table.words.of), table.arrays.size, since, 0)
    # Offsets count from the first array, whose place depends on how long the head is.
    room = len(_head_bytes(head)) + 64
    first = -(-(len(MAGIC) + room) // _PAGE) * _PAGE
    placed = {name: (kind, shape, first + place) for name, (kind, shape, place) in places.items()}
    head = _Head(placed, head.words, head.size, since, first + at)
    file.write(MAGIC)
    file.write(_head_bytes(head) + b"\n")
    for name, array in arrays.items():
        file.seek(placed[name][2])
        file.write(np.ascontiguousarray(array).data if array.nbytes else b"")
    file.truncate(head.length)
    file.flush()
    os.fsync(file.fileno())  # a renamed file is a whole one, even after a crash


def _head_bytes(head: _Head) -> bytes:
    said = {name: getattr(head, name) for name in _Head.__slots__}
    return json.dumps(said).encode()


def _head(whole: NDArray[np.uint8]) -> _Head:
    if bytes(whole[: len(MAGIC)]) != MAGIC:
        raise NotATable("It does not begin as a table does.")
    line = bytes(whole[len(MAGIC) : len(MAGIC) + (1 << 24)]).split(b"\n", 1)[0]
    try:
        head = _Head(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise NotATable(f"Its head cannot be read: {error}") from None
    if head.length != len(whole):
        raise NotATable(f"It is {len(whole)} bytes long, not {head.length}.")
    return head


def _array(
    whole: NDArray[np.uint8], kind: str, shape: tuple[int, ...], offset: int
) -> NDArray[Any]:
    dtype = np.dtype(kind)
    end = offset + dtype.itemsize * int(np.prod(shape))
    return np.asarray(whole[offset:end]).view(dtype).reshape(shape)


def _texts(text: NDArray[np.uint8], ends: NDArray[np.int64]) -> list[str]:
    stored = Stored(text, ends)
    return [stored.at(row) for row in range(len(ends) - 1)]
