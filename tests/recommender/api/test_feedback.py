from __future__ import annotations

import uuid

import pytest

from recommender.models import Event, ReasonText

pytestmark = pytest.mark.django_db


@pytest.fixture
def pick(api, shop):
    shelf = api.shelves()[0]
    return shelf["slate_id"], shelf["picks"][1]["item"]["item_id"]


def say(api, pick, action, **more):
    slate_id, item_id = pick
    body = {"slate_id": slate_id, "item_id": item_id, "action": action, **more}
    return api.call("post", "/feedback/", body)


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("click", "click"),
        ("like", "like"),
        ("dislike", "dislike"),
        ("hide", "hide"),
        ("helpful", "reason_helpful"),
        ("unhelpful", "reason_unhelpful"),
    ],
)
def test_feedback_is_an_event_that_knows_its_pick(api, pick, action, kind):
    answer = say(api, pick, action)
    assert answer.status_code == 201
    row = Event.objects.get(id=answer.json()["id"])
    assert (row.kind, row.item_id, row.shopper_id) == (kind, pick[1], api.shopper_id)
    assert row.context == {"slate_id": pick[0], "position": 1}


@pytest.mark.parametrize("action", ["dislike", "hide"])
def test_a_refusal_is_obeyed_by_the_next_page(api, pick, action):
    say(api, pick, action)
    shown = {p["item"]["item_id"] for shelf in api.shelves() for p in shelf["picks"]}
    assert pick[1] not in shown


def test_the_same_said_again_counts_once_unless_it_has_an_id(api, pick):
    first, second = say(api, pick, "like"), say(api, pick, "like")
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == {"id": first.json()["id"], "duplicate": True}
    event_id = str(uuid.uuid4())
    third = say(api, pick, "like", id=event_id)
    assert (third.status_code, third.json()["id"]) == (201, event_id)
    assert Event.objects.filter(kind="like").count() == 2


def test_what_is_said_of_a_sentence_is_counted_with_it(api, pick):
    say(api, pick, "helpful")
    say(api, pick, "helpful")
    say(api, pick, "unhelpful")
    row = ReasonText.objects.get()
    assert (row.helpful, row.unhelpful) == (1, 1)


def test_another_shoppers_pick_is_not_found(api, other, pick):
    answer = say(other, pick, "like")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert say(api, (pick[0], "i99"), "like").status_code == 404
    assert say(api, (str(uuid.uuid4()), pick[1]), "like").status_code == 404
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"action": "adore"}, "action"),
        ({"slate_id": "x"}, "slate_id"),
        ({"item_id": None}, "item_id"),
        ({"id": "x"}, "id"),
        ({"score": 1}, "score"),
    ],
)
def test_wrong_feedback_is_refused_by_field(api, pick, changes, field):
    body = {"slate_id": pick[0], "item_id": pick[1], "action": "like", **changes}
    answer = api.call("post", "/feedback/", body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
