"""Models kept in a worker's memory, by run: loaded once, dropped when another takes their place.

Imports torch only when a model is asked for.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from recommender.conf import option
from recommender.errors import OutsideFailure
from recommender.models import Run

if TYPE_CHECKING:
    from recommender.neural.encoder import TextEncoder
    from recommender.neural.steps import SequenceModel

WEIGHTS, CARD = "model.safetensors", "model.json"

_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class LoadedSequence:
    """A sequence model; `rows` maps the items it was trained on to their ids' rows."""

    run_id: int
    model: SequenceModel
    rows: dict[str, int]


def encoder_loaded(source: str) -> TextEncoder:
    """Return the encoder, loaded once per process."""
    with _lock:
        return _encoder(source, str(option("DEVICE")))


@lru_cache(maxsize=1)
def _encoder(source: str, device: str) -> TextEncoder:
    from recommender.neural.encoder import TextEncoder

    return TextEncoder(source, device)


def sequence_loaded(run_id: int) -> LoadedSequence:
    """Return a run's model, loaded once per process.

    Raises:
        OutsideFailure: its files are gone or damaged.
    """
    with _lock:
        return _sequence(run_id)


@lru_cache(maxsize=2)
def _sequence(run_id: int) -> LoadedSequence:
    from recommender.neural.device import pick_device
    from recommender.neural.files import model_from_bytes

    folder = _folder(run_id)
    try:
        with storages["models"].open(f"{folder}/{CARD}") as file:
            card = json.load(file)
        with storages["models"].open(f"{folder}/{WEIGHTS}") as file:
            weights = file.read()
    except (OSError, ValueError) as error:
        raise OutsideFailure(f"The files of model run {run_id} cannot be read: {error}") from error
    name = str(card.get("model", ""))
    model = model_from_bytes(name, card["config"], weights).to(pick_device(str(option("DEVICE"))))
    return LoadedSequence(run_id, model, {item: row for row, item in enumerate(card["items"])})


def sequence_save(run: Run, model: SequenceModel, item_ids: list[str]) -> list[str]:
    """Store weights and card (name, config, item ids in row order); return the files' names."""
    from recommender.neural.files import model_to_bytes
    from recommender.neural.models import model_name

    card = {"model": model_name(model), "config": model.config.to_json(), "items": item_ids}
    folder = _folder(run.pk)
    contents = {WEIGHTS: model_to_bytes(model), CARD: json.dumps(card).encode()}
    saved = []
    for name, content in contents.items():
        path = f"{folder}/{name}"
        storages["models"].delete(path)
        saved.append(storages["models"].save(path, ContentFile(content)))
    return saved


def _folder(run_id: int) -> str:
    return f"sequence/{run_id}"
