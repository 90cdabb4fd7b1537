"""What all sequence models share: their config, the input at each step, and what they promise.

A step enters a model as its item's vector plus the vectors of its marks: what was done, how long
after the step before, at what hour, where. Never imports Django.
Shapes: B sequences, T steps, D width.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

import torch
from torch import Tensor, nn

from recommender.neural.cheap import dropout
from recommender.neural.sequences import Batch
from recommender.neural.tower import ItemTower, TowerConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceModelConfig:
    """What every sequence model is told; each field reaches it."""

    tower: TowerConfig
    marks: Mapping[str, int] = field(default_factory=dict)  # codes of each mark read, 0 among them
    length: int = 50  # T at most
    dropout: float = 0.2
    item_dropout: float = 0.0  # share of steps whose item is hidden in a training step
    temperature: float = 0.07  # cosines are divided by it

    @property
    def dim(self) -> int:
        """D."""
        return self.tower.dim

    def __post_init__(self) -> None:
        """Refuse what cannot be built."""
        if self.length < 1:
            raise ValueError("length must be at least 1.")
        for name in ("dropout", "item_dropout"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 0 and below 1.")
        if self.temperature <= 0:
            raise ValueError("temperature must be above 0.")

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read a stored config; an unknown key is an error."""
        return cls(**{**values, "tower": TowerConfig.from_json(values["tower"])})

    def to_json(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return {**asdict(self), "tower": self.tower.to_json()}


class SequenceModel(nn.Module, ABC):
    """A model that reads item vectors step by step and says, among them, what comes next."""

    config: SequenceModelConfig
    tower: ItemTower

    def __init__(self, config: SequenceModelConfig, tower: ItemTower | None = None) -> None:
        """Take a tower that is there already, or make one."""
        super().__init__()
        self.config = config
        self.tower = ItemTower(config.tower) if tower is None else tower
        self.steps = StepInput(config)

    @property
    def device(self) -> torch.device:
        """Where the model is."""
        return self.tower.gate.device

    @abstractmethod
    def encode(self, vectors: Tensor, marks: Mapping[str, Tensor]) -> Tensor:
        """Return unit outputs (B, T, D) of item vectors (B, T, D); marks: codes (B, T) int64.

        Causal: what comes later, padding above all, cannot change an output.
        """

    @abstractmethod
    def encode_last(self, vectors: Tensor, marks: Mapping[str, Tensor], lengths: Tensor) -> Tensor:
        """Return the unit output (B, D) at each sequence's last step; lengths (B,) at least 1."""


class StepInput(nn.Module):
    """Item vectors and marks to what a model reads."""

    def __init__(self, config: SequenceModelConfig) -> None:
        """Make a table a mark; code 0, not known, adds nothing."""
        super().__init__()
        self.scale = config.dim**0.5  # unit item vectors enter with unit variance
        self.dropout, self.item_dropout = config.dropout, config.item_dropout
        self.sizes = dict(config.marks)
        self.marks = nn.ModuleDict(
            {
                name: nn.Embedding(size, config.dim, padding_idx=0)
                for name, size in sorted(config.marks.items())
            }
        )
        for table in self.marks.values():
            assert isinstance(table, nn.Embedding)
            nn.init.normal_(table.weight, std=0.02)
            nn.init.zeros_(table.weight[0])

    def forward(self, vectors: Tensor, marks: Mapping[str, Tensor]) -> Tensor:
        """Return (B, T, D) of vectors (B, T, D) and codes (B, T) int64.

        A mark that is absent, and a code beyond its table, is not known: 0.
        """
        x = vectors * self.scale
        if self.training and self.item_dropout:
            keep = torch.rand(x.shape[:2], device=x.device) >= self.item_dropout  # (B, T)
            x = x * keep.unsqueeze(-1)
        for name, table in self.marks.items():
            if name in marks:
                codes = marks[name]
                x = x + table(codes * (codes < self.sizes[name]))
        return dropout(x, self.dropout, self.training)


def batch_tensors(batch: Batch, device: torch.device) -> tuple[Tensor, dict[str, Tensor], Tensor]:
    """Return rows (B, T), marks (B, T) each and lengths (B,) on the device."""
    marks = {name: torch.from_numpy(codes).to(device) for name, codes in batch.marks.items()}
    rows, lengths = torch.from_numpy(batch.rows), torch.from_numpy(batch.lengths)
    return rows.to(device), marks, lengths.to(device)
