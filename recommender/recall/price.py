"""Source `price`: how near a price is to those that the shopper goes for. It finds nothing.

A price is compared with what is usual for its kind, the geometric mean of its category: a dear mug
is cheaper than a cheap sofa, and who likes fine mugs may well like fine sofas. With s the logarithm
of a price over the usual one,

`score(i) = Σ_j w_j · (MEAN − cost(s_i − s_j)) / (Σ |w| + PRIOR)`,   `cost(g) = min(1, g / ln full)`

for what is dearer than item j, and `cheaper` times that for what is cheaper. A price taken at
random comes to about 0, as does an item without one. One term per event, so leaving an event out is
subtraction. What was turned away from tells nothing of prices. No Django.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from recommender.actions import event_rows, event_weights
from recommender.contracts import Floats, ItemBlock, ItemFacts, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import recalled_from
from recommender.registry import register

PRIOR = 0.5  # mass of acts: so many say half of what a whole history says
MEAN = 0.3  # cost of a price taken at random, in the demo shop
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    full: float = bounded(2.0, 1.1, 10.0, "So many times as dear counts in full.")
    cheaper: float = bounded(0.3, 0.0, 1.0, "What being cheaper counts of what being dearer does.")
    half_life_days: float = bounded(
        60.0, 1.0, 365.0, "After how many days the price of an action counts half as much."
    )

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "price")
class Price:
    """Prices like those of what the shopper acted on."""

    slug = "price"
    Params = Limits
    weight: ClassVar[float] = 0.5
    help: ClassVar[str] = "Prices near those the shopper goes for, beside what is usual of the kind"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits; what is usual to pay is read with the first recall."""
        self.params = params or Limits()
        self._usual: Mapping[str, float] = {}

    def recall(self, query: Query, store: Store) -> Recalled:
        """Find nothing."""
        self._usual = store.usual_prices()
        return recalled_from([])

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Sum of the terms of all events, -0.7..0.3, (n,)."""
        total: Floats = self._terms(query, block).sum(axis=1)
        return total

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """The terms themselves, (n, e)."""
        return self._terms(query, block)

    def _terms(self, query: Query, block: ItemBlock) -> Floats:
        half_life_s = self.params.half_life_days * _DAY_S
        weights, mass = event_weights(query, half_life_s, half_life_s)
        rows = np.array(event_rows(query.profile.events, query.history), dtype=np.intp)
        acted_on = np.append(self._steps(query.history.facts), np.nan)[rows]  # -1: no item
        gap = self._steps(block.facts)[:, None] - acted_on
        cost = np.where(gap > 0, gap, -self.params.cheaper * gap) / math.log(self.params.full)
        share = np.maximum(weights, 0.0) / (mass + PRIOR)
        near = np.nan_to_num(MEAN - np.minimum(cost, 1.0))
        terms: Floats = (near * share).astype(np.float32)
        return terms

    def _steps(self, facts: Sequence[ItemFacts]) -> Floats:
        """Return the logarithm of each price over the usual of its kind, nan if not known, (n,)."""
        usual = self._usual
        over = [
            fact.price / usual[fact.category] if fact.price > 0 and fact.category in usual else None
            for fact in facts
        ]
        steps: Floats = np.log(np.array(over, dtype=np.float32))
        return steps
