"""Fits a sequence model to sequences: arrays in, the best model by validation NDCG@10 out.

What a training is told and what comes out; the loop is in `trainer`. Deterministic on a CPU for a
given seed and number of threads, unless a time budget ends it. Never imports Django.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import torch

from recommender.errors import OutsideFailure
from recommender.neural.checkpoint import CheckpointFile
from recommender.neural.device import PRECISIONS, pick_device
from recommender.neural.items import ItemInputs
from recommender.neural.objective import LOSSES, Aim
from recommender.neural.optimization import SCHEDULES
from recommender.neural.sequences import Sequences
from recommender.neural.steps import SequenceModel, SequenceModelConfig
from recommender.neural.tower import ItemTower
from recommender.neural.validating import (
    Validation,
    outputs_last,
    popular_ranks,
    score_histories,
    validation_ranks,
)

__all__ = [
    "Fitted", "TrainConfig", "Validation", "fit", "outputs_last", "popular_ranks",
    "score_histories", "validation_ranks",
]  # fmt: skip

Progress = Callable[[str, int, int], None]  # label, done, total

COMPILES = ("auto", "on", "off")


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """How to fit; nothing here shapes the model."""

    epochs: int = 30
    batch_size: int = 128  # windows of each process
    tokens: int = 0  # steps of each process instead, windows of one width together; 0: batch_size
    learning_rate: float = 2e-3
    weight_decay: float = 0.01
    warmup_steps: int = 100  # at most; never more than a tenth of all steps
    patience: int = 4  # validations without a better one before stopping
    validate_every: int = 1  # epochs
    negatives: int = 0  # 0: full softmax; else this many sampled items with logQ
    loss: str = "softmax"  # one of LOSSES; gbce needs negatives
    mask_seen: bool = False  # earlier items of a window do not compete: for ranking without them
    popularity: float = 0.0  # how much of items' log popularity the softmax is given
    schedule: str = "cosine"  # one of SCHEDULES
    rate_floor: float = 0.1  # the learning rate ends at this share of its peak
    average: float = 0.0  # decay of the moving average of weights that is kept; 0: the last weights
    budget_s: float = 0.0  # 0: no limit of time
    precision: str = "auto"  # one of PRECISIONS; auto: bfloat16 where there are units for it
    compile: str = "auto"  # one of COMPILES; auto: on CUDA
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be done."""
        for name, known in (
            ("precision", PRECISIONS),
            ("compile", COMPILES),
            ("loss", LOSSES),
            ("schedule", SCHEDULES),
        ):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} must be one of {', '.join(known)}.")
        if self.loss == "gbce" and not self.negatives:
            raise ValueError("gbce needs negatives.")
        if not 0 <= self.average < 1:
            raise ValueError("average must be at least 0 and below 1.")
        for name in ("epochs", "batch_size", "patience", "validate_every"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1.")

    @property
    def aim(self) -> Aim:
        """What is minimised."""
        return Aim(self.loss, self.negatives, self.mask_seen, self.popularity)

    def to_json(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained model, on the CPU and in evaluation mode, and how the training went.

    `resumed_at`: the step at which an interrupted training was taken up, 0 for one made in one go.
    """

    model: SequenceModel
    metrics: dict[str, float]
    device: str
    curve: list[dict[str, float]] = field(default_factory=list)
    resumed_at: int = 0


def fit(
    sequences: Sequences,
    model: SequenceModelConfig,
    train: TrainConfig,
    *,
    items: ItemInputs | None = None,
    tower: ItemTower | None = None,
    start: SequenceModel | None = None,
    validation: Validation | None = None,
    device: str = "",
    progress: Progress | None = None,
    checkpoint: CheckpointFile | None = None,
) -> Fitted:
    """Train the model that `model` describes on every step of `sequences`.

    `items` are what the items are made of besides ids, in row order; None: ids alone. A `tower` is
    one trained already, read as it is and frozen: the new model then predicts in its space. `start`
    is a model of the same config to go on from: its weights stay where no epoch is better on
    validation. With a `checkpoint` the state is kept on disk, and a training of the same data and
    configs that was interrupted goes on from there; one that had ended is returned at once. In a
    group of processes (`distributed`) all call this alike.

    Raises:
        ValueError: the items are not those that the config was made for.
        InvalidInput: the training diverged.
        OutsideFailure: the machine has too little memory; the message says what to lower.
    """
    from recommender.neural.trainer import Trainer

    try:
        trainer = Trainer(
            sequences, model, train, items, tower, pick_device(device), checkpoint, start=start
        )
        return trainer.run(validation, progress)
    except (RuntimeError, MemoryError) as error:
        if _is_memory(error):
            raise OutsideFailure(
                "Out of memory while training: lower batch_size, length or dim, or use negatives."
            ) from error
        raise


def _is_memory(error: Exception) -> bool:
    """Whether memory ran out; on the CPU torch says so in words only."""
    said = str(error).lower()
    return isinstance(error, torch.OutOfMemoryError | MemoryError) or (
        "allocate memory" in said or "not enough memory" in said
    )
