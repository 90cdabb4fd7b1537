import uuid
from datetime import timedelta

import numpy as np
import pytest

from recommender.contracts import EventKind
from recommender.learning.acts import ShopperAct
from recommender.learning.naming import ItemName, interests_named, tastes_named
from recommender.tastes import taste_masses
from tests.recommender.learning.makers import NOW

DAY = 86_400


def acts(*said):
    """Acts (item, kind, seconds ago), oldest first."""
    return [
        ShopperAct(uuid.uuid4(), item, EventKind(kind), NOW - timedelta(seconds=ago), None)
        for item, kind, ago in said
    ]


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


def test_masses_by_kind_add_up_and_what_was_by_the_way_is_set_aside():
    names = {**NAMES, "lamp": ItemName("lamps", {"en": "Lamps"}, "lighting")}
    rows = {"mug": 0, "bowl": 1, "lamp": 2}
    vectors = np.array([[1, 0, 0], [0.9, 0.436, 0], [0, 0, 1]], dtype=np.float32)
    looks = [(item, "purchase", ago * DAY) for item in ("mug", "bowl") for ago in range(10, 2, -1)]
    history = acts(*sorted(looks, key=lambda one: -one[2]), ("lamp", "view", 0))
    found = tastes_named(history, rows, vectors, names, grouped=True)
    (pots,) = found.interests
    masses = dict.fromkeys(("mug", "bowl", "lamp"), 0.0)
    for act, mass in zip(history, taste_masses(history).tolist(), strict=True):
        masses[act.item_id] += mass
    assert pots.share == 1 and pots.since == NOW - timedelta(days=10)
    assert pots.kinds == pytest.approx({"mugs": masses["mug"], "bowls": masses["bowl"]})
    assert found.aside == pytest.approx({"lamps": masses["lamp"]})
    assert masses["lamp"] < 0.08 * sum(masses.values())
