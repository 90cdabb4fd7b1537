from __future__ import annotations

from recommender.evaluation.baselines.popularity import Popularity
from recommender.neural.sequences import sequences_from


def test_it_counts_users_not_steps() -> None:
    model = Popularity(sequences_from([[0, 1, 1], [1, 2], [1]]), 4)
    scores = model.score(sequences_from([[0], [3]]))
    assert scores.tolist() == [[1, 3, 1, 0], [1, 3, 1, 0]]
