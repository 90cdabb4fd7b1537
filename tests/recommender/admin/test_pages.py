"""Every page: there for the owner, shut for others, cheap, and escaped."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from recommender import services
from recommender.contracts import Context
from recommender.models import (
    ApiToken,
    FallbackCount,
    Item,
    OwedRefresh,
    ReasonShape,
    ReasonText,
    Run,
    SlateRow,
    Strategy,
)
from recommender.strategy import strategy_ensure_default
from tests.recommender.admin.conftest import EVIL

pytestmark = pytest.mark.django_db

LISTS = (
    "shopper_changelist", "events", "slaterow_changelist", "item_changelist", "run_changelist",
    "reasontext_changelist", "fallbackcount_changelist", "owedrefresh_changelist",
    "apitoken_changelist", "shoppertrust_changelist", "workers",
)  # fmt: skip


def address(name, *args):
    return reverse(f"admin:recommender_{name}", args=args)


def sentence(text="Made by {MAKER}.", status="accepted", number=1):
    shape, _ = ReasonShape.objects.get_or_create(digest="d" * 64, defaults={"shape": {}})
    return ReasonText.objects.create(
        key=f"{number:064d}", shape=shape, language="en", tone="warm", writer="hub",
        writer_revision="1", prompt_version=1, checker_version=1, text=text, status=status,
    )  # fmt: skip


@pytest.fixture
def details(slates):
    """One object of each kind that has a page of its own."""
    strategy_ensure_default()
    return {
        "shopper_change": slates and SlateRow.objects.first().shopper_id,
        "slaterow_change": SlateRow.objects.first().pk,
        "item_change": "i04",
        "run_change": Run.objects.first().pk,
        "run_serve": Run.objects.first().pk,
        "reasontext_change": sentence().pk,
        "strategy_change": Strategy.objects.get().pk,
    }


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_there_and_empty_ones_too(owner, name):
    assert owner.get(address(name)).status_code == 200


def test_pages_are_there_for_the_owner_and_shut_for_others(details, client, owner, staff):
    for name, pk in details.items():
        response = owner.get(address(name, pk))
        assert response.status_code == 200, name
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    client.logout()
    for name in LISTS:
        assert client.get(address(name)).status_code == 302, name
    for name, pk in details.items():
        assert client.get(address(name, pk)).status_code == 302, name
    staff()
    for name in LISTS:
        assert client.get(address(name)).status_code == 403, name
    for name, pk in details.items():
        assert client.get(address(name, pk)).status_code == 403, name


@pytest.mark.parametrize("bad", ["nothing", "00000000-0000-0000-0000-000000000009", "99999999999"])
def test_what_is_not_there_is_a_404_or_leads_home(owner, bad):
    for name in ("shopper_change", "slaterow_change", "strategy_change"):
        assert owner.get(address(name, bad)).status_code == 404, name


def test_pages_in_chinese(details, owner):
    for name, pk in details.items():
        response = owner.get(address(name, pk), headers={"Accept-Language": "zh-hans"})
        assert response.status_code == 200 and 'lang="zh-hans"' in response.content.decode(), name
    assert (
        owner.get(reverse("admin:index"), headers={"Accept-Language": "zh-hans"}).status_code == 200
    )


def test_records_cannot_be_written(details, owner):
    for name in ("shopper_add", "slaterow_add", "item_add", "run_add", "strategy_add"):
        assert owner.get(address(name)).status_code == 403, name
    owner.post(address("item_change", "i04"), {"title": "changed"})
    assert Item.objects.get(pk="i04").title == "The i04"


def test_a_slate_shows_what_made_each_pick(details, owner):
    slate = SlateRow.objects.get(pk=details["slaterow_change"])
    page = owner.get(address("slaterow_change", slate.pk)).content.decode()
    assert page.count('<li class="rc-pick">') == len(slate.picks)
    for pick in slate.picks:
        assert f"The {pick['item_id']}" in page
        assert f"{pick['score']:.4f}" in page and f"{pick['propensity']:.4f}" in page
    assert "Newest actions" in page and "Evidence" in page


def test_what_is_known_of_a_shopper(details, lively, owner):
    services.control_set(lively, "hide_item", item_id="i30")
    OwedRefresh.objects.update_or_create(shopper_id=lively, defaults={"owed_since": timezone.now()})
    page = owner.get(address("shopper_change", lively)).content.decode()
    for said in ("The i13", "put into the cart", "not for me", "The i30", "a refresh is owed"):
        assert said in page, said


def test_slates_are_found_by_shopper_and_by_age(slates, lively, owner):
    listing = address("slaterow_changelist")
    shown = owner.get(listing).context["cl"].result_count
    assert shown == len(slates)
    SlateRow.objects.update(served_at=timezone.now() - timezone.timedelta(days=3))
    assert owner.get(listing).context["cl"].result_count == 0
    assert owner.get(listing, {"within": "week"}).context["cl"].result_count == shown
    assert owner.get(listing, {"q": str(lively)}).context["cl"].result_count == shown
    assert owner.get(listing, {"q": "nonsense"}).context["cl"].result_count == 0
    found = owner.get(listing, {"within": "week", "shelf": slates[0].shelf}).context["cl"]
    assert found.result_count == 1


def test_lists_ask_no_more_for_more_rows(lively, owner):
    def queries(name):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert owner.get(address(name)).status_code == 200
        return len(caught)

    names = ("shopper_changelist", "slaterow_changelist", "item_changelist", "run_changelist",
             "reasontext_changelist", "owedrefresh_changelist", "events")  # fmt: skip
    services.page_recommend(Context(lively, "home", timezone.now()))
    sentence()
    OwedRefresh.objects.update_or_create(shopper_id=lively, defaults={"owed_since": timezone.now()})
    few = {name: queries(name) for name in names}
    for number in range(12):
        other = services.shopper_create()
        services.page_recommend(Context(other, "home", timezone.now()))
        OwedRefresh.objects.create(shopper_id=other, owed_since=timezone.now())
        sentence(number=number + 2)
        Run.objects.create(kind="sequence", name="made", status="ready")
    assert {name: queries(name) for name in names} == few


def test_text_from_products_is_never_markup(details, lively, owner):
    Item.objects.update(title=EVIL, category_name=EVIL, brand=EVIL, image_url='"><img src=x>')
    SlateRow.objects.update(title=EVIL)
    FallbackCount.objects.create(name=EVIL, day=timezone.now().date(), count=1)
    sentence(EVIL, number=50)
    ApiToken.objects.create(digest="a" * 64, shopper_id=lively, label=EVIL)
    pages = [address(name) for name in LISTS] + [address(name, pk) for name, pk in details.items()]
    for page in [*pages, reverse("admin:index"), f"{pages[1]}?shopper={EVIL}&item={EVIL}"]:
        body = owner.get(page).content.decode()
        assert 'alert("x")</script>' not in body and "<img src=x>" not in body, page
    body = owner.get(address("slaterow_change", details["slaterow_change"])).content.decode()
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in body


def test_an_address_that_is_no_web_address_is_no_picture(details, owner):
    Item.objects.update(image_url="javascript:alert(1)")
    body = owner.get(address("item_changelist")).content.decode()
    assert "javascript:alert(1)" not in body


def test_sentences_are_approved_and_banned(owner):
    kept, rejected = sentence(), sentence(status="rejected", number=2)
    do = {"_selected_action": [kept.pk, rejected.pk]}
    response = owner.post(
        address("reasontext_changelist"), {"action": "approve", **do}, follow=True
    )
    kept.refresh_from_db()
    rejected.refresh_from_db()
    assert kept.status == "approved"
    assert rejected.status == "rejected"  # the checker has the last word on what may be shown
    assert "1 sentence stays out" in response.content.decode()
    owner.post(address("reasontext_changelist"), {"action": "ban", **do})
    assert set(ReasonText.objects.values_list("status", flat=True)) == {"banned"}


def test_sentences_are_not_banned_by_who_may_only_look(staff):
    text = sentence()
    client = staff("view_reasontext")
    client.post(address("reasontext_changelist"), {"action": "ban", "_selected_action": [text.pk]})
    text.refresh_from_db()
    assert text.status == "accepted"


def test_owed_refreshes_say_how_many_and_how_old(owner, lively):
    OwedRefresh.objects.all().delete()
    page = owner.get(address("owedrefresh_changelist")).content.decode()
    assert "Nothing is owed" in page
    OwedRefresh.objects.create(
        shopper_id=lively, owed_since=timezone.now() - timezone.timedelta(minutes=5)
    )
    page = owner.get(address("owedrefresh_changelist")).content.decode()
    assert "1 shopper waits for a refresh, for 5\xa0minutes" in page
