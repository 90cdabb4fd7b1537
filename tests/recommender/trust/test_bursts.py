"""Bursts of one-day visitors, and crowds that are none."""

from __future__ import annotations

import numpy as np

from recommender.neural.sequences import sequences_from
from recommender.trust.bursts import DAY_S, DOUBT, bursts_find

ITEMS = 20


def shop(visitors, returning=60):
    """People who come back after weeks, and visitors (item, day, whether they come back)."""
    rng = np.random.default_rng(0)
    rows, times = [], []
    for _ in range(returning):
        rows.append(rng.integers(ITEMS, size=4).tolist())
        times.append(np.sort(rng.integers(0, 60 * DAY_S, size=4)).tolist())
    for item, day, back in visitors:
        rows.append([item, (item + 3) % ITEMS])
        begin = day * DAY_S + 500
        times.append([begin, begin + (30 * DAY_S if back else 60)])
    return sequences_from(rows, None, times)


def test_a_burst_casts_doubt_on_its_fleeting_visitors():
    (burst,) = bursts_find(shop([(7, 20 + n % 2, False) for n in range(40)]), ITEMS + 0)[:1]
    assert burst.item in (7, 10) and burst.shoppers.tolist() == list(range(60, 100))
    assert set(burst.chance.tolist()) == {DOUBT}


def test_visitors_who_come_back_or_come_all_the_time_are_no_burst():
    assert bursts_find(shop([(7, 20, True) for _ in range(40)]), ITEMS) == []
    assert bursts_find(shop([(7, n, False) for n in range(40)]), ITEMS) == []
    assert bursts_find(shop([(7, 20, False) for _ in range(10)]), ITEMS) == []


def test_without_times_or_where_nobody_comes_back_nothing_is_said():
    untimed = sequences_from([[7]] * 40)
    assert bursts_find(untimed, ITEMS) == []
    assert bursts_find(shop([(7, 20, False)] * 400, returning=10), ITEMS) == []
