"""From a pick's evidence to what is told: a canonical shape and, apart from it, slot values.

A shape holds only keys of `vocabulary` and slot names, so nothing a shop or shopper wrote can reach
a writer through it. Imports contracts and this package only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from recommender.contracts import Evidence, EvidenceKind, ReasonAsk
from recommender.reasons.claims import Claim, Told, category_here, claim_of
from recommender.reasons.headings import HEADINGS, Heading, heading_claims, heading_key
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
    return ".".join([kind, *(claim[k] for k in ("attribute", "relation", "when") if k in claim)])


def second_key(shape: Shape) -> str:
    """Return what phrases and rules for the second claim are kept under, "" where there is none."""
    if len(shape.claims) < 2:
        return ""
    claim = shape.claims[1]
    parts = (claim[k] for k in ("attribute", "relation", "when") if k in claim)
    return ".".join([claim["kind"], *parts])


@dataclass(frozen=True)
class Telling:
    """A shape with what fills it: slot → text, and the evidence it stands on."""

    shape: Shape
    values: Mapping[str, str]
    evidence_ids: tuple[str, ...] = ()


# What is told first when no action was causal: the most specific fact.
_ORDER = (
    EvidenceKind.EXPLORE,
    EvidenceKind.ATTRIBUTE,
    EvidenceKind.TOGETHER,
    EvidenceKind.RARE,
    EvidenceKind.CATEGORY,
    EvidenceKind.NEW,
    EvidenceKind.POPULAR,
    EvidenceKind.CONTEXT,
    EvidenceKind.PRICE,
    EvidenceKind.ACTION,
    EvidenceKind.HERE,
)
_PLACE = {kind: place for place, kind in enumerate(_ORDER)}
# What may follow a first claim: short, and true by itself.
_SECOND: dict[str, tuple[str, ...]] = {
    "action": ("attribute", "price", "rare", "new"),
    "attribute": ("price", "new", "rare"),
    "together": ("price",),
    "category": ("new", "price", "rare"),
    "new": ("price",),
    "popular": ("price",),
}


def tell(ask: ReasonAsk, language: str) -> Telling:
    """Choose the one or two strongest things to tell of a pick, and how they are shaped.

    A causal action comes first, then the rest by how specific it is, then in the order given.
    With nothing to tell, the plain truth of where the item stands in the shop is told.
    """
    rest = iter(sorted(ask.evidence, key=lambda one: _rank(one, ask.factors)))
    first = next(_tellable(rest, ask, language), None)
    if first is None:
        return _shaped([category_here(ask, language)], causal=False)
    causal, left = _is_causal(first), list(rest)
    seconds = _SECOND.get(first.claim["kind"], ())
    following = [
        e for e in left if e.kind.value in seconds and ask.factors.get(e.kind.value, 1.0) >= 1.0
    ]
    second = next(
        (t for t in _tellable(following, ask, language) if _may_follow(first, t, causal)), None
    )
    if first.claim["kind"] in {"attribute", "together"}:
        acts = [e for e in left if e.kind is EvidenceKind.ACTION]
        first = _with_action(first, _tellable(acts, ask, language))
    return _shaped([first] if second is None else [first, second], causal)


def heading_tell(heading: Heading) -> Telling:
    """Tell a title or a name."""
    return Telling(_interned((tuple(heading.claim.items()),), heading.causal), heading.values)


def _tellable(evidence: Iterable[Evidence], ask: ReasonAsk, language: str) -> Iterator[Told]:
    """Yield what can be told, in order; the rest is not even looked at when nobody asks."""
    for one in evidence:
        if (told := claim_of(one, ask, language)) is not None:
            yield told


def simplified(telling: Telling) -> Telling | None:
    """Tell less: without the second claim, then without what was done; None when it is least."""
    first, causal = telling.shape.claims[0], telling.shape.causal
    if len(telling.shape.claims) > 1:
        shape = _interned((tuple(first.items()),), causal)
    elif first["kind"] in {"attribute", "together"} and "action" in first:
        less = tuple(item for item in first.items() if item[0] != "action")
        shape = _interned((less,), causal)
    else:
        return None
    values = {slot: text for slot, text in telling.values.items() if slot in shape.slots}
    return Telling(shape, values, telling.evidence_ids[:1])


def nothing_told() -> Telling:
    """What is told when an item's own record cannot be read: that it stands in the shop."""
    return Telling(Shape(({"kind": "here"},)), {})


def _rank(evidence: Evidence, factors: Mapping[str, float]) -> tuple[bool, bool, bool, float]:
    """Order what may be told; a kind the shopper rated unhelpful comes last, a helpful one early.

    Chance is told whatever they said of it: a pick that stands there by lot must say so.
    """
    kind, place = evidence.kind, float(_PLACE[evidence.kind])
    is_causal = evidence.causal and kind is EvidenceKind.ACTION
    if kind is EvidenceKind.CONTEXT and evidence.values.get("facet") != "place":
        place = _PLACE[EvidenceKind.POPULAR] - 0.5  # an hour says more than a count
    rated = 1.0 if kind is EvidenceKind.EXPLORE else factors.get(kind.value, 1.0)
    return (rated < 1.0, not is_causal, rated <= 1.0, place)


def _is_causal(told: Told) -> bool:
    return told.evidence is not None and told.evidence.causal and told.claim["kind"] == "action"


def _may_follow(first: Told, second: Told, causal: bool) -> bool:
    kind = second.claim["kind"]
    if kind not in _SECOND.get(first.claim["kind"], ()):
        return False
    if kind == "attribute":  # "because you bought X, also by M": the same X, and only when causal
        return causal and first.values.get("{ITEM_1}") == second.values.get("{ITEM_1}")
    if kind == "price":
        return second.claim["relation"] != "above"
    if kind == "new":
        return second.claim["when"] == "days"
    return True


def _with_action(first: Told, told: Iterable[Told]) -> Told:
    """Add what the shopper did with the item that the claim names, when that is known."""
    item = first.values["{ITEM_1}"]
    for other in told:
        if other.claim["kind"] == "action" and other.values.get("{ITEM_1}") == item:
            return Told(
                {**first.claim, "action": other.claim["action"]}, first.values, first.evidence
            )
    return first


def _shaped(told: list[Told], causal: bool) -> Telling:
    claims = [dict(t.claim) for t in told]
    if len(claims) == 2:
        claims[1] = _shortened(claims[1])
    shape = _interned(tuple(tuple(claim.items()) for claim in claims), causal)
    values = {slot: text for t in told for slot, text in t.values.items() if slot in shape.slots}
    return Telling(shape, values, tuple(t.evidence.id for t in told if t.evidence is not None))


@lru_cache(maxsize=2048)
def _interned(claims: tuple[tuple[tuple[str, str], ...], ...], causal: bool) -> Shape:
    """One object per shape, so that its digest is computed once."""
    return Shape(tuple(dict(claim) for claim in claims), causal)


def _shortened(claim: Claim) -> Claim:
    """The second claim says less than it could, so that shapes stay few and cards short."""
    kept = {"attribute": ("value", "item"), "price": ("relation",), "new": ("when", "days")}
    fields = ("kind", "attribute", *kept.get(claim["kind"], ()))
    return {key: value for key, value in claim.items() if key in fields}


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
    for second in _SECOND.get(kind, ()):
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
