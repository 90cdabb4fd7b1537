"""EASE: a linear autoencoder with a closed form.

Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data", arXiv:1905.03375. With G = XᵀX
and P = (G + λI)⁻¹ the item weights are `B_ij = −P_ij / P_jj`, zero on the diagonal. X is binary;
only the input that is scored may be decayed with age, which makes a set model aware of order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg

from recommender.evaluation.baselines.inputs import binary_matrix, decayed_matrix
from recommender.metrics import Floats

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences


def ease_weights(fit: Sequences, items: int, l2: float) -> Floats:
    """Return B, (items, items) float32. Time is cubic in items; memory about 12 bytes a cell.

    Raises:
        ValueError: `l2` is too small for the matrix to be inverted in float32.
    """
    met = binary_matrix(fit, items)
    gram = np.asfortranarray((met.T @ met).toarray(), dtype=np.float32)
    gram[np.diag_indices(items)] += np.float32(l2)
    # G + λI is symmetric and positive definite: Cholesky costs a third of a general inverse.
    factor, failed = linalg.lapack.spotrf(gram, lower=True, overwrite_a=True)
    if failed:
        raise ValueError(f"The item matrix cannot be inverted with l2 = {l2:g}: raise it.")
    inverse, _ = linalg.lapack.spotri(factor, lower=True, overwrite_c=True)
    inverse = np.tril(inverse)
    inverse += np.tril(inverse, -1).T
    weights: Floats = -inverse / np.diag(inverse)[None, :]
    weights[np.diag_indices(items)] = 0.0
    return weights


class Ease:
    """Scores by the weights of `ease_weights`. `decay` 1: the plain model, each item once."""

    def __init__(self, weights: Floats, decay: float = 1.0) -> None:
        """Take weights (items, items) float32; several scorers may share them."""
        self.weights, self.decay = weights, decay

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32."""
        items = len(self.weights)
        if self.decay == 1.0:
            known = binary_matrix(histories, items)
        else:
            known = decayed_matrix(histories, items, self.decay)
        return np.asarray(known @ self.weights, dtype=np.float32)
