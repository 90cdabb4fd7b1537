from __future__ import annotations

import math

import numpy as np
import pytest

from recommender.evaluation.measures import Measures, figures_of, over_best
from recommender.evaluation.ranking import Ranked
from recommender.evaluation.splits import Split, Task
from recommender.evaluation.together import Measured
from recommender.neural.items import items_of
from recommender.neural.sequences import sequences_from

FIT = sequences_from([[0, 1], [0, 1], [0, 3], [0]])  # 0: 4, 1: 2, 3: 1
TEST = Task(sequences_from([[0, 3], [1]]), np.array([2, 1]))
SPLIT = Split(FIT, TEST, TEST, 4)
RANKED = Ranked(np.array([0, 3]), np.array([1, 0]), np.array([[0, 1], [0, 2]]))
WORSE = Ranked(np.array([1, 9]), np.array([0, 0]), np.array([[0, 1], [0, 2]]))


def measured(**ranked: Ranked) -> Measured:
    return Measured(ranked, dict.fromkeys(ranked, 1.5))


def test_all_figures_by_hand() -> None:
    vectors = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], np.float32)
    measures = Measures(SPLIT, items_of({"text": vectors}), k=2)
    figures = figures_of(measures, measured(one=RANKED), ["one"], [2.0])
    assert figures["ndcg2"] == pytest.approx(0.5)
    assert figures["hr2"] == pytest.approx(0.5)
    assert figures["ndcg2_interval"] == [0.0, 1.0]  # two users, one of them foretold
    assert figures["mrr"] == pytest.approx((1 + 1 / 4) / 2)
    # Against: the first user's target falls to rank 1.
    assert figures["ndcg2_ties_against"] == pytest.approx(1 / math.log2(3) / 2, abs=1e-4)
    assert figures["coverage2"] == pytest.approx(3 / 4)
    assert figures["gini2"] == pytest.approx((-3 * 0 - 1 + 1 + 3 * 2) / (4 * 4))  # 0, 1, 1, 2
    # Shares 5/5, 3/5, 5/5, 1/5.
    assert figures["novelty2_bits"] == pytest.approx(
        (math.log2(5 / 3) + math.log2(5)) / 4, abs=1e-4
    )
    assert figures["tail_share2"] == pytest.approx(1 / 4)  # head: 0 and 1 (6 of 7 events)
    assert figures["ild2"] == pytest.approx((1 + 0) / 2)
    assert (figures["seconds"], figures["fit_s"], figures["rank_s"]) == (3.5, 2.0, 1.5)
    assert figures["segments"] == {
        "1-5 steps": {"users": 2, "ndcg2": 0.5, "hr2": 0.5},
        "next is head": {"users": 1, "ndcg2": 0.0, "hr2": 0.0},
        "next is rare": {"users": 1, "ndcg2": 0.0, "hr2": 0.0},
        "next is cold": {"users": 1, "ndcg2": 1.0, "hr2": 1.0},
    }


def test_seeds_are_averaged_and_their_spread_is_said() -> None:
    found = figures_of(Measures(SPLIT, k=2), measured(a=RANKED, b=WORSE), ["a", "b"], [1.0, 3.0])
    each = [0.5, 1 / math.log2(3) / 2]
    assert found["ndcg2"] == pytest.approx(sum(each) / 2, abs=1e-4)
    assert found["ndcg2_seeds"] == pytest.approx(each, abs=1e-4)
    assert found["ndcg2_spread"] == pytest.approx(abs(each[0] - each[1]) / math.sqrt(2), abs=1e-4)
    assert found["fit_s"] == 2.0


def test_the_mix_of_categories_is_compared_where_there_are_any() -> None:
    facets = [("genre=a",), ("genre=b",), ("genre=b",), ("genre=a",)]
    found = figures_of(
        Measures(SPLIT, items_of(facets=facets), k=2), measured(one=RANKED), ["one"], [0.0]
    )
    # Histories: all a; all b. Lists: a and b, both times.
    assert found["miscalibration2_nats"] == pytest.approx(-math.log(0.99 / 2 + 0.01), abs=1e-4)


def test_no_content_no_diversity() -> None:
    found = figures_of(Measures(SPLIT, k=2), measured(one=RANKED), ["one"], [0.0])
    assert "ild2" not in found
    assert "miscalibration2_nats" not in found


def test_the_fusion_is_held_against_its_best_part() -> None:
    found = over_best(
        measured(f=RANKED, a=WORSE, b=RANKED), ["f"], {"a": ["a"], "b": ["b", "a"]}, k=2
    )
    ours, best = 0.5, (0.5 + 1 / math.log2(3) / 2) / 2
    assert found["model"] == "b"
    assert found["relative"] == pytest.approx(ours / best - 1, abs=1e-4)
