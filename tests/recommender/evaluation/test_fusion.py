from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.fusion import Fusion, fusion_fit, neighbours, simplex, standardised
from recommender.evaluation.ranking import rank_all
from recommender.evaluation.splits import Task
from recommender.metrics import Floats, ndcg_at
from recommender.neural.sequences import Sequences, sequences_from
from tests.recommender.evaluation.test_ranking import Table


def test_rows_are_standardised_and_constants_become_zero() -> None:
    found = standardised(np.array([[1, 3], [5, 5]], np.float32))
    assert found.tolist() == [[-1, 1], [0, 0]]


def test_the_simplex_by_hand() -> None:
    found = set(simplex(3, 2))
    assert found == {(1, 0, 0), (0, 1, 0), (0, 0, 1), (0.5, 0.5, 0), (0.5, 0, 0.5), (0, 0.5, 0.5)}
    assert all(sum(weights) == pytest.approx(1) for weights in simplex(4, 5))


def test_neighbours_stay_on_the_simplex() -> None:
    found = set(neighbours((0.9, 0.1, 0.0), 0.2))
    assert (0.7, 0.3, 0.0) in found
    assert (1.0, 0.0, 0.0) in found  # no more than there is
    for weights in found:
        assert min(weights) >= 0
        assert sum(weights) == pytest.approx(1)


def test_scores_are_the_weighted_sum_and_weight_0_is_not_asked() -> None:
    class Untouched:
        def score(self, histories: Sequences) -> Floats:
            raise AssertionError("asked")

    one = Table(np.array([[0, 2], [0, 0]], np.float32))
    two = Table(np.array([[9, 1], [0, 0]], np.float32))
    fused = Fusion([one, two, Untouched()], (0.75, 0.25, 0.0))
    assert fused.score(sequences_from([[0]])).tolist() == [[-0.5, 0.5]]


def test_two_models_that_each_see_a_half_beat_both() -> None:
    rng = np.random.default_rng(0)
    users = items = 60
    targets = rng.permutation(items)
    signal = np.zeros((users, items), np.float32)
    signal[np.arange(users), targets] = 4.0
    half = (np.arange(users) < 30)[:, None]
    noise = rng.standard_normal((2, users, items)).astype(np.float32)
    models = {
        "first": Table(np.where(half, signal, 0) + noise[0]),
        "second": Table(np.where(half, 0, signal) + noise[1]),
        "noise": Table(rng.standard_normal((users, items)).astype(np.float32)),
    }
    task = Task(sequences_from([[user] for user in range(users)]), targets)
    weights, validated = fusion_fit(models, task)
    assert weights["noise"] < 0.15 < min(weights["first"], weights["second"])
    assert sum(weights.values()) == pytest.approx(1)

    def ndcg(model: Table | Fusion) -> float:
        ranks = rank_all(model, task.inputs, targets).ranks
        return float(ndcg_at(ranks, 10).mean())

    assert validated == pytest.approx(ndcg(Fusion(list(models.values()), (*weights.values(),))))
    assert validated > 1.2 * max(ndcg(model) for model in models.values())
