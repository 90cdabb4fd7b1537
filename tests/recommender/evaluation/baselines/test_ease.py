from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.baselines.ease import Ease, ease_weights
from recommender.neural.sequences import sequences_from


def test_two_items_by_hand() -> None:
    # G = [[2, 1], [1, 1]], λ = 1: G + I = [[3, 1], [1, 2]], inverse [[2, -1], [-1, 3]] / 5.
    weights = ease_weights(sequences_from([[0, 1], [0]]), 2, 1.0)
    assert weights == pytest.approx(np.array([[0, 1 / 3], [1 / 2, 0]]))


def test_it_solves_the_ridge_regression_it_stands_for() -> None:
    rng = np.random.default_rng(5)
    met = rng.random((40, 8)) < 0.4
    fit = sequences_from([np.flatnonzero(row).tolist() for row in met])
    weights = ease_weights(fit, 8, 3.0)
    matrix = met.astype(np.float64)
    for item in range(8):  # each column: predict it from the others, by least squares
        others = [i for i in range(8) if i != item]
        a, b = matrix[:, others], matrix[:, item]
        slow = np.linalg.solve(a.T @ a + 3.0 * np.eye(7), a.T @ b)
        assert weights[others, item] == pytest.approx(slow, abs=1e-4)


def test_input_is_binary_or_decayed() -> None:
    weights = np.array([[0, 1, 10], [2, 0, 20], [4, 8, 0]], np.float32)
    history = sequences_from([[0, 1, 0]])
    assert Ease(weights).score(history).tolist() == [[2, 1, 30]]
    # Item 0: 0.25 + 1; item 1: 0.5.
    assert Ease(weights, decay=0.5).score(history).tolist() == [[1.0, 1.25, 22.5]]


def test_a_singular_matrix_is_said_to_be() -> None:
    with pytest.raises(ValueError, match="raise it"):
        ease_weights(sequences_from([[0, 1]]), 3, 0.0)
