"""The answer: picks on slates, and everything that "Why this?" shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from recommender.contracts.events import EventKind
from recommender.contracts.reasons import Evidence, Reason


@dataclass(frozen=True, slots=True)
class Pick:
    """One entry of a slate."""

    item_id: str
    position: int
    score: float
    sources: Mapping[str, float]  # source slug -> weight × score; sums to `score`
    propensity: float  # probability that this item stood here under this strategy
    evidence: tuple[Evidence, ...] = ()
    reason: Reason | None = None
    badge: str = ""  # "", "rare", "new", "explore"
    liked_by: UUID | None = None  # the event by which the shopper likes it already


@dataclass(frozen=True, slots=True)
class Slate:
    """One shelf as served. `title` is already localised."""

    id: UUID
    placement: str
    shelf: str  # slug of the shelf in the strategy
    title: str
    picks: tuple[Pick, ...]
    strategy_version_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """Where a pick stands now and without some events: predicted by running the pipeline again.

    Ranks are among all that could stand on the shelf, positions on the shelf itself; both count
    from 1. shelf_stays: whether the shelf is still there, standing on the same thing.
    """

    share: float  # of what all the shopper's events add, 0..1
    rank: int
    rank_without: int | None  # None: it is no longer found
    position: int | None = None  # None: it is not on the shelf
    position_without: int | None = None
    candidates_without: int = 0  # how many are ranked then
    shelf_stays: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual(Fate):
    """What happens to a pick if one event is not used."""

    event_id: UUID
    action: EventKind
    item_id: str | None
    item_title: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Together(Fate):
    """What happens to a pick if a few events are not used, which caused it together."""

    event_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything the "Why this?" panel shows.

    weights: source → its signed weight on this shelf; empty when the shelf is no longer made.
    together: where no single event caused the pick, but a few did.
    """

    slate_id: UUID
    pick: Pick
    item_title: str
    counterfactuals: tuple[Counterfactual, ...]
    strategy_name: str
    strategy_version: int
    together: Together | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
