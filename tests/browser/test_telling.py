"""What a page tells the shop by itself: what was scrolled past, and how long a product was seen.

The page's own script, a real server and what ends up in its tables. Time is real: a second is what
the script asks for.
"""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from recommender.models import Event
from recommender.models.shopper import ItemPass
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HIDE = """hidden => {
  Object.defineProperty(document, 'visibilityState', {
    value: hidden ? 'hidden' : 'visible', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
SETTLED_MS = 1300  # above the second after which a pick counts as seen
FLASH_MS = 250
# Beacons are no requests to the driver: the page itself notes what it sends.
NOTE = """() => {
  const send = navigator.sendBeacon.bind(navigator);
  navigator.sendBeacon = (address, body) => {
    sessionStorage.told = Number(sessionStorage.told || 0) + 1;
    return send(address, body);
  };
}"""
SIGHT = """cards.filter(card => {
  const box = card.getBoundingClientRect(), track = card.closest('.track').getBoundingClientRect();
  const wide = Math.min(box.right, track.right, innerWidth) - Math.max(box.left, track.left, 0);
  const high = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  return wide > 0 && high > 0 && wide * high >= 0.6 * box.width * box.height;
}).map(card => card.dataset.sku)"""
IN_SIGHT = f"cards => {SIGHT}"
# Stops at the last shelf for a moment on the way down; what was in sight there, and how long.
FLY = f"""async ms => {{
  const cards = [...document.querySelectorAll('.shelf .card')];
  const wait = () => new Promise(done => setTimeout(done, ms));
  const began = performance.now();
  cards.at(-1).scrollIntoView({{block: 'center', behavior: 'instant'}});
  await wait();
  const flown = {SIGHT};
  window.scrollTo({{top: 0, behavior: 'instant'}});
  await wait();
  return {{flown, took: performance.now() - began}};
}}"""


@pytest.fixture
def home(address, page):
    """The home page of somebody who has looked at a lamp: shelves stand at its top."""
    page.set_viewport_size(DESKTOP)
    page.add_init_script(f"({NOTE})()")
    page.goto(f"{address}/p/oat-lamp-0/")
    # From the second page on a service worker stands between the page and the shop.
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(address)
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    return page


def told(page) -> int:
    """Return how many times the page and those before it have told something."""
    return int(page.evaluate("sessionStorage.told || 0"))


def passed() -> set[str]:
    return set(ItemPass.objects.values_list("item_id", flat=True))


def dwells() -> list[tuple[str, float]]:
    return list(Event.objects.filter(kind="dwell").values_list("item_id", "value"))


def eventually(ask, wanted, page) -> None:
    """Wait until `ask()` is `wanted`: a beacon arrives a little after the page has gone on."""
    until = time.monotonic() + 5
    while ask() != wanted and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert ask() == wanted


def in_sight(page) -> set[str]:
    return set(page.locator(".shelf .card").evaluate_all(IN_SIGHT))


def scroll(page, y: int) -> None:
    page.evaluate("y => window.scrollTo({top: y, behavior: 'instant'})", y)


def test_what_stood_in_sight_and_was_not_opened_is_told_when_the_page_is_left(home, address):
    home.wait_for_timeout(SETTLED_MS)
    seen = in_sight(home)
    everything = set(
        home.locator(".shelf .card").evaluate_all("all => all.map(c => c.dataset.sku)")
    )
    assert seen and seen < everything
    assert passed() == set()  # nothing is told while the page is being read
    home.goto(f"{address}/cart/")
    eventually(lambda: seen <= passed(), True, home)
    unseen = everything - passed()
    assert unseen, "what was below the window was told as seen"
    assert told(home) == 1


def test_it_is_told_when_the_tab_is_hidden_and_once(home):
    home.wait_for_timeout(SETTLED_MS)
    seen = in_sight(home)
    home.evaluate(HIDE, True)
    eventually(lambda: seen <= passed(), True, home)
    times = dict(ItemPass.objects.values_list("item_id", "times"))
    home.evaluate(HIDE, False)
    home.wait_for_timeout(SETTLED_MS)
    home.evaluate(HIDE, True)  # the same picks again: told already
    home.wait_for_timeout(400)
    assert dict(ItemPass.objects.values_list("item_id", "times")) == times


def test_what_was_scrolled_past_is_told_and_what_was_opened_is_not(home):
    home.wait_for_timeout(SETTLED_MS)
    seen = in_sight(home)
    opened = home.locator(".shelf .card").first
    sku = opened.get_attribute("data-sku")
    assert sku in seen
    scroll(home, 100_000)
    home.wait_for_timeout(FLASH_MS)
    scroll(home, 0)
    opened.locator(".card__link").click()
    home.wait_for_url("**/p/**")
    eventually(lambda: seen - {sku} <= passed(), True, home)
    assert sku not in passed()
    assert Event.objects.filter(kind="click", item_id=sku).exists()


def test_what_is_liked_or_asked_about_was_not_passed_over(home, address):
    home.wait_for_timeout(SETTLED_MS)
    cards = home.locator(".shelf").first.locator(".card")
    asked, liked, other = (cards.nth(at).get_attribute("data-sku") for at in range(3))
    cards.nth(0).get_by_role("link", name="Why?").click()
    expect(home.get_by_role("dialog")).to_be_visible()
    home.keyboard.press("Escape")
    heart = cards.nth(1).get_by_role("button", name=re.compile("^Like “"))
    heart.focus()
    home.keyboard.press("Enter")
    expect(heart).to_have_attribute("aria-pressed", "true")
    home.goto(f"{address}/cart/")
    eventually(lambda: other in passed(), True, home)
    assert asked not in passed() and liked not in passed()


def test_a_flash_tells_nothing(home, address):
    home.wait_for_timeout(FLASH_MS)
    home.goto(f"{address}/p/oat-lamp-0/")
    home.wait_for_timeout(FLASH_MS)
    home.goto(f"{address}/cart/")
    home.wait_for_timeout(800)
    assert passed() == set() and dwells() == [] and told(home) == 0


def test_what_flew_by_while_scrolling_is_not_told(home, address):
    home.set_viewport_size({**PHONE, "height": 560})
    home.goto(address)
    seen = home.evaluate(FLY, FLASH_MS)
    assert seen["took"] < 900, "too slow a machine to tell a flash from a look"
    flown = set(seen["flown"])
    assert flown and not flown & in_sight(home)
    home.wait_for_timeout(SETTLED_MS)
    looked_at = in_sight(home)
    home.goto(f"{address}/cart/")
    eventually(lambda: looked_at <= passed(), True, home)
    assert looked_at and not flown & passed()


def test_how_long_a_product_was_looked_at_is_an_event_with_seconds(known, address):
    began = time.monotonic()
    known.wait_for_timeout(2400)
    known.get_by_role("link", name="Cart", exact=False).first.click()
    known.wait_for_url("**/cart/")
    spent = time.monotonic() - began
    eventually(lambda: len(dwells()), 1, known)
    item_id, seconds = dwells()[0]
    assert item_id == "mug-0" and 2.3 <= seconds <= spent + 3.0
    known.goto(f"{address}/interests/")
    expect(known.get_by_text("looked at", exact=False).first).to_be_visible()


def test_time_while_the_tab_is_hidden_does_not_count(known):
    known.wait_for_timeout(2200)
    known.evaluate(HIDE, True)
    eventually(lambda: len(dwells()), 1, known)
    first = dwells()[0][1]
    known.wait_for_timeout(2500)
    known.evaluate(HIDE, False)
    known.wait_for_timeout(300)
    known.evaluate(HIDE, True)
    known.wait_for_timeout(400)
    assert dwells() == [("mug-0", first)]  # 0.3 s more are not worth telling


def test_a_keyboard_user_gets_the_same(home):
    home.keyboard.press("Tab")
    home.wait_for_timeout(SETTLED_MS)
    seen = in_sight(home)
    link = home.locator(".shelf .card").first.locator(".card__link")
    sku = home.locator(".shelf .card").first.get_attribute("data-sku")
    track = home.locator(".track").nth(1)
    track.focus()  # the focus brings the shelf into sight, as Tab does
    home.wait_for_timeout(SETTLED_MS)
    seen |= in_sight(home)
    link.focus()
    home.keyboard.press("Enter")
    home.wait_for_url("**/p/**")
    eventually(lambda: seen - {sku} <= passed(), True, home)
    assert sku not in passed()
    home.wait_for_timeout(2400)
    home.locator(".top__links a").last.focus()
    home.keyboard.press("Enter")
    home.wait_for_url("**/cart/")
    eventually(lambda: [item for item, _seconds in dwells()], [sku], home)


@pytest.mark.parametrize("signal", ["globalPrivacyControl", "doNotTrack"])
def test_a_browser_that_asks_not_to_be_followed_is_not(address, page, signal):
    value = "'1'" if signal == "doNotTrack" else "true"
    page.add_init_script(
        f"Object.defineProperty(navigator, '{signal}', {{get: () => {value}, configurable: true}})"
    )
    page.goto(f"{address}/p/oat-mug-0/")
    page.wait_for_timeout(2300)
    page.goto(address)
    page.wait_for_timeout(SETTLED_MS)
    page.goto(f"{address}/cart/")
    page.wait_for_timeout(800)
    assert passed() == set() and dwells() == []
