"""How weights move: AdamW, its rate over a training, and a moving average of the weights.

Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization", arXiv:1711.05101. Never imports
Django.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

SCHEDULES = ("cosine", "linear")


def optimizer_make(
    model: nn.Module, learning_rate: float, weight_decay: float
) -> torch.optim.Optimizer:
    """Return AdamW in one fused kernel; decays matrices only: not biases, norms, or tables."""
    tables = {id(m.weight) for m in model.modules() if isinstance(m, nn.Embedding)}
    learned = [p for p in model.parameters() if p.requires_grad]
    decayed = [p for p in learned if p.ndim > 1 and id(p) not in tables]
    kept = [p for p in learned if p.ndim <= 1 or id(p) in tables]
    return torch.optim.AdamW(
        [
            {"params": decayed, "weight_decay": weight_decay},
            {"params": kept, "weight_decay": 0.0},
        ],
        lr=learning_rate,
        betas=(0.9, 0.98),
        fused=True,
    )


def rate_at(step: int, warmup: float, done: float, floor: float, schedule: str) -> float:
    """Return the share of the peak rate: linear warm-up, then down to `floor`, one of SCHEDULES.

    `done` is the share of the whole training that is over, 0..1.
    """
    left = 1 - min(done, 1.0)
    falling = left if schedule == "linear" else 0.5 * (1 - math.cos(math.pi * left))
    return (floor + (1 - floor) * falling) * min((step + 1) / max(warmup, 1.0), 1.0)


class Average:
    """An exponential moving average of a model's learned weights (Polyak & Juditsky 1992).

    The decay rises to its value with the steps, so that the first weights are soon forgotten.
    """

    def __init__(self, model: nn.Module, decay: float) -> None:
        """Begin at the weights as they are."""
        self.decay, self.steps = decay, 0
        self._learned = {n: p for n, p in model.named_parameters() if p.requires_grad}
        self.tensors = {name: p.detach().clone() for name, p in self._learned.items()}

    def update(self) -> None:
        """Move towards the weights of now."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(
            list(self.tensors.values()),
            [parameter.detach() for parameter in self._learned.values()],
            1 - decay,
        )

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Let the model have the averages for as long as the block runs."""
        self._swap()
        try:
            yield
        finally:
            self._swap()

    def restore(self, tensors: dict[str, Tensor], steps: int) -> None:
        """Go on from averages written before."""
        for name, tensor in self.tensors.items():
            tensor.copy_(tensors[name])
        self.steps = steps

    def _swap(self) -> None:
        for name, parameter in self._learned.items():
            parameter.data, self.tensors[name] = self.tensors[name], parameter.data
