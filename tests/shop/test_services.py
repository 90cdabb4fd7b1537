"""Writes of the shop: what they change, and that the recommender is told exactly once."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser, User

from recommender import services as recommender
from shop import services, telling
from shop.models import Cart, CartLine, Order, Product, Review
from shop.selectors import popular_products
from tests.shop.views.makers import shop_make

NOBODY = AnonymousUser()


@pytest.fixture
def shopper(db):
    shop_make(per_kind=5)
    return recommender.shopper_create()


@pytest.fixture
def mug(shopper):
    return Product.objects.get(sku="mug-0")


def kinds(shopper):
    return sorted(event.kind.value for event in recommender.shopper_events(shopper))


def order(shopper, once=None):
    return services.order_place(shopper, NOBODY, "I", "i@example.org", "x", once or uuid4())


def test_a_cart_takes_no_more_than_there_is(shopper, mug):
    services.cart_add(shopper, mug, None, 8, uuid4())
    services.cart_add(shopper, mug, None, 8, uuid4())
    assert CartLine.objects.get().quantity == 9  # the stock
    Product.objects.filter(pk=mug.pk).update(stock=500)
    mug.refresh_from_db()
    services.cart_add(shopper, mug, None, 500, uuid4())
    assert CartLine.objects.get().quantity == services.MOST_OF_ONE


def test_an_order_is_all_or_nothing(shopper, mug):
    services.cart_add(shopper, mug, None, 1, uuid4())
    bowl = Product.objects.get(sku="bowl-0")
    services.cart_add(shopper, bowl, None, 1, uuid4())
    Product.objects.filter(pk=bowl.pk).update(stock=0)
    with pytest.raises(services.ShopError, match="no longer in stock"):
        order(shopper)
    assert Product.objects.get(pk=mug.pk).stock == 9 and not Order.objects.exists()


def test_an_order_keeps_prices_as_they_were(shopper, mug):
    services.cart_add(shopper, mug, None, 2, uuid4())
    placed = order(shopper)
    Product.objects.filter(pk=mug.pk).update(price=99)
    assert Order.objects.get(pk=placed.pk).total == 20


def test_the_recommender_hears_of_an_order_once(shopper, mug, django_capture_on_commit_callbacks):
    services.cart_add(shopper, mug, None, 2, uuid4())
    once = uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        first = order(shopper, once)
    with django_capture_on_commit_callbacks(execute=True):
        assert order(shopper, once) == first
    assert kinds(shopper) == ["cart", "purchase"]


def test_a_return_puts_the_piece_back_once(shopper, mug):
    services.cart_add(shopper, mug, None, 2, uuid4())
    line = order(shopper).lines.get()
    for _ in range(2):
        services.order_line_return(shopper, line.pk, uuid4())
    assert Product.objects.get(pk=mug.pk).stock == 9 and kinds(shopper).count("return") == 1
    with pytest.raises(services.ShopError):
        services.order_line_return(recommender.shopper_create(), line.pk, uuid4())


def test_joining_adds_carts_moves_orders_and_keeps_the_accounts_review(shopper, mug):
    user = User.objects.create_user("ines")
    account = services.shopper_join(user, None)
    for one, quantity, rating in ((account, 1, 5), (shopper, 2, 1)):
        services.cart_add(one, mug, None, quantity, uuid4())
        services.review_save(one, NOBODY, mug, "I", rating, "", uuid4())
    for _ in range(2):
        assert services.shopper_join(user, shopper) == account
    assert CartLine.objects.get().quantity == 3 and CartLine.objects.get().cart_id == account
    assert [review.rating for review in Review.objects.all()] == [5]
    assert kinds(account) == ["cart", "cart", "rating", "rating"]


def test_forgetting_keeps_the_books_only(shopper, mug):
    services.cart_add(shopper, mug, None, 1, uuid4())
    order(shopper)
    services.cart_add(shopper, mug, None, 1, uuid4())
    services.shopper_forget(shopper)
    assert not Cart.objects.exists() and Order.objects.count() == 1
    assert not recommender.shopper_events(shopper)


def test_a_shop_sells_on_while_the_recommender_is_down(shopper, mug, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("down")

    monkeypatch.setattr(telling.recommender, "events_record", broken)
    services.cart_add(shopper, mug, None, 1, uuid4())
    assert order(shopper).lines.count() == 1


def test_what_sells_comes_first_and_new_things_fill_up(shopper, mug):
    services.cart_add(shopper, mug, None, 3, uuid4())
    order(shopper)
    found = [product.sku for product in popular_products(4)]
    assert found[0] == "mug-0" and len(set(found)) == 4 and "candle-4" not in found
