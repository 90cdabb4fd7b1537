"""`StrategyParams`: all an admin may tune, validated, with limits and one line of help each.

Weights per source and each source's own limits come from the registered stages, so a new source is
tunable without a list to edit. No Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from recommender import params as bounds
from recommender import registry
from recommender.errors import InvalidInput
from recommender.params import Bound, bounded, check_bounds, chosen, problem_with
from recommender.shelves import shelves_of

WEIGHT_LOW, WEIGHT_HIGH = 0.0, 3.0
DEFAULT_SHELVES: Mapping[str, tuple[str, ...]] = {
    "home": ("for_you", "popular", "because", "trending", "moment", "less_known", "new"),
    "product": ("similar", "goes_with"),
    "cart": ("goes_with",),
    "category": ("for_you",),
}


def default_weights() -> dict[str, float]:
    """Return each registered source's own default weight, by slug."""
    return {slug: float(cls.weight) for slug, cls in registry.load("source").items()}


@dataclass(frozen=True, slots=True)
class StrategyParams:
    """One frozen set of weights and limits; `from_json` reads what a version stores."""

    weights: Mapping[str, float] = field(default_factory=default_weights)
    diversity: float = bounded(
        0.35, 0.0, 0.95, "How much a shelf prefers difference over the best score."
    )
    calibration: float = bounded(
        0.3, 0.0, 1.0, "How closely a mixed shelf keeps the shopper's own mix of categories."
    )
    novelty: float = bounded(1.0, 0.0, 3.0, "How strongly little known and new items are favoured.")
    exploration: float = bounded(
        0.06, 0.0, 0.5, "Share of places given to something different, to learn from."
    )
    tail_quota: float = bounded(
        0.1, 0.0, 0.5, "Share of a mixed shelf held for little known items that fit."
    )
    niche_quota: float = bounded(
        0.05, 0.0, 0.3, "Share of places for items hardly anybody has met, where the taste fits."
    )
    shelf_size: int = bounded(8, 4, 24, "How many items a shelf shows.")
    per_category: int = bounded(5, 1, 24, "How many items of one category a mixed shelf may show.")
    per_brand: int = bounded(4, 1, 24, "How many items of one brand a mixed shelf may show.")
    reseen_hours: int = bounded(
        24, 0, 720, "How long something just looked at is left out, in hours."
    )
    rebuy_days: int = bounded(60, 0, 730, "How long something bought is not suggested again.")
    diversifier: str = chosen("dpp", (), "How difference is brought in.")
    ranker: str = chosen("additive", (), "How the sources are fused.")
    tone: str = chosen("warm", ("warm", "plain", "playful"), "How sentences sound.")
    shelves: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(DEFAULT_SHELVES))
    stages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # source → its limits

    def __post_init__(self) -> None:
        """Check everything.

        Raises:
            InvalidInput: `fields` maps each wrong parameter to what is wrong with it.
        """
        check_bounds(self)
        wrong = {
            **self._wrong_weights(),
            **self._wrong_shelves(),
            **self._wrong_stages(),
            **self._wrong_slugs(),
        }
        if wrong:
            raise InvalidInput("Some parameters are not valid.", wrong)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> StrategyParams:
        """Read stored parameters; those absent take their defaults.

        Raises:
            InvalidInput: a parameter is unknown or out of bounds; `fields` says which.
        """
        known = {one.name for one in fields(cls)}
        unknown = {name: ["There is no such parameter."] for name in values if name not in known}
        if unknown:
            raise InvalidInput(f"Unknown parameters: {', '.join(sorted(unknown))}.", unknown)
        given = dict(values)
        for name in ("weights", "shelves", "stages"):
            if name in given and not isinstance(given[name], Mapping):
                raise InvalidInput("Some parameters are not valid.", {name: ["Write an object."]})
        if "weights" in given:
            given["weights"] = {**default_weights(), **given["weights"]}
        if "shelves" in given:
            lists = {placement: tuple(slugs) for placement, slugs in given["shelves"].items()}
            given["shelves"] = {**DEFAULT_SHELVES, **lists}
        return cls(**given)

    def to_json(self) -> dict[str, Any]:
        """Return what a version stores; `from_json` of it is this object again."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        values["weights"] = dict(self.weights)
        values["shelves"] = {placement: list(slugs) for placement, slugs in self.shelves.items()}
        values["stages"] = {slug: dict(given) for slug, given in self.stages.items()}
        return values

    def stage_params(self, slug: str) -> Any:
        """Return the frozen `Params` of source `slug`."""
        cls = registry.get("source", slug).Params
        return bounds.from_json(cls, self.stages.get(slug, {}))

    def _wrong_weights(self) -> dict[str, list[str]]:
        sources = registry.load("source")
        bound = Bound("", 0.0, WEIGHT_LOW, WEIGHT_HIGH, "")
        wrong: dict[str, list[str]] = {}
        for slug, weight in self.weights.items():
            problem = problem_with(bound, weight) if slug in sources else "There is no such source."
            if problem:
                wrong[f"weights.{slug}"] = [problem]
        return wrong

    def _wrong_shelves(self) -> dict[str, list[str]]:
        wrong: dict[str, list[str]] = {}
        for placement, slugs in self.shelves.items():
            offered = shelves_of(placement)
            bad = [slug for slug in slugs if slug not in offered]
            if placement not in DEFAULT_SHELVES:
                wrong[f"shelves.{placement}"] = ["There is no such placement."]
            elif bad or not slugs or len(set(slugs)) != len(slugs):
                wrong[f"shelves.{placement}"] = [f"Choose, once each, from {', '.join(offered)}."]
        return wrong

    def _wrong_stages(self) -> dict[str, list[str]]:
        sources = registry.load("source")
        wrong: dict[str, list[str]] = {}
        for slug, given in self.stages.items():
            if slug not in sources:
                wrong[f"stages.{slug}"] = ["There is no such source."]
                continue
            try:
                bounds.from_json(sources[slug].Params, given)
            except InvalidInput as error:
                wrong |= {f"stages.{slug}.{name}": said for name, said in error.fields.items()}
        return wrong

    def _wrong_slugs(self) -> dict[str, list[str]]:
        wrong: dict[str, list[str]] = {}
        for kind in ("diversifier", "ranker"):
            offered = registry.load(kind)
            if getattr(self, kind) not in offered:
                wrong[kind] = [f"Choose one of {', '.join(offered)}."]
        return wrong


def parameters() -> list[Bound]:
    """Return every number and word of a strategy, as a form shows them.

    Names are paths: "diversity", "weights.session", "stages.session.floor".
    """
    sources = registry.load("source")
    choices = {kind: tuple(registry.load(kind)) for kind in ("diversifier", "ranker")}
    plain = [
        Bound(b.name, b.default, b.low, b.high, b.help, choices.get(b.name, b.choices))
        for b in bounds.describe(StrategyParams)
    ]
    weights = [
        Bound(f"weights.{slug}", cls.weight, WEIGHT_LOW, WEIGHT_HIGH, cls.help + ".")
        for slug, cls in sources.items()
    ]
    stages = [
        Bound(f"stages.{slug}.{b.name}", b.default, b.low, b.high, b.help, b.choices)
        for slug, cls in sources.items()
        for b in bounds.describe(cls.Params)
    ]
    return [*weights, *plain, *stages]
