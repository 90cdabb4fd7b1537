"""SASRec-class sequence model over item vectors, whole in one file. Never imports Django.

Kang & McAuley 2018, "Self-Attentive Sequential Recommendation", arXiv:1808.09781: a causal
transformer reads a shopper's items and predicts the next one at every position.

Departures from the paper:
- An item is a vector in one space, `unit(W·content + id)`, and not a row of a table: the id part is
  dropped at random in training, so that an item never trained on is served by its content alone.
- Scores are cosines over a temperature (as Zhai et al. 2024, arXiv:2402.17152), so that the output
  lives among the items' unit vectors and nearest neighbours by cosine are the model's own ranking.
- Full softmax over the catalogue, or a sampled one with the logQ correction (Yi et al. 2019,
  doi:10.1145/3298689.3346996), instead of one negative by binary cross-entropy.
- Pre-norm blocks (Xiong et al. 2020, arXiv:2002.04745) with a gated feed-forward (Shazeer 2020,
  arXiv:2002.05202), and a learned bias on the distance between positions (Raffel et al. 2020,
  arXiv:1910.10683) beside positions counted from the start.
- Optional: what was done with an item and how long after the step before it are added to its input.

Padding is on the right: a causal model never looks at it, so it cannot change an answer.
Shapes: B sequences, T steps, D width, H heads, N items, C content width.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Self

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class SasRecConfig:
    """Everything that shapes the model; each field reaches it."""

    items: int  # N, items trained on
    content_dim: int = 0  # C; 0: no content, ids only
    use_ids: bool = True
    dim: int = 64  # D
    layers: int = 2
    heads: int = 2
    length: int = 50  # T at most
    hidden: int = 4  # feed-forward width over D
    dropout: float = 0.2
    id_dropout: float = 0.2  # share of items whose id part is hidden in a training step
    kinds: int = 0  # kinds of action, 0: not used
    gaps: int = 0  # buckets of time since the step before, 0: not used
    temperature: float = 0.07
    absolute: bool = False  # learned positions from the start, beside the distances

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Read a stored config; an unknown key is an error."""
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return asdict(self)

    def __post_init__(self) -> None:
        """Refuse what cannot be built."""
        if not self.content_dim and not self.use_ids:
            raise ValueError("An item needs content or an id.")
        if self.dim % self.heads:
            raise ValueError(f"dim {self.dim} is not a multiple of heads {self.heads}.")
        for name in ("items", "dim", "layers", "heads", "length", "hidden"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1.")


class ItemTower(nn.Module):
    """Item vectors from content and id. Further inputs (pictures, sounds) are further summands."""

    def __init__(self, config: SasRecConfig) -> None:
        """Make the projection of content and the table of ids that the config asks for."""
        super().__init__()
        self.content = (
            nn.Sequential(
                nn.Linear(config.content_dim, 2 * config.dim),
                nn.GELU(),
                nn.Linear(2 * config.dim, config.dim),
            )
            if config.content_dim
            else None
        )
        self.ids = nn.Embedding(config.items, config.dim) if config.use_ids else None
        if self.ids is not None:
            # Beside content an id begins as nothing, and grows where the events ask for it.
            scale = 0.02 if self.content is not None else 1.0
            nn.init.normal_(self.ids.weight, std=scale * config.dim**-0.5)
        self.id_dropout = config.id_dropout if self.content is not None else 0.0

    def forward(self, content: Tensor | None, rows: Tensor | None) -> Tensor:
        """Return unit vectors (n, D) of content (n, C) and id rows (n,); -1: an item without id."""
        parts: list[Tensor] = []
        if self.content is not None and content is not None:
            parts.append(F.normalize(self.content(content), dim=-1))
        if self.ids is not None and rows is not None:
            part = self.ids(rows.clamp(min=0)) * (rows >= 0).unsqueeze(-1)  # (n, D)
            if self.training and self.id_dropout:
                keep = torch.rand(len(rows), 1, device=part.device) >= self.id_dropout
                part = part * keep
            parts.append(part)
        return F.normalize(torch.stack(parts).sum(0), dim=-1)


class Block(nn.Module):
    """Pre-norm causal attention, then a gated feed-forward."""

    def __init__(self, config: SasRecConfig) -> None:
        """Make one layer."""
        super().__init__()
        self.heads, self.dropout = config.heads, config.dropout
        wide = config.hidden * config.dim * 2 // 3
        self.norm_attention = nn.LayerNorm(config.dim)
        self.qkv = nn.Linear(config.dim, 3 * config.dim, bias=False)
        self.out = nn.Linear(config.dim, config.dim, bias=False)
        self.norm_forward = nn.LayerNorm(config.dim)
        self.gate = nn.Linear(config.dim, wide, bias=False)
        self.up = nn.Linear(config.dim, wide, bias=False)
        self.down = nn.Linear(wide, config.dim, bias=False)
        self.bias = nn.Parameter(torch.zeros(config.heads, config.length))  # by distance

    def forward(self, x: Tensor, last: Tensor | None = None) -> Tensor:
        """Return (B, T, D) of x (B, T, D); with `last` (B,), only those steps: (B, 1, D)."""
        batch, steps, dim = x.shape
        q, k, v = (
            part.reshape(batch, steps, self.heads, dim // self.heads).transpose(1, 2)
            for part in self.qkv(self.norm_attention(x)).chunk(3, dim=-1)
        )  # each (B, H, T, D/H)
        mask = self._mask(steps)  # (H, T, T)
        if last is not None:
            here = torch.arange(batch, device=x.device)
            q, x = q[here, :, last].unsqueeze(2), x[here, last].unsqueeze(1)
            mask = mask[:, last].transpose(0, 1).unsqueeze(2)  # (B, H, 1, T)
        mixed = F.scaled_dot_product_attention(
            q, k, v, attn_mask=mask.to(q.dtype), dropout_p=self.dropout if self.training else 0.0
        )  # (B, H, T or 1, D/H)
        mixed = mixed.transpose(1, 2).reshape(batch, -1, dim)
        x = x + F.dropout(self.out(mixed), self.dropout, self.training)
        y = self.norm_forward(x)
        y = self.down(F.silu(self.gate(y)) * self.up(y))
        return x + F.dropout(y, self.dropout, self.training)

    def _mask(self, steps: int) -> Tensor:
        """Bias by distance where step i may look at step j ≤ i, -inf elsewhere: (H, T, T)."""
        at = torch.arange(steps, device=self.bias.device)
        distance = at.unsqueeze(1) - at.unsqueeze(0)  # (T, T)
        return self.bias[:, distance.clamp(min=0)].masked_fill(distance < 0, float("-inf"))


class SasRec(nn.Module):
    """The item tower and the transformer over it."""

    def __init__(self, config: SasRecConfig) -> None:
        """Make an untrained model; the caller sets the seed."""
        super().__init__()
        self.config = config
        self.tower = ItemTower(config)
        self.scale = config.dim**0.5  # unit item vectors enter with unit variance
        self.kinds = nn.Embedding(config.kinds, config.dim) if config.kinds else None
        self.gaps = nn.Embedding(config.gaps, config.dim) if config.gaps else None
        self.positions = nn.Embedding(config.length, config.dim) if config.absolute else None
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.dim)
        for table in (self.kinds, self.gaps, self.positions):
            if table is not None:
                nn.init.normal_(table.weight, std=0.02)

    def encode(self, vectors: Tensor, kinds: Tensor | None, gaps: Tensor | None) -> Tensor:
        """Return unit outputs (B, T, D) of item vectors (B, T, D); kinds and gaps (B, T) int64."""
        x = self._enter(vectors, kinds, gaps)
        for block in self.blocks:
            x = block(x)
        return F.normalize(self.norm(x), dim=-1)

    def encode_last(
        self, vectors: Tensor, kinds: Tensor | None, gaps: Tensor | None, lengths: Tensor
    ) -> Tensor:
        """Return the unit output (B, D) at each sequence's last step; lengths (B,) at least 1."""
        x, last = self._enter(vectors, kinds, gaps), lengths - 1
        for block in self.blocks[:-1]:
            x = block(x)
        x = self.blocks[-1](x, last)  # (B, 1, D)
        return F.normalize(self.norm(x).squeeze(1), dim=-1)

    def _enter(self, vectors: Tensor, kinds: Tensor | None, gaps: Tensor | None) -> Tensor:
        x = vectors * self.scale
        if self.kinds is not None and kinds is not None:
            x = x + self.kinds(kinds)
        if self.gaps is not None and gaps is not None:
            x = x + self.gaps(gaps)
        if self.positions is not None:
            x = x + self.positions.weight[: vectors.shape[1]]
        return F.dropout(x, self.config.dropout, self.training)


def softmax_loss(outputs: Tensor, items: Tensor, targets: Tensor, temperature: float) -> Tensor:
    """Mean cross-entropy of targets (M,) among all; outputs (M, D), items (N, D): unit rows."""
    return F.cross_entropy((outputs @ items.T).float() / temperature, targets)


def sampled_softmax_loss(
    outputs: Tensor,
    items: Tensor,
    targets: Tensor,
    temperature: float,
    negatives: Tensor,
    log_q: Tensor,
) -> Tensor:
    """The same against sampled rows: negatives (S,) drawn with log-probability log_q (N,).

    The target counts once, as itself; each drawn item j stands for `1 / (S q_j)` items of its kind
    (logQ correction), and one that is the target is masked. The sum over the sample is then, in
    expectation, the sum over all: Yi et al. correct the target too, which over-counts rare ones.
    """
    true = (outputs * items[targets]).sum(-1) / temperature  # (M,)
    times = log_q[negatives] + math.log(len(negatives))  # (S,), how often each is expected
    drawn = outputs @ items[negatives].T / temperature - times  # (M, S)
    drawn = drawn.masked_fill(targets.unsqueeze(1) == negatives, float("-inf"))
    logits = torch.cat([true.unsqueeze(1), drawn], dim=1).float()  # (M, 1 + S)
    return F.cross_entropy(logits, torch.zeros_like(targets))
