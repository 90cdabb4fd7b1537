"""Slates are logged behind the answer: all of them, in few statements, and none for another."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import DatabaseError
from django.utils import timezone

from recommender import slate_log as module
from recommender.contracts import Context, Pick, Slate
from recommender.models import SlateRow
from recommender.slate_log import SlateLog, slates_flush, slates_log
from recommender.slates import Served


def slate(title="Shelf"):
    return Slate(uuid.uuid4(), "home", "for_you", title, (Pick("a", 0, 1.0, {}, 1.0),), None)


def context():
    return Context(uuid.uuid4(), "home", timezone.now())


def served(*slates):
    return Served(slates or (slate(),), context(), {"session": 3}, None)


@pytest.mark.django_db(transaction=True)
def test_what_is_put_can_be_read_after_a_flush():
    here, slates = context(), [slate("One"), slate("Two")]
    slates_log(slates, here, {"session": 7}, None)
    slates_flush()
    rows = SlateRow.objects.filter(shopper_id=here.shopper_id).order_by("title")
    assert [row.title for row in rows] == ["One", "Two"]
    assert rows[0].sources == {"session": 7} and rows[0].served_at == here.now
    assert rows[0].context["now"] == here.now.isoformat()


@pytest.mark.django_db
def test_inside_a_transaction_the_caller_writes_and_sees_it():
    slates_log([slate("Now")], context(), {}, None)
    assert SlateRow.objects.filter(title="Now").count() == 1


@pytest.mark.django_db(transaction=True)
def test_pages_that_wait_share_a_statement(monkeypatch):
    begun, go, batches = threading.Event(), threading.Event(), []

    def write(pages):
        begun.set()
        go.wait(5)
        batches.append(len(pages))

    monkeypatch.setattr(module, "slates_write", write)
    log = SlateLog()
    log.put(served())
    assert begun.wait(5)  # the first is being written, the others gather
    for _ in range(5):
        log.put(served())
    go.set()
    log.flush()
    assert batches == [1, 5]


@pytest.mark.django_db(transaction=True)
def test_what_has_no_room_is_written_by_who_made_it(monkeypatch):
    begun, go, writers = threading.Event(), threading.Event(), []

    def write(pages):
        writers.append(threading.current_thread().name)
        if writers[-1] == "slates":
            begun.set()
            go.wait(5)

    monkeypatch.setattr(module, "slates_write", write)
    log = SlateLog(most=1)
    log.put(served())
    assert begun.wait(5)
    log.put(served())  # waits
    log.put(served())  # finds no room
    assert writers == ["slates", threading.current_thread().name]
    go.set()
    log.flush()
    assert writers.count("slates") == 2


@pytest.mark.django_db(transaction=True)
def test_a_page_that_cannot_be_written_fails_alone(monkeypatch, caplog):
    good, bad, write = served(), served(), module.slates_write

    def flaky(pages):
        if bad in pages:
            raise DatabaseError("no such version")
        write(pages)

    monkeypatch.setattr(module, "slates_write", flaky)
    module._written([bad, good])
    assert SlateRow.objects.filter(pk=good.slates[0].id).exists()
    assert not SlateRow.objects.filter(pk=bad.slates[0].id).exists()
    assert "one page" in caplog.text
