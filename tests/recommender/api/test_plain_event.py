"""A plain event goes past the framework, and nobody can tell but by the time it takes."""

from __future__ import annotations

import json
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.urls import reverse
from django.utils import timezone
from rest_framework.settings import api_settings

from recommender import events as events_log
from recommender import services
from recommender.api import throttles
from recommender.api.events import EventView
from recommender.api.plain_event import plain_first
from recommender.api.tokens import token_digest, token_retire, token_revoke
from recommender.caches import caches_forget
from recommender.models import ApiToken, Control, Event, OwedRefresh, Shopper
from recommender.pages_ahead import pages_ahead
from recommender.shoppers import shopper_for_user
from tests.recommender.api.schema_check import PREFIX
from tests.recommender.worlds import new_event

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rung(monkeypatch):
    calls = []
    monkeypatch.setattr("recommender.events.refresh_wake", calls.extend)
    return calls


@pytest.fixture
def known(api, shop, rung):
    """Return a caller whose token and month this process has met."""
    assert api.call("post", "/events/", event()).status_code == 201
    OwedRefresh.objects.all().delete()
    rung.clear()
    return api


@pytest.fixture
def framework(monkeypatch):
    """Return the list of calls that the framework was asked."""
    asked = []
    answer = EventView.dispatch

    def dispatch(view, request, *args, **kwargs):
        asked.append(request)
        return answer(view, request, *args, **kwargs)

    monkeypatch.setattr(EventView, "dispatch", dispatch)
    return asked


def event(**changes):
    return {"id": str(uuid.uuid4()), "kind": "view", "item_id": "i01", **changes}


def send(api, body, **headers):
    headers = {"content_type": "application/json", **headers}
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {"HTTP_AUTHORIZATION": f"Bearer {api.token}", **headers}
    return api.post(f"{PREFIX}/events/", body, **given)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_ACCEPT": "application/json"},
        {"HTTP_ACCEPT": "application/json, text/plain, */*"},
        {"content_type": "application/json; charset=utf-8"},
        {"HTTP_ACCEPT_LANGUAGE": "zh-CN"},
    ],
)
def test_a_plain_event_is_answered_as_the_framework_would(known, framework, headers):
    first, second = event(context={"from": "mail"}), event(context={"from": "mail"})
    plain = [send(known, first, **headers), send(known, first, **headers)]
    assert not framework
    caches_forget()
    asked = [send(known, second, **headers)]
    asked.append(known.call("post", "/events/", second, **headers))
    assert len(framework) == 1  # and by that the token is known again
    for ours, theirs, status in zip(plain, asked, (201, 200), strict=True):
        assert ours.status_code == theirs.status_code == status
        assert dict(ours.headers) | {"Content-Length": ""} == dict(theirs.headers) | {
            "Content-Length": ""
        }
        assert ours.content == theirs.content.replace(second["id"].encode(), first["id"].encode())
    rows = Event.objects.filter(id__in=[first["id"], second["id"]])
    assert {(row.shopper_id, row.item_id, row.context["from"]) for row in rows} == {
        (known.shopper_id, "i01", "mail")
    }


ODD = [
    (b"{", {}, 400),
    (b"\xff", {}, 400),
    (b"[" * 5000, {}, 400),
    (b'{"id": NaN}', {}, 400),
    (b" " * 70_000, {}, 413),
    (event(kind="stare"), {}, 400),
    (event(item_id="nothing"), {}, 400),
    (event(kind="rating", value=9), {}, 400),
    (event(more=1), {}, 400),
    (event(), {"content_type": "text/plain"}, 415),
    (event(), {"HTTP_ACCEPT": "text/html"}, 406),
    (event(), {"HTTP_AUTHORIZATION": "Bearer rec_nobody"}, 401),
    (event(), {"HTTP_AUTHORIZATION": ""}, 401),
    (event(kind="reason_helpful", item_id=None), {}, 201),
    (json.dumps(event()).encode("utf-16"), {}, 201),
]


@pytest.mark.parametrize(("body", "headers", "status"), ODD)
def test_what_is_odd_or_wrong_is_the_frameworks(known, framework, body, headers, status):
    before = Event.objects.count()
    answer = send(known, body, **headers)
    assert answer.status_code == status, answer.content
    assert len(framework) == 1
    assert Event.objects.count() == before + (status == 201)


def test_a_token_revoked_is_worthless_at_once(known, framework):
    token_revoke(token_digest(known.token))
    answer = send(known, event())
    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")
    assert len(framework) == 1 and Event.objects.count() == 1


def test_a_token_that_ran_out_is_worthless_at_once(known):
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = send(known, event())
    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")
    assert Event.objects.count() == 1


@pytest.mark.parametrize("retired", [True, False])
def test_after_a_merge_an_event_is_the_accounts(known, framework, retired):
    account = shopper_for_user("7", known.shopper_id)
    if retired:
        token_retire(token_digest(known.token), account)
    assert [send(known, event()).status_code for _ in range(2)] == [201, 201]
    assert len(framework) == 1  # the second is plain again
    assert set(Event.objects.values_list("shopper_id", flat=True)) == {account}


def test_an_event_waits_for_a_merge_that_is_under_way(known):
    answers = []

    def call():
        answers.append(send(known, event()).status_code)
        connections.close_all()

    with connections["default"].cursor() as cursor:
        cursor.execute("BEGIN")
        account = Shopper.objects.create(external_id="7").pk
        for statement in (
            "SELECT 1 FROM recommender_shopper WHERE id = %(from)s FOR UPDATE",
            "UPDATE recommender_event SET shopper_id = %(to)s WHERE shopper_id = %(from)s",
            "UPDATE recommender_shopper SET merged_into_id = %(to)s WHERE id = %(from)s",
        ):
            cursor.execute(statement, {"from": known.shopper_id, "to": account})
        calling = threading.Thread(target=call)
        calling.start()
        wait_for_a_lock()
        cursor.execute("COMMIT")
    calling.join(10)
    assert answers == [201]
    assert set(Event.objects.values_list("shopper_id", flat=True)) == {account}


def wait_for_a_lock():
    with connection.cursor() as cursor:
        for _ in range(500):
            cursor.execute("SELECT count(*), pg_sleep(0.01) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("Nobody waits for anything.")


@pytest.mark.parametrize("plain", [True, False])
def test_a_call_is_counted_once_either_way(known, monkeypatch, plain):
    monkeypatch.setattr(throttles.time, "time", lambda: 1_000_020.0)  # a minute begins
    rates = {"anon": "9/min", "shopper": "3/min"}
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", rates, raising=False)
    bodies = [event(), event(kind="stare"), event(), event()]
    answers = []
    for body in bodies:
        if not plain:
            caches_forget()
        answers.append(send(known, body).status_code)
    assert answers == [201, 400, 201, 429]
    assert Event.objects.count() == 3


def test_what_an_event_instructs_and_owes_follows(known, framework, rung, monkeypatch):
    ahead = []
    monkeypatch.setattr(pages_ahead, "owe", ahead.extend)
    told = event(kind="dislike", item_id="i02")
    send(known, told)
    send(known, event())
    assert rung == [known.shopper_id] and OwedRefresh.objects.get().shopper_id == known.shopper_id
    assert ahead == [known.shopper_id] * 2
    control = Control.objects.get(revoked_at=None)
    assert (control.kind, control.item_id, str(control.event_id)) == (
        "less_like",
        "i02",
        told["id"],
    )
    send(known, event(kind="like", item_id="i02"))
    assert not Control.objects.filter(revoked_at=None).exists()
    assert not framework


def test_one_id_from_many_at_once_counts_once(known, framework):
    body, answers = event(), []

    def call():
        answers.append(send(known, body).status_code)
        connections.close_all()

    calling = [threading.Thread(target=call) for _ in range(6)]
    for thread in calling:
        thread.start()
    for thread in calling:
        thread.join(10)
    assert sorted(answers) == [200] * 5 + [201]
    assert Event.objects.filter(id=body["id"]).count() == 1


def test_a_database_that_came_back_is_asked_again(known, framework):
    send(known, event())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
            " WHERE query LIKE '%recommender_event_record%' AND pid <> pg_backend_pid()"
        )
        assert cursor.rowcount
    assert [send(known, event()).status_code for _ in range(2)] == [201, 201]
    assert len(framework) == 1


def test_a_database_that_does_not_answer_is_said(known, framework, monkeypatch):
    monkeypatch.setattr(events_log._alone, "run", lambda params: None)
    assert send(known, event()).status_code == 201  # by the other connection
    assert len(framework) == 1


def test_inside_a_transaction_nothing_is_remembered(known, framework):
    with transaction.atomic():
        assert send(known, event()).status_code == 201
        transaction.set_rollback(True)
    assert len(framework) == 1 and Event.objects.count() == 1


def test_where_the_site_has_the_framework_do_otherwise_it_is_asked(known):
    class Unthrottled(EventView):
        throttle_classes = ()

    def view(request):
        raise AssertionError

    assert plain_first(view, Unthrottled) is view
    assert plain_first(view, EventView) is not view
    assert reverse("recommender-api:events") == f"{PREFIX}/events/"


def test_services_say_when_they_did_nothing(known, other):
    now, digest = timezone.now(), token_digest(known.token)
    given = new_event(known.shopper_id, "i01")
    assert services.event_take(given, digest, now) is True
    assert services.event_take(given, digest, now) is False
    assert services.event_take(new_event(other.shopper_id, "i01"), digest, now) is None
    assert services.event_take(new_event(known.shopper_id, "i01"), "0" * 64, now) is None
