import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.neural.batching import ROUND, groups_of, padded, width_of, worth_of
from recommender.neural.sequences import Sequences, sequences_from


def test_widths_are_few_and_hold_what_they_must():
    assert [width_of(steps, 50) for steps in (1, 5, 6, 50)] == [5, 5, 10, 50]
    assert [width_of(steps, 3) for steps in (1, 2, 3)] == [1, 2, 3]
    assert {width_of(steps, 47) for steps in range(1, 48)} == {*range(5, 47, 5), 47}


@given(
    st.lists(st.integers(2, 21), min_size=1, max_size=60),
    st.sampled_from([(4, 0), (4, 30)]),
    st.integers(1, 3),
)
def test_every_window_comes_once_and_fits(sizes, how, world):
    sizes, (batch_size, tokens) = np.array(sizes), how
    groups = groups_of(sizes, 20, batch_size, tokens, world, np.random.default_rng(0))
    assert sorted(np.concatenate([one.windows for one in groups]).tolist()) == list(
        range(len(sizes))
    )
    for one in groups:
        assert sizes[one.windows].max() - 1 <= one.width <= 20
        assert -(-len(one.windows) // world) <= one.rows
        if tokens:
            assert one.rows == max(tokens // one.width, 1)


def test_a_batch_by_hand():
    many = sequences_from([[1, 2, 3], [4, 5]], kinds=[[1, 1, 2], [3, 1]])
    many = Sequences(
        many.rows, many.kinds, many.times, many.offsets, {}, np.array([1.0, 0.5], np.float32)
    )
    batch = padded(many, np.array([0, 3]), np.array([3, 2]), (3, 4), ["kind"])
    assert batch.rows.tolist() == [[1, 2, 3, 0, 0], [4, 5, 0, 0, 0], [0, 0, 0, 0, 0]]
    assert batch.marks["kind"].tolist()[1] == [3, 1, 0, 0, 0]
    assert batch.places[:3].tolist() == [0, 1, 4] and not batch.places[3:].any()
    assert batch.weights[:3].tolist() == [1.0, 1.0, 0.5] and not batch.weights[3:].any()
    assert len(batch.places) == len(batch.weights) == ROUND // 8
    assert worth_of(many, np.array([0, 3]), np.array([3, 2])) == pytest.approx(2.5)


def test_a_process_without_windows_has_one_step_that_counts_nothing():
    many = sequences_from([[1, 2]])
    none = np.zeros(0, dtype=np.int64)
    batch = padded(many, none, none, (2, 3), None)
    assert batch.rows.shape == (2, 4) and batch.weights.tolist() == [0.0]
    assert worth_of(many, none, none) == 0.0
