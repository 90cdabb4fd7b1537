"""Evidence `price`: the pick's price against what the shopper usually pays. No Django."""

from __future__ import annotations

from recommender.contracts import Evidence, EvidenceKind, Query, Scored, Store
from recommender.registry import register

BELOW, ABOVE = 0.7, 1.3  # of the usual price


@register("evidence", "price")
class Price:
    """Below, around or above the median of what they bought or carted."""

    slug = "price"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return the relation, when anything was ever bought or carted."""
        usual, price = query.profile.usual_price, scored.block.facts[row].price
        if not usual or usual <= 0 or price <= 0:
            return []
        relation = (
            "below" if price < BELOW * usual else "above" if price > ABOVE * usual else "around"
        )
        return [
            Evidence(
                id="price",
                kind=EvidenceKind.PRICE,
                values={"price": price, "usual": round(usual, 2), "relation": relation},
            )
        ]
