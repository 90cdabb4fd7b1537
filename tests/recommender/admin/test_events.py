"""The page of events: pages by key, filters, and a window that bounds what is read."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from recommender import services
from recommender.admin.events import PAGE
from recommender.models import Event
from tests.recommender.worlds import new_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(owner):
    def get(query=""):
        return owner.get(reverse("admin:recommender_events") + query)

    return get


def keys(response):
    return [row["event"].id for row in response.context["rows"]]


def test_pages_by_key_show_each_event_once_even_when_times_are_equal(shopper, page):
    now = timezone.now().replace(microsecond=0)
    events = [new_event(shopper, "i04", "view", ago_s=60 * (n // 40), now=now) for n in range(130)]
    services.events_record(events, wake=False)
    seen, query, pages = [], "", 0
    while True:
        response = page(query)
        seen += keys(response)
        pages += 1
        query = response.context["next"]
        if not query:
            break
        assert len(keys(response)) == PAGE
    assert pages == 3
    expected = Event.objects.order_by("-occurred_at", "-id").values_list("id", flat=True)
    assert seen == list(expected) and len(set(seen)) == 130


def test_new_events_do_not_shift_the_next_page(shopper, page):
    now = timezone.now()
    services.events_record(
        [new_event(shopper, "i04", "view", n, now=now) for n in range(60)], wake=False
    )
    first = page()
    services.events_record([new_event(shopper, "i05", "view", 0, now=now)], wake=False)
    second = page(first.context["next"])
    assert len(keys(second)) == 10 and not set(keys(first)) & set(keys(second))


def test_filters(shopper, page):
    other = services.shopper_for_user("user:7")
    now = timezone.now()
    services.events_record(
        [
            new_event(shopper, "i04", "view", 5, now=now),
            new_event(shopper, "i05", "cart", 4, now=now),
            new_event(other, "i05", "view", 3, now=now),
            new_event(other, "i05", "view", 86400 * 10, now=now),
        ],
        wake=False,
    )
    assert len(keys(page())) == 3  # seven days
    assert len(keys(page("?days=30"))) == 4
    assert len(keys(page("?kind=cart"))) == 1
    assert len(keys(page("?item=i05"))) == 3  # an item's whole history
    assert len(keys(page(f"?shopper={shopper}"))) == 2
    assert len(keys(page("?shopper=user:7"))) == 2
    assert keys(page("?shopper=user:8")) == []


@pytest.mark.parametrize(
    "query",
    ["?kind=nonsense", "?before=x_y", "?before=2026-02-31T00:00:00Z_1", "?days=-4", "?days=²",
     f"?before=2026-01-01T00:00:00_{uuid.UUID(int=1)}"],
)  # fmt: skip
def test_what_makes_no_sense_counts_as_not_given(shopper, page, query):
    services.events_record([new_event(shopper, "i04", now=timezone.now())], wake=False)
    assert len(keys(page(query))) == 1


def test_nothing_is_counted_and_one_statement_reads_the_table(lively, page):
    with CaptureQueriesContext(connection) as caught:
        page()
    reads = [q["sql"] for q in caught if 'FROM "recommender_event"' in q["sql"]]
    assert len(reads) == 1
    assert re.search(r"LIMIT 51", reads[0]) and "occurred_at" in reads[0]
    assert not any("COUNT(" in q["sql"] and "recommender_event" in q["sql"] for q in caught)


def test_an_event_of_an_item_that_is_gone_is_still_shown(shopper, page):
    event = new_event(shopper, "i04", now=timezone.now() - timedelta(seconds=1))
    services.events_record([event], wake=False)
    Event.objects.filter(id=event.id).update(item_id="gone")
    assert "gone" in page().content.decode()
