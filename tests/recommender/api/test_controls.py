from __future__ import annotations

import uuid

import pytest

from recommender.models import Control

pytestmark = pytest.mark.django_db


def standing(api):
    return api.call("get", "/profile/controls/").json()["results"]


def picked(api):
    return {pick["item"]["item_id"] for shelf in api.shelves() for pick in shelf["picks"]}


def test_an_instruction_is_obeyed_by_the_next_page_and_can_be_taken_back(api, shop):
    unwanted = sorted(picked(api))[0]
    answer = api.call("post", "/profile/controls/", {"kind": "hide_item", "item_id": unwanted})
    assert answer.status_code == 201
    assert unwanted not in picked(api)
    assert [(one["kind"], one["title"]) for one in standing(api)] == [
        ("hide_item", f"The {unwanted}")
    ]
    control_id = answer.json()["id"]
    assert api.call("delete", f"/profile/controls/{control_id}/").status_code == 204
    assert standing(api) == []
    assert api.call("delete", f"/profile/controls/{control_id}/").status_code == 404


def test_the_same_instruction_twice_is_one(api, shop):
    body = {"kind": "interest", "name": "c1", "value": 2}
    first = api.call("post", "/profile/controls/", body).json()
    second = api.call("post", "/profile/controls/", {**body, "value": 0.5}).json()
    assert first == second
    assert [one["value"] for one in standing(api)] == [0.5]


def test_an_action_can_be_left_out(api, shop):
    event_id = api.did("like", "i03")
    body = {"kind": "ignore_event", "event_id": event_id}
    assert api.call("post", "/profile/controls/", body).status_code == 201
    assert api.call("get", "/profile/").json()["events"][0]["ignored"] is True


def test_instructions_come_in_pages(api, shop):
    for n in range(5):
        api.call("post", "/profile/controls/", {"kind": "less_like", "item_id": f"i{n:02d}"})
    first = api.call("get", "/profile/controls/", {"limit": 3}).json()
    second = api.call("get", first["next"].split("/api/v1")[1]).json()
    items = [one["item_id"] for one in first["results"] + second["results"]]
    assert items == ["i04", "i03", "i02", "i01", "i00"]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "forget"}, "kind"),
        ({"kind": "hide_item"}, "item_id"),
        ({"kind": "less_like", "item_id": "nothing"}, "item_id"),
        ({"kind": "ignore_event"}, "event_id"),
        ({"kind": "ignore_event", "event_id": "x"}, "event_id"),
        ({"kind": "interest"}, "name"),
        ({"kind": "interest", "name": "c1", "value": 3}, "value"),
        ({"kind": "interest", "name": "c1", "value": "inf"}, "value"),
        ({"kind": "interest", "name": "c1", "value": "nan"}, "value"),
        ({"kind": "interest", "name": "c\x00"}, "name"),
        ({"kind": "interest", "name": "c1", "shopper_id": "x"}, "shopper_id"),
    ],
)
def test_a_wrong_instruction_is_refused_by_field(api, shop, body, field):
    answer = api.call("post", "/profile/controls/", body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert not Control.objects.exists()


def test_another_shoppers_event_and_instruction_are_not_found(api, other, shop):
    event_id = other.did("view", "i01")
    answer = api.call("post", "/profile/controls/", {"kind": "ignore_event", "event_id": event_id})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    theirs = other.call(
        "post", "/profile/controls/", {"kind": "hide_item", "item_id": "i01"}
    ).json()["id"]
    assert api.call("delete", f"/profile/controls/{theirs}/").status_code == 404
    assert [one["id"] for one in standing(other)] == [theirs]
    assert standing(api) == []
    assert api.call("delete", f"/profile/controls/{uuid.uuid4()}/").status_code == 404
