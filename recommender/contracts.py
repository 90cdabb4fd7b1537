"""What the parts say to each other: frozen records and Protocols, nothing that runs.

Words (`docs/architecture.md`): a *shopper* acts on *items*; each act is an *event*; events become
*interests*; *sources* recall *candidates*; a *slate* is one ordered list served once; each *pick*
of it carries *evidence*, from which a *reason* is written.

Imports nothing of Django, torch or the rest of this package but `errors`.
Arrays: `n` candidates, `e` of the shopper's events, `d` dimensions; always float32 in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Json = Mapping[str, Any]


# ---------------------------------------------------------------------------------------- events


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


# --------------------------------------------------------------------------------- items, the seam


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item as a shop hands it over. Text is data: it is never markup, SQL or instruction."""

    item_id: str
    title: str
    description: str = ""
    category: str = ""  # slug of the leaf category
    category_name: str = ""
    department: str = ""  # slug of the top category
    brand: str = ""
    maker: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)  # material, colour, style, …
    price: Decimal = Decimal(0)
    currency: str = "EUR"
    url: str = ""
    image_url: str = ""
    in_stock: bool = True
    is_active: bool = True
    listed_at: datetime | None = None
    # {"zh-hans": {"title": …, "category_name": …}}: what reasons may quote in that language
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Catalog(Protocol):
    """The seam a shop implements; named by `RECOMMENDER["CATALOG"]`."""

    def iter_items(self) -> Iterator[ItemRecord]:
        """Yield every item, active or not, streaming."""
        ...

    def get_items(self, item_ids: Sequence[str]) -> list[ItemRecord]:
        """Return those items that exist, in any order."""
        ...


# ------------------------------------------------------------------------------------- the request


@dataclass(frozen=True, slots=True)
class Context:
    """One request for shelves. `now` is fixed here, so a slate can be replayed exactly."""

    shopper_id: UUID
    placement: str  # "home", "product", "cart", "category"
    now: datetime
    anchor_item_ids: tuple[str, ...] = ()  # the product looked at, or what is in the cart
    category: str = ""  # slug, for placement "category"
    language: str = "en"  # "en" or "zh-hans"
    place: str = ""  # country or city slug, the shopper's own choice
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
    excluded_item_ids: frozenset[str] = frozenset()  # bought, disliked, hidden, returned
    refused_item_ids: frozenset[str] = frozenset()  # of those, disliked or hidden
    less_like_item_ids: tuple[str, ...] = ()
    ignored_event_ids: frozenset[UUID] = frozenset()
    interest_factors: Mapping[str, float] = field(default_factory=dict)  # name -> 0..2, by sliders
    usual_price: float | None = None  # median price of what they bought or carted
    reference_at: datetime | None = None  # newest event, used or not: ages count back from it
    # What the shopper told us not to use, stripped of item, query and context: it only keeps the
    # scales of the sums where they were, so that leaving an event out is plain subtraction.
    ignored_events: tuple[PastEvent, ...] = ()
    place: str = ""  # chosen by the shopper
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What ranking, diversity and evidence may know of an item."""

    item_id: str
    title: str
    category: str
    category_name: str
    department: str
    brand: str
    maker: str
    attributes: Mapping[str, str]
    price: float
    currency: str
    listed_at: datetime | None
    event_count: int
    is_tail: bool  # outside the items that make up 80 % of events
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemBlock:
    """Candidates side by side: row r of each array is `facts[r]`.

    content (n, d_c) float32, unit rows: the encoder's vectors; zero row when not yet encoded.
    model (n, d_m) float32, unit rows: the active sequence model's item vectors; zero row when none.
    """

    facts: tuple[ItemFacts, ...]
    content: Floats
    model: Floats

    @cached_property
    def item_ids(self) -> tuple[str, ...]:
        """External ids, in row order."""
        return tuple(fact.item_id for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Recalled:
    """What one source found: ids with scores in 0..1 on that source's fixed scale."""

    item_ids: tuple[str, ...]
    scores: Floats  # (len(item_ids),)


class Store(Protocol):
    """All a stage may ask of the database. Implemented by `recommender.store.PostgresStore`."""

    def nearest_content(
        self, vectors: Floats, limit: int, category: str = ""
    ) -> list[tuple[str, float]]:
        """Active items nearest by cosine to each row of `vectors` (k, d_c), merged, best first."""
        ...

    def nearest_model(
        self, vectors: Floats, limit: int, category: str = ""
    ) -> list[tuple[str, float]]:
        """The same in the active sequence model's space, `vectors` (k, d_m)."""
        ...

    def bought_together(
        self, item_ids: Sequence[str], limit: int
    ) -> list[tuple[str, str, float, int]]:
        """Rows (anchor item, other item, strength 0..1, number of shoppers)."""
        ...

    def popular(
        self, window: str, place: str, limit: int, category: str = ""
    ) -> list[tuple[str, float, int]]:
        """Rows (item, score 0..1, number of shoppers) for window "week", "month" or "all"."""
        ...

    def tail(self, vectors: Floats, limit: int, category: str = "") -> list[tuple[str, float]]:
        """Tail items nearest to `vectors` (k, d_c)."""
        ...

    def fresh(self, since: datetime, limit: int, category: str = "") -> list[str]:
        """Items listed since then, newest first."""
        ...

    def block(self, item_ids: Sequence[str], *, available_only: bool = True) -> ItemBlock:
        """Facts and vectors of those items that exist, in the given order.

        Only active items in stock may be recommended; history (`available_only=False`) is whole.
        """
        ...


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


class Source(Protocol):
    """A recaller. Its score is on one fixed scale, so that `Σ weight × score` is comparable.

    One instance serves one query: `recall` is called first and may keep what it read. A score may
    fall below 0 where the shopper turned away from something like it.
    """

    slug: ClassVar[str]

    def recall(self, query: Query, store: Store) -> Recalled:
        """Find candidates; empty when the source has nothing to say."""
        ...

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Score every row of `block`, recalled here or not: (n,) in -1..1."""
        ...

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """Share of each event in each score, (n, e) with e = len(profile.events); None: no events.

        Additive sources read it off their sum; the deep one takes exact leave-one-out deltas.
        """
        ...


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates after fusion: `score = by_source @ weights`, nothing else.

    by_source (n, s); weights (s,); score (n,); by_event (n, e): what each event adds to `score`.
    """

    block: ItemBlock
    source_slugs: tuple[str, ...]
    weights: Floats
    by_source: Floats
    score: Floats
    by_event: Floats
    by_chance: frozenset[int] = frozenset()  # rows that exploration put on the slate


class Ranker(Protocol):
    """Fuses the sources' scores into one."""

    slug: ClassVar[str]

    def rank(
        self,
        block: ItemBlock,
        parts: Mapping[str, Floats],
        shares: Mapping[str, Floats],
        weights: Mapping[str, float],
        events: int,
    ) -> Scored:
        """Fuse `parts` slug → (n,) by `weights`; `shares` slug → (n, events) are their causes."""
        ...


class Diversifier(Protocol):
    """Chooses and orders `size` rows out of n by relevance and difference."""

    slug: ClassVar[str]

    def select(self, score: Floats, vectors: Floats, size: int, diversity: float) -> list[int]:
        """Return row numbers, best first; `diversity` 0 is pure relevance, 1 the most varied."""
        ...


# ----------------------------------------------------------------------------- evidence and reasons


class EvidenceKind(StrEnum):
    """The kinds of true things a reason may say."""

    ACTION = "action"  # one of the shopper's own events; values: action, ago_days, item_id
    ATTRIBUTE = "attribute"  # shared with an acted-on item; values: attribute, value, item_id
    TOGETHER = "together"  # values: item_id, count
    POPULAR = "popular"  # values: count, window, place
    PRICE = "price"  # values: price, usual, relation ("below", "around", "above")
    RARE = "rare"  # values: count
    NEW = "new"  # values: days
    CONTEXT = "context"  # values: facet ("weekday", "hour", "season", "place"), value
    EXPLORE = "explore"  # "something different for you"
    CATEGORY = "category"  # an interest or category the shopper keeps coming back to


@dataclass(frozen=True, slots=True)
class Evidence:
    """One true thing about one pick. `values` are typed data, never free text but titles.

    delta_score, delta_rank: what the pick loses without it (on the final pipeline, at serving).
    necessary: without it the pick leaves the slate. sufficient: with it alone it would stay.
    causal: passed the deletion test, so a sentence may say "because".
    """

    id: str
    kind: EvidenceKind
    refs: tuple[str, ...] = ()  # event ids or item ids it stands on
    values: Json = field(default_factory=dict)
    delta_score: float = 0.0
    delta_rank: int = 0
    necessary: bool = False
    sufficient: bool = False
    causal: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """The sentence shown. `writer` is the slug of who phrased it; "template" when plain."""

    text: str
    language: str
    writer: str
    evidence_ids: tuple[str, ...]
    shape: str  # digest of the shape it phrases


class EvidenceMaker(Protocol):
    """Finds evidence of one kind for the rows that were picked."""

    slug: ClassVar[str]

    def find(self, query: Query, scored: Scored, row: int, store: Store) -> list[Evidence]:
        """Return true statements about `scored.block.facts[row]`, strongest first; maybe none."""
        ...


@dataclass(frozen=True, slots=True)
class ReasonAsk:
    """One pick to phrase: its item, what is true of it, and every item its evidence names."""

    facts: ItemFacts
    evidence: tuple[Evidence, ...]
    named: Mapping[str, ItemFacts]


class Writer(Protocol):
    """Phrases shapes. Never sees a title, a review or a search: only slots and vocabulary words."""

    slug: ClassVar[str]
    revision: str

    def write(self, prompts: Sequence[ReasonPrompt]) -> list[str]:
        """Return one sentence with slots per prompt; an empty string is a refusal.

        Raises:
            OutsideFailure: the model or endpoint cannot answer at all.
        """
        ...


@dataclass(frozen=True, slots=True)
class ReasonPrompt:
    """A shape to phrase. `slots` like ("{ITEM_1}", "{COUNT}"); `words` from fixed vocabularies."""

    shape: Json
    slots: tuple[str, ...]
    language: str
    tone: str  # "warm", "plain", "playful"
    variant: int = 0


# --------------------------------------------------------------------------------------- the answer


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
