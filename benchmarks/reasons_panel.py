"""What "Why this?" promises against what is then served, and what causes are worth.

- **promise**: the panel says where a pick would stand without an act; the act is then really told
  not to be used (`services.control_set`), the page is asked for again, and the control is lifted.
- **steering**: "less like this", then the share of the next page that is of that leaf category.
- **deletion**: how much score a pick loses without the acts that its reason cites, over what it
  loses without as many other acts of the same shopper.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from django.utils import timezone, translation

from benchmarks.reasons_facts import Facts
from benchmarks.reasons_pages import LEAST_FALL, Remade, Shown

if TYPE_CHECKING:
    from recommender.contracts import Counterfactual, Evidence, Pick

DRAWS = 3  # random deletions held against each cited one
Say = Callable[[str], None]


def cited_events(pick: Pick) -> list[tuple[Evidence, tuple[UUID, ...]]]:
    """Return the causal evidence that a pick's reason stands on, with the events it names."""
    shown = set(pick.reason.evidence_ids) if pick.reason else set()
    found = []
    for one in pick.evidence:
        if one.causal and one.id in shown:
            events = tuple(event for ref in one.refs if (event := _uuid(ref)) is not None)
            if events:
                found.append((one, events))
    return found


def _uuid(ref: str) -> UUID | None:
    try:
        return UUID(ref)
    except ValueError:
        return None


# -------------------------------------------------------------------------------------- deletion


@dataclass
class Deletions:
    """Score lost without cited acts and without random others; and what causes came to."""

    cited: list[float] = field(default_factory=list)
    random: list[float] = field(default_factory=list)
    kept: int = 0
    causal: int = 0
    misses: list[str] = field(default_factory=list)
    missed_by: Counter[str] = field(default_factory=Counter)

    def add(
        self, page: Shown, shelf: str, pick: Pick, remade: Remade, acts: Sequence[UUID]
    ) -> None:
        """Count one pick whose reason claims a cause."""
        for evidence, events in cited_events(pick):
            gone = frozenset(events)
            self.causal += 1
            leaves = remade.leaves(page.context, shelf, pick.item_id, gone)
            fall = remade.fall(page.context, shelf, pick.item_id, gone)
            # Of several acts together only the first one's own fall is stated.
            stated = max(evidence.delta_rank if len(gone) == 1 else 0, LEAST_FALL)
            if leaves or fall >= stated:
                self.kept += 1
            else:
                promised = "leaves" if evidence.necessary else "falls"
                self.missed_by[f"{promised}, {shelf}"] += 1
                said = pick.reason.text if pick.reason else ""
                self.misses.append(
                    f"{pick.item_id} on {shelf}: stated {promised} by {evidence.delta_rank},"
                    f" really {fall:g}: {said}"
                )
            others = [act for act in acts if act not in gone]
            if len(others) >= len(gone):
                draw = random.Random(f"{page.context.shopper_id}{pick.item_id}")
                drawn = [draw.sample(others, len(gone)) for _ in range(DRAWS)]
                self.cited.append(self._lost(page, shelf, pick, remade, gone))
                self.random.append(
                    float(np.mean([self._lost(page, shelf, pick, remade, one) for one in drawn]))
                )

    def _lost(
        self, page: Shown, shelf: str, pick: Pick, remade: Remade, gone: Sequence[UUID] | Any
    ) -> float:
        now = remade.page(page.context)[shelf].score.get(pick.item_id, 0.0)
        then = remade.page(page.context, gone).get(shelf)
        return now - (then.score.get(pick.item_id, 0.0) if then is not None else 0.0)

    def to_json(self) -> dict[str, Any]:
        """Return the ratio with its bootstrap interval, and how many causes were real."""
        from recommender.evaluation.intervals import means_resampled

        found: dict[str, Any] = {
            "causal": self.causal,
            "causal_kept": round(self.kept / self.causal, 4) if self.causal else None,
            "causal_missed_by": dict(self.missed_by),
        }
        if self.cited:
            columns = np.column_stack([self.cited, self.random])
            cited, others = columns.mean(axis=0)
            drawn = means_resampled(columns, 2000)
            ratios = drawn[:, 0] / np.maximum(drawn[:, 1], 1e-9)
            found |= {
                "deletion_ratio": round(float(cited / max(others, 1e-9)), 2),
                "deletion_ratio_interval": [
                    round(float(v), 2) for v in np.quantile(ratios, (0.025, 0.975))
                ],
                "cited_score_drop": round(float(cited), 4),
                "random_score_drop": round(float(others), 4),
                "deletion_picks": len(self.cited),
            }
        return found


# --------------------------------------------------------------------------------------- promise


def _promises(page: Shown, draw: random.Random) -> Iterator[tuple[str, Pick, Counterfactual]]:
    """Yield what the panel promises of some picks of a page."""
    from recommender import services

    picks = list(page.picks)
    for slate, pick in draw.sample(picks, min(4, len(picks))):
        with translation.override(page.context.language):
            told = services.pick_explain(
                slate.id, pick.item_id, page.context.shopper_id, page.context.language
            )
        for one in told.counterfactuals[:3]:
            yield slate.shelf, pick, one


def promise_measure(pages: Sequence[Shown], pairs: int, say: Say) -> dict[str, Any]:
    """Keep to what the panel says for at least `pairs` pairs of pick and act, and compare."""
    from recommender import services

    draw = random.Random(5)
    kept = tried = told = place_kept = 0
    missed: Counter[str] = Counter()
    off: list[int] = []
    for page in pages:
        if tried >= pairs:
            break
        for shelf, pick, promised in list(_promises(page, draw)):
            shopper_id = page.context.shopper_id
            control = services.control_set(shopper_id, "ignore_event", event_id=promised.event_id)
            try:
                standing = Remade().page(page.context).get(shelf)
                with translation.override(page.context.language):
                    slates = services.page_recommend(page.context)
            finally:
                services.control_revoke(shopper_id, control)
            tried += 1
            rank = standing.rank.get(pick.item_id) if standing else None
            if rank == promised.rank_without:
                kept += 1
            else:
                missed[f"{promised.action.value}, {shelf}"] += 1
                if rank is not None and promised.rank_without is not None:
                    off.append(abs(rank - promised.rank_without))
                say(f"Promised rank {promised.rank_without}, got {rank}: {pick.item_id}, {shelf}")
            served = [p.item_id for slate in slates if slate.shelf == shelf for p in slate.picks]
            place = served.index(pick.item_id) if pick.item_id in served else None
            if hasattr(promised, "position_without"):
                told += 1
                place_kept += promised.position_without == place
    found: dict[str, Any] = {
        "promise_kept": round(kept / tried, 4) if tried else None,
        "promise_pairs": tried,
        "promise_missed_by": dict(missed),
        "promise_off_by_median": float(np.median(off)) if off else 0.0,
    }
    if told:
        found["promise_place_kept"] = round(place_kept / told, 4)
    return found


# -------------------------------------------------------------------------------------- steering


def steering_measure(pages: Sequence[Shown], facts: Facts, most: int) -> dict[str, Any]:
    """Ask for "less like this" and return how much of that leaf kind the next page still has."""
    from recommender import services

    before: list[float] = []
    after: list[float] = []
    still = 0
    homes = [page for page in pages if page.context.placement == "home"][:most]
    for page in homes:
        (_, pick), *_rest = list(page.picks)
        kind = facts.things[pick.item_id].keys.get("category")
        shopper_id = page.context.shopper_id
        control = services.control_set(shopper_id, "less_like", item_id=pick.item_id)
        try:
            with translation.override(page.context.language):
                slates = services.page_recommend(replace(page.context, now=timezone.now()))
        finally:
            services.control_revoke(shopper_id, control)
        shown = [one.item_id for slate in slates for one in slate.picks]
        still += pick.item_id in shown
        before.append(_share([one.item_id for _, one in page.picks], kind, facts))
        after.append(_share(shown, kind, facts))
    return {
        "steering_share": round(float(np.mean(after)), 4) if after else None,
        "steering_share_before": round(float(np.mean(before)), 4) if before else None,
        "steering_pages_with_any": sum(one > 0 for one in after),
        "steering_item_still_there": still,
        "steering_pages": len(after),
    }


def _share(shown: Sequence[str], kind: str | None, facts: Facts) -> float:
    return float(
        np.mean([facts.things[one].keys.get("category") == kind for one in shown] or [False])
    )
