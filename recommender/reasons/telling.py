"""From a pick's evidence to what is told: a shape and, apart from it, what fills its slots.

One or two things are told, the strongest first, as long as the shelf has not said the same twice
already. Imports contracts and this package only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.contracts import Evidence, EvidenceKind, ReasonAsk
from recommender.reasons.claims import ANCHOR, Claim, Told, category_here, claim_of
from recommender.reasons.headings import Heading
from recommender.reasons.shapes import SECOND, Shape, interned


@dataclass(frozen=True)
class Telling:
    """A shape with what fills it: slot → text, and the evidence it stands on."""

    shape: Shape
    values: Mapping[str, str]
    evidence_ids: tuple[str, ...] = ()


Topic = tuple[str, str]
NOTHING_SAID: Mapping[Topic, int] = {}
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
# Too weak to stand in for something stronger that was said already.
_WEAK = frozenset(
    {EvidenceKind.POPULAR, EvidenceKind.PRICE, EvidenceKind.ACTION, EvidenceKind.HERE}
)
MOST_ALIKE = 2  # picks of a shelf that are told the same of the same thing, if there is more to say


def topic_of(telling: Telling) -> Topic:
    """Return what a telling is about, first of all: its kind, and the thing it names."""
    return _topic(telling.shape.claims[0], telling.values)


def _topic(claim: Claim, values: Mapping[str, str]) -> Topic:
    kind = ".".join([claim["kind"], claim.get("attribute", ""), claim.get("facet", "")])
    return kind, values.get("{ITEM_1}", values.get("{QUERY}", ""))


def tell(ask: ReasonAsk, language: str, said: Mapping[Topic, int] = NOTHING_SAID) -> Telling:
    """Choose the one or two strongest things to tell of a pick, and how they are shaped.

    A causal action comes first, then the rest by how specific it is, then in the order given.
    `said`: how often each topic was told on the shelf already; what was told often enough makes
    room for another thing that is true, unless that is weak. With nothing to tell, the plain truth
    of where the item stands in the shop is told.
    """
    first = None
    for told in _tellable(_ranked(ask), ask, language):
        if first is not None and not _can_replace(told, ask):
            break
        is_new = said.get(_topic(told.claim, told.values), 0) < MOST_ALIKE
        if first is None or is_new:
            first = told
        if is_new or told.claim["kind"] == EvidenceKind.EXPLORE:
            break
    return _completed(first, ask, language)


def tellings(ask: ReasonAsk, language: str) -> Iterator[Telling]:
    """Yield everything that `tell` may say of a pick, beside whatever was said before."""
    found = list(_tellable(_ranked(ask), ask, language))
    yield from (_completed(first, ask, language) for first in found or (None,))


def _completed(first: Told | None, ask: ReasonAsk, language: str) -> Telling:
    """Add to what is told first what may follow it."""
    if first is None:
        return _shaped([category_here(ask, language)], causal=False)
    causal, left = _is_causal(first), [e for e in _ranked(ask) if e is not first.evidence]
    seconds = SECOND.get(first.claim["kind"], ())
    following = [
        e for e in left if e.kind.value in seconds and ask.factors.get(e.kind.value, 1.0) >= 1.0
    ]
    second = next(
        (t for t in _tellable(following, ask, language) if _may_follow(first, t, causal)), None
    )
    if first.claim["kind"] in {"attribute", "together"} and first.claim["item"] != ANCHOR:
        acts = [e for e in left if e.kind is EvidenceKind.ACTION]
        first = _with_action(first, _tellable(acts, ask, language))
    return _shaped([first] if second is None else [first, second], causal)


def _can_replace(told: Told, ask: ReasonAsk) -> bool:
    kind = told.evidence.kind if told.evidence is not None else EvidenceKind.HERE
    return kind not in _WEAK and ask.factors.get(kind.value, 1.0) >= 1.0


def heading_tell(heading: Heading) -> Telling:
    """Tell a title or a name."""
    return Telling(interned((tuple(heading.claim.items()),), heading.causal), heading.values)


def _tellable(evidence: Iterable[Evidence], ask: ReasonAsk, language: str) -> Iterator[Told]:
    """Yield what can be told, in order; the rest is not even looked at when nobody asks."""
    for one in evidence:
        if (told := claim_of(one, ask, language)) is not None:
            yield told


def simplified(telling: Telling) -> Telling | None:
    """Tell less: without the second claim, then without what was done; None when it is least."""
    first, causal = telling.shape.claims[0], telling.shape.causal
    if len(telling.shape.claims) > 1:
        shape = interned((tuple(first.items()),), causal)
    elif first["kind"] in {"attribute", "together"} and "action" in first:
        less = tuple(item for item in first.items() if item[0] != "action")
        shape = interned((less,), causal)
    else:
        return None
    values = {slot: text for slot, text in telling.values.items() if slot in shape.slots}
    return Telling(shape, values, telling.evidence_ids[:1])


def nothing_told() -> Telling:
    """What is told when an item's own record cannot be read: that it stands in the shop."""
    return Telling(Shape(({"kind": "here"},)), {})


def _ranked(ask: ReasonAsk) -> list[Evidence]:
    return sorted(ask.evidence, key=lambda one: _rank(one, ask))


def _rank(evidence: Evidence, ask: ReasonAsk) -> tuple[bool, bool, bool, float]:
    """Order what may be told; a kind the shopper rated unhelpful comes last, a helpful one early.

    Chance is told whatever they said of it: a pick that stands there by lot must say so. What the
    shelf's title says of its anchor already is no news on a card.
    """
    kind, place = evidence.kind, float(_PLACE[evidence.kind])
    is_causal = evidence.causal and kind is EvidenceKind.ACTION
    if is_causal and ask.anchor and evidence.values.get("item_id") == ask.anchor:
        is_causal, place = False, _PLACE[EvidenceKind.RARE] + 0.5
    if kind is EvidenceKind.CONTEXT and evidence.values.get("facet") != "place":
        place = _PLACE[EvidenceKind.POPULAR] - 0.5  # an hour says more than a count
    if kind is EvidenceKind.PRICE and evidence.values.get("relation") == "above":
        place = _PLACE[EvidenceKind.ACTION] + 0.5  # true, and hardly a reason
    rated = 1.0 if kind is EvidenceKind.EXPLORE else ask.factors.get(kind.value, 1.0)
    return (rated < 1.0, not is_causal, rated <= 1.0, place)


def _is_causal(told: Told) -> bool:
    return told.evidence is not None and told.evidence.causal and told.claim["kind"] == "action"


def _may_follow(first: Told, second: Told, causal: bool) -> bool:
    kind = second.claim["kind"]
    if kind not in SECOND.get(first.claim["kind"], ()):
        return False
    if kind == "attribute":  # "because you bought X, also by M": the same X, and only when causal
        named = first.values.get("{ITEM_1}")
        return causal and named is not None and named == second.values.get("{ITEM_1}")
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
    shape = interned(tuple(tuple(claim.items()) for claim in claims), causal)
    values = {slot: text for t in told for slot, text in t.values.items() if slot in shape.slots}
    return Telling(shape, values, tuple(t.evidence.id for t in told if t.evidence is not None))


def _shortened(claim: Claim) -> Claim:
    """The second claim says less than it could, so that shapes stay few and cards short."""
    kept = {"attribute": ("value", "item"), "price": ("relation",), "new": ("when", "days")}
    fields = ("kind", "attribute", *kept.get(claim["kind"], ()))
    return {key: value for key, value in claim.items() if key in fields}
