"""The models a suite is made of: each a kind and its options, each fitted by one function.

Plain ones are listed here. Any other kind is the name of a sequence model of
`recommender.neural.models`: its options are those of `config_make`, `train` is of the training.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.errors import InvalidInput
from recommender.evaluation.baselines.ease import Ease, ease_weights
from recommender.evaluation.baselines.inputs import DECAY
from recommender.evaluation.baselines.item_knn import ItemKnn
from recommender.evaluation.baselines.popularity import Popularity
from recommender.evaluation.content import ContentKnn
from recommender.evaluation.ranking import Model
from recommender.evaluation.sequence_model import sequence_fit
from recommender.evaluation.splits import Split
from recommender.metrics import Floats
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.items import ItemInputs


@dataclass(frozen=True, slots=True)
class Part:
    """One model. `fused`: whether it joins the fusion.

    Of a sequence model, `content`: whether it reads what items are made of; `denoise`: whether it
    is fitted without steps that fit nothing else of their history.
    """

    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)
    train: Mapping[str, Any] = field(default_factory=dict)
    fused: bool = True
    content: bool = True
    denoise: bool = False

    @property
    def seeded(self) -> bool:
        """Whether another seed makes another model."""
        return self.kind not in PLAIN

    def within(self, budget_s: float | None) -> Part:
        """Return the part with its training ended after these seconds."""
        if budget_s is None or not self.seeded:
            return self
        return replace(self, train={**self.train, "budget_s": budget_s})


@dataclass(slots=True)
class Ground:
    """What models are fitted on, where trainings are kept, and what several models share."""

    split: Split
    inputs: ItemInputs | None = None
    keep: Path | None = None
    eases: dict[float, tuple[Floats, float]] = field(default_factory=dict)
    cleaned: Split | None = None

    def clean(self) -> Split:
        """Return the split fitted on without odd steps; both tasks stay as they are."""
        from recommender.trust.steps import steps_keep

        if self.cleaned is None:
            self.cleaned = replace(self.split, fit=steps_keep(self.split.fit, self.split.items))
        return self.cleaned


@dataclass(frozen=True, slots=True)
class FittedPart:
    """A model, the seconds that fitting it took, and what it says of itself."""

    model: Model
    seconds: float
    facts: Mapping[str, float] = field(default_factory=dict)


def part_fit(part: Part, ground: Ground, seed: int, progress: Progress) -> FittedPart:
    """Fit one part.

    Raises:
        InvalidInput: the part reads items' content and there is none.
        ValueError: there is no such kind.
        TypeError: an option is unknown.
    """
    if part.seeded:
        model = sequence_fit(
            ground.clean() if part.denoise else ground.split,
            name=part.kind,
            model=part.options,
            train={**part.train, "seed": seed},
            items=ground.inputs if part.content else None,
            progress=progress,
            keep=ground.keep,
        )
        return FittedPart(model, model.seconds, model.facts)
    started = time.monotonic()
    plain, before = PLAIN[part.kind](ground, **part.options)
    return FittedPart(plain, before + time.monotonic() - started)


def _popularity(ground: Ground) -> tuple[Model, float]:
    return Popularity(ground.split.fit, ground.split.items), 0.0


def _item_knn(ground: Ground, decay: float = DECAY) -> tuple[Model, float]:
    return ItemKnn(ground.split.fit, ground.split.items, decay), 0.0


def _ease(ground: Ground, l2: float, decay: float = DECAY) -> tuple[Model, float]:
    """The weights do not know of the decay: they are made once, their seconds counted for each."""
    if l2 in ground.eases:
        weights, seconds = ground.eases[l2]
        return Ease(weights, decay), seconds
    started = time.monotonic()
    weights = ease_weights(ground.split.fit, ground.split.items, l2)
    ground.eases[l2] = weights, time.monotonic() - started
    return Ease(weights, decay), 0.0


def _next_item(ground: Ground, **options: Any) -> tuple[Model, float]:
    from recommender.evaluation.linear import NextItemRidge

    return NextItemRidge(ground.split.fit, ground.split.items, **options), 0.0


def _content_knn(ground: Ground, decay: float = DECAY) -> tuple[Model, float]:
    if ground.inputs is None:
        raise InvalidInput("content_knn needs to know what the items are made of.")
    return ContentKnn(ground.inputs, ground.split.fit, decay), 0.0


# How each plain kind is fitted; the number is of seconds spent on it earlier, for another part.
PLAIN: Mapping[str, Callable[..., tuple[Model, float]]] = {
    "popularity": _popularity,
    "item_knn": _item_knn,
    "ease": _ease,
    "next_item": _next_item,
    "content_knn": _content_knn,
}
