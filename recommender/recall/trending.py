"""Source `trending`: what many took this week, near the shopper first. Credits no event.

`score = fade(acts) · max(score in the place, elsewhere · score everywhere)`: the more is known of a
shopper, the less what others take says (`recommender.recalled.acts_fade`). No Django.
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

    limit: int = bounded(100, 10, 1000, "How many items are fetched.")
    least: int = bounded(3, 1, 100, "Shoppers who must have taken an item for it to trend.")
    half: int = bounded(
        10, 1, 1000, "After how many acts of a shopper it counts half of what it does at first."
    )
    elsewhere: float = bounded(
        0.8, 0.0, 1.0, "What a trend everywhere counts beside one in the shopper's own place."
    )

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "trending")
class Trending:
    """What shoppers took this week."""

    slug = "trending"
    Params = Limits
    weight: ClassVar[float] = 0.12
    help: ClassVar[str] = "What many took this week, near the shopper first"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Fetch this week's items, in the place and everywhere."""
        place = query.place
        limit, category = self.params.limit, query.context.category
        everywhere = store.popular("week", "", limit, category)
        share = self.params.elsewhere if place else 1.0
        found = {
            item_id: share * score
            for item_id, score, shoppers in everywhere
            if shoppers >= self.params.least
        }
        if place:
            for item_id, score, shoppers in store.popular("week", place, limit, category):
                if shoppers >= self.params.least:
                    found[item_id] = max(found.get(item_id, 0.0), score)
                    query.memo["trends_near_by"] = True
        return recalled_from(sorted(found.items(), key=lambda pair: -pair[1]))

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """The week's score where recalled, else 0; less with each act known, (n,)."""
        return scores_of(block, recalled) * acts_fade(query, self.params.half)

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """No event counts here."""
        return None
