"""One run over one set of data: plain models, sequence models and their fusion, the same way each.

Used by `manage.py evaluate` on a shop's own events and by `benchmarks/accuracy.py`. What runs and
with which options is a parameter. Models that begin at random are fitted once a seed, and so is the
fusion; figures are means over seeds, intervals say what another draw of users would change, spreads
what another seed would. No Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recommender.evaluation.baselines.popularity import Popularity
from recommender.evaluation.fusion import Fusion, FusionFit, fusion_fit
from recommender.evaluation.measures import Measures, figures_of, over_best
from recommender.evaluation.parts import FittedPart, Ground, Part, part_fit
from recommender.evaluation.ranking import Backed, Model, Ranked
from recommender.evaluation.together import Measured, rank_together

if TYPE_CHECKING:
    from pathlib import Path

    from recommender.evaluation.splits import Split
    from recommender.neural.items import ItemInputs
    from recommender.progress import Progress

FUSION = "fusion"


@dataclass(frozen=True, slots=True)
class SuiteParams:
    """What is chosen before the run, on validation: the parts in order, by name."""

    parts: Mapping[str, Part]
    seeds: tuple[int, ...] = (0,)
    k: int = 10

    def only(self, names: tuple[str, ...]) -> SuiteParams:
        """Return the parameters with some of the parts.

        Raises:
            ValueError: there is no such part.
        """
        absent = [name for name in names if name not in self.parts]
        if absent:
            known = ", ".join(self.parts)
            raise ValueError(f"There is no part {', '.join(absent)}; there are: {known}.")
        kept = {name: part for name, part in self.parts.items() if name in names}
        return SuiteParams(kept, self.seeds, self.k)


@dataclass(frozen=True, slots=True)
class Other:
    """A model that was fitted and ranked elsewhere on the same split: another library's."""

    ranked: Ranked
    fit_s: float
    rank_s: float
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Fusions:
    """By seed: the model, and the names its parts have among all models."""

    by_seed: dict[str, tuple[Fusion, dict[str, str]]] = field(default_factory=dict)
    fits: list[FusionFit] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def suite_run(
    split: Split,
    params: SuiteParams,
    *,
    inputs: ItemInputs | None = None,
    keep: Path | None = None,
    others: Mapping[str, Other] | None = None,
    progress: Progress,
) -> dict[str, Any]:
    """Fit every part and rank the test once a model; return figures by model.

    `keep` is a folder: a run that was interrupted goes on from there. `others` are ranked already.

    Keys: "users", "items", "interactions", "seeds", and one mapping a part and for "fusion" with
    the measures, their intervals and segments, `seconds` (fitting and ranking, of one seed) and
    what the model says of itself.
    """
    return _Suite(split, params, inputs, keep, others or {}, progress).run()


def models_of(figures: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the figures of the models alone, in their order."""
    return {name: one for name, one in figures.items() if isinstance(one, Mapping)}


class _Suite:
    def __init__(
        self,
        split: Split,
        params: SuiteParams,
        inputs: ItemInputs | None,
        keep: Path | None,
        others: Mapping[str, Other],
        progress: Progress,
    ) -> None:
        self.split, self.params, self.inputs, self.progress = split, params, inputs, progress
        self.others = others
        self.ground = Ground(split, inputs, keep)
        self.popular = Popularity(split.fit, split.items)
        self.fitted: dict[str, FittedPart] = {}

    def run(self) -> dict[str, Any]:
        split, params = self.split, self.params
        for name, part in params.parts.items():
            for seed in params.seeds if part.seeded else params.seeds[:1]:
                self._fit(name, part, seed)
        fusions = self._fusions()
        measured = rank_together(
            {name: self._backed(one.model) for name, one in self.fitted.items()},
            fusions.by_seed,
            split.test,
            params.k,
            lambda done, total: self.progress("ranking the test", done, total),
        )
        return {
            "users": len(split.test),
            "items": split.items,
            "interactions": len(split.fit.rows) + len(split.validation) + len(split.test),
            "seeds": list(params.seeds),
            **self._figures(measured, fusions),
        }

    def _fit(self, name: str, part: Part, seed: int) -> None:
        label = f"{name}, seed {seed}" if part.seeded and len(self.params.seeds) > 1 else name

        def named(said: str, done: int, total: int) -> None:
            self.progress(f"{label}: {said}", done, total)

        if not part.seeded:
            self.progress(f"fitting {label}", 0, 1)
        self.fitted[self._key(name, seed)] = part_fit(part, self.ground, seed, named)
        if not part.seeded:
            self.progress(f"fitting {label}", 1, 1)

    def _key(self, name: str, seed: int) -> str:
        return f"{name}@{seed}" if self.params.parts[name].seeded else name

    def _backed(self, model: Model) -> Model:
        return Backed(model, self.popular)

    def _fusions(self) -> _Fusions:
        fused = [name for name, part in self.params.parts.items() if part.fused]
        found = _Fusions()
        if len(fused) < 2:
            return found
        seeded = any(self.params.parts[name].seeded for name in fused)
        for seed in self.params.seeds if seeded else self.params.seeds[:1]:
            names = {name: self._key(name, seed) for name in fused}
            models = {name: self._backed(self.fitted[key].model) for name, key in names.items()}
            fit = fusion_fit(
                models,
                self.split.validation,
                lambda done, total: self.progress("fusing, on validation", done, total),
                self.params.k,
            )
            found.by_seed[f"{FUSION}@{seed}"] = Fusion(models, fit), names
            found.fits.append(fit)
            parts = (name for name, weight in fit.parts.items() if weight > 0)
            found.seconds.append(sum(self.fitted[names[name]].seconds for name in parts))
        return found

    def _figures(self, measured: Measured, fusions: _Fusions) -> dict[str, Any]:
        measures = Measures(self.split, self.inputs, self.params.k)
        found: dict[str, Any] = {}
        for name, part in self.params.parts.items():
            seeds = self.params.seeds if part.seeded else self.params.seeds[:1]
            keys = [self._key(name, seed) for seed in seeds]
            fit_s = [self.fitted[key].seconds for key in keys]
            found[name] = figures_of(measures, measured, keys, fit_s)
            facts = [dict(self.fitted[key].facts) for key in keys]
            if any(facts):
                found[name] |= {"training": facts}
        for name, other in self.others.items():
            measured.ranked[name], measured.seconds[name] = other.ranked, other.rank_s
            found[name] = figures_of(measures, measured, [name], [other.fit_s])
            found[name] |= dict(other.facts)
        if fusions.by_seed:
            keys = list(fusions.by_seed)
            found[FUSION] = figures_of(measures, measured, keys, fusions.seconds)
            found[FUSION] |= _told(fusions.fits, self.params.k)
            parts = {
                name: [self._key(name, seed) for seed in self.params.seeds]
                for name, part in self.params.parts.items()
                if part.fused
            }
            found[FUSION] |= {"over_best_part": over_best(measured, keys, parts, self.params.k)}
            if self.others:
                peers = {name: [name] for name in self.others}
                found[FUSION] |= {
                    "over_best_other": over_best(measured, keys, peers, self.params.k)
                }
        return found


def _told(fits: list[FusionFit], k: int) -> dict[str, Any]:
    """Return what the fusions of all seeds say of themselves: means, and each seed's weights."""

    def mean(each: list[Mapping[str, float]], digits: int = 4) -> dict[str, float]:
        return {name: round(sum(one[name] for one in each) / len(each), digits) for name in each[0]}

    return {
        f"validation_ndcg{k}": round(sum(fit.validated for fit in fits) / len(fits), 4),
        f"validation_ndcg{k}_alone": mean([fit.alone for fit in fits]),
        "lost_without": mean([fit.without for fit in fits]),
        "weights": mean([fit.parts for fit in fits], 3),
        "views": [
            {
                name: {kind: round(weight, 3) for kind, weight in views.items() if weight > 0}
                for name, views in fit.weights.items()
            }
            for fit in fits
        ],
    }
