"""Click, cart, purchase and rating from shared experts: customized gate control, whole in one file.

H. Tang, J. Liu, M. Zhao, X. Gong: Progressive Layered Extraction (PLE), RecSys 2020, with one level
of extraction, which is their CGC; it grew out of MMoE (J. Ma et al., KDD 2018). Every task mixes
the experts that all share with some of its own, by a gate that sees the features, and puts a small
tower on the mixture. A sparse task thus leans on what plentiful ones have learned, and keeps an
expert that they cannot pull away.

Departures: a label that is not known (a rating where nobody rated) takes no part in the loss, and
how much each task counts lies between "every label alike" and "every task alike" (`balance`).
Outputs are calibrated on validation by Platt's two numbers a task. Never imports Django.

Shapes: `B` rows, `F` features, `T` tasks, `E` experts of width `W`, towers of width `D`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class MultiTaskConfig:
    """What the network is built of. A twin for one task has the same experts as that task sees."""

    features: int
    tasks: tuple[str, ...]
    shared: int = 2  # experts that all tasks ask
    own: int = 1  # experts of each task alone
    width: int = 16
    tower: int = 8
    dropout: float = 0.2

    def __post_init__(self) -> None:
        """Refuse what cannot be built.

        Raises:
            ValueError: a size is below one, or a task would have no expert.
        """
        if not self.tasks or self.shared + self.own < 1:
            raise ValueError("There must be a task, and an expert for it.")
        for name in ("features", "width", "tower"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1.")

    @property
    def experts(self) -> int:
        """How many experts there are in all: the shared ones first, then each task's own."""
        return self.shared + self.own * len(self.tasks)


class MultiTask(nn.Module):
    """Features in, one logit a task out."""

    mean: Tensor
    spread: Tensor
    barred: Tensor

    def __init__(self, config: MultiTaskConfig) -> None:
        """Make an untrained model; the caller sets the seed."""
        super().__init__()
        self.config = config
        tasks = len(config.tasks)
        self.experts = nn.Linear(config.features, config.experts * config.width)
        self.gates = nn.Linear(config.features, tasks * config.experts)
        self.tower_w = nn.Parameter(torch.empty(tasks, config.tower, config.width))
        self.tower_b = nn.Parameter(torch.zeros(tasks, config.tower))
        self.out_w = nn.Parameter(torch.empty(tasks, config.tower))
        self.out_b = nn.Parameter(torch.zeros(tasks))
        nn.init.normal_(self.tower_w, std=(2.0 / config.width) ** 0.5)
        nn.init.normal_(self.out_w, std=config.tower**-0.5)
        nn.init.zeros_(self.gates.weight)  # every expert is asked alike at first
        nn.init.zeros_(self.gates.bias)
        self.register_buffer("mean", torch.zeros(config.features))
        self.register_buffer("spread", torch.ones(config.features))
        self.register_buffer("barred", _barred(config))  # (T, E) bool

    def forward(self, features: Tensor) -> Tensor:
        """Return logits (B, T) of features (B, F)."""
        config = self.config
        x = (features - self.mean) / self.spread
        hidden = F.relu(self.experts(x)).reshape(-1, config.experts, config.width)  # (B, E, W)
        hidden = F.dropout(hidden, config.dropout, self.training)
        gates = self.gates(x).reshape(-1, len(config.tasks), config.experts)  # (B, T, E)
        shares = gates.masked_fill(self.barred, float("-inf")).softmax(dim=-1)
        mixed = torch.bmm(shares, hidden)  # (B, T, W)
        tower = F.relu(torch.einsum("btw,tdw->btd", mixed, self.tower_w) + self.tower_b)
        return (tower * self.out_w).sum(-1) + self.out_b

    def standardise(self, features: Floats) -> None:
        """Take mean and deviation of each feature of the training rows (B, F).

        One that hardly moves is not blown up: it would answer wildly once it does move, and lose
        its digits when the export takes the mean out again.
        """
        mean = features.mean(axis=0)
        spread = np.maximum(features.std(axis=0), 0.01 * (1.0 + np.abs(mean)))
        self.mean.copy_(torch.from_numpy(mean))
        self.spread.copy_(torch.from_numpy(spread.astype(np.float32)))


def _barred(config: MultiTaskConfig) -> Tensor:
    """Which experts a task does not ask: the own ones of the others."""
    barred = torch.zeros(len(config.tasks), config.experts, dtype=torch.bool)
    for task in range(len(config.tasks)):
        first = config.shared + task * config.own
        barred[task, config.shared :] = True
        barred[task, first : first + config.own] = False
    return barred


def masked_losses(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Return each task's summed cross-entropy and its number of labels, (T,) both.

    labels (B, T): 0, 1, or NaN where it is not known.
    """
    known = ~labels.isnan()
    each = F.binary_cross_entropy_with_logits(
        logits, labels.nan_to_num(), reduction="none"
    )  # (B, T)
    return (each * known).sum(0), known.sum(0)


def task_weights(labels: Floats, balance: float) -> Floats:
    """Return what a label of each task counts, (T,): `share^-balance`, mean 1 over all labels."""
    counts = (~np.isnan(labels)).sum(axis=0).astype(np.float64)
    shares = counts / max(counts.sum(), 1.0)
    weights = np.where(counts > 0, np.maximum(shares, 1e-9) ** -balance, 0.0)
    total = (weights * shares).sum()
    return np.asarray(weights / (total if total else 1.0), dtype=np.float32)


def exported(model: MultiTask, calibration: Floats) -> dict[str, Floats]:
    """Return the weights as `recommender.task_heads.scores.HeadArrays` names and shapes them.

    Standardisation goes into the first layers and calibration (T, 2), slope and offset of each
    task's logit, into the last.
    """
    with torch.no_grad():
        scale = 1.0 / model.spread
        first = {}
        for name, layer in (("expert", model.experts), ("gate", model.gates)):
            weight = layer.weight * scale  # (out, F)
            first[f"{name}_w"] = weight
            first[f"{name}_b"] = layer.bias - weight @ model.mean
        first["gate_b"] = first["gate_b"].masked_fill(model.barred.reshape(-1), float("-inf"))
        slope, offset = torch.from_numpy(calibration).T
        last = {
            "tower_w": model.tower_w,
            "tower_b": model.tower_b,
            "out_w": model.out_w * slope[:, None],
            "out_b": model.out_b * slope + offset,
        }
        return {
            name: np.array(tensor.cpu().numpy(), dtype=np.float32)
            for name, tensor in {**first, **last}.items()
        }
