"""Item-based nearest neighbours by cosine, the input decayed with age.

Sarwar et al. 2001, "Item-based collaborative filtering recommendation algorithms",
doi:10.1145/371920.372071. Here with all neighbours, and with newer steps weighing more
(`score = Σ 0.8^age · cosine(step, item)`), which on sequences matters more than anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from recommender.evaluation.baselines.inputs import DECAY, binary_matrix, decayed_matrix
from recommender.metrics import Floats

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

DENSE = 0.1  # share of pairs met together from which the similarities are kept as a full matrix


class ItemKnn:
    """`similarity` (items, items) float32, sparse or full, zero on the diagonal."""

    def __init__(self, fit: Sequences, items: int, decay: float = DECAY) -> None:
        """Compute all cosines between items' sets of users."""
        self.items, self.decay = items, decay
        met = binary_matrix(fit, items)  # (S, items)
        together = (met.T @ met).tocoo()  # how many users met both
        scale = 1.0 / np.sqrt(np.maximum(np.asarray(met.sum(axis=0)), 1.0))
        row, column = together.coords
        apart = row != column
        row, column = row[apart], column[apart]
        cosine = together.data[apart] * scale[row] * scale[column]
        found = sparse.csr_array((cosine.astype(np.float32), (row, column)), shape=(items, items))
        # A product with a full matrix is faster once it is not very sparse.
        self.similarity = found.toarray() if found.nnz > DENSE * items * items else found

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32."""
        weights = decayed_matrix(histories, self.items, self.decay)
        scores = weights @ self.similarity
        if sparse.issparse(scores):
            scores = scores.toarray()
        return np.asarray(scores, dtype=np.float32)
