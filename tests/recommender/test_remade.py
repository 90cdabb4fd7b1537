"""Shelves without some acts, each after those before it: what the whole page made again shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recommender.contracts import EvidenceKind
from recommender.mixes import mix_read
from recommender.pipeline import page_make
from recommender.remade import remade
from recommender.strategy_params import StrategyParams
from tests.recommender.test_pipeline import page, profile_of
from tests.recommender.worlds import past, random_world

KINDS = ["view", "click", "cart", "purchase", "like"]
PARAMS = StrategyParams(exploration=0.0, niche_quota=0.0, shelf_size=6)


def history(seed, count=14):
    random = np.random.default_rng(seed)
    acts = [(int(random.integers(80)), str(random.choice(KINDS))) for _ in range(count)]
    return [past(f"i{item:02d}", kind, 4000 * n, n + 1) for n, (item, kind) in enumerate(acts)]


def left_out(profile, gone):
    return replace(
        profile,
        events=tuple(e for e in profile.events if e not in gone),
        ignored_events=tuple(replace(e, item_id=None) for e in gone),
        reference_at=profile.events[0].occurred_at,
    )


def about(made):
    return made.stands_on.fact.item_id if made.stands_on else ""


def items_on(whole, at, again):
    """Return what stands on a shelf or before it in a page made again.

    A shelf about another item shows nothing of this one.
    """
    shelves = {one.shelf.slug: one for one in again.shelves}
    same = [(one, shelves.get(one.shelf.slug)) for one in whole.shelves[: at + 1]]
    return {
        then.scored.block.item_ids[row]
        for one, then in same
        if then is not None and about(then) == about(one)
        for row in then.chosen.rows
    }


def is_alike(whole, at, again):
    """Whether the shelves up to one are of the same kinds, and those before it about the same."""
    kinds = [[one.shelf.slug for one in made.shelves[: at + 1]] for made in (whole, again)]
    things = [[about(one) for one in made.shelves[:at]] for made in (whole, again)]
    return kinds[0] == kinds[1] and things[0] == things[1]


@pytest.mark.parametrize("seed", range(6))
def test_it_is_the_page_made_again(seed):
    world, profile = random_world(seed, items=80), profile_of(history(seed))
    whole = page(world, profile, PARAMS)
    groups = [(place,) for place in range(6)] + [(0, 3), (1, 2, 5)]
    mix = mix_read(whole.query, whole.candidates.block)
    found = remade(whole.shelves, whole.query, PARAMS, mix, [groups] * len(whole.shelves))
    ids = whole.candidates.block.item_ids
    compared = 0
    for group in groups:
        gone = [profile.events[place] for place in group]
        again = page_make(
            whole.query.context, PARAMS, world, left_out(profile, gone), explained=False
        )
        if set(again.candidates.block.item_ids) != set(ids):
            continue  # an act also finds items: what it alone found is not there without it
        for at in range(len(whole.shelves)):
            if is_alike(whole, at, again):
                there = {ids[row] for row in found[at][group]}
                assert there == items_on(whole, at, again)
                compared += 1
    assert compared >= 8


def test_causes_hold_on_every_shelf_of_the_page_made_again():
    held = claimed = 0
    for seed in range(10):
        world, profile = random_world(seed, items=80), profile_of(history(seed))
        whole = page(world, profile, PARAMS)
        for at, made in enumerate(whole.shelves):
            for row, evidence in zip(made.chosen.rows, made.evidence, strict=True):
                for one in evidence:
                    if one.kind is not EvidenceKind.ACTION:
                        continue
                    if not (one.necessary or one.values.get("others")):
                        continue
                    gone = [e for e in profile.events if str(e.id) in one.refs]
                    again = page(world, left_out(profile, gone), PARAMS)
                    claimed += 1
                    item = made.scored.block.item_ids[row]
                    held += item not in items_on(whole, at, again)
    assert claimed >= 60 and held >= 0.99 * claimed
