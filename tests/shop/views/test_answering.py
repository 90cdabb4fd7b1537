"""Buttons on a pick and the panel of "Why this?": obeyed at once, and nobody else's to press."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from shop.models import Product
from tests.shop.views.conftest import text


@pytest.fixture
def looked(visitor):
    visitor.get("/p/oat-mug-0/")
    visitor.get("/p/sky-mug-2/")
    return visitor


def test_less_like_this_goes_away_and_comes_back(looked):
    slate, sku = looked.picks()[0]
    gone = looked.fragment(f"/pick/{slate}/{sku}/less/", event_id=str(uuid4()))
    assert "Undo" in text(gone) and gone.headers["HX-Trigger"] == "close-panel"
    assert sku not in [one for _slate, one in looked.picks()]
    event = re.search(r'name="event" value="([^"]+)"', text(gone))[1]
    back = looked.fragment(f"/pick/{slate}/{sku}/undo/", event=event)
    assert back.headers["HX-Trigger"] == "picks-changed"
    assert sku in [one for _slate, one in looked.picks()]


def test_less_like_this_works_without_scripts(looked):
    slate, sku = looked.picks()[0]
    answer = looked.post(f"/pick/{slate}/{sku}/less/", {"next": "/cart/"}, follow=True)
    assert answer.redirect_chain[0][0] == "/cart/" and "Noted: less like" in text(answer)
    assert sku not in [one for _slate, one in looked.picks()]


def test_an_answer_sent_twice_counts_once(looked):
    slate, sku = looked.picks()[0]
    once = str(uuid4())
    for _ in range(2):
        looked.fragment(f"/pick/{slate}/{sku}/like/", event_id=once)
    assert len(looked.events("like")) == 1


def test_a_shelfs_buttons_say_what_and_of_which(looked):
    markup = text(looked.get("/"))
    slate, sku = re.search(r'href="/why/([0-9a-f-]{36})/([\w-]+)/"', markup).groups()
    form = re.search(f'action="/pick/{slate}/".*?name="once" value="([^"]+)"', markup, re.S)
    assert f'name="like" value="{sku}"' in markup and f'name="less" value="{sku}"' in markup
    for _ in range(2):
        pressed = looked.fragment(f"/pick/{slate}/", like=sku, once=form[1])
        assert 'aria-pressed="true"' in text(pressed)
    assert len(looked.events("like")) == 1
    # Released and pressed again is a like of its own, though the page is the same.
    event = re.search(r'name="event" value="([^"]+)"', text(pressed))[1]
    released = text(looked.fragment(f"/pick/{slate}/{sku}/unlike/", event=event))
    again = re.search(r'name="event_id" value="([^"]+)" formaction="([^"]+)"', released)
    looked.fragment(again[2], event_id=again[1])
    assert len(looked.events("like")) == 2
    gone = looked.fragment(f"/pick/{slate}/", less=sku, once=form[1])
    assert "step back" in text(gone) and "<form" not in text(gone)
    assert [one.item_id for one in looked.events("dislike")] == [sku]


@pytest.mark.parametrize("form", [{}, {"undo": "mug-0"}, {"like": "nothing"}])
def test_a_shelf_takes_no_other_answer(looked, form):
    slate, _sku = looked.picks()[0]
    assert looked.post(f"/pick/{slate}/", form).status_code == 404
    assert not looked.events("like")


def test_a_heart_is_pressed_and_released_in_place(looked):
    slate, sku = looked.picks()[0]
    pressed = text(looked.fragment(f"/pick/{slate}/{sku}/like/", event_id=str(uuid4())))
    assert 'aria-pressed="true"' in pressed
    event = re.search(r'name="event" value="([^"]+)"', pressed)[1]
    released = looked.fragment(f"/pick/{slate}/{sku}/unlike/", event=event)
    assert 'aria-pressed="false"' in text(released) and "HX-Trigger" not in released.headers


def test_a_heart_stays_pressed_on_the_next_page_until_it_is_released(looked):
    slate, sku = looked.picks()[0]
    looked.fragment(f"/pick/{slate}/{sku}/like/", event_id=str(uuid4()))
    pressed = re.search(
        r'id="like-[0-9a-f]{8}-' + sku + r'"[^>]*aria-pressed="(\w+)"', text(looked.get("/"))
    )
    product = Product.objects.get(sku=sku)
    assert "You like this" in text(looked.get(product.get_absolute_url()))
    assert pressed is None or pressed[1] == "true"
    event = str(looked.events("like")[0].id)
    looked.post(f"/item/{sku}/unlike/", {"event": event})
    assert "You like this" not in text(looked.get(product.get_absolute_url()))


def test_the_panel_says_what_counted_and_what_would_be_without_it(looked):
    slate, sku = looked.picks()[0]
    panel = text(looked.fragment(f"/why/{slate}/{sku}/"))
    page = text(looked.get(f"/why/{slate}/{sku}/"))
    for markup in (panel, page):
        for part in ("Why this?", "What counted, of what you did", "Without it:", "The numbers",
                     "Less like this", "Does this reason help you?", "Score"):  # fmt: skip
            assert part in markup, part
    assert "<html" not in panel and "<html" in page and "hx-post" not in page.split("<main")[1]
    shares = [int(share) for share in re.findall(r"<b>(\d+)%</b>", panel)]
    assert 98 <= sum(shares) <= 102


def test_an_action_no_longer_used_is_obeyed_and_taken_back(looked):
    slate, sku = looked.picks()[0]
    panel = text(looked.fragment(f"/why/{slate}/{sku}/"))
    event = re.search(r'name="event" value="([^"]+)"', panel)[1]
    answer = looked.fragment(f"/pick/{slate}/{sku}/ignore/", event=event)
    assert "No longer used." in text(answer)
    assert event not in text(looked.fragment(f"/why/{slate}/{sku}/"))
    undo = re.search(r'hx-post="(/interests/undo/[^"]+)"', text(answer))[1]
    assert "Back as it was." in text(looked.fragment(undo, anything="1"))
    assert event in text(looked.fragment(f"/why/{slate}/{sku}/"))


@pytest.mark.parametrize("action", ["helpful", "unhelpful"])
def test_a_reason_is_rated(looked, action):
    slate, sku = looked.picks()[0]
    assert "Thank you." in text(looked.fragment(f"/pick/{slate}/{sku}/{action}/", event_id=""))
    assert [e.item_id for e in looked.events(f"reason_{action}")] == [sku]


def test_the_panel_of_another_shopper_is_not_there(looked, other):
    slate, sku = looked.picks()[0]
    assert other.get(f"/why/{slate}/{sku}/").status_code == 404
    other.get("/p/oat-lamp-0/")
    assert other.get(f"/why/{slate}/{sku}/").status_code == 404


def test_the_events_of_another_shopper_cannot_be_switched_off(looked, other):
    other.get("/p/oat-lamp-0/")
    slate, sku = other.picks()[0]
    mine = str(looked.events()[0].id)
    assert other.post(f"/pick/{slate}/{sku}/ignore/", {"event": mine}).status_code == 404
    assert (
        other.post("/interests/control/", {"kind": "ignore_event", "event": mine}).status_code
        == 404
    )


def test_unknown_actions_and_things_are_404(looked):
    slate, sku = looked.picks()[0]
    assert looked.post(f"/pick/{slate}/{sku}/explode/").status_code == 404
    assert looked.post("/item/nothing/like/").status_code == 404
    assert looked.get(f"/pick/{slate}/{sku}/like/").status_code == 405
