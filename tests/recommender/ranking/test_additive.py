from __future__ import annotations

import numpy as np

from recommender.ranking.additive import Additive
from tests.recommender.worlds import block, fact, unit


def test_by_hand():
    two = block([fact("a"), fact("b")], [unit(1, 0), unit(0, 1)])
    parts = {"x": np.array([0.5, 0.25]), "y": np.array([1.0, 0.0]), "down": np.array([0.2, 0.0])}
    shares = {"x": np.array([[0.4, 0.1], [0.0, 0.25]])}
    scored = Additive().rank(two, parts, shares, {"x": 2.0, "y": 0.1, "down": -1.0}, 2)
    assert scored.source_slugs == ("x", "y", "down")
    assert np.allclose(scored.score, [0.9, 0.5])  # 2·0.5 + 0.1·1 - 0.2; 2·0.25
    assert np.allclose(scored.by_event, [[0.8, 0.2], [0.0, 0.5]])
    assert np.allclose(scored.by_source @ scored.weights, scored.score)


def test_a_source_without_weight_adds_nothing():
    one = block([fact("a")], [unit(1, 0)])
    scored = Additive().rank(one, {"x": np.array([0.5])}, {"x": np.array([[0.5]])}, {}, 1)
    assert scored.score.tolist() == [0.0] and scored.by_event.tolist() == [[0.0]]
