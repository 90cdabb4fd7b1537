"""Source `moment`: right for the hour, the weekday, the season and the device. Credits no event.

What is taken more than usual then, by the shop's own clock:
`score = ln(lift) / ln(3)`, kept within 0..1: 0 as usual, 1 at three times the usual. An item with
few acts of its own is taken for its category (`recommender.lifts`). No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from recommender.contracts import Floats, ItemBlock, Moment, Query, Recalled, Store
from recommender.lifts import lift_scores
from recommender.params import bounded, check_bounds
from recommender.recalled import recalled_from
from recommender.registry import register


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    limit: int = bounded(60, 10, 200, "How many items are fetched.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "moment")
class RightNow:
    """What the hour, the day, the season and the device ask for."""

    slug = "moment"
    Params = Limits
    weight: ClassVar[float] = 0.2
    help: ClassVar[str] = "What is taken more than usual at this hour, day and season"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits; the moment is read with the first recall."""
        self.params = params or Limits()
        self._moment = Moment()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Fetch the well known items of the moment."""
        context = query.context
        self._moment = store.moment(context.now, context.device, context.category)
        return recalled_from(self._moment.leading[: self.params.limit])

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """`ln(lift) / ln(3)` within 0..1, (n,)."""
        moment = self._moment
        if not (moment.by_item or moment.by_category or moment.by_department):
            return np.zeros(len(block.facts), dtype=np.float32)
        items = map(moment.by_item.get, block.item_ids)
        homes = [
            moment.by_category.get(fact.category) or moment.by_department.get(fact.department, 1.0)
            for fact in block.facts
        ]
        lifts = [own or home for own, home in zip(items, homes, strict=True)]
        return lift_scores(np.array(lifts, dtype=np.float32))

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """No event counts here."""
        return None
