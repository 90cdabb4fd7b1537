"""A sequence model trained as a shop trains its own: on items that somebody has met.

Whatever else is in the catalogue is no part of the softmax and has no id: it is placed by what it
is made of, as an item is that is added between two trainings. Where it took part as an item that
never comes next, it would be learned to be unwanted. Imports torch when it is fitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.cold import without_items
from recommender.evaluation.sequence_model import SequenceModel, sequence_fit
from recommender.evaluation.splits import Split, Task
from recommender.metrics import Ints
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.items import ItemInputs
    from recommender.neural.sequences import Sequences


def fit_on_met(
    histories: Sequences,
    validation: Task,
    inputs: ItemInputs,
    *,
    model: Mapping[str, Any],
    train: Mapping[str, Any],
    progress: Progress | None = None,
) -> SequenceModel:
    """Fit on items met in `histories`; return cosines of all items of `inputs`, no prior added."""
    from recommender.neural.tower import item_matrix

    met = np.unique(histories.rows)
    place: Ints = np.full(len(inputs), -1, dtype=np.int64)
    place[met] = np.arange(len(met))
    held_out = _renumbered(validation, place)
    fitted = sequence_fit(
        Split(_moved(histories, place), held_out, held_out, len(met)),
        model=model,
        train=train,
        items=inputs.take(met),
        progress=progress,
    )
    vectors = item_matrix(fitted.model.tower, inputs, place)
    return SequenceModel(fitted.model, vectors, fitted.facts, fitted.seconds)


def _renumbered(task: Task, place: Ints) -> Task:
    """Return a task of met items alone; users left without a step or an answer are out."""
    unmet: NDArray[np.bool_] = place < 0
    inputs = without_items(task.inputs, unmet)
    users = np.flatnonzero((inputs.lengths > 0) & ~unmet[task.targets])
    return Task(_moved(inputs.take(users), place), place[task.targets[users]])


def _moved(histories: Sequences, place: Ints) -> Sequences:
    from dataclasses import replace

    return replace(histories, rows=place[histories.rows])
