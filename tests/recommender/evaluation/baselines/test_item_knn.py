from __future__ import annotations

import math

import numpy as np
import pytest

from recommender.evaluation.baselines import item_knn
from recommender.evaluation.baselines.item_knn import ItemKnn
from recommender.neural.sequences import sequences_from

FIT = sequences_from([[0, 1], [0, 1, 2], [0], [2]])  # users: 0: 3, 1: 2, 2: 2


@pytest.mark.parametrize("dense", [0.0, 2.0])
def test_scores_are_decayed_cosines(monkeypatch: pytest.MonkeyPatch, dense: float) -> None:
    monkeypatch.setattr(item_knn, "DENSE", dense)
    scores = ItemKnn(FIT, 4, decay=0.5).score(sequences_from([[0, 1], [2]]))
    c01, c02, c12 = 2 / math.sqrt(6), 1 / math.sqrt(6), 1 / 2
    expected = [[c01, 0.5 * c01, 0.5 * c02 + c12, 0], [c02, c12, 0, 0]]
    assert scores == pytest.approx(np.array(expected, np.float32))


def test_an_item_is_no_neighbour_of_itself() -> None:
    assert ItemKnn(FIT, 4).score(sequences_from([[2]]))[0, 2] == 0
