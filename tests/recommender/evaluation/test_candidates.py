from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation import candidates as module
from recommender.evaluation.candidates import candidates
from recommender.evaluation.splits import Task
from recommender.neural.sequences import sequences_from
from tests.recommender.evaluation.test_ranking import Table


def test_the_union_of_first_items_the_target_leading() -> None:
    one = Table(np.array([[9, 5, 4, 3, 2, 1]], np.float32))
    two = Table(np.array([[9, 1, 2, 3, 4, 6]], np.float32))
    found = candidates(
        {"one": one, "two": two}, Task(sequences_from([[0]]), np.array([3])), first=1
    )
    # Item 0 was seen; 1 is the first of one, 5 of the other; the target is 3.
    assert len(found) == 1
    assert found.offsets.tolist() == [0, 3]
    level = [at for at, feature in enumerate(found.features) if feature == ("one", "level")]
    centred = np.array([3, 5, 1]) - 3.0
    deviation = np.sqrt(2.0)  # of 5, 4, 3, 2, 1
    assert found.values[level[0]] == pytest.approx(centred / deviation)
    assert found.scales["one"] == pytest.approx(deviation)


def test_several_chunks_are_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    table = Table(rng.random((20, 20)).astype(np.float32))
    histories = [rng.choice(20, 4, replace=False).tolist() for _ in range(30)]
    task = Task(sequences_from(histories), rng.integers(0, 20, 30))
    whole = candidates({"a": table}, task, first=3)
    monkeypatch.setattr(module, "CHUNK", 7)
    shown: list[tuple[int, int]] = []
    pieces = candidates({"a": table}, task, lambda *at: shown.append(at), first=3)
    assert np.array_equal(whole.offsets, pieces.offsets)
    assert pieces.values == pytest.approx(whole.values)
    assert shown[-1] == (30, 30)
    for user, history in enumerate(histories):
        size = int(np.diff(whole.offsets)[user])
        own = table.table[history[0]].copy()
        target = own[task.targets[user]]
        own[history] = -1
        assert whole.reached[user] == ((own > target).sum() < 3)
        assert 3 <= size <= 4
        if int(task.targets[user]) in history:  # it stays in the race
            assert size == 4
