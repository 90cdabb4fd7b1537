"""Fast greedy MAP against the determinant computed outright, and hand-worked cases."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.diversify.dpp import COMMON, OWN, VOLUME, Dpp
from tests.recommender.worlds import unit


def objective(score, vectors, rows, diversity):
    gram = (vectors[rows] @ vectors[rows].T + COMMON) / (1 + COMMON + OWN)
    np.fill_diagonal(gram, 1.0)
    volume = np.linalg.slogdet(gram)[1]
    return (1 - diversity) * score[rows].sum() + diversity * VOLUME * volume


def slow_greedy(score, vectors, size, diversity):
    chosen: list[int] = []
    while len(chosen) < size:
        rest = [row for row in range(len(score)) if row not in chosen]
        chosen.append(
            max(rest, key=lambda row: objective(score, vectors, [*chosen, row], diversity))
        )
    return chosen


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), diversity=st.sampled_from([0.1, 0.4, 0.7, 0.95]))
def test_equals_the_greedy_search_over_determinants(seed, diversity):
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(8, 12))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    score = random.random(8)
    fast = Dpp().select(score.astype(np.float64), vectors, 4, diversity)
    assert fast == slow_greedy(score, vectors, 4, diversity)


def test_is_near_the_best_of_all_subsets():
    random = np.random.default_rng(2)
    vectors = random.normal(size=(9, 6))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    score = random.random(9)
    best = max(objective(score, vectors, list(rows), 0.5) for rows in combinations(range(9), 3))
    found = objective(score, vectors, Dpp().select(score, vectors, 3, 0.5), 0.5)
    assert found >= best - 0.3


def test_a_twin_of_the_best_waits_for_the_different():
    # Rows 0 and 1 are the same; 2 is at right angles and scores 0.1 less.
    vectors = np.stack([unit(1, 0), unit(1, 0), unit(0, 1)])
    score = np.array([0.5, 0.5, 0.4], dtype=np.float32)
    assert Dpp().select(score, vectors, 3, 0.0) == [0, 1, 2]
    assert Dpp().select(score, vectors, 3, 0.5) == [0, 2, 1]


def test_relevance_and_volume_by_hand():
    # Likeness to row 0: of row 1 (0.8 + 0.5) / 2.5 = 0.52, of row 2 (0 + 0.5) / 2.5 = 0.2. Their
    # free volumes are 1 - 0.2704 and 1 - 0.04; in logarithms -0.3153 and -0.0408, 0.2745 apart.
    # At diversity 0.5 row 2 wins when 0.5 · gap < 0.5 · 0.5 · 0.2745, so below 0.1372.
    assert (VOLUME, COMMON, OWN) == (0.5, 0.5, 1.0)
    vectors = np.stack([unit(1, 0, 0), unit(0.8, 0.6, 0), unit(0, 0, 1)])
    near = np.array([0.9, 0.5, 0.37], dtype=np.float32)
    far = np.array([0.9, 0.5, 0.36], dtype=np.float32)
    assert Dpp().select(near, vectors, 2, 0.5) == [0, 2]
    assert Dpp().select(far, vectors, 2, 0.5) == [0, 1]


def test_items_without_a_vector_are_unlike_everything():
    vectors = np.zeros((3, 4), dtype=np.float32)
    assert Dpp().select(np.array([0.1, 0.3, 0.2], dtype=np.float32), vectors, 3, 0.7) == [1, 2, 0]


@pytest.mark.parametrize("size", [5, 30])
def test_more_rows_than_dimensions(size):
    random = np.random.default_rng(0)
    vectors = random.normal(size=(40, 3)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    chosen = Dpp().select(random.random(40).astype(np.float32), vectors, size, 0.8)
    assert len(set(chosen)) == size


@pytest.mark.filterwarnings("error")
def test_a_shelf_of_twins_is_ordered_by_score():
    """All volumes left are equal and none is lost: relevance alone decides, without a warning."""
    vectors = np.tile(unit(1, 2), (40, 1))
    score = np.linspace(1, 0, 40).astype(np.float32)
    assert Dpp().select(score, vectors, 24, 0.9) == list(range(24))


def test_many_scores_over_the_same_vectors():
    random = np.random.default_rng(4)
    vectors = random.normal(size=(60, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = random.random((3, 60)).astype(np.float32)
    assert Dpp().select_many(scores, vectors, 9, 0.6) == [
        Dpp().select(one, vectors, 9, 0.6) for one in scores
    ]
