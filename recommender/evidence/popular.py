"""Evidence `popular`: how many shoppers took the pick, this week near by, this week, or ever.

No Django.
"""

from __future__ import annotations

from recommender.contracts import Evidence, EvidenceKind, Query, Scored, Store
from recommender.registry import register

LISTED = 100  # an item outside the first hundred is not called popular
LEAST = 5  # shoppers


@register("evidence", "popular")
class Popular:
    """The narrowest true count: a place this week, everywhere this week, all time."""

    slug = "popular"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return one count at most."""
        mine = scored.block.facts[row].item_id
        place = query.place
        for window, where in (*((("week", place),) if place else ()), ("week", ""), ("all", "")):
            count = _counts(query, store, window, where).get(mine, 0)
            if count >= LEAST:
                return [
                    Evidence(
                        id=f"popular:{window}:{where}",
                        kind=EvidenceKind.POPULAR,
                        values={"count": count, "window": window, "place": where},
                    )
                ]
        return []


def _counts(query: Query, store: Store, window: str, place: str) -> dict[str, int]:
    key = ("popular_counts", window, place)
    if key not in query.memo:
        rows = store.popular(window, place, LISTED, query.context.category)
        query.memo[key] = {item_id: shoppers for item_id, _, shoppers in rows}
    counts: dict[str, int] = query.memo[key]
    return counts
