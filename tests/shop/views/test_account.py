"""Sign-up, log-in, log-out: the browser's shopper becomes part of the account's."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from recommender import services
from shop.middleware import COOKIE
from shop.models import CartLine, Order
from tests.shop.views.conftest import text

SECRET = "oak-table-917"


@pytest.fixture
def user(db):
    return User.objects.create_user("ines", password=SECRET)


def test_signing_up_brings_everything_along(visitor):
    visitor.get("/p/oat-lamp-0/")
    visitor.post("/cart/add/mug-0/", {"quantity": 1})
    visitor.post(
        "/checkout/", {"name": "I", "email": "i@example.org", "address": "x", "event_id": uuid4()}
    )
    visitor.post("/cart/add/bowl-0/", {"quantity": 2})
    form = {"username": "ines", "password1": SECRET, "password2": SECRET}
    answer = visitor.post("/signup/", form, follow=True)
    assert "What you did before came along." in text(answer)
    account = services.shopper_for_user(str(User.objects.get(username="ines").pk))
    looked = {event.item_id for event in services.shopper_events(account)}
    assert {"lamp-0", "mug-0", "bowl-0"} <= looked
    assert Order.objects.get().shopper_id == account
    assert CartLine.objects.get().cart_id == account
    assert not visitor.client.cookies[COOKIE].value  # the anonymous one is gone


def test_logging_in_adds_the_carts_up_once(visitor, other, user):
    visitor.client.force_login(user)
    visitor.post("/cart/add/mug-0/", {"quantity": 1})
    other.post("/cart/add/mug-0/", {"quantity": 2})
    other.get("/p/oat-lamp-0/")
    for _ in range(2):
        other.post("/login/", {"username": "ines", "password": SECRET})
    assert CartLine.objects.get().quantity == 3
    account = services.shopper_for_user(str(user.pk))
    assert len([e for e in services.shopper_events(account) if e.kind == "view"]) == 1


def test_logging_out_leaves_nobody_behind(visitor, user):
    visitor.client.force_login(user)
    visitor.post("/cart/add/mug-0/", {"quantity": 1})
    visitor.post("/logout/")
    markup = text(visitor.get("/cart/"))
    assert "There is nothing in it yet" in markup


def test_a_wrong_password_is_said_and_an_address_elsewhere_ignored(visitor, user):
    wrong = visitor.post("/login/", {"username": "ines", "password": "no"})
    assert wrong.status_code == 422 and "note--error" in text(wrong)
    right = visitor.post(
        "/login/", {"username": "ines", "password": SECRET, "next": "https://elsewhere.example/"}
    )
    assert right.headers["Location"] == "/"


@pytest.mark.parametrize(("chosen", "kept"), [("dark", "dark"), ("light", "light"), ("pink", "")])
def test_the_theme_is_kept_in_a_cookie(visitor, chosen, kept):
    visitor.post("/theme/", {"theme": chosen})
    markup = text(visitor.get("/cart/"))
    assert (f'data-theme="{kept}"' in markup) == bool(kept)


def test_the_language_is_switched_and_kept(visitor):
    visitor.post("/i18n/setlang/", {"language": "zh-hans", "next": "/cart/"})
    assert '<html lang="zh-hans"' in text(visitor.get("/"))
    assert "部0" in text(visitor.get("/"))  # names of departments are data, translated already
