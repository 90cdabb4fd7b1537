"""Fits the task heads: early stopping on a later time, calibration, twins. Never imports Django."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from recommender.neural.device import device_name, pick_device
from recommender.neural.multitask import (
    Floats,
    MultiTask,
    MultiTaskConfig,
    masked_losses,
    task_weights,
)

Doubles = NDArray[np.float64]

LEAST_STEPS = 50  # a pass
LEAST_BATCH = 64


@dataclass(frozen=True, slots=True)
class TaskTrainConfig:
    """How it is fitted."""

    epochs: int = 10
    batch_size: int = 4096  # at most; few rows are cut into about fifty batches
    learning_rate: float = 0.006
    weight_decay: float = 1.0  # of matrices: what follows a look is mostly chance
    balance: float = 0.5  # 0: every label counts alike; 1: every task does
    patience: int = 3
    budget_s: float = 120.0  # 0: no limit
    seed: int = 0


@dataclass(frozen=True, slots=True)
class TaskRows:
    """features (R, F) float32; labels (R, T) float32: 0, 1, NaN where not known."""

    features: Floats
    labels: Floats

    def __len__(self) -> int:
        """Return R."""
        return len(self.features)


@dataclass(frozen=True, slots=True)
class FittedHeads:
    """A fitted model in evaluation mode, on the CPU. calibration (T, 2): slope and offset."""

    model: MultiTask
    calibration: Floats
    epochs: int
    device: str
    curve: list[dict[str, float]] = field(default_factory=list)

    def logits(self, features: Floats, batch_size: int = 65_536) -> Floats:
        """Return calibrated logits (R, T)."""
        slope, offset = self.calibration.T
        logits: Floats = logits_of(self.model, features, batch_size) * slope + offset
        return logits


def logits_of(model: MultiTask, features: Floats, batch_size: int = 65_536) -> Floats:
    """Return the model's own logits (R, T) float32 of features (R, F)."""
    model.eval()
    device = model.mean.device
    with torch.inference_mode():
        parts = [
            model(torch.from_numpy(features[at : at + batch_size]).to(device)).cpu().numpy()
            for at in range(0, len(features), batch_size)
        ]
    blank = np.zeros((0, len(model.config.tasks)), dtype=np.float32)
    return np.concatenate(parts) if parts else blank


def heads_fit(
    rows: TaskRows,
    config: MultiTaskConfig,
    train: TaskTrainConfig,
    validation: TaskRows | None = None,
    device: str = "",
) -> FittedHeads:
    """Fit on `rows`; with validation, keep the best epoch and calibrate on it.

    The same seed gives the same weights on the CPU.
    """
    torch.manual_seed(train.seed)
    rng = np.random.default_rng(train.seed)
    place = pick_device(device)
    model = MultiTask(config)
    model.standardise(rows.features)
    model.to(place)
    features, labels = (torch.from_numpy(one).to(place) for one in (rows.features, rows.labels))
    weights = torch.from_numpy(task_weights(rows.labels, train.balance)).to(place)
    optimizer = torch.optim.AdamW(_decayed(model, train.weight_decay), train.learning_rate)
    size = min(train.batch_size, max(len(rows) // LEAST_STEPS, LEAST_BATCH))
    steps = max(-(-len(rows) // size), 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, train.learning_rate, total_steps=steps * train.epochs + 1, pct_start=0.1
    )
    started, best, waited, kept = time.monotonic(), np.inf, 0, None
    curve: list[dict[str, float]] = []
    chosen = train.epochs
    for epoch in range(1, train.epochs + 1):
        model.train()
        total = 0.0
        order = torch.from_numpy(rng.permutation(len(rows))).to(place)
        for at in range(0, len(rows), size):
            batch = order[at : at + size]
            sums, _ = masked_losses(model(features[batch]), labels[batch])
            loss = (sums * weights).sum() / len(batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            total += float(loss.detach()) * len(batch)
        point = {"epoch": float(epoch), "loss": round(total / max(len(rows), 1), 4)}
        if validation is not None and len(validation):
            point["entropy"] = round(
                normalised_entropy(logits_of(model, validation.features), validation.labels), 4
            )
            waited += 1
            if point["entropy"] < best:
                best, waited, chosen = point["entropy"], 0, epoch
                kept = copy.deepcopy(model.state_dict())
        curve.append(point)
        spent = time.monotonic() - started
        if waited >= train.patience or (train.budget_s and spent > train.budget_s):
            break
    if kept is not None:
        model.load_state_dict(kept)
    else:
        chosen = len(curve)
    model = model.cpu().eval()
    calibration = np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(config.tasks), 1))
    if validation is not None and len(validation):
        calibration = calibrated(logits_of(model, validation.features), validation.labels)
    return FittedHeads(model, calibration, chosen, device_name(place), curve)


def _decayed(model: MultiTask, decay: float) -> list[dict[str, Any]]:
    """Draw the weights towards zero, but no offset: base rates are no matter of taste."""
    offsets = [one for name, one in model.named_parameters() if name.endswith(("bias", "_b"))]
    weights = [one for name, one in model.named_parameters() if not name.endswith(("bias", "_b"))]
    return [
        {"params": weights, "weight_decay": decay},
        {"params": offsets, "weight_decay": 0.0},
    ]


def normalised_entropy(logits: Floats, labels: Floats) -> float:
    """Return the mean over tasks of the cross-entropy beside that of always saying the base rate.

    X. He et al., ADKDD 2014; 1 is no better than the base rate. Tasks of one outcome are left out.
    """
    found = []
    for logit, label in zip(logits.T.astype(np.float64), labels.T, strict=True):
        known = ~np.isnan(label)
        rate = float(label[known].mean()) if known.any() else 0.0
        if 0.0 < rate < 1.0:
            z, y = logit[known], label[known]
            loss = float((np.logaddexp(0.0, z) - y * z).mean())
            found.append(loss / -(rate * np.log(rate) + (1 - rate) * np.log(1 - rate)))
    return float(np.mean(found)) if found else 1.0


def calibrated(logits: Floats, labels: Floats, steps: int = 30) -> Floats:
    """Return slope and offset a task, (T, 2), that make its probabilities true on these rows.

    Platt 1999, by Newton's method, drawn towards slope 1 and offset 0 as by ten rows. A task with
    fewer than twenty labels, or with one outcome only, stays as it is.
    """
    found = np.tile(np.array([1.0, 0.0]), (labels.shape[1], 1))
    for task, (logit, label) in enumerate(zip(logits.T, labels.T, strict=True)):
        known = ~np.isnan(label)
        y = label[known].astype(np.float64)
        if known.sum() >= 20 and 0.0 < y.mean() < 1.0:
            found[task] = _platt(logit[known].astype(np.float64), y, steps)
    return found.astype(np.float32)


def _platt(logit: Doubles, label: Doubles, steps: int) -> Doubles:
    inputs = np.stack([logit, np.ones_like(logit)], axis=1)  # (n, 2)
    start = np.array([1.0, 0.0])

    def loss(at: Doubles) -> float:
        z = inputs @ at
        drawn = 5.0 * float(((at - start) ** 2).sum())
        return float((np.logaddexp(0.0, z) - label * z).sum()) + drawn

    at, least = start.copy(), loss(start)
    for _ in range(steps):
        p = 0.5 * (1.0 + np.tanh(0.5 * (inputs @ at)))
        slope = inputs.T @ (p - label) + 10.0 * (at - start)
        bend = (inputs * (p * (1 - p))[:, None]).T @ inputs + 10.0 * np.eye(2)
        move = np.linalg.solve(bend, slope)
        while loss(at - move) > least and np.abs(move).max() > 1e-7:
            move = move / 2.0
        at = at - move
        least = loss(at)
        if np.abs(move).max() < 1e-6:
            break
    return np.array([max(at[0], 0.05), at[1]])
