"""Search, facets and sorting, on a shop made by hand."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from shop import browsing
from shop.models import Product
from shop.selectors import category_get, category_products, menu, on_sale
from tests.shop.views.makers import shop_make


@pytest.fixture(autouse=True)
def shop(db):
    shop_make(per_kind=6)


def listed(query="", slug="pottery", **more):
    return browsing.listing(category_products(category_get(slug)), QueryDict(query), **more)


def skus(found):
    return [product.sku for product in found.page.object_list]


def counts(found, name):
    facet = next(facet for facet in found.facets if facet.name == name)
    return {choice.value: choice.count for choice in facet.choices}


def test_a_department_holds_its_kinds_and_the_newest_come_first():
    found = listed()
    assert found.page.paginator.count == 12 and skus(found)[0] == "bowl-5"
    assert not found.is_narrowed and found.sort == "new"


def test_prices_sort_both_ways():
    cheap, dear = listed("sort=cheap"), listed("sort=dear")
    assert [p.price for p in cheap.page.object_list] == sorted(
        p.price for p in on_sale().filter(category__parent__slug="pottery")
    )
    assert skus(dear)[0] in ("mug-5", "bowl-5")


def test_a_facet_counts_under_all_filters_but_its_own():
    found = listed("colour=oat&price=10-25")
    assert skus(found) and {p.colour for p in found.page.object_list} == {"oat"}
    # Colours in the band 10 to 25: numbers 0, 1 and 2 of both kinds.
    assert counts(found, "colour") == {"oat": 2, "rust": 2, "sky": 2}
    # Bands of what is oat: only 10 euro things.
    assert counts(found, "price") == {"10-25": 2}


def test_two_values_of_one_facet_add_up_and_two_facets_narrow():
    assert listed("colour=oat&colour=rust").page.paginator.count == 4
    assert listed("colour=oat&price=25-50").page.paginator.count == 0


def test_what_is_chosen_and_leaves_nothing_can_be_taken_off():
    found = listed("material=stoneware&colour=brass")
    assert not skus(found) and counts(found, "colour")["brass"] == 0
    (brass,) = [c for f in found.facets if f.name == "colour" for c in f.choices if c.is_on]
    assert brass.value == "brass"


def test_in_stock_leaves_out_what_is_not():
    assert listed("stock=1").page.paginator.count == 10
    assert {"mug-4", "bowl-4"}.isdisjoint(skus(listed("stock=1")))


@pytest.mark.parametrize(
    "query", ["price=cheap", "sort=odd", "page=x", "page=99", "price=-", "stock=2"]
)
def test_wrong_values_are_ignored(query):
    assert listed(query).page.paginator.count == 12


def test_pages_are_cut(monkeypatch):
    monkeypatch.setattr(browsing, "PER_PAGE", 5)
    assert [len(listed(f"page={n}").page.object_list) for n in (1, 2, 3)] == [5, 5, 2]


def found_by(text):
    return {product.sku for product in browsing.search(text)}


def test_words_of_title_maker_and_description_are_found():
    assert found_by("linen cushion") == {f"cushion-{n}" for n in range(6)}
    assert found_by('"Maker 1" mug') == {"mug-1", "mug-4"}
    assert found_by("mug-2") >= {"mug-2"}


def test_beginnings_are_found_when_no_whole_word_is():
    assert found_by("cush") == {f"cushion-{n}" for n in range(6)}


def test_chinese_is_looked_up_in_the_translations():
    assert found_by("mug之3") == {"mug-3"}


@pytest.mark.parametrize(
    "text", ["", "   ", "'; DROP TABLE shop_product; --", "a & | !", "\\", "%", "(" * 50]
)
def test_no_text_breaks_the_search(text):
    assert isinstance(found_by(text), set)


def test_what_is_not_on_sale_is_not_found():
    Product.objects.filter(sku="cushion-0").update(is_active=False)
    assert "cushion-0" not in found_by("cushion")


def test_suggestions_put_titles_before_makers():
    Product.objects.filter(sku="lamp-0").update(maker="Cushing")
    found = [product.sku for product in browsing.suggested("cush")]
    assert found[-1] == "lamp-0" and found[0].startswith("cushion")


def test_categories_are_named_in_either_language():
    assert [c.slug for c in browsing.categories_named("mug", menu())] == ["mugs"]
    assert [c.slug for c in browsing.categories_named("POTT", menu())] == ["pottery"]
    assert browsing.categories_named("m", menu()) == []
