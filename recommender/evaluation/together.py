"""Ranks one task by many models and their fusions, each model asked once a user. NumPy only."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from recommender.evaluation.fusion import Fusion, ViewsOf
from recommender.evaluation.ranking import Model, Ranked, rank_scores, ranked_join
from recommender.evaluation.splits import Task
from recommender.metrics import Floats

CHUNK = 256  # users at a time: 12 MiB of scores a model for a catalogue of 12,000

Step = Callable[[int, int], object]


@dataclass(slots=True)
class Measured:
    """Ranks by model and fusion, and the seconds each took (a fusion's: with all of its parts)."""

    ranked: dict[str, Ranked] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def rank_together(
    models: Mapping[str, Model],
    fusions: Mapping[str, tuple[Fusion, Mapping[str, str]]],
    task: Task,
    k: int = 10,
    step: Step | None = None,
) -> Measured:
    """Rank `task` by every model and every fusion.

    A fusion comes with the names, among `models`, of its parts.
    """
    found: dict[str, list[Ranked]] = {name: [] for name in [*models, *fusions]}
    spent = dict.fromkeys(found, 0.0)
    asked = dict.fromkeys(models, 0.0)
    for start in range(0, len(task), CHUNK):
        users = np.arange(start, min(start + CHUNK, len(task)))
        inputs, targets = task.inputs.take(users), task.targets[users]
        seen = [inputs.rows[inputs.of(user)] for user in range(len(users))]
        scores: dict[str, Floats] = {}
        for name, model in models.items():
            began = time.monotonic()
            scores[name] = model.score(inputs)
            asked[name] += time.monotonic() - began
            found[name].append(rank_scores(scores[name].copy(), targets, seen, k))
            spent[name] += time.monotonic() - began
        # A target met before stays in the race.
        others = [one[one != target] for one, target in zip(seen, targets.tolist(), strict=True)]
        views = ViewsOf(scores, others)
        for name, (fusion, names) in fusions.items():
            began = time.monotonic()
            total = fusion.combine(_Renamed(views, names))
            found[name].append(rank_scores(total, targets, seen, k))
            spent[name] += time.monotonic() - began
        if step is not None:
            step(int(users[-1]) + 1, len(task))
    for name, (fusion, names) in fusions.items():
        spent[name] += sum(asked[names[part]] for part in fusion.models)
    return Measured({name: ranked_join(parts) for name, parts in found.items()}, spent)


class _Renamed:
    """Views by the names that the parts of one fusion have among all models."""

    def __init__(self, views: ViewsOf, names: Mapping[str, str]) -> None:
        self.views, self.names = views, names

    def get(self, part: str, kind: str) -> Floats:
        return self.views.get(self.names[part], kind)
