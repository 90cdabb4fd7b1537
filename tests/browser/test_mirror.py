""" "Your interests" in an open window: true while it is open, still while it is used."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASK_NOW = "document.dispatchEvent(new Event('visibilitychange'))"
HIDE = "hidden => Object.defineProperty(document, 'hidden', {value: hidden, configurable: true})"


@pytest.fixture
def mirror(known, address):
    """The page of somebody who looked at a mug; `asked` counts its questions."""
    known.asked = []
    known.on("request", lambda r: known.asked.append(r.url) if "/interests/look/" in r.url else 0)
    known.clock.install()
    known.goto(f"{address}/interests/")
    return known


def test_what_is_done_in_another_window_shows_and_the_focus_stays(mirror, address, context):
    mirror.locator("#more-mugs").focus()
    other = context.new_page()
    for slug in ("oat-towel-0", "rust-towel-1", "sky-towel-2", "moss-towel-3"):
        other.goto(f"{address}/p/{slug}/")
    mirror.evaluate(ASK_NOW)
    expect(mirror.locator("#taste-towels")).to_be_visible()
    expect(mirror.locator("#live")).to_have_text("“Towels” leads your interests now.")
    expect(mirror.locator("#more-mugs")).to_be_focused()


def test_it_asks_every_few_seconds_only_while_it_can_be_seen(mirror):
    mirror.evaluate("document.getElementById('mirror').dataset.mine = 'yes'")
    with mirror.expect_response("**/interests/look/**") as answer:
        mirror.clock.run_for(4100)
    assert answer.value.status == 204
    expect(mirror.locator("#mirror")).to_have_attribute("data-mine", "yes")
    mirror.evaluate(HIDE, True)
    mirror.evaluate(ASK_NOW)
    before = len(mirror.asked)
    mirror.clock.run_for(120_000)
    assert len(mirror.asked) == before
    mirror.evaluate(HIDE, False)
    with mirror.expect_response("**/interests/look/**"):
        mirror.evaluate(ASK_NOW)


def test_nothing_is_said_when_a_question_fails(mirror):
    mirror.route("**/interests/look/**", lambda route: route.fulfill(status=500, body="broken"))
    with mirror.expect_response("**/interests/look/**"):
        mirror.evaluate(ASK_NOW)
    expect(mirror.locator("#toast")).to_be_hidden()
    before = len(mirror.asked)
    mirror.clock.run_for(20_000)  # it asks more seldom now
    assert len(mirror.asked) <= before + 1


def test_more_less_forget_and_undo_by_keyboard(mirror):
    more = mirror.get_by_role("button", name="More · Mugs")
    more.focus()
    mirror.keyboard.press("Enter")
    expect(mirror.get_by_text("You set it to 150%.")).to_be_visible()
    expect(more).to_be_focused()
    mirror.get_by_role("button", name="Undo · Mugs").press("Enter")
    expect(mirror.get_by_text("You set it to")).to_have_count(0)
    mirror.get_by_role("button", name="Less · Mugs").press("Enter")
    expect(mirror.get_by_text("You set it to 50%.")).to_be_visible()
    mirror.get_by_role("button", name="Forget this · Mugs").press("Enter")
    mirror.get_by_role("button", name="Bring it back · Mugs").press("Enter")
    expect(more).to_be_visible()
