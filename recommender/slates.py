"""Writes served slates, and reads one back exactly as the request that made it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recommender.contracts import Context, Evidence, EvidenceKind, Pick, Reason, Slate
from recommender.models import SlateRow
from recommender.sql import script

_NEEDED = {"id", "kind"}  # of evidence; the rest has defaults

# A slate lost in a crash is a line missing in the log; waiting for the disk would be the page's.
_INSERT = """
SET LOCAL synchronous_commit = off;
INSERT INTO recommender_slaterow
    (id, shopper_id, placement, shelf, title, strategy_version_id, context, sources, picks,
     served_at)
SELECT x.id, x.shopper, x.placement, x.shelf, left(x.title, 200), x.version, x.context, x.sources,
       x.picks, x.served
FROM jsonb_to_recordset(%(slates)s::jsonb)
    AS x(id uuid, shopper uuid, placement text, shelf text, title text, version bigint,
         context jsonb, sources jsonb, picks jsonb, served timestamptz)
ON CONFLICT (id) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A page's slates with what they were made from. `sources`: slug → candidates it found."""

    slates: tuple[Slate, ...]
    context: Context
    sources: Mapping[str, int]
    version_id: int | None


def slates_write(pages: Sequence[Served]) -> None:
    """Write the slates of some pages in one round trip."""
    written = [one for served in pages for one in _served_json(served)]
    script(_INSERT, {"slates": json.dumps(written)})


def _served_json(served: Served) -> list[dict[str, Any]]:
    context = served.context
    shared = {
        "shopper": str(context.shopper_id),
        "version": served.version_id,
        "context": context_json(context),
        "sources": dict(served.sources),
        "served": context.now.isoformat(),
    }
    return [{**shared, **_slate_json(slate)} for slate in served.slates]


def context_json(context: Context) -> dict[str, Any]:
    """Return a context as stored."""
    return {
        "now": context.now.isoformat(),
        "anchors": list(context.anchor_item_ids),
        "category": context.category,
        "language": context.language,
        "place": context.place,
        "place_assumed": context.place_assumed,
        "device": context.device,
    }


def context_of(row: SlateRow) -> Context:
    """Return the context a slate was made for."""
    stored = row.context
    return Context(
        shopper_id=row.shopper_id,
        placement=row.placement,
        now=datetime.fromisoformat(stored["now"]),
        anchor_item_ids=tuple(stored.get("anchors", ())),
        category=stored.get("category", ""),
        language=stored.get("language", "en"),
        place=stored.get("place", ""),
        place_assumed=stored.get("place_assumed", ""),
        device=stored.get("device", ""),
    )


def pick_json(pick: Pick) -> dict[str, Any]:
    """Return a pick as stored and as the API gives it."""
    return {
        "item_id": pick.item_id,
        "score": pick.score,
        "sources": dict(pick.sources),
        "propensity": pick.propensity,
        "evidence": [_evidence_json(one) for one in pick.evidence],
        "reason": _reason_json(pick.reason),
        "badge": pick.badge,
    }


def _pick_stored(pick: Pick) -> dict[str, Any]:
    """Return a pick without what `pick_of` assumes: the log is written on every page."""
    whole = pick_json(pick)
    whole["evidence"] = [
        {key: value for key, value in one.items() if value or key in _NEEDED}
        for one in whole["evidence"]
    ]
    return whole


def pick_of(stored: Mapping[str, Any], position: int) -> Pick:
    """Return a stored pick."""
    reason = stored.get("reason")
    return Pick(
        item_id=stored["item_id"],
        position=position,
        score=stored["score"],
        sources=stored["sources"],
        propensity=stored["propensity"],
        evidence=tuple(_evidence_of(one) for one in stored.get("evidence", ())),
        reason=Reason(**{**reason, "evidence_ids": tuple(reason["evidence_ids"])})
        if reason
        else None,
        badge=stored.get("badge", ""),
    )


def _slate_json(slate: Slate) -> dict[str, Any]:
    return {
        "id": str(slate.id),
        "placement": slate.placement,
        "shelf": slate.shelf,
        "title": slate.title,
        "picks": [_pick_stored(pick) for pick in slate.picks],
    }


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "kind": evidence.kind.value,
        "refs": list(evidence.refs),
        "values": dict(evidence.values),
        "delta_score": evidence.delta_score,
        "delta_rank": evidence.delta_rank,
        "necessary": evidence.necessary,
        "sufficient": evidence.sufficient,
        "causal": evidence.causal,
    }


def _evidence_of(stored: Mapping[str, Any]) -> Evidence:
    refs = tuple(stored.get("refs", ()))
    return Evidence(**{**stored, "kind": EvidenceKind(stored["kind"]), "refs": refs})


def _reason_json(reason: Reason | None) -> dict[str, Any] | None:
    if reason is None:
        return None
    return {
        "text": reason.text,
        "language": reason.language,
        "writer": reason.writer,
        "evidence_ids": list(reason.evidence_ids),
        "shape": reason.shape,
    }
