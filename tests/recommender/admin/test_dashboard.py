"""The first page: numbers against hand-made rows, empty states, rights, and patience."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from recommender import services
from recommender.admin import dashboard_data as data
from recommender.models import Event, SlateRow
from tests.recommender.worlds import new_event

pytestmark = pytest.mark.django_db

INDEX = "/admin/"


def slate(shopper, shelf, ago, picks=()):
    return SlateRow.objects.create(
        shopper_id=shopper, placement="home", shelf=shelf, title=shelf,
        served_at=timezone.now() - ago, picks=list(picks),
    )  # fmt: skip


def pick(writer, **sources):
    return {"item_id": "i01", "sources": sources, "reason": {"writer": writer}}


def test_hours_are_counted_and_empty_ones_kept(shopper):
    now = (datetime.now(UTC) - timedelta(hours=1)).replace(minute=30)  # events are not ahead
    events = [new_event(shopper, "i04", now=now - timedelta(hours=h)) for h in (0, 0, 3, 23, 25)]
    services.events_record(events, wake=False)
    counted = data.events_by_hour(now)
    values = [count for _, count in counted.rows]
    assert len(values) == 24 and sum(values) == 4
    assert values[-1] == 2 and values[-4] == 1 and values[0] == 1


def test_shares_of_sources_and_writers(shopper):
    day = timedelta(hours=1)
    slate(shopper, "for_you", day, [pick("hub", session=3.0, tail=1.0), pick("template", tail=-2)])
    slate(shopper, "new", timedelta(hours=30), [pick("template", fresh=9)])
    now = timezone.now()
    assert dict(data.sources_share(now).rows) == {"session": 3.0, "tail": 1.0}
    assert dict(data.writers_share(now).rows) == {"hub": 1, "template": 1}


def test_clicks_are_counted_once_a_slate(shopper):
    first, second = (slate(shopper, "for_you", timedelta(hours=2)) for _ in range(2))
    slate(shopper, "new", timedelta(hours=2))
    now = timezone.now()
    for said in (str(first.pk), str(first.pk), "no id at all"):
        event = new_event(shopper, "i04", "click", now=now, context={"slate_id": said})
        services.events_record([event], wake=False)
    assert second.pk
    assert set(data.clicks_by_shelf(now).rows) == {("for_you", 2, 1), ("new", 1, 0)}


def test_what_takes_too_long_is_given_up_and_the_page_stays(owner, shopper, monkeypatch):
    monkeypatch.setattr(data, "PATIENCE_MS", 1)
    monkeypatch.setattr(data, "_EVENTS", "SELECT now(), pg_sleep(2) WHERE %s < %s")
    monkeypatch.setattr(data, "_SLATES", "SELECT now(), pg_sleep(2) WHERE %s < %s")
    page = owner.get(INDEX)
    assert page.status_code == 200
    assert "took too long to count" in page.content.decode()


def test_the_page_is_drawn_on_the_server(owner, slates):
    page = owner.get(INDEX)
    body = page.content.decode()
    assert page.context["panels"]["slates"]["total"] == len(slates)
    assert body.count('class="rc-column"') == 48
    assert "Where picks come from" in body and "Newest actions" in body
    assert "Plain sentences" in body and "No writer is set" in body


def test_an_empty_shop_says_so(owner):
    body = owner.get(INDEX).content.decode()
    for said in (
        "No shopper did anything",
        "No shelf was served",
        "none yet",
        "No reason was shown",
    ):
        assert said in body


def test_panels_follow_rights(staff, slates):
    client = staff("view_event")
    page = client.get(INDEX)
    assert set(page.context["panels"]) == {"events"}
    assert "Where picks come from" not in page.content.decode()


def test_nothing_is_counted_beyond_its_window(owner, shopper, django_assert_max_num_queries):
    assert Event.objects.count() == 0
    with django_assert_max_num_queries(60):
        owner.get(INDEX)
