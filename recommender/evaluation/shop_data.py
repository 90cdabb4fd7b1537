"""A shop's own events as data to evaluate on. The only file of this package that needs Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recommender.conf import option
from recommender.errors import NotReady
from recommender.evaluation.interactions import first_meetings, long_enough
from recommender.evaluation.parts import Part
from recommender.learning import SequenceParams, items_encode
from recommender.learning.act_kinds import mark_sizes
from recommender.learning.acts import KINDS, acts_all
from recommender.learning.facets import inputs_of, price_limits
from recommender.learning.runs import active_run
from recommender.learning.vectors import vectors_read
from recommender.models import Run
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.items import ItemInputs
    from recommender.neural.sequences import Sequences


LEAST_USERS = 20
EASE_L2 = 200.0
RIDGE_L2 = 300.0
NOTE = (
    "Of each shopper, each item once, where it was met first, by any of: "
    + ", ".join(kind.value for kind in KINDS)
    + " (ratings from 4). Shoppers with fewer than three items are left out."
)


@dataclass(frozen=True, slots=True)
class ShopData:
    """First meetings with kinds, marks and times, in the order of acts, and what items are made of.

    histories: of at least three steps, to leave one out; every: of one step or more. marks: how
    many codes each mark has that the shop's own training would read.
    """

    histories: Sequences
    every: Sequences
    item_ids: tuple[str, ...]
    inputs: ItemInputs
    marks: Mapping[str, int]


def shop_data(progress: Progress | None = None) -> ShopData:
    """Read all acts of the shop, and encode the texts of items that are not encoded yet.

    Raises:
        NotReady: too few shoppers have met three items.
        OutsideFailure: the encoder fails.
    """
    from recommender.neural.sequences import TIME_MARKS

    acts = acts_all()
    every = long_enough(first_meetings(acts.sequences()), 1)
    histories = long_enough(every)
    if len(histories) < LEAST_USERS:
        raise NotReady(
            f"Only {len(histories)} shoppers have met three items: too few to evaluate on "
            f"({LEAST_USERS} are needed)."
        )
    items_encode(progress)
    encoder = active_run(Run.Kind.ENCODER)
    known = vectors_read(encoder.pk, encoder.dim)
    inputs = inputs_of(encoder, acts.item_ids, known, price_limits(acts.item_ids))
    marks = {"kind": len(KINDS) + 1, **TIME_MARKS, **mark_sizes(acts.vocabularies)}
    return ShopData(histories, every, tuple(acts.item_ids), inputs, marks)


def shop_parts(
    budget_s: float | None = None, marks: Mapping[str, int] | None = None
) -> dict[str, Part]:
    """Return the models and settings that the shop's own training uses by default."""
    own = SequenceParams()
    shape: dict[str, Any] = {
        "dim": own.dim,
        "length": int(option("HISTORY_LENGTH")),
        "dropout": own.dropout,
        "id_dropout": own.id_dropout,
        "temperature": own.temperature,
        "marks": dict(marks or {}),
    }
    train: dict[str, Any] = {
        "epochs": own.epochs,
        "batch_size": own.batch_size,
        "learning_rate": own.learning_rate,
        "patience": own.patience,
        "budget_s": own.budget_s if budget_s is None else budget_s,
    }

    def reader(kind: str, **more: int) -> Part:
        return Part(kind, {**shape, **more}, train, denoise=bool(own.denoise))

    return {
        "popularity": Part("popularity"),
        "item_knn": Part("item_knn"),
        "ease_decayed": Part("ease", {"l2": EASE_L2}),
        "next_item": Part("next_item", {"l2": RIDGE_L2}),
        "content_knn": Part("content_knn"),
        "sasrec": reader("sasrec", layers=own.layers, heads=own.heads),
        "gru4rec": reader("gru4rec"),
        "caser": reader("caser"),
    }


# What a shop's owner waits for unless more is asked for: one sequence model, not three.
SHOP_PARTS = ("popularity", "item_knn", "ease_decayed", "next_item", "content_knn", "sasrec")
