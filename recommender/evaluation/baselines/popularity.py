"""Everybody gets what most people met: the floor that any recommender must beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recommender.evaluation.baselines.inputs import binary_matrix
from recommender.metrics import Floats

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences


class Popularity:
    """Scores an item by the number of users who met it."""

    def __init__(self, fit: Sequences, items: int) -> None:
        """Count the users of each item."""
        self.users = np.asarray(binary_matrix(fit, items).sum(axis=0), dtype=np.float32)  # (items,)

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32, the same row for everybody."""
        return np.tile(self.users, (len(histories), 1))
