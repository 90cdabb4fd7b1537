"""Source `niche`: items that hardly anybody has met, for the few whose taste they fit.

`score(i) = is_niche(i) · Σ_j w_j · near(i, j) / max(1, Σ |w|)`, as in `tail`, over items with fewer
than five events. An item that no worker has encoded yet has no vector: there `near` is what kind,
brand and maker have in common, so that it finds its shoppers from the moment it is saved.
No Django.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from recommender.actions import event_nearness, event_rows, event_weights
from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import LEADS, NICHE_EVENTS, content_leads, recalled_from
from recommender.registry import register

# What two items have in common when one of them has no vector yet; the sum is at most 1.
COMMON = (("category", 0.4), ("brand", 0.15), ("maker", 0.15))


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    limit: int = bounded(60, 10, 1000, "How many items are fetched.")
    floor: float = bounded(0.25, 0.0, 0.9, "Cosine below which two items have nothing in common.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "niche")
class Niche:
    """Items with fewer than five events, near the shopper's taste."""

    slug = "niche"
    Params = Limits
    is_novel: ClassVar[bool] = True
    weight: ClassVar[float] = 0.3
    help: ClassVar[str] = "Items hardly anybody has met that fit the shopper"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Search them around the heaviest recent items."""
        leads = content_leads(query, LEADS)
        if not len(leads):
            return recalled_from([])
        return recalled_from(store.niche(leads, self.params.limit, query.context.category))

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """The taste's sum on such items, 0 on others, (n,)."""
        total: Floats = self._terms(query, block).sum(axis=1)
        return total

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """Each event's term, (n, e)."""
        return self._terms(query, block)

    def _terms(self, query: Query, block: ItemBlock) -> Floats:
        weights, mass = event_weights(query)
        terms = np.zeros((len(block.facts), len(weights)), dtype=np.float32)
        niche = np.flatnonzero(block.event_count < NICHE_EVENTS)
        if len(niche) and len(weights):
            near = event_nearness(query, block, self.params.floor)[niche]
            blank = ~block.content[niche].any(axis=1)
            if blank.any():
                near[blank] = _in_common(query, block, niche[blank])
            terms[niche] = near * (weights / max(mass, 1.0))
        return terms


def _in_common(query: Query, block: ItemBlock, rows: Sequence[int] | NDArray[np.intp]) -> Floats:
    """Return what some rows share with each event's item, 0..1, (rows, e); few rows."""
    places = event_rows(query.profile.events, query.history)
    facts = query.history.facts
    total = np.zeros((len(rows), len(places)), dtype=np.float32)
    for name, worth in COMMON:
        theirs = [getattr(facts[place], name) if place >= 0 else "" for place in places]
        for at, row in enumerate(rows):
            mine = getattr(block.facts[row], name)
            total[at] += worth * np.array([bool(mine) and mine == one for one in theirs])
    return total
