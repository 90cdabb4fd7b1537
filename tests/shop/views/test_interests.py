"""The mirror: what is known, and that each change shows at once."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.db import connection

from recommender import services
from recommender.caches import caches_forget
from recommender.models import SlateRow
from recommender.slate_log import slates_flush
from shop.middleware import COOKIE
from tests.shop.views.conftest import text


@pytest.fixture
def known(visitor):
    for slug in ("oat-mug-0", "rust-mug-1", "sky-mug-2", "oat-lamp-0"):
        visitor.get(f"/p/{slug}/")
    return visitor


def control_of(visitor, kind):
    controls = services.profile_get(visitor.shopper_id, "en")["controls"]
    return [one for one in controls if one["kind"] == kind]


def test_who_did_nothing_is_told_so(visitor):
    markup = text(visitor.get("/interests/"))
    assert "Nothing known yet" in markup and "Download my data" in markup


def taste(markup, name):
    """What the page says of one interest."""
    return markup.split(f'id="taste-{name}"')[1].split("</li>\n</ul>")[0].split('id="taste-')[0]


def test_tiles_buttons_and_what_they_stand_on(known):
    markup = text(known.get("/interests/"))
    assert 'href="#taste-mugs"' in markup and 'id="more-lamps"' in markup
    mugs = taste(markup, "mugs")
    assert "3 actions" in mugs and "Begun just now" in mugs and 'href="/p/oat-mug-0/"' in mugs
    assert 'title="Rust stoneware mug"' in mugs and "/p/oat-lamp-0/" not in mugs
    assert "You looked at “Oat stoneware mug”" in markup


def test_more_and_less_go_by_steps_and_each_can_be_undone(known):
    form = {"kind": "interest", "name": "mugs"}
    assert 'value="1.5"' in taste(text(known.get("/interests/")), "mugs")
    answer = text(known.fragment("/interests/control/", target="mirror", **form, value="1.5"))
    mugs = taste(answer, "mugs")
    assert "You set it to 150%." in mugs and 'value="2"' in mugs and 'value="1"' in mugs
    most = taste(text(known.fragment("/interests/control/", **form, value="2")), "mugs")
    assert most.count('aria-disabled="true"') == 1 and "You set it to" not in taste(answer, "lamps")
    (control,) = control_of(known, "interest")
    undone = known.fragment(f"/interests/undo/{control['id']}/", target="mirror", value="")
    assert "You set it to" not in text(undone) and not control_of(known, "interest")


def test_forgetting_leaves_a_way_back_on_the_page(known):
    known.post("/interests/control/", {"kind": "interest", "name": "mugs", "value": "0"})
    mugs = taste(text(known.get("/interests/")), "mugs")
    assert "Forgotten" in mugs and "Bring it back" in mugs and "more-mugs" not in mugs


def test_a_change_of_intent_is_said_in_words_with_what_showed_it(known):
    days_ago(known, 3)
    for number in range(3):
        known.get(f"/p/{('oat', 'rust', 'sky')[number]}-towel-{number}/")
    markup = text(known.get("/interests/"))
    assert "You seem to be looking for something new: Towels" in markup
    assert "what you are after just now" in taste(markup, "towels")
    assert 'title="Rust linen towel"' in markup.split('class="turn"')[1].split("</section>")[0]
    days_ago(known, 1)
    assert "You seem to" not in text(known.get("/interests/"))


def days_ago(visitor, days):
    """Let all that was done have been done so many days earlier."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE recommender_event SET occurred_at = occurred_at - make_interval(days => %s)"
            " WHERE shopper_id = %s",
            [days, visitor.shopper_id],
        )
    caches_forget()


def look_of(markup):
    """The address that an open page asks."""
    return unescape(markup.split('hx-get="/interests/look/')[1].split('"')[0])


def test_an_open_page_asks_for_little_until_something_is_done(known, django_assert_max_num_queries):
    page = text(known.get("/interests/"))
    address = f"/interests/look/{look_of(page)}"
    with django_assert_max_num_queries(2):
        answer = known.fragment(address, target="mirror")
    assert (answer.status_code, answer.content) == (204, b"")
    for number in range(4):
        known.get(f"/p/{('oat', 'rust', 'sky', 'moss')[number]}-towel-{number}/")
    answer = known.fragment(address, target="mirror")
    assert answer.status_code == 200 and "<html" not in text(answer)
    assert "leads your interests now." in text(answer).split('data-say="')[1].split('"')[0]
    assert "is-fresh" in text(answer).split('id="taste-towels"')[0].rsplit("<li", 1)[1]
    again = known.fragment(f"/interests/look/{look_of(text(answer))}", target="mirror")
    assert again.status_code == 204


def test_a_page_opened_before_anything_is_known_wakes_up_as_well(visitor):
    address = f"/interests/look/{look_of(text(visitor.get('/interests/')))}"
    assert visitor.fragment(address, target="mirror").status_code == 204
    visitor.get("/p/oat-mug-0/")
    assert "taste-mugs" in text(visitor.fragment(address, target="mirror"))


def test_looking_at_the_mirror_logs_no_shelf_and_makes_nobody_a_shopper(visitor):
    visitor.get("/interests/")
    assert not SlateRow.objects.exists() and COOKIE not in visitor.client.cookies
    visitor.get("/p/oat-mug-0/")
    slates_flush()
    before = SlateRow.objects.count()
    markup = text(visitor.get("/interests/"))
    slates_flush()
    assert SlateRow.objects.count() == before
    assert 'class="effect"' in markup and "?from=" not in markup.split('class="effect"')[1]


def test_without_picks_the_mirror_shows_what_is_popular_and_says_so(known, monkeypatch):
    from shop import shelving

    def broken(*_args):
        raise RuntimeError("down")

    monkeypatch.setattr(shelving.recommender, "picks_preview", broken)
    assert "because picks cannot be made just now" in text(known.get("/interests/"))


def test_forgetting_moves_the_picks_beside_it(known):
    page = text(known.get("/interests/"))
    before = page.split('name="before" value="')[1].split('"')[0]
    form = {"kind": "interest", "name": "mugs", "value": "0", "before": before}
    answer = text(known.fragment("/interests/control/", target="mirror", **form))
    assert "<html" not in answer and 'class="is-new"' in answer and "Forgotten" in answer
    after = answer.split('name="before" value="')[1].split('"')[0]
    assert "mug" in before and "mug" not in after
    back = text(known.fragment("/interests/control/", target="mirror", **{**form, "value": "1"}))
    assert "mug" in back.split('name="before" value="')[1].split('"')[0]


def test_an_action_is_switched_off_and_on_again(known):
    event = known.events()[0]
    known.post("/interests/control/", {"kind": "ignore_event", "event": str(event.id)})
    page = text(known.get("/interests/"))
    assert "is-off" in page and "Use it again" in page
    (control,) = control_of(known, "ignore_event")
    known.post(f"/interests/undo/{control['id']}/")
    assert not control_of(known, "ignore_event") and "is-off" not in text(known.get("/interests/"))


def test_a_wish_is_listed_and_lifted(known):
    known.post("/item/candle-0/less/")
    page = text(known.get("/interests/"))
    assert "Less like “Oat brass candle”" in page
    (wish,) = control_of(known, "less_like")
    known.post(f"/interests/undo/{wish['id']}/")
    assert not control_of(known, "less_like")


def test_controls_of_another_shopper_are_not_there(known, other):
    known.post("/interests/control/", {"kind": "interest", "name": "mugs", "value": "2"})
    (control,) = control_of(known, "interest")
    other.get("/p/oat-lamp-0/")
    assert other.post(f"/interests/undo/{control['id']}/").status_code == 404
    assert control_of(known, "interest")


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "interest", "name": "mugs", "value": "3"},
        {"kind": "hide_item"},
        {"kind": "interest"},
        {"kind": "ignore_event", "event": "nonsense"},
    ],
)
def test_wrong_instructions_are_refused(known, form):
    assert known.post("/interests/control/", form).status_code == 404


def test_place_and_tone_are_kept(known):
    known.post("/interests/choices/", {"place": "japan", "tone": "plain"})
    shopper = services.profile_get(known.shopper_id, "en")["shopper"]
    assert (shopper["place"], shopper["tone"]) == ("japan", "plain")
    markup = text(known.get("/interests/"))
    assert (
        '<option value="japan" selected>' in markup and '<option value="plain" selected>' in markup
    )


def test_everything_is_handed_over_as_a_file(known):
    response = known.get("/interests/export/")
    assert "attachment" in response.headers["Content-Disposition"]
    items = [event["item_id"] for event in json.loads(response.content)["events"]]
    assert items == ["mug-0", "mug-1", "mug-2", "lamp-0"]


def test_deleting_needs_the_box_and_then_forgets(known):
    shopper = known.shopper_id
    known.post("/interests/delete/")
    assert len(services.shopper_events(shopper)) == 4
    answer = known.post("/interests/delete/", {"sure": "yes"}, follow=True)
    assert "is deleted" in text(answer) and not services.shopper_events(shopper)
    assert "Three taps" in text(known.get("/"))


def test_a_profile_that_cannot_be_read_is_said_in_words(known, monkeypatch):
    from shop.views import interests

    def broken(*_args):
        raise RuntimeError("down")

    monkeypatch.setattr(interests.recommender, "profile_get", broken)
    response = known.get("/interests/")
    assert response.status_code == 200 and "cannot be shown just now" in text(response)
