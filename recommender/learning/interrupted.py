"""What a training keeps on disk while it goes on, so that one that was killed can be taken up.

Beside the models' files: the acts as they were read, and a checkpoint a model. A training with the
same parameters that finds them goes on from there, with those acts: "the same data" in a shop that
never stands still. What was left more than a day ago is not taken up, for shoppers may have changed
their minds since. Imports no torch when loaded.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.storage import storages

from recommender.errors import OutsideFailure
from recommender.learning.act_stream import acts_open
from recommender.learning.acts import ShopActs, acts_all
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.checkpoint import CheckpointFile

FRESH_S = 86_400.0
_CARD = "training.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A training's folder. `resumed`: another one was interrupted, and this one goes on from it."""

    folder: Path
    acts: ShopActs
    resumed: bool

    def checkpoint(self, name: str) -> CheckpointFile:
        """Return where the model of this name keeps its state."""
        return checkpoint_in(self.folder, name)


@contextmanager
def training_kept(
    facts: Mapping[str, Any], *, fresh: bool = False, progress: Progress | None = None
) -> Iterator[Kept]:
    """Yield the acts to train on: those of an interrupted training with the same `facts`, or new.

    `facts` (JSON values) say what the training is: parameters, seed, what it goes on from. With
    `fresh` nothing is taken up. The folder goes when the block ends, and stays when the process is
    killed or stopped, or something outside fails (memory, a disk): that may be better next time.
    """
    folder = working_folder("training")
    acts = None if fresh else _left(folder, facts)
    resumed = acts is not None
    if acts is None:
        shutil.rmtree(folder, ignore_errors=True)
        try:
            folder.mkdir(mode=0o700, parents=True)
            acts = acts_all(folder / "acts")
            card = {"facts": dict(facts), "at": time.time()}
            (folder / _CARD).write_text(json.dumps(card))
        except OSError as error:
            raise OutsideFailure(f"The events cannot be kept on disk: {error.strerror}.") from error
    elif progress is not None:
        progress("taking up the training that was interrupted", 1, 1)
    try:
        yield Kept(folder, acts, resumed)
    except OutsideFailure:
        raise
    except Exception:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def checkpoint_in(folder: Path, name: str) -> CheckpointFile:
    """Return where, in a training's folder, the model of this name keeps its state."""
    from recommender.neural.checkpoint import CheckpointFile

    return CheckpointFile(folder / f"{name}.safetensors")


def _left(folder: Path, facts: Mapping[str, Any]) -> ShopActs | None:
    """Return the acts of an interrupted training that is this one, None where there is none."""
    try:
        card = json.loads((folder / _CARD).read_text())
    except (OSError, ValueError):
        return None
    same = card.get("facts") == json.loads(json.dumps(dict(facts)))
    if not same or not 0 <= time.time() - card.get("at", 0.0) < FRESH_S:
        return None
    try:
        return acts_open(folder / "acts")
    except OutsideFailure:
        return None


def working_folder(name: str) -> Path:
    """Return a folder of this name: where models lie on this machine, else a temporary one."""
    try:
        return Path(storages["models"].path(name))
    except NotImplementedError:
        return Path(tempfile.gettempdir()) / f"because-{name}"
