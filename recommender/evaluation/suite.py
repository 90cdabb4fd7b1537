"""One run over one set of data: baselines, the sequence model and their fusion, the same way each.

Used by `manage.py evaluate` on a shop's own events and by `benchmarks/accuracy.py`. No Django.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from recommender.evaluation.baselines.ease import Ease, ease_weights
from recommender.evaluation.baselines.inputs import DECAY
from recommender.evaluation.baselines.item_knn import ItemKnn
from recommender.evaluation.baselines.popularity import Popularity
from recommender.evaluation.fusion import Fusion, fusion_fit
from recommender.evaluation.measures import measure
from recommender.evaluation.ranking import Model, rank_all
from recommender.evaluation.sequence_model import SequenceModel, sequence_fit
from recommender.evaluation.splits import Split, leave_one_out
from recommender.metrics import Floats
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

ModelT = TypeVar("ModelT", bound=Model)

MODELS = ("popularity", "item_knn", "ease", "ease_decayed", "sasrec", "fusion")
FUSED = ("sasrec", "item_knn", "ease_decayed")


@dataclass(frozen=True, slots=True)
class SuiteParams:
    """What is chosen before the run, on validation."""

    ease_l2: float = 300.0
    decay: float = DECAY
    k: int = 10
    model: Mapping[str, Any] = field(default_factory=dict)  # fields of SasRecConfig
    train: Mapping[str, Any] = field(default_factory=dict)  # fields of TrainConfig


def suite_run(
    histories: Sequences,
    items: int,
    params: SuiteParams,
    *,
    content: Floats | None = None,
    progress: Progress,
) -> dict[str, Any]:
    """Fit every model once and rank the test once a model; return figures by model.

    Keys: "users", "items", "interactions", "decay", "ease_l2" and one mapping a model with the
    measures, `seconds` (fitting and ranking) and what the model says of itself.
    """
    return _Suite(leave_one_out(histories, items), params, content, progress).run()


class _Suite:
    def __init__(
        self, split: Split, params: SuiteParams, content: Floats | None, progress: Progress
    ) -> None:
        self.split, self.params, self.content, self.progress = split, params, content, progress
        self.models: dict[str, Model] = {}
        self.figures: dict[str, dict[str, Any]] = {}
        self.fit_s: dict[str, float] = {}
        self.weights: dict[str, float] = {}

    def run(self) -> dict[str, Any]:
        split, params = self.split, self.params
        fit, items = split.fit, split.items
        self._model("popularity", lambda: Popularity(fit, items))
        self._model("item_knn", lambda: ItemKnn(fit, items, params.decay))
        ease = self._model("ease", lambda: Ease(ease_weights(fit, items, params.ease_l2)))
        # The same weights, so the same seconds to fit.
        self.fit_s["ease_decayed"] = self.fit_s["ease"]
        self._model("ease_decayed", lambda: Ease(ease.weights, params.decay))
        deep = self._model("sasrec", self._sequence_model)
        self._model("fusion", self._fusion)
        for name, model in self.models.items():
            self._measure(name, model)
        self.figures["sasrec"] |= {"training": dict(deep.facts)}
        self.figures["fusion"] |= {"weights": self.weights}
        return {
            "users": len(split.test),
            "items": items,
            "interactions": len(fit.rows) + 2 * len(split.test),
            "decay": params.decay,
            "ease_l2": params.ease_l2,
            **{name: self.figures[name] for name in MODELS},
        }

    def _model(self, name: str, make: Callable[[], ModelT]) -> ModelT:
        started = time.monotonic()
        model = make()
        self.fit_s[name] = self.fit_s.get(name, 0.0) + time.monotonic() - started
        self.models[name] = model
        return model

    def _sequence_model(self) -> SequenceModel:
        return sequence_fit(
            self.split,
            model=self.params.model,
            train=self.params.train,
            content=self.content,
            progress=self.progress,
        )

    def _fusion(self) -> Fusion:
        parts = {name: self.models[name] for name in FUSED}
        self.weights, validated = fusion_fit(
            parts,
            self.split.validation,
            lambda done, total: self.progress("fusion weights tried", done, total),
            self.params.k,
        )
        self.figures["fusion"] = {f"validation_ndcg{self.params.k}": round(validated, 4)}
        self.fit_s["fusion"] = sum(self.fit_s[name] for name in FUSED)
        return Fusion(list(parts.values()), tuple(self.weights.values()))

    def _measure(self, name: str, model: Model) -> None:
        test, k = self.split.test, self.params.k
        started = time.monotonic()
        ranked = rank_all(
            model,
            test.inputs,
            test.targets,
            k,
            lambda done, total: self.progress(f"ranking, {name}", done, total),
        )
        rank_s = time.monotonic() - started
        self.figures.setdefault(name, {})
        self.figures[name] |= measure(ranked, self.split.fit, self.split.items, self.content, k)
        self.figures[name] |= {
            "seconds": round(self.fit_s[name] + rank_s, 1),
            "fit_s": round(self.fit_s[name], 1),
            "rank_s": round(rank_s, 1),
        }
