"""What is read in bulk is read as it would be one by one."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender import services
from recommender.api.batch_reading import batch_read, plain_read
from recommender.api.event_reading import event_read
from recommender.errors import InvalidInput
from recommender.models import Control, Event, Item

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
ODD_NAME = "tab\tand\\slash"


@pytest.fixture(autouse=True)
def items():
    Item.objects.bulk_create(
        Item(item_id=name, title="Made", text_digest="made") for name in ("a", "b", "灯", ODD_NAME)
    )


def event(**changes):
    plain = {"id": str(uuid.uuid4()), "kind": "view", "item_id": "a"}
    return {**plain, **changes}


PLAIN = [
    {},
    {"occurred_at": None, "context": None, "value": None},
    {"occurred_at": "2026-05-20T10:00:00Z", "item_id": "灯"},
    {"occurred_at": "2026-05-20 10:00:00.123456+09:30", "context": {}},
    {"occurred_at": "2026-05-20T12:09:00+00:00"},  # ahead: brought down
    {"kind": "purchase", "value": 3, "context": {"slate_id": "x", "position": 4}},
    {"kind": "rating", "value": 4.5},
    {"kind": "search", "item_id": None, "context": {"query": "lamp"}},
    {"kind": "dislike"},
]
ODD = [
    {"id": str(uuid.uuid4()).upper()},
    {"id": uuid.uuid4().hex},
    {"occurred_at": "20260520T100000Z"},
    {"occurred_at": "2026-05-20T10:00:00+23:00"},
    {"occurred_at": "2026-05-20T10:00:00.1234567+00:00"},
    {"context": {"query": "灯"}},
    {"context": {"deep": {"er": 1}}},
    {"item_id": ODD_NAME},
    {"kind": "reason_helpful", "item_id": None},
]
WRONG = [
    {"id": 7},
    {"id": "not-one"},
    {"kind": "stare"},
    {"kind": ["view"]},
    {"item_id": "nothing"},
    {"item_id": ["a"]},
    {"item_id": None},
    {"item_id": ""},
    {"kind": "rating"},
    {"kind": "rating", "value": 6},
    {"value": True},
    {"value": 10**400},
    {"value": "3"},
    {"context": []},
    {"context": {"a": float("inf")}},
    {"context": {"a": "x" * 5000}},
    {"context": {"a": "\x00"}},
    {"occurred_at": "2026-05-20T12:11:00+00:00"},
    {"occurred_at": "1994-05-20T12:00:00Z"},
    {"occurred_at": "2026-05-20T10:00:00"},
    {"occurred_at": "2026-02-30T10:00:00Z"},
    {"occurred_at": 5},
    {"unknown": 1},
]


@pytest.mark.parametrize(
    ("changes", "is_plain"),
    [*((one, True) for one in PLAIN), *((one, False) for one in (*ODD, *WRONG))],
)
def test_only_what_needs_no_second_look_is_plain(changes, is_plain):
    lines, odd = plain_read([event(**changes)], uuid.uuid4(), NOW)
    assert (len(lines.lines), odd) == ((1, []) if is_plain else (0, [0]))


def test_what_is_no_object_is_not_plain():
    _lines, odd = plain_read(["x", 3, None, [1], {}, True], uuid.uuid4(), NOW)
    assert odd == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("changes", [*PLAIN, *ODD])
def test_a_good_event_is_stored_as_it_is_when_it_comes_alone(changes):
    now, shopper = timezone.now(), uuid.uuid4()
    sent = event(**changes)
    alone = {**sent, "id": str(uuid.uuid4())}
    batch = batch_read([sent], shopper, now)
    assert services.events_record(batch.events, lines=batch.lines).accepted == 1
    assert services.events_record([event_read(alone, shopper, now)]).accepted == 1
    first, second = Event.objects.get(id=sent["id"]), Event.objects.get(id=alone["id"])
    told = ("shopper_id", "item_id", "kind", "value", "context")
    assert [getattr(first, name) for name in told] == [getattr(second, name) for name in told]
    assert first.occurred_at == second.occurred_at


def record(raw, shopper, now=None):
    batch = batch_read(raw, shopper, now or timezone.now())
    receipt = services.events_record(batch.events, lines=batch.lines)
    rejected = {*batch.rejected, *(batch.places[at] for at in receipt.rejected)}
    return receipt.accepted, receipt.duplicates, rejected


def test_one_id_in_several_guises_counts_once_and_the_first_good_one_decides():
    shopper, one = uuid.uuid4(), str(uuid.uuid4())
    bad = event(id=one, item_id="nothing")
    first = event(id=one.upper(), kind="cart")
    assert record([bad, first, event(id=one)], shopper) == (1, 1, {0})
    assert Event.objects.get().kind == "cart"
    assert record([event(id=one), event(id=one), event()], shopper) == (1, 2, set())


def test_what_is_plain_instructs_too():
    shopper = services.shopper_create()
    record([event(kind="dislike"), event(kind="hide", item_id="b")], shopper)
    standing = Control.objects.filter(shopper_id=shopper, revoked_at=None)
    assert set(standing.values_list("kind", "item_id")) == {("less_like", "a"), ("hide_item", "b")}
    record([event(kind="like")], shopper)
    assert set(standing.values_list("kind", "item_id")) == {("hide_item", "b")}


def test_plain_events_of_a_merged_browser_go_to_the_account_and_into_their_months():
    anonymous = services.shopper_create()
    account = services.shopper_for_user("7", anonymous)
    sent = [event(occurred_at=f"{year}-12-31T23:30:00-05:00") for year in (2001, 2007)]
    assert record(sent, anonymous) == (2, 0, set())
    stored = set(Event.objects.values_list("shopper_id", "occurred_at__year"))
    assert stored == {(account, 2002), (account, 2008)}


near = st.fixed_dictionaries(
    {"id": st.sampled_from([str(uuid.UUID(int=n)) for n in range(4)]) | st.just("no")},
    optional={
        "kind": st.sampled_from(["view", "rating", "search", "like", "stare"]),
        "item_id": st.sampled_from(["a", "灯", ODD_NAME, "nothing", None, 3]),
        "value": st.sampled_from([None, 2, 2.5, 9, True]),
        "context": st.sampled_from([None, {}, {"q": "x"}, {"q": "灯"}, {"q": [1]}, []]),
        "occurred_at": st.datetimes(datetime(1990, 1, 1), timezones=st.just(UTC)).map(str),
    },
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=st.lists(near, max_size=6))
def test_a_batch_counts_and_rejects_what_one_by_one_would(raw):
    shopper = uuid.uuid4()
    accepted, duplicates, rejected = 0, 0, set()
    now = timezone.now()
    Event.objects.all().delete()
    for at, one in enumerate(raw):
        try:
            receipt = services.events_record([event_read(one, shopper, now)])
        except InvalidInput:
            rejected.add(at)
            continue
        if receipt.rejected:
            rejected.add(at)
        accepted, duplicates = accepted + receipt.accepted, duplicates + receipt.duplicates
    told = ("id", "occurred_at", "kind", "item_id", "value", "context")
    expected = {str(row) for row in Event.objects.values_list(*told)}
    Event.objects.all().delete()
    assert record(raw, shopper, now) == (accepted, duplicates, rejected)
    assert {str(row) for row in Event.objects.values_list(*told)} == expected
