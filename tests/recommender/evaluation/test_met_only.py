import numpy as np
import pytest

from recommender.evaluation.met_only import fit_on_met
from recommender.evaluation.splits import Task
from recommender.neural.items import items_of
from recommender.neural.sequences import sequences_from


@pytest.fixture(scope="module")
def fitted():
    """Twelve items on a ring of texts; number 5 is met by nobody."""
    angle = 2 * np.pi * np.arange(12) / 12
    inputs = items_of({"text": np.stack([np.cos(angle), np.sin(angle)], 1).astype(np.float32)})
    rows = [[(start + at) % 12 for at in range(5)] for start in range(12)] * 4
    histories = sequences_from([[item for item in one if item != 5] for one in rows])
    validation = Task(sequences_from([[1, 2], [5], [3, 5, 6], [4]]), np.array([3, 6, 7, 5]))
    model = fit_on_met(
        histories,
        validation,
        inputs,
        model={"dim": 16, "length": 6, "dropout": 0.0},
        train={"epochs": 60, "batch_size": 24, "learning_rate": 0.01, "patience": 60},
    )
    return model


def test_an_item_nobody_met_has_a_place_and_no_id(fitted):
    assert fitted.model.tower.config.ids == 11
    assert fitted.vectors.shape == (12, 16)
    assert np.linalg.norm(fitted.vectors, axis=1) == pytest.approx(1.0, abs=1e-4)


def test_rows_stay_those_of_the_whole_catalogue(fitted):
    # Of what is unseen 9 comes after 8; 5 is skipped in every history, and stands beside 6.
    scores = fitted.score(sequences_from([[7, 8], [3, 4]]))
    assert scores.shape == (2, 12)
    scores[[0, 0, 1, 1], [7, 8, 3, 4]] = -np.inf
    assert scores[0].argmax() == 9
    assert int(scores[1].argmax()) in {5, 6}
