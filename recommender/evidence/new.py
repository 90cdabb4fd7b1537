"""Evidence `new`: the item was listed not long ago. No Django."""

from __future__ import annotations

from recommender.contracts import Evidence, EvidenceKind, Query, Scored, Store
from recommender.registry import register

MOST_DAYS = 30


@register("evidence", "new")
class New:
    """Days since it was listed."""

    slug = "new"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return the days when they are few."""
        listed_at = scored.block.facts[row].listed_at
        if listed_at is None or listed_at > query.context.now:
            return []
        days = (query.context.now.date() - listed_at.date()).days
        if days > MOST_DAYS:
            return []
        return [Evidence(id="new", kind=EvidenceKind.NEW, values={"days": days})]
