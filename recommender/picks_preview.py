"""What the next page would begin with: one bare shelf, made for a look at what a control does.

No evidence, no sentences, no exploration, and nothing logged: it is shown as an example and not as
a shelf, so its picks lead to products without being counted as shown.
"""

from __future__ import annotations

from dataclasses import replace

from recommender.contracts import Context
from recommender.pipeline import page_make
from recommender.profile_read import profile_read
from recommender.store import PostgresStore
from recommender.strategy import active_version


def picks_preview(context: Context, limit: int) -> list[str]:
    """See `recommender.services.picks_preview`."""
    _, params = active_version()
    profile = profile_read(context, params.rebuy_days, params.reseen_hours)
    first = {**params.shelves, context.placement: params.shelves[context.placement][:1]}
    bare = replace(params, shelves=first, exploration=0.0)
    page = page_make(context, bare, PostgresStore(), profile, explained=False)
    picked = [
        made.scored.block.facts[row].item_id for made in page.shelves for row in made.chosen.rows
    ]
    return picked[:limit]
