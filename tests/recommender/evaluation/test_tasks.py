"""AUC and calibration by hand and against a slow count; parts that know nothing of later ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.tasks import (
    Part,
    auc,
    auc_resampled,
    calibration_error,
    heads_compared,
    parts_by_time,
    quality,
    shopper_draws,
)
from recommender.neural.task_training import TaskTrainConfig
from recommender.task_heads.features import FEATURES
from recommender.task_heads.samples import TASKS, Looks
from tests.recommender.task_heads.test_moments import DAY, events_made


def slow_auc(labels, scores, weights):
    won = pairs = 0.0
    for i in range(len(labels)):
        for j in range(len(labels)):
            if labels[i] == 1 and labels[j] == 0:
                both = weights[i] * weights[j]
                pairs += both
                won += both * (1.0 if scores[i] > scores[j] else 0.5 * (scores[i] == scores[j]))
    return won / pairs if pairs else np.nan


rows = st.lists(
    st.tuples(st.sampled_from([0, 1]), st.integers(-3, 3), st.integers(0, 3)), max_size=14
)


@given(rows)
def test_auc_is_the_share_of_pairs_in_order(rows):
    labels, scores, weights = (np.array([row[at] for row in rows], dtype=float) for at in range(3))
    found = auc_resampled(labels, scores, np.stack([weights, np.ones(len(rows))]))
    assert found[0] == pytest.approx(slow_auc(labels, scores, weights), nan_ok=True)
    assert found[1] == pytest.approx(slow_auc(labels, scores, np.ones(len(rows))), nan_ok=True)


def test_auc_by_hand():
    assert auc(np.array([1, 0, 1, 0]), np.array([0.9, 0.8, 0.7, 0.1])) == pytest.approx(0.75)
    assert auc(np.array([1, 0]), np.array([0.5, 0.5])) == 0.5
    assert np.isnan(auc(np.array([1, 1]), np.array([0.1, 0.2])))


def test_calibration_by_hand():
    labels = np.array([0, 0, 1, 1], dtype="f4")
    assert calibration_error(labels, np.array([0.0, 0.0, 1.0, 1.0]), bins=2) == 0.0
    assert calibration_error(labels, np.array([0.1, 0.3, 0.6, 0.6]), bins=2) == pytest.approx(0.3)


def test_shoppers_are_drawn_whole():
    draws = shopper_draws(np.array([7, 7, 3, 9, 9]), draws=50, seed=1)
    assert draws.shape == (50, 5)
    assert (draws[:, 0] == draws[:, 1]).all() and (draws[:, 3] == draws[:, 4]).all()
    assert (draws[:, [0, 2, 3]].sum(axis=1) == 3).all() and draws.std() > 0


def test_a_part_knows_nothing_of_the_next():
    """Twenty looks, a day apart, each carted twelve hours later and bought after five days."""
    acts = [(n, "view", n * DAY, None) for n in range(20)]
    acts += [(n, "cart", n * DAY + DAY // 2, 1.0) for n in range(20)]
    acts += [(n, "purchase", (n + 5) * DAY, 1.0) for n in range(20)]
    events = events_made(sorted(acts, key=lambda one: one[2]))
    at = np.flatnonzero(events.kinds == events.kinds[0])
    looks = Looks(at, events.rows[at][:, None])
    features = np.zeros((20, 1, len(FEATURES)), dtype=np.float32)
    features[:, 0, 0] = np.arange(20)
    fit, validation, test = parts_by_time(events, looks, features)
    assert [len(part.owners) for part in (fit, validation, test)] == [14, 3, 3]
    assert fit.features[-1, 0] < validation.features[0, 0] < test.features[0, 0]
    # The fit ends at day 13.3: a week is over only for what was looked at on day 6 and before.
    cart, purchase = fit.labels[:, 1], fit.labels[:, 2]
    assert cart[:13].tolist() == [1.0] * 13 and np.isnan(cart[13])
    assert purchase[:7].tolist() == [1.0] * 7 and np.isnan(purchase[7:]).all()
    assert np.nanmax(test.labels[:, 2]) == 1.0


def made(count: int, seed: int) -> Part:
    random = np.random.default_rng(seed)
    features = random.normal(size=(count, len(FEATURES))).astype(np.float32)
    hidden = features[:, :2].sum(axis=1)
    labels = np.full((count, len(TASKS)), np.nan, dtype=np.float32)
    for task in range(3):
        labels[:, task] = random.random(count) < 1 / (1 + np.exp(-hidden + task))
    return Part(features, labels, random.integers(0, 40, count))


def test_heads_beside_their_twins():
    compared = heads_compared(
        made(900, 1),
        made(300, 2),
        made(400, 3),
        TaskTrainConfig(epochs=4, batch_size=64, learning_rate=0.02, weight_decay=0.01),
    )
    figures = compared.figures["tasks"]
    assert set(figures) == {"click", "cart", "purchase"}  # nobody rated
    for one in figures.values():
        low, high = one["multi"]["auc_interval"]
        assert 0.6 < low <= one["multi"]["auc"] <= high < 1.0
        assert one["auc_gain"] == pytest.approx(
            one["multi"]["auc"] - one["single"]["auc"], abs=2e-4
        )
        low, high = one["auc_gain_interval"]
        assert low <= one["auc_gain"] <= high


def test_too_few_labels_say_nothing():
    part = made(30, 1)
    assert quality(part, np.zeros((30, 4), dtype=np.float32)).keys() <= {"click", "cart"}
