from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from recommender import services
from recommender.api.tokens import token_digest, token_find
from recommender.models import ApiToken, Event, Shopper

pytestmark = pytest.mark.django_db

NAME, PASSWORD = "ada", "correct horse battery"


@pytest.fixture
def ada(db):
    return get_user_model().objects.create_user(NAME, password=PASSWORD)


def login(caller, **changes):
    body = {"username": NAME, "password": PASSWORD, **changes}
    return caller.call("post", "/tokens/", body)


def test_a_device_gets_a_shopper_nobody_knows_and_a_token_of_which_the_digest_is_kept(anybody):
    answer = anybody.call("post", "/devices/", {"label": "Pixel 9"})
    assert answer.status_code == 201
    found = answer.json()
    row = ApiToken.objects.get()
    assert row.pk == hashlib.sha256(found["token"].encode()).hexdigest()
    assert (str(row.shopper_id), row.label) == (found["shopper_id"], "Pixel 9")
    assert row.expires_at - timezone.now() > timedelta(days=364)
    assert Shopper.objects.get().external_id is None
    assert answer["Cache-Control"] == "no-store"


def test_two_devices_are_two_shoppers(anybody):
    ids = {anybody.call("post", "/devices/").json()["shopper_id"] for _ in range(2)}
    assert len(ids) == 2


def test_a_login_speaks_for_the_accounts_shopper(anybody, ada):
    answer = login(anybody)
    assert answer.status_code == 201
    assert answer.json()["merged"] is False
    assert Shopper.objects.get(pk=answer.json()["shopper_id"]).external_id == str(ada.pk)
    again = login(anybody)
    assert again.json()["shopper_id"] == answer.json()["shopper_id"]
    assert again.json()["token"] != answer.json()["token"]


def test_a_login_with_a_devices_token_takes_along_what_the_device_did(api, ada, shop):
    event_id = api.did("view", "i01")
    answer = login(api).json()
    assert answer["merged"] is True
    assert answer["shopper_id"] != str(api.shopper_id)
    assert str(Event.objects.get(id=event_id).shopper_id) == answer["shopper_id"]
    api.token = answer["token"]
    assert [one["id"] for one in api.call("get", "/profile/events/").json()["results"]] == [
        event_id
    ]


def test_after_a_login_the_devices_token_speaks_for_the_account_and_then_ends(api, ada, shop):
    account = login(api).json()["shopper_id"]
    late = api.did("view", "i02")  # was on its way, with the device's token
    assert str(Event.objects.get(id=late).shopper_id) == account
    assert api.call("get", "/profile/").json()["shopper"]["id"] == account
    row = ApiToken.objects.get(pk=token_digest(api.token))
    assert str(row.shopper_id) == account
    assert timedelta(minutes=9) < row.expires_at - timezone.now() <= timedelta(minutes=10)
    ApiToken.objects.filter(pk=row.pk).update(expires_at=timezone.now())
    answer = api.call("get", "/profile/")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")


def test_deleting_the_accounts_profile_ends_the_devices_token_too(api, ada, shop):
    account = api.as_device()
    account.token = login(api).json()["token"]
    assert account.call("delete", "/profile/").status_code == 200
    assert api.call("get", "/profile/").json()["code"] == "token_invalid"
    assert login(api).json()["merged"] is False  # the account itself is the shop's, and stays


def test_a_shopper_merged_elsewhere_is_spoken_for_all_the_same(api, ada, shop):
    account = services.shopper_for_user(str(ada.pk), api.shopper_id)
    event_id = api.did("view", "i01")
    assert Event.objects.get(id=event_id).shopper_id == account
    assert api.call("get", "/profile/").json()["shopper"]["id"] == str(account)


def test_an_accounts_token_is_not_merged_into_another_account(anybody, ada, shop):
    anybody.token = login(anybody).json()["token"]
    event_id = anybody.did("view", "i01")
    get_user_model().objects.create_user("bob", password=PASSWORD)
    answer = login(anybody, username="bob").json()
    assert answer["merged"] is False
    assert str(Event.objects.get(id=event_id).shopper_id) != answer["shopper_id"]


@pytest.mark.parametrize(
    "changes", [{"password": "wrong"}, {"username": "nobody"}, {"password": PASSWORD + " "}]
)
def test_a_wrong_login_says_no_more_than_that(anybody, ada, changes):
    answer = login(anybody, **changes)
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_credentials")
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'
    assert not ApiToken.objects.exists()


def test_an_account_that_was_closed_cannot_log_in(anybody, ada):
    get_user_model().objects.update(is_active=False)
    assert login(anybody).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"username": NAME}, "password"),
        ({"username": "a\x00", "password": "x"}, "username"),
        ({"username": "\ud800", "password": "x"}, "username"),
        ({"username": NAME, "password": PASSWORD, "user": 1}, "user"),
        ({"username": NAME, "password": ["x"]}, "password"),
        ([], "body"),
    ],
)
def test_a_login_that_is_none_is_refused_by_field(anybody, ada, body, field):
    answer = anybody.call("post", "/tokens/", body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_an_expired_token_does_not_keep_one_from_logging_in(api, ada):
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(days=1))
    answer = login(api)
    assert answer.status_code == 201
    assert answer.json()["merged"] is False


def test_a_revoked_token_is_worthless_at_once(api, other):
    answer = api.call("delete", "/tokens/current/")
    assert answer.status_code == 204
    again = api.call("get", "/profile/")
    assert (again.status_code, again.json()["code"]) == (401, "token_invalid")
    assert again["WWW-Authenticate"] == 'Bearer realm="api"'
    assert other.call("get", "/profile/").status_code == 200


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "not_authenticated"),
        ("Basic YTpi", "not_authenticated"),
        ("Bearer", "token_invalid"),
        ("Bearer nonsense", "token_invalid"),
        ("Bearer " + "x" * 5000, "token_invalid"),
        ("Bearer t\xf6ken", "token_invalid"),
    ],
)
def test_without_a_good_token_nothing_is_answered(anybody, db, header, code):
    answer = anybody.call("get", "/profile/", HTTP_AUTHORIZATION=header)
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'


def test_the_stored_digest_is_no_token(api):
    digest = ApiToken.objects.get().pk
    answer = api.call("get", "/profile/", HTTP_AUTHORIZATION=f"Bearer {digest}")
    assert answer.status_code == 401


def test_a_session_of_the_shop_is_no_token(anybody, ada):
    anybody.force_login(ada)
    assert anybody.call("get", "/profile/").status_code == 401


def test_authentication_takes_one_query(api, shop, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert token_find(api.token).shopper_id == api.shopper_id
