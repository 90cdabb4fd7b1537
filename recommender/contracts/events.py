"""Events: what shoppers do, as clients send it and as the pipeline reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from recommender.contracts.arrays import Json


class EventKind(StrEnum):
    """What a shopper can do. Values are stable: they are stored and sent by clients."""

    VIEW = "view"
    CLICK = "click"  # a view that came from a pick; `context` has slate_id and position
    SEARCH = "search"  # no item; `context["query"]`
    CART = "cart"
    UNCART = "uncart"
    PURCHASE = "purchase"  # value: quantity
    RATING = "rating"  # value: 1..5
    RETURN = "return"
    DWELL = "dwell"  # value: seconds looked at
    LIKE = "like"
    DISLIKE = "dislike"  # "less like this"
    HIDE = "hide"  # "not for me": this item only
    REASON_HELPFUL = "reason_helpful"
    REASON_UNHELPFUL = "reason_unhelpful"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event as a client sends it. `id` is made by the client: the same id twice counts once."""

    id: UUID
    shopper_id: UUID
    kind: EventKind
    occurred_at: datetime  # aware
    item_id: str | None = None
    value: float | None = None
    context: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastEvent:
    """One event of a shopper's history as the pipeline reads it."""

    id: UUID
    kind: EventKind
    occurred_at: datetime
    item_id: str | None
    value: float | None = None
    context: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BatchReceipt:
    """Outcome of a batch: `accepted` new rows, `duplicates` already known, `rejected` by index."""

    accepted: int
    duplicates: int
    rejected: Mapping[int, str] = field(default_factory=dict)
