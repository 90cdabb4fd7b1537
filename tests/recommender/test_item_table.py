"""The table of items in memory against the slow plain Store over lists."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import numpy as np
import pytest

from recommender import item_table
from recommender.item_table import ItemRow, ItemTable
from tests.recommender.worlds import NOW, random_world


def row_of(one, sold_out=frozenset(), **changes):
    text = json.dumps(
        [
            one.title, one.category, one.category_name, one.department, one.brand, one.maker,
            dict(one.attributes), one.price, one.currency, one.listed_at.timestamp(),
            dict(one.translations),
        ]
    )  # fmt: skip
    given = {
        "item_id": one.item_id,
        "is_for_sale": one.item_id not in sold_out,
        "is_tail": one.is_tail,
        "event_count": one.event_count,
        "listed_s": one.listed_at.timestamp(),
        "category": one.category,
        "department": one.department,
        "text": text,
    }
    return ItemRow(**{**given, **changes})


def table_of(world):
    table = ItemTable(world.content.shape[1], world.model.shape[1])
    half = len(world.facts) // 2
    for part in (slice(0, half), slice(half, None)):
        rows = [row_of(one, world.sold_out) for one in world.facts[part]]
        table.put(rows, world.content[part], world.model[part])
    return table


@pytest.fixture(params=[1, 2])
def world(request):
    made = random_world(request.param)
    made.sold_out = frozenset({"i03", "i07"})
    made.content[5] = 0.0
    return made


def same(mine, theirs):
    assert mine.facts == theirs.facts and mine.item_ids == theirs.item_ids
    assert np.array_equal(mine.content, theirs.content)
    assert np.array_equal(mine.model, theirs.model)
    assert dict(mine.row_of) == dict(theirs.row_of)
    for column in ("is_tail", "event_count", "listed_s"):
        assert getattr(mine, column).dtype == getattr(theirs, column).dtype
        assert np.array_equal(getattr(mine, column), getattr(theirs, column))
    assert mine.categories[0] == theirs.categories[0] and mine.brands[0] == theirs.brands[0]


@pytest.mark.parametrize("available", [True, False])
def test_a_block_and_its_columns(world, available):
    table = table_of(world)
    for asked in (["i09", "i03", "nothing", "i00", "i09", "i05"], [], ["i07"], ["nothing"]):
        same(
            table.block(asked, available_only=available),
            world.block(asked, available_only=available),
        )


@pytest.mark.parametrize("category", ["", "c1", "d0", "nothing"])
def test_searches_and_fresh(world, category):
    table = table_of(world)
    asked = world.content[[4]]
    for among, theirs in (
        ("", world.nearest_content),
        ("tail", world.tail),
        ("niche", world.niche),
    ):
        mine = table.search("content").nearest(asked, 7, category, among)
        expected = theirs(asked, 7, category)
        assert [item for item, _ in mine] == [item for item, _ in expected]
        assert dict(mine) == pytest.approx(dict(expected), abs=1e-5)
    mine = table.search("model").nearest(world.model[[9]], 60, category)
    assert dict(mine) == pytest.approx(dict(world.nearest_model(world.model[[9]], 60, category)))
    for days, limit in ((5, 9), (30, 4), (4000, 100)):
        since = NOW - timedelta(days=days)
        assert table.fresh(since, limit, category) == world.fresh(since, limit, category)


def test_of_items_listed_together_the_first_by_id():
    world = random_world(1, items=12)
    table = ItemTable(8, 4)
    rows = [row_of(one, listed_s=NOW.timestamp()) for one in reversed(world.facts)]
    table.put(rows, world.content[::-1], world.model[::-1])
    assert table.fresh(NOW, 3) == ["i00", "i01", "i02"]
    assert table.fresh(NOW + timedelta(microseconds=1), 3) == []


def test_changed_facts_are_read_and_vectors_stay(world):
    table = table_of(world)
    assert table.block(["i00"]).facts[0].price == world.facts[0].price
    before = table.arrays.size
    cheaper = row_of(world.facts[0], is_tail=False, event_count=3)
    cheaper = ItemRow(**{**{n: getattr(cheaper, n) for n in ItemRow.__slots__}, "text":
        cheaper.text.replace(json.dumps(world.facts[0].title), '"Another"')})  # fmt: skip
    table.put_facts([cheaper])
    block = table.block(["i00"])
    assert block.facts[0].title == "Another" and block.facts[0].event_count == 3
    assert not block.is_tail[0] and not block.facts[0].is_tail
    assert table.arrays.size == before
    table.put_facts([row_of(world.facts[0], is_for_sale=False)])
    assert table.block(["i00"]).facts == ()
    assert "i00" not in dict(table.search("content").nearest(world.content[[0]], 60))


def test_an_item_encoded_anew_is_found_at_its_new_place_alone(world):
    table = table_of(world)
    old = table.search("content")  # of a request that began before
    turned = -world.content[[0]]
    table.put([row_of(world.facts[0])], turned, world.model[[0]])
    found = table.search("content").nearest(turned, 60)
    assert found[0] == ("i00", pytest.approx(1, abs=1e-3))
    assert [item for item, _ in found].count("i00") == 1
    assert np.array_equal(table.block(["i00"]).content, turned)
    assert len(table) == len(world.facts)
    assert old.nearest(turned, 60)  # what it reads is whole still
    table.put([row_of(world.facts[0])], turned, world.model[[0]])
    assert table.arrays.size == len(world.facts) + 1  # the same vectors need no new row


def test_an_item_that_is_no_more(world):
    table = table_of(world)
    table.drop(["i01", "never"])
    assert table.block(["i01"], available_only=False).facts == ()
    assert "i01" not in dict(table.search("content").nearest(world.content[[1]], 60))
    assert len(table) == len(world.facts) - 1


def test_only_so_many_facts_are_kept(world, monkeypatch):
    monkeypatch.setattr(item_table, "MOST_FACTS", 8)
    table = table_of(world)
    ids = [one.item_id for one in world.facts]
    for start in range(0, 40, 5):
        asked = ids[start : start + 5]
        same(table.block(asked), world.block(asked))
        assert len(table._facts) <= 8


def test_readers_meet_whole_items_while_one_writes():
    """Whoever reads gets an item's facts and vectors of one and the same moment."""
    world = random_world(4, items=30)
    table = table_of(world)
    ids, torn = [one.item_id for one in world.facts], []
    done = threading.Event()

    def read():
        while not done.is_set():
            block = table.block(ids)
            found = table.search("content").nearest(world.content[[3]], 30)
            if len(block.facts) != 30 or not {i for i, _ in found} <= set(ids):
                torn.append(block)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for one in readers:
        one.start()
    for turn in range(60):
        table.put([row_of(one) for one in world.facts], world.content * (-1) ** turn, world.model)
    done.set()
    for one in readers:
        one.join()
    assert not torn


@pytest.fixture
def arranged(monkeypatch):
    """A table of a shop large enough for lists, as all are here, and its world."""
    monkeypatch.setattr(item_table, "LISTS_FROM", 10)
    monkeypatch.setattr("recommender.item_lists.LIST_ROWS", 5)
    monkeypatch.setattr("recommender.item_search.FEW", 0)
    made = random_world(3, items=60)
    made.sold_out = frozenset({"i03"})
    made.content[5] = 0.0
    made.model[[5, 8]] = 0.0
    table = table_of(made)
    table.arrange()
    return made, table


def test_arranged_it_says_the_same(arranged):
    world, table = arranged
    assert table.lists["content"].held is None and table.lists["model"].held is not None
    ids = [one.item_id for one in world.facts]
    assert sorted(table.item_ids) == ids and table.item_ids != ids
    same(table.block(ids), world.block(ids))
    for among, theirs in (("", world.nearest_content), ("tail", world.tail)):
        mine = table.search("content").nearest(world.content[[4]], 7, "", among)
        assert dict(mine) == pytest.approx(dict(theirs(world.content[[4]], 7)), abs=1e-5)
    mine = table.search("model").nearest(world.model[[9]], 60)
    assert dict(mine) == pytest.approx(dict(world.nearest_model(world.model[[9]], 60)))
    since = NOW - timedelta(days=900)
    assert table.fresh(since, 20) == world.fresh(since, 20)


def test_arranged_it_still_takes_what_changes(arranged):
    world, table = arranged
    turned = -world.content[[0]]
    new = row_of(world.facts[0], item_id="new")
    table.put([row_of(world.facts[0]), new], turned.repeat(2, 0), world.model[[0, 0]])
    table.put_facts([row_of(world.facts[1], is_for_sale=False)])
    found = dict(table.search("content").nearest(turned, 61))
    assert found["i00"] == found["new"] == pytest.approx(1, abs=1e-3)
    assert "i01" not in found and len(found) == 58  # nor the sold-out, nor who has no vector
    assert np.array_equal(table.block(["new"]).content, turned)


def test_a_small_shop_is_not_arranged(world):
    table = table_of(world)
    table.arrange()
    assert table.lists == {} and table.item_ids[0] == "i00"


def test_worn_when_one_row_in_sixteen_came_later(arranged):
    world, table = arranged
    for number in range(4):
        assert not table.is_worn  # 60 // 16 = 3 have room
        new = row_of(world.facts[0], item_id=f"new{number}")
        table.put([new], world.content[[0]], world.model[[0]])
    assert table.is_worn


def test_a_small_shop_is_never_worn(world):
    table = table_of(world)
    table.put([row_of(world.facts[0])], -world.content[[0]], world.model[[0]])
    assert not table.is_worn


def test_what_a_search_found_is_forgotten_when_anything_changes(arranged):
    world, table = arranged
    asked = world.content[[4]]
    assert table.search("content").nearest(asked, 60)[0][0] == "i04"
    table.put_facts([row_of(world.facts[4], is_for_sale=False)])
    assert "i04" not in dict(table.search("content").nearest(asked, 60))
    table.put([row_of(world.facts[0])], asked, world.model[[0]])
    assert table.search("content").nearest(asked, 60)[0][0] == "i00"
    table.drop(["i00"])
    assert "i00" not in dict(table.search("content").nearest(asked, 60))
