"""Suspicious traffic: what was noticed in words, who may decide about it, the first page."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone, translation

from recommender.admin.traffic import WORDS, signals_said, traffic_summary
from recommender.models import Item, ShopperTrust
from recommender.trust.signals import SIGNALS
from tests.recommender.admin.conftest import EVIL

pytestmark = pytest.mark.django_db

LIST = "admin:recommender_shoppertrust_changelist"
CAUSES = {"pace": 71.0, "even": 0.93, "pushed": "i04"}


@pytest.fixture
def suspect(shopper):
    return ShopperTrust.objects.create(
        shopper_id=shopper, score=0.02, causes=CAUSES, acts=1200, items=7, judged_at=timezone.now()
    )


def act(client, name, *rows):
    data = {"action": name, "_selected_action": [str(one.pk) for one in rows]}
    return client.post(reverse(LIST), data, follow=True)


def test_every_signal_has_words_in_both_languages():
    assert set(WORDS) == set(SIGNALS)
    for name in SIGNALS:
        (said,) = signals_said({name: 5}, {"5": "the lamp"})
        with translation.override("zh-hans"):
            assert signals_said({name: 5}, {"5": "the lamp"}) != [said]


def test_signals_are_said_with_their_numbers_in_one_order():
    said = signals_said({"unheard_of": 3, **CAUSES}, {"i04": "Oak lamp"})
    assert said == [
        "71 acts within a minute",
        "93 % of the pauses are equally long",
        "among made-up shoppers who push “Oak lamp”",
        "unheard_of 3",
    ]


def test_the_list_shows_who_why_and_how_much(owner, suspect):
    Item.objects.filter(pk="i04").update(title=EVIL)
    page = owner.get(reverse(LIST)).content.decode()
    assert reverse("admin:recommender_shopper_change", args=[suspect.pk]) in page
    assert f"{reverse('admin:recommender_events')}?shopper={suspect.pk}" in page
    assert "71 acts within a minute" in page and "1,200, 7" in page and "teaches nothing" in page
    assert EVIL not in page and "&lt;script&gt;" in page
    assert "1 shopper teaches nothing." in page


def test_decisions_are_taken_recorded_and_taken_back(owner, suspect):
    assert "1 shopper: trusted." in act(owner, "trust", suspect).content.decode()
    suspect.refresh_from_db()
    assert (suspect.verdict, suspect.weight, suspect.decided_by.username) == ("trusted", 1, "owner")
    assert suspect.decided_at and LogEntry.objects.get().object_id == str(suspect.pk)
    act(owner, "leave_out", suspect)
    suspect.refresh_from_db()
    assert (suspect.verdict, suspect.weight) == ("left_out", 0)
    page = act(owner, "as_judged", suspect).content.decode()
    assert "1 shopper: as judged." in page
    suspect.refresh_from_db()
    assert (suspect.verdict, suspect.weight, suspect.decided_by) == ("", 0.02, None)


def test_only_those_decide_who_may(staff, suspect):
    client = staff("view_shoppertrust")
    assert client.get(reverse(LIST)).status_code == 200
    act(client, "trust", suspect)
    suspect.refresh_from_db()
    assert suspect.verdict == ""
    assert client.get(reverse("admin:recommender_shoppertrust_add")).status_code == 403


def test_the_first_page_counts_them_for_those_who_may_see_them(owner, client, staff, suspect):
    assert traffic_summary()["suspicious"] == 1
    page = owner.get("/admin/").content.decode()
    assert "Suspicious shoppers" in page and reverse(LIST) in page
    client.logout()
    assert "Suspicious shoppers" not in staff().get("/admin/").content.decode()


def test_with_the_defence_off_the_page_says_so(owner, suspect, settings):
    settings.RECOMMENDER = {**settings.RECOMMENDER, "DEFENCE": False}
    assert "The defence is off" in owner.get(reverse(LIST)).content.decode()
    assert "(defence off)" in owner.get("/admin/").content.decode()


def test_anybody_can_be_left_out_from_the_list_of_shoppers(owner, staff, shopper):
    data = {"action": "leave_out", "_selected_action": [str(shopper)]}
    shoppers = reverse("admin:recommender_shopper_changelist")
    page = owner.post(shoppers, data, follow=True).content.decode()
    assert "1 shopper: left out." in page
    row = ShopperTrust.objects.get(pk=shopper)
    assert (row.weight, row.causes, row.decided_by.username) == (0, {}, "owner")
    row.delete()
    staff("view_shopper").post(shoppers, data, follow=True)
    assert not ShopperTrust.objects.exists()


def test_the_page_of_a_shopper_says_what_counts_and_why(owner, suspect, shopper):
    address = reverse("admin:recommender_shopper_change", args=[shopper])
    page = owner.get(address).content.decode()
    assert "teaches nothing" in page and "71 acts within a minute" in page
    suspect.delete()
    assert "teaches nothing" not in owner.get(address).content.decode()
