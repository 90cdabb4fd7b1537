"""Evidence `context`: the item is taken by many in the shopper's own place this week.

Only the place has counts to stand on; hour, weekday and season are said once there are counts for
them. No Django.
"""

from __future__ import annotations

from recommender.contracts import Evidence, EvidenceKind, Query, Scored, Store
from recommender.registry import register

LISTED = 30


@register("evidence", "context")
class Place:
    """Among the first thirty of the week in that place."""

    slug = "context"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return the place when the item is listed there."""
        place = query.context.place or query.profile.place
        if not place:
            return []
        mine = scored.block.facts[row].item_id
        listed = store.popular("week", place, 100, query.context.category)[:LISTED]
        if all(item_id != mine for item_id, _, _ in listed):
            return []
        values = {"facet": "place", "value": place}
        return [Evidence(id=f"context:place:{place}", kind=EvidenceKind.CONTEXT, values=values)]
