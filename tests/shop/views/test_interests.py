"""The mirror: what is known, and that each change shows at once."""

from __future__ import annotations

import json

import pytest

from recommender import services
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


def test_tiles_sliders_and_what_they_stand_on(known):
    markup = text(known.get("/interests/"))
    assert 'href="#taste-mugs"' in markup and 'id="slide-lamps"' in markup
    assert "Stands on 3 actions" in markup and "You looked at “Oat stoneware mug”" in markup


def test_a_slider_moves_the_picks_beside_it(known):
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
