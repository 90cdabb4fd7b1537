"""What lists show of products: the same, whether read in one query or from model instances."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from shop.models import Category, Media, Product
from shop.selectors import cards, on_sale
from shop.shown import shown, shown_by_sku
from tests.shop.views.makers import shop_make


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_one_query_reads_what_the_models_say(db, django_assert_num_queries, language):
    shop_make(per_kind=5)
    Media.objects.filter(product__sku="mug-1").update(thumbnail="products/small.webp", alt="")
    products = list(cards(on_sale().filter(sku__startswith="mug")))
    with override(language):
        with django_assert_num_queries(1):
            found = shown_by_sku([product.sku for product in products])
        assert found == {product.sku: shown(product) for product in products}
        assert [found[p.sku].local_title for p in products] == [p.local_title for p in products]


def test_words_and_pictures(db):
    shop_make(per_kind=5)
    Category.objects.filter(slug="mugs").update(translations={"zh-hans": {"name": "杯"}}, hue=200)
    Media.objects.filter(product__sku="mug-1").update(thumbnail="products/small.webp")
    one = shown_by_sku(["mug-1"])["mug-1"]
    assert (one.address, one.kind, one.tint) == ("/p/rust-mug-1/", "Mugs", "195")
    assert one.picture.endswith("/products/small.webp") and one.alt == "A mug"
    assert one.srcset == f"{one.picture} 320w, {one.picture.replace('small', 'made-for-tests')} 64w"
    with override("zh-hans"):
        one = shown_by_sku(["mug-1"])["mug-1"]
        assert (one.local_title, one.kind, one.alt) == ("mug之1", "杯", "mug之1")


def test_a_product_without_picture_or_stock_or_place_on_sale(db):
    shop_make(per_kind=5)
    Product.objects.filter(sku="mug-0").update(is_active=False)
    found = shown_by_sku(["mug-0", "mug-3", "mug-4", "gone"])
    assert set(found) == {"mug-3", "mug-4"}
    assert (found["mug-3"].picture, found["mug-3"].srcset) == ("", "")
    assert (found["mug-3"].in_stock, found["mug-4"].in_stock) == (True, False)
    assert shown_by_sku([]) == {}
