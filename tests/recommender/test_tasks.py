import logging
import subprocess
import sys
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone

from recommender import learning, services, tasks
from recommender.contracts import EventKind, NewEvent
from recommender.errors import OutsideFailure
from recommender.models import (
    Event,
    FallbackCount,
    InterestState,
    Item,
    ItemCount,
    OwedRefresh,
    Run,
    Shopper,
)  # fmt: skip
from recommender.partitions import partitions_ahead
from recommender.schedule import BEAT_SCHEDULE
from tests.recommender.learning.makers import (
    QUICK,
    act,
    items_make,
    shoppers_make,
    tiny_encoder,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tiny(settings):
    tiny_encoder(settings)


@pytest.fixture
def shoppers():
    ids = shoppers_make(items_make(12), 8, 6)
    learning.sequence_train(0, None, **{**QUICK, "epochs": 1})
    OwedRefresh.objects.all().delete()
    return ids


def owe(shopper_ids, ago_s=60.0):
    since = timezone.now() - timedelta(seconds=ago_s)
    OwedRefresh.objects.bulk_create(
        OwedRefresh(shopper_id=one, owed_since=since) for one in shopper_ids
    )


def refreshed() -> set[uuid.UUID]:
    return set(InterestState.objects.values_list("pk", flat=True))


def test_one_message_refreshes_its_shopper_and_strikes_it_out(shoppers):
    owe(shoppers[:1], ago_s=0)
    assert tasks.refresh_interests(str(shoppers[0])) == 1
    assert refreshed() == {shoppers[0]} and not OwedRefresh.objects.exists()
    assert tasks.refresh_interests(str(shoppers[0])) == 0  # the message again: nothing is owed


def test_a_worker_takes_along_who_has_waited_long_and_not_the_fresh(shoppers):
    owe(shoppers[:4])
    owe(shoppers[4:6], ago_s=0)
    assert tasks.refresh_interests(str(shoppers[5])) == 5
    assert refreshed() == {*shoppers[:4], shoppers[5]}


def test_what_another_worker_holds_is_left_to_it(shoppers):
    later = timezone.now() + timedelta(seconds=30)
    OwedRefresh.objects.create(
        shopper_id=shoppers[0], owed_since=timezone.now(), leased_until=later
    )
    assert tasks.refresh_interests(str(shoppers[0])) == 0
    assert OwedRefresh.objects.count() == 1


def test_an_event_during_the_refresh_is_read_by_the_same_worker(shoppers, monkeypatch):
    real, late = learning.interests_refresh, []

    def refresh(ids):
        done = real(ids)
        if not late:  # after the acts were read, before the row is struck out
            late.append(act(shoppers[0], "i07", 1))
            services.events_record(late)
        return done

    monkeypatch.setattr(learning, "interests_refresh", refresh)
    owe(shoppers[:1])
    assert tasks.refresh_interests(str(shoppers[0])) == 2
    assert late[0].id in InterestState.objects.get(pk=shoppers[0]).event_ids
    assert not OwedRefresh.objects.exists()


def test_the_sweep_takes_all_that_no_message_came_for(shoppers, monkeypatch):
    monkeypatch.setattr(tasks, "SWEEP_AT_ONCE", 3)
    owe(shoppers)
    OwedRefresh.objects.filter(pk=shoppers[0]).update(
        leased_until=timezone.now() - timedelta(seconds=1)  # of a worker that died
    )
    assert tasks.sweep() == 8
    assert refreshed() == set(shoppers) and not OwedRefresh.objects.exists()


def test_one_bad_shopper_does_not_stop_the_others(shoppers, monkeypatch):
    real = learning.interests_refresh

    def refresh(ids):
        if shoppers[2] in ids:
            raise ValueError("a bug")
        return real(ids)

    monkeypatch.setattr(learning, "interests_refresh", refresh)
    owe(shoppers)
    tasks.sweep()
    assert refreshed() == set(shoppers) - {shoppers[2]}
    left = OwedRefresh.objects.get()
    # It keeps its lease: nobody tries it again before that has run out.
    assert left.pk == shoppers[2] and left.leased_until > timezone.now()
    assert FallbackCount.objects.get(name="refresh_failed").count == 1


def test_without_a_model_refreshes_stay_owed(shoppers):
    Run.objects.filter(kind="sequence").update(is_active=False)
    owe(shoppers[:2])
    assert tasks.refresh_interests(str(shoppers[0])) == 0 and tasks.sweep() == 0
    assert OwedRefresh.objects.filter(leased_until=None).count() == 2


def test_items_are_encoded_only_when_some_are_owed(monkeypatch):
    assert tasks.encode_items() == 0  # an empty shop
    items_make(3)
    assert tasks.encode_items() == 3
    monkeypatch.setattr(learning, "items_encode", lambda: pytest.fail("nothing is owed"))
    assert tasks.encode_items() == 0


def test_training_serves_owes_and_says_nothing_when_there_is_nothing(caplog):
    caplog.set_level(logging.INFO, "recommender")
    assert tasks.train() is None and "no items" in caplog.text
    shoppers_make(items_make(12), 8, 6)
    run_id = tasks.train(1, **{**QUICK, "epochs": 1})
    assert Run.objects.get(pk=run_id).is_active
    assert OwedRefresh.objects.count() == 8


def test_a_failed_training_fails_its_task(monkeypatch):
    shoppers_make(items_make(12), 8, 6)

    def fail(*_, **__):
        raise OutsideFailure("no memory")

    monkeypatch.setattr("recommender.neural.training.fit", fail)
    with pytest.raises(OutsideFailure):
        tasks.train(0, **QUICK)
    assert Run.objects.get(kind="sequence").status == "failed"


def test_statistics_and_sentences_run(shoppers):
    written = tasks.refresh_statistics()
    assert written["counts"] == ItemCount.objects.count() > 0
    assert tasks.write_reasons()["owed"] == 0  # sentences come from templates


def test_partitions_are_made_ahead_and_once():
    now = datetime(2031, 11, 15, tzinfo=UTC)
    assert partitions_ahead(now) == 4  # November to February
    assert partitions_ahead(now) == 0
    assert partitions_ahead(now + timedelta(days=31)) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('recommender_event_2032_02') IS NOT NULL")
        assert cursor.fetchone() == (True,)
    tasks.make_partitions()
    assert tasks.make_partitions() == 0
    shopper, at = Shopper.objects.create(), timezone.now()
    services.events_record([NewEvent(uuid.uuid4(), shopper.pk, EventKind.SEARCH, at)], wake=False)
    assert Event.objects.count() == 1 and not Item.objects.exists()


def test_beat_rings_for_every_task_and_nothing_piles_up():
    named = {entry["task"] for entry in BEAT_SCHEDULE.values()}
    known = {name for name in current_app.tasks if name.startswith("recommender.tasks.")}
    assert named == known - {"recommender.tasks.refresh_interests"}
    assert all(entry["options"]["expires"] for entry in BEAT_SCHEDULE.values())
    assert current_app.conf.beat_schedule == BEAT_SCHEDULE


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        ("refresh_interests", "interests"), ("sweep", "interests"), ("encode_items", "interests"),
        ("refresh_statistics", "interests"), ("make_partitions", "interests"),
        ("judge_traffic", "interests"), ("keep_house", "interests"),
        ("write_reasons", "reasons"), ("train", "training"),
        ("train_tasks", "training"),
    ],
)  # fmt: skip
def test_tasks_go_to_their_queues(task, queue):
    assert getattr(tasks, task).queue == queue


def test_loading_the_tasks_loads_no_torch():
    code = (
        "import django, sys; django.setup(); import recommender.tasks;"
        "sys.exit(any(m.split('.')[0] in ('torch', 'transformers') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
