from __future__ import annotations

import math

import numpy as np
import pytest

from recommender.evaluation import views
from recommender.evaluation.views import places, unseen_centred, view

NONE = np.zeros(0, dtype=np.int64)


def test_means_and_deviations_are_over_unseen_items() -> None:
    scores = np.array([[1, 3, 50, 5], [4, 4, 4, 4]], np.float32)
    centred, deviations = unseen_centred(scores, [np.array([2]), NONE])
    # 1, 3 and 5 have mean 3; the seen item comes out as low as the lowest.
    assert centred.tolist() == [[-2, 0, -2, 2], [0, 0, 0, 0]]
    assert deviations[:, 0] == pytest.approx([math.sqrt(8 / 3), 0])


def test_each_view_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PLACES", 2)
    centred, deviations = unseen_centred(np.array([[1, 3, 5], [4, 4, 4]], np.float32), [NONE, NONE])
    deviation = math.sqrt(8 / 3)
    assert view("spread", centred, deviations, 9.0)[0] == pytest.approx(
        [-2 / deviation, 0, 2 / deviation]
    )
    assert view("spread", centred, deviations, 9.0)[1].tolist() == [0, 0, 0]
    assert view("level", centred, deviations, 4.0)[0].tolist() == [-0.5, 0, 0.5]
    assert view("level", centred, deviations, 0.0)[0].tolist() == [-2, 0, 2]
    assert view("damped", centred, deviations, 9.0)[0] == pytest.approx(
        [-0.02 / deviation, 0, math.log(1 + 2 / deviation)]
    )
    # Of three, the first two places count.
    assert view("place", centred, deviations, 9.0)[0] == pytest.approx(
        [0, math.log(3 / 2), math.log(3)]
    )
    with pytest.raises(ValueError, match="spread, level, damped, place"):
        view("size", centred, deviations, 1.0)


def test_places_follow_the_order_of_many() -> None:
    scores = np.random.default_rng(0).permutation(500).astype(np.float32)[None, :]
    found = places(scores)
    assert np.count_nonzero(found) == 200
    assert np.array_equal(np.argsort(-found[0])[:200], np.argsort(-scores[0])[:200])
