"""Source `fresh`: items listed not long ago, so that a new product is met at all. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import numpy as np

from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import recalled_from
from recommender.registry import register


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    limit: int = bounded(60, 10, 1000, "How many items are fetched.")
    days: int = bounded(30, 1, 365, "How long an item counts as new.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "fresh")
class Fresh:
    """The newest items; the score falls in a straight line from 1 today to 0."""

    slug = "fresh"
    Params = Limits
    is_novel: ClassVar[bool] = True
    weight: ClassVar[float] = 0.06
    help: ClassVar[str] = "Newly listed items"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Fetch what was listed within the days."""
        since = query.context.now - timedelta(days=self.params.days)
        found = store.fresh(since, self.params.limit, query.context.category)
        return recalled_from([(item_id, 1.0) for item_id in found])

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """`1 - age / days`, 0 beyond, (n,)."""
        ages_s = query.context.now.timestamp() - block.listed_s
        rising = 1.0 - ages_s / (self.params.days * 86_400.0)
        fresh: Floats = np.where((ages_s >= 0) & (rising > 0), rising, 0.0).astype(np.float32)
        return fresh

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """No event counts here."""
        return None
