"""Fits a sequence model to sequences: arrays in, the best model by validation NDCG@10 out.

Deterministic on a CPU for a given seed and number of threads, unless a time budget ends it. Never
imports Django.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from recommender.errors import OutsideFailure
from recommender.metrics import hit_at, ndcg_at, target_ranks
from recommender.neural.device import device_name, pick_device
from recommender.neural.items import ItemInputs
from recommender.neural.losses import sampled_softmax_loss, softmax_loss
from recommender.neural.models import model_make, model_name
from recommender.neural.sequences import (
    Batch,
    Floats,
    Ints,
    Sequences,
    batch_of,
    batches,
    windows_cut,
    windows_last,
)
from recommender.neural.steps import SequenceModel, SequenceModelConfig, batch_tensors
from recommender.neural.tower import ItemTower

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """How to fit; nothing here shapes the model."""

    epochs: int = 30
    batch_size: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 0.01
    warmup_steps: int = 100  # at most; never more than a tenth of all steps
    patience: int = 4  # validations without a better one before stopping
    validate_every: int = 1  # epochs
    negatives: int = 0  # 0: full softmax; else this many sampled items with logQ
    rate_floor: float = 0.1  # the learning rate ends at this share of its peak
    budget_s: float = 0.0  # 0: no limit of time
    seed: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Validation:
    """Histories and the item row that came next, (S,): what early stopping looks at."""

    histories: Sequences
    targets: Ints


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained model, on the CPU and in evaluation mode, and how the training went."""

    model: SequenceModel
    metrics: dict[str, float]
    device: str
    curve: list[dict[str, float]] = field(default_factory=list)


def fit(
    sequences: Sequences,
    model: SequenceModelConfig,
    train: TrainConfig,
    *,
    items: ItemInputs | None = None,
    tower: ItemTower | None = None,
    validation: Validation | None = None,
    device: str = "",
    progress: Progress | None = None,
) -> Fitted:
    """Train the model that `model` describes on every step of `sequences`.

    `items` are what the items are made of besides ids, in row order; None: ids alone. A `tower` is
    one trained already, read as it is and frozen: the new model then predicts in its space.

    Raises:
        ValueError: the items are not those that the config was made for.
        OutsideFailure: the machine has too little memory; the message says what to lower.
    """
    trainer = _Trainer(sequences, model, train, items, tower, pick_device(device))
    try:
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


class _Trainer:
    def __init__(
        self,
        sequences: Sequences,
        config: SequenceModelConfig,
        train: TrainConfig,
        items: ItemInputs | None,
        tower: ItemTower | None,
        device: torch.device,
    ) -> None:
        torch.manual_seed(train.seed)
        self.rng = np.random.default_rng(train.seed)
        self.sequences, self.config, self.train, self.device = sequences, config, train, device
        self.count = config.tower.ids if items is None else len(items)
        if config.tower.ids not in (0, self.count) and tower is None:
            raise ValueError(f"The tower has {config.tower.ids} ids for {self.count} items.")
        self.frozen = tower is not None
        if tower is not None:
            tower = copy.deepcopy(tower).requires_grad_(False)
        self.model = model_make(model_name(config), config, tower).to(device)
        self.inputs = self.model.tower.inputs(items)
        self.items = self._all_items() if self.frozen else None
        self.optimizer = torch.optim.AdamW(
            _parameter_groups(self.model, train.weight_decay),
            lr=train.learning_rate,
            betas=(0.9, 0.98),
        )
        self.log_q = self._log_q()
        self.steps = 0
        self.started = time.monotonic()

    def run(self, validation: Validation | None, progress: Progress | None) -> Fitted:
        best, best_state, waited = -1.0, None, 0
        curve: list[dict[str, float]] = []
        for epoch in range(1, self.train.epochs + 1):
            loss = self._epoch(epoch)
            point = {"epoch": float(epoch), "loss": round(loss, 4)}
            if validation is not None and (
                epoch % self.train.validate_every == 0 or epoch == self.train.epochs
            ):
                point |= self._validate(validation)
                if point["ndcg10"] > best:
                    best, waited = point["ndcg10"], 0
                    best_state = copy.deepcopy(self.model.state_dict())
                else:
                    waited += 1
            curve.append(point)
            if progress is not None:
                said = ", ".join(f"{k} {v:.4f}" for k, v in point.items() if k != "epoch")
                progress(f"training, {said}", epoch, self.train.epochs)
            if waited >= self.train.patience or self._spent() >= 1.0:
                break
        if best_state is not None:
            self.model.load_state_dict(best_state)
        return self._fitted(curve)

    def _fitted(self, curve: list[dict[str, float]]) -> Fitted:
        chosen = max(curve, key=lambda point: point.get("ndcg10", point["epoch"]))
        metrics = {
            **chosen,
            "epochs": float(len(curve)),
            "train_s": round(time.monotonic() - self.started, 1),
        }
        return Fitted(self.model.cpu().eval(), metrics, device_name(self.device), curve)

    def _spent(self) -> float:
        if not self.train.budget_s:
            return 0.0
        return (time.monotonic() - self.started) / self.train.budget_s

    def _epoch(self, epoch: int) -> float:
        self.model.train()
        starts, sizes = windows_cut(self.sequences, self.config.length + 1, self.rng)
        per_epoch = max(math.ceil(len(starts) / self.train.batch_size), 1)
        total, count = torch.zeros((), device=self.device), 0
        for done, batch in enumerate(
            batches(
                self.sequences,
                starts,
                sizes,
                self.train.batch_size,
                self.rng,
                self.config.marks,
            )
        ):
            self._set_rate((epoch - 1 + done / per_epoch) / self.train.epochs, per_epoch)
            self.optimizer.zero_grad(set_to_none=True)
            with _precision(self.device):
                loss = self._loss(batch)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.steps += 1
            total += loss.detach()
            count += 1
            if self._spent() >= 1.0:
                break
        return float(total) / max(count, 1)

    def _set_rate(self, done: float, per_epoch: int) -> None:
        """Linear warm-up, then a cosine down to the floor at the last epoch or second."""
        warmup = min(self.train.warmup_steps, self.train.epochs * per_epoch / 10)
        share = min(max(done, self._spent()), 1.0)
        floor = self.train.rate_floor
        rate = floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * share))
        rate *= min((self.steps + 1) / max(warmup, 1.0), 1.0)
        for group in self.optimizer.param_groups:
            group["lr"] = self.train.learning_rate * rate

    def _loss(self, batch: Batch) -> Tensor:
        rows, marks, lengths = batch_tensors(batch, self.device)
        inputs, targets = rows[:, :-1], rows[:, 1:]  # (B, T)
        marks = {name: codes[:, :-1] for name, codes in marks.items()}
        real = (
            torch.arange(inputs.shape[1], device=self.device)[None, :] < (lengths - 1)[:, None]
        )  # (B, T)
        wanted = targets[real]  # (M,)
        weights = None
        if batch.trust is not None:
            trust = torch.from_numpy(batch.trust).to(self.device)
            weights = trust.unsqueeze(1).expand(inputs.shape)[real]  # (M,)
        if not self.train.negatives:
            items = self._items(None)  # (N, D)
            outputs = self.model.encode(items[inputs], marks)
            return softmax_loss(outputs[real], items, wanted, self.config.temperature, weights)
        negatives = torch.multinomial(self.log_q.exp(), self.train.negatives, replacement=True)
        used, place = torch.unique(
            torch.cat([inputs.reshape(-1), wanted, negatives]), return_inverse=True
        )
        items = self._items(used)
        at_inputs, at_wanted, at_negatives = place.split(
            [inputs.numel(), len(wanted), len(negatives)]
        )
        vectors = items[at_inputs].reshape(*inputs.shape, -1)  # (B, T, D)
        outputs = self.model.encode(vectors, marks)
        return sampled_softmax_loss(
            outputs[real],
            items,
            at_wanted,
            self.config.temperature,
            at_negatives,
            self.log_q[used],
            weights,
        )

    def _items(self, rows: Tensor | None) -> Tensor:
        if self.items is not None:
            return self.items if rows is None else self.items[rows]
        if rows is None:
            return self._all_items()
        ids = rows if self.config.tower.ids else None
        return torch.as_tensor(self.model.tower(self.inputs.take(rows), ids))

    def _all_items(self) -> Tensor:
        rows = torch.arange(self.count, device=self.device)
        ids = self.model.tower.config.ids
        if self.frozen:
            self.model.tower.eval()
        return torch.as_tensor(
            self.model.tower(self.inputs, rows.masked_fill(rows >= ids, -1) if ids else None)
        )

    def _log_q(self) -> Tensor:
        counts = np.bincount(self.sequences.rows, minlength=self.count) + 1.0
        return torch.from_numpy(np.log(counts / counts.sum()).astype(np.float32)).to(self.device)

    def _validate(self, validation: Validation) -> dict[str, float]:
        self.model.eval()
        with torch.inference_mode():
            items = self._items(None)
        ranks = validation_ranks(self.model, items, validation)
        return {
            "ndcg10": round(float(ndcg_at(ranks, 10).mean()), 5),
            "hr10": round(float(hit_at(ranks, 10).mean()), 5),
        }


def validation_ranks(model: SequenceModel, items: Tensor, validation: Validation) -> Ints:
    """Return the 0-based rank of each target over all items, those of its history excluded."""
    ranks = [
        target_ranks(scores, validation.targets[start : start + len(scores)], seen)
        for start, scores, seen in score_histories(model, items, validation.histories)
    ]
    return np.concatenate(ranks)


def popular_ranks(
    sequences: Sequences, items: int, validation: Validation, batch_size: int = 256
) -> Ints:
    """Return the rank of each target when the items of most steps come first: the least to beat."""
    counts = np.bincount(sequences.rows, minlength=items).astype(np.float32)
    histories, found = validation.histories, []
    for at in range(0, len(histories), batch_size):
        targets = validation.targets[at : at + batch_size]
        seen = [histories.rows[histories.of(at + one)] for one in range(len(targets))]
        found.append(target_ranks(np.tile(counts, (len(targets), 1)), targets, seen))
    return np.concatenate(found)


@torch.inference_mode()
def score_histories(
    model: SequenceModel, items: Tensor, histories: Sequences, batch_size: int = 256
) -> Iterator[tuple[int, Floats, list[Ints]]]:
    """Yield (first history, scores (b, N) float32, rows already seen by each) in order."""
    starts, sizes = windows_last(histories, model.config.length)
    for at in range(0, len(histories), batch_size):
        part = slice(at, at + batch_size)
        outputs = outputs_last(
            model, items, batch_of(histories, starts[part], sizes[part], model.config.marks)
        )
        scores = (outputs @ items.T).float().cpu().numpy()
        seen = [
            histories.rows[histories.of(one)] for one in range(at, min(at + batch_size, len(sizes)))
        ]
        yield at, scores, seen


def outputs_last(model: SequenceModel, items: Tensor, batch: Batch) -> Tensor:
    """Return the unit output (B, D) after each history; items (N, D). Lengths at least 1."""
    rows, marks, lengths = batch_tensors(batch, items.device)
    return model.encode_last(items[rows], marks, lengths)


def _parameter_groups(model: SequenceModel, weight_decay: float) -> list[dict[str, Any]]:
    """Decay matrices only: not biases, norms or tables of vectors."""
    tables = {id(m.weight) for m in model.modules() if isinstance(m, torch.nn.Embedding)}
    learned = [p for p in model.parameters() if p.requires_grad]
    decayed = [p for p in learned if p.ndim > 1 and id(p) not in tables]
    kept = [p for p in learned if p.ndim <= 1 or id(p) in tables]
    return [
        {"params": decayed, "weight_decay": weight_decay},
        {"params": kept, "weight_decay": 0.0},
    ]


def _precision(device: torch.device) -> AbstractContextManager[Any]:
    """bfloat16 on CUDA, float32 elsewhere."""
    if device.type == "cuda":
        return torch.autocast("cuda", dtype=torch.bfloat16)
    return nullcontext()
