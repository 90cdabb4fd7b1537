from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.serializers import ChoiceField

from recommender import services
from recommender.api.events import MOST_BATCH_BYTES
from recommender.api.parsers import MOST_BYTES
from recommender.errors import InvalidInput, NotFound, NotReady, OutsideFailure
from tests.recommender.api.schema_check import PREFIX, check_answer, check_problem
from tests.recommender.api.test_events import anything, event

pytestmark = pytest.mark.django_db

NAMES = (
    "kind", "item_id", "event_id", "name", "value", "slate_id", "action", "place", "tone",
    "username", "password", "label",
)  # fmt: skip


def raising(monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(services, "events_record", fail)


def send(api, body, content_type="application/json", path="/events/", **headers):
    answer = api.post(
        f"{PREFIX}{path}",
        body,
        content_type=content_type,
        HTTP_AUTHORIZATION=f"Bearer {api.token}",
        **headers,
    )
    check_answer("post", f"{PREFIX}{path}", answer)
    return answer


def test_an_unknown_address_is_a_problem_and_no_page_of_the_shop(api):
    for path in ("/nothing/", "/events", "/items/a/b/c/", "/"):
        for method in ("get", "post", "put"):
            answer = getattr(api, method)(f"{PREFIX}{path}")
            assert answer.status_code == 404
            check_problem(answer)
            assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("method", ["put", "delete", "options", "get"])
def test_a_wrong_method_is_a_problem_that_names_the_right_ones(api, method):
    answer = api.call(method, "/events/")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert "POST" in answer["Allow"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart"])
def test_a_body_that_is_not_json_is_415(api, kind):
    answer = send(api, b"a=1", kind)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"nothing",
        b"{'id': 1}",
        b'{"value": NaN}',
        b'{"value": Infinity}',
        b"\xff\xfe",
        b"[" * 20_000,
        b'{"value": ' + b"9" * 5000 + b"}",
    ],
)
def test_malformed_json_is_400(api, body):
    answer = send(api, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_an_empty_body_is_400(api):
    answer = send(api, b"")
    assert answer.status_code == 400


def test_a_byte_order_mark_does_no_harm(api, shop):
    assert send(api, b"\xef\xbb\xbf" + json.dumps(event()).encode()).status_code == 201


def test_a_body_too_large_is_413_and_a_batch_may_be_larger(api, shop):
    one = json.dumps(event(context={"a": "x" * MOST_BYTES})).encode()
    answer = send(api, one)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    batch = {"events": [event(context={"a": "x" * 4000}) for _ in range(1000)]}
    answer = send(api, json.dumps(batch).encode(), path="/events/batch/")
    assert answer.json()["accepted"] == 1000
    answer = send(api, b'{"events": [' + b" " * MOST_BATCH_BYTES + b"]}", path="/events/batch/")
    assert answer.status_code == 413


def test_an_answer_that_must_not_be_json_is_406(api):
    answer = api.call("get", "/profile/", HTTP_ACCEPT="text/csv")
    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (InvalidInput("It is wrong.", {"value": ["Too much."]}), 400, "invalid_input"),
        (NotFound("There is none."), 404, "not_found"),
        (NotReady("No model yet."), 503, "not_ready"),
        (OutsideFailure("The broker is gone."), 502, "outside_failure"),
        (OperationalError("no connection"), 503, "unavailable"),
        (PermissionDenied(), 403, "forbidden"),
    ],
)
def test_an_error_keeps_its_code(api, shop, monkeypatch, error, status, code):
    raising(monkeypatch, error)
    answer = api.post(
        f"{PREFIX}/events/",
        json.dumps(event()),
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {api.token}",
    )
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    check_problem(answer)
    if code == "unavailable":
        assert answer["Retry-After"] == "1"
        assert "no connection" not in answer.json()["detail"]
    if code == "invalid_input":
        assert answer.json()["errors"] == {"value": ["Too much."]}


def test_what_nobody_foresaw_is_500_and_says_nothing_of_itself(api, shop, monkeypatch, caplog):
    raising(monkeypatch, RuntimeError("a secret"))
    api.raise_request_exception = False
    answer = send(api, json.dumps(event()))
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
    assert "secret" not in answer.content.decode()
    assert "a secret" in caplog.text


def test_problems_speak_the_callers_language_but_codes_do_not(api):
    answer = api.call("patch", "/profile/?language=zh", {"tone": "rude"})
    assert answer.json()["code"] == "invalid_input"
    assert answer["Content-Language"] == "zh-hans"
    with translation.override("zh-hans"):  # a sentence the framework itself has in Chinese
        expected = ChoiceField.default_error_messages["invalid_choice"].format(input="rude")
    assert answer.json()["errors"] == {"tone": [expected]}
    assert "rude" in expected and not expected.isascii()
    assert translation.get_language() == "en"


def test_answers_are_kept_by_no_cache_and_run_nothing(api, shop):
    for path, kept in (
        ("/profile/", {"no-store", "private, no-cache"}),
        ("/items/none/", {"no-store"}),
        ("/recommendations/", {"no-store"}),
    ):
        answer = api.call("get", path)
        assert answer["Cache-Control"] in kept
        assert answer["Content-Security-Policy"] == "default-src 'none'"


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(body=anything | st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, anything)))
def test_no_body_makes_any_other_address_fail(api, shop, body):
    for method, path in (
        ("post", "/profile/controls/"),
        ("post", "/feedback/"),
        ("patch", "/profile/"),
        ("post", "/tokens/"),
        ("post", "/devices/"),
    ):
        cache.clear()
        answer = getattr(api, method)(
            f"{PREFIX}{path}",
            json.dumps(body),
            content_type="application/json",
            HTTP_AUTHORIZATION=f"Bearer {api.token}",
        )
        check_answer(method, f"{PREFIX}{path}", answer)
        assert answer.status_code < 500


QUESTIONS = [
    (path, name)
    for path, names in (
        ("/recommendations/", ("placement", "item", "category", "place", "language", "explain")),
        ("/search/", ("q", "cursor", "limit")),
        ("/items/", ("category", "brand", "in_stock", "cursor")),
        ("/profile/events/", ("cursor", "limit")),
        ("/profile/controls/", ("cursor", "language")),
    )
    for name in names
]


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(question=st.sampled_from(QUESTIONS), value=st.text(max_size=40))
def test_no_question_makes_the_server_fail(api, shop, question, value):
    path, name = question
    cache.clear()
    params = {"q": "lamp", name: value} if path == "/search/" else {name: value}
    assert api.call("get", path, params).status_code in {200, 400}
