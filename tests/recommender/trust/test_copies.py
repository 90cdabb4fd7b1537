"""Near duplicates by MinHash, against comparing every history with every other."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.neural.sequences import sequences_from
from recommender.trust.copies import ALIKE, copies_find, runs_of


def test_alike_histories_are_one_group_and_the_first_act_tells_who_began():
    rng = np.random.default_rng(1)
    original = rng.integers(500, size=20).tolist()
    changed = [*original[:18], 7, 8]
    others = [rng.integers(500, size=20).tolist() for _ in range(30)]
    rows = [*others, original, changed, original]
    times = [[100 + n] * 20 for n in range(30)] + [[50] * 20, [40] * 20, [60] * 20]
    sizes, first = copies_find(sequences_from(rows, None, times))
    assert sizes[:30].tolist() == [1.0] * 30 and sizes[30:].tolist() == [3.0] * 3
    assert np.flatnonzero(first).tolist() == [31]


def test_without_times_nobody_was_first_and_short_histories_say_nothing():
    sizes, first = copies_find(sequences_from([[1, 2, 3, 4]] * 4 + [list(range(9))] * 3))
    assert sizes.tolist() == [1.0] * 4 + [3.0] * 3 and not first.any()


def test_runs_stay_within_a_history():
    runs, offsets = runs_of(sequences_from([[1, 2], [3, 4, 5], [], [3, 4, 5, 3, 4, 5]]))
    assert np.diff(offsets).tolist() == [0, 1, 0, 3]
    assert runs[0] in runs[1:]  # 3, 4, 5 is the same run in both


@pytest.mark.parametrize("seed", range(3))
def test_groups_are_what_a_slow_comparison_finds(seed):
    rng = np.random.default_rng(seed)
    bases = [rng.integers(200, size=24) for _ in range(12)]
    rows = []
    for number in range(40):
        one = bases[number % 12].copy()
        one[rng.integers(24, size=int(rng.integers(0, 2)))] = 199
        rows.append(one.tolist())
    histories = sequences_from(rows)
    runs, offsets = runs_of(histories)
    sets = [set(runs[offsets[n] : offsets[n + 1]].tolist()) for n in range(40)]
    sizes, _ = copies_find(histories)
    for n, mine in enumerate(sets):
        alike = sum(len(mine & other) >= ALIKE * len(mine | other) for other in sets)
        assert sizes[n] >= alike  # a chain of alike ones may be longer
    assert sizes.max() < 10
