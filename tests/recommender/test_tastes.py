"""How large a taste is: by visits, the same for the worker and for the page."""

import uuid
from datetime import timedelta

import pytest

from recommender.contracts import EventKind, PastEvent
from recommender.tastes import act_weights, is_act, taste_fading, taste_masses, visits
from tests.recommender.worlds import NOW

DAY = 86_400


def acts(*said):
    """Acts (item, kind, seconds ago), oldest first."""
    return [
        PastEvent(uuid.uuid4(), EventKind(kind), NOW - timedelta(seconds=ago), item)
        for item, kind, ago in said
    ]


def test_a_visit_counts_by_the_root_of_what_it_holds_each_item_once():
    found = taste_masses(
        acts(
            ("a", "view", 45 * DAY + 60),
            ("a", "cart", 45 * DAY + 30),
            ("b", "view", 45 * DAY),
            ("a", "purchase", 0),
        )  # fmt: skip
    )
    view, cart, bought = 0.3**0.5, 0.8**0.5, 1.0
    mass = (view + cart) ** 0.5 / 2  # of the visit, one half-life ago
    assert found == pytest.approx(
        [0, mass * cart / (view + cart), mass * view / (view + cart), bought], rel=1e-3
    )


def test_a_pause_of_half_an_hour_ends_a_visit():
    one = acts(("a", "view", 1700), ("b", "view", 0))
    two = acts(("a", "view", 1900), ("b", "view", 0))
    assert list(visits(one)) == [range(2)] and list(visits(two)) == [range(1), range(1, 2)]
    assert taste_masses(one).sum() == pytest.approx((2 * 0.3**0.5) ** 0.5, rel=1e-3)
    assert taste_masses(two).sum() == pytest.approx(2 * 0.3**0.25, rel=1e-3)


def test_where_a_taste_points_is_told_by_the_newest_acts():
    assert act_weights(acts(("a", "cart", 14 * DAY), ("a", "view", 0))) == pytest.approx([0.4, 0.3])


def test_a_mass_is_halved_in_six_weeks_and_never_grows():
    assert taste_fading(45 * DAY) == pytest.approx(0.5)
    assert taste_fading(-60) == 1.0


def test_what_says_i_want_this_is_an_act():
    def is_one(kind, value=None, item="a"):
        return is_act(PastEvent(uuid.uuid4(), EventKind(kind), NOW, item, value))

    assert is_one("view") and is_one("purchase") and is_one("rating", 4.0)
    assert not is_one("rating", 3.0) and not is_one("rating")
    assert not is_one("dislike") and not is_one("dwell", 60.0) and not is_one("search", item=None)
