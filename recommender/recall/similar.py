"""Source `similar`: nearest in content to what is looked at, or to the last items of the session.

With anchors, the best cosine to any of them, and no event is credited. Without, one term per event,
fading within minutes, as in `session` but blind to older history. No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from recommender.actions import event_nearness, event_weights, nearness
from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import recalled_from
from recommender.registry import register


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    limit: int = bounded(100, 10, 1000, "How many items are fetched.")
    floor: float = bounded(0.25, 0.0, 0.9, "Cosine below which two items have nothing in common.")
    half_life_s: float = bounded(600.0, 10.0, 86_400.0, "How fast the last items fade, seconds.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "similar")
class Similar:
    """Items like the one looked at."""

    slug = "similar"
    Params = Limits
    weight: ClassVar[float] = 0.9
    help: ClassVar[str] = "What resembles the item looked at or the last items"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Search around the anchors; around the last items `session` already does."""
        vectors = query.anchors.content
        vectors = vectors[np.any(vectors != 0, axis=1)]
        if not len(vectors):
            return recalled_from([])
        return recalled_from(
            store.nearest_content(vectors, self.params.limit, query.context.category)
        )

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Nearness to the anchors or to the last items, (n,)."""
        if query.context.anchor_item_ids:
            cosines = block.content @ query.anchors.content.T
            best = cosines.max(axis=1, initial=0.0)
            return nearness(best, self.params.floor)
        total: Floats = self._terms(query, block).sum(axis=1)
        return total

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """Each event's part, (n, e); None where anchors were asked about."""
        return None if query.context.anchor_item_ids else self._terms(query, block)

    def _terms(self, query: Query, block: ItemBlock) -> Floats:
        half_life = self.params.half_life_s
        weights, mass = event_weights(query, half_life, half_life)
        near = event_nearness(query, block, self.params.floor)
        return (near * (weights / max(mass, 1.0))).astype(np.float32)
