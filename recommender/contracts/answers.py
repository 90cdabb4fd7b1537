"""The answer: picks on slates, and everything that "Why this?" shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Slate:
    """One shelf as served. `title` is already localised."""

    id: UUID
    placement: str
    shelf: str  # slug of the shelf in the strategy
    title: str
    picks: tuple[Pick, ...]
    strategy_version_id: int | None


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What happens to a pick if one event is not used: predicted by running the pipeline again."""

    event_id: UUID
    action: EventKind
    item_id: str | None
    item_title: str
    occurred_at: datetime
    share: float  # of what all cited actions add, 0..1
    rank: int  # where the pick stands among all candidates now, from 1
    rank_without: int | None  # None: it is no longer found


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything the "Why this?" panel shows."""

    slate_id: UUID
    pick: Pick
    item_title: str
    counterfactuals: tuple[Counterfactual, ...]
    strategy_name: str
    strategy_version: int
