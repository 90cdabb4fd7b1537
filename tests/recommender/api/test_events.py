from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.models import Event
from tests.recommender.api.schema_check import PREFIX, check_problem

pytestmark = pytest.mark.django_db


def event(**changes):
    return {"id": str(uuid.uuid4()), "kind": "view", "item_id": "i01", **changes}


def test_an_event_is_kept_before_the_answer(api, shop):
    sent = event(value=None, context={"from": "mail"}, occurred_at="2026-05-20T12:00:00+02:00")
    answer = api.call("post", "/events/", sent)
    assert answer.status_code == 201
    assert answer.json() == {"id": sent["id"], "duplicate": False}
    row = Event.objects.get(id=sent["id"])
    assert (row.shopper_id, row.item_id, row.kind) == (api.shopper_id, "i01", "view")
    assert row.occurred_at.isoformat() == "2026-05-20T10:00:00+00:00"
    assert row.context == {"from": "mail"}


def test_the_same_id_twice_counts_once(api, shop):
    sent = event()
    assert api.call("post", "/events/", sent).status_code == 201
    again = api.call("post", "/events/", {**sent, "kind": "cart"})
    assert again.status_code == 200
    assert again.json() == {"id": sent["id"], "duplicate": True}
    assert [row.kind for row in Event.objects.filter(id=sent["id"])] == ["view"]


def test_without_a_time_it_happens_now(api, shop):
    before = timezone.now()
    sent = event()
    api.call("post", "/events/", sent)
    assert before <= Event.objects.get(id=sent["id"]).occurred_at <= timezone.now()


def test_a_clock_a_little_ahead_is_brought_down_and_one_far_ahead_refused(api, shop):
    now = timezone.now()
    sent = event(occurred_at=(now + timedelta(minutes=9)).isoformat())
    assert api.call("post", "/events/", sent).status_code == 201
    assert Event.objects.get(id=sent["id"]).occurred_at <= timezone.now()
    late = event(occurred_at=(now + timedelta(minutes=11)).isoformat())
    answer = api.call("post", "/events/", late)
    assert answer.status_code == 400
    assert answer.json()["errors"] == {"occurred_at": ["occurred_at lies in the future."]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": "not-a-uuid"}, "id"),
        ({"id": 7}, "id"),
        ({"kind": "stare"}, "kind"),
        ({"kind": ["view"]}, "kind"),
        ({"item_id": None}, "item_id"),
        ({"item_id": ""}, "item_id"),
        ({"item_id": "nothing"}, "item_id"),
        ({"item_id": "a\x00b"}, "item_id"),
        ({"item_id": "\ud800"}, "item_id"),
        ({"item_id": "x" * 65}, "item_id"),
        ({"item_id": 12}, "item_id"),
        ({"value": "3"}, "value"),
        ({"value": True}, "value"),
        ({"value": 10**400}, "value"),
        ({"kind": "rating"}, "value"),
        ({"kind": "rating", "value": 6}, "value"),
        ({"context": []}, "context"),
        ({"context": "x"}, "context"),
        ({"context": {"a": "\ud83d"}}, "context"),
        ({"context": {"a": "\x00"}}, "context"),
        ({"context": {"a": "x" * 5000}}, "context"),
        ({"context": {"a": [[[[[[[1]]]]]]]}}, "context"),
        ({"occurred_at": "yesterday"}, "occurred_at"),
        ({"occurred_at": 5}, "occurred_at"),
        ({"occurred_at": "2026-05-20T12:00:00"}, "occurred_at"),
        ({"occurred_at": "1970-01-01T00:00:00Z"}, "occurred_at"),
        ({"occurred_at": "0001-01-01T00:00:00+23:00"}, "occurred_at"),
        ({"item": "i01"}, "item"),
        ({"\ud800": 1}, "?"),
    ],
)
def test_what_is_wrong_is_said_under_its_field(api, shop, changes, field):
    body = json.dumps(event(**changes))
    answer = api.post(
        f"{PREFIX}/events/",
        body,
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {api.token}",
    )
    assert answer.status_code == 400
    check_problem(answer)
    assert list(answer.json()["errors"]) == [field]
    assert answer.json()["code"] == "invalid_input"
    assert not Event.objects.exists()


def test_a_batch_takes_the_good_and_names_the_bad_by_place(api, shop):
    good, known = event(), event(kind="cart")
    api.call("post", "/events/", known)
    batch = [event(kind="stare"), good, known, event(item_id="nothing"), good, "x"]
    answer = api.call("post", "/events/batch/", {"events": batch})
    assert answer.status_code == 200
    found = answer.json()
    assert (found["accepted"], found["duplicates"]) == (1, 2)
    assert [(one["index"], list(one["errors"])) for one in found["rejected"]] == [
        (0, ["kind"]),
        (3, ["item_id"]),
        (5, ["event"]),
    ]
    assert Event.objects.count() == 2


def test_a_batch_sent_again_changes_nothing(api, shop):
    batch = {"events": [event(item_id=f"i{n % 60:02d}") for n in range(1000)]}
    first = api.call("post", "/events/batch/", batch).json()
    assert first == {"accepted": 1000, "duplicates": 0, "rejected": []}
    again = api.call("post", "/events/batch/", batch).json()
    assert again == {"accepted": 0, "duplicates": 1000, "rejected": []}
    assert Event.objects.filter(shopper_id=api.shopper_id).count() == 1000


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"events": []},
        {"events": {}},
        [],
        None,
        {"events": [{}], "more": 1},
        {"events": [{"id": 1}] * 1001},
    ],
)
def test_what_is_no_batch_is_refused_whole(api, shop, body):
    answer = api.call("post", "/events/batch/", body)
    assert answer.status_code == 400
    assert "events" in answer.json()["errors"]


def test_an_event_speaks_for_the_tokens_shopper_only(api, other, shop):
    answer = api.call("post", "/events/", event(shopper_id=str(other.shopper_id)))
    assert answer.status_code == 400
    assert not Event.objects.filter(shopper_id=other.shopper_id).exists()


texts = st.text(alphabet=st.characters(codec=None), max_size=20)  # surrogates too
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
near_events = st.fixed_dictionaries(
    {},
    optional={
        "id": st.uuids().map(str) | anything,
        "kind": st.sampled_from(["view", "search", "rating", "dislike", "purchase"]) | anything,
        "item_id": st.sampled_from(["i01", "i02"]) | anything,
        "value": st.floats(allow_nan=False) | anything,
        "context": st.dictionaries(texts, anything, max_size=3) | anything,
        "occurred_at": st.datetimes(timezones=st.timezones()).map(str) | anything,
    },
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(body=anything | near_events | st.fixed_dictionaries({"events": st.lists(near_events)}))
def test_no_body_whatever_makes_the_server_fail(api, shop, body):
    from django.core.cache import cache

    for path in ("/events/", "/events/batch/"):
        cache.clear()
        answer = api.post(
            f"{PREFIX}{path}",
            json.dumps(body),
            content_type="application/json",
            HTTP_AUTHORIZATION=f"Bearer {api.token}",
        )
        assert answer.status_code in {200, 201, 400}
        if answer.status_code == 400:
            check_problem(answer)
