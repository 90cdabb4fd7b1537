"""Evidence and reasons: what is true of a pick, and who finds and phrases it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol

from recommender.contracts.arrays import Json
from recommender.contracts.items import ItemFacts
from recommender.contracts.request import Query
from recommender.contracts.stages import Scored, Store


class EvidenceKind(StrEnum):
    """The kinds of true things a reason may say."""

    # One of the shopper's own events; values: action, ago_days, item_id, and `others`, how many
    # events more it took to cause the pick.
    ACTION = "action"
    ATTRIBUTE = "attribute"  # shared with an acted-on item; values: attribute, value, item_id
    TOGETHER = "together"  # values: item_id, count
    POPULAR = "popular"  # values: count, window, place
    PRICE = "price"  # values: price, usual, relation ("below", "around", "above")
    RARE = "rare"  # values: count
    NEW = "new"  # values: days
    CONTEXT = "context"  # values: facet ("weekday", "hour", "season", "place"), value
    EXPLORE = "explore"  # "something different for you"
    CATEGORY = "category"  # an interest or category the shopper keeps coming back to
    HERE = "here"  # nothing more particular is known than its place in the shop; values: category


@dataclass(frozen=True, slots=True)
class Evidence:
    """One true thing about one pick. `values` are typed data, never free text but titles.

    delta_score, delta_rank: what the pick loses without it (on the final pipeline, at serving).
    necessary: without it the pick leaves the slate. sufficient: with it alone it would stay.
    causal: passed the deletion test, so a sentence may say "because". Where no single action did,
    a few may have passed it together: `refs` then names them all, the strongest first, only
    `causal` speaks of all of them, and the other measures stay those of the first.
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
    """One pick to phrase: its item, what is true of it, and every item its evidence names.

    factors: kind of evidence → 0..2, as this shopper rated reasons; below 1 it is told last.
    shelf: picks of one shelf are not all told the same. anchor: the item that the shelf's title, or
    the page, names already; "" for none.
    """

    facts: ItemFacts
    evidence: tuple[Evidence, ...]
    named: Mapping[str, ItemFacts]
    factors: Mapping[str, float] = field(default_factory=dict)
    shelf: str = ""
    anchor: str = ""


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
