"""Places of a shelf that are left to chance, with the chance known. No Django.

Two lots are drawn for a place. Exploration shows something different, to learn from. The niche
quota gives items that hardly anybody has met to the shoppers whose taste they fit: so many places
of a page in the mean, whenever something fits.

Each candidate of either lot can only stand at one place, so propensities are exact and not
estimated; the draws hang on shopper, time, placement and shelf alone, so a page can be replayed.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.contracts import Context, ItemBlock, Query, Scored
from recommender.recalled import NICHE_EVENTS
from recommender.shelves import Shelf

FIRST_EXPLORED = 2  # places before this one are never left to chance
EXPLORED_FROM = 60
SCORE_DIGITS = 4
NICHE_FROM = 24  # that fit best: a place of the quota is drawn from these
NICHE_FIT = 0.5  # of what the shopper's acts add to the standing picks: less is no fit

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of a shelf by place, with the probability of each to stand there.

    by_chance: rows that exploration put there. niche: rows that the niche quota put there. lots:
    rows that any of these were drawn from.
    """

    rows: tuple[int, ...]
    propensities: tuple[float, ...]
    by_chance: frozenset[int]
    niche: frozenset[int] = frozenset()
    lots: frozenset[int] = frozenset()


def explore(
    scored: Scored,
    rows: list[int],
    pool: Sequence[int] | Rows,
    context: Context,
    shelf: Shelf,
    share: float,
    niche: float = 0.0,
    familiar: NDArray[np.bool_] | None = None,
) -> Chosen:
    """Give a share of the places to chance, reproducibly for this shopper, time and shelf.

    familiar (n,): rows that exploration does not show, as they would be nothing different.

    Each place from the third on is explored with probability `share · size / (size - 2)`, by one
    candidate drawn evenly from those that may only stand there. The last `⌈niche · size⌉` places
    go, with a probability that makes `niche · size` of them in the mean, to one drawn evenly from
    the niche items that fit. Where both want more than all of a place, the quota goes first.
    """
    size = len(rows)
    places = list(range(FIRST_EXPLORED, size)) if shelf.explores and share + niche > 0 else []
    others = _others(rows, pool) if places else np.zeros(0, dtype=np.intp)
    if not len(others):
        return Chosen(tuple(rows), (1.0,) * size, frozenset())
    fitting = _fitting(scored, rows, others) if niche > 0 else []
    quota = min(math.ceil(niche * size - 1e-9), len(places), len(fitting))
    niche_chance = min(niche * size / quota, 1.0) if quota else 0.0
    strange = others if familiar is None else others[~familiar[others]]
    offered = _explorable(scored, _others(fitting, strange)) if share > 0 else []
    chance = min(share * size / len(places), 1.0)
    random = np.random.default_rng(_seed(context, shelf.slug))
    placed, propensities = list(rows), [1.0] * size
    explored: set[int] = set()
    found: set[int] = set()
    for number, place in enumerate(places):
        lots = [
            (found, _dealt(fitting, size - 1 - place, quota), niche_chance),
            (explored, offered[number :: len(places)], chance),
        ]
        draws, which = random.random(), random.random()
        before = 0.0  # of the unit interval, the part that earlier lots have
        for drawn, candidates, wanted in lots:
            odds = min(wanted, 1.0 - before) if candidates else 0.0
            if odds > 0.0 and before <= draws < before + odds:
                row = candidates[min(int(which * len(candidates)), len(candidates) - 1)]
                placed[place] = row
                propensities[place] = odds / len(candidates)
                drawn.add(row)
            before += odds
        if placed[place] == rows[place]:
            propensities[place] = 1.0 - before
    drawn_from = [*(offered if explored else ()), *(fitting if found else ())]
    return Chosen(
        tuple(placed),
        tuple(propensities),
        frozenset(explored),
        frozenset(found),
        frozenset(drawn_from),
    )


def may_draw(size: int, context: Context, shelf: Shelf, share: float, niche: float) -> bool:
    """Whether chance can change any place of a shelf of `size`, whatever the candidates are."""
    places = size - FIRST_EXPLORED
    if not shelf.explores or places <= 0:
        return False
    draws = np.random.default_rng(_seed(context, shelf.slug)).random(2 * places)[::2]
    most = np.full(places, share * size / places)
    most[places - min(math.ceil(niche * size - 1e-9), places) :] += niche * size
    return bool((draws < most).any())


def familiar(query: Query, block: ItemBlock, without: Sequence[int] = ()) -> NDArray[np.bool_]:
    """Return which rows are of a category that the shopper has met more than once, (n,).

    `without`: places of acts that are not counted.
    """
    if "met" not in query.memo:
        query.memo["met"] = _met(query, block)
    codes, counts = query.memo["met"]
    if without:
        counts = counts - np.bincount(codes[list(without)], minlength=len(counts))
    often: NDArray[np.bool_] = counts > 1
    often[-1] = False  # of no category
    return often[block.categories[1]]


def _met(query: Query, block: ItemBlock) -> tuple[Rows, Rows]:
    """Return for each act the code of its item's category (e,), and how many acts each has.

    One more code than `block` has is for acts on none of its categories.
    """
    place = {name: code for code, name in enumerate(block.categories[0])}
    code_of = {f.item_id: place.get(f.category, len(place)) for f in query.history.facts}
    events = query.profile.events
    codes = np.array([code_of.get(event.item_id or "", len(place)) for event in events], np.intp)
    return codes, np.bincount(codes, minlength=len(place) + 1)


def _others(rows: list[int], pool: Sequence[int] | Rows) -> Rows:
    """Return the rows of a pool that are not among some, in the pool's order."""
    among = np.asarray(pool, dtype=np.intp)
    others = np.ones(1 + max(int(among.max(initial=-1)), *rows, -1), dtype=bool)
    others[rows] = False
    return among[others[among]]


def _dealt(rows: list[int], place: int, places: int) -> list[int]:
    """Return the rows that may stand at one of `places` places, counted from 0."""
    return rows[place::places] if place < places else []


def _explorable(scored: Scored, others: Rows) -> list[int]:
    """Return what chance may show, the tail first, then by score.

    Scores are rounded: those that are equal but for the order of a sum are drawn from alike.
    """
    in_head = ~scored.block.is_tail[others]
    order = np.lexsort((-scored.score[others].round(SCORE_DIGITS), in_head))
    return [int(row) for row in others[order[:EXPLORED_FROM]]]


def _fitting(scored: Scored, rows: list[int], others: Rows) -> list[int]:
    """Return the niche items that fit the shopper, those that fit best first.

    Fit is what the shopper's own acts add to the score: a stranger has none, and nothing fits.
    """
    few = others[scored.block.event_count[others] < NICHE_EVENTS]
    if not len(few) or not scored.by_event.shape[1]:
        return []
    fit = scored.by_event[few].sum(axis=1)
    standing = float(scored.by_event[rows].sum(axis=1).mean())
    order = np.argsort(-fit, kind="stable")[:NICHE_FROM]
    least = max(NICHE_FIT * standing, 1e-6)
    return [int(few[at]) for at in order if fit[at] >= least]


def _seed(context: Context, shelf: str) -> int:
    text = f"{context.shopper_id}|{context.now.isoformat()}|{context.placement}|{shelf}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
