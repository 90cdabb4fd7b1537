"""The shop's own sequence model as a model to evaluate. Imports torch when it is fitted."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.evaluation.splits import Split
from recommender.metrics import Floats
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural import steps
    from recommender.neural.sequences import Sequences


VALIDATED = 3000  # users that early stopping looks at


class SequenceModel:
    """A fitted SASRec. `facts`: how the training went."""

    def __init__(
        self, model: steps.SequenceModel, vectors: Floats, facts: Mapping[str, float]
    ) -> None:
        """Take the model and its item vectors (items, D) float32, unit rows."""
        self.model, self.vectors, self.facts = model, vectors, facts

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32: cosines, the order of the model's softmax."""
        from recommender.neural.training import score_histories

        items = next(self.model.parameters()).new_tensor(self.vectors)
        return np.concatenate(
            [scores for _start, scores, _seen in score_histories(self.model, items, histories)]
        )


def sequence_fit(
    split: Split,
    *,
    model: Mapping[str, Any],
    train: Mapping[str, Any],
    content: Floats | None = None,
    progress: Progress | None = None,
) -> SequenceModel:
    """Fit on `split.fit`, stopping early on a sample of the validation task.

    `model` are options of `config_make`, `train` fields of `TrainConfig`; content (items, C)
    float32 unit rows, or None for ids alone.

    Raises:
        TypeError: a field is unknown.
        OutsideFailure: too little memory.
    """
    from recommender.neural.items import items_of
    from recommender.neural.models import config_make
    from recommender.neural.tower import item_matrix
    from recommender.neural.training import TrainConfig, Validation, fit

    items = None if content is None else items_of({"text": content})
    config = config_make("sasrec", split.items, items, **model)
    held_out = split.validation.sample(VALIDATED)
    started = time.monotonic()
    fitted = fit(
        split.fit,
        config,
        TrainConfig(**train),
        items=items,
        validation=Validation(held_out.inputs, held_out.targets),
        progress=progress,
    )
    seconds = time.monotonic() - started
    steps = len(split.fit.rows) * fitted.metrics["epochs"]
    facts = {**fitted.metrics, "steps_per_s": round(steps / max(seconds, 1e-9))}
    return SequenceModel(fitted.model, item_matrix(fitted.model.tower, items), facts)
