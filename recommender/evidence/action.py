"""Evidence `action`: the shopper's own acts that add most to the pick's score.

Read off the additive attribution (`Scored.by_event`); whether an act *caused* the pick is judged
afterwards by the deletion test. No Django.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from recommender.contracts import Evidence, EvidenceKind, Query, Scored, Store
from recommender.registry import register

MOST = 2
LEAST_SHARE = 0.05  # of the score: a lesser part is noise


@register("evidence", "action")
class Action:
    """One record per event, strongest first."""

    slug = "action"

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return the events with the largest positive parts."""
        parts = scored.by_event[row]
        if not len(parts) or row in scored.by_chance:
            return []
        least = LEAST_SHARE * max(float(scored.score[row]), 0.0)
        now = query.context.now
        found = []
        for place in np.argsort(-parts, kind="stable")[:MOST]:
            part, event = float(parts[place]), query.profile.events[int(place)]
            if part <= max(least, 1e-6):
                break
            values: dict[str, Any] = {
                "action": event.kind.value,
                "item_id": event.item_id,
                "ago_days": max((now - event.occurred_at).days, 0),
            }
            if event.value is not None:
                values["value"] = event.value
            found.append(
                Evidence(
                    id=f"action:{event.id}",
                    kind=EvidenceKind.ACTION,
                    refs=(str(event.id),),
                    values=values,
                    delta_score=part,
                )
            )
        return found
