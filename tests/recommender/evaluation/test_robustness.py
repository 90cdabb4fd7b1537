"""The studies of noise, pushes and bots on a small made shop, with models that need no torch."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation import robustness
from recommender.evaluation.attacks import push_attack
from recommender.evaluation.baselines.item_knn import ItemKnn
from recommender.evaluation.baselines.popularity import Popularity
from recommender.evaluation.robustness import (
    defended,
    detection_study,
    noise_study,
    push_study,
    target_choose,
)
from recommender.evaluation.splits import leave_one_out
from recommender.trust.judging import trust_judge
from tests.recommender.trust.makers import ITEMS, honest

MODELS = {
    "popularity": lambda split, seed: Popularity(split.fit, split.items),
    "item_knn": lambda split, seed: ItemKnn(split.fit, split.items, 0.8),
}


@pytest.fixture(scope="module")
def shop():
    return honest(400)


def silent(label, done, total):
    assert 0 <= done <= total


def test_noise_is_measured_against_the_same_way_and_the_plain_one(shop):
    figures = noise_study(shop, ITEMS, MODELS, (0.0, 0.2), (0, 1), silent)
    knn = figures["item_knn"]
    assert knn["plain"]["0%"]["lost"] == 0.0 and knn["plain"]["0%"]["lost_interval"] == [0.0, 0.0]
    for way in ("plain", "tolerant"):
        clean, noisy = knn[way]["0%"], knn[way]["20%"]
        assert noisy["lost"] == pytest.approx(1 - noisy["ndcg10"] / clean["ndcg10"], abs=2e-3)
        low, high = noisy["lost_interval"]
        assert low <= noisy["lost"] <= high
    kept = figures["steps_kept"]
    assert 0.7 < kept["20%"] < kept["0%"] <= 1.0


def test_a_push_gains_without_defence_and_little_with_it(shop):
    split = leave_one_out(shop, ITEMS)
    figures = push_study(split, MODELS, 0.15, (0, 1), silent)
    for kind in ("random", "average", "bandwagon"):
        plain = figures[kind]["popularity"]
        assert plain["ranks_gained"] > 20 and plain["cut"] > 0.6
        assert plain["hr10_attacked"] > plain["hr10_defended"] >= plain["hr10_clean"] == 0.0
        assert len(plain["ranks_gained_by_seed"]) == 2
        expected = 1 - plain["ranks_gained_defended"] / plain["ranks_gained"]
        assert plain["cut"] == pytest.approx(expected, abs=0.01)
        assert figures[kind]["detection"]["recall"] > 0.6


def test_the_rank_is_counted_by_hand_among_those_who_have_not_met_the_target(shop):
    split = leave_one_out(shop, ITEMS)
    target = target_choose(split, 0)
    reach = robustness._reach(MODELS["popularity"](split, 0), split, target)
    counts = MODELS["popularity"](split, 0).users
    ranks = []
    for user in range(len(split.test)):
        seen = set(split.test.inputs.rows[split.test.inputs.of(user)].tolist())
        if target not in seen:
            better = [i for i in range(ITEMS) if i not in seen and counts[i] > counts[target]]
            ranks.append(len(better) + 1)
    assert reach.rank == pytest.approx(np.mean(ranks))
    met = np.bincount(split.fit.rows, minlength=ITEMS)
    assert 0 < met[target] <= np.median(met[met > 0])


def test_a_defended_fit_is_without_suspects_and_weighs_the_rest(shop):
    attacked = push_attack(shop, ITEMS, 9, "average", 0.1, 3)
    judged = trust_judge(attacked.histories, ITEMS)
    left = defended(attacked.histories, judged)
    assert len(left) == (judged.trust >= 0.5).sum() < len(attacked.histories)
    assert left.trust is not None and left.trust.min() >= 0.5


def test_every_kind_of_bot_is_judged_and_honest_users_alone(shop):
    figures = detection_study(shop, ITEMS, 0.05, (0,), silent)
    assert set(figures) == {"honest", "regular", "fast", "sweep", "again", "copies"}
    assert figures["honest"]["honest_suspected"] == 0.0 and "recall" not in figures["honest"]
    assert min(one["recall"] for name, one in figures.items() if name != "honest") > 0.9
