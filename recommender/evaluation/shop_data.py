"""A shop's own events as data to evaluate on. The only file of this package that needs Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.conf import option
from recommender.errors import NotReady
from recommender.evaluation.interactions import first_meetings, long_enough
from recommender.evaluation.suite import SuiteParams
from recommender.learning import SequenceParams, items_encode
from recommender.learning.acts import KINDS, acts_all
from recommender.learning.runs import active_run
from recommender.learning.vectors import vectors_read
from recommender.metrics import Floats
from recommender.models import Run
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences


LEAST_USERS = 20
EASE_L2 = 200.0
NOTE = (
    "Of each shopper, each item once, where it was met first, by any of: "
    + ", ".join(kind.value for kind in KINDS)
    + " (ratings from 4). Shoppers with fewer than three items are left out."
)


@dataclass(frozen=True, slots=True)
class ShopData:
    """Histories with kinds and times, and content (items, C) float32, unit rows."""

    histories: Sequences
    item_ids: tuple[str, ...]
    content: Floats


def shop_data(progress: Progress | None = None) -> ShopData:
    """Read all acts of the shop, and encode the texts of items that are not encoded yet.

    Raises:
        NotReady: too few shoppers have met three items.
        OutsideFailure: the encoder fails.
    """
    from recommender.neural.sequences import merge_repeats

    acts = acts_all()
    merged = merge_repeats(acts.owners, acts.rows, acts.kinds, acts.times, acts.shoppers)
    histories = long_enough(first_meetings(merged))
    if len(histories) < LEAST_USERS:
        raise NotReady(
            f"Only {len(histories)} shoppers have met three items: too few to evaluate on."
        )
    items_encode(progress)
    encoder = active_run(Run.Kind.ENCODER)
    known = vectors_read(encoder.pk, encoder.dim)
    blank = np.zeros(encoder.dim, dtype=np.float32)
    content = np.stack([known.get(item_id, blank) for item_id in acts.item_ids])
    return ShopData(histories, tuple(acts.item_ids), content)


def shop_params(seed: int = 0, budget_s: float | None = None) -> SuiteParams:
    """Return the settings that the shop's own training uses by default."""
    from recommender.neural.sequences import GAPS

    own = SequenceParams()
    model: dict[str, Any] = {
        "dim": own.dim,
        "layers": own.layers,
        "heads": own.heads,
        "length": int(option("HISTORY_LENGTH")),
        "dropout": own.dropout,
        "id_dropout": own.id_dropout,
        "temperature": own.temperature,
        "marks": {"kind": len(KINDS) + 1, "gap": GAPS},
    }
    train: dict[str, Any] = {
        "epochs": own.epochs,
        "batch_size": own.batch_size,
        "learning_rate": own.learning_rate,
        "patience": own.patience,
        "budget_s": own.budget_s if budget_s is None else budget_s,
        "seed": seed,
    }
    return SuiteParams(ease_l2=EASE_L2, model=model, train=train)
