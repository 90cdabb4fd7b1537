"""Several models as one: a non-negative weighted sum of standardised scores.

Each user's scores of each model are brought to mean 0 and deviation 1 over the catalogue, so that
a weight says how much a model is trusted and not how large its numbers are. Weights sum to one and
are found on validation by a grid over the simplex, then finer steps around its best point: a few
dozen numbers are looked at, so there is little to overfit, and each weight can be read. NumPy only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from recommender.evaluation.ranking import Model
from recommender.evaluation.splits import Task
from recommender.metrics import Floats, ndcg_at, target_ranks

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

GRID = 5  # steps of 0.2 along each side of the simplex
FINER = (0.1, 0.05, 0.025)
TRIED_ABOUT = 60  # weights, for three models; only the progress bar asks
USERS = 3000  # drawn from validation; their scores of all models are held in memory
CHUNK = 256

Weights = tuple[float, ...]
Step = Callable[[int, int], object]


def standardised(scores: Floats) -> Floats:
    """Return each row (n, items) at mean 0 and deviation 1; a constant row becomes zeros."""
    centred = scores - scores.mean(axis=1, keepdims=True)
    spread = centred.std(axis=1, keepdims=True)
    return np.asarray(centred / np.where(spread > 0, spread, 1.0), dtype=np.float32)


class Fusion:
    """`Σ weight · standardised score` of fitted models."""

    def __init__(self, models: Sequence[Model], weights: Weights) -> None:
        """Take one weight a model; models of weight 0 are not asked."""
        self.parts = [(m, w) for m, w in zip(models, weights, strict=True) if w > 0]

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32."""
        total: Floats | None = None
        for model, weight in self.parts:
            part = standardised(model.score(histories)) * np.float32(weight)
            total = part if total is None else total + part
        assert total is not None
        return total


def fusion_fit(
    models: Mapping[str, Model], task: Task, step: Step | None = None, k: int = 10
) -> tuple[dict[str, float], float]:
    """Return the weights, by model, with the best NDCG@k on (a sample of) `task`, and that NDCG."""
    task = task.sample(USERS)
    chunks = list(_chunks(list(models.values()), task))
    known: dict[Weights, float] = {}

    def ndcg(weights: Weights) -> float:
        if weights not in known:
            known[weights] = _ndcg(chunks, weights, k)
            if step is not None:
                step(len(known), max(TRIED_ABOUT, len(known) + 1))
        return known[weights]

    best = max(simplex(len(models), GRID), key=ndcg)
    for size in FINER:
        while True:
            around = max([best, *neighbours(best, size)], key=ndcg)
            if around == best:
                break
            best = around
    if step is not None:
        step(len(known), len(known))
    return dict(zip(models, best, strict=True)), known[best]


def simplex(parts: int, steps: int) -> Iterator[Weights]:
    """Yield all weights of `parts` parts that are multiples of 1 / steps and sum to one."""

    def whole(left: int, parts: int) -> Iterator[tuple[int, ...]]:
        if parts == 1:
            yield (left,)
            return
        for first in range(left + 1):
            for rest in whole(left - first, parts - 1):
                yield (first, *rest)

    for counts in whole(steps, parts):
        yield tuple(count / steps for count in counts)


def neighbours(weights: Weights, size: float) -> Iterator[Weights]:
    """Yield the weights with `size` moved from one part to another, none below zero."""
    for giver in range(len(weights)):
        for taker in range(len(weights)):
            if giver != taker and weights[giver] > 1e-9:
                moved = min(size, weights[giver])
                new = list(weights)
                new[giver] -= moved
                new[taker] += moved
                yield tuple(round(one, 6) for one in new)


_Chunk = tuple[list[Floats], Task]


def _chunks(models: Sequence[Model], task: Task) -> Iterator[_Chunk]:
    """Yield each model's standardised scores, (b, items) each, of a few users at a time."""
    for start in range(0, len(task), CHUNK):
        users = np.arange(start, min(start + CHUNK, len(task)))
        part = Task(task.inputs.take(users), task.targets[users])
        yield [standardised(model.score(part.inputs)) for model in models], part


def _ndcg(chunks: Sequence[_Chunk], weights: Weights, k: int) -> float:
    gains = []
    for scores, part in chunks:
        total = np.zeros_like(scores[0])
        for one, weight in zip(scores, weights, strict=True):
            if weight:
                total += one * np.float32(weight)
        seen = [part.inputs.rows[part.inputs.of(user)] for user in range(len(part))]
        gains.append(ndcg_at(target_ranks(total, part.targets, seen), k))
    return float(np.concatenate(gains).mean())
