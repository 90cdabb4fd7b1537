"""Cold starts: shoppers of whom 0, 1, 2 or 3 events are known, and items no training has seen.

**Shoppers.** Some users are kept from every model. Of each test user the first n events are known
and the next new item is the answer. How much popularity counts beside a model is chosen on other
users kept back, by n (`prior.WithPrior`).

**Items.** A share of the items is taken out of every history before anything is fitted. Of each
user who met one, what came before it (without such items) is known and that item is the answer:
among the whole catalogue, and among the cold items alone. Who knows nothing of them ties them all:
of items that tie, the wanted one has a random place. NumPy only; models are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.intervals import mean_interval, paired_difference
from recommender.evaluation.prior import WithPrior, log_shares, weight_find
from recommender.evaluation.ranking import Model, rank_all
from recommender.evaluation.splits import Task
from recommender.metrics import Doubles, Floats, Ints, hit_at, ndcg_at

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

Mask = NDArray[np.bool_]
KNOWN = (0, 1, 2, 3)  # events
KEPT_BACK = 0.1  # share of users for validation, and as many for the test
COLD = 0.1  # share of items
Fit = Callable[["Sequences", Task], Mapping[str, Model]]  # histories, validation → models by name


@dataclass(frozen=True, slots=True)
class Users:
    """Histories of three groups of users: `fit` trains, the others are never seen by a model."""

    fit: Sequences
    validation: Sequences
    test: Sequences


def users_apart(histories: Sequences, share: float = KEPT_BACK, seed: int = 0) -> Users:
    """Return two `share`s of the users apart from the others, drawn by `seed`."""
    order = np.random.default_rng(seed).permutation(len(histories))
    held = max(round(share * len(histories)), 1)
    return Users(
        histories.take(np.sort(order[2 * held :])),
        histories.take(np.sort(order[:held])),
        histories.take(np.sort(order[held : 2 * held])),
    )


def first_events(histories: Sequences, known: int) -> Task:
    """Return each user's first `known` steps and the step after; users with fewer are out."""
    long = histories.take(np.flatnonzero(histories.lengths > known))
    targets = long.rows[long.offsets[:-1] + known]
    return Task(long.without_last(long.lengths - known), targets)


def last_events(histories: Sequences) -> Task:
    """Return all but the last step of each user and that step: what early stopping looks at."""
    long = histories.take(np.flatnonzero(histories.lengths > 1))
    return Task(long.without_last(1), long.rows[long.offsets[1:] - 1])


def shoppers_run(
    histories: Sequences, items: int, fit: Fit, *, scale: float, model: str, seed: int = 0
) -> dict[str, Any]:
    """Return figures by number of events known, for each model `fit` returns and the hand-over.

    `model` names the one that popularity, times `scale`, is added to.
    """
    users = users_apart(histories, seed=seed)
    fitted = fit(users.fit, last_events(users.validation))
    prior = scale * log_shares(users.fit, items)
    weights = [
        weight_find(fitted[model], prior, first_events(users.validation, known))
        for known in KNOWN
        if known
    ]
    models = {
        **fitted,
        "popularity": _Popular(prior),
        "hand_over": WithPrior(fitted[model], prior, weights),
    }
    found: dict[str, Any] = {
        "users_fitted": len(users.fit),
        "users_tested": len(users.test),
        "popularity_weights": dict(zip(map(str, KNOWN[1:]), weights, strict=True)),
    }
    for known in KNOWN:
        task = first_events(users.test, known)
        asked = models if known else {name: models[name] for name in ("popularity", "hand_over")}
        ranks = {
            name: rank_all(one, task.inputs, task.targets).ranks for name, one in asked.items()
        }
        gained = paired_difference(
            ndcg_at(ranks["hand_over"], 10), ndcg_at(ranks["popularity"], 10)
        )
        found[f"events_{known}"] = {
            "users": len(task),
            **{name: _figures(one) for name, one in ranks.items()},
            "hand_over_gain": round(gained.relative, 3),
            "hand_over_gain_interval": gained.relative_interval.to_json(),
        }
    return found


def items_apart(histories: Sequences, items: int, share: float = COLD, seed: int = 0) -> Mask:
    """Return (items,) bool: a `share` of the items that anybody met, drawn by `seed`."""
    met = np.unique(histories.rows)
    drawn = np.random.default_rng(seed).choice(met, max(round(share * len(met)), 1), replace=False)
    mask = np.zeros(items, dtype=bool)
    mask[drawn] = True
    return mask


def without_items(histories: Sequences, gone: Mask) -> Sequences:
    """Return the histories without some items; a user may be left without a step."""
    places = np.flatnonzero(~gone[histories.rows])
    owners = np.repeat(np.arange(len(histories)), histories.lengths)[places]
    lengths = np.bincount(owners, minlength=len(histories))
    return histories.of_steps(places, lengths, histories.trust)


def cold_task(histories: Sequences, gone: Mask) -> Task:
    """Return, of each user who met one of the items, the last such and all others before it."""
    owners = np.repeat(np.arange(len(histories)), histories.lengths)
    warm = ~gone[histories.rows]
    before = np.concatenate([[0], np.cumsum(warm)])  # warm steps before each, over all users
    begun = before[histories.offsets[:-1]]
    last: Ints = np.full(len(histories), -1, dtype=np.int64)
    places = np.flatnonzero(~warm & (before[:-1] - begun[owners] > 0))
    last[owners[places]] = places
    users = np.flatnonzero(last >= 0)
    known = before[last[users]] - begun[users]
    kept = without_items(histories, gone).take(users)
    return Task(kept.without_last(kept.lengths - known), histories.rows[last[users]])


def items_run(
    histories: Sequences,
    items: int,
    fit: Fit,
    *,
    share: float = COLD,
    seed: int = 0,
    most: int = 3000,
) -> dict[str, Any]:
    """Return figures on items that no model was fitted on, for each model `fit` returns."""
    gone = items_apart(histories, items, share, seed)
    kept = without_items(histories, gone)
    kept = kept.take(np.flatnonzero(kept.lengths >= 2))
    fitted = fit(kept.without_last(1), last_events(kept))
    popular = np.bincount(kept.rows, minlength=items).astype(np.float32)
    models = {**fitted, "popularity": _Popular(popular)}
    rng = np.random.default_rng(seed)
    task = cold_task(histories, gone).sample(most, seed)
    found: dict[str, Any] = {"items": items, "cold_items": int(gone.sum()), "users": len(task)}
    for where, among in (("whole_catalogue", None), ("among_cold", gone)):
        gains = {}
        found[where] = {}
        for name, model in models.items():
            asked = model if among is None else Among(model, among)
            ranks = _ranks(asked, task, rng)
            gains[name] = ndcg_at(ranks, 10)
            found[where][name] = _figures(ranks)
        for name in fitted:
            found[where][name]["times_popularity"] = _times(gains[name], gains["popularity"])
    warm = last_events(kept).sample(most, seed)
    found["warm"] = {name: _figures(_ranks(model, warm, rng)) for name, model in models.items()}
    return found


class Among:
    """A model whose ranking holds some items only."""

    def __init__(self, model: Model, among: Mask) -> None:
        """Take the model and a mask (items,)."""
        self.model, self.among = model, among

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32, -inf for all other items."""
        scores = self.model.score(histories)
        scores[:, ~self.among] = -np.inf
        return scores


class _Popular:
    def __init__(self, scores: Floats) -> None:
        self.scores = scores

    def score(self, histories: Sequences) -> Floats:
        return np.tile(self.scores, (len(histories), 1))


def _ranks(model: Model, task: Task, rng: np.random.Generator) -> Ints:
    """Return ranks (S,) from 0, the target anywhere among those that tie with it."""
    ranked = rank_all(model, task.inputs, task.targets)
    return ranked.ranks + rng.integers(0, ranked.ties + 1)


def _times(ours: Doubles, theirs: Doubles) -> float | None:
    """Return how many times as good a mean is as another; None where the other is 0."""
    return round(float(ours.mean() / theirs.mean()), 1) if theirs.mean() > 0 else None


def _figures(ranks: Ints) -> dict[str, Any]:
    gains = ndcg_at(ranks, 10)
    return {
        "ndcg10": round(float(gains.mean()), 4),
        "ndcg10_interval": mean_interval(gains).to_json(),
        "hr10": round(float(hit_at(ranks, 10).mean()), 4),
    }
