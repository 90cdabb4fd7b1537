"""A page is shown again only while it would be made again: whatever changes, it is made anew."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from recommender import item_tables, picks, services, shop_look, statistics
from recommender.caches import caches_forget
from recommender.contracts import Context
from recommender.made_pages import MadePage, MadePages
from recommender.models import Item, SlateRow
from recommender.pages_ahead import pages_ahead
from recommender.slate_log import slates_flush
from recommender.slates import Served
from recommender.strategy import strategy_ensure_default, strategy_save
from tests.recommender.worlds import new_event, random_world, save

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(monkeypatch):
    """Count the pages that are really made."""
    counted = []
    make = picks.page_make

    def counting(*args, **more):
        counted.append(args[0])
        return make(*args, **more)

    monkeypatch.setattr(picks, "page_make", counting)
    monkeypatch.setattr(shop_look, "LOOK_S", 0.0)
    monkeypatch.setattr(item_tables, "LOOK_S", 0.0)
    monkeypatch.setattr(pages_ahead, "owe", lambda shoppers: None)
    return counted


@pytest.fixture
def shopper():
    save(random_world(7, items=60))
    caches_forget()
    shopper = services.shopper_create()
    act(shopper, "i04")
    return shopper


def act(shopper, item_id, kind="view"):
    event = new_event(shopper, item_id, kind, 0.0, now=timezone.now())
    services.events_record([event], wake=False)
    return event


def page(shopper, later_s=0.0, **more):
    now = timezone.now() + timedelta(seconds=later_s)
    return services.page_recommend(Context(shopper, "home", now, **more))


def test_who_asks_again_gets_the_same_slates_logged_once(shopper, made):
    first = page(shopper)
    assert page(shopper) == first and len(made) == 1
    slates_flush()
    assert SlateRow.objects.filter(shopper_id=shopper).count() == len(first)


def test_it_is_the_page_that_would_be_made(shopper, made):
    now = timezone.now()
    first = services.page_recommend(Context(shopper, "home", now))
    caches_forget()
    assert services.page_recommend(Context(shopper, "home", now)) == first and len(made) == 2


def price(shopper):
    Item.objects.filter(pk="i05").update(price=3)


def counts(shopper):
    statistics.statistics_refresh(timezone.now())


def new_strategy(shopper):
    old = strategy_ensure_default()
    strategy_save(old.strategy, {**old.params, "diversity": 0.9}, activate=True)


CHANGES = {
    "an event": lambda shopper: act(shopper, "i13"),
    "a dislike": lambda shopper: act(shopper, "i13", "dislike"),
    "a like": lambda shopper: act(shopper, "i13", "like"),
    "an older event": lambda shopper: services.events_record(
        [new_event(shopper, "i20", "view", 900.0, now=timezone.now())], wake=False
    ),
    "a slider": lambda shopper: services.control_set(shopper, "interest", name="c1", value=0.2),
    "a place": lambda shopper: services.profile_update(shopper, place="berlin"),
    "a tone": lambda shopper: services.profile_update(shopper, tone="playful"),
    "a price": price,
    "new counts": counts,
    "a strategy": new_strategy,
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_makes_it_anew(shopper, made, change):
    page(shopper)
    page(shopper)
    assert len(made) == 1
    CHANGES[change](shopper)
    page(shopper)
    assert len(made) == 2


def test_a_like_shows_on_the_next_page_until_it_is_taken_back(shopper, made):
    def likes():
        return {one.item_id: one.liked_by for shelf in page(shopper) for one in shelf.picks}

    first = likes()
    assert set(first.values()) == {None}
    for item_id in first:
        like = act(shopper, item_id, "like")
        if likes().get(item_id) == like.id:
            break
        services.control_set(shopper, "ignore_event", event_id=like.id, name="undone")
    else:
        pytest.fail("no item that is liked stays on the page")
    services.control_set(shopper, "ignore_event", event_id=like.id, name="undone")
    assert set(likes().values()) == {None}


def test_an_instruction_taken_back_makes_it_anew(shopper, made):
    control = services.control_set(shopper, "hide_item", item_id="i13")
    page(shopper)
    services.control_revoke(shopper, control)
    page(shopper)
    assert len(made) == 2


def test_another_request_is_another_page(shopper, made):
    page(shopper)
    page(shopper, language="zh-hans")
    page(shopper, device="phone")
    page(services.shopper_create())
    assert len(made) == 4


def test_after_a_minute_it_is_made_anew(shopper, made):
    page(shopper)
    page(shopper, later_s=59)
    assert len(made) == 1
    page(shopper, later_s=61)
    assert len(made) == 2


def kept_page(context, stamp=("stamp",)):
    return MadePage(stamp, Served((), context, {}, None))


def test_the_oldest_pages_go_first(shopper):
    kept, now = MadePages(most=2), timezone.now()
    contexts = [Context(shopper, "home", now, device=device) for device in ("a", "b", "c")]
    for context in contexts:
        kept.end(context, kept_page(context))
    assert [kept.get(context, ("stamp",)) is None for context in contexts] == [True, False, False]
    assert kept.get(contexts[2], ("another",)) is None


def test_a_page_being_made_is_waited_for_not_made_twice(shopper):
    kept, context = MadePages(), Context(shopper, "home", timezone.now())
    kept.begin(context, ("stamp",))
    made = kept_page(context)
    end = threading.Timer(0.05, kept.end, (context, made))
    end.start()
    assert kept.get(context, ("stamp",)) is made
    end.join()


def test_a_page_that_fails_or_is_another_is_not_waited_for(shopper):
    kept, context = MadePages(), Context(shopper, "home", timezone.now())
    kept.begin(context, ("stamp",))
    assert kept.get(context, ("another",)) is None
    kept.end(context, None)
    assert kept.get(context, ("stamp",)) is None


def test_a_page_is_logged_when_it_is_first_shown(shopper, made):
    now = timezone.now()
    picks.page_prepare(Context(shopper, "home", now))
    slates_flush()
    assert not SlateRow.objects.filter(shopper_id=shopper).exists()
    slates = page(shopper)
    page(shopper)
    slates_flush()
    rows = SlateRow.objects.filter(shopper_id=shopper)
    assert {row.pk for row in rows} == {slate.id for slate in slates}
    assert {row.context["now"] for row in rows} == {now.isoformat()} and len(made) == 1
