"""What is deleted at night, and what must stay, on the tests' Postgres."""

from __future__ import annotations

import logging
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from recommender import conf, housekeeping, services, tasks
from recommender.contracts import EventKind, NewEvent
from recommender.errors import InvalidSetting
from recommender.housekeeping import old_prune, slates_prune, tokens_prune, visitors_prune
from recommender.models import (
    ApiToken,
    Control,
    Event,
    InterestRow,
    InterestState,
    Item,
    OwedRefresh,
    Run,
    Shopper,
    ShopperTrust,
    SlateRow,
)  # fmt: skip
from recommender.models.shopper import ItemPass
from recommender.sql import rows

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = timedelta(days=1)
OLD, YOUNG = NOW - 91 * DAY, NOW - 89 * DAY


def visitor(at=OLD, **given) -> Shopper:
    shopper = Shopper.objects.create(**given)
    Shopper.objects.filter(pk=shopper.pk).update(created_at=at)
    return shopper


def slate(at, shopper_id=None) -> SlateRow:
    return SlateRow.objects.create(
        shopper_id=shopper_id or uuid.uuid4(), placement="home", shelf="for you", served_at=at
    )


def token(shopper, ends, digest) -> ApiToken:
    return ApiToken.objects.create(shopper=shopper, expires_at=ends, digest=digest * 64)


def keep(settings, **days) -> None:
    settings.RECOMMENDER = {**settings.RECOMMENDER, **days}


def test_slates_go_when_they_are_too_old_in_batches_and_the_young_stay(
    settings, django_assert_num_queries
):
    for n in range(5):
        slate(OLD - n * DAY)
    young = slate(YOUNG)
    with django_assert_num_queries(3):  # two, two, and one: that is the end
        assert slates_prune(NOW, batch=2) == 5
    assert SlateRow.objects.get() == young
    keep(settings, KEEP_SLATES_DAYS=0)
    assert slates_prune(NOW + 1000 * DAY) == 0
    keep(settings, KEEP_SLATES_DAYS=30)
    assert slates_prune(NOW) == 1


def test_tokens_go_a_month_after_their_end_and_until_then_are_told_apart():
    shopper = visitor(NOW)
    token(shopper, NOW - 31 * DAY, "a")
    stays = [
        token(shopper, NOW - 29 * DAY, "b"),
        token(shopper, NOW + DAY, "c"),
        token(shopper, None, "d"),
    ]
    assert tokens_prune(NOW, batch=1) == 1
    assert set(ApiToken.objects.all()) == set(stays)


def test_passes_go_when_they_count_no_longer():
    shopper = visitor(NOW)
    for n, at in enumerate([NOW - 31 * DAY, NOW - 32 * DAY, NOW - 29 * DAY]):
        ItemPass.objects.create(
            shopper=shopper, item_id=f"i{n}", times=[at], slates=[uuid.uuid4()], last_at=at
        )
    assert old_prune(NOW, batch=1)["passes"] == 2
    assert ItemPass.objects.get().item_id == "i2"


def test_changes_of_items_go_a_day_later():
    rows("DELETE FROM recommender_itemchange")  # of tests before that committed
    Item.objects.create(item_id="a", title="A")
    assert old_prune(NOW)["item changes"] == 0
    rows("UPDATE recommender_itemchange SET at = at - interval '25 hours'")
    Item.objects.filter(pk="a").update(price=3)
    assert old_prune(NOW)["item changes"] == 1
    assert rows("SELECT count(*) FROM recommender_itemchange") == [(1,)]


def test_visitors_who_left_nothing_go_with_all_that_hangs_on_them():
    gone, run = visitor(), Run.objects.create(kind=Run.Kind.SEQUENCE, name="r", dim=2)
    token(gone, NOW + 200 * DAY, "a")
    OwedRefresh.objects.create(shopper=gone, owed_since=OLD)
    ShopperTrust.objects.create(shopper=gone, score=0.2)
    state = InterestState.objects.create(shopper=gone, run=run, deep=[1.0, 0.0], as_of=OLD)
    InterestRow.objects.create(state=state, position=0, name="x", weight=1.0, embedding=[1.0, 0.0])
    young = visitor(YOUNG)
    token(young, NOW + 200 * DAY, "b")
    assert visitors_prune(NOW) == 1
    assert Shopper.objects.get() == young and ApiToken.objects.get().shopper_id == young.pk
    for model in (OwedRefresh, ShopperTrust, InterestState, InterestRow):
        assert not model.objects.exists()


def acted(one):
    Event.objects.create(
        id=uuid.uuid4(), occurred_at=NOW, received_at=NOW, shopper=one, kind="search"
    )


def passed(one):
    ItemPass.objects.create(shopper=one, item_id="i", times=[NOW], slates=[], last_at=NOW)


STAYS = {
    "an account": lambda: visitor(external_id="7"),
    "one who is part of an account": lambda: visitor(
        merged_into=Shopper.objects.create(external_id="8")
    ),
    "one whom another is part of": lambda: visitor(YOUNG, merged_into=visitor()),
    "one who chose a place": lambda: visitor(place="oslo"),
    "one who chose a tone": lambda: visitor(tone="dry"),
    "one who acted": lambda: acted(visitor()),
    "one who told us something": lambda: Control.objects.create(
        shopper=visitor(), kind="interest", name="x", revoked_at=NOW
    ),
    "one who was shown something": lambda: slate(YOUNG, visitor().pk),
    "one who passed something over": lambda: passed(visitor()),
    "one about whom was decided": lambda: ShopperTrust.objects.create(
        shopper=visitor(), verdict="left_out"
    ),
    "a young one": lambda: visitor(YOUNG),
}


@pytest.mark.parametrize("why", STAYS)
def test_visitors_stay_who(why):
    STAYS[why]()
    there = set(Shopper.objects.all())
    visitor()
    assert visitors_prune(NOW, batch=1) == 1
    assert set(Shopper.objects.all()) == there


def test_visitors_are_kept_for_ever_where_a_shop_says_so(settings):
    visitor()
    keep(settings, KEEP_VISITORS_DAYS=0)
    assert visitors_prune(NOW) == 0 and Shopper.objects.count() == 1


def test_all_visitors_are_found_batch_by_batch(monkeypatch):
    monkeypatch.setattr(housekeeping, "VISITORS", 2)
    for _ in range(7):
        visitor()
        acted(visitor())
    assert visitors_prune(NOW, batch=3) == 7
    assert Shopper.objects.count() == 7


def test_who_acts_between_the_search_and_the_deletion_stays(monkeypatch):
    lazy, quick = visitor(), visitor()
    real = housekeeping.everybody_wait

    def late():
        acted(quick)
        real()

    monkeypatch.setattr(housekeeping, "everybody_wait", late)
    assert visitors_prune(NOW) == 1
    assert Shopper.objects.get() == quick != lazy


def test_one_who_was_deleted_and_comes_back_is_known_anew():
    shopper = visitor()
    visitors_prune(NOW)
    event = NewEvent(uuid.uuid4(), shopper.pk, EventKind.SEARCH, timezone.now())
    assert services.events_record([event], wake=False).accepted == 1
    assert Shopper.objects.get().pk == shopper.pk


def test_the_log_says_what_went(caplog):
    caplog.set_level(logging.INFO, "recommender")
    visitor()
    slate(OLD)
    gone = tasks.keep_house()
    assert gone["visitors"] == gone["slates"] == 1
    assert "1 slates, 1 visitors" in caplog.text
    caplog.clear()
    tasks.keep_house()
    assert "nothing" in caplog.text


@pytest.mark.parametrize("days", [-1, 1.5, "90", None])
def test_days_that_cannot_be_are_named(settings, days):
    keep(settings, KEEP_SLATES_DAYS=days)
    with pytest.raises(InvalidSetting, match="KEEP_SLATES_DAYS"):
        conf.options()


@pytest.mark.django_db(transaction=True)
def test_what_somebody_holds_is_left_for_the_next_night():
    shopper, old = visitor(), slate(OLD)
    slate(OLD)
    visitor()
    is_held, may_end = threading.Event(), threading.Event()

    def hold():
        try:
            with transaction.atomic():
                list(Shopper.objects.select_for_update().filter(pk=shopper.pk))
                list(SlateRow.objects.select_for_update().filter(pk=old.pk))
                is_held.set()
                may_end.wait(20)
        finally:
            connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert is_held.wait(20)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")  # waiting would be an error here
        assert slates_prune(NOW) == 1 and visitors_prune(NOW) == 1
    finally:
        may_end.set()
        thread.join()
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
    assert slates_prune(NOW) == 1 and visitors_prune(NOW) == 1


@pytest.mark.django_db(transaction=True)
def test_no_event_loses_its_owner_while_visitors_are_deleted(monkeypatch):
    shopper = visitor()
    event = NewEvent(uuid.uuid4(), shopper.pk, EventKind.SEARCH, timezone.now())
    real, threads, receipts = housekeeping.everybody_wait, [], []

    def act():
        try:
            receipts.append(services.events_record([event]))
        finally:
            connections.close_all()

    def wait():
        real()
        threads.append(threading.Thread(target=act))
        threads[0].start()
        threads[0].join(0.3)
        assert threads[0].is_alive()  # it waits for the deletion

    monkeypatch.setattr(housekeeping, "everybody_wait", wait)
    assert visitors_prune(NOW) == 1
    threads[0].join(20)
    assert receipts[0].accepted == 1
    assert Event.objects.get().shopper_id == Shopper.objects.get().pk == shopper.pk
