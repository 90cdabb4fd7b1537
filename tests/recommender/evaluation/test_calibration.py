from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import sparse

from recommender.evaluation.calibration import (
    category_shares,
    divergence,
    miscalibration,
    mixes,
)
from recommender.neural.sequences import sequences_from

# Items 0 and 1 are lamps, 2 is a book, 3 is both, 4 has no category.
SHARES = category_shares(sparse.csr_array(np.array([[7, 0], [1, 0], [0, 1], [1, 2], [0, 0]])))


def test_an_item_is_shared_equally_among_its_categories() -> None:
    assert SHARES.toarray().tolist() == [[1, 0], [1, 0], [0, 1], [0.5, 0.5], [0, 0]]


def test_a_mix_is_the_mean_of_the_items_that_have_categories() -> None:
    owners, items = np.array([0, 0, 0, 1, 1]), np.array([0, 1, 3, 4, 2])
    assert mixes(owners, items, 3, SHARES) == pytest.approx(
        np.array([[2.5 / 3, 0.5 / 3], [0, 1], [0, 0]])
    )


def test_divergence_by_hand() -> None:
    wanted = np.array([[0.7, 0.3], [0.7, 0.3], [1, 0]])
    given = np.array([[0.7, 0.3], [1.0, 0.0], [0, 1]])
    expected = [
        0.0,
        0.7 * math.log(0.7 / 0.997) + 0.3 * math.log(0.3 / 0.003),  # 0.99 · 1 + 0.01 · 0.7, …
        math.log(100),  # nothing in common
    ]
    assert divergence(wanted, given) == pytest.approx(expected)


def test_lists_are_held_against_histories() -> None:
    histories = sequences_from([[0, 2], [0, 1], [4], []])
    lists = np.array([[1, 2], [1, 2], [1, 2], [1, 2]])
    found = miscalibration(lists, histories, SHARES)
    assert found[0] == pytest.approx(0.0)
    assert found[1] == pytest.approx(math.log(1 / (0.99 * 0.5 + 0.01)))
    assert np.isnan(found[2:]).all()


def test_many_users_agree_with_one_at_a_time() -> None:
    rng = np.random.default_rng(3)
    shares = category_shares(sparse.csr_array(rng.random((30, 5)) < 0.4))
    rows = [rng.integers(0, 30, rng.integers(1, 6)).tolist() for _ in range(1203)]
    lists = rng.integers(0, 30, (1203, 4))
    found = miscalibration(lists, sequences_from(rows), shares)
    table = shares.toarray()
    for user in (0, 999, 1000, 1202):
        p, q = table[rows[user]].sum(0), table[lists[user]].sum(0)
        p, q = p / max(p.sum(), 1e-12), q / max(q.sum(), 1e-12)
        slow = sum(a * math.log(a / (0.99 * b + 0.01 * a)) for a, b in zip(p, q, strict=True) if a)
        assert found[user] == pytest.approx(slow)
