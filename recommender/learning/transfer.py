"""Runs of another shop: a trained model exported without its items' ids, read, and carried over.

An export is a folder of two files, `model.safetensors` and `model.json`; the card names the encoder
whose texts the model reads by the digest of its weights, for only a shop with the very same encoder
can use it. Nothing in it is code, and both files are checked before anything is built of them.
Imports torch only when called.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from recommender.errors import InvalidInput, NotFound, NotReady, OutsideFailure
from recommender.learning.act_kinds import WORD_MARKS, word_code
from recommender.learning.loaded import CARD, WEIGHTS, Card, sequence_loaded
from recommender.models import Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommender.neural.items import ItemInputs
    from recommender.neural.readers import Readers
    from recommender.neural.steps import SequenceModel
    from recommender.neural.tower import ItemTower
    from recommender.neural.transfer import Known

FORMAT, VERSION = "because-run", 1
SETTLED = ("dim", "temperature", "layers", "heads")  # parameters that a trained model brings along


@dataclass(frozen=True, slots=True)
class Source:
    """A trained run to go on from. `record`: what the new run keeps of where it came from."""

    readers: Readers
    card: Card
    fingerprint: str  # of the encoder's weights
    record: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        """Whether it was trained in this shop, whose items then keep their ids."""
        return "run" in self.record


def run_export(run_id: int, folder: Path) -> list[Path]:
    """Write a sequence run without its items' ids into a folder; return the two files.

    Raises:
        NotFound: there is no such run.
        NotReady: its files were cleared away.
        InvalidInput: nothing of it can leave, or the folder cannot be written.
        OutsideFailure: its files are damaged.
    """
    from recommender.neural.readers import Readers
    from recommender.neural.transfer import model_without_ids

    run, encoder = _run_of(run_id)
    loaded = sequence_loaded(run_id)
    models: list[SequenceModel] = []
    for name in loaded.model.names:
        model = cast("SequenceModel", loaded.model.models[name])
        models.append(model_without_ids(model, models[0].tower if models else None))
    readers = Readers(models, loaded.model.weights)
    weights = readers.to_bytes()
    card = {
        "format": FORMAT,
        "version": VERSION,
        "sha256": hashlib.sha256(weights).hexdigest(),
        "encoder": {"name": encoder.name, "fingerprint": encoder.params.get("fingerprint", "")},
        "run": {
            "name": run.name,
            "number": run.pk,
            "seed": run.seed,
            "data_from": run.data_from.isoformat() if run.data_from else None,
            "data_to": run.data_to.isoformat() if run.data_to else None,
            "ndcg10": run.metrics.get("ndcg10"),
        },
        "readers": readers.to_card(),
        "shop": {
            "vocabularies": {name: list(words) for name, words in loaded.card.vocabularies.items()},
            "price_limits": loaded.card.price_limits and list(loaded.card.price_limits),
            "grouped": loaded.card.grouped,
        },
    }
    files = {folder / WEIGHTS: weights, folder / CARD: json.dumps(card, indent=1).encode()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            path.write_bytes(content)
    except OSError as error:
        raise InvalidInput(f"{folder} cannot be written: {error.strerror}.") from error
    return list(files)


def source_read(given: str) -> Source:
    """Return the run that a number (of this shop) or a path (of an export) names.

    Raises:
        NotFound: there is no such run, folder or file.
        NotReady: the run's files were cleared away.
        OutsideFailure: its files are damaged, or no export.
    """
    if given.isdigit():
        return _source_own(int(given))
    path = Path(given)
    folder = path.parent if path.name in (WEIGHTS, CARD) else path
    if not (folder / CARD).is_file() or not (folder / WEIGHTS).is_file():
        raise NotFound(
            f"{given!r} is no run of this shop, and no folder with {CARD} and {WEIGHTS} of an "
            "exported one."
        )
    return _source_exported(folder)


def encoder_check(source: Source, encoder: Run) -> None:
    """Refuse a model that reads texts through other weights than this shop's.

    Raises:
        InvalidInput: it does.
    """
    if source.fingerprint != encoder.params.get("fingerprint"):
        raise InvalidInput(
            f"The model reads texts by the encoder {source.record['encoder']!r}, this shop by "
            f"{encoder.name!r} or other weights of that name: set ENCODER to the same one first."
        )


def shape_settled(source: Source, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a training that the source's models settle.

    Raises:
        InvalidInput: one of them is `given` and differs.
    """
    settled: dict[str, Any] = {}
    for model in source.readers.models.values():
        config = model.config
        found = {name: getattr(config, name, None) for name in SETTLED}
        settled |= {name: value for name, value in found.items() if value is not None}
    for name, value in settled.items():
        if name in given and given[name] != value:
            problem = f"The model to go on from has {value:g}; leave this out."
            raise InvalidInput("A trained model keeps its shape.", {name: [problem]})
    return settled


def reader_carried(
    source: Source,
    name: str,
    items: ItemInputs,
    card: Card,
    *,
    marks: Mapping[str, int] | None = None,
    tower: ItemTower | None = None,
    seed: int = 0,
) -> SequenceModel:
    """Return one of the source's readers, ready to go on learning in this shop.

    items: in the order of `card.item_ids`; marks: sizes; None: it will not learn here, reads no new
    fact, and codes marks by the source's own words. tower: one carried over (and tuned) before.

    Raises:
        InvalidInput: the two shops have nothing in common that says what an item is.
    """
    from recommender.neural.transfer import config_adapted, model_adapted

    old = cast("SequenceModel", source.readers.models[name])
    config = config_adapted(old.config, items, marks, learns=marks is not None)
    if tower is not None:
        config = replace(config, tower=tower.config)
    known = _known(source, card) if marks is not None else None
    return model_adapted(old, config, items, known, tower, seed)


def readers_unchanged(source: Source, items: ItemInputs) -> Readers:
    """Return the source's readers as they are, reading of this shop's items what they can.

    Raises:
        InvalidInput: the two shops have nothing in common that says what an item is.
    """
    from recommender.neural.readers import Readers

    models: list[SequenceModel] = []
    for name in source.readers.names:
        tower = models[0].tower if models else None
        models.append(reader_carried(source, name, items, Card([]), tower=tower))
    return Readers(models, source.readers.weights)


def _known(source: Source, card: Card) -> Known:
    """Return which words of marks, and of its own items, the source knew."""
    from recommender.neural.transfer import Known

    codes = {}
    for name in WORD_MARKS:
        theirs = source.card.vocabularies.get(name, ())
        ours = card.vocabularies.get(name, ())
        codes[name] = np.array([0, *(word_code(theirs, word) for word in ours)], dtype=np.int64)
    ids = None
    if source.is_own:
        row = {item_id: at for at, item_id in enumerate(source.card.item_ids)}
        ids = np.array([row.get(item_id, -1) for item_id in card.item_ids], dtype=np.int64)
    return Known(codes, ids)


def _run_of(run_id: int) -> tuple[Run, Run]:
    """Return a sequence run with files, and its encoder."""
    run = Run.objects.filter(pk=run_id).select_related("parent").first()
    if run is None or run.kind != Run.Kind.SEQUENCE:
        raise NotFound(f"There is no sequence model run {run_id}.")
    if not run.files or run.parent is None:
        raise NotReady(f"The files of model run {run_id} were cleared away: train again.")
    return run, run.parent


def _source_own(run_id: int) -> Source:
    run, encoder = _run_of(run_id)
    loaded = sequence_loaded(run_id)
    record = {"run": run_id, "name": run.name, "encoder": encoder.name}
    return Source(loaded.model, loaded.card, str(encoder.params.get("fingerprint", "")), record)


def _source_exported(folder: Path) -> Source:
    from recommender.neural.readers import readers_from

    try:
        said = json.loads((folder / CARD).read_bytes())
        weights = (folder / WEIGHTS).read_bytes()
        is_known = (said["format"], said["version"]) == (FORMAT, VERSION)
        digest, encoder, shop = said["sha256"], said["encoder"], said["shop"]
        card = Card([], shop["vocabularies"], shop["price_limits"], bool(shop["grouped"]))
        fingerprint, name = str(encoder["fingerprint"]), str(said["run"]["name"])
        named = str(encoder["name"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutsideFailure(
            f"{folder} holds no exported run that can be read: {error!r}."
        ) from error
    if not is_known:
        raise OutsideFailure(f"{folder} holds an export of another program or version.")
    if hashlib.sha256(weights).hexdigest() != digest:
        raise OutsideFailure(f"{folder / WEIGHTS} is damaged: its digest is not the card's.")
    readers = readers_from(said["readers"], weights)
    record = {"export": digest[:16], "name": name[:120], "encoder": named[:120]}
    return Source(readers, card, fingerprint, record)
