"""axe-core finds nothing on any page, light and dark, wide and narrow (WCAG 2.2 A and AA)."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
PATHS = (
    "/", "/p/rust-mug-1/", "/p/moss-mug-3/", "/p/plum-mug-4/", "/c/pottery/", "/search/?q=linen",
    "/search/?q=zz", "/cart/", "/checkout/", "/interests/", "/login/", "/signup/", "/orders/",
    "/offline/", "/nowhere/",
)  # fmt: skip


def problems(page) -> list[str]:
    """Return what axe found: the rule, and where."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url} {one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_found(known, address, scheme, size):
    known.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    known.set_viewport_size(size)
    known.get_by_role("button", name="Put it in the cart").click()
    expect(known.get_by_text("It is in your cart.")).to_be_visible()
    found = problems(known)
    for path in PATHS:
        known.goto(address + path)
        found += problems(known)
    known.goto(address)
    known.locator(".card").first.get_by_role("link", name="Why?").click()
    expect(known.get_by_role("dialog")).to_be_visible()
    known.get_by_text("The numbers", exact=True).click()
    found += problems(known)
    known.goto(address + known.locator(".card .link").first.get_attribute("href"))
    found += problems(known)
    assert not found, "\n".join(found)


def test_the_first_stop_of_the_keyboard_skips_to_the_content(address, page):
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_shelf_is_scrolled_by_the_keyboard(address, page):
    page.set_viewport_size(PHONE)
    page.goto(address)
    track = page.locator(".track").first
    track.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(20):
        page.wait_for_timeout(50)
        if track.evaluate("track => track.scrollLeft"):
            return
    pytest.fail("The shelf did not move.")
