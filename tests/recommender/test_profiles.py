"""What a shopper may see, change, take away and delete; and what the pipeline is told of them."""

from __future__ import annotations

import uuid
from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone
from pgvector import HalfVector

from recommender import services
from recommender.contracts import Context
from recommender.errors import InvalidInput, NotFound
from recommender.models import (
    Control,
    Event,
    InterestRow,
    InterestState,
    OwedRefresh,
    Run,
    Shopper,
    SlateRow,
)
from recommender.profile_read import profile_read
from tests.recommender.worlds import new_event, random_world, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def shopper():
    save(random_world(7))
    return services.shopper_create()


def act(shopper, item_id, kind="view", ago_s=0.0, **more):
    event = new_event(shopper, item_id, kind, ago_s, now=timezone.now(), **more)
    assert services.events_record([event], wake=False).accepted == 1
    return event


def read(shopper, **more):
    return profile_read(Context(shopper, "home", timezone.now(), **more))


def understood(shopper, events):
    """Store what a worker would have: a deep vector, leave-one-out rows and one interest."""
    rows = np.eye(4, dtype=np.float32)[: len(events)]
    state = InterestState.objects.create(
        shopper_id=shopper,
        run=Run.objects.get(kind="sequence"),
        deep=HalfVector([0.5, 0.5, 0.5, 0.5]),
        event_ids=[event.id for event in events],
        loo=rows.astype(np.float16).tobytes(),
        as_of=events[-1].occurred_at,
    )
    InterestRow.objects.create(
        state=state,
        position=0,
        name="film",
        labels={"en": "Film photography", "zh-hans": "胶片摄影"},
        weight=1.0,
        embedding=HalfVector([1, 0, 0, 0]),
        event_ids=[event.id for event in events],
    )
    return rows


def test_newest_first_and_nothing_from_the_future(shopper):
    for ago, item in ((60, "i01"), (5, "i02"), (600, "i03")):
        act(shopper, item, "view", ago)
    assert [e.item_id for e in read(shopper).events] == ["i02", "i01", "i03"]
    past = profile_read(Context(shopper, "home", timezone.now() - timedelta(seconds=30)))
    assert [e.item_id for e in past.events] == ["i01", "i03"]


def test_exclusions_end_with_time_and_with_uncarting(shopper):
    act(shopper, "i01", "purchase", 86_400 * 61)
    act(shopper, "i02", "purchase", 86_400 * 59)
    act(shopper, "i03", "cart", 30)
    act(shopper, "i05", "cart", 20)
    act(shopper, "i05", "uncart", 10)
    act(shopper, "i06", "dislike", 5)
    assert read(shopper).excluded_item_ids == {"i02", "i03", "i06"}
    assert read(shopper).refused_item_ids == {"i06"}


def test_what_was_just_looked_at_makes_room_for_others(shopper):
    act(shopper, "i01", "view", 7200)
    act(shopper, "i02", "click", 3000)
    act(shopper, "i03", "like", 20)
    context = Context(shopper, "home", timezone.now())
    assert profile_read(context, 60, 1).excluded_item_ids == {"i02"}
    assert profile_read(context, 60, 3).excluded_item_ids == {"i01", "i02"}
    assert profile_read(context, 60, 0).excluded_item_ids == set()


def test_the_usual_price_is_the_median_of_what_was_bought_or_carted(shopper):
    world = {fact.item_id: fact.price for fact in random_world(7).facts}
    for item, kind in (("i01", "cart"), ("i02", "purchase"), ("i03", "purchase"), ("i04", "view")):
        act(shopper, item, kind)
    assert read(shopper).usual_price == sorted(world[i] for i in ("i01", "i02", "i03"))[1]


def test_all_that_was_ever_bought_is_known(shopper):
    old = act(shopper, "i01", "purchase", 86_400 * 300)
    act(shopper, "i02", "cart")
    services.control_set(shopper, "ignore_event", event_id=old.id)
    assert read(shopper).bought_item_ids == {"i01"}


def test_what_is_ignored_is_gone_before_any_stage_sees_it(shopper):
    first, second = act(shopper, "i01", ago_s=60), act(shopper, "i02", "purchase", 30)
    rows = understood(shopper, [first, second])
    services.control_set(shopper, "ignore_event", event_id=second.id)
    profile = read(shopper)
    assert [event.id for event in profile.events] == [first.id]
    assert profile.reference_at == pytest.approx(second.occurred_at, abs=timedelta(seconds=1))
    (ghost,) = profile.ignored_events
    assert (ghost.id, ghost.item_id, ghost.kind) == (second.id, None, "purchase")
    # Exactly the stored row of the event left out, and half of the interest it stood on.
    assert np.allclose(profile.deep, rows[1], atol=1e-3)
    assert profile.loo_event_ids == (first.id,)
    assert [(one.weight, one.event_ids) for one in profile.interests] == [(0.5, (first.id,))]
    assert profile.usual_price is None
    same = read(services.shopper_create())
    assert same.events == () and same.deep is None


def test_asking_as_if_an_event_had_not_happened_is_the_same_as_ignoring_it(shopper):
    act(shopper, "i01", ago_s=60)
    second = act(shopper, "i02", ago_s=30)
    asked = read(shopper, ignore_event_ids=frozenset({second.id}))
    services.control_set(shopper, "ignore_event", event_id=second.id)
    told = read(shopper)
    assert asked.events == told.events and asked.ignored_events == told.ignored_events


def test_the_mirror_shows_shares_names_and_events(shopper):
    first, second = act(shopper, "i01", "purchase", 60), act(shopper, "i02", "view", 30)
    understood(shopper, [first])
    seen = services.profile_get(shopper, "zh-hans")
    assert sum(one["share"] for one in seen["interests"]) == pytest.approx(1)
    leading = seen["interests"][0]
    assert (leading["name"], leading["label"]) == ("film", "胶片摄影")
    assert [one["id"] for one in leading["events"]] == [str(first.id)]
    assert [one["id"] for one in seen["events"]] == [str(second.id), str(first.id)]


def test_sliders_move_shares_and_forgetting_keeps_a_way_back(shopper):
    act(shopper, "i01", "view", 60)
    act(shopper, "i02", "view", 30)
    before = {one["name"]: one["share"] for one in services.profile_get(shopper, "en")["interests"]}
    services.control_set(shopper, "interest", name="c1", value=0.0)
    after = {one["name"]: one for one in services.profile_get(shopper, "en")["interests"]}
    assert before["c1"] > 0.4
    assert after["c1"]["share"] == 0 and after["c1"]["factor"] == 0
    assert after["c2"]["share"] == pytest.approx(1)


def test_the_same_instruction_twice_is_one(shopper):
    first = services.control_set(shopper, "interest", name="c1", value=0.5)
    assert services.control_set(shopper, "interest", name="c1", value=2.0) == first
    assert Control.objects.get().value == 2.0
    services.control_revoke(shopper, first)
    with pytest.raises(NotFound):
        services.control_revoke(shopper, first)


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        ("sing", {}, "kind"),
        ("hide_item", {}, "item_id"),
        ("hide_item", {"item_id": "nothing"}, "item_id"),
        ("ignore_event", {}, "event_id"),
        ("interest", {"name": ""}, "name"),
        ("interest", {"name": "c1", "value": 3.0}, "value"),
    ],
)
def test_a_wrong_instruction_is_named(shopper, kind, given, field):
    with pytest.raises(InvalidInput) as wrong:
        services.control_set(shopper, kind, **given)
    assert field in wrong.value.fields


def test_others_events_and_instructions_cannot_be_reached(shopper):
    event = act(shopper, "i01")
    control = services.control_set(shopper, "hide_item", item_id="i02")
    stranger = services.shopper_create()
    with pytest.raises(NotFound):
        services.control_set(stranger, "ignore_event", event_id=event.id)
    with pytest.raises(NotFound):
        services.control_revoke(stranger, control)
    with pytest.raises(NotFound):
        services.profile_get(uuid.uuid4(), "en")


def test_everything_stored_is_handed_over_and_deleted(shopper):
    event = act(shopper, "i01", "dislike")
    understood(shopper, [event])
    services.page_recommend(Context(shopper, "home", timezone.now()))
    OwedRefresh.objects.create(shopper_id=shopper, owed_since=timezone.now())
    other = services.shopper_create()
    act(other, "i02")
    told = services.profile_export(shopper)
    assert [one["id"] for one in told["events"]] == [str(event.id)]
    assert told["controls"] and told["interests"] and told["slates"]
    deleted = services.profile_delete(shopper)
    assert deleted["events"] == 1 and deleted["shoppers"] == 1
    for model in (Event, Control, SlateRow, OwedRefresh):
        assert not model.objects.filter(shopper_id=shopper).exists()
    assert not InterestState.objects.exists() and not Shopper.objects.filter(pk=shopper).exists()
    assert Event.objects.filter(shopper_id=other).count() == 1


def test_login_brings_everything_along(shopper):
    event = act(shopper, "i01", "dislike")
    services.profile_update(shopper, place="oslo")
    slates = services.page_recommend(Context(shopper, "home", timezone.now()))
    account = services.shopper_for_user("42")
    services.control_set(account, "less_like", item_id="i01")
    services.shopper_for_user("42", shopper)
    assert [one.id for one in services.shopper_events(account)] == [event.id]
    assert SlateRow.objects.filter(shopper_id=account).count() == len(slates)
    assert services.profile_get(account, "en")["shopper"]["place"] == "oslo"
    assert Control.objects.filter(shopper_id=account, revoked_at=None).count() == 1
    assert OwedRefresh.objects.filter(shopper_id=account).exists()


def test_choices_are_checked(shopper):
    services.profile_update(shopper, place="bergen", tone="playful")
    assert (read(shopper).place, read(shopper).tone) == ("bergen", "playful")
    for wrong in ({"tone": "shouting"}, {"place": "x" * 65}):
        with pytest.raises(InvalidInput):
            services.profile_update(shopper, **wrong)
    with pytest.raises(NotFound):
        services.profile_update(uuid.uuid4(), place="oslo")
