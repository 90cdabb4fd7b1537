"""The made shop, and a browser's view of it without a browser."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.core.cache import cache
from django.http import HttpRequest

from recommender import services
from shop.middleware import COOKIE
from tests.shop.views.makers import neighbours_shop, shop_make


@pytest.fixture
def stocked(db):
    cache.clear()
    shop_make()
    neighbours_shop()
    yield
    cache.clear()


class Visitor:
    """A test client with a shopper of its own and a few words for what it does."""

    def __init__(self, client):
        self.client = client
        self.get = client.get
        self.post = client.post

    @property
    def shopper_id(self) -> UUID:
        request = HttpRequest()
        request.COOKIES = {COOKIE: self.client.cookies[COOKIE].value}
        return UUID(request.get_signed_cookie(COOKIE))

    def events(self, kind: str = ""):
        found = services.shopper_events(self.shopper_id, 100)
        return [event for event in found if not kind or event.kind == kind]

    def fragment(self, address, target="", **data):
        headers = {"HX-Request": "true", **({"HX-Target": target} if target else {})}
        method = self.post if data else self.get
        return method(address, data or None, headers=headers)

    def picks(self, address="/") -> list[tuple[str, str]]:
        """Return (slate, sku) of every pick on a page."""
        return re.findall(r'href="/why/([0-9a-f-]{36})/([\w-]+)/"', text(self.get(address)))


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def looked_once(monkeypatch):
    """What processes look at every second or two is looked at once: a count must not hang on it."""
    for name in (
        "recommender.item_cache.LOOK_S",
        "recommender.item_tables.LOOK_S",
        "recommender.moments.TTL_S",
        "recommender.runs.TTL_S",
        "recommender.shop_look.LOOK_S",
        "recommender.store.LIST_TTL_S",
        "recommender.strategy.TTL_S",
        "recommender.task_heads.loading.TTL_S",
    ):
        monkeypatch.setattr(name, 3600.0)


@pytest.fixture
def visitor(client, stocked):
    return Visitor(client)


@pytest.fixture
def other(stocked):
    from django.test import Client

    return Visitor(Client())
