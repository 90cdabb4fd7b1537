"""Evidence `together`: how many bought both the pick and something of the shopper's. No Django."""

from __future__ import annotations

from recommender.contracts import Evidence, EvidenceKind, Query, Scored, Store
from recommender.recalled import together_anchors
from recommender.registry import register

LEAST = 2  # buyers of both: one alone would point at a person


@register("evidence", "together")
class Together:
    """The strongest pair of the pick with an anchor or an item of the history that was bought."""

    slug = "together"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return the strongest pair, if there is one."""
        mine = scored.block.facts[row].item_id
        bought = query.profile.bought_item_ids
        found = [
            pair
            for pair in _pairs(query, store).get(mine, ())
            # Who bought both is one of those counted: "others did" would be one too many.
            if pair[3] >= LEAST and not (mine in bought and pair[0] in bought)
        ]
        if not found:
            return []
        anchor, _, strength, buyers = max(found, key=lambda pair: (pair[2], pair[0]))
        return [
            Evidence(
                id=f"together:{anchor}",
                kind=EvidenceKind.TOGETHER,
                refs=(anchor,),
                values={"item_id": anchor, "count": buyers, "strength": round(strength, 4)},
            )
        ]


def _pairs(query: Query, store: Store) -> dict[str, list[tuple[str, str, float, int]]]:
    """Return the pairs of the anchors by the other item; the store has read them already."""
    if "together_pairs" not in query.memo:
        anchors = list(together_anchors(query))
        by_other: dict[str, list[tuple[str, str, float, int]]] = {}
        for pair in store.bought_together(anchors) if anchors else ():
            by_other.setdefault(pair[1], []).append(pair)
        query.memo["together_pairs"] = by_other
    found: dict[str, list[tuple[str, str, float, int]]] = query.memo["together_pairs"]
    return found
