"""Titles of shelves and names of interests: what they can say, as claims of shapes.

A heading is told, phrased, checked and kept as a reason is. It says one thing, so it is one claim,
and a sentence for it must use every slot. Imports this package's vocabulary only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from recommender.reasons.vocabulary import ACTIONS, ATTRIBUTES, FACETS

Claim = dict[str, str]

TITLE, NAME = "title", "name"
HEADINGS = (TITLE, NAME)
# What an interest may be named by beside its category.
NAMED_BY = ("maker", "brand", "style", "material", "colour")
_PLAIN = ("start", "for_you", "popular", "moment", "less_known", "new", "similar", "goes_with")
_TRENDING = {"kind": TITLE, "shelf": "trending", "window": "week"}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a title or a name says, and what fills its slots. causal: a "because" is borne out.

    key: what it stands over, so that the same heading keeps its sentence.
    """

    claim: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    causal: bool = False
    key: str = ""


def title_claim(shelf: str) -> Claim:
    """Return what the title of a shelf says at least."""
    return dict(_TRENDING) if shelf == "trending" else {"kind": TITLE, "shelf": shelf}


def name_claim(attribute: str = "") -> Claim:
    """Return what the name of an interest says: its category, and one thing most of it shares."""
    claim = {"kind": NAME, "category": "{CATEGORY}"}
    return {**claim, "attribute": attribute, "value": ATTRIBUTES[attribute]} if attribute else claim


def heading_least(heading: Heading) -> Heading:
    """Return a title that says no more than its shelf does by itself."""
    if heading.claim["kind"] == NAME:
        return Heading(name_claim(), {"{CATEGORY}": "…"}, key=heading.key)
    shelf = heading.claim["shelf"]
    return Heading(title_claim("for_you" if shelf == "because" else shelf), key=heading.key)


def heading_claims() -> Iterator[tuple[Claim, bool]]:
    """Yield every claim a heading can make, and whether it is causal."""
    yield from ((title_claim(shelf), False) for shelf in _PLAIN)
    yield {**title_claim("for_you"), "category": "{CATEGORY}"}, False
    for action in ACTIONS:
        if action != "search":
            yield {**title_claim("because"), "action": action, "item": "{ITEM_1}"}, True
    yield title_claim("trending"), False
    yield {**title_claim("trending"), "place": "{PLACE}"}, False
    for facet, words in FACETS.items():
        if facet != "place":
            yield from (
                ({**title_claim("moment"), "facet": facet, "value": word}, False) for word in words
            )
    yield {**title_claim("goes_with"), "at": "cart"}, False
    yield from ((name_claim(attribute), False) for attribute in ("", *NAMED_BY))


def heading_key(claim: Mapping[str, str]) -> str:
    """Return what phrases and rules for a heading are kept under.

    `title.SHELF`, with `.category`, `.place`, `.when` or `.cart` where it says more; `name`, with
    `.ATTRIBUTE`.
    """
    if claim["kind"] == NAME:
        return ".".join([NAME, *(claim[k] for k in ("attribute",) if k in claim)])
    more = {"category": "category", "place": "place", "facet": "when", "at": claim.get("at", "")}
    return ".".join([TITLE, claim["shelf"], *(said for k, said in more.items() if k in claim)])
