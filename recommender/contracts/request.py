"""The request: for whom and where shelves are wanted, and all that is known of the shopper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from recommender.contracts.arrays import Floats
from recommender.contracts.events import PastEvent
from recommender.contracts.items import ItemBlock


@dataclass(frozen=True, slots=True)
class Context:
    """One request for shelves. `now` is fixed here, so a slate can be replayed exactly."""

    shopper_id: UUID
    placement: str  # "home", "product", "cart", "category"
    now: datetime
    anchor_item_ids: tuple[str, ...] = ()  # the product looked at, or what is in the cart
    category: str = ""  # slug, for placement "category"
    language: str = "en"  # "en" or "zh-hans"
    place: str = ""  # country or city slug, asked for with this request
    place_assumed: str = ""  # by the request's language: only while the shopper chose none
    device: str = ""  # "phone", "desktop", ""
    ignore_event_ids: frozenset[UUID] = frozenset()  # "as if this had not happened"


@dataclass(frozen=True, slots=True)
class Interest:
    """One weighted, named taste. `embedding` (d,) lives in the space of `run_id`'s items."""

    name: str
    weight: float  # share of the shopper's interests, 0..1
    embedding: Floats
    event_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """All the pipeline knows of a shopper at `Context.now`; events newest first.

    `loo` (e', d) float32: row j is the deep interest vector had `loo_event_ids[j]` not happened,
    computed exactly by the worker (one batch, all rows).
    """

    shopper_id: UUID
    events: tuple[PastEvent, ...] = ()
    interests: tuple[Interest, ...] = ()
    deep: Floats | None = None  # (d,) output of the sequence model
    loo: Floats | None = None
    loo_event_ids: tuple[UUID, ...] = ()
    interests_as_of: datetime | None = None  # occurred_at of the newest event they include
    read_event_ids: frozenset[UUID] = frozenset()  # all that they have read, used or not
    has_named: bool = False  # interests are stored, whether or not any is left to be used
    excluded_item_ids: frozenset[str] = frozenset()  # bought, disliked, hidden, returned
    refused_item_ids: frozenset[str] = frozenset()  # of those, disliked or hidden
    less_like_item_ids: tuple[str, ...] = ()
    less_like_at: Mapping[str, datetime] = field(default_factory=dict)  # when; missing: just now
    passed_item_ids: tuple[str, ...] = ()  # seen on a shelf and not opened, one entry a time
    passed_s: tuple[float, ...] = ()  # of each entry, when: seconds since 1970
    liked: Mapping[str, UUID] = field(default_factory=dict)  # item -> the like, where it counts
    reason_factors: Mapping[str, float] = field(default_factory=dict)  # kind of evidence -> 0..2
    ignored_event_ids: frozenset[UUID] = frozenset()
    interest_factors: Mapping[str, float] = field(default_factory=dict)  # name -> 0..2, by sliders
    bought_item_ids: frozenset[str] = frozenset()  # ever, whether or not that is to be used
    usual_price: float | None = None  # median price of what they bought or carted
    reference_at: datetime | None = None  # newest event, used or not: ages count back from it
    # What the shopper told us not to use, stripped of item, query and context: it only keeps the
    # scales of the sums where they were, so that leaving an event out is plain subtraction.
    ignored_events: tuple[PastEvent, ...] = ()
    place: str = ""  # chosen by the shopper
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What every source and evidence kind is given: one request, read once.

    `history` is the block of the items of `profile.events` (distinct, newest first) and of
    `profile.less_like_item_ids`; `anchors` of `context.anchor_item_ids`.
    """

    context: Context
    profile: Profile
    history: ItemBlock
    anchors: ItemBlock
    # What was once worked out about this very query; a changed copy starts with none.
    memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def place(self) -> str:
        """The place that counts: asked for, else chosen by the shopper, else assumed."""
        return self.context.place or self.profile.place or self.context.place_assumed
