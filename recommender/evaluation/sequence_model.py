"""A sequence model as a model to evaluate. Imports torch when it is fitted."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.evaluation.splits import Split
from recommender.metrics import Floats
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural import steps
    from recommender.neural.items import ItemInputs
    from recommender.neural.sequences import Sequences


VALIDATED = 3000  # users that early stopping looks at


class SequenceModel:
    """A fitted sequence model. `facts`: how the training went; `seconds`: how long it took."""

    def __init__(
        self,
        model: steps.SequenceModel,
        vectors: Floats,
        facts: Mapping[str, float],
        seconds: float = 0.0,
        prior: Floats | None = None,
    ) -> None:
        """Take the model and its item vectors (items, D) float32, unit rows.

        `prior` (items,) float32 is added to each cosine: what the softmax was given in training.
        """
        self.model, self.vectors, self.facts, self.seconds = model, vectors, facts, seconds
        self.prior = np.float32(0.0) if prior is None else prior

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32: cosines, the order of the model's softmax."""
        from recommender.neural.training import score_histories

        items = next(self.model.parameters()).new_tensor(self.vectors)
        return np.concatenate(
            [
                scores + self.prior
                for _start, scores, _seen in score_histories(self.model, items, histories)
            ]
        )


def sequence_fit(
    split: Split,
    *,
    name: str = "sasrec",
    model: Mapping[str, Any],
    train: Mapping[str, Any],
    items: ItemInputs | None = None,
    progress: Progress | None = None,
    keep: Path | None = None,
) -> SequenceModel:
    """Fit on `split.fit`, stopping early on a sample of the validation task.

    `name` is one of `MODELS`, `model` options of `config_make`, `train` fields of `TrainConfig`;
    items: what they are made of beside ids. `keep` is a folder: a training that was interrupted
    goes on from there, one that had ended is taken up as it is, with the seconds it took then.

    Raises:
        TypeError: a field is unknown.
        OutsideFailure: too little memory.
    """
    from recommender.neural.checkpoint import CheckpointFile
    from recommender.neural.models import config_make
    from recommender.neural.tower import item_matrix
    from recommender.neural.training import TrainConfig, Validation, fit

    config = config_make(name, split.items, items, **model)
    settings = TrainConfig(**train)
    prior = _prior(split, config.temperature * settings.popularity)
    held_out = split.validation.only(split.validation.inputs.lengths > 0).sample(VALIDATED)
    checkpoint = None
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        checkpoint = CheckpointFile(keep / _file_name(name, model, train))
    started = time.monotonic()
    fitted = fit(
        split.fit,
        config,
        settings,
        items=items,
        validation=Validation(held_out.inputs, held_out.targets, prior),
        progress=progress,
        checkpoint=checkpoint,
    )
    seconds = max(time.monotonic() - started, fitted.metrics["train_s"])
    steps = len(split.fit.rows) * fitted.metrics["epochs"]
    facts = {**fitted.metrics, "steps_per_s": round(steps / max(seconds, 1e-9))}
    vectors = item_matrix(fitted.model.tower, items)
    return SequenceModel(fitted.model, vectors, facts, seconds, prior)


def _prior(split: Split, weight: float) -> Floats | None:
    """Return `weight · log q` of each item's share q of all steps, as training gives it."""
    if not weight:
        return None
    counts = np.bincount(split.fit.rows, minlength=split.items) + 1.0
    return np.asarray(weight * np.log(counts / counts.sum()), dtype=np.float32)


def _file_name(name: str, model: Mapping[str, Any], train: Mapping[str, Any]) -> str:
    """Return a name of its own for each set of options, so that trainings do not overwrite."""
    said = json.dumps([model, train], sort_keys=True)
    return f"{name}-{hashlib.sha256(said.encode()).hexdigest()[:10]}.safetensors"
