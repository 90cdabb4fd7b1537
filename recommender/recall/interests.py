"""Source `interests`: the stored interests of the sequence model, newer events folded in.

The deep part of each event is the exact difference that leaving it out makes (`Profile.loo`);
an event newer than the stored state adds its own term, as in `session` but in the model's space.
No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import numpy as np

from recommender.actions import event_vectors, event_weights, faded_weights, nearness
from recommender.contracts import Floats, Interest, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import leading_vectors, recalled_from
from recommender.registry import register


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits and shares of this source."""

    limit: int = bounded(200, 10, 1000, "How many items are fetched.")
    deep_share: float = bounded(
        0.7, 0.0, 1.0, "Share of the whole-history vector; the rest goes to the named interests."
    )

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "interests")
class Interests:
    """Items near what the sequence model understood of the shopper."""

    slug = "interests"
    Params = Limits
    weight: ClassVar[float] = 1.0
    help: ClassVar[str] = "Taste read from the whole history by the sequence model"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Search around the deep vector, each named interest and the newest items."""
        profile = query.profile
        if profile.deep is None:
            return recalled_from([])
        weights, vectors, _ = self._newer(query)
        named = [
            interest.embedding
            for interest in profile.interests
            if profile.interest_factors.get(interest.name, 1.0) > 0
        ]
        newer = leading_vectors(weights, vectors, 2) if len(weights) else np.zeros((0, 0))
        searched = np.stack([profile.deep, *named, *newer]).astype(np.float32)
        searched = searched[searched.any(axis=1)]
        if not len(searched):
            return recalled_from([])
        return recalled_from(
            store.nearest_model(searched, self.params.limit, query.context.category)
        )

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Deep part, named part and the newer events' terms over one fixed scale, (n,)."""
        profile = query.profile
        if profile.deep is None:
            return np.zeros(len(block.facts), dtype=np.float32)
        score: Floats = np.clip(self._sum(query, block, profile.deep), -1.0, 1.0)
        return score.astype(np.float32)

    def _sum(self, query: Query, block: ItemBlock, deep: Floats) -> Floats:
        """Return the score before it is kept within -1..1, (n,)."""
        weights, vectors, scale = self._newer(query)
        total = self._deep_share(query) * _cosines(block.model, deep[None])[:, 0]
        for interest in query.profile.interests:
            near = _cosines(block.model, interest.embedding[None])[:, 0]
            total += self._amount(query, interest) * near
        if len(weights):
            total += nearness(block.model @ vectors.T, 0.0) @ weights
        return np.asarray(total / scale)

    def _amount(self, query: Query, interest: Interest) -> float:
        """Return what nearness to a named interest counts.

        The whole-history vector holds every interest: what a slider takes or adds is taken from or
        added to its part too.
        """
        share, factor = self.params.deep_share, query.profile.interest_factors
        wanted = factor.get(interest.name, 1.0)
        return interest.weight * ((1 - share) * wanted + share * (wanted - 1))

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """Exact leave-one-out differences, shares of named interests, newer events' terms."""
        profile = query.profile
        if profile.deep is None:
            return None
        _, _, scale = self._newer(query)
        places = {event.id: place for place, event in enumerate(profile.events)}
        shares = np.zeros((len(block.facts), len(places)), dtype=np.float32)
        self._attribute_deep(query, block, shares, places)
        for interest in profile.interests:
            known = [places[one] for one in interest.event_ids if one in places]
            if known:
                near = _cosines(block.model, interest.embedding[None])[:, 0]
                column = self._amount(query, interest) * near
                shares[:, known] += column[:, None] / len(interest.event_ids)
        newer = self._newer_places(query)
        if newer:
            weights, vectors, _ = self._newer(query)
            shares[:, newer] += nearness(block.model @ vectors.T, 0.0) * weights
        shares /= scale
        if (np.abs(scores) >= 1.0).any():  # kept within bounds: an act may have added less
            left = self._sum(query, block, profile.deep)[:, None] - shares
            shares = (scores[:, None] - np.clip(left, -1.0, 1.0)).astype(np.float32)
        return shares

    def _attribute_deep(
        self, query: Query, block: ItemBlock, shares: Floats, places: dict[UUID, int]
    ) -> None:
        profile = query.profile
        if profile.deep is None or profile.loo is None or not len(profile.loo_event_ids):
            return
        whole = _cosines(block.model, profile.deep[None])
        without = _cosines(block.model, profile.loo)
        columns = [
            (row, places[event_id])
            for row, event_id in enumerate(profile.loo_event_ids)
            if event_id in places
        ]
        if columns:
            from_rows, to_places = map(list, zip(*columns, strict=True))
            shares[:, to_places] += self._deep_share(query) * (whole - without[:, from_rows])

    def _deep_share(self, query: Query) -> float:
        is_named = query.profile.interests or query.profile.has_named
        return self.params.deep_share if is_named else 1.0

    def _newer_places(self, query: Query) -> list[int]:
        """Positions of the events that the stored state has not seen."""
        profile = query.profile
        seen, as_of = set(profile.loo_event_ids), profile.interests_as_of
        return [
            place
            for place, event in enumerate(profile.events)
            if event.item_id
            and event.id not in seen
            and (as_of is None or event.occurred_at >= as_of)
        ]

    def _newer(self, query: Query) -> tuple[Floats, Floats, float]:
        """Weights (k,) and model vectors (k, d) of newer events, and the scale of the sum.

        The scale counts ignored newer events too, so that it stays where it is without them.
        """
        if "newer" not in query.memo:
            query.memo["newer"] = self._newer_read(query)
        found: tuple[Floats, Floats, float] = query.memo["newer"]
        return found

    def _newer_read(self, query: Query) -> tuple[Floats, Floats, float]:
        profile, places = query.profile, self._newer_places(query)
        weights, _ = event_weights(query)
        vectors = event_vectors(profile.events, query.history, query.history.model)
        as_of = profile.interests_as_of
        left_out = [
            event
            for event in profile.ignored_events
            if event.id not in profile.read_event_ids
            and (as_of is None or event.occurred_at >= as_of)
        ]
        counted = faded_weights(profile, [*(profile.events[place] for place in places), *left_out])
        return weights[places], vectors[places], 1.0 + float(np.abs(counted).sum())


def _cosines(rows: Floats, vectors: Floats) -> Floats:
    """Positive cosines of unit rows (n, d) with vectors (k, d): (n, k)."""
    norms = np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
    cosines: Floats = np.maximum(rows @ (vectors / norms[:, None]).T, 0.0)
    return cosines
