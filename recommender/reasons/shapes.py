"""Shapes: what a sentence says without saying of what, and all of them that there can be.

A shape holds only keys of `vocabulary` and slot names, so nothing a shop or shopper wrote can reach
a writer through it. `telling` makes them of evidence. Imports this package only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from recommender.reasons.claims import ANCHOR, Claim
from recommender.reasons.headings import HEADINGS, heading_claims, heading_key
from recommender.reasons.vocabulary import ACTIONS, ATTRIBUTES, FACETS, RELATIONS, WINDOWS

# Slots a sentence must use; the others of its shape it may. A heading must use all.
_REQUIRED = ("{ITEM_1}", "{QUERY}", "{DAYS}", "{PLACE}")


@dataclass(frozen=True)
class Shape:
    """What a sentence says, without saying of what: one or two claims, in telling order."""

    claims: tuple[Claim, ...]
    causal: bool = False

    @cached_property
    def json(self) -> dict[str, Any]:
        """The shape as stored and as writers see it."""
        heads = self.claims[0]["kind"] in HEADINGS
        return {
            "claims": [dict(claim) for claim in self.claims],
            "causal": self.causal,
            "slots": list(self.slots),
            "required": [slot for slot in self.slots if slot in _REQUIRED or heads],
        }

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """Slots the claims name, in order, each once."""
        named = (v for claim in self.claims for v in claim.values() if v.startswith("{"))
        return tuple(dict.fromkeys(named))

    @cached_property
    def digest(self) -> str:
        """Sha256 of the canonical JSON, hexadecimal."""
        text = json.dumps(self.json, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def first_key(shape: Shape) -> str:
    """Return what phrases and rules for the first claim of a shape are kept under."""
    claim = shape.claims[0]
    kind = claim["kind"]
    if kind in HEADINGS:
        return heading_key(claim)
    if kind == "action":
        return ".".join(["action", *["causal"] * shape.causal, *["others"] * ("with" in claim)])
    if kind == "popular":
        return f"popular.{claim['window']}" + (".place" if "place" in claim else "")
    if kind == "context" and claim["facet"] == "place":
        return "context.place"
    if kind == "here":
        return "here.category" if "category" in claim else "here"
    parts = [kind, *(claim[k] for k in ("attribute", "relation", "when") if k in claim)]
    return ".".join([*parts, *["anchor"] * (claim.get("item") == ANCHOR)])


def second_key(shape: Shape) -> str:
    """Return what phrases and rules for the second claim are kept under, "" where there is none."""
    if len(shape.claims) < 2:
        return ""
    claim = shape.claims[1]
    parts = (claim[k] for k in ("attribute", "relation", "when") if k in claim)
    return ".".join([claim["kind"], *parts])


# What may follow a first claim: short, and true by itself.
SECOND: dict[str, tuple[str, ...]] = {
    "action": ("attribute", "price", "rare", "new"),
    "attribute": ("price", "new", "rare"),
    "together": ("price",),
    "category": ("new", "price", "rare"),
    "new": ("price",),
    "popular": ("price",),
}


@lru_cache(maxsize=2048)
def interned(claims: tuple[tuple[tuple[str, str], ...], ...], causal: bool) -> Shape:
    """One object per shape, so that its digest is computed once."""
    return Shape(tuple(dict(claim) for claim in claims), causal)


# ------------------------------------------------------------------------------- all there can be


@cache
def every_shape() -> dict[str, Shape]:
    """Return every shape that `tell` can produce, by digest: a few hundred."""
    shapes = [*_singles(), *_pairs()]
    return {shape.digest: shape for shape in shapes}


def _action_claims() -> Iterator[Claim]:
    for action in ACTIONS:
        named = {"query": "{QUERY}"} if action == "search" else {"item": "{ITEM_1}"}
        yield {"kind": "action", "action": action, **named}


def _joint_claims() -> Iterator[Claim]:
    """Actions that brought a pick about together with others: one is named, the others are said."""
    for action in ACTIONS:
        if action != "search":
            yield {"kind": "action", "action": action, "item": "{ITEM_1}", "with": "others"}


def _item_claims() -> Iterator[Claim]:
    """Claims that name an item, with and without what the shopper did with it."""
    bases: list[Claim] = [
        {"kind": "attribute", "attribute": a, "value": slot, "item": "{ITEM_1}"}
        for a, slot in ATTRIBUTES.items()
    ]
    bases.append({"kind": "together", "count": "{COUNT}", "item": "{ITEM_1}"})
    for base in bases:
        yield base
        yield {**base, "item": ANCHOR}
        yield from ({**base, "action": action} for action in ACTIONS if action != "search")


def _plain_claims() -> Iterator[Claim]:
    for window in WINDOWS:
        claim = {"kind": "popular", "window": window, "count": "{COUNT}"}
        yield claim
        yield {**claim, "place": "{PLACE}"}
    yield from (
        {"kind": "price", "relation": relation, "price": "{PRICE}"} for relation in RELATIONS
    )
    yield {"kind": "rare"}
    yield {"kind": "explore"}
    yield {"kind": "category", "category": "{CATEGORY}"}
    yield {"kind": "new", "when": "today"}
    yield {"kind": "new", "when": "yesterday"}
    yield {"kind": "new", "when": "days", "days": "{DAYS}"}
    for facet, words in FACETS.items():
        yield from ({"kind": "context", "facet": facet, "value": word} for word in words)
    yield {"kind": "here", "category": "{CATEGORY}"}
    yield {"kind": "here"}


def _second_claims(kind: str) -> Iterator[Claim]:
    for second in SECOND.get(kind, ()):
        if second == "price":
            yield from ({"kind": "price", "relation": r} for r in RELATIONS if r != "above")
        elif second == "new":
            yield {"kind": "new", "when": "days", "days": "{DAYS}"}
        elif second == "rare":
            yield {"kind": "rare"}
        else:
            for attribute, slot in ATTRIBUTES.items():
                yield {"kind": second, "attribute": attribute, "value": slot, "item": "{ITEM_1}"}


def _singles() -> Iterator[Shape]:
    for claim in _action_claims():
        yield Shape((claim,), causal=True)
        yield Shape((claim,))
    yield from (Shape((claim,), causal=True) for claim in _joint_claims())
    yield from (Shape((claim,)) for claim in (*_item_claims(), *_plain_claims()))
    yield from (Shape((claim,), causal) for claim, causal in heading_claims())


def _pairs() -> Iterator[Shape]:
    for claim in (*_action_claims(), *_item_claims(), *_plain_claims()):
        for second in _second_claims(claim["kind"]):
            if second["kind"] == "attribute" and "query" in claim:
                continue
            yield Shape((claim, second), causal=claim["kind"] == "action")
