"""One scored candidate beside others, for tests of the kinds of evidence."""

from __future__ import annotations

import numpy as np

from recommender import registry
from recommender.contracts import Context, Scored
from tests.recommender.worlds import NOW, SHOPPER, World, query_of, unit


def world_of(*facts, **more) -> World:
    vectors = np.stack([unit(1, n + 1) for n in range(len(facts))])
    return World(list(facts), vectors, vectors, **more)


def found(slug, world, pick, events=(), parts=None, by_chance=False, context=None, **profile):
    """Return what `slug` says of item `pick`; `parts`: what each event adds to its score."""
    query = query_of(world, events, Context(SHOPPER, "home", NOW, **(context or {})), **profile)
    block = world.block([fact.item_id for fact in world.facts])
    row = block.item_ids.index(pick)
    by_event = np.zeros((len(block.facts), len(events)), dtype=np.float32)
    if parts is not None:
        by_event[row] = parts
    score = by_event.sum(axis=1) + 0.1
    scored = Scored(
        block, ("s",), np.ones(1, np.float32), score[:, None], score, by_event,
        frozenset({row} if by_chance else ()),
    )  # fmt: skip
    return registry.get("evidence", slug)().find(query, scored, row, world)
