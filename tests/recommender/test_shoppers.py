"""Shoppers of an imported history, made in bulk."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from recommender.models import Shopper
from recommender.services import NewShopper, shoppers_record

pytestmark = pytest.mark.django_db

A, B, C = (UUID(int=n) for n in (1, 2, 3))
OLD = datetime(2001, 2, 3, tzinfo=UTC)


def test_missing_ones_are_made_and_known_ones_stay():
    given = [NewShopper(A, "shop:a", "france", OLD), NewShopper(B)]
    assert shoppers_record(given) == {A: A, B: B}
    made = Shopper.objects.get(pk=A)
    assert (made.external_id, made.place, made.created_at) == ("shop:a", "france", OLD)
    assert Shopper.objects.get(pk=B).external_id is None
    before = list(Shopper.objects.order_by("pk").values_list())
    assert shoppers_record(given) == {A: A, B: B}
    assert list(Shopper.objects.order_by("pk").values_list()) == before


def test_an_external_id_keeps_its_shopper_and_a_chosen_place_stays():
    account = Shopper.objects.create(id=uuid4(), external_id="7", place="spain")
    blank = Shopper.objects.create(id=C, external_id=None)
    found = shoppers_record([NewShopper(A, "7", "france"), NewShopper(blank.pk, None, "italy")])
    assert found == {A: account.pk, C: C}
    assert not Shopper.objects.filter(pk=A).exists()
    assert Shopper.objects.get(pk=account.pk).place == "spain"
    assert Shopper.objects.get(pk=C).place == "italy"
    assert shoppers_record([]) == {}
