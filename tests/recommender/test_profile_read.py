"""The digest of a shopper tells every change of what is read of them, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone
from pgvector import HalfVector

from recommender import services
from recommender.contracts import Context
from recommender.models import InterestRow, InterestState, Shopper
from recommender.models.shopper import Control, ItemPass
from recommender.profile_read import profile_digest, profile_fetch
from recommender.runs import active_spaces
from tests.recommender.worlds import new_event, random_world, save

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TABLES = {
    "shopper": "id",
    "event": "kind = 'cart' AND shopper_id",
    "control": "shopper_id",
    "intereststate": "shopper_id",
    "interestrow": "state_id",
    "itempass": "shopper_id",
}
CHANGES = {
    "shopper": ("place = 'berlin'", "tone = 'playful'"),
    "event": (
        "shopper_id = gen_random_uuid()", "id = gen_random_uuid()", "kind = 'purchase'",
        "item_id = 'i30'", "value = 3.5", "context = '{\"a\": 1}'",
        "occurred_at = occurred_at - interval '1 s'",
    ),
    "control": (
        "kind = 'hide_item'", "item_id = 'i31'", "event_id = gen_random_uuid()", "name = 'c1'",
        "value = 0.5", "created_at = now() - interval '1 day'", "revoked_at = now()",
    ),
    "intereststate": (
        "deep = (deep + deep)", "event_ids = '{}'", "loo = '\\x00'",
        "as_of = as_of - interval '1 s'", "as_of = now() + interval '1 day'",
    ),
    "interestrow": (
        "name = 'c2'", "weight = 0.2", "event_ids = '{}'",
        "embedding = (embedding + embedding)",
    ),
    "itempass": (
        "item_id = 'i32'", "times = times[1:1]", "last_at = now() - interval '31 days'",
        "shopper_id = gen_random_uuid()",
    ),
}  # fmt: skip


@pytest.fixture
def shopper():
    """Somebody of whom there is a row of each kind to read."""
    save(random_world(7, items=40))
    known = services.shopper_create()
    services.events_record(
        [
            new_event(known, item_id, kind, 60.0 * at, now=NOW)
            for at, (item_id, kind) in enumerate([("i01", "view"), ("i02", "cart")])
        ],
        wake=False,
    )
    Control.objects.create(shopper_id=known, kind="less_like", item_id="i03")
    _, model = active_spaces()
    vector = np.linspace(0.1, 1, model.dim)
    InterestState.objects.create(
        shopper_id=known, run_id=model.run_id, deep=HalfVector(vector), event_ids=[uuid4()],
        loo=vector.astype(np.float16).tobytes(), as_of=NOW - timedelta(seconds=90),
    )  # fmt: skip
    InterestRow.objects.create(
        state_id=known, position=0, name="c1", weight=0.5, embedding=HalfVector(vector),
        event_ids=[uuid4()],
    )  # fmt: skip
    times = [NOW - timedelta(hours=hours) for hours in (1, 2)]
    ItemPass.objects.create(
        shopper_id=known, item_id="i04", times=times, slates=[uuid4(), uuid4()], last_at=times[0]
    )
    return known


def digest(shopper, later_s=0.0):
    return profile_digest(Context(shopper, "home", NOW + timedelta(seconds=later_s)))


def fetched(shopper):
    return profile_fetch(Context(shopper, "home", NOW))


@pytest.mark.parametrize(
    ("table", "change"), [(table, one) for table, some in CHANGES.items() for one in some]
)
def test_any_change_of_any_row_is_told(shopper, table, change):
    before, read = digest(shopper), fetched(shopper)
    where = f"{TABLES[table]} = %s"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE recommender_{table} SET {change} WHERE {where}", [shopper])
        assert cursor.rowcount == 1
    assert fetched(shopper) != read
    assert digest(shopper) != before


@pytest.mark.parametrize("table", [table for table in TABLES if table != "shopper"])
def test_a_row_that_is_gone_is_told(shopper, table):
    before = digest(shopper)
    with connection.cursor() as cursor:
        if table == "intereststate":
            cursor.execute("DELETE FROM recommender_interestrow WHERE state_id = %s", [shopper])
            before = digest(shopper)
        cursor.execute(f"DELETE FROM recommender_{table} WHERE {TABLES[table]} = %s", [shopper])
    assert digest(shopper) != before


def test_it_stays_as_long_as_nothing_of_theirs_changes(shopper):
    before = digest(shopper)
    other = services.shopper_create()
    services.events_record([new_event(other, "i01", "like", 5.0, now=NOW)], wake=False)
    services.control_set(other, "hide_item", item_id="i05")
    InterestState.objects.filter(shopper_id=shopper).update(refreshed_at=timezone.now())
    assert digest(shopper) == before == digest(shopper, later_s=30)
    assert digest(other) != before


def test_rows_alike_do_not_cancel_out(shopper):
    before = digest(shopper)
    for _ in range(2):
        Control.objects.create(shopper_id=shopper, kind="reason", name="rare", created_at=NOW)
    Control.objects.filter(kind="reason").update(created_at=NOW)
    assert digest(shopper) != before


def test_what_lies_ahead_is_told_when_it_comes(shopper):
    services.events_record([new_event(shopper, "i09", "view", 0.0, now=NOW)], wake=False)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE recommender_event SET occurred_at = %s WHERE item_id = 'i09'",
            [NOW + timedelta(seconds=10)],
        )
    assert digest(shopper, later_s=5) != digest(shopper, later_s=15)


def test_a_shopper_of_whom_nothing_is_known_has_one_too():
    nobody = uuid4()
    before = digest(nobody)
    Shopper.objects.create(pk=nobody)
    assert before != digest(nobody)
