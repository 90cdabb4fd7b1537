"""What a model learned in one shop is worth in another: unchanged, and tuned on a part of its data.

The test is the same in every comparison: the last item of the same users of the target, the whole
catalogue ranked. A share of the target's users is what may be learned from; tuned and from scratch
are the same model with the same steps of training, and each stops early on the validation of these
users alone. Popularity counts what those users met, all of them where nothing is said. Imports
torch when it runs; no Django.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.evaluation.content import ContentKnn
from recommender.evaluation.intervals import mean_interval, paired_difference
from recommender.evaluation.prior import WithPrior, log_shares
from recommender.evaluation.ranking import Model, rank_all
from recommender.evaluation.sequence_model import SequenceModel
from recommender.evaluation.splits import Split, Task, leave_one_out
from recommender.metrics import Doubles, Floats, Ints, hit_at, ndcg_at
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural import steps
    from recommender.neural.items import ItemInputs
    from recommender.neural.sequences import Sequences
    from recommender.neural.training import Validation


TESTED_DRAW = 1  # of the users tested; how long a source is trained was chosen on another


@dataclass(frozen=True, slots=True)
class Place:
    """A shop: histories of at least three steps, and what its items are made of."""

    name: str
    histories: Sequences
    inputs: ItemInputs

    def split(self) -> Split:
        """Return it with the last two items of each user kept back."""
        return leave_one_out(self.histories, len(self.inputs))


@dataclass(frozen=True, slots=True)
class TransferParams:
    """What is chosen before the run, on validation.

    model: options of `config_make`; train: fields of `TrainConfig` for both sides; home_steps: of
    training in the source; steps: of training in the target, for every share alike.
    """

    model: Mapping[str, Any] = field(default_factory=dict)
    train: Mapping[str, Any] = field(default_factory=dict)
    home_steps: int = 300  # more of them teach the shop at home, and forget what holds elsewhere
    steps: int = 200
    shares: tuple[float, ...] = (0.01, 0.1, 1.0)
    seeds: tuple[int, ...] = (0, 1, 2)
    tested: int = 2000  # users of the test
    validated: int = 1000  # users at most that early stopping looks at
    looks: int = 8  # validations in a training, at most


def source_fit(
    place: Place, params: TransferParams, seed: int = 0, progress: Progress | None = None
) -> steps.SequenceModel:
    """Train the id-free model on one shop; of a large one, on as many users as the steps need."""
    from recommender.neural.models import config_make
    from recommender.neural.training import TrainConfig, fit

    config = config_make(
        "sasrec", len(place.inputs), place.inputs, **{**params.model, "use_ids": False}
    )
    split = place.split()
    prior = config.temperature * log_shares(split.fit, split.items)
    needed = params.home_steps / _batches(split.fit, config.length, params)
    fit_on = split.fit
    if needed < 1:
        rng = np.random.default_rng(seed)
        fit_on = fit_on.take(
            np.sort(rng.choice(len(fit_on), max(round(needed * len(fit_on)), 1), replace=False))
        )
    epochs, every = _epochs(fit_on, config.length, params, params.home_steps)
    return fit(
        fit_on,
        config,
        TrainConfig(**{**params.train, "seed": seed, "epochs": epochs, "validate_every": every}),
        items=place.inputs,
        validation=_validation(prior, split.validation, params.validated),
        progress=progress,
    ).model


def transfer_run(
    source: steps.SequenceModel, target: Place, params: TransferParams, progress: Progress
) -> dict[str, Any]:
    """Return figures of the target: zero-shot, and by share of its users tuned and from scratch."""
    return _Transfer(source, target, params, progress).run()


class _Transfer:
    def __init__(
        self,
        source: steps.SequenceModel,
        target: Place,
        params: TransferParams,
        progress: Progress,
    ) -> None:
        self.source, self.target, self.params, self.progress = source, target, params, progress
        self.split = target.split()
        self.test = self.split.test.sample(params.tested, seed=TESTED_DRAW)
        self.temperature = source.config.temperature

    def run(self) -> dict[str, Any]:
        popular = log_shares(self.split.fit, self.split.items)
        unchanged = self._unchanged()
        gains = {
            "popularity": self._ranks(_Same(popular)),
            "text_knn": self._ranks(ContentKnn(self.target.inputs)),
            "zero_shot": self._ranks(unchanged),
            "zero_shot_popularity": self._ranks(
                WithPrior(unchanged, self.temperature * popular, (1.0,))
            ),
        }
        return {
            "users": len(self.split.fit),
            "items": self.split.items,
            "interactions": len(self.target.histories.rows),
            "tested": len(self.test),
            **{name: figures(ranks) for name, ranks in gains.items()},
            "shares": {f"{share:g}": self._share(share) for share in self.params.shares},
        }

    def _unchanged(self) -> SequenceModel:
        from recommender.neural.transfer import config_adapted, model_adapted

        config = config_adapted(self.source.config, self.target.inputs, learns=False)
        return _scored(model_adapted(self.source, config, self.target.inputs), self.target.inputs)

    def _share(self, share: float) -> dict[str, Any]:
        """Train on a share of the users, both ways with every seed."""
        ranks: dict[str, list[Ints]] = {"popularity": [], "scratch": [], "tuned": []}
        users = 0
        for seed in self.params.seeds:
            drawn = self._drawn(share, seed)
            users = len(drawn)
            fit = self.split.fit.take(drawn)
            prior = self.temperature * log_shares(fit, self.split.items)
            ranks["popularity"].append(self._ranks(_Same(prior)))
            for way in ("scratch", "tuned"):
                label = f"{self.target.name}, {share:.0%} of users, {way}, seed {seed}"
                model = self._fitted(drawn, prior, seed, way == "tuned", label)
                ranks[way].append(self._ranks(WithPrior(model, prior, (1.0,))))
        means = {way: np.mean([ndcg_at(one, 10) for one in all_], 0) for way, all_ in ranks.items()}
        return {
            "users": users,
            **{way: figures(*all_) for way, all_ in ranks.items()},
            "tuned_over_scratch": _gain(means["tuned"], means["scratch"]),
        }

    def _drawn(self, share: float, seed: int) -> Ints:
        count = len(self.split.fit)
        most = max(round(share * count), 2)
        return np.sort(np.random.default_rng(seed).choice(count, most, replace=False))

    def _fitted(
        self, drawn: Ints, prior: Floats, seed: int, tuned: bool, label: str
    ) -> SequenceModel:
        from recommender.neural.training import TrainConfig, fit
        from recommender.neural.transfer import config_adapted, model_adapted

        inputs, params = self.target.inputs, self.params
        config = config_adapted(self.source.config, inputs)
        start = model_adapted(self.source, config, inputs, seed=seed) if tuned else None
        fit_on = self.split.fit.take(drawn)
        epochs, every = _epochs(fit_on, config.length, params, params.steps)
        held_out = Task(fit_on, self.split.validation.targets[drawn])
        model = fit(
            fit_on,
            config,
            TrainConfig(
                **{**params.train, "seed": seed, "epochs": epochs, "validate_every": every}
            ),
            items=inputs,
            start=start,
            validation=_validation(prior, held_out, params.validated),
            progress=lambda step, done, total: self.progress(f"{label}: {step}", done, total),
        ).model
        return _scored(model, inputs)

    def _ranks(self, model: Model) -> Ints:
        return rank_all(model, self.test.inputs, self.test.targets).ranks


def _epochs(fit_on: Sequences, length: int, params: TransferParams, steps: int) -> tuple[int, int]:
    """Return how many epochs make the steps, and after how many of them one validates."""
    epochs = max(round(steps / _batches(fit_on, length, params)), 1)
    return epochs, max(epochs // params.looks, 1)


def _batches(fit_on: Sequences, length: int, params: TransferParams) -> int:
    """Return how many steps of training an epoch has."""
    windows = int(np.ceil((fit_on.lengths - 1) / length).sum())
    return max(math.ceil(windows / int(params.train.get("batch_size", 128))), 1)


class _Same:
    """The same scores for everybody."""

    def __init__(self, scores: Floats) -> None:
        self.scores = scores

    def score(self, histories: Sequences) -> Floats:
        return np.tile(self.scores, (len(histories), 1))


def figures(*ranks: Ints) -> dict[str, Any]:
    """Return NDCG@10 and HR@10 of one or more seeds' ranks (U,), with the interval over users."""
    gains = np.mean([ndcg_at(one, 10) for one in ranks], axis=0)
    found: dict[str, Any] = {
        "ndcg10": round(float(gains.mean()), 4),
        "ndcg10_interval": mean_interval(gains).to_json(),
        "hr10": round(float(np.mean([hit_at(one, 10) for one in ranks])), 4),
    }
    if len(ranks) > 1:
        found["ndcg10_seeds"] = [round(float(ndcg_at(one, 10).mean()), 4) for one in ranks]
    return found


def _gain(ours: Doubles, theirs: Doubles) -> dict[str, Any]:
    found = paired_difference(ours, theirs)
    return {
        "relative": round(found.relative, 3),
        "relative_interval": found.relative_interval.to_json(),
    }


def _validation(prior: Floats, task: Task, most: int) -> Validation:
    """Return what early stopping looks at, with the prior that the model is ranked with."""
    from recommender.neural.training import Validation

    able = task.only(task.inputs.lengths > 0).sample(most)
    return Validation(able.inputs, able.targets, prior)


def _scored(model: steps.SequenceModel, inputs: ItemInputs) -> SequenceModel:
    from recommender.neural.tower import item_matrix

    return SequenceModel(model, item_matrix(model.tower, inputs), {})
