"""What early stopping looks at: ranks of held-out next items over all items. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from recommender.metrics import target_ranks
from recommender.neural.sequences import Batch, Floats, Ints, Sequences, batch_of, windows_last
from recommender.neural.steps import SequenceModel, batch_tensors


@dataclass(frozen=True, slots=True)
class Validation:
    """Histories and the item row that came next, (S,): what early stopping looks at.

    `prior` (N,) float32 is added to every history's cosines, where something else than the model
    says how often an item is met.
    """

    histories: Sequences
    targets: Ints
    prior: Floats | None = None

    def share(self, rank: int, world: int) -> Validation:
        """Return what one of `world` processes looks at."""
        if world == 1:
            return self
        mine = np.arange(rank, len(self.targets), world)
        return replace(self, histories=self.histories.take(mine), targets=self.targets[mine])


def validation_ranks(model: SequenceModel, items: Tensor, validation: Validation) -> Ints:
    """Return the 0-based rank of each target over all items, those of its history excluded."""
    prior = np.float32(0) if validation.prior is None else validation.prior
    ranks = [
        target_ranks(scores + prior, validation.targets[start : start + len(scores)], seen)
        for start, scores, seen in score_histories(model, items, validation.histories)
    ]
    return np.concatenate([np.zeros(0, dtype=np.int64), *ranks])


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
