import uuid
from datetime import timedelta

import numpy as np
import pytest

from recommender.contracts import EventKind
from recommender.learning.acts import ShopperAct
from recommender.learning.naming import ItemName, act_weights, interests_named, taste_masses
from tests.recommender.learning.makers import NOW

DAY = 86_400


def acts(*said):
    """Acts (item, kind, seconds ago), oldest first."""
    return [
        ShopperAct(uuid.uuid4(), item, EventKind(kind), NOW - timedelta(seconds=ago), None)
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
    one = taste_masses(acts(("a", "view", 1700), ("b", "view", 0)))
    two = taste_masses(acts(("a", "view", 1900), ("b", "view", 0)))
    assert one.sum() == pytest.approx((2 * 0.3**0.5) ** 0.5, rel=1e-3)
    assert two.sum() == pytest.approx(2 * 0.3**0.25, rel=1e-3)


def test_where_a_taste_points_is_told_by_the_newest_acts():
    assert act_weights(acts(("a", "cart", 14 * DAY), ("a", "view", 0))) == pytest.approx([0.4, 0.3])


NAMES = {
    "mug": ItemName("mugs", {"en": "Mugs"}, "pottery"),
    "bowl": ItemName("bowls", {"en": "Bowls"}, "pottery"),
    "tent": ItemName("tents", {"en": "Tents"}, "outdoor"),
}
ROWS = {"mug": 0, "bowl": 1, "tent": 2}


def test_many_visits_outweigh_one_long_one():
    names = {f"tent{n}": NAMES["tent"] for n in range(9)} | NAMES
    rows = {item: at for at, item in enumerate(names)}
    vectors = np.zeros((len(rows), 2), dtype=np.float32)
    vectors[:, 0] = [item.startswith("tent") for item in names]
    vectors[:, 1] = 1 - vectors[:, 0]
    looks = [("mug", "view", ago * DAY) for ago in (9, 7, 5, 3)]
    evening = [(f"tent{n}", "view", 60 * (9 - n)) for n in range(9)]
    found = interests_named(acts(*looks, *evening), rows, vectors, names)
    assert [one.name.key for one in found] == ["mugs", "tents"]
    assert sum(one.share for one in found) == pytest.approx(1)
    assert len(found[1].event_ids) == 9


def test_departments_part_what_the_model_has_close_and_join_what_it_has_apart():
    vectors = np.array([[1, 0], [0.2, 0.98], [0.72, 0.694]], dtype=np.float32)
    history = acts(("mug", "view", 5 * DAY), ("bowl", "cart", 3 * DAY), ("tent", "view", 0))
    plain = interests_named(history, ROWS, vectors, NAMES)
    grouped = interests_named(history, ROWS, vectors, NAMES, grouped=True)
    assert [one.name.key for one in grouped] == ["bowls", "tents"]
    assert len(grouped[0].event_ids) == 2
    assert {one.name.key for one in plain} != {"bowls", "tents"} or (
        len(plain[0].event_ids) != len(grouped[0].event_ids)
    )
    assert np.linalg.norm(grouped[0].vector) == pytest.approx(1)
