"""What "Why this?" promises against what is then served, and what causes are worth.

- **promise**: the panel says where a pick would stand without an act, or without a few that caused
  it together: its rank, its place on the shelf, or that the shelf goes. They are then really told
  not to be used (`services.control_set`), the page is asked for again, and the controls are lifted.
- **steering**: "less like this", then the share of the next page that is of that leaf category.
- **deletion**: how much score a pick loses without the acts that its reason cites, over what it
  loses without as many other acts of the same shopper.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

import numpy as np
from django.utils import timezone, translation

from benchmarks.reasons_facts import Facts
from benchmarks.reasons_pages import LEAST_FALL, Remade, Shown

if TYPE_CHECKING:
    from recommender.contracts import Counterfactual, Evidence, Pick, Together

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


Promised: TypeAlias = "Counterfactual | Together"


def _promises(page: Shown, draw: random.Random) -> Iterator[tuple[str, Pick, Promised]]:
    """Yield what the panel promises of some picks of a page."""
    from recommender import services

    picks = list(page.picks)
    drawn = draw.sample(picks, min(4, len(picks)))
    drawn += [one for one in picks if one not in drawn and _is_group(one[1])][:1]
    for slate, pick in drawn:
        with translation.override(page.context.language):
            told = services.pick_explain(
                slate.id, pick.item_id, page.context.shopper_id, page.context.language
            )
        for one in told.counterfactuals[:3]:
            yield slate.shelf, pick, one
        if told.together is not None:
            yield slate.shelf, pick, told.together


def _is_group(pick: Pick) -> bool:
    return any(len(events) > 1 for _, events in cited_events(pick))


def _events(promised: Promised) -> tuple[UUID, ...]:
    return getattr(promised, "event_ids", None) or (promised.event_id,)  # type: ignore[union-attr]


@dataclass
class Promises:
    """What was promised and what came of it, by what kind of thing was promised."""

    tried: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    off: list[int] = field(default_factory=list)

    def add(self, page: Shown, shelf: str, pick: Pick, promised: Promised, say: Say) -> None:
        """Really tell that the acts are not to be used, ask for the page again, and compare."""
        from recommender import services

        shopper_id, is_group = page.context.shopper_id, len(_events(promised)) > 1
        before = Remade().page(page.context).get(shelf)
        controls = [
            services.control_set(shopper_id, "ignore_event", event_id=one)
            for one in _events(promised)
        ]
        try:
            standing = Remade().page(page.context).get(shelf)
            with translation.override(page.context.language):
                slates = services.page_recommend(page.context)
        finally:
            for control in controls:
                services.control_revoke(shopper_id, control)
        if before is not None and standing is not None and standing.about != before.about:
            standing = None  # a shelf of the same name that is about another thing
        served = [p.item_id for slate in slates if slate.shelf == shelf for p in slate.picks]
        place = None
        if standing is not None and pick.item_id in served:
            place = 1 + served.index(pick.item_id)
        rank = standing.rank.get(pick.item_id) if standing is not None else None
        held = {"shelf": promised.shelf_stays == (standing is not None)}
        if promised.shelf_stays:
            held["rank"] = rank == promised.rank_without
            held["place"] = place == promised.position_without
        everything = all(held.values())
        held["group" if is_group else "act"] = everything
        self.tried.update(held.keys())
        self.kept.update(what for what, kept in held.items() if kept)
        self.tried["all"] += 1
        self.kept["all"] += everything
        if everything:
            return
        what = next(one for one, kept in held.items() if not kept)
        by = "together" if is_group else promised.action.value  # type: ignore[union-attr]
        self.missed[f"{what}, {by}, {shelf}"] += 1
        if rank is not None and promised.rank_without is not None:
            self.off.append(abs(rank - promised.rank_without))
        say(
            f"  promised rank {promised.rank_without}, place {promised.position_without}, shelf"
            f" {promised.shelf_stays}; got {rank}, {place}, {standing is not None}:"
            f" {pick.item_id}, {shelf}, {by}"
        )

    def to_json(self) -> dict[str, Any]:
        """Return the shares that held: everything promised, and each kind of thing by itself."""
        names = {
            "all": "promise_kept", "rank": "promise_rank_kept", "place": "promise_place_kept",
            "shelf": "promise_shelf_kept", "group": "promise_group_kept",
        }  # fmt: skip
        found: dict[str, Any] = {
            name: round(self.kept[one] / self.tried[one], 4) if self.tried[one] else None
            for one, name in names.items()
        }
        return found | {
            "promise_pairs": self.tried["all"],
            "promise_groups": self.tried["group"],
            "promise_missed_by": dict(self.missed),
            "promise_off_by_median": float(np.median(self.off)) if self.off else 0.0,
        }


def promise_measure(pages: Sequence[Shown], pairs: int, say: Say) -> dict[str, Any]:
    """Keep to what the panel says for at least `pairs` pairs of pick and acts, and compare."""
    draw, promises = random.Random(5), Promises()
    for page in pages:
        if promises.tried["all"] >= pairs:
            break
        for shelf, pick, promised in list(_promises(page, draw)):
            promises.add(page, shelf, pick, promised, say)
    return promises.to_json()


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
