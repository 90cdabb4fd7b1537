"""Source `together`: what the same shoppers bought with the anchors, or with one's own history.

`score(i) = Σ_a share_a · strength(a, i)`: with anchors each has the same share and no event is
credited; without them the shares are the shopper's own event weights. Every pair counts, whoever
found the item: limits are on what is recalled, so that the score is a plain sum over events.
No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from recommender.actions import event_weights
from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import recalled_from, together_anchors
from recommender.registry import register


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    limit: int = bounded(100, 10, 1000, "How many pairs are fetched.")
    anchors: int = bounded(12, 1, 50, "How many items of the history are asked about.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "together")
class Together:
    """Items bought together with what is looked at, in the cart or in the history."""

    slug = "together"
    Params = Limits
    weight: ClassVar[float] = 0.8
    help: ClassVar[str] = "What the same shoppers bought together"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits; pairs are kept from `recall` to `attribute`."""
        self.params = params or Limits()
        self._pairs: list[tuple[str, str, float, int]] = []
        self._known: tuple[ItemBlock, Floats] | None = None

    def recall(self, query: Query, store: Store) -> Recalled:
        """Fetch the pairs of the anchors; return the strongest of the heaviest of them."""
        shares = together_anchors(query)
        if not shares:
            return recalled_from([])
        self._known = None
        self._pairs = store.bought_together(list(shares))
        leading = (
            list(shares) if query.context.anchor_item_ids else list(shares)[: self.params.anchors]
        )
        found: dict[str, float] = {}
        for anchor, other, strength, _ in store.bought_together(leading, self.params.limit):
            found[other] = found.get(other, 0.0) + shares[anchor] * strength
        return recalled_from(sorted(found.items(), key=lambda pair: -pair[1]))

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Sum of the anchors' strengths by their shares, (n,)."""
        shares = together_anchors(query)
        return self._strengths(block, list(shares)) @ np.array(
            list(shares.values()), dtype=np.float32
        )

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """Each event's part, (n, e); None where anchors, not events, were asked about."""
        if query.context.anchor_item_ids:
            return None
        terms = np.zeros((len(block.facts), len(query.profile.events)), dtype=np.float32)
        anchors = list(together_anchors(query))
        strengths = self._strengths(block, anchors)
        column = {anchor: place for place, anchor in enumerate(anchors)}
        weights, mass = event_weights(query)
        for place, event in enumerate(query.profile.events):
            if event.item_id in column and weights[place] > 0:
                terms[:, place] = strengths[:, column[event.item_id]] * (
                    weights[place] / max(mass, 1.0)
                )
        return terms

    def _strengths(self, block: ItemBlock, anchors: list[str]) -> Floats:
        """Strength of each pair (n, a), 0 where none is known; worked out once a block."""
        if self._known is None or self._known[0] is not block:
            rows, columns = block.row_of, {anchor: place for place, anchor in enumerate(anchors)}
            strengths = np.zeros((len(rows), len(columns)), dtype=np.float32)
            for anchor, other, strength, _ in self._pairs:
                if other in rows and anchor in columns:
                    strengths[rows[other], columns[anchor]] = strength
            self._known = (block, strengths)
        return self._known[1]
