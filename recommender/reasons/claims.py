"""One piece of evidence to one claim with its slot values, or None when it cannot be told.

A claim names keys of `vocabulary` and slots only. Evidence that contradicts today's facts, lacks a
value, has no name in the language, or could point at another person, is not told.
Imports contracts and this package's vocabulary only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from recommender.contracts import Evidence, EvidenceKind, ItemFacts, ReasonAsk
from recommender.reasons.filling import money
from recommender.reasons.vocabulary import (
    ACTIONS,
    ATTRIBUTE_ALIASES,
    ATTRIBUTES,
    FACETS,
    RELATIONS,
    WINDOWS,
    place_name,
    value_name,
)

Claim = dict[str, str]
ANCHOR = "anchor"  # for an item that the shelf's title, or the page, names already
MIN_CROWD = 2  # "one other shopper" would point at a person


@dataclass(frozen=True)
class Told:
    """A claim, what fills its slots, and the evidence it stands on."""

    claim: Claim
    values: Mapping[str, str]
    evidence: Evidence | None = None


def claim_of(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    """Return the claim that `evidence` supports about `ask.facts`, if it can be told."""
    told = _READERS[evidence.kind](evidence, ask, language)
    return told if told is not None and all(told.values.values()) else None


def text_of(facts: ItemFacts, field: str, language: str) -> str:
    """Return an item's "title" or "category_name" in a language, as the shop wrote it."""
    plain = facts.title if field == "title" else facts.category_name
    translated = facts.translations.get(language, {}).get(field, "")
    return str(translated or plain).strip()


def _attribute_of(facts: ItemFacts, attribute: str) -> str:
    if attribute in {"maker", "brand", "category"}:
        return str(getattr(facts, attribute))
    names = [k for k in (attribute, *ATTRIBUTE_ALIASES) if ATTRIBUTE_ALIASES.get(k, k) == attribute]
    return next((str(facts.attributes[k]) for k in names if facts.attributes.get(k)), "")


def _number(values: Mapping[str, Any], key: str) -> float | None:
    value = values.get(key)
    return None if isinstance(value, bool) or not isinstance(value, int | float) else float(value)


def _action(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    action = str(evidence.values.get("action", ""))
    if action not in ACTIONS:
        return None
    if action == "search":
        query = str(evidence.values.get("query") or "").strip()
        claim = {"kind": "action", "action": action, "query": "{QUERY}"}
        return Told(claim, {"{QUERY}": query}, evidence) if query else None
    if action == "rating" and (_number(evidence.values, "value") or 5) < 4:  # not a recommendation
        return None
    item = ask.named.get(str(evidence.values.get("item_id", "")))
    if item is None:
        return None
    claim = {"kind": "action", "action": action, "item": "{ITEM_1}"}
    if evidence.causal and evidence.values.get("others"):
        claim["with"] = "others"
    return Told(claim, {"{ITEM_1}": text_of(item, "title", language)}, evidence)


def _attribute(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    raw = str(evidence.values.get("attribute", ""))
    attribute = ATTRIBUTE_ALIASES.get(raw, raw)
    item = ask.named.get(str(evidence.values.get("item_id", "")))
    if attribute not in ATTRIBUTES or item is None:
        return None
    here, there = _attribute_of(ask.facts, attribute), _attribute_of(item, attribute)
    if not here or here.casefold() != there.casefold():
        return None  # the catalogue has changed since the evidence was found
    if attribute == "category":
        name = text_of(ask.facts, "category_name", language)
    else:
        translated = ask.facts.translations.get(language, {}).get(attribute, "")
        name = str(translated) or value_name(attribute, here, language)
    if not name:
        return None
    slot = ATTRIBUTES[attribute]
    claim = {"kind": "attribute", "attribute": attribute, "value": slot}
    return _beside(claim, {slot: name}, item, evidence, ask, language)


def _beside(
    claim: Claim,
    values: dict[str, str],
    item: ItemFacts,
    evidence: Evidence,
    ask: ReasonAsk,
    language: str,
) -> Told:
    """Name the other item that a claim is about, unless everybody can see which it is."""
    if item.item_id == ask.anchor:
        return Told({**claim, "item": ANCHOR}, values, evidence)
    title = text_of(item, "title", language)
    return Told({**claim, "item": "{ITEM_1}"}, {**values, "{ITEM_1}": title}, evidence)


def _together(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    item = ask.named.get(str(evidence.values.get("item_id", "")))
    count = _number(evidence.values, "count")
    if item is None or count is None or count < MIN_CROWD:
        return None
    claim = {"kind": "together", "count": "{COUNT}"}
    return _beside(claim, {"{COUNT}": f"{int(count)}"}, item, evidence, ask, language)


def _popular(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    window, count = evidence.values.get("window", "all"), _number(evidence.values, "count")
    if window not in WINDOWS or count is None or count < MIN_CROWD:
        return None
    claim = {"kind": "popular", "window": str(window), "count": "{COUNT}"}
    values = {"{COUNT}": f"{int(count)}"}
    if slug := str(evidence.values.get("place") or ""):
        name = place_name(slug, language)
        if not name:
            return None
        claim["place"], values["{PLACE}"] = "{PLACE}", name
    return Told(claim, values, evidence)


def _price(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    relation, usual = evidence.values.get("relation"), _number(evidence.values, "usual")
    if relation not in RELATIONS or usual is None or usual <= 0:
        return None
    if not price_relation_holds(str(relation), ask.facts.price, usual):
        return None
    claim = {"kind": "price", "relation": str(relation), "price": "{PRICE}"}
    return Told(claim, {"{PRICE}": money(ask.facts.price, ask.facts.currency)}, evidence)


def price_relation_holds(relation: str, price: float, usual: float) -> bool:
    """Whether today's price still stands as the evidence said to what the shopper usually pays."""
    if relation == "around":
        return 0.7 * usual <= price <= 1.3 * usual
    return price < usual if relation == "below" else price > usual


def _rare(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    return Told({"kind": "rare"}, {}, evidence)


def _new(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    days = _number(evidence.values, "days")
    if days is None or days < 0:
        return None
    if days < 2:
        return Told({"kind": "new", "when": ("today", "yesterday")[int(days)]}, {}, evidence)
    claim = {"kind": "new", "when": "days", "days": "{DAYS}"}
    return Told(claim, {"{DAYS}": f"{int(days)}"}, evidence)


def _context(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    facet, value = str(evidence.values.get("facet", "")), evidence.values.get("value", "")
    if facet == "place":
        name = place_name(str(value), language)
        claim = {"kind": "context", "facet": facet, "value": "{PLACE}"}
        return Told(claim, {"{PLACE}": name}, evidence) if name else None
    word = str(value).lower()
    if word not in FACETS.get(facet, ()):
        return None
    # "Often" stands on others who did, and on more of them than usual.
    count, lift = _number(evidence.values, "count"), _number(evidence.values, "lift")
    if count is None or count < MIN_CROWD or lift is None or lift <= 1:
        return None
    return Told({"kind": "context", "facet": facet, "value": word}, {}, evidence)


def _explore(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    return Told({"kind": "explore"}, {}, evidence)


def _category(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    labels = evidence.values.get("labels")
    name = str(labels.get(language, "")) if isinstance(labels, Mapping) else ""
    if not name:
        key = evidence.values.get("category") or evidence.values.get("name")
        same = key in (None, ask.facts.category, ask.facts.category_name)
        name = text_of(ask.facts, "category_name", language) if same else ""
    if not name:
        return None
    return Told({"kind": "category", "category": "{CATEGORY}"}, {"{CATEGORY}": name}, evidence)


def category_here(ask: ReasonAsk, language: str) -> Told:
    """Return where the item stands in the shop: always true, told when nothing else can be."""
    name = text_of(ask.facts, "category_name", language)
    if not name:
        return Told({"kind": "here"}, {})
    return Told({"kind": "here", "category": "{CATEGORY}"}, {"{CATEGORY}": name})


def _here(evidence: Evidence, ask: ReasonAsk, language: str) -> Told | None:
    told = category_here(ask, language)
    return Told(told.claim, told.values, evidence)


_READERS: dict[EvidenceKind, Callable[[Evidence, ReasonAsk, str], Told | None]] = {
    EvidenceKind.ACTION: _action,
    EvidenceKind.ATTRIBUTE: _attribute,
    EvidenceKind.TOGETHER: _together,
    EvidenceKind.POPULAR: _popular,
    EvidenceKind.PRICE: _price,
    EvidenceKind.RARE: _rare,
    EvidenceKind.NEW: _new,
    EvidenceKind.CONTEXT: _context,
    EvidenceKind.EXPLORE: _explore,
    EvidenceKind.CATEGORY: _category,
    EvidenceKind.HERE: _here,
}
