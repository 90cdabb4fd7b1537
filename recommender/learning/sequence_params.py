"""What a person may choose of a training of the sequence models, with bounds."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from recommender.errors import InvalidInput
from recommender.params import bounded, check_bounds

READERS = {"sasrec": "SASRec", "gru4rec": "GRU4Rec", "caser": "Caser"}  # the first has the tower


@dataclass(frozen=True, slots=True)
class SequenceParams:
    """What a person may choose of a training."""

    dim: int = bounded(64, 8, 1024, "Width of the model's vectors.")
    layers: int = bounded(2, 1, 12, "Attention layers.")
    heads: int = bounded(2, 1, 16, "Attention heads.")
    dropout: float = bounded(0.2, 0.0, 0.9, "Share of inner values dropped in training.")
    id_dropout: float = bounded(
        0.3, 0.0, 1.0, "Share of items learned from their content alone in each step."
    )
    temperature: float = bounded(0.07, 0.01, 1.0, "Cosines are divided by this before the softmax.")
    epochs: int = bounded(20, 1, 1000, "Passes over the events at most.")
    patience: int = bounded(4, 1, 100, "Passes without a better validation before stopping.")
    batch_size: int = bounded(32, 1, 8192, "Histories a step.")
    learning_rate: float = bounded(0.002, 1e-6, 1.0, "Size of a step.")
    budget_s: float = bounded(120.0, 0.0, 1e6, "Seconds of fitting at most; 0: no limit.")
    validation_shoppers: int = bounded(
        2000, 1, 10**7, "Shoppers whose last step is kept for validation."
    )
    readers: int = bounded(
        3, 1, len(READERS), "Models fused: 1 is SASRec, 2 adds GRU4Rec, 3 adds Caser."
    )
    reader_budget_s: float = bounded(
        60.0, 0.0, 1e6, "Seconds of fitting of each further model at most; 0: no limit."
    )
    facts: int = bounded(
        1, 0, 1, "1: items are also learned from category, brand, attributes, price and age."
    )
    context: int = bounded(
        1, 0, 1, "1: hour, weekday, season, place, device and time spent are read too."
    )
    denoise: int = bounded(0, 0, 1, "1: acts that fit nothing else of their shopper are left out.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds, and what cannot be built of them."""
        check_bounds(self)
        if self.dim % self.heads:
            problem = f"Must be a multiple of heads, {self.heads}."
            raise InvalidInput("The model cannot be built.", {"dim": [problem]})


def params_from(given: dict[str, Any]) -> SequenceParams:
    """Return the parameters of a training.

    Raises:
        InvalidInput: one is unknown or out of bounds.
    """
    known = {one.name for one in fields(SequenceParams)}
    unknown = sorted(set(given) - known)
    if unknown:
        raise InvalidInput(
            f"Unknown training parameter {unknown[0]!r}; there are: {', '.join(sorted(known))}.",
            {name: ["unknown"] for name in unknown},
        )
    return SequenceParams(**given)
