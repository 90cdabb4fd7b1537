"""Geometry of the plots, by hand."""

from __future__ import annotations

import pytest

from recommender.admin.plots import BOTTOM, LEFT, RIGHT, TOP, columns, curve, nice_top, stack


@pytest.mark.parametrize(
    ("value", "top"), [(0, 2), (2, 2), (3, 4), (5, 10), (11, 20), (21, 40), (41, 100), (999, 1000)]
)
def test_tops_have_whole_halves(value, top):
    assert nice_top(value) == top and top % 2 == 0


def test_columns_stand_on_the_base_and_scale_to_the_top():
    plot = columns([("a", 5), ("b", 10), ("c", 0)], every=2, width=342, height=132)
    tall = 132 - TOP - BOTTOM
    assert [one.height for one in plot.columns] == [tall / 2, tall, 0]
    assert all(one.y + one.height == pytest.approx(plot.base) for one in plot.columns)
    assert [one.label for one in plot.columns] == ["a", "", "c"]
    step = (342 - LEFT - RIGHT) / 3
    assert plot.columns[1].x - plot.columns[0].x == pytest.approx(step)
    assert plot.total == 15 and [text for _, text in plot.ticks] == ["0", "5", "10"]


def test_stacks_lie_end_to_end_without_what_is_negative():
    parts = stack({"tail": 1, "session": 3, "less_like": -2}, {"session": "Newest"})
    assert [(p.label, p.x, p.share) for p in parts] == [("Newest", 0, 75), ("tail", 75, 25)]
    assert stack({"tail": 1}, {}, total=4)[0].share == 25
    assert stack({}, {}) == ()


def test_curves_have_their_own_scales():
    points = [
        {"epoch": 1, "loss": 4.0},
        {"epoch": 2, "loss": 3.0, "hits": 1.0},
        {"epoch": 3, "loss": 2.0, "hits": 2.0},
    ]
    plot = curve(points, {"loss": "loss", "hits": "hits", "none": "none"})
    assert plot is not None and [line.name for line in plot.lines] == ["loss", "hits"]
    loss, hits = plot.lines
    assert [y for _, y, _ in loss.points] == [TOP, (TOP + plot.base) / 2, plot.base]
    assert hits.points[0][0] == loss.points[1][0]  # the same pass over the data
    assert (loss.low, loss.high) == ("2", "4")


def test_a_curve_needs_two_points():
    assert curve([], {"loss": "loss"}) is None
    assert curve([{"epoch": 1, "loss": 2}], {"loss": "loss"}) is None
    flat = curve([{"epoch": 1, "loss": 2}, {"epoch": 2, "loss": 2}], {"loss": "loss"})
    assert flat is not None and flat.lines[0].points[0][1] == flat.base
