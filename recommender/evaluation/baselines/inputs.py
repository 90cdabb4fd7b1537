"""Histories as sparse users × items matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences


DECAY = 0.8  # weight of a step over that of the step after it


def binary_matrix(histories: Sequences, items: int) -> sparse.csr_array:
    """Return (S, items) float32: 1 where the user met the item."""
    matrix = _matrix(histories, np.ones(len(histories.rows), dtype=np.float32), items)
    matrix.data[:] = 1.0
    return matrix


def decayed_matrix(histories: Sequences, items: int, decay: float = DECAY) -> sparse.csr_array:
    """Return (S, items) float32: `decay ** a`, a = 0 for the newest step; repeats add up."""
    age = np.repeat(histories.offsets[1:], histories.lengths) - 1 - np.arange(len(histories.rows))
    return _matrix(histories, np.power(decay, age).astype(np.float32), items)


def _matrix(
    histories: Sequences, values: np.ndarray[tuple[int], np.dtype[np.float32]], items: int
) -> sparse.csr_array:
    # Summing repeats sorts in place: the indices must not be the histories themselves.
    matrix = sparse.csr_array(
        (values, histories.rows.copy(), histories.offsets.copy()), shape=(len(histories), items)
    )
    matrix.sum_duplicates()
    return matrix
