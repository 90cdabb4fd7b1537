from __future__ import annotations

import math

import numpy as np
import pytest

from recommender.evaluation.content import ContentKnn, content_rows, facet_marks
from recommender.neural.items import items_of
from recommender.neural.sequences import sequences_from

FACETS = [("brand=x", "genre=a"), ("genre=a",), ("brand=x", "genre=b"), ()]


def test_marks_of_some_words() -> None:
    inputs = items_of(facets=FACETS)
    assert facet_marks(inputs, ("genre=",)).toarray().tolist() == [[1, 0], [1, 0], [0, 1], [0, 0]]
    assert facet_marks(inputs).shape == (4, 3)
    assert facet_marks(inputs, ("size=",)).toarray().tolist() == [[0]] * 4


def test_rare_words_weigh_more_and_rows_are_units() -> None:
    rows = np.asarray(content_rows(items_of(facets=FACETS)))
    two, one = math.log(1 + 4 / 2), math.log(1 + 4 / 1)  # words of two items, of one
    assert rows[0] @ rows[1] == pytest.approx(two / math.hypot(two, two))
    assert rows[0] @ rows[2] == pytest.approx(
        two * two / (math.hypot(two, two) * math.hypot(two, one))
    )
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 0])


def test_the_cosine_is_the_mean_of_the_inputs_cosines() -> None:
    text = np.array([[1, 0], [0.6, 0.8], [0, 1], [1, 0]], np.float32)
    rows = np.asarray(content_rows(items_of({"text": text}, FACETS)))
    words = np.asarray(content_rows(items_of(facets=FACETS)))
    assert rows[0] @ rows[1] == pytest.approx((0.6 + words[0] @ words[1]) / 2)


def test_scores_are_decayed_cosines() -> None:
    text = np.array([[1, 0], [0.6, 0.8], [0, 1]], np.float32)
    found = ContentKnn(items_of({"text": text}), decay=0.5).score(sequences_from([[0, 2], []]))
    assert found[0] == pytest.approx([0.5, 0.5 * 0.6 + 0.8, 1.0])
    assert found[1].tolist() == [0, 0, 0]


def test_among_equals_the_one_more_people_met_is_first() -> None:
    inputs = items_of(facets=[("a=1",), ("a=1",), ("a=1", "b=2"), ("a=1",)])
    found = ContentKnn(inputs, sequences_from([[0, 3], [0, 1], [0, 3]])).score(
        sequences_from([[0]])
    )
    assert np.argsort(-found[0], kind="stable").tolist() == [0, 3, 1, 2]
    assert found[0, 0] - found[0, 1] == pytest.approx(0.001 * 2 / 3, rel=1e-3)
    assert found[0, 1] - found[0, 2] > 0.01  # likeness goes before
