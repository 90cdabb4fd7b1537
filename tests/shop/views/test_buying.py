"""Cart, demo checkout, orders, returns, reviews; each form sent twice counts once."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from shop.models import CartLine, Order, Product, Review
from tests.shop.views.conftest import text

ADDRESS = {"name": "Ines", "email": "ines@example.org", "address": "Long Street 1"}


@pytest.fixture
def ordered(visitor):
    visitor.post("/cart/add/mug-0/", {"quantity": 2, "event_id": uuid4()})
    visitor.post("/checkout/", {**ADDRESS, "event_id": uuid4()})
    return visitor


def test_from_cart_to_order_to_return(visitor, django_capture_on_commit_callbacks):
    assert visitor.post("/cart/add/mug-0/", {"quantity": 2}).headers["Location"] == "/cart/"
    cart = text(visitor.get("/cart/"))
    assert "Oat stoneware mug" in cart and "€20.00" in cart
    checkout = text(visitor.get("/checkout/"))
    assert "No payment is taken" in checkout
    with django_capture_on_commit_callbacks(execute=True):
        answer = visitor.post("/checkout/", {**ADDRESS, "event_id": uuid4()})
    order = Order.objects.get()
    assert answer.headers["Location"] == f"/orders/{order.number}/"
    assert order.total == Decimal(20) and Product.objects.get(sku="mug-0").stock == 7
    assert [event.value for event in visitor.events("purchase")] == [2.0]
    assert not CartLine.objects.exists() and "no payment was taken" in text(
        visitor.get(f"/orders/{order.number}/")
    )
    line = order.lines.get()
    for _ in range(2):
        visitor.post(f"/orders/line/{line.pk}/return/", {"event_id": uuid4()})
    assert Product.objects.get(sku="mug-0").stock == 9
    assert len(visitor.events("return")) == 1
    assert "Sent back on" in text(visitor.get("/orders/"))
    assert "mug-0" not in [sku for _slate, sku in visitor.picks()]


def test_adding_twice_with_one_id_counts_once(visitor):
    once = uuid4()
    for _ in range(2):
        visitor.post("/cart/add/mug-0/", {"quantity": 1, "event_id": once})
    assert CartLine.objects.get().quantity == 1 and len(visitor.events("cart")) == 1
    visitor.post("/cart/add/mug-0/", {"quantity": 1, "event_id": uuid4()})
    assert CartLine.objects.get().quantity == 2


def test_ordering_twice_with_one_id_is_one_order(visitor):
    visitor.post("/cart/add/mug-0/", {"quantity": 1})
    once = uuid4()
    for _ in range(2):
        visitor.post("/checkout/", {**ADDRESS, "event_id": once})
    assert Order.objects.count() == 1 and Product.objects.get(sku="mug-0").stock == 8


def test_adding_by_script_answers_with_the_count_and_a_fresh_id(visitor):
    once = str(uuid4())
    markup = text(visitor.fragment("/cart/add/mug-0/", quantity=1, event_id=once))
    assert "It is in your cart." in markup and 'hx-swap-oob="true"' in markup
    assert "1 thing in the cart" in markup and once not in markup


def test_a_variant_has_its_own_price_and_line(visitor):
    large = Product.objects.get(sku="mug-1").variants.get(name="Large")
    visitor.post("/cart/add/mug-1/", {"quantity": 1, "variant": large.pk})
    visitor.post("/cart/add/mug-1/", {"quantity": 1})
    assert sorted(line.unit_price for line in CartLine.objects.all()) == [Decimal(17), Decimal(22)]


def test_what_is_out_of_stock_is_refused_in_words(visitor):
    answer = visitor.post("/cart/add/mug-4/", {"quantity": 1}, follow=True)
    assert "This is out of stock just now." in text(answer) and not CartLine.objects.exists()
    assert "out of stock" in text(visitor.fragment("/cart/add/mug-4/", quantity=1))


def test_a_cart_is_changed_and_emptied(visitor):
    visitor.post("/cart/add/mug-0/", {"quantity": 1})
    line = CartLine.objects.get()
    markup = text(visitor.fragment(f"/cart/line/{line.pk}/", quantity=3))
    assert "€30.00" in markup and "<html" not in markup
    answer = visitor.fragment(f"/cart/line/{line.pk}/", quantity=0)
    assert "There is nothing in it yet" in text(answer)
    assert answer.headers["HX-Trigger"] == "picks-changed" and len(visitor.events("uncart")) == 1


def test_a_wrong_address_comes_back_with_what_is_wrong(visitor):
    visitor.post("/cart/add/mug-0/", {"quantity": 1})
    answer = visitor.post("/checkout/", {**ADDRESS, "email": "nobody"})
    assert (
        answer.status_code == 422 and "valid email" in text(answer) and not Order.objects.exists()
    )


def test_too_many_for_the_stock_is_refused_and_nothing_is_lost(visitor):
    visitor.post("/cart/add/mug-0/", {"quantity": 3})
    Product.objects.filter(sku="mug-0").update(stock=2)
    answer = visitor.post("/checkout/", ADDRESS)
    assert answer.status_code == 422 and "no longer in stock" in text(answer)
    assert CartLine.objects.get().quantity == 3 and Product.objects.get(sku="mug-0").stock == 2
    assert "Fewer than that are in stock" in text(visitor.get("/cart/"))


def test_an_empty_cart_has_no_checkout(visitor):
    assert visitor.get("/checkout/").headers["Location"] == "/cart/"


def test_orders_of_others_are_not_there(ordered, other):
    order = Order.objects.get()
    other.get("/p/oat-lamp-0/")
    assert other.get(f"/orders/{order.number}/").status_code == 404
    line = order.lines.get()
    assert other.post(f"/orders/line/{line.pk}/return/", {"event_id": uuid4()}).status_code == 404
    line.refresh_from_db()
    assert line.returned_at is None and order.number not in text(other.get("/orders/"))


def test_a_line_of_another_cart_is_not_touched(visitor, other):
    visitor.post("/cart/add/mug-0/", {"quantity": 1})
    other.post("/cart/add/bowl-0/", {"quantity": 1})
    line = CartLine.objects.get(product__sku="mug-0")
    other.post(f"/cart/line/{line.pk}/", {"quantity": 0})
    assert CartLine.objects.filter(pk=line.pk).exists()


def test_a_review_is_written_rewritten_and_counts_as_a_rating(visitor):
    form = {"rating": 4, "author_name": "Ines", "text": "Good to hold."}
    answer = visitor.post("/p/oat-mug-0/review/", form, follow=True)
    assert "Good to hold." in text(answer) and "1 review" in text(answer)
    visitor.post("/p/oat-mug-0/review/", {**form, "rating": 2})
    assert Review.objects.get().rating == 2
    assert [event.value for event in visitor.events("rating")] == [2.0, 4.0]
    wrong = visitor.post("/p/oat-mug-0/review/", {**form, "rating": 9})
    assert wrong.status_code == 422 and '<details class="write" open>' in text(wrong)
