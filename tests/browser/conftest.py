"""A real browser on a real server, on the shop made by hand."""

from __future__ import annotations

import os

import pytest
from django.core.cache import cache

from tests.shop.views.makers import neighbours_shop, shop_make

# Playwright keeps an event loop in this thread; the tests' own queries are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture
def address(live_server) -> str:
    cache.clear()
    shop_make(per_kind=6)
    neighbours_shop()
    return live_server.url


@pytest.fixture
def known(address, page):
    """A page of somebody who looked at a mug."""
    page.goto(f"{address}/p/oat-mug-0/")
    return page


def skus(page) -> list[str]:
    """Return the products of the first shelf, in order."""
    cards = page.locator(".shelf").first.locator(".card")
    return cards.evaluate_all("cards => cards.map(card => card.dataset.sku)")
