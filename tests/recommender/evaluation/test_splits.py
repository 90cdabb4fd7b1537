from __future__ import annotations

import pytest

from recommender.evaluation.splits import leave_one_out
from recommender.neural.sequences import sequences_from
from tests.recommender.evaluation.test_interactions import lists_of

HISTORIES = [[0, 1, 2], [3, 2, 1, 0, 4]]


def test_the_last_two_items_are_kept_from_fitting() -> None:
    split = leave_one_out(sequences_from(HISTORIES), 5)
    assert lists_of(split.fit) == [[0], [3, 2, 1]]
    assert lists_of(split.validation.inputs) == [[0], [3, 2, 1]]
    assert split.validation.targets.tolist() == [1, 0]
    assert lists_of(split.test.inputs) == [[0, 1], [3, 2, 1, 0]]
    assert split.test.targets.tolist() == [2, 4]


def test_two_steps_are_too_few() -> None:
    with pytest.raises(ValueError, match="three steps"):
        leave_one_out(sequences_from([[0, 1]]), 2)


def test_a_sample_keeps_targets_beside_their_histories() -> None:
    histories = sequences_from([[user, 50 + user, 100 + user] for user in range(40)])
    task = leave_one_out(histories, 200).test
    drawn = task.sample(7, seed=3)
    assert len(drawn) == 7
    inputs = lists_of(drawn.inputs)
    assert [one[0] + 100 for one in inputs] == drawn.targets.tolist()
    assert sorted(drawn.targets.tolist()) == drawn.targets.tolist()
    assert task.sample(40) is task
