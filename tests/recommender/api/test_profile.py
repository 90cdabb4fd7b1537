from __future__ import annotations

import json
import uuid

import pytest

from recommender.models import ApiToken, Control, Event, Shopper, SlateRow

pytestmark = pytest.mark.django_db


def test_the_profile_is_live(api, shop):
    event_id = api.did("like", "i01")
    found = api.call("get", "/profile/").json()
    assert found["shopper"]["id"] == str(api.shopper_id)
    assert [one["id"] for one in found["events"]] == [event_id]
    assert found["interests"][0]["name"] == "c1"
    assert found["interests"][0]["events"][0]["title"] == "The i01"


def test_an_interest_tells_its_share_its_age_and_that_it_is_new(api, shop):
    api.did("view", "i01", ago_s=7200)
    api.did("cart", "i06", ago_s=60)
    (one,) = api.call("get", "/profile/").json()["interests"]
    assert (one["name"], one["share"], one["factor"], one["events_count"]) == ("c1", 1, 1, 2)
    assert one["is_new"] and not one["is_shift"]
    assert one["since"] < one["last_at"] == one["as_of"]


def test_a_change_of_intent_is_answered(api, shop):
    for n, item in enumerate(("i00", "i10", "i20", "i30")):
        for day in (1, 2, 3):
            api.did("view", item, ago_s=86_400 * day + 60 * n)
    assert api.call("get", "/profile/").json()["shift"] is None
    sent = [api.did("view", item, ago_s=30 - n) for n, item in enumerate(("i01", "i11", "i21"))]
    found = api.call("get", "/profile/").json()
    assert (found["shift"]["name"], found["shift"]["is_new"]) == ("c1", True)
    assert [one["id"] for one in found["shift"]["events"]] == sent[::-1]
    assert found["interests"][0]["name"] == "c1" and found["interests"][0]["is_shift"]
    assert found["interests"][0]["lasting_share"] < found["interests"][1]["lasting_share"]


def test_asking_again_costs_little_until_something_changes(api, shop):
    api.did("view", "i01")
    first = api.call("get", "/profile/")
    tag = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    same = api.call("get", "/profile/", **tag)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert api.call("get", "/profile/", {"language": "zh-hans"}, **tag).status_code == 200
    changes = [
        lambda: api.did("view", "i02"),
        lambda: api.call(
            "post", "/profile/controls/", {"kind": "interest", "name": "c1", "value": 0.5}
        ),
        lambda: api.call(
            "post", "/profile/controls/", {"kind": "interest", "name": "c1", "value": 0.6}
        ),
        lambda: api.call("patch", "/profile/", {"place": "oslo"}),
    ]
    for change in changes:
        change()
        again = api.call("get", "/profile/", **tag)
        assert again.status_code == 200
        tag = {"HTTP_IF_NONE_MATCH": again["ETag"]}
    assert api.call("get", "/profile/", **tag).status_code == 304


def test_a_new_shoppers_profile_is_empty(api, shop):
    found = api.call("get", "/profile/").json()
    assert (found["events"], found["interests"], found["controls"]) == ([], [], [])
    assert found["as_of"] is None and found["shift"] is None


def test_choices_are_kept_and_what_is_left_out_stays(api, shop):
    first = api.call("patch", "/profile/", {"place": "oslo"}).json()
    assert (first["shopper"]["place"], first["shopper"]["tone"]) == ("oslo", "")
    second = api.call("patch", "/profile/", {"tone": "playful"}).json()
    assert (second["shopper"]["place"], second["shopper"]["tone"]) == ("oslo", "playful")
    assert api.call("patch", "/profile/", {"place": ""}).json()["shopper"]["place"] == ""
    assert api.call("patch", "/profile/", {}).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"tone": "rude"}, "tone"),
        ({"place": "x" * 65}, "place"),
        ({"place": None}, "place"),
        ({"place": "\x00"}, "place"),
        ({"external_id": "1"}, "external_id"),
        ([], "body"),
        ("oslo", "body"),
    ],
)
def test_a_wrong_choice_is_refused_by_field(api, body, field):
    answer = api.call("patch", "/profile/", body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_everything_can_be_taken_away(api, other, shop):
    event_id = api.did("cart", "i02", context={"query": "灯"})
    other.did("view", "i03")
    api.shelves()
    answer = api.call("get", "/profile/export/")
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')
    found = answer.json()
    assert [one["id"] for one in found["events"]] == [event_id]
    assert found["slates"] and found["shopper"]["id"] == str(api.shopper_id)
    assert str(other.shopper_id) not in json.dumps(found)


def test_deleting_leaves_nothing_and_ends_the_tokens(api, other, shop):
    api.did("like", "i02")
    api.shelves()
    other.did("view", "i01")
    answer = api.call("delete", "/profile/")
    assert answer.status_code == 200
    assert answer.json()["deleted"]["events"] == 1
    for rows in (Event, Control, SlateRow, ApiToken):
        assert not rows.objects.filter(shopper_id=api.shopper_id).exists()
    assert not Shopper.objects.filter(pk=api.shopper_id).exists()
    again = api.call("get", "/profile/")
    assert (again.status_code, again.json()["code"]) == (401, "token_invalid")
    assert len(other.call("get", "/profile/events/").json()["results"]) == 1


def test_ones_own_events_page_by_page(api, other, shop):
    sent = [api.did("view", f"i{n:02d}", ago_s=100 * n) for n in range(5)]
    other.did("view", "i09")
    first = api.call("get", "/profile/events/", {"limit": 3}).json()
    second = api.call("get", first["next"].split("/api/v1")[1]).json()
    assert [one["id"] for one in first["results"] + second["results"]] == sent
    assert second["next"] is None
    assert first["results"][0]["item_id"] == "i00"


def test_events_of_one_moment_are_each_given_once(api, shop):
    at = "2026-05-20T12:00:00Z"
    batch = [
        {"id": str(uuid.uuid4()), "kind": "view", "item_id": "i01", "occurred_at": at}
        for _ in range(7)
    ]
    api.call("post", "/events/batch/", {"events": batch})
    ids, url, params = [], "/profile/events/", {"limit": 2}
    while url:
        found = api.call("get", url, params).json()
        ids += [one["id"] for one in found["results"]]
        url, params = found["next"] and found["next"].split("/api/v1")[1], None
    assert sorted(ids) == sorted(one["id"] for one in batch)
