import uuid
from datetime import timedelta

import numpy as np
import pytest

from recommender.contracts import EventKind
from recommender.learning.acts import ShopperAct
from recommender.learning.naming import (
    ItemName,
    interests_named,
    item_names,
    labels_written,
    tastes_named,
)
from recommender.tastes import taste_masses
from tests.recommender.learning.makers import NOW
from tests.recommender.worlds import World, fact, save

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


def pot(key, material, maker=""):
    called = {"stoneware": "粗陶", "steel": "不锈钢"}
    traits = {"material": {"en": material, "zh-hans": called.get(material, "")}}
    if maker:
        traits["maker"] = {"en": maker, "zh-hans": maker}
    return ItemName(key, {"en": key.title(), "zh-hans": "杯子"}, "pottery", traits)


def named(names, *bought):
    rows = {item: at for at, item in enumerate(names)}
    vectors = np.array([[1, 0.01 * at] for at in range(len(names))], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    history = acts(*((item, "purchase", ago * DAY) for ago, item in enumerate(bought)))
    return interests_named(history[::-1], rows, vectors, names)


def test_a_label_says_what_most_of_an_interest_shares_and_the_key_does_not():
    names = {"a": pot("mugs", "stoneware"), "b": pot("mugs", "stoneware"), "c": pot("mugs", "")}
    found = named(names, "a", "b", "c")
    assert [one.name.key for one in found] == ["mugs"]
    assert labels_written(found) == [{"en": "Mugs in stoneware", "zh-hans": "粗陶杯子"}]


def test_a_label_without_a_word_for_it_in_a_language_is_the_category():
    names = {"a": pot("mugs", "glazed"), "b": pot("mugs", "glazed")}
    assert labels_written(named(names, "a", "b")) == [
        {"en": "Mugs in glazed", "zh-hans": "杯子"},
    ]


@pytest.mark.parametrize(
    "names",
    [
        {"a": pot("mugs", "stoneware")},  # one item is no common trait
        {"a": pot("mugs", "stoneware"), "b": pot("mugs", "steel")},
        {"a": pot("mugs", ""), "b": pot("mugs", "")},
    ],
)
def test_what_fewer_share_is_not_in_the_label(names):
    found = named(names, *names)
    assert [one["en"] for one in labels_written(found)] == ["Mugs"]


def test_of_two_shared_traits_the_more_telling_is_said():
    names = {item: pot("mugs", "stoneware", "Ida Berg") for item in ("a", "b")}
    assert labels_written(named(names, "a", "b"))[0] == {
        "en": "Mugs by Ida Berg",
        "zh-hans": "Ida Berg的杯子",
    }


@pytest.mark.django_db
def test_traits_are_read_from_items_and_none_where_there_is_no_category():
    save(
        World(
            [
                fact("m", category="mugs", category_name="Mugs", attributes={"color": "Sage"}),
                fact("n", category="", category_name="", attributes={"material": "oak"}),
            ],
            np.eye(2, 4, dtype=np.float32),
            np.eye(2, 4, dtype=np.float32),
        )
    )
    found = item_names(["m", "n"])
    assert found["m"].traits == {"colour": {"en": "sage", "zh-hans": "鼠尾草绿"}}
    assert found["n"].traits == {}
