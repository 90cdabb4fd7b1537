"""Evidence `context`: the item is taken more than usual at this moment, or in the shopper's place.

A moment is said of the item's own counts only, never of its category's: so many shoppers took it
then, so many times the usual (`recommender.moment_counts` says how much is needed). A place is said
of the first thirty of the week there that enough shoppers took. No Django.
"""

from __future__ import annotations

from recommender.contracts import Evidence, EvidenceKind, Moment, Query, Scored, Store
from recommender.registry import register

LISTED = 30
LEAST = 5  # shoppers there: fewer make nothing popular


@register("evidence", "context")
class Around:
    """The moment first, the strongest facet before the others; then the place."""

    slug = "context"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return what the counts show of this item here and now."""
        mine = scored.block.facts[row].item_id
        found = [
            Evidence(
                id=f"context:{told.facet}:{told.value}",
                kind=EvidenceKind.CONTEXT,
                values={
                    "facet": told.facet,
                    "value": told.value,
                    "count": told.shoppers,
                    "lift": round(told.lift, 2),
                },
            )
            for told in _moment(query, store).told.get(mine, ())
        ]
        place = query.place
        if place and mine in _listed(query, store, place):
            values = {"facet": "place", "value": place}
            found.append(Evidence(f"context:place:{place}", EvidenceKind.CONTEXT, values=values))
        return found


def _moment(query: Query, store: Store) -> Moment:
    if "moment" not in query.memo:
        context = query.context
        query.memo["moment"] = store.moment(context.now, context.device, context.category)
    moment: Moment = query.memo["moment"]
    return moment


def _listed(query: Query, store: Store, place: str) -> frozenset[str]:
    key = ("listed_there", place)
    if key not in query.memo:
        rows = store.popular("week", place, 100, query.context.category)[:LISTED]
        query.memo[key] = frozenset(item_id for item_id, _, count in rows if count >= LEAST)
    listed: frozenset[str] = query.memo[key]
    return listed
