"""A stranger's first page: the taps and the way out of them, and the place."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from recommender.caches import caches_forget
from tests.browser.conftest import DESKTOP, PHONE, skus
from tests.browser.test_access import RULES
from tests.shop.views.makers import candles_wanted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def japan(address):
    """A few people of Japan want candles this week."""
    candles_wanted("japan")
    caches_forget()
    return address


def test_no_thanks_by_keyboard_stays_away_and_keeps_the_focus_in_place(address, page):
    page.goto(address)
    before = skus(page)
    page.get_by_role("button", name="No thanks").focus()
    page.keyboard.press("Enter")
    said = page.get_by_text("The shelves learn from what you look at.")
    expect(said).to_be_focused()
    expect(page.get_by_text("Three taps, if you like")).to_have_count(0)
    page.reload()
    expect(page.locator("#shelves")).to_be_visible()
    expect(page.get_by_text("Three taps, if you like")).to_have_count(0)
    assert skus(page) == before  # saying no says nothing of taste


def test_no_thanks_and_the_place_without_scripts(japan, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(japan)
    page.get_by_role("button", name="No thanks").click()
    expect(page.get_by_text("Three taps, if you like")).to_have_count(0)
    page.get_by_text("Change the place").click()
    page.get_by_label("Place", exact=True).select_option("japan")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("Showing what is wanted in Japan.")).to_be_visible()
    context.close()


def test_the_place_is_changed_by_keyboard_and_the_shelves_follow(japan, page):
    page.goto(japan)
    before = skus(page)
    page.get_by_text("Change the place").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Place", exact=True)).to_be_focused()
    page.keyboard.type("Jap")
    assert page.url.rstrip("/") == japan  # choosing alone changes nothing
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    expect(page.get_by_text("Showing what is wanted in Japan.")).to_be_visible()
    assert skus(page) != before


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_first_visit_sees_shelves_at_once_and_axe_finds_nothing(japan, page, size):
    page.set_viewport_size(size)
    page.goto(japan)
    assert page.locator(".shelf").first.bounding_box()["y"] < size["height"]
    page.get_by_text("Change the place").click()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
