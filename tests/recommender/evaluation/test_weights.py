from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import optimize

from recommender.evaluation.candidates import Candidates
from recommender.evaluation.weights import climbed, gains, likeliest, shares, totals

# Two users with three and two candidates, the target first; two features.
FOUND = Candidates(
    (("a", "spread"), ("b", "spread")),
    np.array([[1, 2, 0, 0, 3], [4, 0, 0, 1, 0]], np.float32),
    np.array([0, 3, 5]),
    np.array([True, True]),
    {},
)


def made(users: int = 60, features: int = 4) -> Candidates:
    rng = np.random.default_rng(7)
    sizes = rng.integers(3, 9, users)
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    values = rng.standard_normal((features, offsets[-1])).astype(np.float32)
    values[0, offsets[:-1]] += 1.0
    values[1, offsets[:-1]] += 0.5
    values[2, offsets[:-1]] -= 1.0
    names = tuple((str(at), "spread") for at in range(features))
    return Candidates(names, values, offsets.astype(np.int64), np.ones(users, bool), {})


def test_totals_and_gains_by_hand() -> None:
    assert totals(FOUND, np.array([0.5, 0.5])).tolist() == [2.5, 1, 0, 0.5, 1.5]
    # The first target leads; one candidate is above the second.
    assert gains(FOUND, np.array([0.5, 0.5])) == pytest.approx([1, 1 / math.log2(3)])
    assert gains(FOUND, np.array([1.0, 0.0])) == pytest.approx([1 / math.log2(3)] * 2)
    assert gains(FOUND, np.array([1.0, 0.0]), k=1).tolist() == [0, 0]


def test_the_likeliest_weights_are_those_of_a_slow_search() -> None:
    found = made()

    def slow(weights: np.ndarray) -> float:
        loss = 0.0
        for user in range(len(found)):
            part = found.values[:, found.offsets[user] : found.offsets[user + 1]]
            scores = np.exp(weights @ part.astype(np.float64))
            loss -= math.log(scores[0] / scores.sum())
        return loss

    best = optimize.minimize(slow, np.ones(4), method="Nelder-Mead",
                             bounds=[(0, None)] * 4, options={"maxiter": 4000})  # fmt: skip
    weights = likeliest(found)
    assert weights == pytest.approx(best.x / best.x.sum(), abs=0.01)
    assert weights[2] == 0  # it speaks against the targets: no weight, and never a negative one
    assert weights.sum() == pytest.approx(1)


def test_users_whose_target_nobody_reaches_do_not_count() -> None:
    found = made(users=90)
    half = np.arange(90) % 3 > 0
    some = replace(found, reached=half)
    alone = likeliest(found.take(np.flatnonzero(half)))
    assert likeliest(some) == pytest.approx(alone, abs=1e-3)
    assert likeliest(some) != pytest.approx(likeliest(found), abs=5e-3)
    nobody = replace(found, reached=np.zeros(90, dtype=bool))
    assert likeliest(nobody) == pytest.approx(likeliest(found), abs=1e-3)


def test_climbing_never_goes_down_and_finds_a_better_place() -> None:
    found = made()
    start = np.array([0.05, 0.05, 0.45, 0.45])
    reached = climbed(found, start)
    assert reached.min() >= 0
    assert reached.sum() == pytest.approx(1)
    assert gains(found, reached).mean() > gains(found, start).mean()
    best = likeliest(found)
    assert gains(found, climbed(found, best)).mean() >= gains(found, best).mean()


def test_small_shares_are_none() -> None:
    assert shares(np.array([0.002, 1.0, 1.0])).tolist() == [0, 0.5, 0.5]
    assert shares(np.zeros(4)).tolist() == [0.25] * 4


def test_some_users_and_some_features() -> None:
    part = FOUND.take(np.array([1, 0]))
    assert part.values.tolist() == [[0, 3, 1, 2, 0], [1, 0, 4, 0, 0]]
    assert part.offsets.tolist() == [0, 2, 5]
    only = FOUND.only({("b", "spread")})
    assert only.values.tolist() == [[4, 0, 0, 1, 0]]
    assert only.features == (("b", "spread"),)
