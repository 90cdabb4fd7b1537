import numpy as np
import pytest

from recommender.neural.items import MOST_WORDS, items_of

FACETS = [("category=lamps", "brand=a"), (), ("brand=a", "brand=a", "price=2")]


def test_facet_words_are_kept_once_an_item_in_their_order():
    items = items_of(facets=FACETS)
    assert len(items) == 3 and items.words == ("brand=a", "category=lamps", "price=2")
    assert [items.words_of(row) for row in range(3)] == [*FACETS[:2], ("brand=a", "price=2")]


def test_some_of_the_items_in_another_order():
    text = np.arange(6, dtype=np.float32).reshape(3, 2)
    taken = items_of({"text": text}, FACETS).take(np.array([2, 1, 2]))
    assert [taken.words_of(row) for row in range(3)] == [FACETS[2][1:], (), FACETS[2][1:]]
    assert taken.dense["text"].tolist() == [[4, 5], [2, 3], [4, 5]]
    assert len(taken.take(np.array([], dtype=np.int64))) == 0


def test_words_are_read_by_another_vocabulary_and_the_unknown_are_left_out():
    items = items_of(facets=FACETS)
    assert items.facet_matrix(("price=2", "brand=a")).tolist() == [[2, 0], [0, 0], [2, 1]]
    assert items.facet_matrix(("brand=z",)).shape == (3, 0)
    assert items_of(facets=[(), ()]).facet_matrix(("brand=a",)).shape == (2, 0)


def test_an_item_of_very_many_words_is_read_in_part():
    many = [f"tag={n:03d}" for n in range(MOST_WORDS + 5)]
    matrix = items_of(facets=[many, many[:1]]).facet_matrix(many)
    assert matrix.shape == (2, MOST_WORDS)
    assert matrix[0].tolist() == list(range(1, MOST_WORDS + 1))
    assert matrix[1].tolist() == [1] + [0] * (MOST_WORDS - 1)


def test_words_of_one_item_alone_are_not_worth_a_vector():
    assert items_of(facets=FACETS).words_shared() == ("brand=a",)
    assert len(items_of(facets=FACETS).words_shared(1)) == 3


def test_inputs_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="3 rows are needed"):
        items_of({"text": np.zeros((2, 4), np.float32)}, FACETS)
    with pytest.raises(ValueError, match="Give"):
        items_of()
