"""Diversifier `mmr`: maximal marginal relevance (Carbonell, Goldstein, SIGIR 1998). No Django."""

from __future__ import annotations

import numpy as np

from recommender.contracts import Floats
from recommender.greedy import Doubles, Rows, pairs_of, select, select_many
from recommender.registry import register


@register("diversifier", "mmr")
class Mmr:
    """Adds, one by one, the row with the best score less its likeness to the nearest chosen."""

    slug = "mmr"

    def select(self, score: Floats, vectors: Floats, size: int, diversity: float) -> list[int]:
        """Return row numbers, best first: `(1 - diversity) · score - diversity · max cosine`."""
        return select(Nearest, score, vectors, size, diversity)

    def select_many(
        self, scores: Floats, vectors: Floats, size: int, diversity: float
    ) -> list[list[int]]:
        """Return the selection under each of several scores (m, n), what pairs share once."""
        return select_many(Nearest, scores, vectors, size, diversity)

    def variety(self, vectors: Floats, lists: int, size: int, diversity: float) -> Nearest:
        """Return how unlike each row is to what so many lists hold."""
        return Nearest(vectors, lists, size, diversity)


class Nearest:
    """The cosine of n rows with the nearest row that m lists hold; below 0 counts as 0."""

    def __init__(self, vectors: Floats, lists: int, size: int, diversity: float) -> None:
        """Start with empty lists that will hold at most `size` rows; vectors (n, d)."""
        self.gain: Doubles = np.zeros((lists, len(vectors)))
        self._vectors = vectors
        self._pairs = pairs_of(vectors, lists, size)
        self._weight = -diversity

    def add(self, rows: Rows) -> None:
        """Take the next row of each list, (m,)."""
        alike = self._vectors[rows] @ self._vectors.T if self._pairs is None else self._pairs[rows]
        np.minimum(self.gain, self._weight * alike, out=self.gain)
