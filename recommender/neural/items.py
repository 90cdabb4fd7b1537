"""What items are made of besides their id: dense inputs and facet words. NumPy only, no Django.

A dense input is a matrix of unit rows out of an encoder of texts, pictures or sounds. A facet is a
plain word such as "category=lamps", "brand=…", "material=oak", "price=3" (a band) or "age=1".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from recommender.neural.sequences import Floats, Ints

MOST_WORDS = 32  # facet words of one item that are read; the first ones


@dataclass(frozen=True, slots=True)
class ItemInputs:
    """N items. dense: name -> (N, C) float32 unit rows, a zero row where it is missing.

    Item n's facet words are `words[places[offsets[n]:offsets[n + 1]]]`; offsets (N + 1,) int64,
    places (W,) int64.
    """

    dense: Mapping[str, Floats]
    offsets: Ints
    places: Ints
    words: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        """Return N."""
        return len(self.offsets) - 1

    def __post_init__(self) -> None:
        """Refuse inputs of different lengths."""
        for name, rows in self.dense.items():
            if rows.ndim != 2 or len(rows) != len(self):
                raise ValueError(f"{name!r} has shape {rows.shape}: {len(self)} rows are needed.")

    def take(self, rows: Ints) -> ItemInputs:
        """Return some of the items, in the order given."""
        lengths = np.diff(self.offsets)[rows]
        ends = np.cumsum(lengths)
        at = np.arange(int(lengths.sum())) + np.repeat(
            self.offsets[:-1][rows] - (ends - lengths), lengths
        )
        offsets = np.concatenate([[0], ends]).astype(np.int64)
        dense = {name: matrix[rows] for name, matrix in self.dense.items()}
        return ItemInputs(dense, offsets, self.places[at], self.words)

    def words_of(self, row: int) -> tuple[str, ...]:
        """Return the facet words of one item."""
        return tuple(
            self.words[at] for at in self.places[self.offsets[row] : self.offsets[row + 1]]
        )

    def facet_matrix(self, vocabulary: Sequence[str]) -> Ints:
        """Return (N, F) int64: 1-based places in another `vocabulary`, padded with 0 to the right.

        A word that the vocabulary lacks is left out; at most `MOST_WORDS` an item are read.
        """
        known = {word: at for at, word in enumerate(vocabulary, start=1)}
        code_of = np.array([known.get(word, 0) for word in self.words] or [0], dtype=np.int64)
        codes = code_of[self.places] if len(self.places) else self.places
        owners = np.repeat(np.arange(len(self)), np.diff(self.offsets))[codes > 0]
        codes = codes[codes > 0]
        counts = np.bincount(owners, minlength=len(self))
        column = np.arange(len(codes)) - np.repeat(np.cumsum(counts) - counts, counts)
        fits = column < MOST_WORDS
        width = min(int(counts.max(initial=0)), MOST_WORDS)
        found: Ints = np.zeros((len(self), width), dtype=np.int64)
        found[owners[fits], column[fits]] = codes[fits]
        return found

    def words_shared(self, least: int = 2) -> tuple[str, ...]:
        """Return the words of at least `least` items, sorted; one item's own teaches little."""
        counts = Counter(self.places.tolist())
        return tuple(sorted(self.words[at] for at, count in counts.items() if count >= least))


def items_of(
    dense: Mapping[str, Floats] | None = None, facets: Sequence[Sequence[str]] | None = None
) -> ItemInputs:
    """Return inputs of matrices and of the facet words of each item; at least one is given.

    Raises:
        ValueError: nothing is given, or lengths differ.
    """
    if facets is None:
        if not dense:
            raise ValueError("Give dense inputs, facet words or both.")
        facets = [()] * len(next(iter(dense.values())))
    sets = [list(dict.fromkeys(words)) for words in facets]
    words = tuple(sorted({word for one in sets for word in one}))
    place = {word: at for at, word in enumerate(words)}
    places = [place[word] for one in sets for word in one]
    offsets = np.concatenate([[0], np.cumsum([len(one) for one in sets])]).astype(np.int64)
    return ItemInputs(dict(dense or {}), offsets, np.array(places, dtype=np.int64), words)
