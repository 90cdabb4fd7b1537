"""The page asked for again is put together from what was kept, and yet says what is so now."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from recommender.caches import caches_forget
from shop.models import Category, Media, Product
from tests.shop.views.conftest import Visitor, text
from tests.shop.views.makers import shop_make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def looked(client, transactional_db, looked_once):
    """Somebody whose page was shown twice, so that all that can be kept is."""
    cache.clear()
    shop_make()
    visitor = Visitor(client)
    visitor.get("/p/oat-mug-0/")
    visitor.get("/")
    visitor.get("/")
    yield visitor
    cache.clear()
    caches_forget()


def cards(visitor) -> dict[str, str]:
    """Return the markup of each card of the home page, by product."""
    found = re.findall(r'<article class="card".*?</article>', text(visitor.get("/")), re.S)
    return {re.search(r'data-sku="([^"]+)"', card)[1]: card for card in found}


def sold_out(product):
    Product.objects.filter(pk=product.pk).update(stock=0)


def dearer(product):
    Product.objects.filter(pk=product.pk).update(price=1234)


def renamed(product):
    Product.objects.filter(pk=product.pk).update(title="Quite another name")


def moved(product):
    Product.objects.filter(pk=product.pk).update(slug="somewhere-else")


def pictured(product):
    Media.objects.filter(product=product).update(thumbnail="products/other.webp")


def tinted(product):
    Category.objects.filter(pk=product.category_id).update(hue=210)


CHANGES = {
    sold_out: "Out of stock", dearer: "1,234", renamed: "Quite another name",
    moved: "/p/somewhere-else/", pictured: "products/other.webp", tinted: "hue-210",
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_of_a_product_is_on_the_next_page(looked, change):
    before = cards(looked)
    sku = next(sku for sku, card in before.items() if "<img" in card)
    assert CHANGES[change] not in before[sku]
    change(Product.objects.get(sku=sku))
    after = cards(looked)
    assert CHANGES[change] in after[sku]
    assert list(after) == list(before)  # the same page, of the same picks


def test_a_product_taken_off_is_off_the_next_page(looked):
    sku = next(iter(cards(looked)))
    Product.objects.filter(sku=sku).update(is_active=False)
    assert sku not in cards(looked)


def test_a_like_is_on_the_next_page_and_gone_when_it_is_taken_back(looked):
    for slate, sku in looked.picks():
        looked.fragment(f"/pick/{slate}/{sku}/like/", event_id=str(uuid4()))
        if sku in (after := cards(looked)):
            break
        looked.post(f"/item/{sku}/unlike/", {"event": str(looked.events("like")[0].id)})
    else:
        pytest.fail("nothing that is liked stays on the page")
    assert 'aria-pressed="true"' in after[sku]
    assert not any('aria-pressed="true"' in card for one, card in after.items() if one != sku)
    looked.post(f"/item/{sku}/unlike/", {"event": str(looked.events("like")[0].id)})
    assert not any('aria-pressed="true"' in card for card in cards(looked).values())


def test_another_language_is_another_page_at_once(looked):
    assert all("Less like" in card for card in cards(looked).values())
    looked.post("/i18n/setlang/", {"language": "zh-hans", "next": "/"})
    after = cards(looked)
    assert all("少推荐" in card and "之" in card for card in after.values())
    looked.post("/i18n/setlang/", {"language": "en", "next": "/"})
    assert all("Less like" in card and "之" not in card for card in cards(looked).values())


def test_nothing_of_one_request_is_kept_for_another(looked):
    """Tokens and the ids of answers are of each page alone; picks are of each shopper alone."""

    def secrets(visitor):
        page = text(visitor.get("/"))
        names = ("csrfmiddlewaretoken", "once")
        return {
            name: set(re.findall(rf'name="{name}" value="([^"]+)"', page)) for name in names
        } | {"slates": {slate for slate, _sku in visitor.picks()}}

    one, again = secrets(looked), secrets(looked)
    assert one["slates"] == again["slates"]
    for name in ("csrfmiddlewaretoken", "once"):
        assert one[name] and not one[name] & again[name]
    other = secrets(Visitor(Client()))
    assert not any(one[name] & other[name] for name in one)
