"""A model beside what is popular, weighed by how much is known of a user. NumPy only.

A model trained with `TrainConfig.popularity` says what suits this user, and leaves to a prior how
often an item is met at all: `score = cosine + w_n · τ · log q`. The weight w_n depends on the
number n of events known: with none the prior stands alone, and with each further event less of it
is needed. That is the whole hand-over from popular to personal, and each weight can be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from recommender.evaluation.ranking import Model, rank_all
from recommender.evaluation.splits import Task
from recommender.metrics import Floats, ndcg_at

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

WEIGHTS = (0.0, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0)


def log_shares(fit: Sequences, items: int) -> Floats:
    """Return log q (items,) float32: each item's share of all steps, smoothed by one."""
    counts = np.bincount(fit.rows, minlength=items) + 1.0
    shares: Floats = np.log(counts / counts.sum()).astype(np.float32)
    return shares


class WithPrior:
    """`model + w_n · prior` for users of n events; without an event the prior alone."""

    def __init__(self, model: Model, prior: Floats, weights: Sequence[float]) -> None:
        """Take the prior (items,) and w_n for n = 1, 2, …; the last stands for all beyond."""
        self.model, self.prior, self.weights = model, prior, tuple(weights)

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32."""
        scores = np.tile(self.prior, (len(histories), 1))
        known = np.flatnonzero(histories.lengths)
        if len(known):
            at = np.minimum(histories.lengths[known], len(self.weights)) - 1
            scores[known] *= np.array(self.weights, dtype=np.float32)[at][:, None]
            scores[known] += self.model.score(histories.take(known))
        return scores


def weight_find(
    model: Model, prior: Floats, task: Task, weights: Sequence[float] = WEIGHTS, k: int = 10
) -> float:
    """Return the weight of the prior with the best NDCG@k on a (validation) task.

    Of equally good ones the smallest: what needs no prior gets none.
    """
    best, found = -1.0, weights[0]
    fixed = _Scored(model.score(task.inputs))
    for weight in weights:
        ranks = rank_all(_Shifted(fixed, weight * prior), task.inputs, task.targets, k).ranks
        gained = float(ndcg_at(ranks, k).mean())
        if gained > best:
            best, found = gained, weight
    return found


class _Scored:
    """Scores that are there already, handed out in order."""

    def __init__(self, scores: Floats) -> None:
        self.scores, self.at = scores, 0

    def next(self, count: int) -> Floats:
        part = self.scores[self.at : self.at + count]
        self.at = (self.at + count) % len(self.scores)
        return part


class _Shifted:
    def __init__(self, scored: _Scored, prior: Floats) -> None:
        self.scored, self.prior = scored, prior.astype(np.float32)

    def score(self, histories: Sequences) -> Floats:
        return self.scored.next(len(histories)) + self.prior
