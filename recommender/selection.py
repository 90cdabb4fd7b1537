"""From scored candidates to the rows of a shelf: diversity, limits, exploration. No Django.

Exploration replaces single places by chance, with the chance known: each candidate for it can only
stand at one place, so propensities are exact and not estimated.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recommender import registry
from recommender.contracts import Context, Diversifier, Floats, ItemBlock, Scored
from recommender.shelves import Shelf
from recommender.strategy_params import StrategyParams

LONG_LIST = 6  # times the shelf's size: what the diversifier chooses from
SPARE = 2  # times the size: ordered, so that limits leave enough
FIRST_EXPLORED = 2  # places before this one are never left to chance
EXPLORED_FROM = 60


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of a shelf by place, with the probability of each to stand there."""

    rows: tuple[int, ...]
    propensities: tuple[float, ...]
    by_chance: frozenset[int]


def select_rows(
    block: ItemBlock,
    score: Floats,
    pool: Sequence[int],
    params: StrategyParams,
    shelf: Shelf,
    size: int,
) -> list[int]:
    """Return the rows of `pool` that a shelf shows, best first, without exploration."""
    if not len(pool):
        return []
    rows = np.asarray(pool, dtype=np.intp)
    best = rows[np.argsort(-score[rows], kind="stable")[: LONG_LIST * size]]
    diversifier: Diversifier = registry.get("diversifier", params.diversifier)()
    spare = SPARE * size if shelf.is_mixed else size
    order = diversifier.select(
        score[best], block.content[best], min(spare, len(best)), params.diversity
    )
    ordered = [int(best[place]) for place in order]
    return _limited(block, ordered, params, size) if shelf.is_mixed else ordered


def _limited(block: ItemBlock, ordered: list[int], params: StrategyParams, size: int) -> list[int]:
    """Keep at most so many of a category and brand; the skipped fill up what is left."""
    categories: Counter[str] = Counter()
    brands: Counter[str] = Counter()
    kept: list[int] = []
    skipped: list[int] = []
    for row in ordered:
        fact = block.facts[row]
        full = (fact.category and categories[fact.category] >= params.per_category) or (
            fact.brand and brands[fact.brand] >= params.per_brand
        )
        if full:
            skipped.append(row)
            continue
        categories[fact.category] += 1
        brands[fact.brand] += 1
        kept.append(row)
        if len(kept) == size:
            return kept
    return [*kept, *skipped][:size]


def explore(
    scored: Scored,
    rows: list[int],
    pool: Sequence[int],
    context: Context,
    shelf: Shelf,
    share: float,
) -> Chosen:
    """Give a share of the places to chance, reproducibly for this shopper, time and shelf.

    Each place from the third on is explored with probability `share · size / (size - 2)`, by one
    candidate drawn evenly from those that may only stand there.
    """
    size = len(rows)
    open_places = list(range(FIRST_EXPLORED, size)) if shelf.explores and share > 0 else []
    others = _explorable(scored, rows, pool) if open_places else []
    if not others:
        return Chosen(tuple(rows), (1.0,) * size, frozenset())
    chance = min(share * size / len(open_places), 1.0)
    random = np.random.default_rng(_seed(context, shelf.slug))
    placed, propensities, by_chance = list(rows), [1.0] * size, set()
    for number, place in enumerate(open_places):
        offered = others[number :: len(open_places)]
        draws, which = random.random(), random.random()
        if not offered:
            continue
        propensities[place] = 1.0 - chance
        if draws < chance:
            row = offered[min(int(which * len(offered)), len(offered) - 1)]
            placed[place] = row
            propensities[place] = chance / len(offered)
            by_chance.add(row)
    return Chosen(tuple(placed), tuple(propensities), frozenset(by_chance))


def _explorable(scored: Scored, rows: list[int], pool: Sequence[int]) -> list[int]:
    """Return what chance may show: of the pool, not standing, the tail first, then by score."""
    others = np.setdiff1d(np.asarray(pool, dtype=np.intp), rows)
    in_head = np.array([not scored.block.facts[row].is_tail for row in others], dtype=bool)
    order = np.lexsort((-scored.score[others], in_head))
    return [int(row) for row in others[order[:EXPLORED_FROM]]]


def _seed(context: Context, shelf: str) -> int:
    text = f"{context.shopper_id}|{context.now.isoformat()}|{context.placement}|{shelf}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
