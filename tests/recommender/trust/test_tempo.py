"""A script's clock and route, against numbers counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.neural.sequences import Sequences, sequences_from
from recommender.trust import tempo


def acts(rows, times):
    return sequences_from(rows, None, times)


def test_the_busiest_minute_is_counted_within_one_shopper():
    histories = acts([[1, 2, 3, 4], [5, 6], []], [[0, 30, 59, 60], [61, 62], []])
    counted = np.ones(6, dtype=bool)
    assert tempo.pace(histories, counted).tolist() == [3, 2, 0]  # 60 s on is another minute


def test_acts_that_take_no_time_are_not_counted():
    histories = acts([[1, 2, 3]], [[5, 5, 5]])
    assert tempo.pace(histories, np.array([True, False, False])).tolist() == [1]


def test_the_same_item_within_a_day():
    day = int(tempo.DAY_S)
    histories = acts([[7, 8, 7, 7], [9]], [[100, 200, 300, day + 150], [5]])
    assert tempo.again(histories).tolist() == [2, 1]


@given(
    st.lists(st.lists(st.integers(0, 400), max_size=12).map(sorted), min_size=1, max_size=5),
)
def test_the_busiest_span_is_what_a_slow_count_finds(lists):
    histories = acts([[number % 2 for number in range(len(one))] for one in lists], lists)
    found = tempo.busiest(histories, 60.0, histories.rows)
    for times, most in zip(lists, found.tolist(), strict=True):
        slow = 0
        for key in (0, 1):
            own = [at for place, at in enumerate(times) if place % 2 == key]
            slow = max([slow, *(sum(a <= b < a + 60 for b in own) for a in own)])
        assert most == (slow if any(one for t in lists for one in t) else 0)


def test_even_pauses_and_human_ones():
    rng = np.random.default_rng(0)
    machine = np.cumsum(np.full(30, 30.0) + rng.normal(0, 0.5, 30))
    person = np.cumsum(rng.lognormal(np.log(30.0), 1.0, 30))
    rows = [list(range(30))] * 2
    histories = acts(rows, [(1000 + one).astype(int).tolist() for one in (machine, person)])
    even = tempo.evenness(histories)
    assert even[0] == 1.0 and even[1] < 0.4


def test_a_coarse_clock_makes_nobody_a_machine():
    minutes = (1000 + np.arange(30)) * 60  # one act each minute of a file without seconds
    assert tempo.evenness(acts([list(range(30))], [minutes.tolist()])).tolist() == [0.0]


def test_a_walk_through_the_catalogue_either_way():
    walk, back = list(range(40)), list(range(40))[::-1]
    leaps = (np.arange(40) * 17 % 100).tolist()
    shares = tempo.walking(acts([walk, back, leaps, [1, 2, 3]], None), 100)
    assert shares.tolist() == [1.0, 1.0, 0.0, 0.0]  # three steps are no walk


def test_limits_move_with_a_shop_that_is_quicker_than_people():
    assert tempo.beyond_usual(np.array([3.0, 4.0, 5.0] * 9), (40.0, 55.0)) == (40.0, 55.0)
    low, high = tempo.beyond_usual(np.array([50.0, 60.0, 70.0] * 9), (40.0, 55.0))
    assert low > 100 and high == pytest.approx(low * 55 / 40)


def test_without_times_the_clock_says_nothing():
    histories = acts([[1] * 99], None)
    assert tempo.again(histories).tolist() == [0.0]
    assert tempo.pace(histories, np.ones(99, dtype=bool)).tolist() == [0.0]
    assert tempo.evenness(histories).tolist() == [0.0]


def test_nothing_is_judged_without_a_shopper():
    none = Sequences(*(np.zeros(0, dtype=np.int64) for _ in range(3)), np.zeros(1, dtype=np.int64))
    assert len(tempo.evenness(none)) == len(tempo.walking(none, 5)) == len(tempo.again(none)) == 0
