"""Recall → rank → diversify → explain, for one Context, StrategyParams and Store.

Everything here is arithmetic on what was read once; the same inputs give the same page, which is
how "Why this?" can promise what happens without an action. No Django models, no torch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from recommender.actions import event_weights
from recommender.candidates import (
    Candidates,
    block_part,
    candidates_find,
    candidates_rank,
    query_read,
    weights_of,
)
from recommender.chance import familiar
from recommender.contracts import (
    Context,
    Evidence,
    Floats,
    Pick,
    Profile,
    Query,
    Scored,
    Slate,
    Store,
)
from recommender.evidence_find import evidence_find
from recommender.mixes import MixRead, mix_read
from recommender.reasons.headings import Heading
from recommender.remade import heaviest, remade
from recommender.selection import Chosen, explore, select_rows
from recommender.shelves import SHELVES, Shelf, StandsOn, shelf_heading, stressed
from recommender.strategy_params import StrategyParams

Rows = NDArray[np.intp]

BECAUSE_LEAST = 0.08  # nearness to the item a "because" shelf stands on
BADGES = ("explore", "rare", "new")


@dataclass(frozen=True, slots=True)
class Made:
    """One shelf with all that made it. `pool`: rows that may stand on it, whoever took them."""

    shelf: Shelf
    stands_on: StandsOn | None
    scored: Scored
    pool: Rows
    free: Rows  # of those, not on an earlier shelf
    chosen: Chosen
    evidence: tuple[tuple[Evidence, ...], ...]

    def position(self, item_id: str) -> int | None:
        """Return where an item stands on the shelf, from 1; None: not on it."""
        row = self.scored.block.row_of.get(item_id)
        return None if row not in self.chosen.rows else 1 + self.chosen.rows.index(row)

    def rank(self, item_id: str) -> int | None:
        """Return where an item stands among the shelf's candidates, from 1; None: not found."""
        row = self.scored.block.row_of.get(item_id)
        if row is None or row not in self.pool:
            return None
        return 1 + int((self.scored.score[self.pool] > self.scored.score[row]).sum())


@dataclass(frozen=True, slots=True)
class Page:
    """All shelves of one request, and what was found for them."""

    query: Query
    candidates: Candidates
    shelves: tuple[Made, ...]


def page_make(
    context: Context,
    params: StrategyParams,
    store: Store,
    profile: Profile,
    *,
    explained: bool = True,
) -> Page:
    """Make the shelves of a placement; `explained=False` leaves the evidence out."""
    query = query_read(context, profile, store)
    found = candidates_find(query, params, store)
    weights = weights_of(params)
    mix = mix_read(query, found.block) if params.calibration > 0 else None
    taken = np.zeros(len(found.block.facts), dtype=bool)
    made: list[Made] = []
    for slug in params.shelves[context.placement]:
        if SHELVES[slug].spare and len(made) >= SHELVES[slug].spare:
            continue
        one = _shelf_make(SHELVES[slug], found, params, weights, taken, mix)
        is_enough = one is not None and len(one.chosen.rows) >= one.shelf.least
        if one is None or not (is_enough or one.chosen.rows and slug == "for_you"):
            continue
        made.append(one)
        taken[list(one.chosen.rows)] = True
    if not made:
        nothing = np.zeros_like(taken)
        everything = _shelf_make(SHELVES["for_you"], found, params, weights, nothing, mix)
        made = [everything] if everything is not None and everything.chosen.rows else []
    if explained and made:
        made = _explained(made, found, params, store, mix)
    return Page(query, found, tuple(made))


def slates_of(page: Page, version_id: int | None) -> list[Slate]:
    """Return the page as slates, without titles and reasons."""
    return [_slate(one, page, version_id) for one in page.shelves]


def headings_of(page: Page) -> list[Heading]:
    """Return what the title of each shelf says."""
    facts = page.candidates.block.facts
    return [
        shelf_heading(
            one.shelf, page.query, [facts[row] for row in one.chosen.rows], one.evidence,
            one.stands_on,
        )
        for one in page.shelves
    ]  # fmt: skip


def anchors_of(page: Page) -> list[str]:
    """Return the item that each shelf's title, or the page, names already; "" where none is."""
    seen = page.query.context.anchor_item_ids
    one = seen[0] if len(seen) == 1 else ""
    return [made.stands_on.fact.item_id if made.stands_on else one for made in page.shelves]


def _shelf_make(
    shelf: Shelf,
    found: Candidates,
    params: StrategyParams,
    weights: dict[str, float],
    taken: NDArray[np.bool_],
    mix: MixRead | None,
) -> Made | None:
    query, block = found.query, found.block
    stands_on = None
    if shelf.slug == "because":
        anchored = _stand_on(found)
        if anchored is None:
            return None
        parts, shares, pool, stands_on = anchored
        scored = candidates_rank(
            found, params, stressed(shelf, weights), parts=parts, shares=shares
        )
    else:
        scored = candidates_rank(found, params, stressed(shelf, weights))
        pool = _pool(shelf, found)
    free = pool[~taken[pool]]
    rows = select_rows(block, scored.score, free, params, shelf, params.shelf_size, mix)
    chosen = explore(
        scored,
        rows,
        free,
        query.context,
        shelf,
        params.exploration,
        params.niche_quota,
        familiar(query, block),
    )
    scored = replace(scored, by_chance=chosen.by_chance)
    return Made(shelf, stands_on, scored, pool, free, chosen, ((),) * len(rows))


def _pool(shelf: Shelf, found: Candidates) -> Rows:
    if shelf.tail_only:
        return np.flatnonzero(found.block.is_tail)
    if not shelf.pool:
        return np.arange(len(found.block.facts))
    return found.found_by(shelf.pool)


def _stand_on(
    found: Candidates,
) -> tuple[dict[str, Floats], dict[str, Floats], Rows, StandsOn] | None:
    """Choose the item a "because" shelf stands on, and score everything by nearness to it.

    Each event on that item adds `weight · nearness`: one of several left out is plain subtraction.
    """
    query, best = found.query, heaviest(found.query)
    weights, _ = event_weights(query)
    if best is None:
        return None
    near = _nearness(found, best)
    columns = [
        place
        for place, event in enumerate(query.profile.events)
        if event.item_id == best and weights[place] > 0
    ]
    share = np.zeros((len(near), len(query.profile.events)), dtype=np.float32)
    share[:, columns] = near[:, None] * weights[columns]
    pool = np.flatnonzero(near >= BECAUSE_LEAST)
    strongest = max(columns, key=lambda place: float(weights[place]))
    fact = query.history.facts[query.history.row_of[best]]
    stands_on = StandsOn(fact, query.profile.events[strongest].kind)
    parts = {**found.parts, "similar": share.sum(axis=1)}
    return parts, {**found.shares, "similar": share}, pool, stands_on


def rows_about(found: Candidates, item_id: str) -> Rows:
    """Return the rows that may stand on a shelf about an item of the history."""
    return np.flatnonzero(_nearness(found, item_id) >= BECAUSE_LEAST)


def _nearness(found: Candidates, item_id: str) -> Floats:
    """Return how near each row is to an item of the history, (n,)."""
    query = found.query
    anchored = replace(
        query,
        context=replace(query.context, anchor_item_ids=(item_id,)),
        anchors=block_part(query.history, [item_id]),
    )
    return found.sources["similar"].score(anchored, found.block, found.recalled["similar"])


def _explained(
    made: Sequence[Made],
    candidates: Candidates,
    params: StrategyParams,
    store: Store,
    mix: MixRead | None,
) -> list[Made]:
    """Attach evidence to each pick, with the deletion test's verdict on the shopper's actions."""
    query = candidates.query
    found = [
        evidence_find(query, one.scored, one.chosen.rows, one.free, store, one.chosen.niche)
        for one in made
    ]
    groups = [one.trial.groups for one in found]
    standing = remade(made, query, params, mix, groups, partial(rows_about, candidates))
    return [
        replace(one, evidence=all_of.judged(rows))
        for one, all_of, rows in zip(made, found, standing, strict=True)
    ]


def _slate(one: Made, page: Page, version_id: int | None) -> Slate:
    context, scored = page.query.context, one.scored
    picks = []
    for position, (row, propensity) in enumerate(
        zip(one.chosen.rows, one.chosen.propensities, strict=True)
    ):
        parts = scored.by_source[row] * scored.weights
        kinds = {evidence.kind for evidence in one.evidence[position]}
        picks.append(
            Pick(
                item_id=scored.block.facts[row].item_id,
                position=position,
                score=float(scored.score[row]),
                sources={
                    slug: float(part)
                    for slug, part in zip(scored.source_slugs, parts, strict=True)
                    if part
                },
                propensity=propensity,
                evidence=one.evidence[position],
                badge=next((badge for badge in BADGES if badge in kinds), ""),
            )
        )
    return Slate(
        id=_slate_id(context, one.shelf.slug, version_id),
        placement=context.placement,
        shelf=one.shelf.slug,
        title="",
        picks=tuple(picks),
        strategy_version_id=version_id,
    )


def _slate_id(context: Context, shelf: str, version_id: int | None) -> UUID:
    """Return an id that the same request gets again: a replay is recognised as one."""
    text = "|".join(
        (
            str(context.shopper_id),
            context.now.isoformat(),
            context.placement,
            *context.anchor_item_ids,
            context.category,
            shelf,
            str(version_id),
        )
    )
    return UUID(bytes=hashlib.blake2b(text.encode(), digest_size=16).digest(), version=4)
