from __future__ import annotations

import pytest

from benchmarks.agreement import Tally, overlap


def test_overlap_is_of_the_longer_list() -> None:
    assert overlap(["a", "b", "c", "d"], ["d", "a", "x"]) == 0.5
    assert overlap([], []) == 1.0 and overlap(["a"], []) == 0.0


def test_a_tally_gives_means_with_their_intervals() -> None:
    tally = Tally()
    for hit in (True, False, True, True):
        tally.add("same", hit)
    tally.add("sure", 1.0)
    found = tally.to_json()
    assert found["same"] == 0.75 and found["sure"] == pytest.approx(1.0)
    low, high = found["same_interval"]
    assert low < 0.75 < high and found["sure_interval"] == [1.0, 1.0]
