"""Diversifier `mmr`: maximal marginal relevance (Carbonell, Goldstein, SIGIR 1998). No Django."""

from __future__ import annotations

import numpy as np

from recommender.contracts import Floats
from recommender.registry import register


@register("diversifier", "mmr")
class Mmr:
    """Adds, one by one, the row with the best score less its likeness to the nearest chosen."""

    slug = "mmr"

    def select(self, score: Floats, vectors: Floats, size: int, diversity: float) -> list[int]:
        """Return row numbers, best first: `(1 - diversity) · score - diversity · max cosine`."""
        count = len(score)
        nearest = np.zeros(count, dtype=np.float32)
        open_rows = np.ones(count, dtype=bool)
        chosen: list[int] = []
        while len(chosen) < min(size, count):
            gain = (1.0 - diversity) * score - diversity * nearest
            row = int(np.argmax(np.where(open_rows, gain, -np.inf)))
            chosen.append(row)
            open_rows[row] = False
            nearest = np.maximum(nearest, vectors @ vectors[row])
        return chosen
