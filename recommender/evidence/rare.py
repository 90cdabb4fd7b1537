"""Evidence `rare`: hardly anybody has met this item yet. No Django."""

from __future__ import annotations

from recommender.contracts import Evidence, EvidenceKind, Query, Scored, Store
from recommender.registry import register

MOST_EVENTS = 15


@register("evidence", "rare")
class Rare:
    """An item of the tail with few events."""

    slug = "rare"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return the count of its events when it is small."""
        fact = scored.block.facts[row]
        if not fact.is_tail or fact.event_count > MOST_EVENTS:
            return []
        values = {"count": fact.event_count}
        return [Evidence(id="rare", kind=EvidenceKind.RARE, values=values)]
