"""Opens what is to be imported: a file, gzipped or not, or standard input (`-`)."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from shop.importing.records import ImportProblem

_GZIP = b"\x1f\x8b"
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
BUFFER_BYTES = 1 << 20


@dataclass
class Opened:
    """Text to read; bytes that are not of the encoding come as lone surrogates, for `tables`."""

    name: str
    text: IO[str]
    folder: Path | None  # None: standard input
    encoding: str
    _raw: BinaryIO
    _size: int

    @property
    def percent(self) -> int:
        """How much of the file (as it lies on disk) was read, 0..100; 0 for standard input."""
        return min(100 * self._raw.tell() // self._size, 100) if self._size else 0

    def lines(self) -> Iterator[str]:
        """Yield lines with their ends.

        Raises:
            ImportProblem: the file breaks off or is damaged.
        """
        try:
            yield from self.text
        except (EOFError, OSError, zlib.error) as error:
            raise ImportProblem(f"{self.name} is damaged: {error}.") from None


@contextmanager
def opened(path: str, encoding: str = "utf-8") -> Iterator[Opened]:
    """Open `path` ("-": standard input) for reading, unpacking gzip by its first bytes.

    Raises:
        ImportProblem: there is no such file, it cannot be read, or it is plainly of another
            encoding; the message is one clear line.
    """
    name = "Standard input" if path == "-" else path
    try:
        "".encode(encoding)
    except LookupError:
        raise ImportProblem(f"There is no encoding {encoding!r}; utf-8 and latin-1 are.") from None
    try:
        raw: BinaryIO = sys.stdin.buffer if path == "-" else open(path, "rb")  # noqa: SIM115
        size = 0 if path == "-" else Path(path).stat().st_size
    except FileNotFoundError:
        raise ImportProblem(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise ImportProblem(f"{path} is a folder: name the file in it.") from None
    except OSError as error:
        raise ImportProblem(f"{path} cannot be read: {error.strerror}.") from None
    try:
        yield _text(name, path, raw, size, encoding)
    finally:
        if path != "-":
            raw.close()


def _text(name: str, path: str, raw: BinaryIO, size: int, encoding: str) -> Opened:
    buffered = io.BufferedReader(raw, BUFFER_BYTES)  # type: ignore[type-var]
    packed = buffered.peek(2)[:2] == _GZIP
    content: BinaryIO = buffered
    if packed:
        content = io.BufferedReader(gzip.GzipFile(fileobj=buffered), BUFFER_BYTES)
    try:
        first = content.peek(2)[:2]  # type: ignore[attr-defined]
    except (EOFError, OSError, zlib.error) as error:
        raise ImportProblem(f"{name} is damaged: {error}.") from None
    if first in _WIDE and encoding == "utf-8":
        raise ImportProblem(f"{name} is UTF-16: save it as UTF-8, or add --encoding utf-16.")
    known = "utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding
    errors = "surrogateescape" if known == "utf-8-sig" else "replace"
    text = io.TextIOWrapper(content, encoding=known, errors=errors, newline="")
    folder = None if path == "-" else Path(path).resolve().parent
    return Opened(name, text, folder, encoding, raw, size)
