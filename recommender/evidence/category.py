"""Evidence `category`: a category the shopper keeps coming back to. No Django."""

from __future__ import annotations

from collections import Counter

from recommender.actions import action_weight
from recommender.contracts import Evidence, EvidenceKind, Query, Scored, Store
from recommender.registry import register

LEAST_ITEMS = 3  # different items of it that were acted on
LEAST_SHARE = 0.2  # of all items acted on


@register("evidence", "category")
class Category:
    """The pick's category holds a good share of the items the shopper acted on."""

    slug = "category"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return the category when enough different items of it were acted on."""
        category = scored.block.facts[row].category
        counts = _counts(query)
        count, items = counts.get(category, 0), counts.total()
        if not category or count < LEAST_ITEMS or count < LEAST_SHARE * items:
            return []
        return [
            Evidence(
                id=f"category:{category}",
                kind=EvidenceKind.CATEGORY,
                values={
                    "category": category,
                    "count": count,
                    "share": round(count / items, 4),
                },
            )
        ]


def _counts(query: Query) -> Counter[str]:
    """Count different items by category that the shopper acted on with liking."""
    if "category_counts" not in query.memo:
        liked = {event.item_id for event in query.profile.events if action_weight(event) > 0}
        facts = [fact for fact in query.history.facts if fact.item_id in liked]
        query.memo["category_counts"] = Counter(fact.category for fact in facts)
    counts: Counter[str] = query.memo["category_counts"]
    return counts
