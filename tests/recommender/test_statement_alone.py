from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection

from recommender import statement_alone
from recommender.statement_alone import StatementAlone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def echo():
    statement = StatementAlone("SELECT %s::text || %s::integer::text, %s::text, pg_backend_pid()")
    yield statement
    statement.close()


def test_a_row_comes_back_as_texts_on_one_connection(echo):
    first, second = echo.run(["a%", "7", None]), echo.run(["é", "8", "x"])
    assert first[:2] == ["a%7", None] and second[:2] == ["é8", "x"]
    assert first[2] == second[2]


def test_what_fails_is_none_and_leaves_a_good_connection_behind(echo):
    (before,) = echo.run(["a", "7", None])[2:]
    assert echo.run(["a", "many", None]) is None
    assert echo.run(["a", "7", None])[0] == "a7"
    assert echo.run(["a", "7", None])[2] != before


def test_closing_lets_go_of_every_connection(echo):
    (before,) = echo.run(["a", "7", None])[2:]
    echo.close()
    assert echo.run(["a", "7", None])[2] != before


@pytest.fixture
def parameters(monkeypatch):
    """Return a way to have connections made with other parameters."""

    def change(**changes):
        given = connection.get_connection_params() | changes
        asked = SimpleNamespace(get_connection_params=lambda: dict(given))
        monkeypatch.setattr(statement_alone, "connection", asked)

    return change


@pytest.mark.parametrize(("threshold", "kept"), [(3, "1"), (None, "0")])
def test_where_nothing_may_be_prepared_the_statement_is_sent_each_time(parameters, threshold, kept):
    parameters(prepare_threshold=threshold)
    counting = StatementAlone("SELECT count(*)::text FROM pg_prepared_statements WHERE %s <> ''")
    assert counting.run(["x"]) == counting.run(["x"]) == [kept]
    counting.close()


def test_a_database_that_is_gone_is_none(echo, parameters):
    parameters(host="/nowhere")
    assert echo.run(["a", "7", None]) is None
