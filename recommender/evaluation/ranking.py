"""Ranks the whole catalogue for every user, never a sample of it (Krichene & Rendle 2020).

A model is anything with `score`: histories in, one score an item out. NumPy only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from recommender.metrics import Floats, Ints, target_ranks

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

BATCH = 512  # users scored at a time: 25 MiB of scores for a catalogue of 12,000

Step = Callable[[int, int], object]


class Model(Protocol):
    """What is evaluated, already fitted."""

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32, higher is better; the caller may change it."""
        ...


class Backed:
    """A model, and another that answers for users without a history.

    A model that says nothing of somebody ties everything, and ties do not count against the target.
    """

    def __init__(self, model: Model, fallback: Model) -> None:
        """Take both, fitted."""
        self.model, self.fallback = model, fallback

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32."""
        known = histories.lengths > 0
        if known.all():
            return self.model.score(histories)
        scores = self.fallback.score(histories)
        if known.any():
            scores[known] = self.model.score(histories.take(np.flatnonzero(known)))
        return scores


@dataclass(frozen=True, slots=True)
class Ranked:
    """The outcome for S users.

    ranks (S,) int64: how many unseen items score higher than the target, from 0.
    ties (S,) int64: how many other unseen items score the same.
    lists (S, k) int64: the k best unseen items, best first.
    """

    ranks: Ints
    ties: Ints
    lists: Ints


def rank_all(
    model: Model, inputs: Sequences, targets: Ints, k: int = 10, step: Step | None = None
) -> Ranked:
    """Rank every item for every user; items of the user's own history are out of the race.

    The target is ranked even if it is in the history. `step(done, total)` shows progress.
    """
    found: list[Ranked] = []
    for start in range(0, len(targets), BATCH):
        users = np.arange(start, min(start + BATCH, len(targets)))
        part = inputs.take(users)
        seen = [part.rows[part.of(user)] for user in range(len(users))]
        found.append(rank_scores(model.score(part), targets[users], seen, k))
        if step is not None:
            step(int(users[-1]) + 1, len(targets))
    return ranked_join(found)


def rank_scores(scores: Floats, targets: Ints, seen: Sequence[Ints], k: int = 10) -> Ranked:
    """Rank by scores (n, items), which are changed; `seen[r]` is out of the race for row r."""
    at = np.arange(len(targets))
    own = scores[at, targets].copy()  # (n,)
    ranks = target_ranks(scores, targets, seen)  # seen items are at -inf from here on
    same = scores == own[:, None]
    same[at, targets] = False
    return Ranked(ranks, same.sum(axis=1).astype(np.int64), best_rows(scores, k))


def ranked_join(parts: Sequence[Ranked]) -> Ranked:
    """Return the outcomes of some users, then of others, as one."""
    return Ranked(
        np.concatenate([one.ranks for one in parts]),
        np.concatenate([one.ties for one in parts]),
        np.concatenate([one.lists for one in parts]),
    )


def best_rows(scores: Floats, k: int) -> Ints:
    """Return the columns of the k best scores of each row (n, k), best first.

    Of equal scores the lower column comes first; at the cut any of them may be the one that stays.
    """
    k = min(k, scores.shape[1])
    if k == scores.shape[1]:
        part = np.tile(np.arange(k), (len(scores), 1))
    else:
        part = np.argpartition(scores, -k, axis=1)[:, -k:]
    part.sort(axis=1)
    order = np.argsort(-np.take_along_axis(scores, part, axis=1), axis=1, kind="stable")
    best: Ints = np.take_along_axis(part, order, axis=1).astype(np.int64)
    return best
