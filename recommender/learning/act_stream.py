"""All acts of a shop, streamed from Postgres by COPY into memory-mapped arrays. No torch.

Every field is of a fixed width, so that blocks of rows become NumPy columns at once, and go to disk
before the next block comes: memory holds a block and one number an item, whatever the shop did.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import numpy as np
import psycopg
from django.db import connection, transaction
from psycopg import sql

from recommender.learning.act_kinds import (
    DWELL,
    DWELL_WITHIN_S,
    IS_ACT,
    IS_DWELL,
    KIND_CODE,
    MARKS,
    MOST_LETTERS,
    MOST_WORDS,
    WORD_MARKS,
    Ints,
    dwell_codes,
    items_numbered,
)
from recommender.learning.arrays import (
    CARD,
    ArraysWriter,
    Rows,
    blocks,
    columns_open,
    copy_rows,
    facts_read,
)

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

FIELDS = {
    "shopper": "(2,)>i8", "item": ">i4", "kind": ">i4", "at": ">i8", "value": ">f8",
    **dict.fromkeys(WORD_MARKS, ">i4"),
}  # fmt: skip
OFFSETS = "offsets.npy"  # of the histories in the merged steps
COLUMNS = ("owners", "rows", "kinds", "times", *MARKS)

_WORDS = f"""
SELECT word FROM (
    SELECT e.context->>{{name}} AS word, count(*) AS times
    FROM recommender_event e
    WHERE e.context ? {{name}} AND {IS_ACT}
    GROUP BY 1
) AS found
WHERE word <> '' AND length(word) <= {MOST_LETTERS}
ORDER BY times DESC, word COLLATE "C" LIMIT {MOST_WORDS}
"""
_ALL = f"""
COPY (
    SELECT e.shopper_id, i.row, coalesce({KIND_CODE}, 0)::int4,
           extract(epoch FROM e.occurred_at)::int8, coalesce(e.value, 0)::float8{{words}}
    FROM recommender_event e JOIN recommender_numbered i USING (item_id){{joins}}
    WHERE ({IS_ACT}) OR ({IS_DWELL})
    ORDER BY e.shopper_id, e.occurred_at, e.id
) TO STDOUT (FORMAT BINARY)
"""


@dataclass(frozen=True, slots=True)
class ShopActs:
    """All acts of the shop, sorted by shopper, then time; memory-mapped, read only.

    owners, rows, kinds, times and each of marks (A,) int64: number of the shopper, row in
    `item_ids`, 1-based place in `KINDS`, seconds since 1970, codes (0: not known). `shoppers` is
    how many there are. `vocabularies`: the words that the codes 1.. of "device" and "place" are.
    """

    owners: Ints
    rows: Ints
    kinds: Ints
    times: Ints
    item_ids: list[str]
    shoppers: int
    marks: Mapping[str, Ints]
    vocabularies: Mapping[str, list[str]]
    folder: Path
    _keys: Ints  # (S, 2): the bytes of the shoppers' ids
    _kept: Any = field(default=None, repr=False)  # its end removes a temporary folder

    @property
    def first_at(self) -> datetime:
        """Time of the oldest act."""
        return datetime.fromtimestamp(int(self.times.min()), UTC)

    @property
    def last_at(self) -> datetime:
        """Time of the newest act."""
        return datetime.fromtimestamp(int(self.times.max()), UTC)

    @property
    def shopper_ids(self) -> list[UUID]:
        """The shoppers in the order of their numbers."""
        return [UUID(bytes=key.tobytes()) for key in self._keys.astype(">i8")]

    def sequences(self) -> Sequences:
        """Return the histories, repeats merged, memory-mapped from files beside the acts.

        One block of whole shoppers is in memory at a time.
        """
        from recommender.neural.sequences import merge_repeats

        steps_folder = self.folder / "steps"
        if facts_read(steps_folder) is not None:  # merged before, by whoever opened these acts
            return self._histories(columns_open(steps_folder), np.load(steps_folder / OFFSETS))
        writer = ArraysWriter(steps_folder, COLUMNS[1:])
        lengths = np.zeros(self.shoppers, dtype=np.int64)
        begins = np.searchsorted(self.owners, np.arange(self.shoppers + 1))
        for first, last in _whole(begins):
            part = slice(int(begins[first]), int(begins[last]))
            merged = merge_repeats(
                self.owners[part] - first,
                self.rows[part],
                self.kinds[part],
                self.times[part],
                last - first,
                {name: codes[part] for name, codes in self.marks.items()},
            )
            lengths[first:last] = merged.lengths
            writer.append(
                {"rows": merged.rows, "kinds": merged.kinds, "times": merged.times, **merged.marks}
            )
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        np.save(steps_folder / OFFSETS, offsets)
        return self._histories(writer.finish(), offsets)

    def _histories(self, steps: Mapping[str, Ints], offsets: Ints) -> Sequences:
        from recommender.neural.sequences import Sequences

        marks = {name: steps[name] for name in MARKS}
        return Sequences(steps["rows"], steps["kinds"], steps["times"], offsets, marks)


def acts_all(folder: Path | None = None) -> ShopActs:
    """Stream every act out of Postgres into a folder; None: one that goes when they do."""
    kept = None
    if folder is None:
        kept = tempfile.TemporaryDirectory(prefix="because-acts-")
        folder = Path(kept.name)
    (folder / "steps" / CARD).unlink(missing_ok=True)  # of the acts that were here before
    writer = ArraysWriter(folder, COLUMNS)
    shoppers = _Shoppers(folder / "shoppers")
    try:
        with transaction.atomic():
            item_ids, vocabularies = _prepare()
            with _copied(_reading(vocabularies)) as chunks:
                for acts in _folded(copy_rows(chunks, FIELDS)):
                    if len(acts["kind"]):
                        writer.append(_columns(acts, shoppers))
    finally:
        writer.close()
        shoppers.writer.close()
    shoppers.writer.finish()
    facts = {"items": _compact(folder, writer, item_ids), "vocabularies": vocabularies}
    writer.finish(facts)
    return _opened(folder, facts, kept)


def acts_open(folder: Path) -> ShopActs | None:
    """Return acts streamed into a folder before; None where there are none, or not all."""
    facts = facts_read(folder)
    return None if facts is None else _opened(folder, facts, None)


def _opened(folder: Path, facts: Mapping[str, Any], kept: Any) -> ShopActs:
    columns = columns_open(folder)
    keys = columns_open(folder / "shoppers")
    return ShopActs(
        columns["owners"],
        columns["rows"],
        columns["kinds"],
        columns["times"],
        facts["items"],
        len(keys["high"]),
        {name: columns[name] for name in MARKS},
        facts["vocabularies"],
        folder,
        np.stack([keys["high"], keys["low"]], axis=1),
        kept,
    )


def _prepare() -> tuple[list[str], dict[str, list[str]]]:
    """Number the items; return their ids in that order, and the words of each mark."""
    with connection.cursor() as cursor:
        item_ids = items_numbered(cursor)  # an event may outlive its item
        vocabularies = {}
        for name in WORD_MARKS:
            cursor.execute(_WORDS.format(name=f"'{name}'"))
            vocabularies[name] = [word for (word,) in cursor.fetchall()]
    return item_ids, vocabularies


def _reading(vocabularies: Mapping[str, list[str]]) -> sql.Composed:
    """Return the COPY, each word of a vocabulary turned into its code by the server."""
    words, joins = sql.Composed([]), sql.Composed([])
    for name, known in vocabularies.items():
        table = sql.Identifier(f"of_{name}")
        pairs = sql.SQL(", ").join(
            sql.SQL("({}, {})").format(sql.Literal(word), sql.Literal(code))
            for code, word in enumerate(["", *known])
        )
        words += sql.SQL(", coalesce({}.code, 0)::int4").format(table)
        joins += sql.SQL(
            " LEFT JOIN (VALUES {}) AS {}(word, code) ON {}.word = e.context->>{}"
        ).format(pairs, table, table, sql.Literal(name))
    return sql.SQL(_ALL).format(words=words, joins=joins)


@contextmanager
def _copied(query: sql.Composed) -> Iterator[Iterable[bytes | bytearray | memoryview]]:
    connection.ensure_connection()
    raw = cast("psycopg.Connection[tuple[Any, ...]]", connection.connection)
    with raw.cursor() as cursor, cursor.copy(query) as copy:
        yield copy


def _folded(found: Iterator[Rows]) -> Iterator[dict[str, Any]]:
    """Yield blocks of acts, the seconds looked at of each beside it, out of blocks of rows.

    The newest act of a block waits for the next one: how long it was looked at may follow.
    """
    waiting: Rows | None = None
    for block in found:
        rows = block if waiting is None else np.concatenate([waiting, block])
        acts = np.flatnonzero(rows["kind"] > 0)
        cut = int(acts[-1]) if len(acts) else 0
        yield _fold(rows[:cut])
        waiting = rows[cut:]
    if waiting is not None:
        yield _fold(waiting)


def _fold(rows: Rows) -> dict[str, Any]:
    is_act = rows["kind"] > 0
    place = np.maximum.accumulate(np.where(is_act, np.arange(len(rows)), -1))
    seconds = np.zeros(len(rows))
    looks = np.flatnonzero(~is_act & (place >= 0))
    of = place[looks]
    same = (rows["shopper"][looks] == rows["shopper"][of]).all(axis=1)
    same &= rows["item"][looks] == rows["item"][of]
    same &= rows["at"][looks] - rows["at"][of] < DWELL_WITHIN_S
    np.maximum.at(seconds, of[same], rows["value"][looks[same]].astype(np.float64))
    return {name: rows[name][is_act] for name in FIELDS} | {DWELL: seconds[is_act]}


class _Shoppers:
    """Numbers shoppers as they come, and writes down who they were."""

    def __init__(self, folder: Path) -> None:
        self.writer = ArraysWriter(folder, ("high", "low"))
        self.last = np.zeros((0, 2), dtype=np.int64)

    def number(self, ids: Ints) -> Ints:
        """Return the numbers (n,) of ids (n, 2), which come sorted; a block follows on another."""
        known = np.concatenate([self.last, ids])
        new = (known[1:] != known[:-1]).any(axis=1)
        if not len(self.last):
            new = np.concatenate([[True], new])
        numbers: Ints = self.writer.count - 1 + np.cumsum(new)
        self.writer.append({"high": ids[new, 0], "low": ids[new, 1]})
        self.last = ids[-1:]
        return numbers


def _columns(acts: Mapping[str, Any], shoppers: _Shoppers) -> dict[str, Ints]:
    return {
        "owners": shoppers.number(acts["shopper"].astype(np.int64)),
        "rows": acts["item"],
        "kinds": acts["kind"],
        "times": acts["at"],
        DWELL: dwell_codes(acts[DWELL]),
        **{name: acts[name] for name in WORD_MARKS},
    }


def _compact(folder: Path, writer: ArraysWriter, item_ids: list[str]) -> list[str]:
    """Number anew, on disk, the items that anybody acted on; return their ids."""
    if not writer.count:
        return []
    rows = np.memmap(folder / "rows.i64", dtype=np.int64, mode="r+")
    used = np.zeros(len(item_ids), dtype=bool)
    for part in blocks(len(rows)):
        used[rows[part]] = True
    place = np.cumsum(used) - 1
    for part in blocks(len(rows)):
        rows[part] = place[rows[part]]
    rows.flush()
    return [item_id for item_id, is_used in zip(item_ids, used, strict=True) if is_used]


def _whole(begins: Ints, most: int = 2**18) -> Iterator[tuple[int, int]]:
    """Yield (first, last) shoppers of runs of at most `most` acts, one shopper at least."""
    first, count = 0, len(begins) - 1
    while first < count:
        last = int(np.searchsorted(begins, begins[first] + most, side="right")) - 1
        last = min(max(last, first + 1), count)
        yield first, last
        first = last
