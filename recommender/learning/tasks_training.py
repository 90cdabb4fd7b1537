"""Trains the task heads and the demand forecast on the shop's events: one `Run` of kind "tasks".

Measured on the newest stretch of time, then fitted again on all of it for as many passes; exported
for the web process, which scores with NumPy alone. What cannot be trained leaves a failed run, and
the heads that served go on serving.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from recommender.conf import option
from recommender.contracts import Floats
from recommender.errors import NotReady
from recommender.evaluation.tasks import Part, part_of, parts_by_time, quality
from recommender.learning.demand import demand_learn
from recommender.learning.encoding import items_encode
from recommender.learning.recorded import failure_recorded, training_alone
from recommender.learning.runs import active_run, run_activate, runs_prune
from recommender.learning.tasks_data import TaskData, task_data_read
from recommender.models import Run
from recommender.params import bounded, check_bounds
from recommender.progress import Progress
from recommender.task_heads.features import FEATURES
from recommender.task_heads.loading import KIND, heads_file
from recommender.task_heads.moments import Moments, features_of
from recommender.task_heads.samples import TASKS, looks_drawn
from recommender.task_heads.scores import HeadArrays, TaskHeads, heads_to_bytes

if TYPE_CHECKING:
    from recommender.neural.task_training import FittedHeads

LEAST_LOOKS = 300
CHUNK = 4096


@dataclass(frozen=True, slots=True)
class TaskParams:
    """What a person may choose of a training of the heads."""

    epochs: int = bounded(10, 1, 200, "Passes over the looks at most.")
    batch_size: int = bounded(4096, 16, 65536, "Rows a step at most.")
    learning_rate: float = bounded(0.006, 1e-6, 1.0, "Size of a step.")
    balance: float = bounded(0.5, 0.0, 1.0, "0: every label counts alike; 1: every task does.")
    budget_s: float = bounded(120.0, 0.0, 1e6, "Seconds of fitting at most, twice; 0: no limit.")
    most_looks: int = bounded(60_000, 300, 5_000_000, "Newest looks that are learned from.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


def tasks_train(seed: int = 0, progress: Progress | None = None, **params: Any) -> Run:
    """Train heads and forecast on all events, and let them serve.

    Raises:
        NotReady: there are no items, too few looks to learn from, or another training is at it.
        InvalidInput: a parameter is out of bounds.
        OutsideFailure: the encoder fails.
    """
    chosen = TaskParams(**params)
    with training_alone(KIND):
        items_encode(progress)
        data = task_data_read()
        looks = looks_drawn(data.events, data.items, seed, most=chosen.most_looks)
        if len(looks) < LEAST_LOOKS:
            raise NotReady(
                f"There are too few events to learn from: {len(looks)} looks at items so far, and"
                f" at least {LEAST_LOOKS} are needed."
            )
        times = data.events.times
        run = Run.objects.create(
            kind=KIND,
            name="PLE, demand",
            parent=active_run(Run.Kind.ENCODER),
            seed=seed,
            params=asdict(chosen),
            data_from=datetime.fromtimestamp(int(times.min()), UTC),
            data_to=datetime.fromtimestamp(int(times.max()), UTC),
        )
        with failure_recorded(run):
            _train(run, data, looks, chosen, progress)
        run = run_activate(run.pk)
        runs_prune(KIND)
        return run


def _train(
    run: Run, data: TaskData, looks: Any, chosen: TaskParams, progress: Progress | None
) -> None:
    from recommender.neural.multitask import MultiTaskConfig
    from recommender.neural.task_training import TaskTrainConfig, heads_fit

    began = time.monotonic()
    moments = Moments(data.events, data.items)
    features = _features(moments, looks, progress)
    built_s = time.monotonic() - began
    fit, validation, test = parts_by_time(data.events, looks, features)
    config = MultiTaskConfig(len(FEATURES), TASKS)
    given = {name: value for name, value in asdict(chosen).items() if name != "most_looks"}
    train = TaskTrainConfig(seed=run.seed, **given)
    device = str(option("DEVICE"))
    fitted = heads_fit(fit.rows(), config, train, validation.rows(), device)
    measured = quality(test, fitted.logits(test.features))
    end = float(data.events.times.max())
    whole = part_of(data.events, looks, features, np.ones(len(looks), dtype=bool), end)
    final = heads_fit(whole.rows(), config, _as_long(train, fitted.epochs), None, device)
    if progress is not None:
        progress("heads fitted", 2, 2)
    content = heads_to_bytes(_exported(final, fitted.calibration, whole, moments, data, run.pk))
    name = heads_file(run.pk)
    storages["models"].delete(name)
    run.files = [storages["models"].save(name, ContentFile(content))]
    run.metrics = {
        "looks": len(looks),
        "items": len(data.item_ids),
        "features_s": round(built_s, 1),
        "train_s": round(time.monotonic() - began, 1),
        "epochs": float(fitted.epochs),
        "tasks": measured,
        "curve": fitted.curve,
        "demand": demand_learn(data, run.seed, progress),
    }
    run.device = fitted.device
    run.status, run.finished_at = Run.Status.READY, timezone.now()
    run.save()


def _features(moments: Moments, looks: Any, progress: Progress | None) -> Floats:
    from recommender.task_heads.samples import Looks

    parts = []
    for at in range(0, len(looks), CHUNK):
        some = Looks(looks.at[at : at + CHUNK], looks.candidates[at : at + CHUNK])
        parts.append(features_of(moments, some))
        if progress is not None:
            progress("looks read", min(at + CHUNK, len(looks)), len(looks))
    return np.concatenate(parts)


def _as_long(train: Any, epochs: int) -> Any:
    """The same training for the passes that were best before it saw everything."""
    from dataclasses import replace

    return replace(train, epochs=max(epochs, 1), patience=max(epochs, 1))


def _exported(
    fitted: FittedHeads,
    calibration: Floats,
    whole: Part,
    moments: Moments,
    data: TaskData,
    run_id: int,
) -> TaskHeads:
    from recommender.neural.multitask import exported

    with np.errstate(invalid="ignore"):
        rates = np.nan_to_num(np.nanmean(whole.labels, axis=0), nan=0.5)
    rates = np.clip(rates, 1e-4, 1 - 1e-4)
    now = int(data.events.times.max()) + 1
    everything = np.arange(len(data.item_ids))
    moment = np.full(len(everything), now)
    stats = moments.stats(everything, moment)
    return TaskHeads(
        HeadArrays(
            tasks=np.array(TASKS),
            features=np.array(FEATURES),
            base=np.log(rates / (1 - rates)).astype(np.float32),
            **exported(fitted.model, calibration),
        ),
        np.array(data.item_ids),
        stats,
        moments.stats_unknown(now),
        run_id,
    )
