"""ComiRec, several interest vectors a shopper by self-attentive pooling. Never imports Django.

Cen et al. 2020, "Controllable Multi-Interest Framework for Recommendation", arXiv:2005.09347, the
variant ComiRec-SA: K attentions over a shopper's items pool them into K vectors,
`V = softmax(W2 tanh(W1 H))ᵀ H`; the one nearest to the next item is trained to predict it, and an
item is scored by the nearest of the K.

Departures from the paper:
- Items are vectors of an item tower that is trained already and stays as it is: the interests are
  then points in the space that the shop serves, beside those of every other reader.
- Every position is a training example: its interests pool the steps up to it (a causal mask), where
  the paper cuts one history a target.
- What an attention looks at may also depend on how far back a step lies, by a learned bias, in
  place of the paper's learned positions from the start.
- Scores are cosines over a temperature and the loss is the softmax over all items.
- Each interest has a weight: the share of the shopper's steps that it stands for.

The shop serves Ward's clusters (`interests.py`), which need no training and follow the last act;
benchmarks/tastes.py --comirec measures both on the same shoppers.
Padding is on the right. Shapes: B histories, T steps, K interests, A inner width, D width, N items.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from recommender.metrics import ndcg_at, target_ranks
from recommender.neural.fused import fused_softmax_loss
from recommender.neural.sequences import (
    Floats,
    Sequences,
    batch_groups,
    batch_of,
    windows_cut,
    windows_last,
)
from recommender.neural.steps import SequenceModelConfig, StepInput, batch_tensors
from recommender.neural.training import Progress
from recommender.neural.validating import Validation


@dataclass(frozen=True, slots=True, kw_only=True)
class ComiRecConfig(SequenceModelConfig):
    """Everything that shapes the model; each field reaches it."""

    interests: int = 4  # K
    hidden: int = 0  # A; 0: four times D, as in the paper

    def __post_init__(self) -> None:
        """Refuse what cannot be built."""
        # A slotted dataclass is a new class, which the bare super() would not find.
        super(ComiRecConfig, self).__post_init__()
        if self.interests < 1 or self.hidden < 0:
            raise ValueError("interests must be at least 1, and hidden at least 0.")


class ComiRec(nn.Module):
    """K attentions over the steps; what they pool, projected, are the interests."""

    def __init__(self, config: ComiRecConfig) -> None:
        """Make an untrained model; the caller sets the seed."""
        super().__init__()
        self.config = config
        inner = config.hidden or 4 * config.dim
        self.steps = StepInput(config)
        self.inner = nn.Linear(config.dim, inner, bias=False)  # W1
        self.heads = nn.Linear(inner, config.interests, bias=False)  # W2
        self.distance = nn.Parameter(torch.zeros(config.interests, config.length))
        self.out = nn.Linear(config.dim, config.dim, bias=False)
        with torch.no_grad():  # an untrained interest is the mean of what it looks at
            self.out.weight.copy_(torch.eye(config.dim))

    def encode(self, vectors: Tensor, marks: Mapping[str, Tensor]) -> Tensor:
        """Return unit interests after each step, (B, T, K, D), of item vectors (B, T, D)."""
        x = self.steps(vectors, marks)
        steps = x.shape[1]
        at = torch.arange(steps, device=x.device)
        back = at[:, None] - at[None, :]  # (T, T), how far back a step lies
        shares = self._logits(x)[:, :, None, :] + self.distance[:, back.clamp(min=0)]
        shares = shares.masked_fill(back < 0, float("-inf")).softmax(dim=-1)  # (B, K, T, T)
        pooled = torch.einsum("bkts,bsd->btkd", shares, x)
        return F.normalize(self.out(pooled), dim=-1)

    def encode_last(
        self, vectors: Tensor, marks: Mapping[str, Tensor], lengths: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return what each history, of lengths (B,) at least 1, comes to at its last step.

        Unit interests (B, K, D); their weights (B, K), which sum to 1; and the attention (B, K, T),
        how much of each interest stands on each step, which sums to 1 over the steps.
        """
        x = self.steps(vectors, marks)
        at = torch.arange(x.shape[1], device=x.device)
        back = (lengths - 1)[:, None] - at[None, :]  # (B, T)
        bias = self.distance[:, back.clamp(min=0)].transpose(0, 1)  # (B, K, T)
        logits = (self._logits(x) + bias).masked_fill((back < 0)[:, None], float("-inf"))
        shares = logits.softmax(dim=-1)
        interests = F.normalize(self.out(shares @ x), dim=-1)  # (B, K, D)
        nearest = (vectors @ interests.transpose(1, 2) / self.config.temperature).softmax(dim=-1)
        real = (back >= 0)[..., None]  # (B, T, 1)
        weights = (nearest * real).sum(dim=1) / lengths[:, None]
        return interests, weights, shares

    def _logits(self, x: Tensor) -> Tensor:
        """Return how much each attention asks for each step, (B, K, T)."""
        found: Tensor = self.heads(torch.tanh(self.inner(x))).transpose(1, 2)
        return found


def nearest_interest(interests: Tensor, wanted: Tensor) -> Tensor:
    """Return, of interests (M, K, D), the one nearest to each of wanted (M, D): (M, D)."""
    with torch.no_grad():
        at = (interests @ wanted.unsqueeze(-1)).squeeze(-1).argmax(dim=1)  # (M,)
    return interests[torch.arange(len(interests), device=interests.device), at]


def comirec_fit(
    sequences: Sequences,
    config: ComiRecConfig,
    items: Floats,
    *,
    epochs: int = 8,
    batch_size: int = 32,
    learning_rate: float = 2e-3,
    validation: Validation | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> tuple[ComiRec, list[float]]:
    """Train on every step of `sequences` over items (N, D), unit rows that stay as they are.

    Returns the model of the best pass by validation NDCG@10, and NDCG@10 after each.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model, placed = ComiRec(config), torch.from_numpy(items)
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate, weight_decay=0.01)
    curve: list[float] = []
    best = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    for epoch in range(epochs):
        model.train()
        starts, sizes = windows_cut(sequences, config.length + 1, rng)
        groups = batch_groups(sizes, batch_size, rng)
        for done, group in enumerate(groups):
            share = (epoch + done / len(groups)) / epochs
            for one in optimizer.param_groups:
                one["lr"] = learning_rate * 0.5 * (1 + math.cos(math.pi * share))
            batch = batch_of(sequences, starts[group], sizes[group], config.marks)
            rows, marks, lengths = batch_tensors(batch, placed.device)
            real = torch.arange(rows.shape[1] - 1)[None, :] < (lengths - 1)[:, None]
            wanted = rows[:, 1:][real]  # (M,)
            marks = {name: codes[:, :-1] for name, codes in marks.items()}
            interests = model.encode(placed[rows[:, :-1]], marks)[real]  # (M, K, D)
            outputs = nearest_interest(interests, placed[wanted])
            loss = fused_softmax_loss(outputs, placed, wanted, config.temperature)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
        model.eval()
        if validation is not None:
            curve.append(comirec_ndcg(model, items, validation))
        if validation is None or curve[-1] == max(curve):
            best = {name: tensor.clone() for name, tensor in model.state_dict().items()}
        if progress is not None:
            progress("ComiRec", epoch + 1, epochs)
    model.load_state_dict(best)
    return model.eval(), curve


@torch.inference_mode()
def comirec_ndcg(
    model: ComiRec, items: Floats, validation: Validation, batch_size: int = 256
) -> float:
    """Return the mean NDCG@10 of targets over all items (N, D), each scored by its best interest.

    Items of the history are excluded.
    """
    placed, histories = torch.from_numpy(items), validation.histories
    starts, sizes = windows_last(histories, model.config.length)
    found = []
    for at in range(0, len(histories), batch_size):
        part = slice(at, at + batch_size)
        batch = batch_of(histories, starts[part], sizes[part], model.config.marks)
        rows, marks, lengths = batch_tensors(batch, placed.device)
        interests = model.encode_last(placed[rows], marks, lengths)[0]  # (b, K, D)
        scores = (interests @ placed.T).amax(dim=1).numpy()  # (b, N)
        seen = [histories.rows[histories.of(at + one)] for one in range(len(scores))]
        found.append(ndcg_at(target_ranks(scores, validation.targets[part], seen), 10))
    return float(np.concatenate(found).mean())
