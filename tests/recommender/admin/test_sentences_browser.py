"""The pages of sentences in a real browser: without scripts, by keyboard, narrow, and for axe."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from recommender.models import ReasonText
from recommender.reasons.headings import Heading, title_claim
from recommender.reasons.telling import heading_tell
from recommender.sentence_editing import sentence_put
from tests.recommender.admin.test_browser import RULES, address, log_in, plain_page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DIGEST = heading_tell(Heading(title_claim("popular"))).shape.digest
PATHS = ("shapes/", "shapes/?kind=title&language=zh-hans", f"shapes/{DIGEST}/")


def test_an_editor_writes_by_keyboard_and_without_scripts(address, plain_page):  # noqa: F811
    page = plain_page
    log_in(page, address)
    page.goto(f"{address}/admin/recommender/reasontext/shapes/{DIGEST}/?language=en&tone=warm")
    page.get_by_text("Write one yourself").focus()
    page.keyboard.press("Enter")
    page.get_by_label("The sentence, with its slots").fill("The best here")
    page.get_by_role("button", name="Check and show").press("Enter")
    page.wait_for_selector(".rc-error")
    assert page.get_by_role("alert").inner_text().startswith("It claims the most or the best.")
    assert page.get_by_label("The sentence, with its slots").input_value() == "The best here"
    page.get_by_label("The sentence, with its slots").fill("Popular here")
    page.get_by_role("button", name="Check and show").press("Enter")
    page.wait_for_selector(".rc-sentences li")
    assert ReasonText.objects.get().text == "Popular here"
    page.get_by_role("button", name="Ban").press("Enter")
    page.get_by_role("button", name="Bring back").wait_for()
    assert ReasonText.objects.get().status == "banned"


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_the_window_and_axe_finds_nothing_on_them(address, page, width):  # noqa: F811
    sentence_put("Popular here", DIGEST, "en", "warm")
    page.set_viewport_size({"width": width, "height": 844})
    log_in(page, address)
    for path in PATHS:
        page.goto(f"{address}/admin/recommender/reasontext/{path}")
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} px wide"
        found = Axe().run(page, context=".rc", options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
