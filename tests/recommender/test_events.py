"""An event acknowledged is an event kept, and the same id counts once, whatever else happens."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from recommender import services
from recommender.contracts import Context
from recommender.events import SMALL_BATCH
from recommender.models import Control, Event, Item, OwedRefresh, ReasonText, Shopper
from tests.recommender.worlds import NOW, SHOPPER, fact, new_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop(request):
    if "transactional_db" in request.fixturenames:
        return
    stock("a", "b")


def stock(*names):
    Item.objects.bulk_create(
        Item(item_id=one.item_id, title=one.title, text_digest="made") for one in map(fact, names)
    )


@pytest.fixture
def woken(monkeypatch):
    calls = []
    monkeypatch.setattr("recommender.events.refresh_wake", calls.extend)
    return calls


def test_one_event_takes_three_statements_at_most(django_assert_max_num_queries):
    services.events_record([new_event(uuid.uuid4(), "a")])  # makes the month's partition known
    with django_assert_max_num_queries(3):
        receipt = services.events_record([new_event(uuid.uuid4(), "a")])
    assert (receipt.accepted, receipt.duplicates, dict(receipt.rejected)) == (1, 0, {})


@pytest.mark.parametrize("size", [1, 5, SMALL_BATCH + 10])
def test_the_same_id_counts_once(size):
    shopper = uuid.uuid4()
    events = [new_event(shopper, "a", "view", n) for n in range(size)]
    assert services.events_record(events).accepted == size
    again = services.events_record(events)
    assert (again.accepted, again.duplicates) == (0, size)
    assert Event.objects.count() == size


def test_the_same_id_at_another_time_or_twice_in_a_batch_counts_once():
    event = new_event(uuid.uuid4(), "a")
    moved = replace(event, occurred_at=event.occurred_at - timedelta(days=70))
    assert services.events_record([event, moved, event]).accepted == 1
    assert services.events_record([moved]).duplicates == 1
    assert Event.objects.get().occurred_at == event.occurred_at


def test_bad_events_are_named_and_the_rest_goes_in():
    shopper = uuid.uuid4()
    receipt = services.events_record(
        [
            new_event(shopper, "a"),
            new_event(shopper, "nothing"),
            new_event(shopper, None),
            new_event(shopper, "a", "rating", value=9.0),
            new_event(shopper, "a", "rating"),
            new_event(shopper, "a", now=timezone.now() + timedelta(days=3)),
            new_event(shopper, "a", context={"note": "x" * 5000}),
            new_event(shopper, None, "search", context={"query": "lamp"}),
        ]
    )
    assert receipt.accepted == 2
    assert set(receipt.rejected) == {1, 2, 3, 4, 5, 6}
    assert "nothing" in receipt.rejected[1] and "1 and 5" in receipt.rejected[3]


def test_a_clock_that_runs_ahead_is_brought_down_to_now():
    ahead = timezone.now() + timedelta(minutes=5)
    services.events_record([new_event(uuid.uuid4(), "a", occurred_at=ahead)])
    assert Event.objects.get().occurred_at <= timezone.now()


def test_old_events_find_a_partition():
    long_ago = datetime(2009, 12, 1, 8, 26, tzinfo=UTC)
    events = [
        new_event(uuid.uuid4(), "a", occurred_at=long_ago + timedelta(days=31 * n))
        for n in range(13)
    ]
    assert services.events_record(events).accepted == 13
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tableoid::regclass::text FROM recommender_event"
            " WHERE occurred_at < %s",
            [datetime(2011, 1, 1, tzinfo=UTC)],
        )
        names = [row[0] for row in cursor.fetchall()]
    assert len(names) == 13 and not any("default" in name for name in names)


def test_a_refresh_is_owed_and_one_message_waits(woken, django_capture_on_commit_callbacks):
    shopper = uuid.uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        services.events_record([new_event(shopper, "a")])
    with django_capture_on_commit_callbacks(execute=True):
        services.events_record([new_event(shopper, "b")])
        services.events_record([new_event(shopper, "b", "cart"), new_event(shopper, "a", "cart")])
    assert woken == [shopper] and OwedRefresh.objects.get().shopper_id == shopper
    OwedRefresh.objects.update(leased_until=timezone.now() + timedelta(seconds=30))
    with django_capture_on_commit_callbacks(execute=True):
        services.events_record([new_event(shopper, "a")])  # a worker is at it: owed anew
    assert woken == [shopper, shopper]


def test_history_wakes_nobody(woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.events_record([new_event(uuid.uuid4(), "a")], wake=False)
    assert not woken and not OwedRefresh.objects.exists()


@pytest.mark.parametrize("together", [True, False])
def test_a_dislike_instructs_and_a_like_undoes(together):
    shopper = uuid.uuid4()
    told = [new_event(shopper, "a", "dislike", 20), new_event(shopper, "b", "hide")]
    for events in [told] if together else [[one] for one in told]:
        services.events_record(events)
    standing = Control.objects.filter(revoked_at=None)
    assert set(standing.values_list("kind", "item_id", "event_id")) == {
        ("less_like", "a", told[0].id),
        ("hide_item", "b", told[1].id),
    }
    services.events_record([new_event(shopper, "a", "dislike", 10)])  # says nothing new
    assert standing.count() == 2
    services.events_record([new_event(shopper, "a", "like", 0)])
    assert set(standing.values_list("kind", "item_id")) == {("hide_item", "b")}


def test_of_two_words_on_one_item_the_newer_counts():
    shopper = uuid.uuid4()
    services.events_record(
        [
            new_event(shopper, "a", "like", 10),
            new_event(shopper, "a", "dislike", 20),
            new_event(shopper, "b", "like", 20),
            new_event(shopper, "b", "dislike", 10),
        ]
    )
    standing = Control.objects.filter(revoked_at=None)
    assert set(standing.values_list("kind", "item_id")) == {("less_like", "b")}


def test_events_of_a_merged_browser_go_to_the_account():
    anonymous = services.shopper_create()
    services.events_record([new_event(anonymous, "a")])
    account = services.shopper_for_user("7", anonymous)
    services.events_record([new_event(anonymous, "b")])
    services.events_record([new_event(anonymous, "b"), new_event(account, "a")])
    assert set(Event.objects.values_list("shopper_id", flat=True)) == {account}
    assert services.shopper_for_user("7", anonymous) == account
    assert Shopper.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("batch", [1, 3, SMALL_BATCH + 1])
def test_writers_of_one_id_take_turns(transactional_db, batch):
    """Eight writers send the same ids, each at a time of its own: one row an id."""
    stock("a", "b")
    shopper = services.shopper_create()
    ids = [uuid.uuid4() for _ in range(batch)]
    services.events_record([new_event(shopper, "b", ago_s=86_400 * 40 * n) for n in range(4)])
    receipts, barrier = [], threading.Barrier(8)

    def write(number):
        barrier.wait()
        events = [
            new_event(shopper, "a", id=one, occurred_at=NOW - timedelta(days=40 * (number % 4)))
            for one in ids
        ]
        receipts.append(services.events_record(events))
        connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(receipt.accepted for receipt in receipts) == batch
    assert sum(receipt.duplicates for receipt in receipts) == 7 * batch
    assert Event.objects.filter(item_id="a").count() == batch


def test_a_batch_keeps_any_text_and_number_as_it_is():
    odd = 'tab\tnew\nreturn\rback\\slash \\N "quote" 灯 💡'
    Item.objects.create(item_id="a\tb\\c", title="Odd", text_digest="made")
    sent = [
        new_event(SHOPPER, "a\tb\\c", now=timezone.now(), context={odd: [odd, 1.5, None]}),
        new_event(SHOPPER, "a", "purchase", now=timezone.now(), value=0.1),
        new_event(SHOPPER, None, "search", now=timezone.now(), context={"query": odd}),
    ]
    assert services.events_record(sent).accepted == 3
    for event in sent:
        row = Event.objects.get(id=event.id)
        assert (row.item_id, row.value, row.context) == (event.item_id, event.value, event.context)
        assert row.occurred_at == event.occurred_at


def test_what_is_said_of_a_reason_counts_for_its_sentence_once():
    shopper = services.shopper_create()
    (slate, *_) = services.page_recommend(Context(shopper, "home", timezone.now()))
    pick = slate.picks[0]
    said = {"item_id": pick.item_id, "context": {"slate_id": str(slate.id)}}
    event = replace(new_event(shopper, pick.item_id, "reason_helpful"), **said)
    stranger = services.shopper_create()
    services.events_record([event, replace(event, id=uuid.uuid4(), shopper_id=stranger)])
    services.events_record([event])
    services.events_record([replace(event, id=uuid.uuid4(), context={"slate_id": "no"})])
    text = ReasonText.objects.get()
    assert (text.helpful, text.unhelpful) == (1, 0)
