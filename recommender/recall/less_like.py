"""Source `less_like`: nearness to what the shopper asked less of. It finds nothing, it pushes down.

Its weight in the sum is the negative of the strategy's, so that the sum of named parts still is
the score. No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from recommender.actions import nearness
from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import recalled_from
from recommender.registry import register


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    floor: float = bounded(0.35, 0.0, 0.9, "Cosine below which an item is not alike.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "less_like")
class LessLike:
    """How alike an item is to those the shopper wants less of."""

    slug = "less_like"
    Params = Limits
    weight: ClassVar[float] = 2.0
    help: ClassVar[str] = 'How strongly "less like this" pushes similar items down'
    sign: ClassVar[float] = -1.0

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Find nothing."""
        return recalled_from([])

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Nearness to the nearest of the unwanted items, (n,)."""
        unwanted = set(query.profile.less_like_item_ids)
        rows = [row for row, item in enumerate(query.history.item_ids) if item in unwanted]
        if not rows:
            return np.zeros(len(block.facts), dtype=np.float32)
        cosines = block.content @ query.history.content[rows].T
        return nearness(cosines.max(axis=1), self.params.floor)

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """An instruction, not an event."""
        return None
