"""Inverted lists against all rows compared: exact cosines, nothing lost that may be found."""

from __future__ import annotations

import numpy as np
import pytest

from recommender import item_lists
from recommender.item_lists import LEAST_LISTS, Lists, lists_make
from recommender.item_search import Allowed, Search


def clustered(count=4_000, dim=24, kinds=25, seed=1):
    random = np.random.default_rng(seed)
    centres = random.standard_normal((kinds, dim))
    vectors = centres[random.integers(0, kinds, count)] + 0.5 * random.standard_normal((count, dim))
    vectors = vectors.astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def vectors():
    return clustered()


@pytest.fixture
def short_lists(monkeypatch):
    """Lists of twenty rows, so that a small space has many more than are compared."""
    monkeypatch.setattr(item_lists, "LIST_ROWS", 20)


def search_of(vectors, mask, lists=None):
    ids = [f"i{n:05d}" for n in range(len(vectors))]
    in_list = None if lists is None else lists.counts(mask)
    return Search(vectors, ids, lambda *_: Allowed(np.flatnonzero(mask), mask, in_list), lists)


def test_each_row_that_has_a_vector_is_in_the_list_of_its_nearest_centre(vectors, short_lists):
    has = np.arange(len(vectors)) % 7 > 0
    lists = lists_make(vectors, has)
    assert sorted(lists.order.tolist()) == np.flatnonzero(has).tolist()
    assert len(lists.centres) == has.sum() // 20 and lists.starts[-1] == has.sum()
    assert np.allclose(np.linalg.norm(lists.centres, axis=1), 1, atol=1e-5)
    for number in (0, 9, 100):
        rows = lists.order[lists.starts[number] : lists.starts[number + 1]]
        assert set((vectors[rows] @ lists.centres.T).argmax(axis=1)) <= {number}
    again = lists_make(vectors, has)
    assert np.array_equal(again.order, lists.order)  # made twice, made alike


def test_by_hand():
    """Two lists, three rows of which the last came later."""
    centres = np.eye(2, dtype=np.float32)
    vectors = np.array([[0.6, 0.8], [0.8, 0.6], [1, 0]], dtype=np.float32)
    lists = Lists(centres, np.array([1, 0]), np.array([0, 1, 2]), 2, vectors[[1, 0]])
    assert lists.counts(np.array([True, False, True])).tolist() == [0, 1]
    rows, cosines = lists.compare(vectors, centres[0], np.array([0]))
    assert rows.tolist() == [2, 1] and cosines.tolist() == pytest.approx([1, 0.8])


def test_as_many_lists_as_hold_enough_that_may_be_found(monkeypatch):
    monkeypatch.setattr(item_lists, "LEAST_LISTS", 2)
    monkeypatch.setattr(item_lists, "ENOUGH", 3)
    centres = np.eye(4, dtype=np.float32)
    lists = Lists(centres, np.arange(8), np.arange(0, 10, 2), 8)
    unit = np.array([0.1, 0.4, 0.2, 0.3], dtype=np.float32)
    assert lists.nearest(unit, np.array([2, 2, 2, 2]), 1).tolist() == [1, 3]
    assert lists.nearest(unit, np.array([2, 1, 1, 1]), 1).tolist() == [1, 3, 2]
    assert lists.nearest(unit, np.array([2, 0, 0, 0]), 1).tolist() == [1, 3, 2, 0]
    assert lists.nearest(unit, np.array([1, 0, 0, 0]), 9).tolist() == [1, 3, 2, 0]


@pytest.mark.parametrize("straight", [True, False])
@pytest.mark.parametrize("share", [1.0, 0.3])
def test_what_is_found_is_nearly_what_comparing_all_finds(
    vectors, short_lists, monkeypatch, share, straight
):
    monkeypatch.setattr("recommender.item_search.FEW", 0)
    lists = lists_make(vectors, np.ones(len(vectors), bool))
    if straight:
        vectors = vectors[lists.order]
        lists = Lists(lists.centres, np.arange(len(vectors)), lists.starts, len(vectors))
    assert (lists.held is None) is straight and len(lists.centres) > 4 * LEAST_LISTS
    random = np.random.default_rng(2)
    mask = random.random(len(vectors)) < share
    asked = vectors[random.integers(0, len(vectors), 8)]
    found = search_of(vectors, mask, lists).nearest(asked, 80)
    true = search_of(vectors, mask).nearest(asked, 80)
    assert len(found) == 80 and all(mask[int(item[1:])] for item, _ in found)
    both = dict(found).keys() & dict(true).keys()
    assert len(both) >= 0.98 * 80
    assert {i: dict(found)[i] for i in both} == pytest.approx(
        {i: dict(true)[i] for i in both}, abs=1e-5
    )


def test_the_answer_around_a_vector_depends_on_it_alone(vectors, short_lists, monkeypatch):
    """Not on what else is asked with it, nor on what was asked before: else no page twice."""
    monkeypatch.setattr("recommender.item_search.FEW", 0)
    lists = lists_make(vectors, np.ones(len(vectors), bool))
    mask = np.ones(len(vectors), bool)
    few = np.arange(len(vectors)) % 9 == 0  # needs more lists to find as many
    ids = [f"i{n}" for n in range(len(vectors))]
    kinds = {
        "": Allowed(np.flatnonzero(mask), mask, lists.counts(mask)),
        "tail": Allowed(np.flatnonzero(few), few, lists.counts(few)),
    }
    fresh = Search(vectors, ids, lambda category, among: kinds[among], lists)
    used = Search(vectors, ids, lambda category, among: kinds[among], lists)
    used.nearest(vectors[[5, 70, 700]], 60, "", "tail")
    used.nearest(vectors[[70, 5]], 9)
    for among in ("", "tail"):
        assert used.nearest(vectors[[5]], 30, "", among) == fresh.nearest(
            vectors[[5]], 30, "", among
        )


def test_what_came_later_is_always_compared(vectors, short_lists, monkeypatch):
    monkeypatch.setattr("recommender.item_search.FEW", 0)
    lists = lists_make(vectors, np.ones(len(vectors), bool))
    grown = np.concatenate([vectors, -vectors[:3]])
    mask = np.ones(len(grown), bool)
    ids = [f"i{n:05d}" for n in range(len(grown))]
    allowed = Allowed(np.flatnonzero(mask), mask, lists.counts(mask))
    found = Search(grown, ids, lambda *_: allowed, lists).nearest(-vectors[[1]], 5)
    assert found[0] == ("i04001", pytest.approx(1, abs=1e-5))


def test_an_answer_is_kept_for_who_asks_the_same(vectors, short_lists, monkeypatch):
    monkeypatch.setattr("recommender.item_search.FEW", 0)
    lists = lists_make(vectors, np.ones(len(vectors), bool))
    mask = np.arange(len(vectors)) % 2 == 0
    kept, compared = {}, []
    compare = Lists.compare
    monkeypatch.setattr(
        Lists, "compare", lambda self, *args: compared.append(1) or compare(self, *args)
    )

    def search():
        ids = [f"i{n}" for n in range(len(vectors))]
        allowed = Allowed(np.flatnonzero(mask), mask, lists.counts(mask))
        return Search(vectors, ids, lambda *_: allowed, lists, kept)

    first = search().nearest(vectors[[5, 70]], 60)
    assert search().nearest(vectors[[5, 70]], 60) == first and len(compared) == 2
    for asked, limit, category in (([5, 71], 60, ""), ([5, 70], 80, ""), ([5, 70], 60, "c")):
        search().nearest(vectors[asked], limit, category)
    assert len(compared) == 2 + 1 + 2 + 2
    monkeypatch.setattr("recommender.item_search.MOST_FOUND", 7)
    search().nearest(vectors[[9]], 60)
    assert len(kept) == 1  # was full
