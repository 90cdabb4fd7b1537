"""The heads: what they may ask of whom, what counts in the loss, and torch against plain NumPy."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import OutsideFailure
from recommender.neural.multitask import (
    MultiTask,
    MultiTaskConfig,
    exported,
    masked_losses,
    task_weights,
)
from recommender.neural.task_training import (
    TaskRows,
    TaskTrainConfig,
    calibrated,
    heads_fit,
    logits_of,
    normalised_entropy,
)
from recommender.task_heads.features import FEATURES
from recommender.task_heads.scores import (
    HeadArrays,
    TaskHeads,
    heads_from_bytes,
    heads_to_bytes,
    sigmoid,
)

TASKS = ("click", "cart", "purchase", "rating")


def model_made(seed: int, config: MultiTaskConfig) -> MultiTask:
    torch.manual_seed(seed)
    model = MultiTask(config).eval()
    with torch.no_grad():
        for one in model.parameters():
            one.normal_(std=0.5)
    return model


def heads_of(model: MultiTask, calibration: np.ndarray) -> TaskHeads:
    tasks = np.array(model.config.tasks)
    arrays = HeadArrays(
        tasks=tasks,
        features=np.array(FEATURES),
        base=np.zeros(len(tasks), dtype=np.float32),
        **exported(model, calibration),
    )
    return TaskHeads(arrays, np.array(["a"]), np.ones((1, 3), "f4"), np.zeros(3, "f4"))


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(0, 3), st.integers(0, 2), st.integers(1, 9),
    st.integers(1, 40), st.floats(0.1, 10),
)  # fmt: skip
def test_plain_numpy_agrees_with_torch(seed, shared, own, width, rows, size):
    if shared + own < 1:
        own = 1
    config = MultiTaskConfig(len(FEATURES), TASKS, shared, own, width, tower=3)
    random = np.random.default_rng(seed)
    features = (size * random.normal(size=(rows, len(FEATURES))) + 2).astype(np.float32)
    model = model_made(seed, config)
    model.standardise(features)
    calibration = random.uniform(0.3, 2.0, (4, 2)).astype(np.float32)
    expected = logits_of(model, features) * calibration[:, 0] + calibration[:, 1]
    heads = heads_from_bytes(heads_to_bytes(heads_of(model, calibration)), run_id=5)
    found = heads.logits(np.ascontiguousarray(features.T)).T
    assert sigmoid(found) == pytest.approx(sigmoid(expected), abs=1e-4)
    assert found == pytest.approx(expected, abs=1e-4, rel=1e-4)
    assert heads.run_id == 5 and heads.tasks == TASKS


def test_a_damaged_file_is_said():
    heads = heads_of(model_made(1, MultiTaskConfig(len(FEATURES), TASKS)), np.ones((4, 2), "f4"))
    content = heads_to_bytes(heads)
    for wrong in (b"", content[:200], b"not a file"):
        with pytest.raises(OutsideFailure):
            heads_from_bytes(wrong)


def test_what_is_known_of_items():
    heads = heads_of(model_made(1, MultiTaskConfig(len(FEATURES), TASKS)), np.ones((4, 2), "f4"))
    assert heads.stats_of(("new", "a")).tolist() == [[0, 0, 0], [1, 1, 1]]
    assert heads.stats_of(()).shape == (0, 3)


def test_a_task_asks_the_shared_experts_and_its_own():
    model = model_made(3, MultiTaskConfig(5, ("a", "b"), shared=1, own=1, width=4))
    x = torch.randn(6, 5)
    before = model(x)
    with torch.no_grad():
        model.experts.weight[8:12] += 1.0  # the third expert: b's own
    after = model(x)
    assert torch.equal(before[:, 0], after[:, 0]) and not torch.equal(before[:, 1], after[:, 1])


def test_a_label_that_is_not_known_does_not_count():
    logits = torch.tensor([[0.0, 2.0], [1.0, -1.0]], requires_grad=True)
    labels = torch.tensor([[1.0, float("nan")], [float("nan"), float("nan")]])
    sums, counts = masked_losses(logits, labels)
    assert sums.tolist() == pytest.approx([np.log(2), 0.0]) and counts.tolist() == [1, 0]
    sums.sum().backward()
    assert logits.grad.tolist() == [[-0.5, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize(("balance", "ratio"), [(0.0, 1.0), (0.5, 2.0), (1.0, 4.0)])
def test_balance_lies_between_labels_and_tasks(balance, ratio):
    labels = np.full((8, 3), np.nan, dtype=np.float32)
    labels[:, 0], labels[:2, 1] = 1.0, 0.0
    weights = task_weights(labels, balance)
    assert weights[1] / weights[0] == pytest.approx(ratio)
    assert weights[2] == 0.0
    assert (weights * [8, 2, 0]).sum() / 10 == pytest.approx(1.0)


def rows_made(count: int, seed: int) -> TaskRows:
    """Two tasks that hang on the same hidden sum; the second is labelled for a tenth."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(count, 6)).astype(np.float32)
    hidden = np.abs(features[:, 0]) - 0.8 + 0.5 * features[:, 1]
    labels = np.stack([hidden > 0, hidden > 0.5], axis=1).astype(np.float32)
    labels[random.random(count) > 0.1, 1] = np.nan
    return TaskRows(features, labels)


CONFIG = MultiTaskConfig(6, ("plenty", "few"), width=8, dropout=0.0)
QUICK = TaskTrainConfig(epochs=8, batch_size=128, learning_rate=0.02, weight_decay=0.001)


def test_it_learns_what_no_line_could():
    fitted = heads_fit(rows_made(2000, 1), CONFIG, QUICK, rows_made(500, 2))
    test = rows_made(800, 3)
    right = (fitted.logits(test.features) > 0) == (test.labels > 0.5)
    known = ~np.isnan(test.labels)
    assert right[known[:, 0], 0].mean() > 0.93 and right[known[:, 1], 1].mean() > 0.8
    assert 1 <= fitted.epochs <= 8 and fitted.curve[0]["entropy"] > fitted.curve[-1]["entropy"]


def test_the_same_seed_is_the_same_model():
    first, second = (heads_fit(rows_made(300, 1), CONFIG, QUICK) for _ in range(2))
    features = rows_made(20, 9).features
    assert np.array_equal(first.logits(features), second.logits(features))


def test_calibration_makes_rates_true():
    random = np.random.default_rng(4)
    truth = random.normal(-2.0, 1.0, (6000, 1))
    labels = (random.random((6000, 1)) < 1 / (1 + np.exp(-truth))).astype(np.float32)
    logits = (3.0 * truth + 1.0).astype(np.float32)  # too sure, and off
    slope, offset = calibrated(logits, labels)[0]
    assert slope == pytest.approx(1 / 3, abs=0.03) and offset == pytest.approx(-1 / 3, abs=0.12)
    fixed = logits * slope + offset
    assert sigmoid(fixed).mean() == pytest.approx(labels.mean(), abs=0.002)
    few = np.full((6000, 1), np.nan, dtype=np.float32)
    few[:10] = labels[:10]
    assert calibrated(logits, few).tolist() == [[1.0, 0.0]]


def test_the_base_rate_has_an_entropy_of_one():
    labels = np.array([[1.0, np.nan], [0.0, 1.0], [0.0, 1.0], [0.0, np.nan]], dtype=np.float32)
    logits = np.full((4, 2), np.log(1 / 3), dtype=np.float32)
    assert normalised_entropy(logits, labels) == pytest.approx(1.0)


def test_what_cannot_be_built_is_refused():
    for wrong in ({"tasks": ()}, {"shared": 0, "own": 0}, {"width": 0}):
        with pytest.raises(ValueError):
            MultiTaskConfig(**{"features": 3, "tasks": ("a",), **wrong})
