"""Search among vectors in memory against the same said slowly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender import item_search
from recommender.item_search import Allowed, Search, each_of


def nearest_plainly(vectors, asked, limit):
    """Say slowly what `Search.nearest` finds among unit vectors by item id."""
    best = {}
    for one in asked:
        length = max(float(np.linalg.norm(one)), 1e-9)
        cosines = {item: float(vector @ one) / length for item, vector in vectors.items()}
        ordered = sorted(cosines.items(), key=lambda pair: (-pair[1], pair[0]))
        for item, cosine in ordered[: each_of(limit, len(asked))]:
            best[item] = max(best.get(item, -2.0), cosine)
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


def search_of(vectors, mask, ids):
    mask = np.asarray(mask, dtype=bool)
    return Search(vectors, ids, lambda category, among: Allowed(np.flatnonzero(mask), mask))


# Axes of a small grid: cosines are exact, and many are equal.
GRID = st.lists(
    st.sampled_from([(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (-1, 0, 0, 0)]),
    min_size=1,
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(GRID, st.integers(1, 3), st.integers(1, 30), st.integers(0, 2**32 - 1), st.booleans())
def test_like_the_slow_way_ties_and_all(rows, asked_count, limit, seed, few):
    random = np.random.default_rng(seed)
    vectors = np.array(rows, dtype=np.float32)
    ids = [f"i{n:03d}" for n in random.permutation(len(rows))]
    mask = random.random(len(rows)) < 0.8
    # Powers of two: divided by its length and not, the cosines are the same to the bit.
    asked = np.eye(4, dtype=np.float32)[random.integers(0, 4, asked_count)] * 2
    known = {ids[row]: vectors[row] for row in np.flatnonzero(mask)}
    before, item_search.FEW = item_search.FEW, 16_000 if few else 0
    try:
        found = search_of(vectors, mask, ids).nearest(asked, limit)
    finally:
        item_search.FEW = before
    assert found == nearest_plainly(known, asked, limit)


@pytest.mark.parametrize("seed", range(4))
def test_like_the_slow_way_among_many(seed):
    random = np.random.default_rng(seed)
    vectors = random.standard_normal((3_000, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = [f"i{n:04d}" for n in range(3_000)]
    mask = random.random(3_000) < (0.9, 0.05)[seed % 2]
    asked = random.standard_normal((5, 16)).astype(np.float32)
    search = search_of(vectors, mask, ids)
    for limit in (7, 200):
        found = dict(search.nearest(asked, limit))
        known = {ids[row]: vectors[row] for row in np.flatnonzero(mask)}
        assert found == pytest.approx(dict(nearest_plainly(known, asked, limit)), abs=1e-5)


def test_one_narrow_taste_does_not_crowd_out_the_other():
    """Thirty items are nearer to the first than any is to the second; both give theirs."""
    vectors = np.array([[1, 0.01 * n] for n in range(30)] + [[-0.5, 1]] * 30, dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = [f"i{n:02d}" for n in range(60)]
    search = search_of(vectors, np.ones(60), ids)
    found = [item for item, _ in search.nearest(np.eye(2, dtype=np.float32), 25)]
    assert each_of(25, 2) == 25
    found = [item for item, _ in search.nearest(np.eye(2, dtype=np.float32), 40)]
    assert sum(item >= "i30" for item in found) == 10


def test_nothing_to_be_found():
    search = search_of(np.eye(3, dtype=np.float32), np.zeros(3), ["a", "b", "c"])
    assert search.nearest(np.ones((2, 3), dtype=np.float32), 5) == []
