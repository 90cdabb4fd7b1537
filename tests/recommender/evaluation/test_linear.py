"""The closed form against sums written out step by step, and what the model is for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.evaluation.linear import NextItemRidge, moments
from recommender.neural.sequences import sequences_from


def slow_moments(histories, items, fades):
    """Return both sums from the definition, as far back as anything weighs."""
    gram = np.zeros((len(fades) * items,) * 2)
    cross = np.zeros((len(fades) * items, items))
    for rows in histories:
        for t in range(1, len(rows)):
            past = np.zeros((len(fades), items))
            for k, fade in enumerate(fades):
                for age, row in enumerate(reversed(rows[:t])):
                    past[k, row] += fade**age
            gram += np.outer(past.ravel(), past.ravel())
            cross[:, rows[t]] += past.ravel()
    return gram, cross


@settings(max_examples=40, deadline=None)
@given(
    histories=st.lists(st.lists(st.integers(0, 5), max_size=7), min_size=1, max_size=5),
    fades=st.sampled_from([(0.5,), (0.3, 0.9), (0.2, 0.6, 0.95)]),
)
def test_sums_are_those_of_the_definition(histories, fades):
    gram, cross = moments(sequences_from(histories), 6, fades)
    wanted_gram, wanted_cross = slow_moments(histories, 6, fades)
    assert gram == pytest.approx(wanted_gram, abs=1e-4)
    assert cross == pytest.approx(wanted_cross, abs=1e-4)


@pytest.fixture(scope="module", autouse=True)
def monkeypatch_module():
    """Let nothing fade out of the sums: the definition keeps everything."""
    patch = pytest.MonkeyPatch()
    patch.setattr("recommender.evaluation.linear.LEAST", 1e-12)
    yield
    patch.undo()


def test_one_fade_by_hand():
    # Histories 0 1 2 and 0 2: sums (1,0,0)->1, (.5,1,0)->2, (1,0,0)->2.
    gram, cross = moments(sequences_from([[0, 1, 2], [0, 2]]), 3, (0.5,))
    assert gram.tolist() == [[2.25, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 0.0]]
    assert cross.tolist() == [[0.0, 1.0, 1.5], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]


def test_weights_solve_the_ridge():
    histories = [[0, 1, 2, 3], [1, 2, 3, 0], [2, 0, 1]]
    model = NextItemRidge(sequences_from(histories), 4, (0.4, 0.9), l2=2.0)
    gram, cross = slow_moments(histories, 4, (0.4, 0.9))
    assert model.weights == pytest.approx(np.linalg.solve(gram + 2.0 * np.eye(8), cross), abs=1e-4)


def test_order_counts():
    # After 0 comes 1, after 1 comes 0; a model of sets could not tell which.
    model = NextItemRidge(sequences_from([[0, 1, 0, 1, 0, 1, 2]] * 3), 3, (0.2, 0.9), l2=1.0)
    scores = model.score(sequences_from([[1, 0], [0, 1]]))
    assert scores[0, 1] > scores[0, 0]
    assert scores[1, 0] > scores[1, 1]


def test_scores_add_up_over_steps():
    model = NextItemRidge(sequences_from([[0, 1, 2], [2, 1, 0, 3]]), 4, l2=1.0)
    whole = model.score(sequences_from([[0, 3]]))
    older = model.weights.reshape(3, 4, 4)[:, 0] * np.array(model.fades)[:, None]
    newer = model.weights.reshape(3, 4, 4)[:, 3]
    assert whole[0] == pytest.approx((older + newer).sum(axis=0), abs=1e-5)


def test_an_empty_history_scores_nothing():
    model = NextItemRidge(sequences_from([[0, 1], [1, 0]]), 2, l2=1.0)
    assert model.score(sequences_from([[], [0]]))[0].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("fades", [(), (0.0,), (0.5, 1.0)])
def test_fades_that_are_none_are_refused(fades):
    with pytest.raises(ValueError, match="fade"):
        NextItemRidge(sequences_from([[0, 1]]), 2, fades)


def test_too_little_ridge_is_said():
    with pytest.raises(ValueError, match="l2"):
        NextItemRidge(sequences_from([[0, 1]]), 3, (0.5,), l2=0.0)
