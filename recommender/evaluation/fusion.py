"""Several models as one: a sum of views of their scores, each with a weight that is not negative.

Weights sum to one and are learned on validation: `views` says what is weighed, `candidates` among
which items, `weights` how. Which views take part, and whether the likeliest weights are climbed
further, is chosen there too, by two-fold cross-fitting over its users: each half is measured with
the weights of the other, so the figure of the choice is not that of the users it was fitted to.
(The sequence models stopped training by the same users; that much optimism remains, for the parts
and the sum alike.) A sum can be read: which part counts how much, for each pick. NumPy and SciPy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from recommender.evaluation.candidates import Candidates, candidates
from recommender.evaluation.ranking import Model
from recommender.evaluation.splits import Task
from recommender.evaluation.views import unseen_centred, view
from recommender.evaluation.weights import climbed, gains, likeliest
from recommender.metrics import Doubles, Floats, Ints

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

USERS = 6000  # of validation, at most; some hundred candidates of each are held in memory
VIEW_SETS = (
    ("spread",), ("level",), ("damped",), ("place",), ("spread", "place"), ("damped", "place"),
)  # fmt: skip

Step = Callable[[int, int], object]
Weights = Mapping[str, Mapping[str, float]]  # part → view → weight


@dataclass(frozen=True, slots=True)
class FusionFit:
    """What was learned, and how good it is on validation (NDCG@k, cross-fitted).

    alone: of each part; without: the share of `validated` lost when a part is left out and the
    weights are learned again.
    """

    weights: Weights
    scales: Mapping[str, float]
    validated: float
    alone: Mapping[str, float]
    without: Mapping[str, float]
    climbed: bool

    @property
    def parts(self) -> dict[str, float]:
        """Return the weight of each part over its views; they sum to one."""
        return {name: sum(views.values()) for name, views in self.weights.items()}


class Views(Protocol):
    """Views of the scores of some users, by part."""

    def get(self, part: str, kind: str) -> Floats:
        """Return (users, items) float32, not to be changed; `level` on the scale of the part."""
        ...


class Fusion:
    """`Σ weight · view` of fitted models, by what `fusion_fit` learned."""

    def __init__(self, models: Mapping[str, Model], fit: FusionFit) -> None:
        """Take the models of the fit; those of weight 0 are not asked."""
        self.fit = fit
        self.models = {name: models[name] for name, weight in fit.parts.items() if weight > 0}

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32; items of the history come last."""
        scores = {name: model.score(histories) for name, model in self.models.items()}
        seen = [histories.rows[histories.of(user)] for user in range(len(histories))]
        return self.combine(ViewsOf(scores, seen))

    def combine(self, views: Views) -> Floats:
        """Return the weighted sum of views, (users, items) float32."""
        total: Floats | None = None
        for name in self.models:
            for kind, weight in self.fit.weights[name].items():
                if weight > 0:
                    if kind == "level" and self.fit.scales[name] > 0:
                        weight /= self.fit.scales[name]
                    part = views.get(name, kind) * np.float32(weight)
                    total = part if total is None else np.add(total, part, out=total)
        assert total is not None
        return total


class ViewsOf:
    """Views of scores (users, items) by part, each made once; the scores are changed in place."""

    def __init__(self, scores: Mapping[str, Floats], seen: list[Ints]) -> None:
        """Take the scores and the rows already seen by each user."""
        self.scores, self.seen = scores, seen
        self.centred: dict[str, tuple[Floats, Floats]] = {}
        self.made: dict[tuple[str, str], Floats] = {}

    def get(self, part: str, kind: str) -> Floats:
        """Return one view; `level` as it comes from the model, on no scale yet."""
        if part not in self.centred:
            self.centred[part] = unseen_centred(self.scores[part], self.seen)
        if (part, kind) not in self.made:
            self.made[part, kind] = view(kind, *self.centred[part], scale=1.0)
        return self.made[part, kind]


def fusion_fit(
    models: Mapping[str, Model], task: Task, step: Step | None = None, k: int = 10
) -> FusionFit:
    """Learn on (a sample of) `task`, a validation task whose users have histories."""
    found = candidates(models, task.sample(USERS), step)
    reached, kinds = max((_cross_fitted(found, kinds, k), kinds) for kinds in VIEW_SETS)
    further = _cross_fitted(found, kinds, k, climb=True)
    validated, climb = max((reached, False), (further, True))
    kept = _of_kinds(found, kinds)
    learned = _learn(kept, climb, k)
    weights: dict[str, dict[str, float]] = {name: {} for name in models}
    for (name, kind), weight in zip(kept.features, learned.tolist(), strict=True):
        weights[name][kind] = weight
    alone, without = {}, {}
    for name in models:
        alone[name] = float(gains(found.only({(name, "spread")}), np.ones(1), k).mean())
        rest = kept.only({feature for feature in kept.features if feature[0] != name})
        left = float(cross_fitted(rest, climb, k).mean()) if rest.features else 0.0
        without[name] = 1.0 - left / validated if validated else 0.0
    return FusionFit(weights, found.scales, validated, alone, without, climb)


def _cross_fitted(found: Candidates, kinds: tuple[str, ...], k: int, climb: bool = False) -> float:
    return float(cross_fitted(_of_kinds(found, kinds), climb, k).mean())


def _of_kinds(found: Candidates, kinds: tuple[str, ...]) -> Candidates:
    return found.only({feature for feature in found.features if feature[1] in kinds})


def cross_fitted(found: Candidates, climb: bool, k: int = 10, seed: int = 0) -> Doubles:
    """Return NDCG@k of each user, (U,), by weights learned on the half the user is not in."""
    drawn = np.random.default_rng(seed).permutation(len(found))
    halves = np.sort(drawn[: len(drawn) // 2]), np.sort(drawn[len(drawn) // 2 :])
    measured = np.zeros(len(found))
    for own, other in (halves, halves[::-1]):
        if len(own) and len(other):
            measured[own] = gains(found.take(own), _learn(found.take(other), climb, k), k)
    return measured


def _learn(found: Candidates, climb: bool, k: int) -> Doubles:
    weights = likeliest(found)
    return climbed(found, weights, k) if climb else weights
