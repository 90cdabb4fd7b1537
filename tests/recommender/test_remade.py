"""Shelves without some acts, each after those before it: what the whole page made again shows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from recommender.contracts import EvidenceKind
from recommender.mixes import mix_read
from recommender.pipeline import page_make, rows_about
from recommender.remade import remade
from recommender.strategy_params import StrategyParams
from tests.recommender.test_pipeline import page, profile_of
from tests.recommender.worlds import past, random_world

KINDS = ["view", "click", "cart", "purchase", "like"]
QUIET = StrategyParams(exploration=0.0, niche_quota=0.0, shelf_size=6)
CHANCY = StrategyParams(exploration=0.2, niche_quota=0.1, shelf_size=6)


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
    """Return what stands on a shelf or before it in a page made again."""
    slugs = {one.shelf.slug for one in whole.shelves[: at + 1]}
    return {
        then.scored.block.item_ids[row]
        for then in again.shelves
        if then.shelf.slug in slugs
        for row in then.chosen.rows
    }


def is_alike(whole, at, again):
    """Whether the shelves up to one are of the same kinds, and about the same."""
    kinds = [[one.shelf.slug for one in made.shelves[: at + 1]] for made in (whole, again)]
    things = [[about(one) for one in made.shelves[: at + 1]] for made in (whole, again)]
    return kinds[0] == kinds[1] and things[0] == things[1]


def remade_of(whole, params, groups):
    mix = mix_read(whole.query, whole.candidates.block)
    asked = [groups] * len(whole.shelves)
    return remade(
        whole.shelves, whole.query, params, mix, asked, partial(rows_about, whole.candidates)
    )


@pytest.mark.parametrize("params", [QUIET, CHANCY], ids=["quiet", "chancy"])
@pytest.mark.parametrize("seed", range(6))
def test_it_is_the_page_made_again(seed, params):
    world, profile = random_world(seed, items=80), profile_of(history(seed))
    whole = page(world, profile, params)
    groups = [(place,) for place in range(6)] + [(0, 3), (1, 2, 5)]
    found = remade_of(whole, params, groups)
    ids = whole.candidates.block.item_ids
    compared = 0
    for group in groups:
        gone = [profile.events[place] for place in group]
        again = page_make(
            whole.query.context, params, world, left_out(profile, gone), explained=False
        )
        if set(again.candidates.block.item_ids) != set(ids):
            continue  # an act also finds items: what it alone found is not there without it
        for at in range(len(whole.shelves)):
            if is_alike(whole, at, again) and group in found[at]:
                there = {ids[row] for row in found[at][group].there}
                assert there == items_on(whole, at, again)
                compared += 1
    assert compared >= 8


def test_of_a_shelf_about_another_item_only_what_is_far_from_that_has_left():
    turned = 0
    for seed in range(12):
        world, profile = random_world(seed, items=80), profile_of(history(seed))
        whole = page(world, profile, QUIET)
        at = next((n for n, one in enumerate(whole.shelves) if one.stands_on), None)
        if at is None:
            continue
        on_it = about(whole.shelves[at])
        group = tuple(n for n, e in enumerate(profile.events) if e.item_id == on_it)
        found = remade_of(whole, QUIET, [group])
        gone = [profile.events[place] for place in group]
        again = page(world, left_out(profile, gone), QUIET)
        ids = whole.candidates.block.item_ids
        left = {ids[row] for row in whole.shelves[at].chosen.rows if row not in found[at][group]}
        assert not left & items_on(whole, at, again)
        assert all(group not in after for after in found[at + 1 :])
        turned += bool(left)
    assert turned >= 3


def test_what_is_next_in_line_is_not_said_to_have_left():
    world, profile = random_world(1, items=80), profile_of(history(1))
    whole = page(world, profile, QUIET)
    (standing,) = {one[(0,)] for one in remade_of(whole, QUIET, [(0,)])[:1]}
    assert standing.nearly - standing.there
    assert all(row in standing for row in standing.nearly | standing.there)
    assert any(row not in standing for row in range(len(whole.candidates.block.facts)))


@pytest.mark.parametrize("params", [QUIET, CHANCY], ids=["quiet", "chancy"])
def test_causes_hold_on_every_shelf_of_the_page_made_again(params):
    claimed = 0
    for seed in range(16):
        world, profile = random_world(seed, items=80), profile_of(history(seed))
        whole = page(world, profile, params)
        for at, made in enumerate(whole.shelves):
            for row, evidence in zip(made.chosen.rows, made.evidence, strict=True):
                for one in evidence:
                    if one.kind is not EvidenceKind.ACTION or not one.causal:
                        continue
                    gone = [e for e in profile.events if str(e.id) in one.refs]
                    again = page(world, left_out(profile, gone), params)
                    claimed += 1
                    assert made.scored.block.item_ids[row] not in items_on(whole, at, again)
    assert claimed >= 40
