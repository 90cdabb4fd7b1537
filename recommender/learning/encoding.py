"""Items to vectors: text through the encoder; its vectors and the items' facts through the tower.

The encoder that serves is a run. When `ENCODER` names other weights than any run so far, a new run
is filled beside the serving one and switched on when it is whole. An item added between two
trainings gets its place in the sequence model's space from its text and facts alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from recommender.conf import option
from recommender.errors import NotReady
from recommender.item_text import item_text
from recommender.learning.facets import inputs_of
from recommender.learning.loaded import encoder_loaded, sequence_loaded
from recommender.learning.runs import run_activate, runs_prune
from recommender.learning.vectors import vectors_read, vectors_write
from recommender.models import Item, ItemVector, Run
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.encoder import TextEncoder

CHUNK = 512


def items_encode(progress: Progress | None = None) -> int:
    """Encode items that are new or whose text changed; return how many got a vector.

    Raises:
        NotReady: there are no items.
        OutsideFailure: the encoder cannot be loaded, or its weights are not the expected ones.
    """
    if not Item.objects.exists():
        raise NotReady("The shop has no items: import or build a catalogue first.")
    filling = _run_wanted()
    serving = Run.objects.filter(kind=Run.Kind.ENCODER, is_active=True).first()
    count = 0
    for run in dict.fromkeys(run for run in (filling, serving) if run is not None):
        count += _encode_into(run, progress)
    if filling is not None:
        filling.status, filling.finished_at = Run.Status.READY, timezone.now()
        filling.save(update_fields=["status", "finished_at"])
        run_activate(filling.pk)
        runs_prune(Run.Kind.ENCODER)
    model_vectors_fill(progress)
    return count


def items_owed() -> bool:
    """Return whether any item lacks a vector of the serving runs: cheap, loads no model."""
    serving = list(Run.objects.filter(is_active=True))
    kinds = {run.kind for run in serving}
    if Run.Kind.ENCODER not in kinds:
        return Item.objects.exists()
    return any(_stale(run).exists() for run in serving)


def _run_wanted() -> Run | None:
    """Return the run to fill: None when the weights that `ENCODER` names were used before.

    After a rollback the newest run stays known, so that encoding does not undo the rollback.
    """
    source = str(option("ENCODER"))
    known = Run.objects.filter(kind=Run.Kind.ENCODER, status=Run.Status.READY)
    newest = known.order_by("-pk").first()
    if newest is not None and newest.params.get("source") == source:
        return None
    encoder = encoder_loaded(source)
    if newest is not None and newest.params.get("fingerprint") == encoder.fingerprint:
        return None
    return _run_make(source, encoder)


def _run_make(source: str, encoder: TextEncoder) -> Run:
    begun = Run.objects.filter(
        kind=Run.Kind.ENCODER,
        status=Run.Status.RUNNING,
        params__fingerprint=encoder.fingerprint,
    ).first()
    return begun or Run.objects.create(
        kind=Run.Kind.ENCODER,
        name="all-MiniLM-L6-v2" if source == "packaged" else source[:120],
        dim=encoder.dim,
        params={
            "source": source,
            "fingerprint": encoder.fingerprint,
            "max_tokens": encoder.max_tokens,
        },
        device=str(encoder.device),
    )


def _stale(run: Run) -> QuerySet[Item, Any]:
    vector = ItemVector.objects.filter(run=run, item=OuterRef("pk"))
    return (
        Item.objects.annotate(made_from=Subquery(vector.values("text_digest")[:1]))
        .filter(Q(made_from__isnull=True) | ~Q(made_from=F("text_digest")))
        .order_by("pk")
    )


def _encode_into(run: Run, progress: Progress | None) -> int:
    items = list(
        _stale(run).values_list(
            "pk", "text_digest", "title", "description", "category_name", "brand", "attributes"
        )
    )
    if not items:
        return 0
    encoder = encoder_loaded(str(run.params["source"]))
    for at in range(0, len(items), CHUNK):
        part = items[at : at + CHUNK]
        vectors = encoder.encode([item_text(*row[2:]) for row in part], progress=None)
        vectors_write(run.pk, [row[0] for row in part], vectors, [row[1] for row in part])
        if progress is not None:
            progress("encoding items", min(at + CHUNK, len(items)), len(items))
    return len(items)


def model_vectors_fill(progress: Progress | None = None) -> int:
    """Give items without a current vector of the active sequence model one from text and facts.

    Items the model was trained on keep their learned part. Does nothing where the model was trained
    on another encoder than the one its parent run names. Returns the number of vectors written.
    """
    run = Run.objects.filter(kind=Run.Kind.SEQUENCE, is_active=True).first()
    if run is None or run.parent is None:
        return 0
    stale = dict(_stale(run).values_list("pk", "text_digest"))
    content = vectors_read(run.parent.pk, run.parent.dim, list(stale)) if stale else {}
    if not content:
        return 0
    from recommender.neural.tower import item_matrix

    loaded = sequence_loaded(run.pk)
    item_ids = sorted(content)
    vectors = item_matrix(
        loaded.model.tower,
        inputs_of(run.parent, item_ids, content, loaded.card.price_limits),
        np.array([loaded.rows.get(item_id, -1) for item_id in item_ids], dtype=np.int64),
    )
    vectors_write(run.pk, item_ids, vectors, [stale[item_id] for item_id in item_ids])
    if progress is not None:
        progress("placing items in the model", len(item_ids), len(item_ids))
    return len(item_ids)
