"""Source `popular`: what most shoppers took, of all time. Credits no event.

`score = fade(acts) · log(1 + shoppers) / log(1 + most)`: with nothing known of a shopper this is
all there is to go by, and with each act less of it is needed (`recommender.evaluation.prior`
measures the hand-over). The number of acts stays when one of them is left out. No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import acts_fade, recalled_from, scores_of
from recommender.registry import register


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    limit: int = bounded(50, 10, 1000, "How many items are fetched.")
    half: int = bounded(
        10, 1, 1000, "After how many acts of a shopper it counts half of what it does at first."
    )

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "popular")
class Popular:
    """The shop's best known items."""

    slug = "popular"
    Params = Limits
    weight: ClassVar[float] = 0.15
    help: ClassVar[str] = "What most shoppers took, of all time"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Fetch the most popular items, of the category when there is one."""
        rows = store.popular("all", "", self.params.limit, query.context.category)
        return recalled_from([(item_id, score) for item_id, score, _ in rows])

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """The fading share of `log(1 + shoppers) / log(1 + most)` where recalled, else 0, (n,)."""
        return scores_of(block, recalled) * acts_fade(query, self.params.half)

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """No event counts here."""
        return None
