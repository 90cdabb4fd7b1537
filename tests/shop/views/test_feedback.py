"""What a shopper says of picks, through the real pages: obeyed by the next one, listed, undone."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from recommender import services
from recommender.contracts import EventKind
from recommender.models.shopper import ItemPass
from recommender.strategy import strategy_ensure_default, strategy_save
from tests.shop.views.conftest import text
from tests.shop.views.makers import act


@pytest.fixture
def looked(visitor):
    """Somebody who looked at three things, in a shop that leaves no place to chance."""
    version = strategy_ensure_default()
    steady = {**version.params, "exploration": 0.0, "niche_quota": 0.0}
    strategy_save(version.strategy, steady, activate=True)
    for slug in ("oat-mug-0", "sky-mug-2", "oat-lamp-0"):
        visitor.get(f"/p/{slug}/")
    return visitor


def skus(visitor) -> list[str]:
    return [sku for _slate, sku in visitor.picks()]


def kinds(shown) -> dict[str, int]:
    found: dict[str, int] = {}
    for sku in shown:
        kind = sku.split("-")[0]
        found[kind] = found.get(kind, 0) + 1
    return found


def event_of(markup: str) -> str:
    return re.search(r'name="event" value="([^"]+)"', markup)[1]


def test_a_dislike_takes_its_kind_away_and_undoing_it_brings_all_back(looked):
    slate, sku = looked.picks()[0]
    kind, before = sku.split("-")[0], kinds(skus(looked))
    said = text(looked.fragment(f"/pick/{slate}/{sku}/less/", event_id=str(uuid4())))
    after = kinds(skus(looked))
    assert kind in before and kind not in after and len(after) >= 2
    assert "Less like “" in text(looked.get("/interests/"))
    looked.fragment(f"/pick/{slate}/{sku}/undo/", event=event_of(said))
    assert kinds(skus(looked)) == before
    assert not looked_controls(looked, "less_like")


def looked_controls(visitor, kind):
    controls = services.profile_get(visitor.shopper_id, "en")["controls"]
    return [one for one in controls if one["kind"] == kind]


def test_not_for_me_takes_one_thing_away_and_leaves_its_kind(looked):
    slate, sku = looked.picks()[0]
    said = text(looked.fragment(f"/pick/{slate}/{sku}/hide/", event_id=str(uuid4())))
    assert "Not for you" in said and "Only this one" not in said
    shown = skus(looked)
    assert sku not in shown and sku.split("-")[0] in kinds(shown)
    (wish,) = looked_controls(looked, "hide_item")
    looked.post(f"/interests/undo/{wish['id']}/")
    assert not looked_controls(looked, "hide_item") and sku in skus(looked)


def test_only_this_one_takes_back_the_less_like_this(looked):
    slate, sku = looked.picks()[0]
    said = text(looked.fragment(f"/pick/{slate}/{sku}/less/", event_id=str(uuid4())))
    for _ in range(2):  # pressed twice counts once
        only = looked.fragment(f"/pick/{slate}/{sku}/only/", event=event_of(said))
    assert "Not for you" in text(only) and len(looked.events("hide")) == 1
    assert not looked_controls(looked, "less_like") and looked_controls(looked, "hide_item")
    shown = skus(looked)
    assert sku not in shown and sku.split("-")[0] in kinds(shown)


def test_a_form_without_scripts_says_not_for_me(looked):
    answer = looked.post("/item/rust-mug-1/hide/", {"next": "/"}, follow=True)
    assert answer.status_code == 404
    answer = looked.post("/item/mug-1/hide/", {"next": "/"}, follow=True)
    assert "is not for you" in text(answer) and "mug-1" not in skus(looked)


def test_a_like_lifts_its_kind_and_taking_it_back_is_as_if_never_said(looked):
    before = skus(looked)
    event = act(looked.shopper_id, EventKind.LIKE, "towel-1")
    liked = skus(looked)
    assert kinds(liked)["towel"] > kinds(before).get("towel", 0)
    services.control_set(looked.shopper_id, "ignore_event", event_id=event, name="undone")
    assert kinds(skus(looked)) == kinds(before)


def test_an_unhelpful_reason_is_told_last_and_can_be_undone(looked):
    slate, sku = looked.picks()[0]
    said = text(looked.fragment(f"/pick/{slate}/{sku}/unhelpful/", event_id=str(uuid4())))
    (wish,) = looked_controls(looked, "reason")
    assert wish["value"] == 0.0
    page = services.profile_get(looked.shopper_id, "en")
    assert [one["kind"] for one in page["controls"]] == ["reason"]
    assert "are said last" in text(looked.get("/interests/"))
    looked.fragment(f"/pick/{slate}/{sku}/undo/", event=event_of(said))
    assert not looked_controls(looked, "reason")


def tell_passed(visitor, picks):
    form = {"pass": [f"{slate}:{sku}" for slate, sku in picks]}
    return visitor.post("/events/", form, headers={"Sec-Fetch-Site": "same-origin"})


def test_what_is_scrolled_past_sinks_is_listed_and_is_forgotten(looked):
    first = skus(looked)
    for _ in range(3):
        passed = [pick for pick in looked.picks() if pick[1] == first[0]]
        assert tell_passed(looked, passed).status_code == 204
    assert skus(looked)[0] != first[0]
    assert not looked.events("pass") and ItemPass.objects.filter(item_id=first[0]).exists()
    assert "What you scrolled past" in text(looked.get("/interests/"))
    looked.post("/interests/passed/", {})
    assert not ItemPass.objects.exists() and skus(looked)[0] == first[0]


def test_a_pick_counts_once_and_only_for_whom_it_was_served(looked, other):
    slate, sku = looked.picks()[0]
    for _ in range(3):
        tell_passed(looked, [(slate, sku), (slate, "nothing"), (uuid4(), sku)])
    (row,) = ItemPass.objects.all()
    assert (row.item_id, len(row.times)) == (sku, 1)
    other.get("/p/oat-mug-0/")
    tell_passed(other, [(slate, sku)])
    assert ItemPass.objects.count() == 1


@pytest.mark.parametrize("text_sent", ["", "x:mug-0", "mug-0", f"{uuid4()}:"])
def test_a_pass_that_is_none_is_refused(looked, text_sent):
    assert looked.post("/events/", {"pass": text_sent}).status_code == 400
