from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from recommender import metrics


def rank_slowly(scores: np.ndarray, target: int, seen: set[int]) -> int:
    rank = 0
    for column, score in enumerate(scores):
        if column != target and column not in seen and score > scores[target]:
            rank += 1
    return rank


def test_rank_counts_unseen_items_that_score_higher() -> None:
    scores = np.array([[0.9, 0.5, 0.7, 0.1], [0.1, 0.2, 0.3, 0.4]], np.float32)
    seen = [np.array([0]), np.array([], np.int64)]
    ranks = metrics.target_ranks(scores, np.array([1, 0]), seen)
    assert ranks.tolist() == [1, 3]  # 0.7 above 0.5 (0.9 is seen); three above 0.1


def test_a_tie_does_not_count_against_the_target() -> None:
    scores = np.array([[0.5, 0.5, 0.5]], np.float32)
    assert metrics.target_ranks(scores, np.array([2])).tolist() == [0]


def test_a_target_that_was_seen_stays_in_the_race() -> None:
    scores = np.array([[0.5, 0.9, 0.1]], np.float32)
    assert metrics.target_ranks(scores, np.array([0]), [np.array([0, 1])]).tolist() == [0]


@given(st.data())
def test_ranks_agree_with_a_slow_reference(data: st.DataObject) -> None:
    users, items = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 8))
    quarter = st.integers(-8, 8).map(lambda n: n / 4)
    scores = data.draw(hnp.arrays(np.float32, (users, items), elements=quarter))
    column = st.integers(0, items - 1)
    targets = np.array(data.draw(st.lists(column, min_size=users, max_size=users)))
    seen = data.draw(st.lists(st.sets(column), min_size=users, max_size=users))
    expected = [rank_slowly(scores[u], int(targets[u]), seen[u]) for u in range(users)]
    arrays = [np.array(sorted(one), np.int64) for one in seen]
    assert metrics.target_ranks(scores.copy(), targets, arrays).tolist() == expected


def test_ndcg_hit_and_reciprocal_rank_by_hand() -> None:
    ranks = np.array([0, 1, 9, 10])
    gains = metrics.ndcg_at(ranks, 10)
    assert gains == pytest.approx([1.0, 1 / math.log2(3), 1 / math.log2(11), 0.0])
    assert metrics.hit_at(ranks, 10).tolist() == [1.0, 1.0, 1.0, 0.0]
    assert metrics.reciprocal_rank(ranks) == pytest.approx([1.0, 0.5, 0.1, 1 / 11])


def test_coverage_and_exposure_by_hand() -> None:
    lists = np.array([[0, 1], [0, 2]])
    assert metrics.coverage(lists, 6) == pytest.approx(0.5)
    assert metrics.exposure(lists, 4).tolist() == [2, 1, 1, 0]


def test_gini_by_hand() -> None:
    assert metrics.gini(np.array([3, 3, 3])) == pytest.approx(0.0)
    assert metrics.gini(np.array([0, 0, 0, 8])) == pytest.approx(0.75)  # (n - 1) / n
    # ascending 1, 2, 3: (-2·1 + 0·2 + 2·3) / (3 · 6)
    assert metrics.gini(np.array([2, 3, 1])) == pytest.approx(4 / 18)
    assert metrics.gini(np.array([0, 0])) == 0.0


def test_intra_list_diversity_by_hand() -> None:
    rows = np.array([[1, 0], [0, 1], [1, 0]], np.float32)
    # Pairs: 1 − 0, 1 − 1, 1 − 0.
    assert metrics.intra_list_diversity(rows) == pytest.approx(2 / 3)
    assert metrics.intra_list_diversity(rows[:1]) == 0.0


def test_novelty_is_the_mean_information_in_bits() -> None:
    counts = np.array([7, 1, 0])
    # (7 + 1) / (7 + 1) → 0 bits, 2 / 8 → 2 bits, 1 / 8 → 3 bits.
    assert metrics.novelty(np.array([[0, 1]]), counts, 7) == pytest.approx(1.0)
    assert metrics.novelty(np.array([[2, 1]]), counts, 7) == pytest.approx(2.5)


def test_the_head_is_the_fewest_items_with_the_share() -> None:
    counts = np.array([5, 60, 0, 25, 10])
    # 60, then 85 ≥ 80: two items are enough.
    assert metrics.head_items(counts, 0.8).tolist() == [False, True, False, True, False]
    assert metrics.head_items(np.array([80, 20]), 0.8).tolist() == [True, False]


def test_tail_share_counts_places_outside_the_head() -> None:
    head = np.array([True, False, False])
    assert metrics.tail_share(np.array([[0, 1], [0, 2]]), head) == pytest.approx(0.5)
