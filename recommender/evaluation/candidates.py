"""The few items of each user among which a fusion is decided, with every part's view of them.

Whatever the weights, an item comes into the first ten of a sum only if some part thinks much of
it. So weights are learned on the union of each part's first hundred, with the target among them:
some hundred items a user instead of a whole catalogue, exact scores, memory that does not grow with
the catalogue. NumPy only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.ranking import Model
from recommender.evaluation.splits import Task
from recommender.evaluation.views import VIEWS, unseen_centred, view
from recommender.metrics import Floats, Ints

FIRST = 100  # best items of each part that join
CHUNK = 256  # users scored at a time

Step = Callable[[int, int], object]
Feature = tuple[str, str]  # a part and a view of it


@dataclass(frozen=True, slots=True)
class Candidates:
    """U users, A candidates in all, V features.

    values (V, A) float32; offsets (U + 1,) int64: user u's are `offsets[u]:offsets[u + 1]`, the
    target first. reached (U,) bool: whether the target is among the first of any part by itself.
    scales: of each part, what its `level` view is divided by.
    """

    features: tuple[Feature, ...]
    values: Floats
    offsets: Ints
    reached: NDArray[np.bool_]
    scales: Mapping[str, float]

    def __len__(self) -> int:
        """Return U."""
        return len(self.offsets) - 1

    def take(self, users: Ints) -> Candidates:
        """Return some users, in the order given."""
        sizes = np.diff(self.offsets)[users]
        ends = np.cumsum(sizes)
        at = np.arange(int(sizes.sum())) + np.repeat(
            self.offsets[:-1][users] - (ends - sizes), sizes
        )
        offsets = np.concatenate([[0], ends]).astype(np.int64)
        return Candidates(
            self.features, self.values[:, at], offsets, self.reached[users], self.scales
        )

    def only(self, features: Collection[Feature]) -> Candidates:
        """Return the same candidates with some of the features."""
        places = [at for at, feature in enumerate(self.features) if feature in features]
        kept = tuple(self.features[at] for at in places)
        return Candidates(kept, self.values[places], self.offsets, self.reached, self.scales)


def candidates(
    models: Mapping[str, Model], task: Task, step: Step | None = None, first: int = FIRST
) -> Candidates:
    """Score every user of `task` by every model once and keep what matters."""
    spreads = dict.fromkeys(models, 0.0)
    found: list[tuple[list[Floats], Ints, NDArray[np.bool_]]] = []
    for start in range(0, len(task), CHUNK):
        users = np.arange(start, min(start + CHUNK, len(task)))
        part = Task(task.inputs.take(users), task.targets[users])
        found.append(_chunk(models, part, first, spreads))
        if step is not None:
            step(int(users[-1]) + 1, len(task))
    scales = {name: float(np.sqrt(total / max(len(task), 1))) for name, total in spreads.items()}
    features = tuple((name, kind) for name in models for kind in VIEWS)
    values = np.concatenate([np.stack(rows) for rows, _, _ in found], axis=1)
    for at, (name, kind) in enumerate(features):
        if kind == "level" and scales[name] > 0:
            values[at] /= np.float32(scales[name])
    sizes = np.concatenate([size for _, size, _ in found])
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    reached = np.concatenate([one for _, _, one in found])
    return Candidates(features, values, offsets, reached, scales)


def _chunk(
    models: Mapping[str, Model], part: Task, first: int, spreads: dict[str, float]
) -> tuple[list[Floats], Ints, NDArray[np.bool_]]:
    """Return each feature's values (A,), each user's count of candidates, and who is reached."""
    users, targets = np.arange(len(part)), part.targets
    seen = [part.inputs.rows[part.inputs.of(user)] for user in range(len(part))]
    # A target met before stays in the race, as in `target_ranks`.
    seen = [one[one != target] for one, target in zip(seen, targets.tolist(), strict=True)]
    centred: dict[str, tuple[Floats, Floats]] = {}
    joined: list[list[Ints]] = [[] for _ in users]
    for name, model in models.items():
        scores, deviations = unseen_centred(model.score(part.inputs), seen)
        centred[name] = scores, deviations
        spreads[name] += float((deviations.astype(np.float64) ** 2).sum())
        count = min(first, scores.shape[1])
        best = np.argpartition(scores, -count, axis=1)[:, -count:]
        for user, rows in enumerate(best):
            joined[user].append(rows)
    columns: list[Ints] = []
    reached = np.zeros(len(part), dtype=bool)
    for user, target in enumerate(targets.tolist()):
        union = np.unique(np.concatenate(joined[user]))
        reached[user] = target in union
        union = union[(union != target) & ~np.isin(union, seen[user])]
        columns.append(np.concatenate([[target], union]))
    sizes = np.array([len(one) for one in columns], dtype=np.int64)
    owners, items = np.repeat(users, sizes), np.concatenate(columns)
    values = []
    for name in models:
        scores, deviations = centred[name]
        own, spread = scores[owners, items][:, None], deviations[owners]
        for kind in VIEWS:  # a place is among all items, the others are of an item alone
            given = scores if kind == "place" else own
            full = view(kind, given, spread, scale=1.0)
            values.append(full[owners, items] if kind == "place" else full[:, 0])
    return values, sizes, reached
