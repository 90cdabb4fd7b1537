"""Statements by hand: prepared and planned once where that is asked, and never elsewhere."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from recommender.sql import array_text, rows

pytestmark = pytest.mark.django_db(transaction=True)


def plans():
    """Return the statements prepared on this connection with how often each was planned anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements")
        return {sql: (generic, custom) for sql, generic, custom in cursor.fetchall()}


def test_what_is_planned_once_is_never_planned_for_its_values():
    for number in range(4):
        found = rows("SELECT %s::int + 41 AS answer", [number], planned_once=True)
        assert found == [(number + 41,)]
    generic, custom = plans()["SELECT $1::int + 41 AS answer"]
    assert generic == 4 and custom == 0


def test_other_statements_are_planned_for_their_values_in_between():
    rows("SELECT %s::int + 1 AS once", [1], planned_once=True)
    assert rows("SHOW plan_cache_mode") == [("auto",)]
    for number in range(6):
        rows("SELECT %s::int + 2 AS often", [number])
    rows("SELECT %s::int + 1 AS once", [1], planned_once=True)
    found = plans()
    assert found["SELECT $1::int + 1 AS once"] == (2, 0)
    assert found["SELECT $1::int + 2 AS often"][1] > 0


def test_a_transaction_leaves_the_mode_alone():
    """A rollback would take it back, and nobody would know."""
    rows("SHOW plan_cache_mode")
    with transaction.atomic():
        rows("SELECT 1", planned_once=True)
        assert rows("SHOW plan_cache_mode") == [("auto",)]
        transaction.set_rollback(True)
    rows("SELECT %s::int + 4 AS after", [1], planned_once=True)
    assert plans()["SELECT $1::int + 4 AS after"] == (1, 0)


def test_a_connection_that_may_not_prepare_answers_all_the_same(monkeypatch):
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    assert rows("SELECT %s::int + 3 AS bare", [1], planned_once=True) == [(4,)]
    assert not any("bare" in sql for sql in plans())


@pytest.mark.parametrize(
    "texts", [[], ["a"], ['quo"te', "back\\slash", "", "{,}", "NULL", " 灯\n"]]
)
def test_texts_arrive_as_an_array_unchanged(texts):
    assert rows("SELECT %s::text[]", [array_text(texts)]) == [(texts,)]
