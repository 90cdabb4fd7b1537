from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.fusion import Fusion, FusionFit, cross_fitted, fusion_fit
from recommender.evaluation.ranking import rank_all
from recommender.evaluation.splits import Task
from recommender.evaluation.together import rank_together
from recommender.evaluation.weights import gains, likeliest
from recommender.metrics import Floats, ndcg_at
from recommender.neural.sequences import Sequences, sequences_from
from tests.recommender.evaluation.test_ranking import Table
from tests.recommender.evaluation.test_weights import made

USERS = ITEMS = 120


class Untouched:
    def score(self, histories: Sequences) -> Floats:
        raise AssertionError("asked")


def fit_of(weights: dict[str, dict[str, float]], scales: dict[str, float]) -> FusionFit:
    return FusionFit(weights, scales, 0.5, {}, {}, False)


def two_halves() -> tuple[dict[str, Table], Task]:
    """Two models that each know a half of the users, and one that knows nothing."""
    rng = np.random.default_rng(0)
    targets = rng.permutation(ITEMS)
    signal = np.zeros((USERS, ITEMS), np.float32)
    signal[np.arange(USERS), targets] = 4.0
    half = (np.arange(USERS) % 2 == 0)[:, None]
    noise = rng.standard_normal((3, USERS, ITEMS)).astype(np.float32)
    models = {
        "first": Table(np.where(half, signal, 0) + noise[0]),
        "second": Table(np.where(half, 0, signal) + noise[1]),
        "noise": Table(noise[2]),
    }
    return models, Task(sequences_from([[user] for user in range(USERS)]), targets)


def test_scores_are_the_weighted_sum_and_weight_0_is_not_asked() -> None:
    one = Table(np.array([[9, 0, 2]], np.float32))  # unseen: 0, 2: mean 1, deviation 1
    two = Table(np.array([[9, 5, 1]], np.float32))  # unseen: 5, 1: mean 3, deviation 2
    fit = fit_of(
        {"one": {"spread": 0.5}, "two": {"level": 0.25, "spread": 0.25}, "none": {"level": 0.0}},
        {"one": 1.0, "two": 4.0, "none": 1.0},
    )
    assert fit.parts == {"one": 0.5, "two": 0.5, "none": 0.0}
    fused = Fusion({"one": one, "two": two, "none": Untouched()}, fit)
    found = fused.score(sequences_from([[0]]))[0]
    # 0.5 · ∓1 + 0.25 · ±2 / 4 + 0.25 · ±1; the seen item is as low as the lowest everywhere.
    assert found[1:] == pytest.approx([-0.125, 0.125])
    assert found[0] <= found[1:].max()


def test_two_models_that_each_see_a_half_beat_both() -> None:
    models, task = two_halves()
    fit = fusion_fit(models, task)
    assert fit.parts["noise"] < 0.15 < min(fit.parts["first"], fit.parts["second"])
    assert sum(fit.parts.values()) == pytest.approx(1)
    assert min(weight for views in fit.weights.values() for weight in views.values()) >= 0

    def ndcg(model: Table | Fusion) -> float:
        return float(ndcg_at(rank_all(model, task.inputs, task.targets).ranks, 10).mean())

    best = max(ndcg(model) for model in models.values())
    assert fit.alone == pytest.approx({name: ndcg(model) for name, model in models.items()})
    assert fit.validated > 1.2 * best
    # Learned on all users it is at most a little better than what the halves foretold.
    assert ndcg(Fusion(models, fit)) == pytest.approx(fit.validated, abs=0.05)
    assert min(fit.without["first"], fit.without["second"]) > 0.2 > abs(fit.without["noise"])


def test_a_half_is_measured_by_the_weights_of_the_other() -> None:
    found = made(users=80)
    drawn = np.random.default_rng(0).permutation(80)
    own, other = np.sort(drawn[:40]), np.sort(drawn[40:])
    measured = cross_fitted(found, climb=False)
    for ours, theirs in ((own, other), (other, own)):
        weights = likeliest(found.take(theirs))
        assert measured[ours] == pytest.approx(gains(found.take(ours), weights))


def test_ranked_together_is_ranked_alone() -> None:
    models, task = two_halves()
    fit = fusion_fit({"a": models["first"], "b": models["second"]}, task)
    fused = Fusion({"a": models["first"], "b": models["second"]}, fit)
    shown: list[tuple[int, int]] = []
    found = rank_together(
        models, {"fusion": (fused, {"a": "first", "b": "second"})}, task, 10,
        lambda *at: shown.append(at),
    )  # fmt: skip
    for name, model in {**models, "fusion": fused}.items():
        alone = rank_all(model, task.inputs, task.targets)
        assert np.array_equal(found.ranked[name].ranks, alone.ranks), name
        assert np.array_equal(found.ranked[name].ties, alone.ties), name
        assert np.array_equal(found.ranked[name].lists, alone.lists), name
    assert shown[-1] == (USERS, USERS)
    assert found.seconds["fusion"] > 0
