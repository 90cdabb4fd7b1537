"""How well things go together, against a count of every pair by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from recommender.neural.sequences import sequences_from
from recommender.trust import profiles as module
from recommender.trust.profiles import (
    Profiles,
    newest_kept,
    profiles_by_chance,
    profiles_of,
    well_known,
    without,
)
from tests.recommender.trust.makers import ITEMS, honest

ROWS = [[0, 1, 2], [0, 1], [1, 2, 3, 0], [3, 4], [4, 5, 3], [2]]


def slow(rows, weights, items=6):
    """Seen and chance of each shopper, pair by pair, each without their own."""
    share = np.zeros(items)
    for own, weight in zip(rows, weights, strict=True):
        for item in own:
            share[item] += weight / len(own) if len(own) > 1 else 0
    mass = sum(w for own, w in zip(rows, weights, strict=True) if len(own) > 1)
    share /= share.sum()
    seen, chance = [], []
    for me, mine in enumerate(rows):
        total = 0.0
        for other, (own, weight) in enumerate(zip(rows, weights, strict=True)):
            if other != me and len(own) > 1:
                both = set(mine) & set(own)
                total += len(both) * (len(both) - 1) * weight / (len(own) * (len(own) - 1))
        seen.append(total)
        pairs = itertools.permutations(mine, 2)
        chance.append(mass * sum(share[a] * share[b] for a, b in pairs))
    return np.array(seen), np.array(chance)


@pytest.mark.parametrize("dense", [0, 100])
@pytest.mark.parametrize("weights", [[1.0] * 6, [1, 0.5, 1, 0, 1, 1]])
def test_fit_is_pairs_seen_by_others_over_chance(monkeypatch, dense, weights):
    monkeypatch.setattr(module, "DENSE_ITEMS", dense)
    known = profiles_of(sequences_from(ROWS), 6, np.array(weights, dtype=np.float64))
    seen, chance = slow(ROWS, weights)
    usual = known.usual_chance
    assert known.fit().shoppers == pytest.approx(
        np.log((seen + usual) / (chance + usual)), abs=1e-5
    )
    assert len(known.fit().steps) == sum(map(len, ROWS))


def test_the_newest_different_items_are_kept():
    owners, rows = newest_kept(sequences_from([[5, 6, 5, 7], [], [1]]), most=2)
    assert owners.tolist() == [0, 0, 2] and rows.tolist() == [5, 7, 1]  # 5 was met again


def test_what_is_well_known_and_what_is_left_without_it():
    met = profiles_of(sequences_from([[0, 1], [0, 2], [0, 3]]), 4).met
    assert well_known(met, 0.4).tolist() == [True, False, False, False]
    left = without(met, well_known(met, 0.4))
    assert left.toarray().sum(axis=0).tolist() == [0, 1, 1, 1]


def test_honest_profiles_go_together_and_made_ones_do_not():
    known = profiles_of(honest(), ITEMS)
    there, made = known.fit(), known.fit(profiles_by_chance(known, 0))
    assert np.median(there.shoppers) > 1.0 > 0.5 > np.median(made.shoppers)


def test_made_profiles_are_of_like_number_and_size():
    known = profiles_of(honest(), ITEMS)
    made = profiles_by_chance(known, 3)
    assert len(made) == len(known) and (made.sizes <= known.sizes).all()
    assert isinstance(made, Profiles)
