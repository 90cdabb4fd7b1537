"""Evidence `together`: how many shoppers took the pick with an item of one's own. No Django."""

from __future__ import annotations

from recommender.contracts import Evidence, EvidenceKind, Query, Scored, Store
from recommender.recalled import TOGETHER_LIMIT, together_anchors
from recommender.registry import register


@register("evidence", "together")
class Together:
    """The strongest pair of the pick with an anchor or an item of the history."""

    slug = "together"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return the strongest pair, if there is one."""
        anchors = list(together_anchors(query))
        if not anchors:
            return []
        mine = scored.block.facts[row].item_id
        pairs = store.bought_together(anchors, TOGETHER_LIMIT)
        found = [pair for pair in pairs if pair[1] == mine]
        if not found:
            return []
        anchor, _, strength, shoppers = max(found, key=lambda pair: (pair[2], pair[0]))
        return [
            Evidence(
                id=f"together:{anchor}",
                kind=EvidenceKind.TOGETHER,
                refs=(anchor,),
                values={"item_id": anchor, "count": shoppers, "strength": round(strength, 4)},
            )
        ]
