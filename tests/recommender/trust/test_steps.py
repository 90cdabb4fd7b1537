"""Random acts among honest ones: most are found, few others go, and nobody is left with nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recommender.evaluation.attacks import noise_inject
from recommender.neural.sequences import sequences_from
from recommender.trust import steps as module
from recommender.trust.steps import LIMIT, steps_keep, steps_odds
from tests.recommender.trust.makers import ITEMS, honest


@pytest.fixture(scope="module")
def shop():
    return honest(500)


def test_random_acts_are_the_likelier_ones(shop):
    noisy, noise = noise_inject(shop, ITEMS, 0.15, 4)
    odds = steps_odds(noisy, ITEMS)
    assert odds[noise].mean() > 1.0 > 0.0 > odds[~noise].mean()
    doubted = odds >= np.log(LIMIT)
    assert doubted[noise].mean() > 0.6 and doubted[~noise].mean() < 0.15


def test_the_steps_kept_are_those_not_doubted_with_all_that_is_known_of_them(shop):
    marked = replace(
        shop,
        marks={"dwell": np.arange(len(shop.rows)) % 7},
        trust=np.linspace(0.1, 1, len(shop)).astype(np.float32),
    )
    kept = steps_keep(marked, ITEMS)
    assert len(kept) == len(shop) and 0.8 * len(shop.rows) < len(kept.rows) < len(shop.rows)
    assert (kept.trust == marked.trust).all()
    keep = steps_odds(shop, ITEMS) < np.log(LIMIT)
    for one in range(0, len(shop), 37):
        own = shop.of(one)
        if keep[own].sum() < 2:
            continue
        at = kept.of(one)
        assert kept.rows[at].tolist() == shop.rows[own][keep[own]].tolist()
        assert kept.times[at].tolist() == shop.times[own][keep[own]].tolist()
        assert kept.marks["dwell"][at].tolist() == marked.marks["dwell"][own][keep[own]].tolist()


def test_whoever_would_lose_nearly_all_keeps_all(shop):
    rows = [shop.rows[shop.of(n)].tolist() for n in range(len(shop))]
    odd = list(range(5))  # one item of each of five tastes
    kept = steps_keep(sequences_from([*rows, odd]), ITEMS)
    assert (kept.lengths >= 2).all()


def test_repeats_share_what_is_thought_of_them():
    rows = [[1, 2, 1], [1, 2], [2, 1, 3]]
    odds = steps_odds(sequences_from(rows), 5)
    assert len(odds) == 8 and odds[0] == odds[2]


def test_more_than_memory_takes_is_left_alone(shop, monkeypatch):
    monkeypatch.setattr(module, "MOST_STEPS", 10)
    assert steps_keep(shop, ITEMS) is shop


def test_nothing_at_all():
    assert len(steps_odds(sequences_from([[], []]), 5)) == 0
    assert len(steps_keep(sequences_from([[], []]), 5)) == 2
