"""Looking around: what is shown, what is recorded, and that a fragment is part of its page."""

from __future__ import annotations

import re

import pytest

from recommender.contracts import EventKind
from shop.models import Product
from shop.views import pages
from tests.shop.views.conftest import text
from tests.shop.views.makers import act


def listing_of(markup: str) -> str:
    found = re.search(r'<div class="browse" id="listing".*?</aside>.*', markup, re.S)
    assert found
    return found[0].split("</main>")[0].strip()


def test_a_first_visit_is_told_so_and_offered_three_taps(visitor):
    markup = text(visitor.get("/"))
    assert "Three taps, if you like" in markup and "All departments" in markup
    assert markup.count('class="starter"') == 3  # one of each department


def test_three_taps_steer_the_shelves_and_then_the_strip_is_gone(visitor):
    visitor.get("/")
    for number, sku in enumerate(("mug-0", "mug-2", "mug-5"), start=1):
        answer = visitor.fragment(f"/item/{sku}/tap/", event_id="")
        assert answer.headers["HX-Trigger"] == "picks-changed"
        assert len(visitor.events("like")) == number
    markup = text(visitor.get("/"))
    assert "Three taps" not in markup and "which you liked" in markup


def test_whether_somebody_is_new_is_asked_until_they_are_not(visitor, monkeypatch):
    asked = []
    read = pages.shopper_events
    monkeypatch.setattr(pages, "shopper_events", lambda *args: asked.append(args) or read(*args))
    visitor.fragment("/item/mug-0/tap/", event_id="")
    for taps in (1, 2):  # still new: asked each time
        visitor.get("/")
        assert len(asked) == taps
    visitor.get("/p/rust-mug-1/")
    for _again in range(3):  # not any more: asked once
        assert "Three taps" not in text(visitor.get("/"))
    assert len(asked) == 3


def test_a_look_is_recorded_and_the_next_page_has_understood_it(visitor):
    before = visitor.picks()
    visitor.get("/p/oat-lamp-0/")
    assert [e.item_id for e in visitor.events("view")] == ["lamp-0"]
    after = visitor.picks()
    assert [sku for _slate, sku in before] != [sku for _slate, sku in after]
    assert "lamp" in after[0][1]


def test_a_look_from_a_shelf_is_a_click_that_knows_where_it_came_from(visitor):
    markup = text(visitor.get("/"))
    address = re.search(r'class="card__link" href="([^"]+)"', markup)[1].replace("&amp;", "&")
    visitor.get(address)
    (click,) = visitor.events("click")
    assert click.context["slate_id"] in address and click.context["position"] == 0


def test_a_prefetch_is_not_a_look(visitor):
    visitor.get("/")
    visitor.get("/p/oat-lamp-0/", headers={"Sec-Purpose": "prefetch"})
    assert not visitor.events()


def test_a_wrong_origin_is_a_plain_look(visitor):
    visitor.get("/")
    visitor.get("/p/oat-lamp-0/?from=nonsense&p=x")
    assert [event.kind for event in visitor.events()] == ["view"]


SIMILAR = ("Similar to this", "More like this")  # a shopper keeps one of them


def test_a_product_page_has_all_that_there_is(visitor):
    markup = text(visitor.get("/p/rust-mug-1/"))
    for part in ("Rust stoneware mug", "Maker 1", "Small", "€22.00", "<audio", "See it in motion",
                 "Write a review", "Put it in the cart"):  # fmt: skip
        assert part in markup, part
    assert any(title in markup for title in SIMILAR)


def test_what_is_out_of_stock_says_so_and_cannot_be_bought(visitor):
    markup = text(visitor.get("/p/plum-mug-4/"))
    assert "Out of stock just now" in markup and "Put it in the cart" not in markup
    assert any(title in markup for title in SIMILAR)


@pytest.mark.parametrize("address", ["/p/nothing/", "/c/nothing/"])
def test_what_is_not_there_is_a_404(visitor, address):
    assert visitor.get(address).status_code == 404


def test_a_product_taken_off_sale_is_a_404(visitor):
    Product.objects.filter(sku="mug-0").update(is_active=False)
    assert visitor.get("/p/oat-mug-0/").status_code == 404


def test_facets_narrow_by_links_and_the_fragment_is_the_pages_own_part(visitor):
    address = "/c/pottery/?colour=oat&sort=cheap"
    page, fragment = visitor.get(address), visitor.fragment(address, target="listing")
    assert "2 products" in text(page) and "<html" not in text(fragment)
    clean = re.compile(r'value="[0-9a-f-]{36}"|csrfmiddlewaretoken" value="\w+"')
    assert clean.sub("", listing_of(text(page))) == clean.sub("", text(fragment).strip())


def test_shelves_asked_for_again_are_the_same_part_of_the_page(visitor):
    act_markup = text(visitor.fragment("/shelves/?placement=home"))
    assert act_markup.lstrip().startswith('<div class="shelves" id="shelves"')
    assert "<html" not in act_markup and visitor.get("/shelves/?placement=x").status_code == 400


def test_search_counts_names_kinds_and_is_recorded_once(visitor):
    visitor.get("/")
    markup = text(visitor.get("/search/?q=linen"))
    assert "12 products" in markup
    assert 'href="/c/mugs/"' in text(visitor.get("/search/?q=mug"))
    visitor.fragment("/search/?q=linen&colour=oat", target="listing")
    queries = [event.context["query"] for event in visitor.events("search")]
    assert sorted(queries) == ["linen", "mug"]


def test_a_search_without_result_offers_ways_on(visitor):
    markup = text(visitor.get("/search/?q=zzzz"))
    assert "Nothing found for" in markup and 'href="/c/pottery/"' in markup
    assert 'id="shelves"' in markup


def test_suggestions_begin_like_what_is_written_and_record_nothing(visitor):
    visitor.get("/")
    markup = text(visitor.fragment("/search/suggest/?q=cush"))
    assert "linen cushion" in markup and "<html" not in markup and 'href="/c/cushions/"' in markup
    assert not visitor.events()
    assert not text(visitor.fragment("/search/suggest/?q=c")).strip()


def test_when_the_recommender_is_down_the_shop_shows_its_own(visitor, monkeypatch):
    from shop import shelving

    def broken(context):
        raise RuntimeError("down")

    monkeypatch.setattr(shelving.recommender, "page_recommend", broken)
    response = visitor.get("/")
    assert response.status_code == 200 and "Popular in the shop" in text(response)


def test_a_dwell_is_taken_from_our_own_pages_only(visitor):
    visitor.get("/p/oat-lamp-0/")
    form = {"id": "0b5ff3a4-53a9-4b0e-a1a5-8d6d3c1f8a11", "item": "lamp-0", "value": "12.5"}
    assert (
        visitor.post("/events/", form, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    )
    for _ in range(2):
        assert (
            visitor.post("/events/", form, headers={"Sec-Fetch-Site": "same-origin"}).status_code
            == 204
        )
    assert [event.value for event in visitor.events("dwell")] == [12.5]
    assert visitor.post("/events/", {**form, "value": "nan"}).status_code == 400


def test_health_and_worker(visitor):
    assert visitor.get("/healthz").json()["status"] == "ok"
    response = visitor.get("/sw.js")
    assert (
        response.headers["Content-Type"] == "text/javascript" and b"/offline/" in response.content
    )


def test_liked_things_of_another_visit_are_not_lost(visitor):
    visitor.get("/")
    act(visitor.shopper_id, EventKind.LIKE, "lamp-0")
    assert "which you liked" in text(visitor.get("/"))
