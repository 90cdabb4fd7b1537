"""Diversifier `dpp`: fast greedy MAP of a determinantal point process.

Chen, Zhang, Zhou, "Fast Greedy MAP Inference for Determinantal Point Process", NeurIPS 2018,
algorithm 1. The kernel is `L_ij = q_i q_j v_i·v_j` with `q_i = exp(α r_i)`, so that
`log det L_S = 2α Σ r_i + log det(V_S V_Sᵀ)`: relevance against volume. No Django.
"""

from __future__ import annotations

import numpy as np

from recommender.contracts import Floats
from recommender.registry import register

RELEVANCE_SCALE = 10.0  # so that 0.1 of score weighs about as much as halving the free volume
PAIRS_MOST = 128  # rows
_LEAST = 1e-6  # floor of the free volume: duplicates come last, not never


@register("diversifier", "dpp")
class Dpp:
    """Adds, one by one, the row that raises `log det` most: O(n k (d + k))."""

    slug = "dpp"

    def select(self, score: Floats, vectors: Floats, size: int, diversity: float) -> list[int]:
        """Return row numbers, best first; `diversity` 0 is pure relevance, 1 only volume.

        score (n,), vectors (n, d) unit rows; a zero row is unlike everything.
        """
        count = len(score)
        size = min(size, count)
        if diversity <= 0.0:
            return [int(row) for row in np.argsort(-score, kind="stable")[:size]]
        # What each row would add; minus infinity once it is chosen.
        relevance = (1.0 - diversity) * RELEVANCE_SCALE * score.astype(np.float64)
        # All pairs at once where that is less work than a product a step.
        pairs = vectors @ vectors.T if count <= PAIRS_MOST else None
        # Rows of the Cholesky factor of the chosen, (steps, n), and each row's free volume.
        factor = np.zeros((size, count))
        free = np.ones(count)
        chosen: list[int] = []
        for step in range(size):
            row = int((relevance + diversity * np.log(np.maximum(free, _LEAST))).argmax())
            chosen.append(row)
            relevance[row] = -np.inf
            if free[row] <= _LEAST:
                continue  # it lies among the chosen already: nothing becomes less free
            alike = vectors @ vectors[row] if pairs is None else pairs[row]
            alike[row] = 1.0
            change = factor[step]
            np.subtract(alike, factor[:step, row] @ factor[:step], out=change)
            change /= free[row] ** 0.5
            free -= change * change
        return chosen
