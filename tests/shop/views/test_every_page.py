"""What holds of every page: a strict policy obeyed, one main landmark, few bytes, few queries."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.template import loader
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from recommender.contracts import EventKind
from shop.middleware import POLICY
from tests.shop.views.conftest import text
from tests.shop.views.makers import act, shop_make

PAGES = (
    "/", "/c/pottery/", "/c/mugs/?colour=oat", "/c/mugs/?colour=none", "/search/?q=linen",
    "/search/?q=zzzz", "/search/", "/p/rust-mug-1/", "/p/moss-mug-3/", "/p/plum-mug-4/", "/cart/",
    "/orders/", "/login/", "/signup/", "/interests/", "/offline/", "/nowhere/",
)  # fmt: skip


class Parsed(HTMLParser):
    """Notes what the policy forbids, and what structure there is."""

    def __init__(self, markup: str):
        super().__init__()
        self.inline: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.nameless: list[str] = []
        self._script = False
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self._script = tag == "script"
        self.ids += [given["id"]] if "id" in given else []
        self.inline += [f"{tag} {k}" for k in given if k == "style" or k.startswith("on")]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in given) else []
        self.inline += [v for v in given.values() if v and v.startswith("javascript:")]
        if tag == "img" and "alt" not in given:
            self.nameless.append(str(given))

    def handle_data(self, data):
        if self._script and data.strip():
            self.inline.append(data)

    def handle_endtag(self, tag):
        self._script = False


@pytest.fixture
def known(visitor):
    visitor.get("/p/rust-mug-1/")
    visitor.post("/cart/add/bowl-2/", {"quantity": 1})
    return visitor


def pages_of(visitor):
    """Yield every page's address and response, the panel's and the checkout's too."""
    for address in PAGES:
        yield address, visitor.get(address)
    slate, sku = visitor.picks()[0]
    for address in (f"/why/{slate}/{sku}/", "/checkout/"):
        yield address, visitor.get(address)
    yield "panel", visitor.fragment(f"/why/{slate}/{sku}/")


def test_nothing_is_inline_and_ids_are_unique(known):
    for address, response in pages_of(known):
        assert response.status_code == (404 if address == "/nowhere/" else 200), address
        assert response.headers["Content-Security-Policy"] == POLICY
        page = Parsed(text(response))
        assert not page.inline, (address, page.inline)
        assert not page.nameless, address
        doubled = {one for one in page.ids if page.ids.count(one) > 1}
        assert not doubled, (address, doubled)
        if address != "panel":
            assert page.tags.count("main") == 1 and page.tags.count("h1") == 1, address


def test_the_policy_lets_no_script_or_style_be_written_into_a_page():
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["default-src"] == "'none'" and "unsafe" not in POLICY


def test_htmx_is_told_to_keep_to_the_policy(known):
    markup = text(known.get("/"))
    assert '"includeIndicatorStyles":false' in markup and '"allowEval":false' in markup


def test_text_of_products_and_searches_is_never_markup(known):
    from shop.models import Product, Review

    evil = '<script>alert(1)</script>"onload="x'
    product = Product.objects.get(sku="mug-0")
    Product.objects.filter(sku="mug-0").update(title=evil, description=evil, maker=evil)
    Review.objects.create(
        product=product, shopper_id=known.shopper_id, author_name=evil, rating=5, text=evil
    )
    for address in (product.get_absolute_url(), "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E"):
        markup = text(known.get(address))
        assert "<script>alert" not in markup and not Parsed(markup).inline


def test_a_first_page_weighs_at_most_120_kb_without_pictures(visitor):
    """As sent: compressed page, styles and scripts together."""
    root = Path(settings.BASE_DIR)
    htmx = next(root.glob(".venv/lib/*/site-packages/django_htmx/static/django_htmx/htmx-2.min.js"))
    names = ("tokens.css", "shop.css", "pages.css", "shop.js")
    files = [*(root / "shop" / "assets" / name for name in names), htmx]
    parts = [visitor.get("/").content, *(file.read_bytes() for file in files)]
    assert sum(len(gzip.compress(part)) for part in parts) < 60_000
    assert sum(len(part) for part in parts[1:]) < 120_000


def test_a_card_with_its_reason_and_buttons_weighs_little(known):
    cards = re.findall('<article class="card".*?</article>', text(known.get("/")), re.S)
    weights = [len(card.encode()) for card in cards]
    assert len(weights) > 8 and max(weights) < 1400


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 27),
        ("/c/pottery/", 32),
        ("/search/?q=linen", 7),
        ("/p/rust-mug-1/", 37),
        ("/cart/", 30),
    ],
)
def test_queries_do_not_grow_with_the_shop(known, address, most):
    def queries():
        cache.clear()
        known.get(address)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            known.get(address)
        return len(captured)

    few = queries()
    shop_make(per_kind=10)
    act(known.shopper_id, EventKind.VIEW, "mug-8")
    many = queries()
    assert many <= few and many <= most, (few, many)


@pytest.mark.parametrize("address", PAGES[:-1])
def test_every_page_works_in_chinese(known, address):
    known.post("/i18n/setlang/", {"language": "zh-hans"})
    response = known.get(address)
    assert response.status_code == 200 and '<html lang="zh-hans"' in text(response)


def test_the_page_for_a_broken_shop_needs_no_database():
    with override("en"):
        markup = loader.get_template("500.html").render()
    assert "Something broke on our side" in markup and not Parsed(markup).inline


def test_a_form_without_its_token_is_refused_in_words(stocked):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/cart/add/mug-0/", {"quantity": 1})
    assert response.status_code == 403 and "Please send it again" in text(response)
    assert not Parsed(text(response)).inline


@pytest.mark.parametrize("name", ["400.html", "403.html"])
def test_refusals_are_pages_of_the_shop(name):
    markup = loader.get_template(name).render()
    assert 'class="mark"' in markup and not Parsed(markup).inline


def test_pages_are_kept_by_nobody_else(known):
    response = known.get("/")
    assert "private" in response.headers["Cache-Control"]
    assert "HX-Request" in response.headers["Vary"]
