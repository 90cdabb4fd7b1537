import numpy as np
import pytest

from recommender.neural.sequences import (
    GAPS,
    batch_of,
    batches,
    gap_buckets,
    merge_repeats,
    sequences_from,
    windows_cut,
    windows_last,
)


def ints(*values):
    return np.array(values, dtype=np.int64)


def test_repeats_side_by_side_become_one_step_of_the_strongest_kind():
    owners = ints(0, 0, 0, 0, 2, 2)
    rows = ints(5, 5, 7, 5, 5, 5)
    found = merge_repeats(owners, rows, ints(1, 6, 1, 2, 3, 1), ints(10, 20, 30, 40, 50, 60), 3)
    assert found.rows.tolist() == [5, 7, 5, 5]
    assert found.kinds.tolist() == [6, 1, 2, 3]
    assert found.times.tolist() == [10, 30, 40, 50]  # of the first of each
    assert found.lengths.tolist() == [3, 0, 1]


def test_one_item_of_two_shoppers_stays_two_steps():
    found = merge_repeats(ints(0, 1), ints(5, 5), ints(1, 1), ints(1, 1), 2)
    assert found.lengths.tolist() == [1, 1]


def test_no_acts_are_empty_histories():
    none = ints()
    found = merge_repeats(none, none, none, none, 2)
    assert len(found) == 2 and found.lengths.tolist() == [0, 0]


def test_gaps_fall_into_buckets_by_their_upper_limits():
    day = 86_400
    times = np.array([[0, 59, 119, 3_719, 3_719 + day, 3_719 + 61 * day]])
    # 59 s; exactly 60 s is the next bucket; 3,600 s; exactly one day; 60 days, the last bucket
    assert gap_buckets(times).tolist() == [[0, 1, 2, 4, 6, GAPS - 1]]


def test_without_last_and_take():
    many = sequences_from([[1, 2, 3], [4], [5, 6]])
    assert many.without_last(1).rows.tolist() == [1, 2, 5]
    assert many.without_last(ints(2, 0, 5)).lengths.tolist() == [1, 1, 0]
    taken = many.take(ints(2, 0))
    assert taken.rows.tolist() == [5, 6, 1, 2, 3] and taken.lengths.tolist() == [2, 3]


def test_windows_of_the_newest_steps_are_padded_on_the_right():
    many = sequences_from([[1, 2, 3], [4]], times=[[0, 100, 200], [0]])
    starts, sizes = windows_last(many, 2)
    batch = batch_of(many, starts, sizes)
    assert batch.rows.tolist() == [[2, 3], [4, 0]]
    assert batch.gaps.tolist() == [[0, 2], [0, 0]]
    assert batch.lengths.tolist() == [2, 1]


@pytest.mark.parametrize("length", [2, 3, 5, 50])
def test_cut_windows_make_every_step_but_the_first_a_target_once(length):
    many = sequences_from([list(range(23)), [30], list(range(40, 44)), []])
    for seed in range(5):
        starts, sizes = windows_cut(many, length, np.random.default_rng(seed))
        assert sizes.max() <= length and sizes.min() >= 2
        targets = [
            row
            for start, size in zip(starts, sizes, strict=True)
            for row in many.rows[start + 1 : start + size].tolist()
        ]
        assert sorted(targets) == [*range(1, 23), *range(41, 44)]


def test_batches_hold_every_window_once():
    many = sequences_from([list(range(n, n + 2 + n % 5)) for n in range(0, 100, 10)])
    starts, sizes = windows_last(many, 50)
    seen = [b.rows[:, 0] for b in batches(many, starts, sizes, 3, np.random.default_rng(0))]
    assert sorted(np.concatenate(seen).tolist()) == list(range(0, 100, 10))
