"""All items of a shop side by side in this process: recall and facts without a statement.

An item's row never changes its vectors: an item encoded anew gets a new row and its old one can no
longer be found, so a thread that still reads it reads something whole. Facts are kept as text and
understood when they are first asked for. Rows of sold-out items stay: history needs them.
Who fills it: `recommender.item_tables`. Plain NumPy; no Django.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.contracts import Floats, ItemBlock, ItemFacts
from recommender.item_lists import Lists, lists_make
from recommender.item_search import Allowed, Found, Search
from recommender.recalled import NICHE_EVENTS

MOST_FACTS = 20_000  # understood at a time, about 1.5 KB each
LISTS_FROM = 20_000  # items: below, all are compared; above, those of the nearest lists
WORN_PART = 16  # room for one row in so many; when it is used up, the table is read anew
_ALLOWED_KEPT = 64  # per combination of category and kind of item, n bytes each


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item as read: `text` is a JSON array of the facts in `_facts_of`'s order."""

    item_id: str
    is_for_sale: bool
    is_tail: bool
    event_count: int
    listed_s: float
    category: str
    department: str
    text: str


class Words:
    """Numbers for words, from 0; each word once."""

    def __init__(self) -> None:
        """Know none."""
        self.of: dict[str, int] = {}

    def code(self, word: str) -> int:
        """Return the number of a word, a new one when it is new."""
        return self.of.setdefault(sys.intern(word), len(self.of))


class Arrays:
    """The columns, with room to grow: `arrays.size` rows are in use."""

    def __init__(self, room: int, content_dim: int, model_dim: int) -> None:
        """Make empty columns for `room` rows."""
        self.size = 0
        self.columns: dict[str, NDArray[Any]] = {
            "content": np.zeros((room, content_dim), np.float32),
            "model": np.zeros((room, model_dim), np.float32),
            "has_content": np.zeros(room, bool),
            "has_model": np.zeros(room, bool),
            "is_current": np.zeros(room, bool),
            "is_for_sale": np.zeros(room, bool),
            "is_tail": np.zeros(room, bool),
            "event_count": np.zeros(room, np.int64),
            "listed_s": np.zeros(room, np.float64),
            "category": np.zeros(room, np.int32),
            "department": np.zeros(room, np.int32),
        }

    def grow(self, more: int) -> None:
        """Make room for `more` rows beyond those in use."""
        room = len(self.columns["is_tail"])
        if self.size + more > room:
            added = max(more, room // 8, 64)
            self.columns = {
                name: np.concatenate([one, np.zeros((added, *one.shape[1:]), one.dtype)])
                for name, one in self.columns.items()
            }


@dataclass(frozen=True, slots=True)
class Stored:
    """Texts of the first rows in one piece: that of row r is `text[ends[r]:ends[r + 1]]`."""

    text: NDArray[np.uint8]
    ends: NDArray[np.int64]

    def at(self, row: int) -> str:
        """Return the text of a row; "" where there is none."""
        if row >= len(self.ends) - 1:
            return ""
        return self.text[self.ends[row] : self.ends[row + 1]].tobytes().decode()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Stored:
        """Put texts together."""
        encoded = [text.encode() for text in texts]
        ends = np.concatenate([[0], np.cumsum([len(one) for one in encoded])]).astype(np.int64)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)


class ItemTable:
    """The items and both vectors of each; safe to read while one thread writes."""

    def __init__(self, content_dim: int, model_dim: int, room: int = 0) -> None:
        """Begin without items; dimensions are at least 1."""
        self.arrays = Arrays(room, content_dim, model_dim)
        self.item_ids: list[str] = []  # by row; an item may have had several
        self.row_of: dict[str, int] = {}
        self.words = Words()
        self.version = 0  # moves with every change
        self.texts: dict[int, str] = {}
        self.stored: Stored | None = None  # texts that `texts` has nothing newer for
        self.lists: dict[str, Lists] = {}  # by space, once arranged
        self._facts: dict[int, ItemFacts] = {}
        self._allowed: dict[tuple[str, str, str], tuple[int, Allowed]] = {}
        self._found: dict[str, tuple[int, Found]] = {}  # what searches of this version found
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many items there are, for sale or not."""
        return len(self.row_of)

    @property
    def is_worn(self) -> bool:
        """Whether so many rows came after the lists were made that it should be read anew."""
        if not self.lists:
            return False
        until = self.lists["content"].until
        return self.arrays.size - until > until // WORN_PART

    # ------------------------------------------------------------------------------- writing

    def put(self, found: Sequence[ItemRow], content: Floats, model: Floats) -> None:
        """Add items, or replace what is known of them; vectors (n, d) unit rows, zero: none."""
        with self._lock:
            self.arrays.grow(len(found))
            columns, size = self.arrays.columns, self.arrays.size
            retired: list[int] = []
            rows = np.empty(len(found), dtype=np.intp)
            for place, one in enumerate(found):
                row = self.row_of.get(one.item_id, -1)
                same = (
                    row >= 0
                    and np.array_equal(columns["content"][row], content[place])
                    and np.array_equal(columns["model"][row], model[place])
                )
                if not same:
                    if row >= 0:
                        retired.append(row)
                    row, size = size, size + 1
                    self.item_ids.append(one.item_id)
                rows[place] = row
            columns["content"][rows], columns["model"][rows] = content, model
            columns["has_content"][rows] = content.any(axis=1)
            columns["has_model"][rows] = model.any(axis=1)
            columns["is_current"][rows] = True
            self._put_facts(rows, found)
            # Now the new rows are whole. Old ones keep their facts for who still reads them.
            columns["is_current"][retired] = False
            self.arrays.size = size
            for place, one in enumerate(found):
                self.row_of[one.item_id] = int(rows[place])
            self.version += 1

    def put_facts(self, found: Sequence[ItemRow]) -> None:
        """Replace all but the vectors of items that are here."""
        with self._lock:
            rows = np.array([self.row_of[one.item_id] for one in found], dtype=np.intp)
            self._put_facts(rows, found)
            self.version += 1

    def drop(self, item_ids: Iterable[str]) -> None:
        """Forget items that are no more."""
        with self._lock:
            for item_id in item_ids:
                row = self.row_of.pop(item_id, None)
                if row is not None:
                    self.arrays.columns["is_current"][row] = False
            self.version += 1

    def arrange(self) -> None:
        """Group the rows for search, before anybody else has the table; once.

        Rows are moved so that those near in content lie together; of the model's space, a sixth
        as wide, the lists hold a copy. They stay as they are: rows that come later are compared
        beside them.
        """
        if len(self) < LISTS_FROM:
            return
        columns, size = self.arrays.columns, self.arrays.size
        lists = lists_make(columns["content"][:size], columns["has_content"][:size])
        rest = np.setdiff1d(np.arange(size), lists.order, assume_unique=True)
        moved = np.concatenate([lists.order, rest])
        for column in columns.values():
            column[:size] = column[moved]
        old_ids, old_texts, order = self.item_ids, self.texts, moved.tolist()
        self.item_ids = [old_ids[row] for row in order]
        self.texts = {new: old_texts[row] for new, row in enumerate(order) if row in old_texts}
        place = np.empty(size, np.intp)
        place[moved] = np.arange(size)
        self.row_of = {item_id: int(place[row]) for item_id, row in self.row_of.items()}
        straight = np.arange(len(lists.order), dtype=np.intp)
        self.lists = {
            "content": Lists(lists.centres, straight, lists.starts, size),
            "model": lists_make(columns["model"][:size], columns["has_model"][:size]),
        }
        self._allowed.clear()

    def _put_facts(self, rows: NDArray[np.intp], found: Sequence[ItemRow]) -> None:
        columns, code = self.arrays.columns, self.words.code
        columns["is_for_sale"][rows] = [one.is_for_sale for one in found]
        columns["is_tail"][rows] = [one.is_tail for one in found]
        columns["event_count"][rows] = [one.event_count for one in found]
        columns["listed_s"][rows] = [one.listed_s for one in found]
        columns["category"][rows] = [code(one.category) for one in found]
        columns["department"][rows] = [code(one.department) for one in found]
        for row, one in zip(rows.tolist(), found, strict=True):
            if self.text(row) != one.text:
                self.texts[row] = one.text
            self._facts.pop(row, None)

    # ------------------------------------------------------------------------------- reading

    def text(self, row: int) -> str:
        """Return the facts of a row as they were read; "": unknown."""
        text = self.texts.get(row)
        if text is None and self.stored is not None:
            return self.stored.at(row)
        return text or ""

    def block(self, item_ids: Sequence[str], *, available_only: bool = True) -> ItemBlock:
        """Return those items that exist (and are for sale), in the given order, each once."""
        row_of, columns = self.row_of, self.arrays.columns
        asked = dict.fromkeys(item_ids)
        rows = [row for item_id in asked if (row := row_of.get(item_id)) is not None]
        at = np.array(rows, dtype=np.intp)
        if available_only:
            at = at[columns["is_for_sale"][at]]
            rows = at.tolist()
        block = ItemBlock(self._facts_at(rows), columns["content"][at], columns["model"][at])
        ids = self.item_ids
        block.__dict__.update(
            item_ids=tuple([ids[row] for row in rows]),
            is_tail=columns["is_tail"][at],
            event_count=columns["event_count"][at],
            listed_s=columns["listed_s"][at],
        )
        return block

    def search(self, space: str) -> Search:
        """Return a search of "content" or "model" over the rows there are now."""
        version, found = self._found.get(space, (-1, {}))
        if version != self.version:
            found = {}
            self._found[space] = (self.version, found)
        vectors = self.arrays.columns[space][: self.arrays.size]
        lists = self.lists.get(space)
        return Search(
            vectors, self.item_ids, lambda *asked: self.allowed(space, *asked), lists, found
        )

    def allowed(self, space: str, category: str = "", among: str = "") -> Allowed:
        """Return the rows for sale of a category or department that have a vector in `space`.

        `among`: "tail" or "niche" items only; "" all.
        """
        key, version = (space, category, among), self.version
        kept = self._allowed.get(key)
        if kept is not None and kept[0] == version:
            return kept[1]
        mask = self._mask(category, among)
        mask &= self.arrays.columns[f"has_{space}"][: len(mask)]
        lists = self.lists.get(space)
        in_list = None if lists is None else lists.counts(mask)
        allowed = Allowed(np.flatnonzero(mask), mask, in_list)
        if len(self._allowed) >= _ALLOWED_KEPT:
            self._allowed.clear()
        self._allowed[key] = (version, allowed)
        return allowed

    def fresh(self, since: datetime, limit: int, category: str = "") -> list[str]:
        """Return items for sale listed since then, newest first, ties by id."""
        listed_s, since_s = self.arrays.columns["listed_s"], since.timestamp()
        mask = self._mask(category)
        mask &= listed_s[: len(mask)] >= since_s
        rows = np.flatnonzero(mask)
        if len(rows) > limit:
            least = np.partition(listed_s[rows], len(rows) - limit)[len(rows) - limit]
            rows = rows[listed_s[rows] >= least]
        named = [
            (-at, self.item_ids[row])
            for row, at in zip(rows.tolist(), listed_s[rows].tolist(), strict=True)
        ]
        return [item_id for _, item_id in sorted(named)[:limit]]

    def _mask(self, category: str, among: str = "") -> NDArray[np.bool_]:
        """Return a new mask (size,) of the rows for sale."""
        columns, size = self.arrays.columns, self.arrays.size
        mask: NDArray[np.bool_] = columns["is_for_sale"][:size] & columns["is_current"][:size]
        if category:
            code = self.words.of.get(category, -1)
            mask &= (columns["category"][:size] == code) | (columns["department"][:size] == code)
        if among == "tail":
            mask &= columns["is_tail"][:size]
        elif among == "niche":
            mask &= columns["event_count"][:size] < NICHE_EVENTS
        return mask

    def _facts_at(self, rows: Sequence[int]) -> tuple[ItemFacts, ...]:
        known, version = self._facts, self.version
        try:
            return tuple([known[row] for row in rows])
        except KeyError:
            found = [known.get(row) or self._understand(row) for row in rows]
        with self._lock:
            if version == self.version:  # else some may have changed meanwhile
                known.update(zip(rows, found, strict=True))
                if len(known) > MOST_FACTS:
                    for row in list(known)[: len(known) - 3 * MOST_FACTS // 4]:
                        del known[row]
        return tuple(found)

    def _understand(self, row: int) -> ItemFacts:
        columns = self.arrays.columns
        return _facts_of(
            self.item_ids[row],
            json.loads(self.text(row)),
            int(columns["event_count"][row]),
            bool(columns["is_tail"][row]),
        )


def _facts_of(item_id: str, read: Sequence[Any], event_count: int, is_tail: bool) -> ItemFacts:
    title, category, category_name, department, brand, maker = read[:6]
    attributes, price, currency, listed_s, translations = read[6:]
    return ItemFacts(
        item_id,
        title,
        sys.intern(category),
        sys.intern(category_name),
        sys.intern(department),
        sys.intern(brand),
        sys.intern(maker),
        _few(attributes),
        float(price),
        sys.intern(currency),
        datetime.fromtimestamp(listed_s, UTC),
        event_count,
        is_tail,
        translations,
    )


def _few(attributes: Mapping[str, str]) -> Mapping[str, str]:
    return {sys.intern(name): value for name, value in attributes.items()}
