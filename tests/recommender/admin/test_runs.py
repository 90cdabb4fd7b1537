"""Runs: looked at, served, rolled back, undone; training asked for, or said to be out of reach."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.urls import reverse

from recommender.models import ItemVector, Run

pytestmark = pytest.mark.django_db

CURVE = [{"epoch": float(n), "loss": 5.0 - n, "ndcg10": 0.1 * n} for n in range(1, 5)]


@pytest.fixture
def runs(request):
    """An active sequence run and an older one that could serve."""
    older = Run.objects.create(
        kind="sequence", name="older", status="ready", metrics={"ndcg10": 0.1234, "curve": CURVE}
    )
    request.getfixturevalue("shopper")
    active = Run.objects.get(kind="sequence", is_active=True)
    Run.objects.filter(pk=older.pk).update(dim=active.dim)
    ItemVector.objects.bulk_create(
        ItemVector(item_id=one.item_id, run=older, embedding=one.embedding)
        for one in ItemVector.objects.filter(run=active)
    )
    connection.check_constraints()  # an index cannot be made while some wait to be checked
    return active, older


def url(name, *args):
    return reverse(f"admin:recommender_run_{name}", args=args)


def active_run():
    return Run.objects.get(kind="sequence", is_active=True).pk


def test_a_run_shows_its_curve_and_metrics(owner, runs):
    page = owner.get(url("change", runs[1].pk)).content.decode()
    assert page.count("<circle") == 8 and 'class="rc-line rc-line-0"' in page
    assert "0.1234" in page


def test_serving_asks_first_then_can_be_undone(owner, runs):
    active, older = runs
    asked = owner.get(url("serve", older.pk))
    assert active_run() == active.pk  # a look changes nothing
    assert f"Pages will use run #{older.pk} instead of run #{active.pk}" in asked.content.decode()
    response = owner.post(url("serve", older.pk), follow=True)
    assert active_run() == older.pk
    assert response.context["undo"].pk == active.pk
    assert LogEntry.objects.get().object_id == str(older.pk)
    owner.post(url("serve", active.pk))
    assert active_run() == active.pk


def test_the_list_offers_the_way_back(owner, runs):
    page = owner.get(url("changelist"))
    offered = {one["active"].kind: one["older"] for one in page.context["back"]}
    assert offered["sequence"] == runs[1] and offered["encoder"] is None


@pytest.mark.parametrize("status", ["running", "failed"])
def test_what_did_not_finish_cannot_serve(owner, runs, status):
    Run.objects.filter(pk=runs[1].pk).update(status=status)
    assert "It did not finish." in owner.get(url("serve", runs[1].pk)).content.decode()
    response = owner.post(url("serve", runs[1].pk), follow=True)
    assert "only a ready one can serve" in response.content.decode()
    assert active_run() == runs[0].pk


def test_cleared_vectors_cannot_serve(owner, runs):
    ItemVector.objects.filter(run=runs[1]).delete()
    owner.post(url("serve", runs[1].pk))
    assert active_run() == runs[0].pk
    assert "cleared away" in owner.get(url("changelist")).content.decode()


def test_who_may_only_look_changes_nothing(staff, runs):
    client = staff("view_run")
    assert client.get(url("change", runs[1].pk)).status_code == 200
    assert client.get(url("serve", runs[1].pk)).status_code == 403
    assert client.post(url("serve", runs[1].pk)).status_code == 403
    assert client.post(url("train")).status_code == 403
    page = client.get(url("changelist")).content.decode()
    assert "Train now" not in page and "Roll back" not in page
    assert active_run() == runs[0].pk


def test_training_is_asked_for(owner, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "recommender.wake.ring", lambda task, *args: asked.append(task.name) or True
    )
    owner.get(url("train"))
    assert asked == []
    response = owner.post(url("train"), follow=True)
    assert asked == ["recommender.tasks.train"]
    assert "A training was asked for" in response.content.decode()


def test_without_a_broker_training_says_so(owner, monkeypatch):
    monkeypatch.setattr("recommender.wake.ring", lambda task, *args: False)
    response = owner.post(url("train"), follow=True)
    assert "The broker cannot be reached" in response.content.decode()


def test_the_broker_is_asked(owner, monkeypatch):
    workers = reverse("admin:recommender_workers")
    said = owner.get(workers).content.decode()
    assert "The broker answers, but no worker does" in said and "<html" in said
    part = owner.get(workers, headers={"HX-Request": "true"}).content.decode()
    assert "The broker answers, but no worker does" in part and "<html" not in part
    from celery import current_app

    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis+socket:///nowhere/redis.sock")
    assert "The broker does not answer" in owner.get(workers).content.decode()
