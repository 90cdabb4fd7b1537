"""What the models minimise: the next item against a sample of the catalogue; in full: `fused`.

Scores are cosines over a temperature. Each loss takes `weights` (M,), how far each step is trusted;
None: all alike. Never imports Django. Shapes: M steps, N items, S drawn items, D width.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def sampled_softmax_loss(
    outputs: Tensor,
    items: Tensor,
    targets: Tensor,
    temperature: float,
    negatives: Tensor,
    log_q: Tensor,
    weights: Tensor | None = None,
) -> Tensor:
    """Mean cross-entropy of targets (M,) against drawn rows, written plainly.

    outputs (M, D), items (N, D): unit rows; negatives (S,) drawn with log-probability log_q (N,).

    The target counts once, as itself; each drawn item j stands for `1 / (S q_j)` items of its kind
    (logQ correction, Yi et al. 2019, doi:10.1145/3298689.3346996), and one that is the target is
    masked. The sum over the sample is then, in expectation, the sum over all: Yi et al. correct the
    target too, which over-counts rare ones.
    """
    true = (outputs * items[targets]).sum(-1) / temperature  # (M,)
    times = log_q[negatives] + math.log(len(negatives))  # (S,), how often each is expected
    drawn = outputs @ items[negatives].T / temperature - times  # (M, S)
    drawn = drawn.masked_fill(targets.unsqueeze(1) == negatives, float("-inf"))
    logits = torch.cat([true.unsqueeze(1), drawn], dim=1).float()  # (M, 1 + S)
    return _mean(F.cross_entropy(logits, torch.zeros_like(targets), reduction="none"), weights)


def gbce_loss(
    outputs: Tensor,
    items: Tensor,
    targets: Tensor,
    temperature: float,
    negatives: Tensor,
    count: int,
    calibration: float = 0.75,
    weights: Tensor | None = None,
) -> Tensor:
    """Generalised binary cross-entropy of gSASRec: Petrov & Macdonald 2023, arXiv:2308.07192.

    Negatives (S,) are drawn evenly from the `count` items of the catalogue. With few of them a
    plain binary cross-entropy learns to be sure of everything; here the target's term is weighed
    by `β = α (t (1 - 1/α) + 1/α)` with α = S / (count - 1), the share of negatives drawn, and t the
    `calibration`: 0 is the plain loss, 1 the probabilities of a full softmax.

    Departures: one sample serves all steps, so that it is one matrix product, and the sum over it
    is divided by 1 + S as the paper's is; a drawn target counts for nothing.
    """
    share = min(len(negatives) / max(count - 1, 1), 1.0)
    power = calibration * (share - 1) + 1  # β, α multiplied in
    true = (outputs * items[targets]).sum(-1).float() / temperature  # (M,)
    drawn = (outputs @ items[negatives].T).float() / temperature  # (M, S)
    misses = F.softplus(drawn)  # -log(1 - σ)
    misses = misses.masked_fill(targets.unsqueeze(1) == negatives, 0.0)
    losses = (power * F.softplus(-true) + misses.sum(1)) / (1 + len(negatives))
    return _mean(losses, weights)


def _mean(losses: Tensor, weights: Tensor | None) -> Tensor:
    if weights is None:
        return losses.mean()
    return (losses * weights).sum() / weights.sum().clamp(min=1e-9)
