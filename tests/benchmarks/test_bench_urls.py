from __future__ import annotations

import uuid

import pytest
from django.test import Client

from benchmarks.pages import _check_same
from benchmarks.site import shopper_cookie
from recommender import services
from recommender.models import SlateRow
from shop.models import Category, Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(settings) -> Client:
    settings.ROOT_URLCONF = "benchmarks.bench_urls"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    kind = Category.objects.create(slug="bowls", name="Bowls")
    Product.objects.bulk_create(
        Product(sku=f"B-{n}", slug=f"bowl-{n}", title=f"Bowl {n}", category=kind, price=9, stock=3)
        for n in range(6)
    )
    return Client()


def cookie(shopper_id: uuid.UUID) -> dict[str, str]:
    return {"cookie": shopper_cookie(shopper_id)}


def test_the_plain_page_shows_the_lists_and_asks_no_recommender(client: Client) -> None:
    headers = cookie(services.shopper_create())
    answer = client.get("/bench/plain/?shelf=B-1,B-2&shelf=B-4", headers=headers)
    body = answer.content.decode()
    assert [body.index(f'data-sku="B-{n}"') for n in (1, 2, 4)] == sorted(
        body.index(f'data-sku="B-{n}"') for n in (1, 2, 4)
    )
    assert body.count('<article class="card"') == 3
    assert body.count('data-shelf="') == 2
    assert "card__reason" not in body
    assert not SlateRow.objects.exists()


def test_home_by_the_same_cookie_is_the_shoppers_own(client: Client) -> None:
    services.items_sync()
    shopper_id = services.shopper_create()
    home = client.get("/", headers=cookie(shopper_id)).content
    row = SlateRow.objects.get(shopper_id=shopper_id)  # one shelf: six items
    skus = ",".join(pick["item_id"] for pick in row.picks)
    plain = client.get(f"/bench/plain/?shelf={skus}", headers=cookie(shopper_id)).content
    _check_same(home, plain)
    with pytest.raises(SystemExit, match="differ"):
        _check_same(home, client.get("/bench/plain/?shelf=B-1").content)


def test_the_floor_answers_nothing(client: Client) -> None:
    assert client.get("/bench/empty/").content == b""
