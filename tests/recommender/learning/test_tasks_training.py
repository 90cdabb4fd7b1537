"""Heads trained on a shop's events: recorded, served, rolled back, silent where they cannot be."""

from __future__ import annotations

import uuid

import numpy as np
import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.template.defaultfilters import floatformat
from django.urls import reverse

from recommender import services
from recommender.contracts import Context, EventKind
from recommender.errors import NotReady
from recommender.learning import run_activate, run_rollback
from recommender.learning.demand import weeks_of
from recommender.learning.tasks_data import codes_of, task_data_read
from recommender.learning.tasks_training import tasks_train
from recommender.models import FallbackCount, Item, Run, Shopper
from recommender.store import PostgresStore
from recommender.strategy import strategy_ensure_default, strategy_save
from recommender.task_heads.loading import FALLBACK, heads_file, heads_forget, heads_serving
from recommender.task_heads.samples import KINDS, TASKS
from tests.recommender.learning.makers import NOW, act, items_make, tiny_encoder

pytestmark = pytest.mark.django_db
QUICK = {"epochs": 1, "batch_size": 256}


def shop_make(shoppers: int = 30, looks: int = 24, seed: int = 3) -> list[uuid.UUID]:
    """Shoppers who look around for ten weeks, cart what is of their kind, and buy half of that."""
    item_ids = items_make()
    Item.objects.update(price=10, listed_at=NOW.replace(year=2025))
    rng = np.random.default_rng(seed)
    ids = [uuid.UUID(bytes=rng.bytes(16), version=4) for _ in range(shoppers)]
    Shopper.objects.bulk_create(Shopper(id=one) for one in ids)
    events = []

    def add(shopper, item, ago, kind="view", **more):
        events.append(act(shopper, item, ago, kind, id=uuid.UUID(bytes=rng.bytes(16)), **more))

    for place, one in enumerate(ids):
        for ago in np.sort(rng.integers(3600, 70 * 86_400, looks))[::-1].tolist():
            row = int(rng.integers(len(item_ids)))
            add(one, item_ids[row], ago, context={"device": "phone" if place % 2 else "desktop"})
            if row % 3 == place % 3 and rng.random() < 0.8:
                add(one, item_ids[row], ago - 30, "cart", value=1.0)
                if rng.random() < 0.5:
                    add(one, item_ids[row], ago - 60, "purchase", value=2.0)
                    add(one, item_ids[row], max(ago - 86_400, 1), "rating", value=5.0)
    services.events_record(events, wake=False)
    return ids


@pytest.fixture
def shop(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "models": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    tiny_encoder(settings)
    heads_forget()
    yield shop_make()
    heads_forget()


def test_heads_are_trained_and_serve(shop):
    run = tasks_train(1, **QUICK)
    assert (run.status, run.is_active, run.seed) == ("ready", True, 1)
    assert run.parent.kind == "encoder" and run.files == [heads_file(run.pk)]
    assert run.metrics["looks"] > 600 and "click" in run.metrics["tasks"]
    assert run.metrics["tasks"]["cart"]["labels"] > 50
    demand = run.metrics["demand"]
    assert (
        demand["weeks"] == 3 and demand["forecast"][0]["units"] >= demand["forecast"][-1]["units"]
    )
    heads = PostgresStore().task_heads()
    assert heads.run_id == run.pk and heads.tasks == TASKS
    strategy_save(strategy_ensure_default().strategy, {"weights": {"intent": 3.0}}, activate=True)
    slates = services.page_recommend(Context(shop[0], "home", NOW))
    parts = [pick.sources.get("intent", 0.0) for slate in slates for pick in slate.picks]
    assert parts and min(parts) > 0 and len(set(parts)) > 1


def test_going_back_and_forward(shop):
    first, second = tasks_train(1, **QUICK), tasks_train(2, **QUICK)
    assert heads_serving().run_id == second.pk
    assert run_rollback("tasks").pk == first.pk and heads_serving().run_id == first.pk
    run_activate(second.pk)
    assert heads_serving().run_id == second.pk
    Run.objects.filter(pk=first.pk).update(files=[])
    with pytest.raises(NotReady, match="cleared away"):
        run_activate(first.pk)
    with pytest.raises(NotReady, match="no older tasks run"):
        run_rollback("tasks")


def test_a_damaged_file_and_another_encoder_are_silence_that_is_counted(shop):
    run = tasks_train(1, **QUICK)
    storages["models"].delete(heads_file(run.pk))
    heads_forget()
    assert heads_serving() is None and heads_serving() is None
    assert FallbackCount.objects.get(name=FALLBACK).count == 1  # looked for once, not every page
    run = tasks_train(1, **QUICK)
    assert heads_serving().run_id == run.pk
    Run.objects.filter(kind="encoder").update(is_active=False)
    assert heads_serving() is None


def test_the_command_says_what_came_of_it(shop, capsys):
    call_command("train_tasks", epochs=1, batch_size=256)
    said = capsys.readouterr().out
    assert "serves: PLE, demand" in said and "AUC" in said and "WAPE: network" in said


def test_too_few_events_are_one_line(settings):
    tiny_encoder(settings)
    items_make(3)
    with pytest.raises(CommandError, match="too few events to learn from: 0 looks"):
        call_command("train_tasks")
    assert not Run.objects.filter(kind="tasks").exists()


def test_what_is_not_to_be_used_is_not_read(shop):
    from recommender.learning import items_encode

    items_encode()
    before = task_data_read()
    event = services.shopper_events(shop[0], 1)[0]
    services.control_set(shop[0], "ignore_event", event_id=event.id)
    after = task_data_read()
    assert len(after.events) == len(before.events) - 1
    events = before.events
    assert np.array_equal(np.unique(events.owners), np.arange(len(shop)))
    assert set(events.devices.tolist()) == {0, 1, 2}
    assert (np.diff(events.owners) >= 0).all()
    assert (np.diff(events.times)[np.diff(events.owners) == 0] >= 0).all()
    bought = events.kinds == KINDS.index(EventKind.PURCHASE)
    weeks = weeks_of(before)
    assert weeks.units.shape == (24, 9)
    assert 0 < weeks.units.sum() <= 2 * bought.sum()
    assert not events.values[bought].min() < 2


def test_codes():
    assert codes_of(["b", "", "a", "b"]).tolist() == [0, -1, 1, 0]


def test_the_page_of_a_run_shows_its_tasks(shop, admin_client):
    run = tasks_train(1, **QUICK)
    page = admin_client.get(reverse("admin:recommender_run_change", args=[run.pk]))
    said = page.content.decode()
    assert "How well each task is foretold" in said and "same as last week" in said
    shown = page.context["tasks"]
    assert shown["items"][0]["title"] != run.metrics["demand"]["forecast"][0]["item_id"]
    assert floatformat(shown["quality"][0]["auc"], 3) in said
    listed = admin_client.get(reverse("admin:recommender_run_changelist")).content.decode()
    assert "cleared away" not in listed
