from __future__ import annotations

import numpy as np

from recommender.evaluation.segments import segments
from recommender.evaluation.splits import Task
from recommender.neural.sequences import sequences_from


def test_users_by_what_they_did_and_by_what_they_meet_next() -> None:
    # Steps of items in the fit: 0: 80, 1: 16, 2: 4, 3: none.
    fit = sequences_from([[0] * 80, [1] * 16, [2] * 4])
    inputs = sequences_from([[], [0], [0] * 5, [1] * 6, [1] * 21, [2] * 101])
    found = segments(Task(inputs, np.array([0, 1, 2, 3, 0, 1])), fit, 4)
    assert {name: np.flatnonzero(mask).tolist() for name, mask in found.items()} == {
        "no history": [0],
        "1-5 steps": [1, 2],
        "6-20 steps": [3],
        "21-100 steps": [4],
        "over 100 steps": [5],
        "next is head": [0, 4],  # item 0 alone is four fifths of all steps
        "next is tail": [1, 2, 5],
        "next is rare": [2],
        "next is cold": [3],
    }


def test_segments_without_users_are_left_out() -> None:
    fit = sequences_from([[0] * 6, [1]])
    found = segments(Task(sequences_from([[0]]), np.array([0])), fit, 2)
    assert set(found) == {"1-5 steps", "next is head"}
