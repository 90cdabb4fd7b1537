"""A training on disk: where it stood, so that one that was killed goes on as if it had not been.

One safetensors file: tensors as they are, the rest as JSON in the file's own header. Never pickle,
which would run what a file says. It is written beside, synced and renamed, so that there is always
a whole one. A fingerprint of data and parameters keeps a training from going on with another's.
Never imports Django.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from recommender.neural.items import ItemInputs
from recommender.neural.sequences import Sequences

VERSION = 1
EVERY_S = 30.0
_PIECE = 2**20  # entries hashed at a time, so that a mapped array is never read whole


@dataclass(frozen=True, slots=True)
class Saved:
    """What a training wrote: JSON values and tensors by name, on the CPU."""

    values: dict[str, Any]
    tensors: dict[str, Tensor]

    def under(self, name: str) -> dict[str, Tensor]:
        """Return the tensors called `name/…`, without that."""
        lead = f"{name}/"
        return {
            key.removeprefix(lead): value
            for key, value in self.tensors.items()
            if key.startswith(lead)
        }


@dataclass(slots=True)
class CheckpointFile:
    """Where a training of one model keeps its state, and how often it writes it."""

    path: Path
    every_s: float = EVERY_S
    _written: float = field(default_factory=lambda: time.monotonic())

    def due(self, share: float = 1.0) -> bool:
        """Whether this share of `every_s` has passed since the last writing."""
        return time.monotonic() - self._written >= self.every_s * share

    def load(self, fingerprint: str) -> Saved | None:
        """Return the state of the training with this fingerprint; None where there is none.

        A damaged file counts as none: the training begins anew.
        """
        try:
            with safe_open(self.path, framework="pt") as file:
                values = json.loads(file.metadata()["state"])
                if (values["version"], values["fingerprint"]) != (VERSION, fingerprint):
                    return None
                return Saved(values, {name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118
        except (OSError, SafetensorError, ValueError, KeyError, TypeError):
            return None

    def save(
        self, fingerprint: str, values: Mapping[str, Any], tensors: Mapping[str, Tensor]
    ) -> None:
        """Write the state in place of the one before, whole or not at all."""
        state = json.dumps({**values, "version": VERSION, "fingerprint": fingerprint})
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self.path.with_suffix(".part")
        # Copies, for a file may not hold two names of one storage, nor views of one.
        whole = {
            name: tensor.detach().cpu().clone().contiguous() for name, tensor in tensors.items()
        }
        save_file(whole, beside, metadata={"state": state})
        _sync(beside)
        os.replace(beside, self.path)
        _sync(self.path.parent)
        self._written = time.monotonic()

    def remove(self) -> None:
        """Forget the training."""
        for path in (self.path, self.path.with_suffix(".part")):
            path.unlink(missing_ok=True)


def training_fingerprint(
    sequences: Sequences, items: ItemInputs | None, facts: Mapping[str, Any]
) -> str:
    """Return a digest of the data and of `facts` (JSON values): equal, a training is the same."""
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
    arrays: dict[str, NDArray[Any]] = {
        "rows": sequences.rows,
        "kinds": sequences.kinds,
        "times": sequences.times,
        "offsets": sequences.offsets,
        **{f"mark {name}": codes for name, codes in sorted(sequences.marks.items())},
    }
    if sequences.trust is not None:
        arrays["trust"] = sequences.trust
    if items is not None:
        digest.update(json.dumps(items.words).encode())
        arrays |= {f"dense {name}": values for name, values in sorted(items.dense.items())}
        arrays |= {"facet offsets": items.offsets, "facets": items.places}
    for name, values in arrays.items():
        digest.update(f"{name} {values.shape} {values.dtype}".encode())
        for start in range(0, len(values), _PIECE):
            digest.update(np.ascontiguousarray(values[start : start + _PIECE]).data)
    return digest.hexdigest()


def optimizer_tensors(optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    """Return what an optimizer remembers of each parameter, as `number/name`."""
    state = optimizer.state_dict()["state"]
    return {
        f"{number}/{name}": torch.as_tensor(value)
        for number, one in state.items()
        for name, value in one.items()
    }


def optimizer_restore(optimizer: torch.optim.Optimizer, tensors: Mapping[str, Tensor]) -> None:
    """Give back what `optimizer_tensors` returned."""
    state: dict[int, dict[str, Tensor]] = {}
    for key, value in tensors.items():
        number, name = key.split("/", 1)
        state.setdefault(int(number), {})[name] = value
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})


def _sync(path: Path) -> None:
    """Let what was written survive the loss of power, where the system can."""
    with suppress(OSError):
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
