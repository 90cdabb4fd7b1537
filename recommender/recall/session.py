"""Source `session`: what the newest actions point at, in the encoder's content space.

`score(i) = Σ_j w_j · near(v_j, v_i) / max(1, Σ |w|)`: one term per event, so leaving an event out
is subtraction. Needs no trained model and no worker. No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from recommender.actions import event_nearness, event_weights
from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import content_leads, recalled_from
from recommender.registry import register


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    limit: int = bounded(200, 10, 1000, "How many items are fetched.")
    leads: int = bounded(4, 1, 12, "How many of the newest items are searched around.")
    floor: float = bounded(0.25, 0.0, 0.9, "Cosine below which two items have nothing in common.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "session")
class Session:
    """Items near what the shopper just did; what they turned away from counts against."""

    slug = "session"
    Params = Limits
    weight: ClassVar[float] = 1.6
    help: ClassVar[str] = "What the newest actions point at"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Search around the heaviest recent items."""
        leads = content_leads(query, self.params.leads)
        if not len(leads):
            return recalled_from([])
        found = store.nearest_content(leads, self.params.limit, query.context.category)
        return recalled_from(found)

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Sum of the terms of all events, (n,)."""
        total: Floats = self._terms(query, block).sum(axis=1)
        return total

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """The terms themselves, (n, e)."""
        return self._terms(query, block)

    def _terms(self, query: Query, block: ItemBlock) -> Floats:
        weights, mass = event_weights(query)
        near = event_nearness(query, block, self.params.floor)
        return (near * (weights / max(mass, 1.0))).astype(np.float32)
