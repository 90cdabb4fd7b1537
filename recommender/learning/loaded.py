"""Models kept in a worker's memory, by run: loaded once, dropped when another takes their place.

Imports torch only when a model is asked for.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from recommender.conf import option
from recommender.errors import OutsideFailure
from recommender.models import Run

if TYPE_CHECKING:
    from recommender.neural.encoder import TextEncoder
    from recommender.neural.readers import Readers

WEIGHTS, CARD = "model.safetensors", "model.json"

_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Card:
    """What a run's readers must be told of the shop they were trained on.

    item_ids: in the order of the tower's ids. vocabularies: words of marks, by code. price_limits:
    of the bands of price; None: facts of items are not read. grouped: whether the shop sorts items
    into departments.
    """

    item_ids: Sequence[str]
    vocabularies: Mapping[str, Sequence[str]] = field(default_factory=dict)
    price_limits: Sequence[float] | None = None
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class LoadedSequence:
    """The readers of a run as one; `rows` maps the items it was trained on to their ids' rows."""

    run_id: int
    model: Readers
    rows: dict[str, int]
    card: Card


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
    from recommender.neural.readers import readers_from

    folder = _folder(run_id)
    try:
        with storages["models"].open(f"{folder}/{CARD}") as file:
            said: dict[str, Any] = json.load(file)
        with storages["models"].open(f"{folder}/{WEIGHTS}") as file:
            weights = file.read()
    except (OSError, ValueError) as error:
        raise OutsideFailure(f"The files of model run {run_id} cannot be read: {error}") from error
    if "readers" not in said:
        raise OutsideFailure("The sequence model is of an earlier version: train again.")
    model = readers_from(said["readers"], weights).to(pick_device(str(option("DEVICE"))))
    card = Card(**said["shop"])
    return LoadedSequence(run_id, model, {one: row for row, one in enumerate(card.item_ids)}, card)


def sequence_save(run: Run, model: Readers, card: Card) -> list[str]:
    """Store weights and card; return the files' names."""
    said = {"readers": model.to_card(), "shop": asdict(card)}
    folder = _folder(run.pk)
    contents = {WEIGHTS: model.to_bytes(), CARD: json.dumps(said).encode()}
    saved = []
    for name, content in contents.items():
        path = f"{folder}/{name}"
        storages["models"].delete(path)
        saved.append(storages["models"].save(path, ContentFile(content)))
    return saved


def _folder(run_id: int) -> str:
    return f"sequence/{run_id}"
