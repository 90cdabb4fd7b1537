"""Interests as of the last act: newer acts folded into what is stored, without a worker."""

from __future__ import annotations

import uuid
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.contracts import Context, EventKind, Interest, ItemBlock, PastEvent, Profile, Query
from recommender.live import (
    GROUPED,
    SPREAD,
    StoredTaste,
    StoredTastes,
    kind_of,
    live_interests,
)
from recommender.tastes import taste_masses
from tests.recommender.worlds import NOW, SHOPPER, fact, unit

DAY = 86_400.0
KINDS = {"mug": "pottery", "bowl": "pottery", "tent": "outdoor", "stove": "outdoor", "ink": "desk"}
SPACE = {"mug": unit(1, 0, 0), "bowl": unit(0.9, 0.3, 0), "tent": unit(0, 1, 0),
         "stove": unit(0, 1, 0.3), "ink": unit(0, 0, 1)}  # fmt: skip


def act(noun, number=0, ago_s=0.0, kind="view", value=None):
    event_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{noun}{number}{ago_s}{kind}")
    at = NOW - timedelta(seconds=ago_s)
    return PastEvent(event_id, EventKind(kind), at, f"{noun}{number}", value)


def query(events, interests=(), as_of=None, idle_s=1.0, **more):
    """A query of the acts, in any order, of a shopper last seen `idle_s` ago."""
    events = sorted(events, key=lambda one: one.occurred_at, reverse=True)
    items = list(dict.fromkeys(event.item_id for event in events))
    nouns = [item.rstrip("0123456789") for item in items]
    facts = [
        fact(item, category=f"{noun}s", department=KINDS[noun])
        for item, noun in zip(items, nouns, strict=True)
    ]
    model = [SPACE[noun] for noun in nouns]
    profile = Profile(SHOPPER, tuple(events), tuple(interests), interests_as_of=as_of, **more)
    newest = events[0].occurred_at if events else NOW
    context = Context(SHOPPER, "home", newest + timedelta(seconds=idle_s))
    vectors = np.array(model, dtype=np.float32).reshape(len(facts), 3)
    none = ItemBlock((), vectors[:0], vectors[:0])
    return Query(context, profile, ItemBlock(tuple(facts), vectors, vectors), none)


def understood(events, named, department=True):
    """What a worker would have stored of these acts: interests by name, of these nouns."""
    events = sorted(events, key=lambda one: one.occurred_at)
    masses = taste_masses(events)
    nouns = [event.item_id.rstrip("0123456789") for event in events]
    kinds: dict[str, dict[str, float]] = {name: {} for name in named}
    ids: dict[str, list[uuid.UUID]] = {name: [] for name in named}
    aside: dict[str, float] = {}
    for event, noun, mass in zip(events, nouns, masses.tolist(), strict=True):
        name = next((name for name, own in named.items() if noun in own), None)
        into = aside if name is None else kinds[name]
        into[f"{noun}s"] = into.get(f"{noun}s", 0.0) + mass
        if name is not None:
            ids[name].insert(0, event.id)
    whole = sum(sum(one.values()) for one in kinds.values())
    interests = [
        Interest(name, sum(kinds[name].values()) / whole, SPACE[named[name][0]], tuple(ids[name]))
        for name in named
    ]
    rows = {
        name: StoredTaste(kinds[name], KINDS[named[name][0]] if department else "", None)
        for name in named
    }
    seen = tuple(event.id for event in events)
    return interests, events[-1].occurred_at, seen, StoredTastes(rows, aside)


OLD = [act("mug", n, (40 - n) * DAY) for n in range(8)] + [act("ink", n, (20 - n) * DAY)
                                                           for n in range(3)]  # fmt: skip
NAMED = {"mugs": ("mug", "bowl"), "inks": ("ink",)}


def shares(live):
    return {one.name: one.share for one in live.interests}


def live_of(old, new, named=NAMED, idle_s=7 * DAY, seen_all=True, department=True, **more):
    interests, as_of, seen, stored = understood(old, named, department)
    return live_interests(
        query([*old, *new], interests, as_of, idle_s, loo_event_ids=seen, **more), stored
    )


def test_with_nothing_newer_the_stored_shares_come_out():
    interests, _, _, _ = understood(OLD, NAMED)
    found = live_of(OLD, [], idle_s=40 * DAY)
    assert shares(found) == pytest.approx({one.name: one.weight for one in interests})
    assert found.shift is None and not any(one.is_new for one in found.interests)


def test_newer_acts_give_what_the_worker_would_store():
    new = [act("bowl", 0, 3 * DAY, "cart"), act("ink", 9, 2 * DAY), act("ink", 8, 2 * DAY - 60)]
    after, _, _, _ = understood([*OLD, *new], NAMED)
    assert shares(live_of(OLD, new)) == pytest.approx(
        {one.name: one.weight for one in after}, rel=1e-3
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["mug", "bowl", "ink"]),
            st.integers(0, 4),
            st.integers(0, 200_000),
            st.sampled_from(["view", "click", "cart", "like", "purchase"]),
        ),
        min_size=2, max_size=14, unique_by=lambda one: one[2],
    ),
    st.integers(1, 13),
)  # fmt: skip
def test_however_many_are_newer_masses_are_those_of_a_refresh(said, cut):
    """Also where the worker saw the first half of a visit only."""
    acts = sorted(
        (act(noun, number, ago, kind) for noun, number, ago, kind in said),
        key=lambda one: one.occurred_at,
    )
    cut = min(cut, len(acts))
    after, _, _, _ = understood(acts, NAMED)
    found = {one.name: one.lasting for one in live_of(acts[:cut], acts[cut:]).interests}
    for one in after:
        assert found.get(one.name, 0.0) == pytest.approx(one.weight, abs=1e-6)


def test_a_new_kind_is_an_interest_at_once_and_its_department_goes_together():
    found = live_of(OLD, [act("tent", 0, 60), act("stove", 0, 30)], idle_s=1)
    new = next(one for one in found.interests if one.is_new)
    assert new.name == "tents" and {e.item_id for e in new.events} == {"tent0", "stove0"}
    assert new.share > 0 and len(found.interests) == 3


def test_what_is_of_a_stored_kind_or_department_is_added_to_it():
    found = live_of(OLD, [act("bowl", 0, 60)])
    assert set(shares(found)) == {"mugs", "inks"}
    # In a shop that does not sort, nearness of vectors alone decides.
    flat = live_of(OLD, [act("bowl", 0, 60), act("tent", 0, 30)], department=False)
    assert set(shares(flat)) == {"mugs", "inks", "tents"}


def test_three_acts_on_something_new_lead_and_the_old_lead_comes_back():
    new = [act("tent", n, 60 * (3 - n)) for n in range(3)]
    leads = [live_of(OLD, new[:n], idle_s=1).interests[0].name for n in range(4)]
    assert leads[0] == "mugs" and leads[3] == "tents"
    found = live_of(OLD, new, idle_s=1)
    assert found.shift.name == "tents" and found.shift.is_new and found.shift.chance > 0.5
    assert [event.item_id for event in found.shift.events] == ["tent2", "tent1", "tent0"]
    later = live_of(OLD, new, idle_s=3 * 3600)
    assert later.shift is None and later.interests[0].name == "mugs"
    assert shares(later)["tents"] < shares(found)["tents"]


def test_turning_to_an_old_lesser_taste_is_said_as_such():
    old = [act("mug", n, (40 - n) * DAY) for n in range(20)]
    old += [act("ink", n, (42 - n) * DAY) for n in range(3)]
    found = live_of(old, [act("ink", 50 + n, 60 * (5 - n)) for n in range(5)], idle_s=1)
    assert found.interests[0].name == "inks"
    assert found.shift is not None and not found.shift.is_new


def test_who_goes_on_as_before_is_not_said_to_have_turned():
    assert live_of(OLD, [act("mug", 20 + n, 9 - n) for n in range(6)], idle_s=1).shift is None


def test_what_was_set_aside_counts_when_it_grows():
    old = [*OLD, act("tent", 5, 21 * DAY)]
    found = {one.name: one.lasting for one in live_of(old, [act("tent", 6, DAY)]).interests}
    alone = {one.name: one.lasting for one in live_of(OLD, [act("tent", 6, DAY)]).interests}
    assert found["tents"] > 1.5 * alone["tents"]
    mugs = [act("mug", 50 + n, n * DAY) for n in range(4)]
    assert "tents" not in shares(live_of(old, mugs))


def test_forgetting_and_sliders_move_shares_and_leave_a_way_back():
    found = live_of(OLD, [], interest_factors={"mugs": 0.0, "inks": 2.0})
    assert shares(found) == {"inks": 1.0, "mugs": 0.0}
    assert {one.name: one.factor for one in found.interests} == {"mugs": 0.0, "inks": 2.0}
    halved = shares(live_of(OLD, [], interest_factors={"mugs": 0.5}))
    plain = shares(live_of(OLD, []))
    assert halved["mugs"] / halved["inks"] == pytest.approx(plain["mugs"] / plain["inks"] / 2)


def test_before_any_worker_kinds_speak_for_themselves():
    found = live_interests(query([act("mug", 1, 60), act("tent", 1, 30)]), StoredTastes())
    assert {one.name: one.lasting for one in found.interests} == pytest.approx(
        {"mugs": 0.5, "tents": 0.5}, abs=1e-3
    )
    assert all(one.is_new for one in found.interests)
    assert live_interests(query([]), StoredTastes()).interests == ()


def test_before_any_worker_another_kind_of_the_same_department_is_no_change_of_intent():
    old = [act("mug", n, (9 - n) * DAY) for n in range(6)]
    near = query([*old, *[act("bowl", n, 9 - n) for n in range(4)]])
    far = query([*old, *[act("tent", n, 9 - n) for n in range(4)]])
    assert live_interests(near, StoredTastes()).shift is None
    assert live_interests(far, StoredTastes()).shift.name == "tents"


def test_rows_of_before_masses_were_kept_still_count():
    interests, as_of, seen, _ = understood(OLD, NAMED)
    asked = query([*OLD, act("ink", 9, 60)], interests, as_of, 7 * DAY, loo_event_ids=seen)
    found = shares(live_interests(asked, StoredTastes()))
    assert found["mugs"] > found["inks"] > next(o.weight for o in interests if o.name == "inks")


def test_an_interest_tells_its_age_and_all_it_stands_on():
    found = live_of(OLD, [act("mug", 30, 60)], idle_s=1)
    mugs = next(one for one in found.interests if one.name == "mugs")
    assert mugs.since == NOW - timedelta(days=40)
    assert len(mugs.event_ids) == 9 and mugs.events[0].item_id == "mug30"
    assert len(set(mugs.event_ids)) == 9


def test_the_distance_is_the_workers():
    from recommender.neural import interests

    assert (SPREAD, GROUPED) == (interests.SPREAD, interests.GROUPED)


def test_kinds_are_called_as_the_worker_calls_them():
    assert kind_of(fact("i", category="mugs")) == "mugs"
    assert kind_of(fact("i", category="", department="home")) == "home"
    assert kind_of(fact("i", category="", department="", brand="Low Tide")) == "Low Tide"
    assert kind_of(fact("i", category="", department="", title="x" * 200)) == "x" * 120
