"""SASRec-class sequence model over item vectors, whole in one file. Never imports Django.

Kang & McAuley 2018, "Self-Attentive Sequential Recommendation", arXiv:1808.09781: a causal
transformer reads a shopper's items and predicts the next one at every position.

Departures from the paper:
- An item is a vector of the item tower (`tower.py`), and not a row of a table, so that one never
  trained on is served by its content.
- Scores are cosines over a temperature (as Zhai et al. 2024, arXiv:2402.17152), so that the output
  lives among the items' unit vectors and nearest neighbours by cosine are the model's own ranking.
- The losses of `losses.py` instead of one negative by binary cross-entropy.
- Pre-norm blocks (Xiong et al. 2020, arXiv:2002.04745); the feed-forward is wider than the paper's
  and, where asked, gated (Shazeer 2020, arXiv:2002.05202).
- Places are told by a learned bias on the distance between steps (Raffel et al. 2020,
  arXiv:1910.10683), by rotation (Su et al. 2021, RoFormer, arXiv:2104.09864), or as in the paper by
  learned positions from the start.
- Attention weights are not dropped, only what the layers add: no fast kernel can drop them.
- What was done with an item, when and how long after the step before are added to its input.

Padding is on the right: a causal model never looks at it, so it cannot change an answer.
Shapes: B sequences, T steps, D width, H heads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from recommender.neural.cheap import dropout, rotated, rotation, unit
from recommender.neural.steps import SequenceModel, SequenceModelConfig
from recommender.neural.tower import ItemTower

POSITIONS = ("relative", "rotary", "absolute")


@dataclass(frozen=True, slots=True, kw_only=True)
class SasRecConfig(SequenceModelConfig):
    """Everything that shapes the model; each field reaches it."""

    layers: int = 2
    heads: int = 2
    hidden: int = 4  # feed-forward width over D
    gated: bool = False  # two thirds of that width, times a gate
    positions: str = "relative"  # one of POSITIONS

    def __post_init__(self) -> None:
        """Refuse what cannot be built."""
        # A slotted dataclass is a new class, which the bare super() would not find.
        super(SasRecConfig, self).__post_init__()
        for name in ("layers", "heads", "hidden"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1.")
        if self.dim % self.heads:
            raise ValueError(f"dim {self.dim} is not a multiple of heads {self.heads}.")
        if self.positions not in POSITIONS:
            raise ValueError(f"positions must be one of {', '.join(POSITIONS)}.")
        if self.positions == "rotary" and self.dim // self.heads % 2:
            raise ValueError("Rotary positions need an even width a head.")


class Block(nn.Module):
    """Pre-norm causal attention, then a feed-forward."""

    def __init__(self, config: SasRecConfig) -> None:
        """Make one layer."""
        super().__init__()
        self.heads, self.dropout = config.heads, config.dropout
        dim = config.dim
        wide = _gated_width(config) if config.gated else config.hidden * dim
        self.norm_attention = nn.LayerNorm(dim)
        self.qkv = nn.Linear(dim, 3 * dim, bias=False)
        self.out = nn.Linear(dim, dim, bias=False)
        self.norm_forward = nn.LayerNorm(dim)
        self.up = nn.Linear(dim, wide, bias=False)
        self.gate = nn.Linear(dim, wide, bias=False) if config.gated else None
        self.down = nn.Linear(wide, dim, bias=False)
        self.bias = (
            nn.Parameter(torch.zeros(config.heads, config.length))  # by distance
            if config.positions == "relative"
            else None
        )

    def forward(self, x: Tensor, turn: Tensor | None = None, last: Tensor | None = None) -> Tensor:
        """Return (B, T, D) of x (B, T, D); with `last` (B,), only those steps: (B, 1, D).

        turn (T, D/H/2) complex are the angles of rotary positions.
        """
        batch, steps, dim = x.shape
        qkv = self.qkv(self.norm_attention(x)).reshape(batch, steps, 3 * self.heads, -1)
        qk, v = qkv.split([2 * self.heads, self.heads], dim=2)
        if turn is not None:
            qk = rotated(qk.float(), turn)  # (B, T, 2 H, D/H)
        q, k = qk.chunk(2, dim=2)
        q, k, v = q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2)  # (B, H, T, D/H)
        mask = None if self.bias is None and last is None else self._mask(steps, x.device)
        if last is not None:
            assert mask is not None
            here = torch.arange(batch, device=x.device)
            q, x = q[here, :, last].unsqueeze(2), x[here, last].unsqueeze(1)
            mask = mask[:, last].transpose(0, 1).unsqueeze(2)  # (B, H or 1, 1, T)
        mixed = _attend(q, k, v, mask)  # (B, H, T or 1, D/H)
        mixed = mixed.transpose(1, 2).reshape(batch, -1, dim)
        x = x + dropout(self.out(mixed), self.dropout, self.training)
        return x + dropout(self._feed(self.norm_forward(x)), self.dropout, self.training)

    def _feed(self, x: Tensor) -> Tensor:
        if self.gate is None:
            return torch.as_tensor(self.down(F.relu(self.up(x))))
        return torch.as_tensor(self.down(F.silu(self.gate(x)) * self.up(x)))

    def _mask(self, steps: int, device: torch.device) -> Tensor:
        """Bias by distance where step i may look at step j ≤ i, -inf elsewhere: (H or 1, T, T)."""
        bias = torch.zeros(1, steps, device=device) if self.bias is None else self.bias[:, :steps]
        # From the farthest to the nearest, and on to what is not there yet: row i begins at
        # place T - 1 - i of this line.
        line = F.pad(bias.flip(1), (0, steps - 1), value=float("-inf"))  # (H, 2 T - 1)
        return line.unfold(1, steps, 1).flip(1)


def _gated_width(config: SasRecConfig) -> int:
    """Return the width beside a gate, which costs a third; tiles of matrix units are 32 wide."""
    wide = config.hidden * config.dim * 2 / 3
    return round(wide) if wide < 32 else round(wide / 32) * 32


def _attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Return softmax(q kᵀ / √(D/H) + mask) v (B, H, rows, D/H); without a mask, causal.

    On a CPU torch's kernel is the quickest in float32; in training in half precision, where it is
    slow backwards, above all to a bias, two plain products are.
    """
    kind, low = q.device.type, v.dtype
    if kind == "cpu" and low != torch.float32 and torch.is_grad_enabled():
        if mask is None:
            mask = torch.full((q.shape[2], k.shape[2]), float("-inf")).triu(1)
        scores = (q * q.shape[-1] ** -0.5).to(low) @ k.to(low).transpose(-1, -2)
        return torch.softmax(scores + mask.to(low), dim=-1).to(low) @ v
    if kind == "cpu":
        low = torch.float32
    with torch.autocast(kind, enabled=False):
        return F.scaled_dot_product_attention(
            q.to(low),
            k.to(low),
            v.to(low),
            attn_mask=None if mask is None else mask.to(low),
            is_causal=mask is None,
        )


class SasRec(SequenceModel):
    """The item tower and the transformer over it."""

    config: SasRecConfig

    def __init__(self, config: SasRecConfig, tower: ItemTower | None = None) -> None:
        """Make an untrained model; the caller sets the seed."""
        super().__init__(config, tower)
        self.positions = (
            nn.Embedding(config.length, config.dim) if config.positions == "absolute" else None
        )
        if self.positions is not None:
            nn.init.normal_(self.positions.weight, std=0.02)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.dim)

    def encode(self, vectors: Tensor, marks: Mapping[str, Tensor]) -> Tensor:
        """Return unit outputs (B, T, D) of item vectors (B, T, D); marks: codes (B, T) int64."""
        x, turn = self._enter(vectors, marks)
        for block in self.blocks:
            x = block(x, turn)
        return unit(self.norm(x))

    def encode_last(self, vectors: Tensor, marks: Mapping[str, Tensor], lengths: Tensor) -> Tensor:
        """Return the unit output (B, D) at each sequence's last step; lengths (B,) at least 1."""
        x, turn = self._enter(vectors, marks)
        for block in self.blocks[:-1]:
            x = block(x, turn)
        x = self.blocks[-1](x, turn, lengths - 1)  # (B, 1, D)
        return unit(self.norm(x).squeeze(1))

    def _enter(self, vectors: Tensor, marks: Mapping[str, Tensor]) -> tuple[Tensor, Tensor | None]:
        """Return the first layer's input (B, T, D), and the rotation of places where asked."""
        if self.positions is not None:
            places = self.positions.weight[: vectors.shape[1]] / self.steps.scale
            vectors = vectors + places
        turn = None
        if self.config.positions == "rotary":
            width = self.config.dim // self.config.heads
            turn = rotation(vectors.shape[1], width, vectors.device)
        return self.steps(vectors, marks), turn
