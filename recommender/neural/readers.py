"""Several sequence models that read one item space, served as one. Never imports Django.

Their outputs are points among the same item vectors, so `Σ w_m · output_m` is one too: every score
is the sum of what each reader adds, and what follows (nearest neighbours, leave-one-out rows) knows
of one vector only. The weights are not negative, sum to 1, and are found on validation by trying
every step of a simplex: with three readers that is quick, and nothing better is missed.
Shapes: M readers, B sequences, T steps, D width, S histories, N items, C combinations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from recommender.errors import OutsideFailure
from recommender.metrics import Doubles, hit_at, ndcg_at
from recommender.neural.models import model_make, model_name
from recommender.neural.sequences import Floats, Ints, Sequences
from recommender.neural.steps import SequenceModel, SequenceModelConfig
from recommender.neural.tower import ItemTower
from recommender.neural.validating import Validation, score_histories

STEPS = 10  # of the simplex: weights are tenths
MOST_CELLS = 6_000_000  # histories times items looked at for the weights; a sample where more
LEAST_GAIN = 0.002  # relative: what a further reader must add to be served


class Readers(nn.Module):
    """Models over one tower with a weight each, heaviest weight on whoever predicts best."""

    def __init__(self, models: Sequence[SequenceModel], weights: Sequence[float]) -> None:
        """Take trained models of one width and their weights; the first one's tower is shared."""
        super().__init__()
        if len(models) != len(weights) or not models:
            raise ValueError("Each reader needs a weight, and there is at least one.")
        if len({model.config.dim for model in models}) > 1:
            raise ValueError("Readers of different widths do not share a space.")
        self.tower: ItemTower = models[0].tower
        for model in models:
            model.tower = self.tower
        self.names = tuple(model_name(model) for model in models)
        self.weights = tuple(weights)
        self.models = nn.ModuleDict(dict(zip(self.names, models, strict=True)))

    @property
    def config(self) -> SequenceModelConfig:
        """The first reader's: all have the same width, length and marks."""
        config: SequenceModelConfig = self._all[0].config
        return config

    @property
    def device(self) -> torch.device:
        """Where the readers are."""
        return self.tower.gate.device

    @property
    def _all(self) -> list[Any]:
        return list(self.models.values())

    def parts_last(self, vectors: Tensor, marks: Mapping[str, Tensor], lengths: Tensor) -> Tensor:
        """Return what each reader adds at the last step, (M, B, D): `w_m · output_m`."""
        return torch.stack(
            [
                weight * model.encode_last(vectors, marks, lengths).float()
                for weight, model in zip(self.weights, self._all, strict=True)
            ]
        )

    def encode_last(self, vectors: Tensor, marks: Mapping[str, Tensor], lengths: Tensor) -> Tensor:
        """Return the sum of the parts, (B, D), at most 1 long."""
        return self.parts_last(vectors, marks, lengths).sum(dim=0)

    def to_card(self) -> list[dict[str, Any]]:
        """Return name, weight and config of each, as plain values."""
        return [
            {"model": name, "weight": weight, "config": model.config.to_json()}
            for name, weight, model in zip(self.names, self.weights, self._all, strict=True)
        ]

    def to_bytes(self) -> bytes:
        """Return all weights as one safetensors file, the shared tower once."""
        kept = {
            name: tensor.contiguous()
            for name, tensor in self.state_dict().items()
            if not _is_copy(name)
        }
        return bytes(save(kept))


def readers_from(card: Sequence[Mapping[str, Any]], weights: bytes) -> Readers:
    """Return the readers of a card and a file, in evaluation mode.

    Raises:
        OutsideFailure: the file is damaged, of another shape or of another version.
    """
    try:
        tower: ItemTower | None = None
        models = []
        for one in card:
            model = model_make(str(one["model"]), one["config"], tower)
            tower = model.tower
            models.append(model)
        readers = Readers(models, [float(one["weight"]) for one in card])
        stored = load(weights)
        copies = {
            name: stored["tower." + name.split(".tower.", 1)[1]]
            for name in readers.state_dict()
            if _is_copy(name)
        }
        readers.load_state_dict({**stored, **copies})
    except (SafetensorError, RuntimeError, KeyError, TypeError, ValueError) as error:
        line = str(error).splitlines()[0] if str(error) else repr(error)
        raise OutsideFailure(f"The sequence model's file cannot be read: {line}") from error
    return readers.eval()


def _is_copy(name: str) -> bool:
    return name.startswith("models.") and ".tower." in name


@dataclass(frozen=True, slots=True)
class Mix:
    """Weights (M,) of readers, and how good they are on validation.

    alone (M,): NDCG@10 of each by itself. ndcg10 and hr10 are of the sum, each half of the
    histories measured with the weights chosen on the other.
    """

    weights: tuple[float, ...]
    alone: tuple[float, ...]
    ndcg10: float
    hr10: float


def mix_find(
    models: Sequence[SequenceModel], items: Floats, validation: Validation, seed: int = 0
) -> Mix:
    """Return the weights of models that read items (N, D) under which validation NDCG is highest.

    A reader that adds next to nothing gets none: each costs time at every refresh.
    """
    combinations = simplex(len(models), STEPS)  # (C, M)
    drawn = _sample(len(validation.targets), len(items), seed)
    part = Validation(validation.histories.take(drawn), validation.targets[drawn])
    ranks = _ranks(models, items, part, combinations)  # (C, S)
    gains = ndcg_at(ranks, 10)
    hits = hit_at(ranks, 10)
    halves = np.arange(len(drawn)) % 2 == 0
    measured, hit = np.zeros(len(drawn)), np.zeros(len(drawn))
    for own in (halves, ~halves):
        if own.any():
            best = _best(gains[:, ~own] if (~own).any() else gains, combinations)
            measured[own], hit[own] = gains[best, own], hits[best, own]
    chosen = combinations[_best(gains, combinations)]
    alone = [float(gains[int(np.argmax(combinations[:, m])), :].mean()) for m in range(len(models))]
    return Mix(
        tuple(float(weight) for weight in chosen),
        tuple(alone),
        float(measured.mean()),
        float(hit.mean()),
    )


def simplex(count: int, steps: int) -> Doubles:
    """Return all ways (C, count) to share 1 in parts of `1 / steps`."""

    def shares(left: int, places: int) -> Iterator[tuple[int, ...]]:
        if places == 1:
            yield (left,)
            return
        for first in range(left + 1):
            for rest in shares(left - first, places - 1):
                yield (first, *rest)

    return np.array(list(shares(steps, count)), dtype=np.float64) / steps


def _best(gains: Doubles, combinations: Doubles) -> int:
    """Return the best combination, of gains (C, S); one with more readers must earn them."""
    means = gains.mean(axis=1) if gains.shape[1] else np.zeros(len(gains))
    readers = (combinations > 0).sum(axis=1)
    return int(np.argmax(means * (1 - LEAST_GAIN * (readers - 1))))


def _sample(histories: int, items: int, seed: int) -> Ints:
    most = max(200, MOST_CELLS // max(items, 1))
    if histories <= most:
        return np.arange(histories)
    rng = np.random.default_rng(seed)
    return np.sort(rng.choice(histories, size=most, replace=False))


def _ranks(
    models: Sequence[SequenceModel], items: Floats, validation: Validation, combinations: Doubles
) -> Ints:
    """Return the 0-based rank (C, S) of each target under each combination, seen items excluded."""
    histories: Sequences = validation.histories
    placed = torch.from_numpy(items)
    found = np.zeros((len(combinations), len(validation.targets)), dtype=np.int64)
    streams = [score_histories(model, placed, histories) for model in models]
    weights = combinations.astype(np.float32)
    for together in zip(*streams, strict=True):
        start, _, seen = together[0]
        scores = np.stack([scores for _, scores, _ in together])  # (M, b, N)
        for at in range(scores.shape[1]):
            target = int(validation.targets[start + at])
            mixed = weights @ scores[:, at]  # (C, N)
            own = mixed[:, [target]]
            mixed[:, seen[at]] = -np.inf
            found[:, start + at] = (mixed > own).sum(axis=1)
    return found
