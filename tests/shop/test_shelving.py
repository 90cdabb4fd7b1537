"""Shelves for pages: addresses of cards, likes that are known, and what stands in for picks."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from django.urls import resolve, reverse

from recommender import services
from recommender.contracts import EventKind, Pick, Slate
from shop.shelving import Card, Place, ShelfView, join, popular_shelf
from shop.shown import Shown
from tests.shop.views.makers import act, shop_make

SLATE = "7b0d4c0e-5a3c-4c7b-9f0e-0d8f5f1f9a10"


@pytest.mark.parametrize("sku", ["mug-0", "a b", "X-1.5 (b)", "茶"])
def test_addresses_of_a_card_are_those_of_the_urls(sku):
    pick = Pick(sku, 3, 0.5, {}, 1.0)
    card = Card(product(sku), pick, SLATE)
    for address, name, action in ((card.why, "why", ()), (card.unlike, "pick", ("unlike",))):
        assert unquote(address) == unquote(reverse(f"shop:{name}", args=[SLATE, sku, *action]))
        assert resolve(unquote(address)).kwargs["item_id"] == sku and " " not in address
    assert card.href == f"/p/oat-mug/?from={SLATE}&p=3"
    shelf = ShelfView("for_you", "For you", (card,), SLATE)
    assert resolve(shelf.answers).url_name == "answers"


def product(sku):
    return Shown(sku, "oat-mug", "Oat mug", Decimal(10), "EUR", True, "45", "Mugs")


def test_shelves_ask_for_themselves_again():
    place = Place("product", ("mug-0", "mug-1"))
    assert place.again == "/shelves/?placement=product&anchor=mug-0&anchor=mug-1&category="


def test_picks_the_shop_no_longer_has_are_left_out(db, django_assert_num_queries):
    shop_make(per_kind=5)
    like = uuid4()
    likes = {"mug-0": None, "gone": None, "mug-2": like}
    picks = tuple(
        Pick(sku, n, 1.0, {}, 1.0, liked_by=liked) for n, (sku, liked) in enumerate(likes.items())
    )
    slate = Slate(UUID(SLATE), "home", "for_you", "For you", picks, None)
    with django_assert_num_queries(1):  # products, their categories and first pictures
        (shelf,) = join([slate])
        assert [card.product.sku for card in shelf.cards] == ["mug-0", "mug-2"]
        assert [bool(card.product.picture) for card in shelf.cards] == [True, True]
    assert [card.like_id for card in shelf.cards] == ["", str(like)]


def test_a_shelf_without_products_is_no_shelf(db):
    slate = Slate(UUID(SLATE), "home", "for_you", "For you", (Pick("gone", 0, 1, {}, 1),), None)
    assert join([slate]) == [] and popular_shelf() == []


def test_what_is_liked_follows_the_newest_word(db):
    shop_make(per_kind=5)
    shopper = services.shopper_create()
    act(shopper, EventKind.LIKE, "mug-0")
    liked = act(shopper, EventKind.LIKE, "mug-1")
    act(shopper, EventKind.DISLIKE, "mug-0")
    assert services.shopper_likes(shopper) == {"mug-1": liked}
    services.control_set(shopper, "ignore_event", event_id=liked)
    assert services.shopper_likes(shopper) == {}
