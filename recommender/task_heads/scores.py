"""The task heads as the web process runs them: plain NumPy over arrays that training exported.

The same mixture of experts as `neural.multitask`, to 1e-4 (a test compares them); features come
first in every array, so that hundreds of candidates lie side by side in memory. No Django, no
torch.

Shapes: `F` features, `T` tasks, `E` experts of width `W`, towers of width `D`, `n` rows.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from recommender.contracts import Floats
from recommender.errors import OutsideFailure
from recommender.task_heads.features import FEATURES, STATS

Strings = NDArray[np.str_]
CHUNK = 4096  # rows at a time: what they need stays in the processor's cache


@dataclass(frozen=True, slots=True)
class HeadArrays:
    """Weights of one trained model, features already standardised into them.

    expert_w (E·W, F), expert_b (E·W,); gate_w (T·E, F), gate_b (T·E,), -inf where a task does not
    ask an expert; tower_w (T, D, W), tower_b (T, D); out_w (T, D), out_b (T,): calibrated; base
    (T,): logit of how often each happens at all.
    """

    tasks: Strings
    features: Strings
    expert_w: Floats
    expert_b: Floats
    gate_w: Floats
    gate_b: Floats
    tower_w: Floats
    tower_b: Floats
    out_w: Floats
    out_b: Floats
    base: Floats


@dataclass(frozen=True)
class TaskHeads:
    """The heads, and what they know of each item: `stats` (N, 3) of `item_ids`, `blank` else."""

    arrays: HeadArrays
    item_ids: Strings
    stats: Floats
    blank: Floats
    run_id: int = field(default=0, compare=False)

    @cached_property
    def tasks(self) -> tuple[str, ...]:
        """What is foretold, in order."""
        return tuple(str(one) for one in self.arrays.tasks)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {str(item_id): place for place, item_id in enumerate(self.item_ids)}

    def stats_of(self, item_ids: tuple[str, ...]) -> Floats:
        """Return popularity, conversion and stars of items, (n, 3)."""
        if not len(item_ids):
            return np.zeros((0, STATS), dtype=np.float32)
        rows = np.array([self._places.get(item_id, len(self.stats)) for item_id in item_ids])
        found: Floats = np.vstack([self.stats, self.blank[None]])[rows]
        return found

    def logits(self, features: Floats) -> Floats:
        """Return the calibrated logit of each task, (T, n), of features (F, n)."""
        parts = [
            _logits(self.arrays, features[:, at : at + CHUNK])
            for at in range(0, features.shape[1], CHUNK)
        ]
        return np.concatenate(parts, axis=1) if parts else _logits(self.arrays, features)

    def lifts(self, features: Floats) -> Floats:
        """Return 0..1 (T, n): odds beside the usual odds, 0.5 as likely as usual."""
        return sigmoid(self.logits(features) - self.arrays.base[:, None])


def _logits(arrays: HeadArrays, features: Floats) -> Floats:
    tasks, wide = len(arrays.tasks), arrays.tower_w.shape[2]
    n = features.shape[1]
    hidden = arrays.expert_w @ features + arrays.expert_b[:, None]
    hidden = np.maximum(hidden, 0.0, out=hidden).reshape(-1, wide, n)  # (E, W, n)
    gates = (arrays.gate_w @ features + arrays.gate_b[:, None]).reshape(tasks, -1, n)  # (T, E, n)
    asked = np.isfinite(arrays.gate_b).reshape(tasks, -1)  # (T, E)
    logits = np.empty((tasks, n), dtype=np.float32)
    for task in range(tasks):
        experts = np.flatnonzero(asked[task])
        share = gates[task, experts]
        share = np.exp(share - share.max(axis=0))
        share /= share.sum(axis=0)
        mixed = share[0] * hidden[experts[0]]  # (W, n)
        for place, expert in enumerate(experts[1:], start=1):
            mixed += share[place] * hidden[expert]
        tower = arrays.tower_w[task] @ mixed + arrays.tower_b[task][:, None]  # (D, n)
        logits[task] = arrays.out_w[task] @ np.maximum(tower, 0.0, out=tower) + arrays.out_b[task]
    return logits


def sigmoid(x: Floats) -> Floats:
    """Return 1 / (1 + e^-x), without overflow."""
    small = np.exp(-np.abs(x))
    found: Floats = (np.where(x >= 0, 1.0, small) / (1.0 + small)).astype(np.float32)
    return found


@runtime_checkable
class HeadsStore(Protocol):
    """A store that knows which heads serve; a `Store` may be one."""

    def task_heads(self) -> TaskHeads | None:
        """Return the heads that serve, None when there are none."""
        ...


def heads_to_bytes(heads: TaskHeads) -> bytes:
    """Return the heads as one npz file, read without pickle."""
    arrays = {one.name: getattr(heads.arrays, one.name) for one in fields(HeadArrays)}
    mine = {"item_ids": heads.item_ids, "stats": heads.stats, "blank": heads.blank}
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays, **mine)
    return file.getvalue()


def heads_from_bytes(content: bytes, run_id: int = 0) -> TaskHeads:
    """Return the heads of such a file.

    Raises:
        OutsideFailure: it is damaged, or was made for other features.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays = HeadArrays(**{one.name: file[one.name] for one in fields(HeadArrays)})
            heads = TaskHeads(arrays, file["item_ids"], file["stats"], file["blank"], run_id)
    except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise OutsideFailure(f"The task heads cannot be read: {error}") from error
    if tuple(arrays.features) != FEATURES:
        raise OutsideFailure("The task heads were made for other features: train them again.")
    return heads
