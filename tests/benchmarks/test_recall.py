from __future__ import annotations

import numpy as np
import pytest

from benchmarks.recall import AROUND, by_each, exact_way, questions_make, recall_of, way_measure

IDS = ["a", "b", "c", "d"]
VECTORS = np.array([[1, 0], [0.8, 0.6], [0, 1], [-1, 0]], dtype=np.float32)


def test_recall_is_the_share_of_the_true_ones_for_each_vector() -> None:
    assert recall_of([["a", "x"], ["b"]], [["a", "b"], ["b"]]) == [0.5, 1.0]


def test_the_oracle_by_hand() -> None:
    search = exact_way(VECTORS, IDS)
    first, second = search(np.array([[1, 0], [0, 1]], dtype=np.float32), 2)
    assert set(first) == {"a", "b"} and set(second) == {"b", "c"}
    assert set(search(VECTORS[:1], 9)[0]) == set(IDS)  # no more than there are


def test_a_question_is_seven_items_of_three_kinds_and_their_sum() -> None:
    vectors = np.random.default_rng(1).standard_normal((90, 5)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    questions = questions_make(vectors, 9, 20, np.random.default_rng(2))
    for asked in questions:
        assert asked.shape == (AROUND, 5)
        rows = [int((vectors @ one).argmax()) for one in asked[:-1]]
        assert len({row % 9 for row in rows}) <= 3
        assert np.linalg.norm(asked[-1]) == pytest.approx(1, abs=1e-5)
        total = vectors[rows].sum(axis=0)
        assert asked[-1] @ total == pytest.approx(float(np.linalg.norm(total)), abs=1e-4)


def test_a_way_that_misses_half_of_what_is_around_the_sum() -> None:
    asked = np.array([[1, 0], [0, 1]], dtype=np.float32)
    together = []
    way = by_each(
        lambda one, count: [("a", 1.0), ("b", 0.8)] if one[0, 0] else [("c", 1.0), ("d", 0.0)]
    )
    found = way_measure(way, together.append, [asked], [[["a", "b"], ["c", "b"]]])
    assert (found["recall_of_items"], found["recall_of_sum"]) == (1.0, 0.5)
    assert found["recall"] == 0.75 and found["recall_worst"] == 0.5
    assert len(together) == 2 and found["ms"] >= 0  # one to warm up, one that is timed
