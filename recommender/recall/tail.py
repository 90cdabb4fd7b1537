"""Source `tail`: little known items that fit the shopper. The taste is `session`'s sum.

`score(i) = is_tail(i) · Σ_j w_j · near(v_j, v_i) / max(1, Σ |w|)`. No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from recommender.actions import event_nearness, event_weights
from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import LEADS, content_leads, recalled_from
from recommender.registry import register


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    limit: int = bounded(80, 10, 1000, "How many items are fetched.")
    floor: float = bounded(0.25, 0.0, 0.9, "Cosine below which two items have nothing in common.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "tail")
class Tail:
    """Items outside those that make up 80 % of events, near the shopper's taste."""

    slug = "tail"
    Params = Limits
    is_novel: ClassVar[bool] = True
    weight: ClassVar[float] = 0.4
    help: ClassVar[str] = "Little known items that fit the shopper"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Search the tail around the heaviest recent items."""
        leads = content_leads(query, LEADS)
        if not len(leads):
            return recalled_from([])
        return recalled_from(store.tail(leads, self.params.limit, query.context.category))

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """The taste's sum on tail items, 0 on others, (n,)."""
        total: Floats = self._terms(query, block).sum(axis=1)
        return total

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """Each event's term, (n, e)."""
        return self._terms(query, block)

    def _terms(self, query: Query, block: ItemBlock) -> Floats:
        weights, mass = event_weights(query)
        in_tail = block.is_tail.astype(np.float32)
        near = event_nearness(query, block, self.params.floor)
        return (in_tail[:, None] * near * (weights / max(mass, 1.0))).astype(np.float32)
