from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.errors import InvalidInput
from recommender.evaluation.splits import leave_one_out, temporal, temporal_cuts
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


# Users act at these moments; the cuts are 10 and 20.
ROWS = [[0, 1, 2, 3], [4, 5], [1, 0], [2, 4, 1]]
TIMES = [[1, 9, 10, 20], [12, 15], [25, 30], [3, 19, 21]]


def test_one_moment_for_everybody_by_hand() -> None:
    split = temporal(sequences_from(ROWS, times=TIMES), 6, (10, 20))
    assert lists_of(split.fit) == [[0, 1], [], [], [2]]
    assert lists_of(split.validation.inputs) == [[0, 1], [], [2]]
    assert split.validation.targets.tolist() == [2, 4, 4]
    # The third user is new; the second did nothing more.
    assert lists_of(split.test.inputs) == [[0, 1, 2], [], [2, 4]]
    assert split.test.targets.tolist() == [3, 1, 1]


def test_further_steps_are_scored_from_what_was_known_by_then() -> None:
    split = temporal(sequences_from(ROWS, times=TIMES), 6, (10, 20), most=2)
    assert lists_of(split.validation.inputs) == [[0, 1], [], [4], [2]]
    assert split.validation.targets.tolist() == [2, 4, 5, 4]
    assert lists_of(split.test.inputs) == [[0, 1, 2], [], [1], [2, 4]]
    assert split.test.targets.tolist() == [3, 1, 0, 1]


@given(st.data())
def test_nothing_leaks_over_the_moments(data: st.DataObject) -> None:
    moments = st.lists(st.integers(1, 40), max_size=8).map(sorted)
    times = data.draw(st.lists(moments, min_size=1, max_size=6))
    # Every step is an item of its own, so that an item tells when it was met.
    whole = iter(range(1000))
    rows = [[next(whole) for _ in one] for one in times]
    when = {row: at for row_s, time_s in zip(rows, times, strict=True)
            for row, at in zip(row_s, time_s, strict=True)}  # fmt: skip
    owner = {row: user for user, row_s in enumerate(rows) for row in row_s}
    most = data.draw(st.integers(1, 3))
    try:
        split = temporal(sequences_from(rows, times=times), 1000, (15, 30), most)
    except InvalidInput:
        return
    assert all(when[row] < 15 for row in split.fit.rows.tolist())
    for task, begin, end in ((split.validation, 15, 30), (split.test, 30, 100)):
        found: dict[int, list[int]] = {}
        for history, target in zip(lists_of(task.inputs), task.targets.tolist(), strict=True):
            user = owner[target]
            assert begin <= when[target] < end
            # Exactly what that user had done, and nobody else's steps.
            assert history == rows[user][: rows[user].index(target)]
            found.setdefault(user, []).append(target)
        for user, row_s in enumerate(rows):
            after = [row for row in row_s if begin <= when[row] < end]
            assert found.get(user, []) == after[:most]


def test_moments_are_where_the_shares_of_steps_lie() -> None:
    histories = sequences_from([[0] * 10], times=[list(range(100, 110))])
    assert temporal_cuts(histories) == (108, 109)
    assert temporal_cuts(histories, (0.2, 0.5)) == (102, 105)


def test_histories_without_times_are_refused() -> None:
    with pytest.raises(InvalidInput, match="no times"):
        temporal_cuts(sequences_from(HISTORIES))
    with pytest.raises(InvalidInput, match="at once"):
        temporal_cuts(sequences_from([[0] * 10], times=[[1] + [5] * 9]))
    with pytest.raises(InvalidInput, match="Nobody"):
        temporal(sequences_from(ROWS, times=TIMES), 6, (40, 50))
