"""Trains the sequence model on the shop's events and records how: one `Run` a training."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from recommender.conf import option
from recommender.contracts import Floats
from recommender.errors import InvalidInput, NotReady, RecommenderError
from recommender.learning.acts import KINDS, ShopActs, acts_all
from recommender.learning.encoding import items_encode
from recommender.learning.loaded import sequence_save
from recommender.learning.runs import active_run, run_activate, runs_prune
from recommender.learning.vectors import vectors_read, vectors_write
from recommender.metrics import ndcg_at
from recommender.models import Item, Run
from recommender.params import bounded, check_bounds
from recommender.progress import Progress
from recommender.sql import rows

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences
    from recommender.neural.training import Fitted, Validation

logger = logging.getLogger(__name__)


SAMPLED_ABOVE = 20_000  # items; beyond, the softmax is taken over a sample
SAMPLE = 4096
_TRAINING_LOCK = 7_248


@dataclass(frozen=True, slots=True)
class SequenceParams:
    """What a person may choose of a training."""

    dim: int = bounded(64, 8, 1024, "Width of the model's vectors.")
    layers: int = bounded(2, 1, 12, "Attention layers.")
    heads: int = bounded(2, 1, 16, "Attention heads.")
    dropout: float = bounded(0.2, 0.0, 0.9, "Share of inner values dropped in training.")
    id_dropout: float = bounded(
        0.3, 0.0, 1.0, "Share of items learned from their content alone in each step."
    )
    temperature: float = bounded(0.07, 0.01, 1.0, "Cosines are divided by this before the softmax.")
    epochs: int = bounded(20, 1, 1000, "Passes over the events at most.")
    patience: int = bounded(4, 1, 100, "Passes without a better validation before stopping.")
    batch_size: int = bounded(32, 1, 8192, "Histories a step.")
    learning_rate: float = bounded(0.002, 1e-6, 1.0, "Size of a step.")
    budget_s: float = bounded(60.0, 0.0, 1e6, "Seconds of fitting at most; 0: no limit.")
    validation_shoppers: int = bounded(
        2000, 1, 10**7, "Shoppers whose last step is kept for validation."
    )

    def __post_init__(self) -> None:
        """Refuse values out of bounds, and what cannot be built of them."""
        check_bounds(self)
        if self.dim % self.heads:
            problem = f"Must be a multiple of heads, {self.heads}."
            raise InvalidInput("The model cannot be built.", {"dim": [problem]})


def params_from(given: dict[str, Any]) -> SequenceParams:
    """Return the parameters of a training.

    Raises:
        InvalidInput: one is unknown or out of bounds.
    """
    known = {one.name for one in fields(SequenceParams)}
    unknown = sorted(set(given) - known)
    if unknown:
        raise InvalidInput(
            f"Unknown training parameter {unknown[0]!r}; there are: {', '.join(sorted(known))}.",
            {name: ["unknown"] for name in unknown},
        )
    return SequenceParams(**given)


def sequence_train(seed: int = 0, progress: Progress | None = None, **params: Any) -> Run:
    """Encode what is new, train on all events, write item vectors, and let the model serve.

    Every shopper's refresh is owed afterwards. A training that fails leaves a failed run with its
    error, and the model that served goes on serving.

    Raises:
        NotReady: there are no items, too few events to learn from, or another training is at it.
        InvalidInput: a parameter is unknown or out of bounds.
        OutsideFailure: too little memory, or the encoder fails.
    """
    chosen = params_from(params)
    with training_alone():
        return _train(chosen, seed, progress)


@contextmanager
def training_alone() -> Iterator[None]:
    """Hold the one place there is for a training; runs that one left behind when it died failed.

    Raises:
        NotReady: another process is training.
    """
    if not rows("SELECT pg_try_advisory_lock(%s)", [_TRAINING_LOCK])[0][0]:
        raise NotReady("A training is going on already: wait until it has ended.")
    try:
        Run.objects.filter(kind=Run.Kind.SEQUENCE, status=Run.Status.RUNNING).update(
            status=Run.Status.FAILED,
            finished_at=timezone.now(),
            error="The process ended before the training did.",
        )
        yield
    finally:
        rows("SELECT pg_advisory_unlock(%s)", [_TRAINING_LOCK])


def _train(chosen: SequenceParams, seed: int, progress: Progress | None) -> Run:
    items_encode(progress)
    encoder = active_run(Run.Kind.ENCODER)
    acts = acts_all()
    sequences = _sequences(acts)
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
        params=asdict(chosen),
        data_from=acts.first_at,
        data_to=acts.last_at,
    )
    try:
        fitted = _fit(run, acts, sequences, chosen, progress)
        _keep(run, fitted, acts)
    except Exception as error:
        run.status, run.finished_at = Run.Status.FAILED, timezone.now()
        run.error = str(error) if isinstance(error, RecommenderError) else repr(error)
        run.save(update_fields=["status", "finished_at", "error"])
        raise
    run_activate(run.pk)
    runs_prune(Run.Kind.SEQUENCE)
    run.refresh_from_db()
    return run


def _sequences(acts: ShopActs) -> Sequences:
    from recommender.neural.sequences import merge_repeats

    return merge_repeats(acts.owners, acts.rows, acts.kinds, acts.times, acts.shoppers)


def _fit(
    run: Run,
    acts: ShopActs,
    sequences: Sequences,
    chosen: SequenceParams,
    progress: Progress | None,
) -> Fitted:
    from recommender.neural.items import items_of
    from recommender.neural.sasrec import SasRecConfig
    from recommender.neural.sequences import GAPS
    from recommender.neural.tower import TowerConfig
    from recommender.neural.training import TrainConfig, fit, popular_ranks

    assert run.parent is not None
    items = items_of({"text": _content(run.parent, acts.item_ids)})
    config = SasRecConfig(
        tower=TowerConfig.reading(
            items, ids=len(items), dim=chosen.dim, id_dropout=chosen.id_dropout
        ),
        marks={"kind": len(KINDS) + 1, "gap": GAPS},
        layers=chosen.layers,
        heads=chosen.heads,
        length=int(option("HISTORY_LENGTH")),
        dropout=chosen.dropout,
        temperature=chosen.temperature,
    )
    train = TrainConfig(
        epochs=chosen.epochs,
        batch_size=chosen.batch_size,
        learning_rate=chosen.learning_rate,
        patience=chosen.patience,
        budget_s=chosen.budget_s,
        negatives=SAMPLE if len(acts.item_ids) > SAMPLED_ABOVE else 0,
        seed=run.seed,
    )
    kept, validation = hold_out(sequences, chosen.validation_shoppers, run.seed)
    fitted = fit(
        kept,
        config,
        train,
        items=items,
        validation=validation,
        device=str(option("DEVICE")),
        progress=progress,
    )
    if validation is not None:
        ranks = popular_ranks(kept, len(acts.item_ids), validation)
        fitted.metrics["popular_ndcg10"] = round(float(ndcg_at(ranks, 10).mean()), 5)
    return fitted


def hold_out(sequences: Sequences, shoppers: int, seed: int) -> tuple[Sequences, Validation | None]:
    """Return the sequences without the last step of some shoppers, and those steps to predict.

    Only shoppers with three steps or more are drawn; without any there is no validation.
    """
    from recommender.neural.training import Validation

    able = np.flatnonzero(sequences.lengths >= 3)
    if not len(able):
        return sequences, None
    rng = np.random.default_rng(seed)
    drawn = np.sort(rng.choice(able, size=min(shoppers, len(able)), replace=False))
    cut: NDArray[np.int64] = np.zeros(len(sequences), dtype=np.int64)
    cut[drawn] = 1
    targets = sequences.rows[sequences.offsets[1:][drawn] - 1]
    kept = sequences.without_last(cut)
    return kept, Validation(kept.take(drawn), targets)


def _content(encoder: Run, item_ids: list[str]) -> Floats:
    """Return content vectors (items, C) in row order; zeros for an item deleted meanwhile."""
    known = vectors_read(encoder.pk, encoder.dim)
    blank = np.zeros(encoder.dim, dtype=np.float32)
    return np.stack([known.get(item_id, blank) for item_id in item_ids])


def _keep(run: Run, fitted: Fitted, acts: ShopActs) -> None:
    """Store files and the vectors of all items, trained on or not, and mark the run as ready."""
    from recommender.neural.items import items_of
    from recommender.neural.tower import item_matrix

    assert run.parent is not None
    content = vectors_read(run.parent.pk, run.parent.dim)
    digests = dict(Item.objects.values_list("pk", "text_digest"))
    item_ids = sorted(content.keys() & digests.keys())
    places = {item_id: row for row, item_id in enumerate(acts.item_ids)}
    vectors = item_matrix(
        fitted.model.tower,
        items_of({"text": np.stack([content[item_id] for item_id in item_ids])}),
        np.array([places.get(item_id, -1) for item_id in item_ids], dtype=np.int64),
    )
    vectors_write(run.pk, item_ids, vectors, [digests[item_id] for item_id in item_ids])
    run.files = sequence_save(run, fitted.model, acts.item_ids)
    run.metrics = {
        **fitted.metrics,
        "acts": len(acts.rows),
        "shoppers": acts.shoppers,
        "items": len(acts.item_ids),
        "items_placed": len(item_ids),
        "curve": fitted.curve,
    }
    run.device = fitted.device
    run.status, run.finished_at = Run.Status.READY, timezone.now()
    run.save()
