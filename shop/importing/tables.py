"""Rows of CSV and JSON Lines as dicts, each with its number; what is no row is a bad one."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from shop.importing.opening import Opened
from shop.importing.records import BadRow, ImportProblem
from shop.importing.tally import Tally, printable

DELIMITERS = ",;\t"
csv.field_size_limit(1 << 20)  # one description; an unclosed quote must not swallow the file

Row = tuple[int, dict[str, Any]]
KnownColumn = Callable[[str], bool]


def rows_read(
    opened: Opened, needed: Sequence[str], known: KnownColumn, tally: Tally
) -> Iterator[Row]:
    """Yield (number, row) of JSON Lines where the first character is "{", else of CSV.

    Numbers are line numbers as an editor counts them. Values of JSON are what JSON says; those of
    CSV are text.

    Raises:
        ImportProblem: nothing in it, or the header lacks a column or has one that is not known.
    """
    lines = opened.lines()
    first = next(lines, None)
    while first is not None and not first.strip():
        first = next(lines, None)
    if first is None:
        raise ImportProblem(f"{opened.name} is empty.")
    if first.lstrip().startswith("{"):
        yield from _json_rows(chain([first], lines), known, tally)
    else:
        yield from csv_rows(opened.name, chain([first], lines), needed, known, tally)


def csv_rows(
    name: str, lines: Iterator[str], needed: Sequence[str], known: KnownColumn, tally: Tally
) -> Iterator[Row]:
    """Yield the rows of a CSV whose first line is its header.

    Raises:
        ImportProblem: the header is wrong; the message says what was expected.
    """
    first = next(lines)
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(chain([first], lines), delimiter=delimiter)
    header = header_check(name, next(reader), needed, known)
    width = len(header)
    while True:
        number = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            tally.rows += 1
            tally.reject(number, "not a row of CSV", str(error))
            continue
        if not fields:
            continue
        tally.rows += 1
        try:
            text_check("".join(fields))
        except BadRow as bad:
            tally.reject_row(number, bad)
            continue
        if len(fields) != width:
            tally.reject(number, "wrong number of fields", f"{len(fields)}, the header has {width}")
            continue
        yield number, dict(zip(header, fields, strict=True))


def header_check(
    name: str, header: Sequence[str], needed: Sequence[str], known: KnownColumn
) -> list[str]:
    """Return the columns' names.

    Raises:
        ImportProblem: one is missing, twice there, or not known.
    """
    columns = [column.strip() for column in header]
    missing = [column for column in needed if column not in columns]
    unknown = [column for column in columns if column not in needed and not known(column)]
    twice = [column for column in columns if columns.count(column) > 1]
    expected = f"expected a header with {', '.join(needed)}"
    if missing:
        found = printable(", ".join(columns))
        raise ImportProblem(f"{name} has no column {missing[0]}: {expected}; found {found}.")
    if unknown:
        raise ImportProblem(f"{name} has an unknown column {printable(unknown[0])!r}: {expected}.")
    if twice:
        raise ImportProblem(f"{name} has the column {twice[0]} twice.")
    return columns


def text_check(text: str) -> None:
    """Refuse what Postgres or a reader could not take.

    Raises:
        BadRow: bytes of another encoding, or a zero character.
    """
    if "\x00" in text:
        raise BadRow("a zero character in it")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            wrong = text[error.start]
            said = f"byte {ord(wrong) - 0xDC00:#04x}" if wrong <= "\udcff" else "half a character"
            raise BadRow("not UTF-8", said) from None


def _json_rows(lines: Iterator[str], known: KnownColumn, tally: Tally) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        tally.rows += 1
        try:
            text_check(line)
            row = json.loads(line, parse_constant=_no_constant)
            if not isinstance(row, dict):
                raise BadRow("not a JSON object")
            unknown = next((key for key in row if not known(key)), None)
            if unknown is not None:
                raise BadRow("unknown field", unknown)
            text_check(json.dumps(row, ensure_ascii=False))
        except BadRow as bad:
            tally.reject_row(number, bad)
        except (ValueError, RecursionError) as error:
            tally.reject(number, "not JSON", str(error))
        else:
            yield number, row


def _no_constant(name: str) -> float:
    raise BadRow("not JSON", name)
