"""What a shopper does with a mouse, a keyboard, no script and no network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, skus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_picks_follow_looks_say_why_and_obey(address, page):
    page.goto(address)
    before = skus(page)
    for slug in ("oat-lamp-0", "rust-lamp-1", "sky-lamp-2"):
        page.goto(f"{address}/p/{slug}/")
    page.goto(address)
    after = skus(page)
    assert before != after and sum("lamp" in sku for sku in after[:4]) >= 2

    why = page.locator(".card").first.get_by_role("link", name="Why?")
    why.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Why this?")
    expect(panel).to_be_visible()
    expect(panel.get_by_text("What counted, of what you did")).to_be_visible()
    expect(panel.get_by_role("link", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(why).to_be_focused()

    first = after[0]
    less = page.locator(f'.card[data-sku="{first}"]').first.get_by_role("button", name="Less like")
    less.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gone")).to_contain_text("step back")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    expect(page.locator(".shelf").first.locator(f'.card[data-sku="{first}"]')).to_have_count(0)
    page.reload()
    assert first not in skus(page)


def test_less_like_this_from_the_panel_closes_it_and_takes_the_card_away(known, address):
    known.goto(address)
    card = known.locator(".card").first
    card.get_by_role("link", name="Why?").click()
    known.get_by_role("dialog").get_by_role("button", name="Less like this").click()
    expect(known.get_by_role("dialog")).to_be_hidden()
    expect(known.locator(".gone")).to_be_visible()
    known.get_by_role("button", name="Undo").click()
    expect(known.locator(".gone")).to_have_count(0)


def test_an_action_switched_off_in_the_panel_changes_the_shelves_behind_it(known, address):
    known.goto(address)
    before = known.locator("#shelves .shelf").first.get_attribute("aria-labelledby")
    known.locator(".card").first.get_by_role("link", name="Why?").click()
    known.get_by_role("dialog").get_by_role("button", name="Don't use this").first.click()
    expect(known.get_by_text("No longer used.")).to_be_visible()
    expect(known.locator("#shelves .shelf").first).not_to_have_attribute("aria-labelledby", before)


def test_a_heart_by_keyboard(known, address):
    known.goto(address)
    heart = known.locator(".card").first.get_by_role("button", name=re.compile("^Like “"))
    heart.focus()
    known.keyboard.press("Enter")
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(heart).to_be_focused()
    known.keyboard.press("Enter")
    expect(heart).to_have_attribute("aria-pressed", "false")


def test_three_taps_change_the_shelves_at_once(address, page):
    page.goto(address)
    before = skus(page)
    page.get_by_role("button", name="Oat brass lamp", exact=True).click()
    expect(page.locator(".starter button[disabled]")).to_have_count(1)
    expect(page.locator(".shelf .card").first).not_to_have_attribute("data-sku", before[0])


def test_facets_by_script_keep_the_address_and_the_focus(address, page):
    page.goto(f"{address}/c/pottery/")
    page.get_by_role("link", name=re.compile("^Oat")).first.press("Enter")
    expect(page.locator(".sortbar")).to_contain_text("2 products")
    expect(page).to_have_url(re.compile("colour=oat"))
    expect(page.locator("#f-colour-oat")).to_be_focused()
    expect(page.locator("#live")).to_have_text("2 products")
    page.go_back()
    expect(page.locator(".sortbar")).to_contain_text("12 products")


def test_suggestions_by_keyboard(address, page):
    page.goto(address)
    page.locator("#q").press_sequentially("cush", delay=20)
    expect(page.locator(".suggest a").first).to_contain_text("Cushions")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".suggest a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".suggest")).to_have_count(0)
    expect(page.locator("#q")).to_be_focused()


def test_into_the_cart_and_the_number_in_the_head(known):
    known.get_by_role("button", name="Put it in the cart").click()
    expect(known.get_by_text("It is in your cart.")).to_be_visible()
    expect(known.locator("#cart-count")).to_contain_text("1")
    known.get_by_role("button", name="Put it in the cart").click()
    expect(known.locator("#cart-count")).to_contain_text("2")
    known.get_by_role("link", name="Go to the cart").click()
    known.get_by_label("How many of").select_option("3")
    expect(known.locator(".sum--all")).to_contain_text("€30.00")


def test_forgetting_an_interest_shows_its_effect_beside_it(known, address):
    known.goto(f"{address}/p/oat-lamp-0/")
    known.goto(f"{address}/interests/")
    amount = known.get_by_role("group", name="How much of “Lamps”")
    amount.get_by_role("button", name=re.compile("^Forget this")).focus()
    known.keyboard.press("Enter")
    expect(known.get_by_text("Forgotten: nothing is shown for it.")).to_be_visible()
    expect(known.locator(".effect .is-new").first).to_be_visible()
    expect(known.get_by_role("button", name=re.compile("^Bring it back"))).to_be_focused()


def test_the_theme_is_switched_and_kept(known):
    known.get_by_role("button", name="Light or dark").click()
    expect(known.locator("html")).to_have_attribute("data-theme", "dark")
    known.wait_for_timeout(300)
    known.reload()
    expect(known.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_lost_network_is_said_and_the_page_kept(known, address, context):
    known.goto(address)
    context.set_offline(True)
    known.locator(".card").first.get_by_role("button", name=re.compile("^Like “")).click()
    expect(known.get_by_role("alert")).to_contain_text("You are offline")
    context.set_offline(False)


def test_an_answer_that_fails_is_said_and_the_page_kept(known, address):
    known.goto(address)
    known.route("**/pick/*/", lambda route: route.fulfill(status=500, body="broken"))
    heart = known.locator(".card").first.get_by_role("button", name=re.compile("^Like “"))
    heart.click()
    expect(known.get_by_role("alert")).to_contain_text("That did not work")
    expect(heart).to_have_attribute("aria-pressed", "false")


def test_without_a_network_a_worded_and_styled_page_stands_in(address, page, context):
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    context.set_offline(True)
    page.goto(f"{address}/cart/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    rounded = "button => getComputedStyle(button).borderRadius"
    assert page.get_by_role("link", name="Try again").evaluate(rounded) == "99px"
    context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.locator("#shelves")).to_be_visible()


def test_everything_works_without_scripts(address, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Oat brass lamp", exact=True).click()
    expect(page.get_by_text("Noted: you like")).to_be_visible()
    page.locator("#q").fill("mug")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Oat stoneware mug").first.click()
    page.get_by_role("button", name="Put it in the cart").click()
    page.get_by_role("link", name="Go to the checkout").click()
    expect(page.get_by_text("No payment is taken").first).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Ines")
    page.get_by_label("Email").fill("ines@example.org")
    page.get_by_label("Address").fill("Long Street 1")
    page.get_by_role("button", name="Place the demo order").click()
    page.get_by_role("button", name="Send “Oat stoneware mug” back").click()
    expect(page.get_by_text("Sent back on")).to_be_visible()
    page.goto(f"{address}/c/pottery/")
    page.get_by_role("link", name=re.compile("^Oat")).first.click()
    page.get_by_label("Sorted by").select_option("dear")
    page.get_by_role("button", name="Sort").click()
    assert "colour=oat" in page.url and "sort=dear" in page.url
    page.goto(address)
    page.locator(".card").first.get_by_role("button", name=re.compile("^Like “")).click()
    expect(page.get_by_text("Noted: you like")).to_be_visible()
    page.goto(address)
    first = skus_without_scripts(page)
    page.get_by_role("link", name="Why?").first.click()
    expect(page.get_by_role("heading", name="Why this?")).to_be_visible()
    page.get_by_role("button", name="Less like this").click()
    expect(page.get_by_text("Noted: less like")).to_be_visible()
    page.goto(address)
    assert skus_without_scripts(page) != first
    page.goto(f"{address}/interests/")
    page.get_by_role("button", name="Forget this").first.click()
    expect(page.get_by_text("Forgotten: nothing is shown for it.")).to_be_visible()
    context.close()


PATHS = (
    "/", "/c/pottery/", "/search/?q=linen", "/search/?q=zz", "/p/rust-mug-1/", "/cart/",
    "/checkout/", "/interests/", "/login/", "/signup/", "/orders/",
)  # fmt: skip


def skus_without_scripts(page) -> str | None:
    return page.locator(".card").first.get_attribute("data-sku")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_is_wider_than_the_screen_or_breaks_the_policy(known, address, size):
    wrong: list[str] = []
    known.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    known.on("pageerror", lambda error: wrong.append(str(error)))
    known.on(
        "requestfailed",
        lambda request: (
            # What was still on its way when the page was left.
            None if request.failure == "net::ERR_ABORTED" else wrong.append(request.url)
        ),
    )
    known.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:"))
            else wrong.append(request.url)
        ),
    )
    known.set_viewport_size(size)
    known.get_by_role("button", name="Put it in the cart").click()
    expect(known.get_by_text("It is in your cart.")).to_be_visible()
    for path in PATHS:
        known.goto(address + path)
        excess = known.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert excess <= 0, path
    known.goto(address)
    known.locator(".card").first.get_by_role("link", name="Why?").click()
    expect(known.get_by_role("dialog")).to_be_visible()
    assert not wrong
