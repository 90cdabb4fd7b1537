"""A change of intent: found by the second or third act, never for who stays with their tastes."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.intent_shift import BASE, FRESH, HAZARD, LEARNT, SHRUNK, STRAY, turn_of


def mix_of(kinds, turn):
    found = dict.fromkeys(kinds, 0.0)
    for kind, weight in zip(kinds, turn.weights, strict=True):
        found[kind] += weight
    return found


POTTER = {"pottery": 14.0, "desk": 6.0}
KINDS = st.lists(st.sampled_from(["pottery", "desk", "tents", "lamps"]), max_size=7)


def slow(kinds, before):
    """The same by every way to cut a visit into runs; the first may go on from before."""

    def steady(upto):
        likely = 1.0
        for t in range(upto):
            drawn = LEARNT * kinds[:t].count(kinds[t])
            mix = (before.get(kinds[t], 0.0) + drawn + SHRUNK * BASE) / (
                sum(before.values()) + LEARNT * t + SHRUNK
            )
            likely *= (1 - STRAY) * mix + STRAY * BASE
        return likely

    def urn(drawn):
        likely = 1.0
        for t, kind in enumerate(drawn):
            likely *= (drawn[:t].count(kind) + FRESH * BASE) / (t + FRESH)
        return likely

    count = len(kinds)
    first = 0 if before else 1
    stayed, changed = 0.0, {}
    for size in range(count - first + 1):
        for cuts in combinations(range(first, count), size):
            likely = HAZARD**size * (1 - HAZARD) ** (count - first - size)
            likely *= steady(cuts[0] if cuts else count)
            for begin, end in pairwise((*cuts, count)):
                likely *= urn(kinds[begin:end])
            if cuts:
                changed[cuts[-1]] = changed.get(cuts[-1], 0.0) + likely
            else:
                stayed = likely
    whole = stayed + sum(changed.values())
    mix = dict.fromkeys(kinds, 0.0)
    for r, likely in changed.items():
        for kind in kinds[r:]:
            mix[kind] += likely / whole / (count - r)
    return sum(changed.values()) / whole, mix


@settings(max_examples=60, deadline=None)
@given(KINDS, st.sampled_from([{}, POTTER, {"pottery": 0.7}]))
def test_it_is_the_sum_over_every_way_to_cut_a_visit(kinds, before):
    found = turn_of(kinds, before)
    chance, mix = slow(kinds, before) if kinds else (0.0, {})
    assert found.chance == pytest.approx(chance)
    assert len(found.weights) == len(kinds)
    assert mix_of(kinds, found) == pytest.approx(mix if kinds else {}, abs=1e-9)
    assert sum(found.weights) == pytest.approx(found.chance)


def test_one_look_aside_changes_nothing_and_three_on_one_new_kind_do():
    assert turn_of(["tents"], POTTER).chance < 0.5
    for before in (POTTER, {"pottery": 1.5}, {"pottery": 60.0, "desk": 30.0}):
        found = turn_of(["tents"] * 3, before)
        assert found.chance > 0.5 and found.since == 0


def test_who_stays_with_their_tastes_has_not_turned():
    for kinds in (["pottery"] * 8, ["desk"] * 3, ["pottery", "tents", "pottery", "lamps"]):
        assert turn_of(kinds, POTTER).chance < 0.5


def test_acts_that_go_nowhere_are_no_turn():
    assert turn_of(["tents", "lamps", "pottery", "knives", "desk"], POTTER).chance < 0.5


def test_the_point_of_change_is_found_within_a_visit():
    kinds = ["pottery"] * 5 + ["tents"] * 3
    found = turn_of(kinds, POTTER)
    assert found.since == 5 and mix_of(kinds, found)["tents"] > 0.9 * found.chance


def test_who_is_quite_unknown_turns_only_after_something():
    assert turn_of(["tents"] * 4, {}).chance < 0.25
    found = turn_of(["lamps"] * 6 + ["tents"] * 4, {})
    assert found.since == 6 and found.chance > 0.5
    assert turn_of([], POTTER).chance == 0 and turn_of([], POTTER).since is None


def test_a_second_change_within_a_visit_is_found_as_well():
    found = turn_of(["tents"] * 5 + ["lamps"] * 4, POTTER)
    assert found.since == 5 and found.chance > 0.9


def test_a_very_long_visit_is_told_by_its_newest_acts():
    found = turn_of(["pottery"] * 40 + ["tents"] * 4, POTTER)
    assert found.since == 40 and found.chance > 0.5
    assert np.isfinite(turn_of(["tents"] * 500, POTTER).chance)


def test_further_acts_on_the_new_kind_make_it_likelier():
    chances = [turn_of(["tents"] * n, POTTER).chance for n in range(1, 8)]
    assert all(one < two for one, two in combinations(chances, 2))
