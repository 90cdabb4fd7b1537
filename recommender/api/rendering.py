"""Writes items and picks as JSON-ready data: plain functions, since a page has fifty of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request

from recommender.contracts import Evidence, Explanation, Fate, Pick, Reason
from recommender.models import Item

EXPLAIN = ("none", "short", "full")


def item_brief(item: Item, request: Request, language: str) -> dict[str, Any]:
    """Return what a card shows, in that language."""
    said: Mapping[str, str] = item.translations.get(language, {})
    return {
        "item_id": item.pk,
        "title": said.get("title") or item.title,
        "category": item.category,
        "category_name": said.get("category_name") or item.category_name,
        "brand": item.brand,
        "price": str(item.price),
        "currency": item.currency,
        "url": _absolute(request, item.url),
        "image_url": _absolute(request, item.image_url),
        "in_stock": item.in_stock and item.is_active,
    }


def item_full(item: Item, request: Request, language: str) -> dict[str, Any]:
    """Return all that is known of an item."""
    said: Mapping[str, str] = item.translations.get(language, {})
    return {
        **item_brief(item, request, language),
        "description": said.get("description") or item.description,
        "department": item.department,
        "maker": item.maker,
        "attributes": {str(key): str(value) for key, value in item.attributes.items()},
        "is_active": item.is_active,
        "listed_at": item.listed_at.isoformat(),
    }


def pick_json(pick: Pick, item: Mapping[str, Any], explain: str) -> dict[str, Any]:
    """Return a pick with its rendered item; `explain` says how much of the why."""
    full = explain == "full"
    return {
        "position": pick.position,
        "item": item,
        "score": pick.score,
        "sources": dict(pick.sources),
        "propensity": pick.propensity,
        "badge": pick.badge,
        "reason": None if explain == "none" else _reason(pick.reason, full),
        "evidence": [] if explain == "none" else [_evidence(one, full) for one in pick.evidence],
    }


def why_json(found: Explanation, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything behind one pick."""
    return {
        "slate_id": str(found.slate_id),
        "item_title": found.item_title,
        "pick": pick_json(found.pick, item, "full"),
        "counterfactuals": [
            {
                "event_id": str(one.event_id),
                "action": one.action.value,
                "item_id": one.item_id,
                "item_title": one.item_title,
                "occurred_at": one.occurred_at.isoformat(),
                **_fate(one),
            }
            for one in found.counterfactuals
        ],
        "together": None
        if found.together is None
        else {
            "event_ids": [str(event_id) for event_id in found.together.event_ids],
            **_fate(found.together),
        },
        "weights": {slug: weight for slug, weight in found.weights.items() if weight},
        "strategy_name": found.strategy_name,
        "strategy_version": found.strategy_version,
    }


def _fate(one: Fate) -> dict[str, Any]:
    return {
        "share": one.share,
        "rank": one.rank,
        "rank_without": one.rank_without,
        "position": one.position,
        "position_without": one.position_without,
        "candidates_without": one.candidates_without,
        "shelf_stays": one.shelf_stays,
    }


def _evidence(one: Evidence, full: bool) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": one.id,
        "kind": one.kind.value,
        "values": dict(one.values),
        "causal": one.causal,
    }
    if full:
        said |= {
            "refs": list(one.refs),
            "delta_score": one.delta_score,
            "delta_rank": one.delta_rank,
            "necessary": one.necessary,
            "sufficient": one.sufficient,
        }
    return said


def _reason(reason: Reason | None, full: bool) -> dict[str, Any] | None:
    if reason is None:
        return None
    said: dict[str, Any] = {
        "text": reason.text,
        "language": reason.language,
        "writer": reason.writer,
    }
    if full:
        said["evidence_ids"] = list(reason.evidence_ids)
    return said


def _absolute(request: Request, address: str) -> str:
    return request.build_absolute_uri(address) if address else ""
