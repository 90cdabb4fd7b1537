"""Recall and scoring for one request: every source asked once, every candidate scored by all.

Imports stages through the registry only; no Django, no torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender import registry
from recommender.contracts import (
    Context,
    Floats,
    ItemBlock,
    Profile,
    Query,
    Ranker,
    Recalled,
    Scored,
    Source,
    Store,
)
from recommender.strategy_params import StrategyParams

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidates:
    """What one request found. parts: slug → (n,); shares: slug → (n, e)."""

    query: Query
    block: ItemBlock
    sources: Mapping[str, Source]
    recalled: Mapping[str, Recalled]
    parts: Mapping[str, Floats]
    shares: Mapping[str, Floats]
    fallbacks: tuple[str, ...]

    def found_by(self, slugs: Sequence[str]) -> NDArray[np.intp]:
        """Return the rows that any of some sources recalled, in order."""
        rows = self.block.row_of
        ids = {item_id for slug in slugs for item_id in self.recalled[slug].item_ids}
        return np.array(sorted(rows[one] for one in ids if one in rows), dtype=np.intp)


def query_read(context: Context, profile: Profile, store: Store) -> Query:
    """Read the items of the history and the anchors, in one go."""
    past = [event.item_id for event in profile.events if event.item_id]
    history = list(dict.fromkeys([*past, *profile.less_like_item_ids]))
    both = store.block([*history, *context.anchor_item_ids], available_only=False)
    return Query(
        context, profile, block_part(both, history), block_part(both, context.anchor_item_ids)
    )


def block_part(block: ItemBlock, item_ids: Sequence[str]) -> ItemBlock:
    """Return those rows of a block, in the given order."""
    rows = block.row_of
    kept = [rows[item_id] for item_id in dict.fromkeys(item_ids) if item_id in rows]
    return ItemBlock(
        tuple(block.facts[row] for row in kept), block.content[kept], block.model[kept]
    )


def candidates_find(query: Query, params: StrategyParams, store: Store) -> Candidates:
    """Ask every source, drop what is excluded, read the rest once and score it by all."""
    sources: dict[str, Source] = {
        slug: cls(params.stage_params(slug)) for slug, cls in registry.load("source").items()
    }
    recalled = {slug: source.recall(query, store) for slug, source in sources.items()}
    excluded = query.profile.excluded_item_ids | set(query.context.anchor_item_ids)
    wanted = [item_id for one in recalled.values() for item_id in one.item_ids]
    block = _in_category(query, store.block([i for i in wanted if i not in excluded]))
    block = _unrefused(query, sources, block)
    fallbacks: tuple[str, ...] = ()
    if len(block.facts) < params.shelf_size:
        block, fallbacks = _filled(query, params, store, block, excluded)
        block = _unrefused(query, sources, block)
    # A source that counts nothing is not asked: its part of the sum is 0 whatever it would say.
    counted = {slug for slug, weight in params.weights.items() if weight}
    parts = {
        slug: np.asarray(source.score(query, block, recalled[slug]), dtype=np.float32)
        if slug in counted
        else np.zeros(len(block.facts), dtype=np.float32)
        for slug, source in sources.items()
    }
    shares = {
        slug: share
        for slug, source in sources.items()
        if slug in counted and (share := source.attribute(query, block, parts[slug])) is not None
    }
    return Candidates(query, block, sources, recalled, parts, shares, fallbacks)


def weights_of(params: StrategyParams) -> dict[str, float]:
    """Return the signed weight of each source; novelty strengthens the tail and the new."""
    sources = registry.load("source")
    return {
        slug: float(
            weight
            * getattr(sources[slug], "sign", 1.0)
            * (params.novelty if getattr(sources[slug], "is_novel", False) else 1.0)
        )
        for slug, weight in params.weights.items()
    }


def candidates_rank(
    found: Candidates, params: StrategyParams, weights: Mapping[str, float], **replaced: Any
) -> Scored:
    """Fuse; `parts` and `shares` given by name replace those found."""
    ranker: Ranker = registry.get("ranker", params.ranker)()
    return ranker.rank(
        found.block,
        replaced.get("parts", found.parts),
        replaced.get("shares", found.shares),
        weights,
        len(found.query.profile.events),
    )


def _unrefused(query: Query, sources: Mapping[str, Source], block: ItemBlock) -> ItemBlock:
    """Leave out what a source will not have shown (`refuses`, of `less_like`); never all."""
    for source in sources.values():
        refuses = getattr(source, "refuses", None)
        if refuses is not None and (refused := refuses(query, block)).any() and not refused.all():
            block = block_part(
                block, [block.item_ids[row] for row in np.flatnonzero(~refused).tolist()]
            )
    return block


def _in_category(query: Query, block: ItemBlock) -> ItemBlock:
    category = query.context.category
    if not category:
        return block
    inside = [f.item_id for f in block.facts if category in (f.category, f.department)]
    return block_part(block, inside)


def _filled(
    query: Query,
    params: StrategyParams,
    store: Store,
    block: ItemBlock,
    excluded: frozenset[str],
) -> tuple[ItemBlock, tuple[str, ...]]:
    """Fill up a page that has too little: popular, then newest, then what was bought before."""
    category, size = query.context.category, 4 * params.shelf_size
    refused = query.profile.refused_item_ids | set(query.context.anchor_item_ids)
    fallbacks: list[str] = []
    found = list(block.item_ids)
    for name, unwanted in (("popular", excluded), ("newest", excluded), ("again", refused)):
        if len(found) >= params.shelf_size:
            break
        if name == "popular":
            more = [row[0] for row in store.popular("all", "", size, category)]
        else:
            more = store.fresh(LONG_AGO, size + len(excluded), category)
        fresh = store.block([i for i in more if i not in unwanted and i not in set(found)])
        if fresh.facts:
            fallbacks.append(f"picks_{name}")
            found += fresh.item_ids
    if not fallbacks:
        return block, ()
    return _in_category(query, store.block(found)), tuple(fallbacks)
