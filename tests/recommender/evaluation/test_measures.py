from __future__ import annotations

import math

import numpy as np
import pytest

from recommender.evaluation.measures import measure
from recommender.evaluation.ranking import Ranked
from recommender.neural.sequences import sequences_from


def test_all_figures_by_hand() -> None:
    ranked = Ranked(np.array([0, 3]), np.array([1, 0]), np.array([[0, 1], [0, 2]]))
    fit = sequences_from([[0, 1], [0, 1], [0, 3], [0]])  # 0: 4, 1: 2, 3: 1
    vectors = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], np.float32)
    figures = measure(ranked, fit, 4, vectors, k=2)
    assert figures["ndcg2"] == pytest.approx(0.5)
    assert figures["hr2"] == pytest.approx(0.5)
    assert figures["mrr"] == pytest.approx((1 + 1 / 4) / 2)
    # Against: the first user's target falls to rank 1.
    assert figures["ndcg2_ties_against"] == pytest.approx(1 / math.log2(3) / 2, abs=1e-4)
    assert figures["coverage2"] == pytest.approx(3 / 4)
    assert figures["gini2"] == pytest.approx((-3 * 0 - 1 + 1 + 3 * 2) / (4 * 4))  # 0, 1, 1, 2
    # Shares 5/5, 3/5, 5/5, 1/5.
    assert figures["novelty2_bits"] == pytest.approx(
        (math.log2(5 / 3) + math.log2(5)) / 4, abs=1e-4
    )
    assert figures["tail_share2"] == pytest.approx(1 / 4)  # head: 0 and 1 (6 of 7 events)
    assert figures["ild2"] == pytest.approx((1 + 0) / 2)


def test_no_vectors_no_diversity() -> None:
    ranked = Ranked(np.array([0]), np.array([0]), np.array([[1]]))
    assert "ild10" not in measure(ranked, sequences_from([[0]]), 2)
