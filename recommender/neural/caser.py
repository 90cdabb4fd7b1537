"""Caser, a convolutional sequence model over item vectors, whole in one file. Never imports Django.

Tang & Wang 2018, "Personalized Top-N Sequential Recommendation via Convolutional Sequence
Embedding", arXiv:1809.07426: the last L steps are an image of L rows. Horizontal filters of each
height h see h steps side by side (skips and unions of them), and their strongest answer counts;
vertical filters are weighted sums of the L steps.

Departures from the paper:
- All positions are answered at once. The paper cuts one window a target; here each filter runs
  over the whole history, padded with L - 1 blank steps before the first, and the strongest answer
  is taken within the window that ends at each step, which gives the same numbers and lets training
  predict at every step.
- Heights may be chosen: over a long window all of them would be costly, and are much alike.
- Items are vectors of the item tower on both sides, and scores are cosines.
- A shopper's long-term taste is the mean of all steps so far and not a row of a table of users, so
  that somebody new is served like everybody else.
- The losses of `losses.py` instead of binary cross-entropy against three drawn items.

Padding is on the right: no filter reaches past its step.
Shapes: B sequences, T steps, D width, L window, K horizontal filters a height, V vertical filters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from recommender.neural.cheap import dropout, unit
from recommender.neural.steps import SequenceModel, SequenceModelConfig
from recommender.neural.tower import ItemTower


@dataclass(frozen=True, slots=True, kw_only=True)
class CaserConfig(SequenceModelConfig):
    """Everything that shapes the model; each field reaches it."""

    window: int = 5  # L
    heights: tuple[int, ...] = ()  # of the horizontal filters; none: all of 1..L
    horizontal: int = 16  # K, filters of each height
    vertical: int = 4  # V

    def __post_init__(self) -> None:
        """Refuse what cannot be built."""
        # A slotted dataclass is a new class, which the bare super() would not find.
        super(CaserConfig, self).__post_init__()
        for name in ("window", "horizontal", "vertical"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1.")
        heights = tuple(self.heights) or tuple(range(1, self.window + 1))
        if min(heights) < 1 or max(heights) > self.window:
            raise ValueError(f"heights must be from 1 to window, {self.window}.")
        object.__setattr__(self, "heights", heights)  # out of a file they come as a list


class Caser(SequenceModel):
    """The item tower and the convolutions over it."""

    config: CaserConfig

    def __init__(self, config: CaserConfig, tower: ItemTower | None = None) -> None:
        """Make an untrained model; the caller sets the seed."""
        super().__init__(config, tower)
        dim = config.dim
        self.horizontal = nn.ModuleList(
            nn.Conv1d(dim, config.horizontal, height) for height in config.heights
        )
        self.vertical = nn.Linear(config.window, config.vertical, bias=False)
        found = len(config.heights) * config.horizontal + config.vertical * dim
        self.mix = nn.Linear(found, dim)
        self.out = nn.Linear(2 * dim, dim, bias=False)
        self.norm = nn.LayerNorm(dim)

    def encode(self, vectors: Tensor, marks: Mapping[str, Tensor]) -> Tensor:
        """Return unit outputs (B, T, D) of item vectors (B, T, D); marks: codes (B, T) int64."""
        x = self.steps(vectors, marks)
        counts = torch.arange(1, x.shape[1] + 1, device=x.device).unsqueeze(1)  # (T, 1)
        return self._leave(self._padded(x), x.cumsum(dim=1) / counts)

    def encode_last(self, vectors: Tensor, marks: Mapping[str, Tensor], lengths: Tensor) -> Tensor:
        """Return the unit output (B, D) at each sequence's last step; lengths (B,) at least 1."""
        x = self.steps(vectors, marks)
        at = torch.arange(x.shape[1], device=x.device)
        real = (at < lengths.unsqueeze(1)).unsqueeze(-1)  # (B, T, 1)
        taste = (x * real).sum(dim=1) / lengths.unsqueeze(1)  # (B, D)
        # In the padded steps the window that ends at step i begins at place i.
        places = (lengths - 1).unsqueeze(1) + torch.arange(self.config.window, device=x.device)
        window = self._padded(x).gather(1, places.unsqueeze(-1).expand(-1, -1, x.shape[2]))
        return self._leave(window, taste.unsqueeze(1)).squeeze(1)

    def _padded(self, x: Tensor) -> Tensor:
        """Return x (B, T, D) after L - 1 blank steps: (B, T + L - 1, D)."""
        return F.pad(x, (0, 0, self.config.window - 1, 0))

    def _leave(self, padded: Tensor, taste: Tensor) -> Tensor:
        """Return unit outputs (B, T, D) of padded steps (B, T + L - 1, D) and tastes (B, T, D)."""
        window = self.config.window
        windows = padded.unfold(1, window, 1)  # (B, T, D, L), without a copy
        found = [self.vertical(windows).flatten(2)]  # (B, T, D V)
        across = padded.transpose(1, 2)  # (B, D, T + L - 1)
        for height, filters in zip(self.config.heights, self.horizontal, strict=True):
            answers = filters(across)  # (B, K, T + L - height), by the last step seen
            strongest = F.max_pool1d(answers, window - height + 1, stride=1)  # (B, K, T)
            found.append(F.relu(strongest).transpose(1, 2))  # the strongest of relu's answers
        mixed = F.relu(self.mix(dropout(torch.cat(found, -1), self.config.dropout, self.training)))
        return unit(self.norm(self.out(torch.cat([mixed, taste.to(mixed.dtype)], dim=-1))))
