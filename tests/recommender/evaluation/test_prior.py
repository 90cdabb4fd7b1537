"""A model beside what is popular, by how much is known: by hand."""

import numpy as np
import pytest

from recommender.evaluation.prior import WithPrior, log_shares, weight_find
from recommender.evaluation.splits import Task
from recommender.neural.sequences import sequences_from

PRIOR = np.array([3.0, 2.0, 1.0, 0.0], dtype=np.float32)


class Next:
    """Says that the item after the last one comes next."""

    def score(self, histories):
        scores = np.zeros((len(histories), 4), dtype=np.float32)
        last = histories.rows[histories.offsets[1:] - 1]
        scores[np.arange(len(histories)), (last + 1) % 4] = 1.0
        return scores


def test_shares_are_smoothed_by_one():
    found = np.exp(log_shares(sequences_from([[0, 0], [1]]), 3))
    assert found.tolist() == pytest.approx([3 / 6, 2 / 6, 1 / 6])


def test_without_an_event_the_prior_stands_alone_and_weights_follow_the_events():
    histories = sequences_from([[], [2], [0, 1], [0, 1, 2]])
    found = WithPrior(Next(), PRIOR, (0.5, 0.25)).score(histories)
    assert found.tolist() == [
        [3.0, 2.0, 1.0, 0.0],
        [1.5, 1.0, 0.5, 1.0],
        [0.75, 0.5, 1.25, 0.0],
        [0.75, 0.5, 0.25, 1.0],  # two weights: the last is for all beyond
    ]


@pytest.mark.parametrize(
    ("targets", "wanted"),
    [
        ([1, 2, 3], 0.0),  # the model is right: no prior is needed
        ([3, 0, 0], 2.0),  # the prior is: it must outweigh the model
    ],
)
def test_the_weight_with_the_best_validation_is_found(targets, wanted):
    task = Task(sequences_from([[0], [1], [2]]), np.array(targets))
    assert weight_find(Next(), PRIOR[[1, 2, 3, 0]], task, (0.0, 2.0), k=1) == wanted
