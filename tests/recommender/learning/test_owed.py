import threading
import time
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommender import services
from recommender.learning.owed import lease_many, lease_these, settle
from recommender.models import OwedRefresh, Shopper
from tests.recommender.learning.makers import act, items_make

pytestmark = pytest.mark.django_db


def owe(ago_s=60.0, **more) -> uuid.UUID:
    shopper = Shopper.objects.create()
    since = timezone.now() - timedelta(seconds=ago_s)
    OwedRefresh.objects.create(shopper=shopper, owed_since=since, **more)
    return shopper.pk


def test_a_refresh_is_leased_once_and_struck_out_when_done():
    shopper = owe()
    leases = lease_these([shopper])
    assert [lease.shopper_id for lease in leases] == [shopper]
    assert lease_these([shopper]) == [] and lease_many(10, 0) == []
    assert settle(leases) == [] and not OwedRefresh.objects.exists()


def test_owed_again_meanwhile_is_free_for_the_next():
    shopper = owe()
    leases = lease_these([shopper])
    items_make(1)
    services.events_record([act(shopper, "i00", 5)])
    assert settle(leases) == [shopper]
    assert len(lease_these([shopper])) == 1


def test_an_event_while_nobody_is_at_it_rings_once():
    items_make(1)
    shopper = services.shopper_create()
    from recommender import events

    rung = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "refresh_wake", lambda ids: rung.append(list(ids)))
        patch.setattr(events.transaction, "on_commit", lambda call: call())
        for _ in range(3):
            services.events_record([act(shopper, "i00", 5)])
        assert rung == [[shopper]]
        lease_these([shopper])
        services.events_record([act(shopper, "i00", 5)])
        assert rung == [[shopper], [shopper]]


def test_the_sweeper_leaves_fresh_ones_to_their_messages_and_takes_the_oldest_first():
    fresh, old, older = owe(ago_s=1), owe(ago_s=30), owe(ago_s=60)
    assert [lease.shopper_id for lease in lease_many(1)] == [older]
    assert [lease.shopper_id for lease in lease_many(9)] == [old]
    assert [lease.shopper_id for lease in lease_many(9, older_than_s=0)] == [fresh]


def test_a_lease_that_ran_out_is_taken_by_the_next():
    now = timezone.now()
    dead = owe(ago_s=1, leased_until=now - timedelta(seconds=1))
    owe(ago_s=90, leased_until=now + timedelta(seconds=50))
    assert [lease.shopper_id for lease in lease_many(9)] == [dead]


@pytest.mark.django_db(transaction=True)
def test_an_event_just_being_added_is_waited_for():
    """Else its refresh would be struck out although the worker could not see it yet."""
    items_make(1)
    shopper = owe()
    begun, taken = threading.Event(), []

    def worker():
        begun.wait()
        taken.extend(lease_these([shopper]))
        connection.close()

    thread = threading.Thread(target=worker)
    thread.start()
    with transaction.atomic():
        services.events_record([act(shopper, "i00", 5)])
        begun.set()
        time.sleep(0.3)
        assert not taken
    thread.join(5)
    assert [lease.shopper_id for lease in taken] == [shopper]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same():
    shoppers = {owe() for _ in range(40)}
    taken: list[uuid.UUID] = []

    def worker():
        while leases := lease_many(3, 0):
            taken.extend(lease.shopper_id for lease in leases)
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(taken) == 40 and set(taken) == shoppers


def test_a_worker_waits_for_no_disk_and_asks_once_a_step():
    """What it may lose is owed again: the act's own commit is the one that waits."""
    shopper = owe()
    with CaptureQueriesContext(connection) as asked:
        settle(lease_these([shopper]))
    assert len(asked) == 2
    assert all(one["sql"].startswith("SET LOCAL synchronous_commit = off") for one in asked)
