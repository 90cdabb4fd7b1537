"""The treemap: areas proportionate to shares, tiles near square, nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shop.treemap import ASPECT, treemap


def interests(*shares):
    return [{"name": f"i{place}", "share": share} for place, share in enumerate(shares)]


def test_one_interest_fills_the_map():
    (row,) = treemap(interests(1.0))
    assert (row.grow, row.tiles[0].grow) == (100, 100)


def test_halves_stand_side_by_side_in_a_wide_map():
    """Side by side each is 0.95 wide and 1 high, ratio 1.05; stacked it would be 3.8."""
    (row,) = treemap(interests(0.5, 0.5))
    assert [tile.grow for tile in row.tiles] == [50, 50]


def test_a_large_one_and_two_small_ones_by_hand():
    """A row of 60 alone is 1.9 by 0.6 (3.2); with the first 20: 1.425 by 0.8 and 0.475 by 0.8,
    worst 1.78; all three: 1.14, 0.38 and 0.38 by 1, worst 2.6. So two, then one."""
    first, second = treemap(interests(0.6, 0.2, 0.2))
    assert [tile.grow for tile in first.tiles] == [75, 25] and first.grow == 80
    assert [tile.grow for tile in second.tiles] == [100] and second.grow == 20


def test_nothing_makes_nothing():
    assert treemap([]) == []


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=12))
def test_every_interest_has_its_area(shares):
    rows = treemap(interests(*shares))
    named = [tile.interest["name"] for row in rows for tile in row.tiles]
    assert sorted(named) == sorted(f"i{n}" for n in range(len(shares)))
    total = sum(shares)
    for row in rows:
        for tile in row.tiles:
            area = row.grow * tile.grow / 10_000
            # Both sides are rounded to a percent, and none is less than one.
            assert abs(area - tile.interest["share"] / total) < 0.025
    assert ASPECT > 1
