"""A model of another shop that serves this one as it is, before or without any training here.

Also where nobody has acted yet: what the items are called is enough. Where there are events, how
well their last steps are foretold is measured, beside what is popular.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils import timezone

from recommender.learning.act_kinds import WORD_MARKS
from recommender.learning.acts import acts_all
from recommender.learning.encoding import items_encode
from recommender.learning.facets import inputs_of, is_grouped, price_limits
from recommender.learning.loaded import Card, sequence_save
from recommender.learning.recorded import training_alone
from recommender.learning.runs import active_run, run_activate, runs_prune
from recommender.learning.sequence_params import READERS, SequenceParams
from recommender.learning.training import hold_out, items_place
from recommender.learning.transfer import (
    Source,
    encoder_check,
    readers_unchanged,
    source_read,
)
from recommender.learning.vectors import vectors_read
from recommender.metrics import hit_at, ndcg_at
from recommender.models import Run
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.items import ItemInputs
    from recommender.neural.readers import Readers


def sequence_adopt(origin: str, seed: int = 0, progress: Progress | None = None) -> Run:
    """Let a trained run, of a number or an exported folder, serve this shop unchanged.

    Raises:
        NotFound: there is no such run or folder.
        NotReady: there are no items, or a training is going on.
        InvalidInput: another encoder, or nothing in common that says what an item is.
        OutsideFailure: its files are damaged, or the encoder fails.
    """
    source = source_read(origin)
    with training_alone():
        items_encode(progress)
        encoder = active_run(Run.Kind.ENCODER)
        encoder_check(source, encoder)
        texts = vectors_read(encoder.pk, encoder.dim)
        item_ids = sorted(texts)
        card = Card(
            item_ids=[],
            vocabularies=source.card.vocabularies,
            price_limits=None if source.card.price_limits is None else price_limits(item_ids),
            grouped=is_grouped(item_ids),
        )
        items = inputs_of(encoder, item_ids, texts, card.price_limits)
        readers = readers_unchanged(source, items)
        run = _record(source, readers, encoder, seed)
        placed = items_place(run, readers, card, texts)
        run.files = sequence_save(run, readers, card)
        run.metrics |= {"items_placed": placed, **_measured(readers, items, item_ids, seed)}
        run.status, run.finished_at = Run.Status.READY, timezone.now()
        run.save()
        run_activate(run.pk)
        runs_prune(Run.Kind.SEQUENCE)
    run.refresh_from_db()
    return run


def _record(source: Source, readers: Readers, encoder: Run, seed: int) -> Run:
    named = " + ".join(READERS.get(name, name) for name in readers.names)
    told: list[dict[str, Any]] = [
        {"name": name, "weight": weight, "ndcg10": None, "train_s": 0.0, "curve": []}
        for name, weight in zip(readers.names, readers.weights, strict=True)
    ]
    return Run.objects.create(
        kind=Run.Kind.SEQUENCE,
        name=f"{named}, unchanged"[:120],
        parent=encoder,
        dim=readers.config.dim,
        seed=seed,
        params={"from": dict(source.record), "zero_shot": True},
        metrics={
            "readers": told,
            "epochs": 0.0,
            "train_s": 0.0,
            "acts": 0,
            "shoppers": 0,
            "items": 0,
            "gates": {name: round(share, 4) for name, share in readers.tower.gates().items()},
        },
        device=str(readers.device)[:40],
    )


def _measured(
    readers: Readers, items: ItemInputs, item_ids: list[str], seed: int
) -> dict[str, float]:
    """Return NDCG@10 and HR@10 of shoppers' last steps; nothing where nobody made three."""
    from recommender.neural.sequences import Sequences
    from recommender.neural.training import popular_ranks
    from recommender.neural.transfer import ranks_unchanged

    acts = acts_all()
    if not len(acts.rows):
        return {}
    place = {item_id: at for at, item_id in enumerate(item_ids)}
    rows = np.array([place[item_id] for item_id in acts.item_ids], dtype=np.int64)
    found = acts.sequences()
    # Words of places and devices have the codes of this shop, not those the model knows.
    marks = {name: codes for name, codes in found.marks.items() if name not in WORD_MARKS}
    sequences = Sequences(rows[found.rows], found.kinds, found.times, found.offsets, marks)
    kept, validation = hold_out(sequences, SequenceParams().validation_shoppers, seed)
    if validation is None:
        return {}
    ranks = ranks_unchanged(readers, items, validation)
    popular = popular_ranks(kept, len(items), validation)
    return {
        "ndcg10": round(float(ndcg_at(ranks, 10).mean()), 5),
        "hr10": round(float(hit_at(ranks, 10).mean()), 5),
        "popular_ndcg10": round(float(ndcg_at(popular, 10).mean()), 5),
    }
