"""The strategy page in a real browser: with its script, and without any."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone

from recommender import services
from recommender.caches import caches_forget
from recommender.models import StrategyVersion
from recommender.strategy import active_version, strategy_ensure_default
from tests.recommender.worlds import new_event, random_world, save

# Playwright keeps an event loop in this thread; the tests' own queries are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server):
    save(random_world(7, items=60))
    caches_forget()
    shopper = services.shopper_create()
    events = [new_event(shopper, i, "view", 60, now=timezone.now()) for i in ("i04", "i13")]
    services.events_record(events, wake=False)
    strategy_ensure_default()
    User.objects.create_superuser("owner", password="a long one 1")
    return live_server.url


def log_in(page, address):
    page.goto(f"{address}/admin/login/?next=/admin/recommender/strategy/")
    page.locator("input[name=username]").evaluate("(input) => input.value = 'owner'")
    page.locator("input[name=password]").evaluate("(input) => input.value = 'a long one 1'")
    page.locator("form#login-form, form").first.evaluate("(form) => form.submit()")
    page.wait_for_url("**/change/")


def titles(page):
    return page.locator(".rc-pair").first.locator(".rc-card-title").all_inner_texts()


def test_sliding_previews_marks_saves_and_undoes(address, page):
    problems, outside = [], []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Security" in said.text else None)
    page.on("request", lambda r: None if r.url.startswith(address) else outside.append(r.url))
    log_in(page, address)
    slider = page.locator("[data-slides=p-weights-session]")
    before = titles(page)
    with page.expect_response("**/preview/"):
        slider.fill("0")
    page.wait_for_function("document.querySelector('.rc-heads').innerText.includes('→ 0')")
    assert page.locator("#p-weights-session").input_value() == "0"
    assert titles(page) != before
    with page.expect_response("**/preview/"):
        page.fill("#p-diversity", "7")
    page.wait_for_selector(".rc-wrong")
    assert page.inner_text("#e-p-diversity") == "Must be between 0 and 0.95."
    page.locator("[data-resets=p-diversity]").click()
    page.wait_for_function("!document.querySelector('.rc-wrong')")
    assert page.locator("#p-diversity").input_value() == "0.35"
    page.fill("input[name=note]", "less of the newest")
    page.click("button[value=serve]")
    page.wait_for_url("**undo=*")
    assert active_version()[1].weights["session"] == 0
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**undo=*")
    caches_forget()
    assert active_version()[1].weights["session"] == 1.6
    assert StrategyVersion.objects.count() == 2
    assert problems == [] and outside == []


@pytest.fixture
def plain_page(browser):
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_everything_works_without_scripts(address, plain_page):
    page = plain_page
    log_in(page, address)
    assert page.locator("#p-weights-session").is_visible()
    assert not page.locator("[data-slides=p-weights-session]").is_visible()
    before = titles(page)
    page.fill("#p-weights-session", "0")
    page.get_by_role("button", name="Preview").click()
    page.wait_for_load_state()
    assert "→ 0" in page.inner_text(".rc-heads") and titles(page) != before
    page.get_by_role("button", name="Save and serve").click()
    page.wait_for_url("**undo=*")
    assert active_version()[1].weights["session"] == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_the_window_and_axe_finds_nothing_on_them(address, page, width):
    page.set_viewport_size({"width": width, "height": 844})
    log_in(page, address)
    for path in ("", "recommender/strategy/", "recommender/run/", "recommender/shopper/events/"):
        page.goto(f"{address}/admin/{path}")
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} px wide"
        found = Axe().run(page, context=".rc", options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
