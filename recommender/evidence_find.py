"""Asks every kind of evidence about a pick and adds the deletion test's verdict. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from recommender import registry
from recommender.contracts import Evidence, EvidenceKind, EvidenceMaker, Query, Scored, Store
from recommender.deletion import Verdict


@cache
def makers() -> tuple[EvidenceMaker, ...]:
    """Return one maker of each registered kind."""
    return tuple(cls() for cls in registry.load("evidence").values())


def evidence_find(
    query: Query,
    scored: Scored,
    row: int,
    store: Store,
    verdicts: Mapping[tuple[int, int], Verdict],
) -> tuple[Evidence, ...]:
    """Return all that is true of one pick, with what each of the shopper's actions caused."""
    places = {str(event.id): place for place, event in enumerate(query.profile.events)}
    found = [one for maker in makers() for one in maker.find(query, scored, row, store)]
    return tuple(
        _judged(one, verdicts.get((row, places.get(one.refs[0], -1))))
        if one.kind is EvidenceKind.ACTION and row not in scored.by_chance
        else one
        for one in found
    )


def _judged(evidence: Evidence, verdict: Verdict | None) -> Evidence:
    if verdict is None:
        return evidence
    return replace(
        evidence,
        delta_rank=verdict.fall,
        necessary=verdict.leaves,
        sufficient=verdict.stays_alone,
        causal=verdict.causal,
    )
