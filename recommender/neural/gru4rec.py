"""GRU4Rec, a recurrent sequence model over item vectors, whole in one file. Never imports Django.

Hidasi et al. 2016, "Session-based Recommendations with Recurrent Neural Networks",
arXiv:1511.06939, and Hidasi & Karatzoglou 2018, "Recurrent Neural Networks with Top-k Gains for
Session-based Recommendations", arXiv:1706.03847: a gated recurrent unit reads the items one by one,
and its state says what comes next.

Departures from the papers:
- Items are vectors of the item tower on both sides, which is the papers' "constrained" embedding
  with content in it; the state is projected into that space and scores are cosines.
- Whole histories in batches of like length, and not session-parallel streams whose state goes on.
- The losses of `losses.py`: a softmax over all items or over a corrected sample, where the papers
  rank against a sample by BPR-max, which approximates it.
- The state sees its own input again before the projection (a skip), so that a short history, whose
  state has hardly moved, is answered by its items.

Padding is on the right: the state at a step depends on no later one.
Shapes: B sequences, T steps, D width, G width of the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from recommender.neural.cheap import dropout, unit
from recommender.neural.steps import SequenceModel, SequenceModelConfig
from recommender.neural.tower import ItemTower


@dataclass(frozen=True, slots=True, kw_only=True)
class Gru4RecConfig(SequenceModelConfig):
    """Everything that shapes the model; each field reaches it."""

    layers: int = 1
    hidden: int = 0  # G; 0: D

    def __post_init__(self) -> None:
        """Refuse what cannot be built."""
        # A slotted dataclass is a new class, which the bare super() would not find.
        super(Gru4RecConfig, self).__post_init__()
        if self.layers < 1 or self.hidden < 0:
            raise ValueError("layers must be at least 1, and hidden at least 0.")


class Gru4Rec(SequenceModel):
    """The item tower and the recurrent unit over it."""

    config: Gru4RecConfig

    def __init__(self, config: Gru4RecConfig, tower: ItemTower | None = None) -> None:
        """Make an untrained model; the caller sets the seed."""
        super().__init__(config, tower)
        wide = config.hidden or config.dim
        self.gru = nn.GRU(
            config.dim,
            wide,
            config.layers,
            batch_first=True,
            dropout=config.dropout if config.layers > 1 else 0.0,
        )
        for name, weight in self.gru.named_parameters():
            if name.startswith("weight_hh"):  # states neither fade nor grow at first
                for gate in weight.chunk(3):
                    nn.init.orthogonal_(gate)
        self.out = nn.Linear(wide, config.dim, bias=False)
        self.skip = nn.Linear(config.dim, config.dim, bias=False)
        self.norm = nn.LayerNorm(config.dim)

    def encode(self, vectors: Tensor, marks: Mapping[str, Tensor]) -> Tensor:
        """Return unit outputs (B, T, D) of item vectors (B, T, D); marks: codes (B, T) int64."""
        x = self.steps(vectors, marks)
        return self._leave(self._states(x), x)

    def encode_last(self, vectors: Tensor, marks: Mapping[str, Tensor], lengths: Tensor) -> Tensor:
        """Return the unit output (B, D) at each sequence's last step; lengths (B,) at least 1."""
        x = self.steps(vectors, marks)
        here, last = torch.arange(len(x), device=x.device), lengths - 1
        return self._leave(self._states(x)[here, last], x[here, last])

    def _states(self, x: Tensor) -> Tensor:
        """Return the state after each step, (B, T, G).

        In float32 on a CPU: a step's product is too small for bfloat16 to pay.
        """
        if x.device.type == "cpu":
            with torch.autocast("cpu", enabled=False):
                return torch.as_tensor(self.gru(x.float())[0])
        return torch.as_tensor(self.gru(x)[0])

    def _leave(self, states: Tensor, x: Tensor) -> Tensor:
        """Return unit outputs (..., D) of states (..., G) and their inputs (..., D)."""
        states = dropout(states, self.config.dropout, self.training)
        return unit(self.norm(self.out(states) + self.skip(x)))
