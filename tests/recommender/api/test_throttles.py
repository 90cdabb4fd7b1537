from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import override_settings
from rest_framework.settings import api_settings

from recommender.api import throttles
from recommender.api.throttles import ShopperRateThrottle
from recommender.api.tokens import token_issue
from tests.recommender.api.conftest import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 1_000_020.0  # a minute begins

    monkeypatch.setattr(throttles.time, "time", lambda: Clock.now)
    return Clock


@pytest.fixture
def rates(monkeypatch):
    given = {"anon": "3/min", "shopper": "4/min", "login": "2/min", "login_name": "3/min"}
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", given, raising=False)
    return given


def codes(call, times):
    return [call().status_code for _ in range(times)]


def test_a_shopper_may_call_so_often_whichever_token_it_uses(api, other, rates, clock):
    second = Api()
    second.token = token_issue(api.shopper_id, timedelta(days=1)).token
    assert codes(lambda: api.call("get", "/items/"), 3) == [200] * 3
    assert codes(lambda: second.call("get", "/items/"), 2) == [200, 429]
    assert other.call("get", "/items/").status_code == 200


def test_a_refusal_says_when_to_come_back_and_that_is_true(api, rates, clock):
    codes(lambda: api.call("get", "/items/"), 4)
    answer = api.call("get", "/items/")
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
    wait = int(answer["Retry-After"])
    assert 1 <= wait <= 75
    clock.now += wait
    assert api.call("get", "/items/").status_code == 200


def test_the_last_window_fades_so_that_no_two_bursts_stand_side_by_side(api, rates, clock):
    clock.now += 59
    assert codes(lambda: api.call("get", "/items/"), 4) == [200] * 4
    clock.now += 2  # a new minute, one second old: nearly all of the last one still counts
    assert api.call("get", "/items/").status_code == 429
    clock.now += 118
    assert codes(lambda: api.call("get", "/items/"), 4) == [200] * 4


def test_without_a_token_the_address_is_counted(anybody, db, rates, clock):
    def make(address):
        return anybody.call("post", "/devices/", {}, REMOTE_ADDR=address)

    assert codes(lambda: make("10.0.0.1"), 4) == [201, 201, 201, 429]
    assert make("10.0.0.2").status_code == 201


def test_a_header_anybody_can_write_is_no_address(anybody, db, rates, clock):
    answers = [
        anybody.call("post", "/devices/", {}, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code
        for n in range(4)
    ]
    assert answers == [201, 201, 201, 429]


def test_behind_a_proxy_the_address_it_saw_is_counted(anybody, db, rates, clock, monkeypatch):
    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1, raising=False)

    def make(header):
        return anybody.call("post", "/devices/", {}, HTTP_X_FORWARDED_FOR=header).status_code

    assert [make(f"6.6.6.{n}, 10.0.0.1") for n in range(4)] == [201, 201, 201, 429]
    assert make("6.6.6.6, 10.0.0.2") == 201


def test_logging_in_is_tight_per_address_with_or_without_a_token(api, anybody, rates, clock):
    body = {"username": "ada", "password": "guess"}
    assert codes(lambda: anybody.call("post", "/tokens/", body), 3) == [401, 401, 429]
    assert api.call("post", "/tokens/", body).status_code == 429


def test_one_name_cannot_be_guessed_at_from_many_addresses(anybody, db, rates, clock):
    def guess(name, address):
        body = {"username": name, "password": "guess"}
        return anybody.call("post", "/tokens/", body, REMOTE_ADDR=address).status_code

    assert [guess("ada", f"10.0.0.{n}") for n in range(4)] == [401, 401, 401, 429]
    assert guess("bob", "10.0.0.9") == 401


def test_a_cache_that_is_gone_stops_nobody(api, rates, clock, monkeypatch, caplog):
    def gone(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(cache, "incr", gone)
    assert codes(lambda: api.call("get", "/items/"), 6) == [200] * 6
    assert "could not count" in caplog.text


def test_a_settings_dict_of_before_still_works():
    with override_settings(
        REST_FRAMEWORK={"DEFAULT_THROTTLE_RATES": {"anon": "1/s", "shopper": "7/hour"}}
    ):
        throttle = ShopperRateThrottle()
        assert (throttle.most, throttle.window_s) == (7, 3600)
        assert throttles.LoginRateThrottle().most == 10
