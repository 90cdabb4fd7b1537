"""The next home page is made after an act, while nothing is answered, for who was on it."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.utils import timezone
from django.utils.translation import get_language

from recommender import pages_ahead as module
from recommender import picks, services
from recommender.caches import caches_forget
from recommender.contracts import Context
from recommender.pages_ahead import PagesAhead, pages_ahead
from tests.recommender.worlds import new_event, random_world, save


def home(shopper=None, **more):
    return Context(shopper or uuid.uuid4(), "home", timezone.now(), **more)


class Makes:
    """Collects what is made ahead."""

    def __init__(self):
        self.contexts, self.made = [], threading.Event()

    def __call__(self, context):
        self.contexts.append(context)
        self.made.set()
        return ("a slate",)


@pytest.fixture
def makes(monkeypatch):
    monkeypatch.setattr(module, "may_cache", lambda: True)
    monkeypatch.setattr(module, "AFTER_S", (0.0,))
    return Makes()


def test_who_was_on_the_home_page_gets_the_next_one_made(makes):
    ahead, here = PagesAhead(makes), home(language="zh-hans", device="phone")
    with ahead.answering(here):
        pass
    ahead.owe([here.shopper_id, uuid.uuid4()])
    assert makes.made.wait(5)
    ahead.settle()
    assert len(makes.contexts) == 1  # of the other nobody knows a page
    made = makes.contexts[0]
    assert (made.shopper_id, made.language, made.device) == (here.shopper_id, "zh-hans", "phone")
    assert made.now > here.now


def test_a_shop_can_do_its_part_ahead_too(makes):
    ahead, here, done = PagesAhead(makes), home(language="zh-hans"), threading.Event()
    told = []

    def then(context, slates):
        told.append((context, slates, get_language()))
        done.set()

    ahead.then = then
    with ahead.answering(here):
        pass
    ahead.owe([here.shopper_id])
    assert done.wait(5)
    assert told == [(makes.contexts[0], ("a slate",), "zh-hans")]


def test_another_page_than_home_is_not_made(makes):
    ahead = PagesAhead(makes)
    here = Context(uuid.uuid4(), "product", timezone.now(), anchor_item_ids=("a",))
    with ahead.answering(here):
        pass
    ahead.owe([here.shopper_id])
    assert not makes.made.wait(0.1)


def test_requests_go_first(makes):
    ahead, here = PagesAhead(makes), home()
    with ahead.answering(here):
        pass
    with ahead.answering(home()):
        ahead.owe([here.shopper_id])
        assert not makes.made.wait(0.15)
    assert makes.made.wait(5)


def test_under_lasting_load_it_is_left_unmade(makes, monkeypatch):
    monkeypatch.setattr(module, "GIVE_WAY_S", 0.05)
    ahead, here = PagesAhead(makes), home()
    with ahead.answering(here):
        ahead.owe([here.shopper_id])
        assert not makes.made.wait(0.3)
    assert not makes.made.wait(0.1)


def test_only_the_newest_act_counts_and_a_failure_stops_nothing(makes, monkeypatch, caplog):
    monkeypatch.setattr(module, "AFTER_S", (0.05,))
    fails = threading.Event()

    def flaky(context):
        if not fails.is_set():
            fails.set()
            raise ValueError("no page")
        makes(context)

    ahead, here = PagesAhead(flaky), home()
    with ahead.answering(here):
        pass
    ahead.owe([here.shopper_id])
    ahead.owe([here.shopper_id])
    assert fails.wait(5)
    ahead.owe([here.shopper_id])
    assert makes.made.wait(5)
    ahead.settle()
    assert len(makes.contexts) == 1 and "could not be made" in caplog.text


@pytest.mark.parametrize("shoppers", [5])
def test_what_is_remembered_is_bounded(makes, monkeypatch, shoppers):
    monkeypatch.setattr(module, "MOST_SHOPPERS", 2)
    ahead, contexts = PagesAhead(makes), [home() for _ in range(shoppers)]
    for context in contexts:
        with ahead.answering(context):
            pass
    assert list(ahead._asked) == [context.shopper_id for context in contexts[-2:]]


@pytest.mark.django_db(transaction=True)
def test_the_page_after_an_act_is_there_when_it_is_asked_for(monkeypatch):
    """Through the door: act, wait a moment, ask: nothing is made any more, and it is current."""
    save(random_world(7, items=60))
    caches_forget()
    shopper, made = services.shopper_create(), threading.Event()
    make = picks.page_make

    def counting(context, *args, **more):
        page = make(context, *args, **more)
        if threading.current_thread().name == "pages-ahead":
            made.set()
        return page

    monkeypatch.setattr(picks, "page_make", counting)
    monkeypatch.setattr(pages_ahead, "make", picks.page_prepare)
    services.page_recommend(home(shopper))
    event = new_event(shopper, "i13", "view", 0.0, now=timezone.now())
    services.events_record([event])
    assert made.wait(10)
    monkeypatch.setattr(picks, "page_make", None)  # would fail
    slates = services.page_recommend(home(shopper))
    cited = {ref for slate in slates for pick in slate.picks for one in pick.evidence
             for ref in one.refs}  # fmt: skip
    assert str(event.id) in cited
