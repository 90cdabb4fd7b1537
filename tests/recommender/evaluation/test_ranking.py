from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation import ranking
from recommender.evaluation.ranking import best_rows, rank_all
from recommender.metrics import Floats
from recommender.neural.sequences import Sequences, sequences_from


class Table:
    """Scores by the first item of a history: row r of a fixed table."""

    def __init__(self, table: Floats) -> None:
        self.table = table

    def score(self, histories: Sequences) -> Floats:
        return self.table[histories.rows[histories.offsets[:-1]]].copy()


def test_ranks_ties_and_lists_by_hand() -> None:
    table = np.array([[9, 5, 5, 7, 5, 1]], np.float32)
    ranked = rank_all(Table(table), sequences_from([[0]]), np.array([2]), k=3)
    # Item 0 is seen; item 3 is above; items 1 and 4 score the same.
    assert ranked.ranks.tolist() == [1]
    assert ranked.ties.tolist() == [2]
    assert ranked.lists[0, 0] == 3
    assert set(ranked.lists[0, 1:].tolist()) < {1, 2, 4}


def test_it_agrees_with_a_slow_reference_over_several_batches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ranking, "BATCH", 7)
    rng = np.random.default_rng(1)
    items, users, k = 30, 50, 5
    table = rng.integers(0, 12, (items, items)).astype(np.float32)  # many ties
    histories = [
        rng.choice(items, rng.integers(1, 9), replace=False).tolist() for _ in range(users)
    ]
    targets = rng.integers(0, items, users)
    shown: list[tuple[int, int]] = []
    ranked = rank_all(
        Table(table), sequences_from(histories), targets, k, lambda *at: shown.append(at)
    )
    for user, (history, target) in enumerate(zip(histories, targets.tolist(), strict=True)):
        scores = table[history[0]]
        race = [i for i in range(items) if i not in history and i != target]
        assert ranked.ranks[user] == sum(scores[i] > scores[target] for i in race)
        assert ranked.ties[user] == sum(scores[i] == scores[target] for i in race)
        best = sorted((i for i in range(items) if i not in history), key=lambda i: -scores[i])[:k]
        assert [scores[i] for i in ranked.lists[user]] == [scores[i] for i in best]
        assert not set(ranked.lists[user].tolist()) & set(history)
    assert shown[-1] == (users, users)


def test_a_list_can_be_longer_than_the_catalogue() -> None:
    assert best_rows(np.array([[1, 3, 2]], np.float32), 10).tolist() == [[1, 2, 0]]
