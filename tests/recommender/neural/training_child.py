"""A training in a process of its own, for tests that kill it or run two of them.

`python -m tests.recommender.neural.training_child kill FOLDER STEP` stops in the middle of writing
the checkpoint after STEP; `… join FOLDER` trains in the group that torchrun made.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

from recommender.neural import checkpoint as checkpoints
from recommender.neural.checkpoint import CheckpointFile
from recommender.neural.distributed import ranks_joined
from recommender.neural.models import config_make
from recommender.neural.sequences import Sequences, sequences_from
from recommender.neural.training import Fitted, TrainConfig, Validation, fit

ITEMS = 20


def ring_walks(count: int = 40, steps: int = 8) -> list[list[int]]:
    """Histories of different lengths round a ring of items."""
    rng = np.random.default_rng(0)
    ring = np.random.default_rng(99).permutation(ITEMS)
    starts, lengths = rng.integers(0, ITEMS, count), rng.integers(4, steps + 1, count)
    return [
        [int(ring[(a + s) % ITEMS]) for s in range(n)] for a, n in zip(starts, lengths, strict=True)
    ]


def ring_fit(
    folder: Path | None = None, dropout: float = 0.2, trust: bool = False, **train: object
) -> Fitted:
    """Train a tiny model on them; with a folder, from the checkpoint in it."""
    histories = ring_walks()
    kept: Sequences = sequences_from([one[:-1] for one in histories])
    if trust:
        weights = np.linspace(0.2, 1.0, len(histories)).astype(np.float32)
        kept = Sequences(kept.rows, kept.kinds, kept.times, kept.offsets, {}, weights)
    return fit(
        kept,
        config_make("sasrec", ITEMS, None, dim=8, layers=1, heads=1, length=6, dropout=dropout),
        TrainConfig(**{"epochs": 4, "batch_size": 8, "learning_rate": 0.01, **train}),  # type: ignore[arg-type]
        validation=Validation(kept, np.array([one[-1] for one in histories])),
        device="cpu",
        checkpoint=None if folder is None else CheckpointFile(folder / "state.safetensors", 0.0),
    )


def _kill(folder: Path, step: int) -> None:
    replace, written = os.replace, 0

    def stuck(source: object, target: object) -> None:
        nonlocal written
        written += 1
        if written > step:
            print("stuck", flush=True)
            time.sleep(600)
        replace(source, target)  # type: ignore[arg-type]

    checkpoints.os.replace = stuck  # type: ignore[assignment]
    ring_fit(folder, average=0.9)


def _join(folder: Path) -> None:
    with ranks_joined() as ranks:
        (folder / f"rank{ranks.rank}").write_text(str(ranks.world))
        fitted = ring_fit(folder, dropout=0.0, trust=True, epochs=3)
        said = {"curve": fitted.curve, "weight": float(next(fitted.model.parameters()).sum())}
        (folder / f"said{ranks.rank}.json").write_text(json.dumps(said))


if __name__ == "__main__":
    if sys.argv[1] == "kill":
        _kill(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        _join(Path(sys.argv[2]))
