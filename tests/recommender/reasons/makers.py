"""Small records for the tests of reasons."""

from __future__ import annotations

from typing import Any

from recommender.contracts import Evidence, EvidenceKind, ItemFacts, ReasonAsk


def facts(item_id: str, title: str, **changes: Any) -> ItemFacts:
    """An oak table lamp by Ida Berg, but for what `changes` say."""
    known: dict[str, Any] = {
        "item_id": item_id,
        "title": title,
        "category": "table-lamps",
        "category_name": "Table lamps",
        "department": "home",
        "brand": "Northlight",
        "maker": "Ida Berg",
        "attributes": {"material": "Oak", "colour": "natural", "style": "nordic"},
        "price": 24.0,
        "currency": "EUR",
        "listed_at": None,
        "event_count": 3,
        "is_tail": True,
        "translations": {"zh-hans": {"title": f"灯{item_id}", "category_name": "台灯"}},
    }
    return ItemFacts(**{**known, **changes})


def evidence(id_: str, kind: str, *, causal: bool = False, **values: Any) -> Evidence:
    """One piece of evidence with these values."""
    return Evidence(id=id_, kind=EvidenceKind(kind), values=values, causal=causal)


def ask(*found: Evidence, named: tuple[ItemFacts, ...] = (), **changes: Any) -> ReasonAsk:
    """A pick of the Tall Oak Lamp "p" with this evidence."""
    return ReasonAsk(facts("p", "Tall Oak Lamp", **changes), found, {f.item_id: f for f in named})


LAMP = facts("x", "Oak Reading Lamp")
