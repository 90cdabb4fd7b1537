from __future__ import annotations

import numpy as np

from recommender.diversify.mmr import Mmr
from tests.recommender.worlds import unit


def test_by_hand():
    # After row 0: row 1 has 0.5 · 0.9 - 0.5 · 0.8 = 0.05, row 2 has 0.5 · 0.2 - 0 = 0.1.
    vectors = np.stack([unit(1, 0), unit(0.8, 0.6), unit(0, 1)])
    score = np.array([1.0, 0.9, 0.2], dtype=np.float32)
    assert Mmr().select(score, vectors, 3, 0.5) == [0, 2, 1]
    assert Mmr().select(score, vectors, 3, 0.2) == [0, 1, 2]
