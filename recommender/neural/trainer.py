"""The loop of a training: epochs of steps, validations, checkpoints. Never imports Django.

Everything that decides the next step is in the model, the optimizer, the random generators and
`_Place`; a checkpoint holds just these, so that a training taken up again makes the same steps. The
windows of an epoch are drawn at its beginning: the state of their generator then, and how many
batches are done, say where in the epoch a training stands.
"""

from __future__ import annotations

import copy
import hashlib
import math
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from recommender.errors import InvalidInput
from recommender.metrics import hit_at, ndcg_at
from recommender.neural.batching import Group, groups_of, padded, worth_of
from recommender.neural.checkpoint import (
    CheckpointFile,
    Saved,
    optimizer_restore,
    optimizer_tensors,
    training_fingerprint,
)
from recommender.neural.device import device_name, training_precision
from recommender.neural.distributed import Ranks, ranks_here
from recommender.neural.items import ItemInputs
from recommender.neural.models import model_make, model_name
from recommender.neural.objective import Objective
from recommender.neural.optimization import Average, optimizer_make, rate_at
from recommender.neural.sequences import Ints, Sequences, windows_cut
from recommender.neural.steps import SequenceModel, SequenceModelConfig
from recommender.neural.tower import ItemTower
from recommender.neural.training import Fitted, Progress, TrainConfig
from recommender.neural.validating import Validation, validation_ranks

SHOWN_EVERY_S = 0.5  # within an epoch
AGREED_EVERY = 16  # steps; how often a group of processes asks whether a checkpoint is due
EPOCH_SHARE = 0.1  # of the time between checkpoints, after which the end of an epoch writes one
CLIP = 1.0  # of the gradient's length


@dataclass(slots=True)
class _Place:
    """Where a training stands: in epoch `epoch` (from 1), `done` batches of it made."""

    epoch: int = 1
    done: int = 0
    steps: int = 0
    best: float = -1.0
    waited: int = 0
    ended: bool = False
    spent_s: float = 0.0
    curve: list[dict[str, float]] = field(default_factory=list)
    draws: dict[str, Any] = field(default_factory=dict)  # the generator when the epoch began


class Trainer:
    """One training of one model; `run` makes it."""

    def __init__(
        self,
        sequences: Sequences,
        config: SequenceModelConfig,
        train: TrainConfig,
        items: ItemInputs | None,
        tower: ItemTower | None,
        device: torch.device,
        checkpoint: CheckpointFile | None = None,
        ranks: Ranks | None = None,
        start: SequenceModel | None = None,
    ) -> None:
        """Make the model and everything around it, from the seed or from where another ended."""
        torch.manual_seed(train.seed)
        self.rng = np.random.default_rng(train.seed)
        self.sequences, self.config, self.train = sequences, config, train
        self.device, self.checkpoint = device, checkpoint
        self.ranks = ranks_here() if ranks is None else ranks
        count = config.tower.ids if items is None else len(items)
        if config.tower.ids not in (0, count) and tower is None:
            raise ValueError(f"The tower has {config.tower.ids} ids for {count} items.")
        if tower is not None:
            tower = copy.deepcopy(tower).requires_grad_(False)
        self.model = model_make(model_name(config), config, tower).to(device)
        if start is not None:
            self.model.load_state_dict(start.state_dict())
        self.starts_trained = start is not None
        self.objective = Objective(
            self.model,
            self.model.tower.inputs(items),
            count,
            _log_q(sequences, count).to(device),
            train.aim,
            frozen=tower is not None,
            precision=train.precision,
        )
        if train.compile == "on" or (train.compile == "auto" and device.type == "cuda"):
            self.model.encode = torch.compile(self.model.encode, dynamic=True)  # type: ignore[method-assign]
        self.shared = self.ranks.shared(self.objective, device)
        self.optimizer = optimizer_make(self.model, train.learning_rate, train.weight_decay)
        self.average = Average(self.model, train.average) if train.average else None
        self.fingerprint = "" if checkpoint is None else self._fingerprint(items, tower, start)
        self.place = _Place()
        self.total = torch.zeros((), device=device)  # of the epoch's losses so far
        self.best: dict[str, Tensor] | None = None
        self.resumed_at = 0
        self.started = time.monotonic()
        # The draws of dropout and negatives differ from process to process, the weights do not.
        torch.manual_seed(train.seed + 1_000_003 * self.ranks.rank)

    def run(self, validation: Validation | None, progress: Progress | None) -> Fitted:
        """Train from the beginning or from the checkpoint, to the end."""
        if not self.ranks.leads:
            progress = None
        self._take_up(progress)
        if self.starts_trained and validation is not None and not self.place.curve:
            self._look_at_start(validation)
        with training_precision(self.device, self.train.precision):
            while not self.place.ended:
                loss, batches = self._epoch(progress)
                self._close_epoch(loss, batches, validation, progress)
                if self.place.ended or self._due(EPOCH_SHARE):
                    self._save()
        return self._fitted()

    # ---- an epoch

    def _epoch(self, progress: Progress | None) -> tuple[float, int]:
        """Make what steps of the epoch are not made yet; return its mean loss and its batches."""
        place = self.place
        place.draws = dict(self.rng.bit_generator.state)
        self.objective.train()
        if self.objective.frozen:
            self.model.tower.eval()
        starts, sizes = windows_cut(self.sequences, self.config.length + 1, self.rng)
        groups = groups_of(
            sizes, self.config.length, self.train.batch_size, self.train.tokens, self.ranks.world,
            self.rng,
        )  # fmt: skip
        shown = time.monotonic()
        while place.done < len(groups) and self._spent() < 1.0:
            self._step(starts, sizes, groups[place.done], len(groups))
            place.done += 1
            place.steps += 1
            if progress is not None and time.monotonic() - shown >= SHOWN_EVERY_S:
                shown = time.monotonic()
                mean = float(self.total) / place.done
                progress(f"{self._label()}; loss {mean:.4f}", place.done, len(groups))
            if self.place.steps % self._asked_every == 0 and self._due():
                self._save()
        total = float(self.ranks.summed(self.total.double().cpu()))
        return total / max(place.done, 1), len(groups)

    def _step(self, starts: Ints, sizes: Ints, group: Group, per_epoch: int) -> None:
        mine = group.windows[self.ranks.rank :: self.ranks.world]
        batch = padded(
            self.sequences,
            starts[mine],
            sizes[mine],
            (group.rows, group.width),
            self.config.marks,
        )
        rows, places, weights = (
            torch.from_numpy(one).to(self.device)
            for one in (batch.rows, batch.places, batch.weights)
        )
        marks = {
            name: torch.from_numpy(codes).to(self.device) for name, codes in batch.marks.items()
        }
        share = 1.0
        if self.ranks.world > 1:
            share = worth_of(self.sequences, starts[mine], sizes[mine]) / max(
                worth_of(self.sequences, starts[group.windows], sizes[group.windows]), 1e-9
            )
        self._set_rate(per_epoch)
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.shared(rows, marks, places, weights)
        # Gradients are averaged over processes; each counts by its share of what is trusted.
        (loss * (share * self.ranks.world)).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP, foreach=True)
        self.optimizer.step()
        if self.average is not None:
            self.average.update()
        self.total += loss.detach() * share

    def _set_rate(self, per_epoch: int) -> None:
        train, place = self.train, self.place
        warmup = min(train.warmup_steps, train.epochs * per_epoch / 10)
        done = (place.epoch - 1 + place.done / max(per_epoch, 1)) / train.epochs
        rate = rate_at(
            place.steps, warmup, max(done, self._spent()), train.rate_floor, train.schedule
        )
        for group in self.optimizer.param_groups:
            group["lr"] = train.learning_rate * rate

    def _spent(self) -> float:
        """Return the share of the budget of time that is gone, as process 0 sees it."""
        if not self.train.budget_s:
            return 0.0
        return float(self.ranks.told(self._seconds() / self.train.budget_s))

    def _seconds(self) -> float:
        return self.place.spent_s + time.monotonic() - self.started

    # ---- its end

    def _close_epoch(
        self, loss: float, batches: int, validation: Validation | None, progress: Progress | None
    ) -> None:
        if not math.isfinite(loss):
            problem = "The loss is no number any more: lower it."
            raise InvalidInput("The training diverged.", {"learning_rate": [problem]})
        place, train = self.place, self.train
        point = {"epoch": float(place.epoch), "loss": round(loss, 4)}
        over = place.epoch == train.epochs or self._spent() >= 1.0
        if validation is not None and (place.epoch % train.validate_every == 0 or over):
            point |= self._validate(validation)
            place.waited += 1
            if point["ndcg10"] > place.best:
                place.best, place.waited = point["ndcg10"], 0
                self._keep_best()
        place.curve.append(point)
        if progress is not None:
            said = ", ".join(f"{k} {v:.4f}" for k, v in point.items() if k != "epoch")
            progress(f"{self._label()}; {said}", max(batches, 1), max(batches, 1))
        place.ended = over or place.waited >= train.patience
        place.epoch, place.done = place.epoch + 1, 0
        place.draws = dict(self.rng.bit_generator.state)
        self.total.zero_()

    def _look_at_start(self, validation: Validation) -> None:
        """Measure what is gone on from, so that going on can only make it better."""
        point = {"epoch": 0.0, **self._validate(validation)}
        self.place.curve.append(point)
        self.place.best = point["ndcg10"]
        self._keep_best()

    def _label(self) -> str:
        return f"training, epoch {self.place.epoch} of at most {self.train.epochs}"

    def _validate(self, validation: Validation) -> dict[str, float]:
        """Return the measures over everybody; each process ranks for its share."""
        mine = validation.share(self.ranks.rank, self.ranks.world)
        self.objective.eval()
        with self._averaged(), training_precision(self.device, "float32"), torch.inference_mode():
            ranks = validation_ranks(self.model, self.objective.vectors(), mine)
        sums = self.ranks.summed(
            torch.tensor([ndcg_at(ranks, 10).sum(), hit_at(ranks, 10).sum(), len(ranks)])
        )
        ndcg, hits, count = sums.double().tolist()
        return {"ndcg10": round(ndcg / count, 5), "hr10": round(hits / count, 5)}

    def _averaged(self) -> AbstractContextManager[None]:
        return nullcontext() if self.average is None else self.average.applied()

    def _keep_best(self) -> None:
        with self._averaged():
            self.best = {name: value.clone() for name, value in self.model.state_dict().items()}

    def _fitted(self) -> Fitted:
        if self.best is None and self.average is not None:
            self._keep_best()  # nothing was validated: the averages as they are at the end
        if self.best is not None:
            self.model.load_state_dict(self.best)
        curve = self.place.curve
        chosen = max(curve, key=lambda point: point.get("ndcg10", point["epoch"] - 1e9))
        metrics = {
            **chosen,
            "epochs": float(sum(point["epoch"] > 0 for point in curve)),
            "train_s": round(self._seconds(), 1),
        }
        vars(self.model).pop("encode", None)  # compiled for training only
        model = self.model.cpu().eval()
        return Fitted(model, metrics, device_name(self.device), curve, self.resumed_at)

    # ---- checkpoints

    @property
    def _asked_every(self) -> int:
        return 1 if self.ranks.world == 1 else AGREED_EVERY

    def _due(self, share: float = 1.0) -> bool:
        """Whether process 0 finds that this share of the time between checkpoints has passed."""
        return self.checkpoint is not None and bool(self.ranks.told(self.checkpoint.due(share)))

    def _save(self) -> None:
        """Write everything that decides what comes next; process 0 does, with what all tell it."""
        if self.checkpoint is None:
            return
        draws = [self.ranks.gathered(state) for state in _random_states(self.device)]
        if not self.ranks.leads:
            return
        tensors = {
            "total": self.total,
            **_named("model", self.model.state_dict()),
            **_named("optimizer", optimizer_tensors(self.optimizer)),
            **_named("best", self.best or {}),
            **_named("average", {} if self.average is None else self.average.tensors),
        }
        for kind, states in enumerate(draws):
            tensors |= {f"draws/{kind}/{rank}": state for rank, state in enumerate(states)}
        self.place.spent_s, self.started = self._seconds(), time.monotonic()
        self.checkpoint.save(self.fingerprint, {"place": asdict(self.place)}, tensors)

    def _take_up(self, progress: Progress | None) -> None:
        """Go on from the checkpoint of this very training, where there is one."""
        if self.checkpoint is None:
            return
        saved = self.checkpoint.load(self.fingerprint)
        if not self.ranks.told(saved is not None) or saved is None:
            return
        self._restore(saved)
        if progress is not None and not self.place.ended:
            where = f"epoch {self.place.epoch}, step {self.place.done + 1}"
            progress(f"interrupted training taken up at {where}", 1, 1)

    def _restore(self, saved: Saved) -> None:
        self.place = _Place(**saved.values["place"])
        self.resumed_at = self.place.steps
        self.total = saved.tensors["total"].to(self.device)
        self.model.load_state_dict(saved.under("model"))
        optimizer_restore(self.optimizer, saved.under("optimizer"))
        self.best = saved.under("best") or None
        if self.average is not None:
            self.average.restore(saved.under("average"), self.place.steps)
        self.rng.bit_generator.state = self.place.draws
        _random_restore(
            self.device,
            [saved.tensors[f"draws/{kind}/{self.ranks.rank}"] for kind in range(2)],
        )

    def _fingerprint(
        self, items: ItemInputs | None, tower: ItemTower | None, start: SequenceModel | None
    ) -> str:
        facts = {
            "model": [model_name(self.config), self.config.to_json()],
            "train": self.train.to_json(),
            "device": self.device.type,
            "world": self.ranks.world,
            "tower": "" if tower is None else _digest(tower.state_dict()),
            "start": "" if start is None else _digest(start.state_dict()),
        }
        return training_fingerprint(self.sequences, items, facts)


def _named(lead: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {f"{lead}/{name}": tensor for name, tensor in tensors.items()}


def _digest(tensors: Mapping[str, Tensor]) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(tensors.items()):
        digest.update(name.encode() + tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _random_states(device: torch.device) -> list[Tensor]:
    """Return the states of torch's generators on the CPU and on the device."""
    on_device = torch.cuda.get_rng_state(device) if device.type == "cuda" else torch.zeros(1)
    return [torch.get_rng_state(), on_device.to(torch.uint8)]


def _random_restore(device: torch.device, states: Sequence[Tensor]) -> None:
    torch.set_rng_state(states[0])
    if device.type == "cuda":
        torch.cuda.set_rng_state(states[1], device)


def _log_q(sequences: Sequences, count: int) -> Tensor:
    """Return the logarithm of each item's share of all steps, smoothed by one, (N,) float32."""
    counts = np.bincount(sequences.rows, minlength=count) + 1.0
    return torch.from_numpy(np.log(counts / counts.sum()).astype(np.float32))
