"""Ways to read a model's scores so that those of several can be added. NumPy only.

What a score means differs: a cosine, a count, a regression's answer. A *view* brings the scores of
one user over the items not yet seen to a common scale; which views of which model count, and how
much, is learned on validation (`recommender.evaluation.fusion`).

- `spread`: mean 0 and deviation 1 of each user: how far an item stands out in this user's list.
- `level`: mean 0, and one scale for all users: a model that is unsure of a user says little there.
- `damped`: `ln(1 + spread)` above 0, a hundredth of spread below, so that order stays. A softmax's
  scores are logarithms of odds; those of a regression or a count are like the odds themselves, with
  a few far ahead. This brings both to one kind, whose sum is a product of experts (Hinton 2002).
- `place`: `ln((200 + 1) / (place + 1))` of the first 200 places from 0, else 0: only the order
  counts, as in reciprocal rank fusion (Cormack et al. 2009, doi:10.1145/1571941.1572114).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.metrics import Floats, Ints

VIEWS = ("spread", "level", "damped", "place")
PLACES = 200
BELOW = 0.01


def unseen_centred(scores: Floats, seen: Sequence[Ints]) -> tuple[Floats, Floats]:
    """Return scores less their mean over unseen items, (n, items), and deviations (n, 1).

    scores (n, items) float32 is changed in place; seen items come out at the lowest unseen score.
    """
    at = np.repeat(np.arange(len(scores)), [len(one) for one in seen])
    columns = np.concatenate(seen) if len(at) else np.zeros(0, dtype=np.int64)
    hidden = np.zeros(scores.shape, dtype=bool)
    hidden[at, columns] = True
    left = np.maximum(scores.shape[1] - hidden.sum(axis=1, keepdims=True), 1)
    scores[hidden] = 0.0
    scores -= scores.sum(axis=1, keepdims=True) / left.astype(np.float32)
    scores[hidden] = 0.0
    squares = np.einsum("ui,ui->u", scores, scores)[:, None]
    scores[hidden] = np.inf
    lowest = scores.min(axis=1, keepdims=True)
    scores[hidden] = np.broadcast_to(lowest, scores.shape)[hidden]
    return scores, np.sqrt(squares / left).astype(np.float32)


def places(scores: Floats) -> Floats:
    """Return the `place` view of scores (n, items): above 0 for the first 200, else 0."""
    count = min(PLACES, scores.shape[1])
    if count < scores.shape[1]:
        first = np.argpartition(scores, -count, axis=1)[:, -count:]
    else:
        first = np.tile(np.arange(count), (len(scores), 1))
    order = np.argsort(-np.take_along_axis(scores, first, axis=1), axis=1, kind="stable")
    first = np.take_along_axis(first, order, axis=1)
    found = np.zeros_like(scores)
    worth = np.log((PLACES + 1) / (np.arange(count) + 1)).astype(np.float32)
    np.put_along_axis(found, first, np.broadcast_to(worth, first.shape), axis=1)
    return found


def view(name: str, centred: Floats, deviations: Floats, scale: float) -> Floats:
    """Return one view (n, items) of what `unseen_centred` gave; `scale` is that of `level`."""
    if name in {"spread", "damped"}:
        spread = np.asarray(centred / np.where(deviations > 0, deviations, 1.0), dtype=np.float32)
        if name == "spread":
            return spread
        below = np.float32(BELOW) * np.minimum(spread, np.float32(0.0))
        return np.log1p(np.maximum(spread, np.float32(0.0))) + below
    if name == "level":
        return centred / np.float32(scale if scale > 0 else 1.0)
    if name == "place":
        return places(centred)
    raise ValueError(f"There is no view {name!r}: one of {', '.join(VIEWS)}.")
