"""Trains the sequence models on the shop's events and records how: one `Run` a training.

SASRec is trained with the item tower; further readers over that tower as it then is, so that all
speak of one space and serve as one (`neural/readers.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from recommender.conf import option
from recommender.contracts import Floats
from recommender.errors import NotReady, OutsideFailure
from recommender.learning.act_kinds import mark_sizes
from recommender.learning.act_stream import acts_open
from recommender.learning.acts import KINDS, ShopActs
from recommender.learning.encoding import items_encode
from recommender.learning.facets import inputs_of, is_grouped, price_limits
from recommender.learning.interrupted import Kept, checkpoint_in, training_kept
from recommender.learning.loaded import Card, sequence_save
from recommender.learning.recorded import failure_recorded, training_alone
from recommender.learning.runs import active_run, run_activate, runs_prune
from recommender.learning.sequence_params import READERS, SequenceParams, params_from
from recommender.learning.transfer import (
    Source,
    encoder_check,
    reader_carried,
    shape_settled,
    source_read,
)
from recommender.learning.trust import trust_weights
from recommender.learning.vectors import vectors_read, vectors_write
from recommender.metrics import ndcg_at
from recommender.models import Item, Run
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.items import ItemInputs
    from recommender.neural.readers import Mix, Readers
    from recommender.neural.sequences import Sequences
    from recommender.neural.training import Fitted, TrainConfig, Validation


SAMPLED_ABOVE = 20_000  # items; beyond, the softmax is taken over a sample
SAMPLE = 4096
LEAST_TRUST = 0.5  # of shoppers whose last step is predicted in validation


def sequence_train(
    seed: int = 0,
    progress: Progress | None = None,
    *,
    origin: str = "",
    fresh: bool = False,
    **params: Any,
) -> Run:
    """Encode what is new, train on all events, write item vectors, and let the model serve.

    `origin`, a run's number or the folder of an exported one, is a model to go on from. A training
    of the same seed and parameters that was interrupted is taken up unless `fresh`.

    Every shopper's refresh is owed afterwards. A training that fails leaves a failed run with its
    error, and the model that served goes on serving.

    Raises:
        NotReady: there are no items, too few events to learn from, or another training is at it.
        InvalidInput: a parameter is unknown, out of bounds or settled by the origin.
        NotFound: there is no such origin.
        OutsideFailure: too little memory, the encoder fails, or the origin's files are damaged.
    """
    from recommender.neural.distributed import others_told

    chosen = params_from(params)
    source = source_read(origin) if origin else None
    if source is not None:
        chosen = replace(chosen, **shape_settled(source, params))
    with others_told() as tell, training_alone():
        return _train(chosen, seed, progress, source, fresh, tell)


def sequence_help(seed: int = 0, *, origin: str = "", **params: Any) -> None:
    """Train beside the process that calls `sequence_train`, in its group; write nothing."""
    from recommender.neural.distributed import ranks_here

    chosen = params_from(params)
    source = source_read(origin) if origin else None
    if source is not None:
        chosen = replace(chosen, **shape_settled(source, params))
    said = ranks_here().told(None)
    if said is None:
        return  # the leading process has said why there is nothing to train
    folder = Path(said["folder"])
    acts = acts_open(folder / "acts")
    if acts is None:
        raise OutsideFailure("The events that process 0 has read cannot be found by this one.")
    run = Run.objects.get(pk=said["run"])
    material = _material(run, acts, _taught(acts), chosen)
    _fit(run, material, chosen, None, source, folder)


def _train(
    chosen: SequenceParams,
    seed: int,
    progress: Progress | None,
    source: Source | None,
    fresh: bool,
    tell: Callable[[Any], None],
) -> Run:
    items_encode(progress)
    encoder = active_run(Run.Kind.ENCODER)
    if source is not None:
        encoder_check(source, encoder)
    params = asdict(chosen) | ({"from": dict(source.record)} if source else {})
    facts = {"params": params, "seed": seed, "encoder": encoder.pk}
    with training_kept(facts, fresh=fresh, progress=progress) as kept:
        acts = kept.acts
        sequences = _taught(acts)
        if not len(sequences.rows) or int(sequences.lengths.max()) < 2:
            raise NotReady(
                "There are too few events to learn from: no shopper has acted on two items yet."
            )
        run = Run.objects.create(
            kind=Run.Kind.SEQUENCE,
            name="SASRec",
            parent=encoder,
            dim=chosen.dim,
            seed=seed,
            params=params,
            data_from=acts.first_at,
            data_to=acts.last_at,
        )
        with failure_recorded(run):
            material = _material(run, acts, sequences, chosen)
            tell({"folder": str(kept.folder), "run": run.pk})
            _fit_and_keep(run, kept, material, chosen, progress, source)
        run_activate(run.pk)
    runs_prune(Run.Kind.SEQUENCE)
    run.refresh_from_db()
    return run


def _taught(acts: ShopActs) -> Sequences:
    """Return all histories, each weighed by how far its shopper is trusted."""
    return replace(acts.sequences(), trust=trust_weights(acts.shopper_ids))


@dataclass(frozen=True, slots=True)
class _Material:
    """What a training learns from: items as the tower reads them, histories, and their test."""

    card: Card
    texts: dict[str, Floats]
    items: ItemInputs
    histories: Sequences
    validation: Validation | None


def _material(run: Run, acts: ShopActs, sequences: Sequences, chosen: SequenceParams) -> _Material:
    from recommender.trust.steps import steps_keep

    assert run.parent is not None
    card = Card(
        item_ids=acts.item_ids,
        vocabularies=acts.vocabularies if chosen.context else {},
        price_limits=price_limits(acts.item_ids) if chosen.facts else None,
        grouped=is_grouped(acts.item_ids),
    )
    texts = vectors_read(run.parent.pk, run.parent.dim)
    items = inputs_of(run.parent, acts.item_ids, texts, card.price_limits)
    kept, validation = hold_out(sequences, chosen.validation_shoppers, run.seed)
    if chosen.denoise:
        kept = steps_keep(kept, len(acts.item_ids))  # what is validated on stays as it came
    return _Material(card, texts, items, kept, validation)


def _fit_and_keep(
    run: Run,
    kept: Kept,
    material: _Material,
    chosen: SequenceParams,
    progress: Progress | None,
    source: Source | None,
) -> None:
    """Train all readers, store them and the vectors of all items, and mark the run as ready."""
    from recommender.neural.models import model_name
    from recommender.neural.training import popular_ranks

    acts, validation = kept.acts, material.validation
    fitted = _fit(run, material, chosen, progress, source, kept.folder)
    readers, mix = _mixed(fitted, material.items, validation, run.seed)
    vectors = items_place(run, readers, material.card, material.texts)
    run.files = sequence_save(run, readers, material.card)
    run.name = " + ".join(READERS[name] for name in readers.names)[:120]
    run.metrics = {
        **fitted[0].metrics,
        "train_s": round(sum(one.metrics["train_s"] for one in fitted), 1),
        "resumed_at": max(one.resumed_at for one in fitted),
        "acts": len(acts.rows),
        "shoppers": acts.shoppers,
        "items": len(acts.item_ids),
        "items_placed": vectors,
        "curve": fitted[0].curve,
        "readers": [
            {
                "name": model_name(one.model),
                "weight": mix.weights[at] if mix else 1.0,
                "ndcg10": round(mix.alone[at], 5) if mix else None,
                "train_s": one.metrics["train_s"],
                "curve": one.curve,
            }
            for at, one in enumerate(fitted)
        ],
        "gates": {name: round(share, 4) for name, share in readers.tower.gates().items()},
    }
    if validation is not None and mix is not None:
        ranks = popular_ranks(material.histories, len(acts.item_ids), validation)
        run.metrics["popular_ndcg10"] = round(float(ndcg_at(ranks, 10).mean()), 5)
        run.metrics |= {"ndcg10": round(mix.ndcg10, 5), "hr10": round(mix.hr10, 5)}
    run.device = fitted[0].device
    run.status, run.finished_at = Run.Status.READY, timezone.now()
    run.save()


def _fit(
    run: Run,
    material: _Material,
    chosen: SequenceParams,
    progress: Progress | None,
    source: Source | None,
    folder: Path,
) -> list[Fitted]:
    """Return the trained readers, SASRec first; the others read its tower as it is.

    Without validation there is no telling what another reader adds: SASRec is then alone. What
    `folder` holds of them is taken up.
    """
    from recommender.neural.models import config_make
    from recommender.neural.sequences import TIME_MARKS
    from recommender.neural.training import fit

    items, card, validation = material.items, material.card, material.validation
    marks = {"kind": len(KINDS) + 1, "gap": TIME_MARKS["gap"]}
    if chosen.context:
        marks |= {**TIME_MARKS, **mark_sizes(card.vocabularies)}
    shared = {
        "dim": chosen.dim,
        "id_dropout": chosen.id_dropout,
        "marks": marks,
        "length": int(option("HISTORY_LENGTH")),
        "dropout": chosen.dropout,
        "temperature": chosen.temperature,
    }
    own = {"sasrec": {"layers": chosen.layers, "heads": chosen.heads}}
    fitted: list[Fitted] = []
    names = tuple(READERS) if source is None else source.readers.names
    for name in names[: chosen.readers if validation is not None else 1]:
        tower = fitted[0].model.tower if fitted else None
        start = None
        if source is not None:
            start = reader_carried(
                source, name, items, card, marks=marks, tower=tower, seed=run.seed
            )
        fitted.append(
            fit(
                material.histories,
                start.config
                if start is not None
                else config_make(name, len(items), items, **shared, **own.get(name, {})),
                _train_config(chosen, len(items), run.seed, first=not fitted),
                items=items,
                tower=tower,
                start=start,
                validation=validation,
                device=str(option("DEVICE")),
                progress=_named(progress, READERS[name]),
                checkpoint=checkpoint_in(folder, name),
            )
        )
    return fitted


def _train_config(chosen: SequenceParams, items: int, seed: int, first: bool) -> TrainConfig:
    from recommender.neural.training import TrainConfig

    return TrainConfig(
        epochs=chosen.epochs,
        batch_size=chosen.batch_size,
        learning_rate=chosen.learning_rate,
        patience=chosen.patience,
        budget_s=chosen.budget_s if first else chosen.reader_budget_s,
        negatives=SAMPLE if items > SAMPLED_ABOVE else 0,
        seed=seed,
    )


def _named(progress: Progress | None, name: str) -> Progress | None:
    if progress is None:
        return None
    return lambda step, done, total: progress(f"{name}: {step}", done, total)


def _mixed(
    fitted: list[Fitted], items: ItemInputs, validation: Validation | None, seed: int
) -> tuple[Readers, Mix | None]:
    """Return the readers that serve as one; those that add nothing are left out."""
    from recommender.neural.readers import Readers, mix_find
    from recommender.neural.tower import item_matrix

    models = [one.model for one in fitted]
    if validation is None:
        return Readers(models[:1], [1.0]), None
    mix = mix_find(models, item_matrix(models[0].tower, items), validation, seed)
    used = [at for at, weight in enumerate(mix.weights) if weight > 0]
    return Readers([models[at] for at in used], [mix.weights[at] for at in used]), mix


def items_place(run: Run, readers: Readers, card: Card, texts: dict[str, Floats]) -> int:
    """Store the vectors of all items, trained on or not; return how many."""
    from recommender.neural.tower import item_matrix

    assert run.parent is not None
    digests = dict(Item.objects.values_list("pk", "text_digest"))
    item_ids = sorted(texts.keys() & digests.keys())
    places = {item_id: row for row, item_id in enumerate(card.item_ids)}
    vectors = item_matrix(
        readers.tower,
        inputs_of(run.parent, item_ids, texts, card.price_limits),
        np.array([places.get(item_id, -1) for item_id in item_ids], dtype=np.int64),
    )
    vectors_write(run.pk, item_ids, vectors, [digests[item_id] for item_id in item_ids])
    return len(item_ids)


def hold_out(sequences: Sequences, shoppers: int, seed: int) -> tuple[Sequences, Validation | None]:
    """Return the sequences without the last step of some shoppers, and those steps to predict.

    Only shoppers with three steps or more who are trusted are drawn; without any there is no
    validation.
    """
    from recommender.neural.training import Validation

    able = np.flatnonzero(_teaches(sequences) & (sequences.lengths >= 3))
    if not len(able):
        return sequences, None
    rng = np.random.default_rng(seed)
    drawn = np.sort(rng.choice(able, size=min(shoppers, len(able)), replace=False))
    cut: NDArray[np.int64] = np.zeros(len(sequences), dtype=np.int64)
    cut[drawn] = 1
    targets = sequences.rows[sequences.offsets[1:][drawn] - 1]
    kept = sequences.without_last(cut)
    return kept, Validation(kept.take(drawn), targets)


def _teaches(sequences: Sequences) -> NDArray[np.bool_]:
    if sequences.trust is None:
        return np.ones(len(sequences), dtype=bool)
    return np.asarray(sequences.trust >= LEAST_TRUST)
