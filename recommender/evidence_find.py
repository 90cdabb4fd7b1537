"""Asks every kind of evidence about each pick and adds the deletion test's verdict. No Django."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from recommender import registry
from recommender.contracts import (
    Evidence,
    EvidenceKind,
    EvidenceMaker,
    PastEvent,
    Query,
    Scored,
    Store,
)
from recommender.deletion import Group, Trial, Verdict, trial_of


@cache
def makers() -> tuple[EvidenceMaker, ...]:
    """Return one maker of each registered kind."""
    return tuple(cls() for cls in registry.load("evidence").values())


@dataclass(frozen=True, slots=True)
class Found:
    """What is true of each picked row, before it is judged what the shopper's acts caused."""

    evidence: tuple[tuple[Evidence, ...], ...]
    trial: Trial
    rows: tuple[int, ...]
    events: tuple[PastEvent, ...]

    def judged(self, standing: Mapping[Group, Container[int]]) -> tuple[tuple[Evidence, ...], ...]:
        """Return the evidence with the verdict on each act; `standing` as `Trial.verdicts`."""
        verdicts = self.trial.verdicts(standing)
        places = {str(event.id): place for place, event in enumerate(self.events)}
        return tuple(
            tuple(
                _judged(one, verdicts.get((row, places[one.refs[0]])), self.events)
                if one.kind is EvidenceKind.ACTION
                else one
                for one in evidence
            )
            for row, evidence in zip(self.rows, self.evidence, strict=True)
        )


def evidence_find(
    query: Query,
    scored: Scored,
    rows: Sequence[int],
    pool: Sequence[int] | NDArray[np.intp],
    store: Store,
    drawn: frozenset[int] = frozenset(),
) -> Found:
    """Return all that is true of each picked row, and what to try to know what caused it.

    pool: the rows that could have been picked; drawn: rows that stand here because they were drawn
    for a place, which no act can be said to have caused.
    """
    found = tuple(
        tuple(one for maker in makers() for one in maker.find(query, scored, row, store))
        or (_here(scored, row),)
        for row in rows
    )
    places = {str(event.id): place for place, event in enumerate(query.profile.events)}
    cited = [
        (row, places[one.refs[0]])
        for row, evidence in zip(rows, found, strict=True)
        for one in evidence
        if one.kind is EvidenceKind.ACTION and row not in drawn
    ]
    return Found(found, trial_of(scored, pool, rows, cited), tuple(rows), query.profile.events)


def _here(scored: Scored, row: int) -> Evidence:
    """Say where the item stands in the shop: of a pick of which nothing more particular is true."""
    values = {"category": scored.block.facts[row].category}
    return Evidence(id="here", kind=EvidenceKind.HERE, values=values)


def _judged(evidence: Evidence, verdict: Verdict | None, events: Sequence[PastEvent]) -> Evidence:
    """Return an action with what deleting it does, and the acts that caused the pick with it."""
    if verdict is None:
        return evidence
    judged = replace(
        evidence,
        delta_rank=verdict.fall,
        necessary=verdict.leaves,
        sufficient=verdict.stays_alone,
        causal=verdict.causal,
    )
    if not verdict.group:
        return judged
    together = tuple(str(events[place].id) for place in verdict.group)
    others = {"others": len(together) - 1}
    return replace(judged, refs=together, values={**judged.values, **others})
