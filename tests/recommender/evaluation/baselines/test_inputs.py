from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.baselines.inputs import binary_matrix, decayed_matrix
from recommender.neural.sequences import sequences_from

HISTORIES = sequences_from([[2, 0, 2], [], [1]])


def test_binary_counts_an_item_once() -> None:
    assert binary_matrix(HISTORIES, 3).toarray().tolist() == [[1, 0, 1], [0, 0, 0], [0, 1, 0]]


def test_the_histories_stay_as_they_are() -> None:
    before = HISTORIES.rows.copy()
    binary_matrix(HISTORIES, 3)
    assert np.array_equal(HISTORIES.rows, before)


def test_decayed_halves_with_each_step_back_and_adds_repeats() -> None:
    found = decayed_matrix(HISTORIES, 3, decay=0.5).toarray()
    assert found == pytest.approx(np.array([[0.5, 0, 1.25], [0, 0, 0], [0, 1, 0]]))
