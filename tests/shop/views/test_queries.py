"""How often a warm page asks Postgres, and that more picks are no more questions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommender.caches import caches_forget
from recommender.strategy import active_version
from tests.shop.views.conftest import Visitor
from tests.shop.views.makers import shop_make

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "/": 6,
    "/shelves/?placement=home": 6,
    "/cart/": 6,
    "/search/?q=zzzz": 8,
    "/search/?q=linen": 6,
    "/c/pottery/": 9,
    "/c/mugs/": 9,
    "/p/rust-mug-1/": 11,
}


@pytest.fixture
def known(client, transactional_db, looked_once):
    cache.clear()
    shop_make(per_kind=5)
    visitor = Visitor(client)
    visitor.get("/p/rust-mug-1/")
    yield visitor
    cache.clear()
    caches_forget()


def asked(visitor, address):
    for _warm in range(2):
        assert visitor.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        visitor.get(address)
    return captured


@pytest.mark.parametrize(("address", "most"), PAGES.items())
def test_a_warm_page_asks_little(known, address, most):
    captured = asked(known, address)
    assert len(captured) <= most, [query["sql"][:100] for query in captured]


def test_more_picks_are_no_more_questions(known, monkeypatch):
    few = asked(known, "/")
    cards = known.get("/").content.count(b'class="card"')
    shop_make(per_kind=12)
    version_id, params = active_version()
    longer = (version_id, replace(params, shelf_size=20))
    monkeypatch.setattr("recommender.picks.active_version", lambda: longer)
    caches_forget()
    many = asked(known, "/")
    assert known.get("/").content.count(b'class="card"') > cards + 8
    assert len(many) <= len(few)
