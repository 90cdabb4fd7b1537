"""Evidence `explore`: the place was given to chance, to learn something new. No Django."""

from __future__ import annotations

from recommender.contracts import Evidence, EvidenceKind, Query, Scored, Store
from recommender.registry import register


@register("evidence", "explore")
class Explore:
    """Something different, and said to be so."""

    slug = "explore"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return one record when exploration put the row on the slate."""
        if row not in scored.by_chance:
            return []
        return [Evidence(id="explore", kind=EvidenceKind.EXPLORE)]
