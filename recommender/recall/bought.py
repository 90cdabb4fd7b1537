"""Source `bought`: what sells, in the whole shop and among its own kind. Credits no event.

`score = ½ log(1 + buyers) / log(1 + most) + ½ log(1 + buyers) / log(1 + most of its category)`,
of all time, counted by `recommender.statistics`. The second half keeps the best of a small kind in
sight, so that a shopper with a taste for it is not led back to what the whole shop buys.

It is not `popular`: what many look at and few want in the end does not sell. And it does not fade
with the acts of a shopper: of two things that suit them equally, one still is the better. In a shop
that sells more than `known` items the scale begins at the last of them, so that there is no step
between those and the rest. No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import recalled_from
from recommender.registry import register


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    limit: int = bounded(50, 10, 1000, "How many items are fetched.")
    known: int = bounded(1000, 10, 5000, "How many of the most bought items are told apart.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "bought")
class Bought:
    """The bestsellers of the shop and of each category."""

    slug = "bought"
    Params = Limits
    weight: ClassVar[float] = 0.25
    help: ClassVar[str] = "What most shoppers bought, in the shop and of its kind"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits; what sells is read with each recall."""
        self.params = params or Limits()
        self._scores: dict[str, float] = {}

    def recall(self, query: Query, store: Store) -> Recalled:
        """Fetch what is bought most, of the category when there is one."""
        rows = store.bought(self.params.known, query.context.category)
        least = rows[-1][1] if len(rows) == self.params.known else 0.0
        span = max(1.0 - least, 1e-9)
        self._scores = {item_id: (score - least) / span for item_id, score in rows}
        return recalled_from(list(self._scores.items())[: self.params.limit])

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """How well each row sells, 0 where nobody bought it, (n,)."""
        found = self._scores
        return np.array([found.get(item_id, 0.0) for item_id in block.item_ids], dtype=np.float32)

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """No event counts here."""
        return None
