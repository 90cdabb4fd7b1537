from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.diversify.mmr import Mmr
from tests.recommender.worlds import unit


def test_by_hand():
    # After row 0: row 1 has 0.5 · 0.9 - 0.5 · 0.8 = 0.05, row 2 has 0.5 · 0.2 - 0 = 0.1.
    vectors = np.stack([unit(1, 0), unit(0.8, 0.6), unit(0, 1)])
    score = np.array([1.0, 0.9, 0.2], dtype=np.float32)
    assert Mmr().select(score, vectors, 3, 0.5) == [0, 2, 1]
    assert Mmr().select(score, vectors, 3, 0.2) == [0, 1, 2]


def plain(score, vectors, size, diversity):
    chosen: list[int] = []
    while len(chosen) < size:
        rest = [row for row in range(len(score)) if row not in chosen]
        near = {row: max([0.0, *(vectors[row] @ vectors[c] for c in chosen)]) for row in rest}
        chosen.append(max(rest, key=lambda r: (1 - diversity) * score[r] - diversity * near[r]))
    return chosen


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), diversity=st.sampled_from([0.1, 0.4, 0.95]))
def test_equals_the_plain_loop(seed, diversity):
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(70, 5)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    score = random.random(70)
    found = Mmr().select(score, vectors, 9, diversity)
    assert found == plain(score, vectors, 9, diversity)
    assert Mmr().select_many(score[None], vectors, 9, diversity) == [found]
