"""How well heads foretell: AUC, calibration, and several tasks at once beside one at a time.

Split by time: fitted on the first 70 % of the looks, chosen and calibrated on the next 15 %,
measured on the last; what a part may know of labels ends where the next part begins. Intervals by
drawing shoppers, since one shopper's looks hang together. NumPy here, torch where heads are fitted;
no Django.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.contracts import Floats
from recommender.evaluation.intervals import Interval, interval
from recommender.metrics import Doubles
from recommender.progress import Progress
from recommender.task_heads.features import FEATURES
from recommender.task_heads.samples import TASKS, Ints, Looks, TaskEvents, labels_of

if TYPE_CHECKING:
    from recommender.neural.task_training import FittedHeads, TaskRows, TaskTrainConfig

Labeller = Callable[[TaskEvents, Looks, float], Floats]

VALIDATED_FROM, TESTED_FROM = 0.7, 0.85  # shares of the looks, oldest first
DRAWS = 300
LEAST_LABELS = 20  # of either outcome; fewer and no AUC is said


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one stretch of time: features (R, F), labels (R, T) with NaN, owners (R,)."""

    features: Floats
    labels: Floats
    owners: Ints

    def of_task(self, task: int) -> Part:
        """Return the rows that know this task's label, with that label alone."""
        known = ~np.isnan(self.labels[:, task])
        return Part(self.features[known], self.labels[known, task : task + 1], self.owners[known])

    def rows(self) -> TaskRows:
        """Return what a fit takes."""
        from recommender.neural.task_training import TaskRows

        return TaskRows(self.features, self.labels)


def parts_by_time(
    events: TaskEvents, looks: Looks, features: Floats, labels_of: Labeller = labels_of
) -> tuple[Part, Part, Part]:
    """Return the fit, validation and test rows of looks with features (M, K, F)."""
    times = events.times[looks.at]
    cuts = np.quantile(times, [VALIDATED_FROM, TESTED_FROM]) if len(times) else np.zeros(2)
    end = float(events.times.max(initial=0))
    bounds = ((-np.inf, cuts[0]), (cuts[0], cuts[1]), (cuts[1], np.inf))
    fit, validation, test = (
        part_of(events, looks, features, (times >= low) & (times < high), min(high, end), labels_of)
        for low, high in bounds
    )
    return fit, validation, test


def part_of(
    events: TaskEvents,
    looks: Looks,
    features: Floats,
    chosen: Any,
    until: float,
    labels_of: Labeller = labels_of,
) -> Part:
    """Return the rows of chosen looks (M,) bool, with labels as known at `until`."""
    some = Looks(looks.at[chosen], looks.candidates[chosen])
    labels = labels_of(events, some, until).reshape(-1, len(TASKS))
    owners = np.repeat(events.owners[some.at], looks.candidates.shape[1])
    kept = (~np.isnan(labels)).any(axis=1)
    return Part(features[chosen].reshape(-1, len(FEATURES))[kept], labels[kept], owners[kept])


# ---------------------------------------------------------------------------------------- measures


def auc(labels: Floats, scores: Floats) -> float:
    """Return how often a true row (label 1) scores above a false one, ties counting half.

    Mann & Whitney 1947; NaN unless both outcomes are there.
    """
    (found,) = auc_resampled(labels, scores, np.ones((1, len(labels))))
    return float(found)


def auc_resampled(labels: Floats, scores: Floats, weights: Doubles) -> Doubles:
    """Return the AUC (B,) where row r counts `weights[b, r]` times, weights (B, R)."""
    order = np.argsort(scores, kind="stable")
    y, w = labels[order] > 0.5, weights[:, order]
    starts = np.flatnonzero(np.diff(scores[order], prepend=-np.inf) > 0)
    if not len(starts):
        return np.full(len(weights), np.nan)
    true = np.add.reduceat(w * y, starts, axis=1)  # (B, distinct scores)
    false = np.add.reduceat(w * ~y, starts, axis=1)
    below = np.cumsum(false, axis=1) - false
    pairs = true.sum(axis=1) * false.sum(axis=1)
    won = (true * (below + 0.5 * false)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(pairs > 0, won / pairs, np.nan))


def shopper_draws(owners: Ints, draws: int = DRAWS, seed: int = 0) -> Doubles:
    """Return how often each row counts when shoppers are drawn with replacement, (draws, R)."""
    known, place = np.unique(owners, return_inverse=True)
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(known), np.full(len(known), 1.0 / max(len(known), 1)), draws)
    return drawn[:, place].astype(np.float64)


def calibration_error(labels: Floats, probabilities: Floats, bins: int = 10) -> float:
    """Return the mean distance between what was said and what came true, over bins of equal size.

    Expected calibration error (Naeini et al. 2015) with equal-mass bins.
    """
    order = np.argsort(probabilities, kind="stable")
    total = 0.0
    for part in np.array_split(order, min(bins, max(len(order), 1))):
        if len(part):
            gap = float(probabilities[part].mean()) - float(labels[part].mean())
            total += abs(gap) * len(part)
    return total / max(len(order), 1)


def quality(part: Part, logits: Floats, tasks: Sequence[str] = TASKS) -> dict[str, dict[str, Any]]:
    """Return AUC with its interval, calibration error, normalised entropy, rate and labels a task.

    logits (R, T). A task with fewer than twenty of either outcome is left out.
    """
    from recommender.neural.task_training import normalised_entropy

    found: dict[str, dict[str, Any]] = {}
    for task, name in enumerate(tasks):
        known = ~np.isnan(part.labels[:, task])
        label, logit = part.labels[known, task], logits[known, task]
        if min((label > 0.5).sum(), (label < 0.5).sum()) < LEAST_LABELS:
            continue
        draws = shopper_draws(part.owners[known])
        low_high = interval(auc_resampled(label, logit, draws)).to_json()
        probabilities = 1.0 / (1.0 + np.exp(-logit.astype(np.float64)))
        found[name] = {
            "auc": round(auc(label, logit), 4),
            "auc_interval": low_high,
            "entropy": round(normalised_entropy(logit[:, None], label[:, None]), 4),
            "calibration_error": round(
                calibration_error(label, probabilities.astype(np.float32)), 4
            ),
            "rate": round(float(label.mean()), 4),
            "labels": int(known.sum()),
        }
    return found


# ---------------------------------------------------------------------------------------- together


@dataclass(frozen=True, slots=True)
class Compared:
    """Heads of all tasks, and what they and their single-task twins came to on the test part."""

    heads: FittedHeads
    figures: Mapping[str, Any]


def heads_compared(
    fit: Part,
    validation: Part,
    test: Part,
    train: TaskTrainConfig,
    *,
    seeds: int = 1,
    progress: Progress | None = None,
) -> Compared:
    """Fit all tasks at once, and each alone with as many experts as it has there; measure both.

    Several seeds are averaged as logits, the same way on both sides.
    """
    from recommender.neural.multitask import MultiTaskConfig
    from recommender.neural.task_training import heads_fit

    config = MultiTaskConfig(len(FEATURES), TASKS)
    rounds = seeds * (1 + len(TASKS))
    done = 0
    said: dict[str, Any] = {}
    together, alone = np.zeros_like(test.labels), np.full_like(test.labels, np.nan)
    heads = None
    for seed in range(seeds):
        seeded = replace(train, seed=train.seed + seed)
        began = time.monotonic()
        fitted = heads_fit(fit.rows(), config, seeded, validation.rows())
        said["fit_s"] = round(said.get("fit_s", 0.0) + time.monotonic() - began, 1)
        heads = heads or fitted
        together += fitted.logits(test.features) / seeds
        done += 1
        if progress is not None:
            progress("heads fitted", done, rounds)
        for task, name in enumerate(TASKS):
            began = time.monotonic()
            mine, checked = fit.of_task(task), validation.of_task(task)
            if len(mine.owners) and len(checked.owners):
                twin = heads_fit(
                    mine.rows(), replace(config, tasks=(name,)), seeded, checked.rows()
                )
                logits = twin.logits(test.features)[:, 0] / seeds
                alone[:, task] = logits if not seed else alone[:, task] + logits
            said["single_fit_s"] = round(
                said.get("single_fit_s", 0.0) + time.monotonic() - began, 1
            )
            done += 1
            if progress is not None:
                progress("heads fitted", done, rounds)
    assert heads is not None
    multi, single = quality(test, together), quality(test, np.nan_to_num(alone))
    figures = {
        name: {
            **{key: value for key, value in multi[name].items() if key in ("rate", "labels")},
            "multi": _without(multi[name]),
            "single": _without(single[name]),
            "auc_gain": round(multi[name]["auc"] - single[name]["auc"], 4),
            "auc_gain_interval": _gain(test, together, alone, TASKS.index(name)).to_json(),
        }
        for name in multi
    }
    return Compared(heads, {"tasks": figures, **said})


def _without(one: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key not in ("rate", "labels")}


def _gain(test: Part, together: Floats, alone: Floats, task: int) -> Interval:
    known = ~np.isnan(test.labels[:, task])
    label, draws = test.labels[known, task], shopper_draws(test.owners[known])
    ours, theirs = (auc_resampled(label, one[known, task], draws) for one in (together, alone))
    return interval(ours - theirs)
