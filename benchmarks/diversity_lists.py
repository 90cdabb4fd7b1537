"""Re-ranked lists of one data set, measured: what `benchmarks.diversity` sweeps. NumPy and SciPy.

A user's list is the 100 best unseen items by one cheap scorer. Its scores are brought to 0..1 (the
best 1, the hundredth 0), the scale on which a shop's are: there each source has one of 0..1, and
the best candidate of a page is far above its last. Lists of 20 are then chosen by the very loop,
diversifiers, mix and limits that a page uses (`recommender.greedy`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from recommender import registry
from recommender.evaluation.calibration import category_shares, miscalibration, mixes
from recommender.evaluation.content import MIXES, content_rows, facet_marks
from recommender.evaluation.ranking import BATCH, Model, rank_scores
from recommender.greedy import Limits, choose
from recommender.metrics import (
    Doubles,
    Floats,
    Ints,
    coverage,
    exposure,
    gini,
    head_items,
    intra_list_diversity,
    ndcg_at,
)
from recommender.mixes import Blend
from recommender.progress import Progress
from recommender.selection import SPARE_HELD, tail_fitting

if TYPE_CHECKING:
    from recommender.evaluation.splits import Split, Task
    from recommender.neural.items import ItemInputs

LONG, SHORT = 100, 20  # what is re-ranked, what is shown


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to choose. bonus: of score, for an item of the tail (what novelty does in a shop)."""

    name: str
    diversifier: str = "none"
    diversity: float = 0.0
    calibration: float = 0.0
    tail_quota: float = 0.0
    bonus: float = 0.0


@dataclass(frozen=True)
class Ground:
    """What lists are chosen from and measured by, for U users over `items` items.

    lists (U, 100) item rows, scores (U, 100) in 0..1, best first; vectors (items, F) unit rows;
    shares (items, G): p(category | item); wanted (U, G): each history's mix.
    """

    task: Task
    lists: Ints
    scores: Floats
    vectors: Floats
    shares: sparse.csr_array
    head: np.ndarray[tuple[int], np.dtype[np.bool_]]
    wanted: Doubles = field(repr=False)

    @property
    def items(self) -> int:
        """How many items there are."""
        return len(self.vectors)

    @cached_property
    def kinds(self) -> tuple[Doubles, Ints]:
        """The distinct mixes of items (K, G), and which each item has, (items,)."""
        parts, places = np.unique(
            np.asarray(self.shares.todense(), np.float64), axis=0, return_inverse=True
        )
        return parts, places.reshape(-1).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Measured:
    """Lists (U, 20) of one setting with figures of each user, (U,) each."""

    setting: Setting
    lists: Ints
    ndcg: Doubles
    ild: Doubles
    kl: Doubles  # NaN: nothing in the history has a category
    tail: Doubles


def scores_scaled(scores: Floats) -> Floats:
    """Bring each row of scores (U, n) to 0..1; a row of equal scores is all 1."""
    low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    spread = high - low
    flat = np.where(spread > 0, (scores - low) / np.where(spread > 0, spread, 1.0), 1.0)
    return flat.astype(np.float32)


def ground_make(split: Split, task: Task, model: Model, inputs: ItemInputs) -> Ground:
    """Score every unseen item for every user of `task` and keep the 100 best."""
    lists, kept = [], []
    for start in range(0, len(task), BATCH):
        users = np.arange(start, min(start + BATCH, len(task)))
        part = task.inputs.take(users)
        scores = model.score(part)
        seen = [part.rows[part.of(user)] for user in range(len(users))]
        best = rank_scores(scores, task.targets[users], seen, LONG).lists
        lists.append(best)
        kept.append(np.take_along_axis(scores, best, axis=1))
    marks = facet_marks(inputs, MIXES)
    shares = category_shares(marks)
    rows = content_rows(inputs)
    vectors = rows.toarray() if sparse.issparse(rows) else rows
    owners = np.repeat(np.arange(len(task)), task.inputs.lengths)
    return Ground(
        task,
        np.concatenate(lists),
        scores_scaled(np.concatenate(kept)),
        np.ascontiguousarray(vectors, dtype=np.float32),
        shares,
        head_items(np.bincount(split.fit.rows, minlength=split.items)),
        mixes(owners, task.inputs.rows, len(task), shares),
    )


def chosen_lists(ground: Ground, setting: Setting) -> Ints:
    """Return what each user is shown, (U, 20) item rows, in the order chosen."""
    return np.stack([_one(ground, setting, user) for user in range(len(ground.lists))])


def _one(ground: Ground, setting: Setting, user: int) -> Ints:
    rows = ground.lists[user]
    is_tail = ~ground.head[rows]
    score = ground.scores[user].astype(np.float64) + setting.bonus * is_tail
    limits = variety = mixing = None
    if setting.diversity > 0:
        stage = registry.get("diversifier", setting.diversifier)()
        variety = stage.variety(ground.vectors[rows], 1, SHORT, setting.diversity)
    if setting.calibration > 0 and ground.wanted[user].any():
        parts, kind = ground.kinds
        kinds, places = np.unique(kind[rows], return_inverse=True)
        mixing = Blend(ground.wanted[user][None], parts[kinds], places.astype(np.intp), SHORT)
    held_places = round(setting.tail_quota * SHORT)
    if held_places:
        order = np.argsort(-score, kind="stable")
        fitting = tail_fitting(score, order, is_tail, SHORT)[: SPARE_HELD * held_places]
        held = np.zeros((1, len(rows)), dtype=bool)
        held[0, fitting] = True
        limits = Limits(held=held, places=np.array([min(len(fitting), held_places)]))
    worth = (1.0 - setting.diversity) * score[None]
    calibration = setting.calibration if mixing is not None else 0.0
    chosen = choose(worth, SHORT, variety, mixing, calibration, limits)[0]
    return np.asarray(rows[chosen[0]], dtype=np.int64)


def measure(ground: Ground, setting: Setting) -> Measured:
    """Choose every user's list and measure each."""
    lists = chosen_lists(ground, setting)
    hits = lists == ground.task.targets[:, None]
    ranks = np.where(hits.any(axis=1), hits.argmax(axis=1), SHORT).astype(np.int64)
    return Measured(
        setting,
        lists,
        ndcg_at(ranks, SHORT),
        np.array([intra_list_diversity(ground.vectors[one]) for one in lists]),
        miscalibration(lists, ground.task.inputs, ground.shares),
        np.asarray(1.0 - ground.head[lists].mean(axis=1), np.float64),
    )


def measure_all(
    ground: Ground, settings: Sequence[Setting], label: str, progress: Progress
) -> list[Measured]:
    """Measure each setting."""
    found = []
    for done, setting in enumerate(settings, start=1):
        found.append(measure(ground, setting))
        progress(label, done, len(settings))
    return found


def figures(ground: Ground, one: Measured, base: Measured) -> dict[str, Any]:
    """Return the means of a setting and what it loses of the NDCG of `base`, as a share."""
    lost = 1.0 - float(one.ndcg.mean()) / float(base.ndcg.mean()) if base.ndcg.any() else 0.0
    asked = {
        name: getattr(one.setting, name)
        for name in ("diversity", "calibration", "tail_quota", "bonus")
        if getattr(one.setting, name)
    }
    return {
        **asked,
        "ndcg20": round(float(one.ndcg.mean()), 4),
        "ndcg_lost": round(lost, 4),
        "ild20": round(float(one.ild.mean()), 4),
        "kl_nats": round(float(np.nanmean(one.kl)), 4),
        "tail_share": round(float(one.tail.mean()), 4),
        "coverage": round(coverage(one.lists, ground.items), 4),
        "gini": round(gini(exposure(one.lists, ground.items)), 4),
    }
