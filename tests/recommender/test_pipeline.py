"""The page as arithmetic: what it must never show, and that leaving an event out is subtraction."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.contracts import Context, EvidenceKind, Interest, Profile
from recommender.pipeline import headings_of, page_make, slates_of
from recommender.reasons.shapes import every_shape
from recommender.reasons.telling import heading_tell
from recommender.strategy_params import StrategyParams
from tests.recommender.worlds import NOW, SHOPPER, past, random_world, unit

ITEMS = [f"i{n:02d}" for n in range(40)]
KINDS = ["view", "click", "cart", "purchase", "like", "dislike", "dwell", "return", "search"]
QUIET = StrategyParams(exploration=0.0)


def profile_of(events, **more):
    return Profile(SHOPPER, tuple(sorted(events, key=lambda e: e.occurred_at)[::-1]), **more)


def page(world, profile, params=QUIET, **context):
    asked = Context(SHOPPER, context.pop("placement", "home"), NOW, **context)
    return page_make(asked, params, world, profile)


def shown(made):
    return [pick.item_id for slate in slates_of(made, 1) for pick in slate.picks]


histories = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.sampled_from(KINDS), st.integers(0, 10**7)),
    min_size=1,
    max_size=12,
)


def events_of(history):
    return [
        past(None if kind == "search" else item, kind, ago, number + 1, value=30.0)
        for number, (item, kind, ago) in enumerate(history)
    ]


@settings(max_examples=40, deadline=None)
@given(histories, st.integers(0, 5), st.integers(0, 11))
def test_leaving_an_event_out_is_subtraction(history, seed, which):
    """The promise behind "Why this?": predicted and actual scores agree for every candidate."""
    world = random_world(seed)
    events = events_of(history)
    gone = events[which % len(events)]
    profile = profile_of(events)
    left = tuple(e for e in profile.events if e is not gone)
    stripped = replace(gone, item_id=None, context={})
    without = replace(
        profile,
        events=left,
        ignored_events=(stripped,),
        ignored_event_ids=frozenset({gone.id}),
        reference_at=profile.events[0].occurred_at,
    )
    before, after = page(world, profile), page(world, without)
    place = profile.events.index(gone)
    for one in before.shelves:
        again = next((s for s in after.shelves if s.shelf.slug == one.shelf.slug), None)
        if again is None or (one.shelf.slug == "because" and one.stands_on != again.stands_on):
            continue  # the item this shelf stood on is another one now
        rows = {item: row for row, item in enumerate(again.scored.block.item_ids)}
        for row, item in enumerate(one.scored.block.item_ids):
            if item in rows:
                expected = one.scored.score[row] - one.scored.by_event[row, place]
                assert again.scored.score[rows[item]] == pytest.approx(expected, abs=2e-5)


@settings(max_examples=40, deadline=None)
@given(histories, st.integers(0, 5), st.sampled_from(["home", "product", "cart", "category"]))
def test_no_page_breaks_its_word(history, seed, placement):
    world = random_world(seed)
    excluded = frozenset(item for item, kind, _ in history if kind in {"purchase", "dislike"})
    context = {"product": {"anchor_item_ids": ("i03",)}, "category": {"category": "c1"}}
    made = page(
        world,
        profile_of(events_of(history), excluded_item_ids=excluded),
        StrategyParams(exploration=0.3),
        placement=placement,
        **context.get(placement, {}),
    )
    picks = shown(made)
    assert picks and len(picks) == len(set(picks))
    assert not excluded & set(picks) and "i03" not in picks or placement != "product"
    if placement == "category":
        kinds = {fact.item_id: fact.category for fact in world.facts}
        assert {kinds[item] for item in picks} == {"c1"}
    assert all(heading_tell(one).shape.digest in every_shape() for one in headings_of(made))
    for slate in slates_of(made, 1):
        for position, pick in enumerate(slate.picks):
            assert pick.position == position and 0 < pick.propensity <= 1
            assert pick.evidence
            assert sum(pick.sources.values()) == pytest.approx(pick.score, abs=1e-5)


def test_the_same_request_is_the_same_page():
    world, profile = random_world(1), profile_of([past("i04", "view", 5, 1)])
    params = StrategyParams(exploration=0.3)
    first, second = page(world, profile, params), page(world, profile, params)
    assert slates_of(first, 1) == slates_of(second, 1)
    later = page_make(Context(SHOPPER, "home", NOW.replace(hour=20)), params, world, profile)
    assert {s.id for s in slates_of(first, 1)}.isdisjoint(s.id for s in slates_of(later, 1))


def test_the_last_click_bends_the_first_shelf():
    world = random_world(7, items=60)
    kinds = {fact.item_id: fact.category for fact in world.facts}

    def share(profile, category):
        first = slates_of(page(world, profile), 1)[0]
        return sum(kinds[p.item_id] == category for p in first.picks) / len(first.picks)

    old = [past(f"i{n:02d}", "view", 86_400 * 9 + n, n + 1) for n in (0, 5, 10)]
    new = [past(f"i{n:02d}", "view", n, n + 100) for n in (3, 8, 13)]
    assert share(profile_of([*old, *new]), "c3") > share(profile_of(old), "c3")


def test_a_shop_that_has_almost_nothing_still_shows_it():
    world = random_world(1, items=3)
    world.counts.clear()
    assert sorted(shown(page(world, Profile(SHOPPER)))) == ["i00", "i01", "i02"]


def test_bought_things_come_back_before_a_page_stays_empty():
    world = random_world(1, items=3)
    world.counts.clear()
    everything = frozenset(fact.item_id for fact in world.facts)
    made = page(world, Profile(SHOPPER, excluded_item_ids=everything))
    assert len(shown(made)) == 3 and "picks_again" in made.candidates.fallbacks
    refused = Profile(SHOPPER, excluded_item_ids=everything, refused_item_ids=frozenset({"i01"}))
    assert "i01" not in shown(page(world, refused))


def test_a_cited_action_is_the_shoppers_own_and_what_it_adds_is_said():
    world = random_world(4)
    profile = profile_of([past("i04", "purchase", 5, 1), past("i09", "view", 60, 2)])
    made = page(world, profile)
    cited = 0
    for one in made.shelves:
        for row, evidence in zip(one.chosen.rows, one.evidence, strict=True):
            for record in evidence:
                if record.kind is EvidenceKind.ACTION:
                    cited += 1
                    place = [str(e.id) for e in profile.events].index(record.refs[0])
                    assert record.delta_score == pytest.approx(one.scored.by_event[row, place])
    assert cited


def test_causal_is_what_the_page_without_it_shows():
    """Whatever is called necessary is indeed gone when the page is made without that event."""
    world = random_world(11, items=80)
    profile = profile_of(
        [past(f"i{n:02d}", "view", 40 * n, n + 1) for n in (1, 6, 12, 23, 34, 45, 56, 67)]
    )
    params = replace(QUIET, shelves={**QUIET.shelves, "home": ("for_you",)})
    (one,) = page(world, profile, params).shelves
    tried = 0
    for row, evidence in zip(one.chosen.rows, one.evidence, strict=True):
        for record in (e for e in evidence if e.kind is EvidenceKind.ACTION and e.necessary):
            gone = next(e for e in profile.events if str(e.id) == record.refs[0])
            without = replace(
                profile,
                events=tuple(e for e in profile.events if e is not gone),
                ignored_events=(replace(gone, item_id=None),),
                reference_at=profile.events[0].occurred_at,
            )
            (again,) = page(world, without, params).shelves
            item = one.scored.block.facts[row].item_id
            assert item not in [again.scored.block.facts[r].item_id for r in again.chosen.rows]
            tried += 1
    assert tried


PLAIN = [
    ("diversity", 0.95), ("novelty", 3.0), ("exploration", 0.5), ("shelf_size", 6),
    ("per_category", 1), ("per_brand", 1), ("diversifier", "mmr"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), PLAIN)
def test_each_parameter_changes_a_page(name, value):
    world = random_world(9, items=80)
    profile = profile_of([past(f"i{n:02d}", "view", 40 * n, n + 1) for n in (1, 6, 12, 23)])
    plain = StrategyParams()
    changed = replace(plain, **{name: value})
    assert shown(page(world, profile, plain)) != shown(page(world, profile, changed))


@pytest.mark.parametrize("slug", sorted(StrategyParams().weights))
def test_each_weight_changes_a_page(slug):
    world = random_world(9, items=80)
    vector = unit(1, 2, 0, -1)
    profile = profile_of(
        [past(f"i{n:02d}", "view", 40 * n, n + 1) for n in (1, 6, 12, 23)],
        deep=vector,
        interests=(Interest("c1", 1.0, vector, (uuid.UUID(int=2),)),),
        interests_as_of=NOW,
        less_like_item_ids=("i30",),
        passed_item_ids=("i21", "i58"),
        passed_s=(NOW.timestamp(), NOW.timestamp()),
    )
    scores = []
    for weight in (0.0, 3.0):
        weights = {**StrategyParams().weights, slug: weight}
        made = page(world, profile, StrategyParams(weights=weights, exploration=0.0),
                    placement="product", anchor_item_ids=("i03",))  # fmt: skip
        home = page(world, profile, StrategyParams(weights=weights, exploration=0.0))
        scores.append([shown(made), shown(home)])
    assert scores[0] != scores[1]


def test_less_like_this_pushes_down_its_neighbours():
    world = random_world(5, items=80)
    events = [past("i04", "view", 5, 1)]
    near = int(np.argsort(-(world.content @ world.content[4]))[1])
    turned = ITEMS[near] if near < 40 else f"i{near:02d}"
    before = page(world, profile_of(events)).shelves[0]
    after = page(
        world, profile_of(events, less_like_item_ids=(turned,), excluded_item_ids={turned})
    ).shelves[0]
    alike = np.argsort(-(world.content @ world.content[near]))[1:6]
    for row in alike:
        item = f"i{row:02d}"
        was, now = before.rank(item), after.rank(item)
        assert was is None or now is None or now >= was - 1
    assert after.rank(turned) is None


def test_less_of_one_thing_is_not_less_of_all_that_was_looked_at():
    """Three kinds were looked at; one item of the first is turned away from: the others stay."""
    world = random_world(12, items=80, kinds=6, width=24)
    kinds = {fact.item_id: fact.category for fact in world.facts}
    looks = [past(f"i{n:02d}", "view", 60 + n, n + 1) for n in (0, 1, 2)]
    turned = past("i06", "dislike", 1, 99)
    params = replace(QUIET, shelves={**QUIET.shelves, "home": ("for_you",)})

    def share(profile):
        picks = shown(page(world, profile, params))
        return sum(kinds[item] in {"c1", "c2"} for item in picks) / len(picks)

    less = {"less_like_item_ids": ("i06",), "excluded_item_ids": frozenset({"i06"})}
    assert share(profile_of([turned, *looks], **less)) >= share(profile_of(looks))


def test_what_several_acts_caused_together_is_gone_without_all_of_them():
    """Two looks at each thing: neither causes much alone, and the page without both is made."""
    params = replace(QUIET, shelves={**QUIET.shelves, "home": ("for_you",)})
    looks = [past(f"i{n:02d}", "view", 40 * n + m, 3 * n + m) for n in (6, 12, 23) for m in (1, 2)]
    profile = profile_of(looks)
    tried = 0
    for seed in range(12):
        world = random_world(seed, items=80)
        (one,) = page(world, profile, params).shelves
        for row, evidence in zip(one.chosen.rows, one.evidence, strict=True):
            for record in (e for e in evidence if e.values.get("others")):
                assert record.causal and len(record.refs) == 1 + record.values["others"]
                gone = [e for e in profile.events if str(e.id) in record.refs]
                without = replace(
                    profile,
                    events=tuple(e for e in profile.events if e not in gone),
                    ignored_events=tuple(replace(e, item_id=None) for e in gone),
                    reference_at=profile.events[0].occurred_at,
                )
                (again,) = page(world, without, params).shelves
                item = one.scored.block.facts[row].item_id
                assert item not in [again.scored.block.facts[r].item_id for r in again.chosen.rows]
                tried += 1
    assert tried >= 5


def test_chance_shows_no_kind_that_the_shopper_keeps_looking_at():
    world = random_world(2)
    kinds = {fact.item_id: fact.category for fact in world.facts}
    often = kinds["i00"]
    seen = [name for name, kind in kinds.items() if kind == often][:2]
    profile = profile_of([past(name, "view", 5, 1 + n) for n, name in enumerate(seen)])
    drawn = set()
    for hour in range(40):
        asked = Context(SHOPPER, "home", NOW + timedelta(hours=hour))
        made = page_make(asked, StrategyParams(exploration=0.3), world, profile)
        for one in made.shelves:
            drawn |= {one.scored.block.facts[row].category for row in one.scored.by_chance}
    assert drawn and often not in drawn
