"""The fast loop against slow ones that say the same: one row at a time, everything worked anew."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.diversify.dpp import Volume
from recommender.diversify.mmr import Nearest
from recommender.greedy import MIX_WEIGHT, Limits, choose, select, select_many
from recommender.mixes import blend_of

WAYS = {"dpp": Volume, "mmr": Nearest}


def made(seed, count=40, width=6, kinds=4):
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(count, width)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return (
        random,
        random.random(count).astype(np.float32),
        vectors,
        random.integers(-1, kinds, count),
    )


def gain_of(way, vectors, rows, diversity):
    """What each row adds to a list, worked out from the start."""
    variety = way(vectors, 1, len(rows) + 1, diversity)
    for row in rows:
        variety.add(np.array([row]))
    return variety.gain[0]


def slow(score, vectors, size, diversity, way, calibration=0.0, wanted=None, codes=None, groups=(),
         held=None, places=0):  # fmt: skip
    """The same list by plain loops over rows."""
    chosen, dropped = [], False
    for step in range(size):
        total = (1 - calibration) * (1 - diversity) * score.astype(np.float64)
        if diversity:
            total = total + (1 - calibration) * gain_of(way, vectors, chosen, diversity)
        if calibration:
            blend = blend_of([wanted], codes, size)
            for row in chosen:
                blend.add(np.array([row]))
            total = total + calibration * MIX_WEIGHT * blend.gain[0]
        left = [row for row in range(len(score)) if row not in chosen]
        full = {
            (at, code)
            for at, (of, most) in enumerate(groups)
            for code in set(of.tolist()) - {-1}
            if sum(of[row] == code for row in chosen) >= most
        }
        within = [
            row
            for row in left
            if not any((at, of[row]) in full for at, (of, _) in enumerate(groups))
        ]
        dropped = dropped or not within
        able = left if dropped else within
        owed = places - sum(bool(held[row]) for row in chosen) if held is not None else 0
        if owed >= size - step and any(held[row] for row in able):
            able = [row for row in able if held[row]]
        chosen.append(max(able, key=lambda row: (total[row], -row)))
    return chosen


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    diversity=st.sampled_from([0.0, 0.3, 0.8]),
    calibration=st.sampled_from([0.0, 0.4, 1.0]),
    most=st.integers(1, 4),
    places=st.integers(0, 5),
    way=st.sampled_from(sorted(WAYS)),
)
def test_everything_at_once_is_what_plain_loops_choose(
    seed, diversity, calibration, most, places, way
):
    random, score, vectors, codes = made(seed, count=18)
    brands = random.integers(-1, 6, 18)
    held = random.random(18) < 0.4
    places = min(places, int(held.sum()))
    wanted = random.dirichlet(np.ones(4))
    groups = ((codes, most), (brands, most + 1))
    size = 9
    fast, _, rest = choose(
        ((1 - diversity) * score.astype(np.float64))[None],
        size,
        WAYS[way](vectors, 1, size, diversity) if diversity else None,
        blend_of([wanted], codes, size) if calibration else None,
        calibration,
        Limits(groups, held[None], np.array([places])),
    )
    expected = slow(score, vectors, size, diversity, WAYS[way], calibration, wanted, codes,
                    groups, held, places)  # fmt: skip
    assert fast[0].tolist() == expected
    assert not any(np.isfinite(one[0, expected]).any() for one in rest)


def test_the_rest_is_what_lost_the_last_place():
    """In the order in which it would be taken; what a limit closes is only in the second."""
    worth = np.array([[9.0, 8.0, 7.0, 6.0, 5.0]])
    limits = Limits(((np.array([0, 0, 1, 2, 3]), 1),))
    chosen, _, rest = choose(worth, 2, limits=limits)
    assert chosen.tolist() == [[0, 2]]
    left, unlimited = rest
    assert left[0].tolist() == [-np.inf, -np.inf, -np.inf, 6.0, 5.0]
    assert unlimited[0].tolist() == [-np.inf, 8.0, -np.inf, 6.0, 5.0]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    diversity=st.floats(0.02, 0.95),
    way=st.sampled_from(sorted(WAYS)),
    count=st.integers(1, 160),
)
def test_looking_at_few_finds_what_looking_at_all_finds(seed, diversity, way, count):
    _, score, vectors, _ = made(seed, count=count)
    size = min(7, count)
    worth = (1 - diversity) * score.astype(np.float64)
    everything = choose(worth[None], size, WAYS[way](vectors, 1, size, diversity))[0]
    assert select(WAYS[way], score, vectors, 7, diversity) == everything[0].tolist()


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000), diversity=st.sampled_from([0.0, 0.3, 0.9]), lists=st.integers(1, 4)
)
@pytest.mark.parametrize("way", sorted(WAYS))
def test_side_by_side_is_each_alone(way, seed, diversity, lists):
    random, score, vectors, _ = made(seed, count=50)
    scores = np.maximum(score - random.random((lists, 50)).astype(np.float32) * 0.3, 0)
    together = select_many(WAYS[way], scores, vectors, 8, diversity)
    assert together == [select(WAYS[way], one, vectors, 8, diversity) for one in scores]


def test_lists_side_by_side_keep_their_own_limits():
    """Three of four rows of the first list are of one kind; the second list holds another row."""
    codes = np.array([0, 0, 0, -1])
    worth = np.array([[4.0, 3.0, 2.0, 1.0], [1.0, 4.0, 2.0, 3.0]])
    limits = Limits(
        ((codes, 1),),
        np.array([[False, False, True, False], [True, False, False, False]]),
        np.array([1, 0]),
    )
    chosen, sums, _ = choose(worth, 2, limits=limits)
    # The first owes its last place to row 2, which its kind forbids: the limit of kinds stands.
    assert chosen.tolist() == [[0, 3], [1, 3]]
    assert sums.tolist() == [[4.0, 1.0], [4.0, 3.0]]


def test_the_mix_alone_takes_no_row_of_another_list():
    """At calibration 1 the score counts nothing; a row that is not in a list stays out of it."""
    worth = np.array([[-np.inf, 0.5, -np.inf, 0.4, 0.3], [0.9, -np.inf, 0.8, 0.2, -np.inf]])
    codes = np.array([0, 0, 1, 1, 1])
    mixing = blend_of([np.array([0.5, 0.5])] * 2, codes, 2)
    chosen, sums, _ = choose(worth, 2, mixing=mixing, calibration=1.0)
    assert np.isfinite(worth[np.arange(2)[:, None], chosen]).all() and np.isfinite(sums).all()
    assert [sorted(codes[one]) for one in chosen] == [[0, 1], [0, 1]]


def test_nothing_asked_is_nothing_chosen():
    none = np.zeros((0, 3), np.float32)
    for way in WAYS.values():
        assert select(way, np.zeros(0, np.float32), none, 5, 0.5) == []
        assert select_many(way, np.zeros((2, 0), np.float32), none, 5, 0.5) == [[], []]
        assert select_many(way, np.zeros((0, 4), np.float32), none, 5, 0.5) == []


def test_a_gain_never_rises():
    """What lets a selection look at few rows: what a row adds is most while a list is empty."""
    random, _, vectors, _ = made(3)
    for way in map(partial, WAYS.values()):
        variety = way(vectors, 1, 12, 0.6)
        before = variety.gain.copy()
        assert (before == 0).all()
        for row in random.permutation(40)[:12]:
            variety.add(np.array([row]))
            assert (variety.gain <= before + 1e-9).all()
            before = variety.gain.copy()
