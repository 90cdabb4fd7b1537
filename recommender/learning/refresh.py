"""Shoppers' interests: deep vector, exact leave-one-out rows and a few named tastes, stored.

One shopper in a warm worker takes a few queries and one small batch; all of them go by hundreds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone
from pgvector import HalfVector

from recommender.conf import option
from recommender.contracts import Floats
from recommender.learning.acts import KINDS, ShopperAct, acts_of, marks_of
from recommender.learning.loaded import LoadedSequence, sequence_loaded
from recommender.learning.naming import Tastes, item_names, labels_written, tastes_named
from recommender.learning.owed import lease_these, settle
from recommender.learning.runs import active_run
from recommender.learning.vectors import vectors_read
from recommender.models import InterestRow, InterestState, Run, Shopper
from recommender.progress import Progress
from recommender.sql import LATER, rows

if TYPE_CHECKING:
    from recommender.neural.interests import Acts, Deep

CHUNK = 100  # shoppers at a time: about 5,000 short histories
# Newest acts that interests stand on; the models read HISTORY_LENGTH of them. Both count the acts
# that the shopper does not want used: leaving one out never lets an older one in.
TASTE_ACTS = 200

_EVERYBODY = """
SELECT s.id FROM recommender_shopper s
WHERE s.merged_into_id IS NULL AND (
    EXISTS (SELECT 1 FROM recommender_event e WHERE e.shopper_id = s.id)
    OR EXISTS (SELECT 1 FROM recommender_intereststate t WHERE t.shopper_id = s.id)
)
ORDER BY s.id
"""


@dataclass(frozen=True, slots=True)
class _Understood:
    """What is stored of one shopper; `acts` are those of the window, used or not, oldest first.

    loo (len(acts), D): the deep vector without each; without one that is not used it is the same.
    """

    shopper_id: UUID
    acts: Sequence[ShopperAct]
    deep: Deep
    loo: Floats
    tastes: Tastes
    grouped: bool  # the shop's departments counted in what belongs together


def interests_can_be_refreshed() -> bool:
    """Return whether a sequence model serves: cheap, loads nothing."""
    return Run.objects.filter(kind=Run.Kind.SEQUENCE, is_active=True).exists()


def interests_warm() -> None:
    """Load the serving model and run it once.

    Raises:
        NotReady: no sequence model is active yet.
        OutsideFailure: its files are gone or damaged.
    """
    from recommender.neural.interests import Acts, deep_vectors

    run = active_run(Run.Kind.SEQUENCE)
    model = sequence_loaded(run.pk).model
    made = np.zeros(3, dtype=np.int64)
    deep_vectors(model, np.ones((1, run.dim), dtype=np.float32), [Acts(made, made, made)])


def interests_refresh(
    shopper_ids: Sequence[UUID] | None = None, progress: Progress | None = None
) -> int:
    """Compute and store the interests of those shoppers (all when None) under the active run.

    For all, what is owed of them is struck out too; for some, that is the caller's to do. A shopper
    without an act left has no interests afterwards. Returns how many have some.

    Raises:
        NotReady: no sequence model is active yet.
        OutsideFailure: its files are gone or damaged.
    """
    run = active_run(Run.Kind.SEQUENCE)
    loaded = sequence_loaded(run.pk)
    everybody = shopper_ids is None
    everyone = (row[0] for row in rows(_EVERYBODY)) if everybody else ()
    wanted = list(dict.fromkeys(shopper_ids if shopper_ids is not None else everyone))
    known = vectors_read(run.pk, run.dim) if everybody else None
    count = 0
    for done, chunk in _chunks(wanted):
        leases = lease_these(chunk) if everybody else []
        understood = _understand(run, loaded, chunk, known)
        _store(run, chunk, understood)
        settle(leases)
        count += len(understood)
        if progress is not None:
            progress("reading interests", done, len(wanted))
    return count


def _chunks(wanted: Sequence[UUID]) -> Iterator[tuple[int, Sequence[UUID]]]:
    for at in range(0, len(wanted), CHUNK):
        yield min(at + CHUNK, len(wanted)), wanted[at : at + CHUNK]


def _understand(
    run: Run, loaded: LoadedSequence, shopper_ids: Sequence[UUID], known: dict[str, Floats] | None
) -> list[_Understood]:
    """Run the readers over the shoppers' acts; those without any are left out."""
    from recommender.neural.interests import deep_vectors

    window = int(option("HISTORY_LENGTH"))
    acts_by = acts_of(shopper_ids, max(window, TASTE_ACTS))
    item_ids = sorted({act.item_id for acts in acts_by.values() for act in acts})
    placed = vectors_read(run.pk, run.dim, item_ids) if known is None else known
    # An item without a vector of this run yet cannot be read by the model: encoding will owe it.
    item_ids = [item_id for item_id in item_ids if item_id in placed]
    if not item_ids:
        return []
    rows_of = {item_id: row for row, item_id in enumerate(item_ids)}
    matrix = np.stack([placed[item_id] for item_id in item_ids])
    names = item_names(item_ids)
    usable = {
        shopper_id: [act for act in acts if act.item_id in rows_of and act.item_id in names]
        for shopper_id, acts in acts_by.items()
    }
    read = {shopper_id: _used(acts[-window:]) for shopper_id, acts in usable.items()}
    read = {shopper_id: acts for shopper_id, acts in read.items() if acts}
    card = loaded.card
    arrays = [_arrays(acts, rows_of, card.vocabularies) for acts in read.values()]
    deep = deep_vectors(loaded.model, matrix, arrays)
    return [
        _Understood(
            shopper_id,
            usable[shopper_id][-window:],
            one,
            _without_each(usable[shopper_id][-window:], one),
            tastes_named(
                [act for act in usable[shopper_id] if act.is_grouped],
                rows_of,
                matrix,
                names,
                card.grouped,
            ),
            card.grouped,
        )
        for shopper_id, one in zip(read, deep, strict=True)
    ]


def _used(acts: Sequence[ShopperAct]) -> list[ShopperAct]:
    return [act for act in acts if act.is_used]


def _without_each(acts: Sequence[ShopperAct], deep: Deep) -> Floats:
    """Return the deep vector without each act; `deep.loo` has a row of each that is used."""
    loo = np.repeat(deep.deep[None], len(acts), axis=0)
    loo[[act.is_used for act in acts]] = deep.loo
    return loo


def _arrays(
    acts: Sequence[ShopperAct],
    rows_of: Mapping[str, int],
    vocabularies: Mapping[str, Sequence[str]],
) -> Acts:
    from recommender.neural.interests import Acts

    return Acts(
        np.array([rows_of[act.item_id] for act in acts], dtype=np.int64),
        np.array([KINDS.index(act.kind) + 1 for act in acts], dtype=np.int64),
        np.array([int(act.occurred_at.timestamp()) for act in acts], dtype=np.int64),
        marks_of(acts, vocabularies),
    )


def _store(run: Run, asked: Sequence[UUID], understood: Sequence[_Understood]) -> None:
    """Replace what is stored of `asked`; who was deleted or merged meanwhile is left out."""
    with transaction.atomic():
        rows(LATER)  # see `owed`: lost in a crash, it is owed again
        there = Shopper.objects.select_for_update(no_key=True).filter(
            pk__in=asked, merged_into=None
        )
        alive = set(there.order_by("pk").values_list("pk", flat=True))
        kept = [one for one in understood if one.shopper_id in alive]
        gone = set(asked) - {one.shopper_id for one in kept}
        InterestRow.objects.filter(state_id__in=asked).delete()
        InterestState.objects.filter(shopper_id__in=gone).delete()
        labels = iter(labels_written([one for u in kept for one in u.tastes.interests]))
        now = timezone.now()
        InterestState.objects.bulk_create(
            [
                InterestState(
                    shopper_id=one.shopper_id,
                    run_id=run.pk,
                    deep=HalfVector(one.deep.deep),
                    event_ids=[act.event_id for act in one.acts],
                    loo=one.loo.astype(np.float16).tobytes(),
                    parts=one.deep.parts.astype(np.float16).tobytes(),
                    aside=dict(one.tastes.aside),
                    as_of=one.acts[-1].occurred_at,
                    refreshed_at=now,
                )
                for one in kept
            ],
            update_conflicts=True,
            unique_fields=["shopper"],
            update_fields=[
                "run",
                "deep",
                "event_ids",
                "loo",
                "parts",
                "aside",
                "as_of",
                "refreshed_at",
            ],
        )
        InterestRow.objects.bulk_create(
            InterestRow(
                state_id=one.shopper_id,
                position=position,
                name=interest.name.key,
                labels=next(labels),
                weight=interest.share,
                embedding=HalfVector(interest.vector),
                event_ids=list(interest.event_ids),
                kinds=dict(interest.kinds),
                department=interest.name.department if one.grouped else "",
                since=interest.since,
            )
            for one in kept
            for position, interest in enumerate(one.tastes.interests)
        )
