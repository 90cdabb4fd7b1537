"""What each shelf is: where it may stand, which candidates it takes, what it stresses, its heading.

A shelf multiplies some of the strategy's weights (`stress`); the score stays the plain sum of named
parts. What its title says is told here and phrased as reasons are (`recommender.sentences`).
No Django.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from recommender.actions import event_weights
from recommender.contracts import EventKind, Evidence, EvidenceKind, ItemFacts, Query
from recommender.reasons.claims import text_of
from recommender.reasons.headings import Heading, title_claim
from recommender.reasons.vocabulary import FACETS, place_name

# A title names a category that holds so much of what they did, on so many different items …
LEADS, LEAST_ITEMS = 0.5, 3
HERE = 0.25  # … and so much of the shelf

OTHERS = ""  # in `stress`: every source not named


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of shelf. `pool`: sources whose finds may stand on it; empty: all."""

    slug: str
    placements: tuple[str, ...]
    pool: tuple[str, ...] = ()
    stress: Mapping[str, float] = field(default_factory=dict)
    is_mixed: bool = True  # limits per category and brand apply
    explores: bool = False
    tail_only: bool = False
    least: int = 4  # fewer than this is no shelf (but never an empty page)
    spare: int = 0  # stands only while fewer shelves than this stand before it; 0: in any case


@dataclass(frozen=True, slots=True)
class StandsOn:
    """What a "because" shelf stands on: an item, and what was done with it."""

    fact: ItemFacts
    action: EventKind


SHELVES: Mapping[str, Shelf] = {
    shelf.slug: shelf
    for shelf in (
        Shelf(
            "for_you",
            ("home", "category", "product", "cart"),
            stress={"price": 0.5},
            explores=True,
        ),
        Shelf(
            "because",
            ("home",),
            pool=("similar", "together"),
            stress={
                "similar": 2.0,
                "together": 2.0,
                "popular": 0.5,
                "trending": 0.5,
                "tail": 0.5,
                "bought": 0.5,
            },
        ),
        Shelf(
            "popular",
            ("home", "category"),
            pool=("popular",),
            stress={"popular": 4.0, "bought": 12.0, "price": 2.0},
        ),
        Shelf(
            "trending", ("home", "category"), pool=("trending",), stress={"trending": 6.0}, spare=3
        ),
        Shelf("moment", ("home", "category"), pool=("moment",), stress={"moment": 6.0}, spare=3),
        Shelf(
            "less_known",
            ("home", "category"),
            stress={"tail": 2.0, "popular": 0.0, "trending": 0.0, "bought": 0.0},
            tail_only=True,
        ),
        Shelf("new", ("home", "category"), pool=("fresh",), stress={"fresh": 4.0}),
        Shelf(
            "similar",
            ("product",),
            pool=("similar",),
            stress={"similar": 2.7, OTHERS: 0.25, "bought": 2.0, "less_like": 1.0, "price": 1.0},
            is_mixed=False,
        ),
        Shelf(
            "goes_with",
            ("product", "cart"),
            pool=("together",),
            stress={"together": 2.0, "similar": 0.15, "bought": 12.0},
        ),
    )
}


def shelves_of(placement: str) -> tuple[str, ...]:
    """Return the slugs of the shelves that may stand at a placement."""
    return tuple(slug for slug, shelf in SHELVES.items() if placement in shelf.placements)


def stressed(shelf: Shelf, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the strategy's weights with the shelf's stress."""
    others = shelf.stress.get(OTHERS, 1.0)
    return {slug: weight * shelf.stress.get(slug, others) for slug, weight in weights.items()}


def shelf_heading(
    shelf: Shelf,
    query: Query,
    picked: Sequence[ItemFacts],
    evidence: Sequence[Sequence[Evidence]],
    stands_on: StandsOn | None = None,
) -> Heading:
    """Return what the shelf's title says: why it is there, as far as its picks bear it out.

    picked: the items on the shelf; evidence: what is true of each.
    """
    language, key = query.context.language, f"{query.context.shopper_id}:{shelf.slug}"
    if stands_on is not None:
        claim = {
            **title_claim(shelf.slug),
            "action": stands_on.action.value,
            "item": "{ITEM_1}",
        }
        values = {"{ITEM_1}": text_of(stands_on.fact, "title", language)}
        return Heading(claim, values, causal=True, key=key)
    slug, more, values = shelf.slug, {}, {}
    if slug == "for_you" and not query.profile.events:
        slug = "start"
    elif slug == "for_you" and (name := _returned_to(query, picked, language)):
        more, values = {"category": "{CATEGORY}"}, {"{CATEGORY}": name}
    elif slug == "goes_with" and query.context.placement == "cart":
        more = {"at": "cart"}
    elif slug == "moment" and (told := _shared(evidence, _moments)):
        more = dict(zip(("facet", "value"), told, strict=True))
    elif slug == "trending" and (place := _shared(evidence, _places)):
        name = place_name(place[0], language)
        more, values = ({"place": "{PLACE}"}, {"{PLACE}": name}) if name else ({}, {})
    return Heading({**title_claim(slug), **more}, values, key=key)


def _returned_to(query: Query, picked: Sequence[ItemFacts], language: str) -> str:
    """Return the name of the category that leads in what they did and on the shelf, else ""."""
    categories = {fact.item_id: fact.category for fact in query.history.facts}
    masses: dict[str, float] = {}
    items: dict[str, set[str]] = {}
    for event, weight in zip(query.profile.events, event_weights(query)[0].tolist(), strict=True):
        category = categories.get(event.item_id or "", "")
        if weight > 0:
            masses[category] = masses.get(category, 0.0) + weight
            items.setdefault(category, set()).add(event.item_id or "")
    leading = max(masses, key=lambda one: (masses[one], one), default="")
    here = [fact for fact in picked if leading and fact.category == leading]
    leads = leading and masses[leading] >= LEADS * sum(masses.values())
    if not leads or len(items[leading]) < LEAST_ITEMS or len(here) < HERE * len(picked):
        return ""
    return text_of(here[0], "category_name", language)


def _shared(
    evidence: Sequence[Sequence[Evidence]], told: Callable[[Evidence], tuple[str, ...]]
) -> tuple[str, ...]:
    """Return what is true of every pick that is not there by chance, the first of several."""
    by_pick = [
        dict.fromkeys(said for one in pick if (said := told(one)))
        for pick in evidence
        if all(one.kind is not EvidenceKind.EXPLORE for one in pick)
    ]
    first = by_pick[0] if by_pick else {}
    return next((said for said in first if all(said in one for one in by_pick)), ())


def _moments(one: Evidence) -> tuple[str, ...]:
    facet, value = str(one.values.get("facet", "")), str(one.values.get("value", "")).lower()
    known = facet != "place" and value in FACETS.get(facet, ())
    return (facet, value) if one.kind is EvidenceKind.CONTEXT and known else ()


def _places(one: Evidence) -> tuple[str, ...]:
    if one.kind is EvidenceKind.POPULAR and one.values.get("window") == "week":
        return tuple(str(place) for place in [one.values.get("place")] if place)
    is_place = one.kind is EvidenceKind.CONTEXT and one.values.get("facet") == "place"
    return (str(one.values.get("value")),) if is_place else ()
