"""Evidence `attribute`: what the pick shares with an item the shopper acted on or looks at.

A fact about two items, no cause. No Django.
"""

from __future__ import annotations

from recommender.contracts import Evidence, EvidenceKind, ItemFacts, Query, Scored, Store
from recommender.registry import register

# Most telling first. The category is said last: nearly everything recalled shares it.
ATTRIBUTES = ("maker", "brand", "style", "material", "colour", "category")
MOST = 2


@register("evidence", "attribute")
class Attribute:
    """Shared maker, brand, style, material, colour or category."""

    slug = "attribute"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Compare with the item whose event adds most, or with the item looked at."""
        mine = scored.block.facts[row]
        other = _other(query, scored, row)
        if other is None or row in scored.by_chance or other.item_id == mine.item_id:
            return []
        return [
            Evidence(
                id=f"attribute:{name}:{other.item_id}",
                kind=EvidenceKind.ATTRIBUTE,
                refs=(other.item_id,),
                values={"attribute": name, "value": value, "item_id": other.item_id},
            )
            for name in ATTRIBUTES
            if (value := value_of(mine, name))
            and value.casefold() == value_of(other, name).casefold()
        ][:MOST]


def value_of(fact: ItemFacts, name: str) -> str:
    """Return an attribute's value as the shop wrote it, "" when it has none."""
    if name in {"maker", "brand", "category"}:
        return str(getattr(fact, name))
    return str(fact.attributes.get(name) or "")


def _other(query: Query, scored: Scored, row: int) -> ItemFacts | None:
    parts = scored.by_event[row]
    if len(parts):
        place = int(parts.argmax())
        at = query.history.row_of.get(query.profile.events[place].item_id or "")
        if parts[place] > 0 and at is not None:
            return query.history.facts[at]
    return query.anchors.facts[0] if query.anchors.facts else None
