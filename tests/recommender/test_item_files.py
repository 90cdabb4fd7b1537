"""A table written and mapped is the table; what is not one is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest

from recommender import item_files, item_table
from recommender.item_files import MAGIC, NotATable, table_open, table_write
from tests.recommender.test_item_table import row_of, same, table_of
from tests.recommender.worlds import random_world


@pytest.fixture(params=[True, False], ids=["arranged", "plain"])
def written(request, tmp_path, monkeypatch):
    monkeypatch.setattr(item_table, "LISTS_FROM", 10)
    monkeypatch.setattr("recommender.item_lists.LIST_ROWS", 5)
    monkeypatch.setattr("recommender.item_search.FEW", 0)
    world = random_world(3, items=60)
    world.sold_out = frozenset({"i03"})
    table = table_of(world)
    if request.param:
        table.arrange()
    path = tmp_path / "items.bin"
    table_write(table, path, since=12)
    return world, table, path


def test_mapped_it_says_the_same(written):
    world, table, path = written
    mapped, since = table_open(path)
    assert since == 12 and len(mapped) == 60
    ids = [one.item_id for one in world.facts]
    for available in (True, False):
        same(
            mapped.block(ids, available_only=available), world.block(ids, available_only=available)
        )
    for space, asked in (("content", world.content[[4, 9]]), ("model", world.model[[4]])):
        for category, among in (("", ""), ("c1", ""), ("", "tail"), ("d0", "niche")):
            asked_for = (asked, 9, category, among)
            assert mapped.search(space).nearest(*asked_for) == table.search(space).nearest(
                *asked_for
            )
    assert mapped.lists.keys() == table.lists.keys()


def test_what_one_process_changes_is_its_own(written):
    world, _, path = written
    before = path.read_bytes()
    one, other = table_open(path)[0], table_open(path)[0]
    one.put_facts([row_of(world.facts[0], is_for_sale=False, event_count=3)])
    one.put([row_of(world.facts[1])], -world.content[[1]], world.model[[1]])
    one.put([row_of(world.facts[2], item_id="new")], world.content[[2]], world.model[[2]])
    assert one.block(["i00"]).facts == () and one.block(["new"]).facts
    same(other.block(["i00", "i01", "new"]), world.block(["i00", "i01", "new"]))
    assert path.read_bytes() == before


def test_the_vectors_are_mapped_not_copied(written):
    table = table_open(written[2])[0]
    vectors = table.arrays.columns["content"]
    assert not vectors.flags.owndata and vectors.flags.writeable
    table.put_facts([row_of(written[0].facts[0], event_count=4)])
    assert table.arrays.columns["content"] is vectors


def test_it_is_the_owners_alone_and_no_draft_stays(written):
    path = written[2]
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["items.bin"]


def test_what_fails_leaves_nothing(written, tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(item_files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        table_write(written[1], tmp_path / "more.bin", 1)
    assert [one.name for one in tmp_path.iterdir()] == ["items.bin"]


def cut(whole):
    return whole[:-5]


def another_version(whole):
    return MAGIC[:-2] + b"0\n" + whole[len(MAGIC) :]


def another_head(whole):
    return MAGIC + json.dumps({"arrays": {}}).encode() + b"\n" + whole[len(MAGIC) :]


def a_column_less(whole):
    return whole.replace(b'"is_tail"', b'"is_talk"', 1)


@pytest.mark.parametrize("spoil", [cut, another_version, another_head, a_column_less])
def test_what_is_no_table_is_refused(written, spoil):
    path = written[2]
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(NotATable):
        table_open(path)


def test_texts_in_one_piece():
    stored = item_table.Stored.of(["a", "", "zwölf"])
    assert [stored.at(row) for row in range(4)] == ["a", "", "zwölf", ""]
    assert stored.text.dtype == np.uint8 and stored.ends.tolist() == [0, 1, 1, 7]
