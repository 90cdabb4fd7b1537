from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from rest_framework.test import APIClient

from recommender.caches import caches_forget
from tests.recommender.api.schema_check import PREFIX, check_answer
from tests.recommender.worlds import random_world, save


class Api(APIClient):
    """Calls the API; every answer is held against its description."""

    token: str = ""

    def call(self, method, path, data=None, **headers):
        if self.token:
            headers.setdefault("HTTP_AUTHORIZATION", f"Bearer {self.token}")
        if method != "get":
            data = None if data is None else json.dumps(data)
            headers.setdefault("content_type", "application/json")
        response = getattr(self, method)(f"{PREFIX}{path}", data, **headers)
        check_answer(method, f"{PREFIX}{path}", response)
        return response

    def as_device(self) -> Api:
        """Return another caller, with an anonymous shopper of its own."""
        other = Api()
        answer = other.call("post", "/devices/", {})
        assert answer.status_code == 201
        other.token = answer.json()["token"]
        other.shopper_id = uuid.UUID(answer.json()["shopper_id"])
        return other

    def did(self, kind, item_id, ago_s=60, **more):
        event = {
            "id": str(uuid.uuid4()),
            "kind": kind,
            "item_id": item_id,
            "occurred_at": (timezone.now() - timedelta(seconds=ago_s)).isoformat(),
            **more,
        }
        answer = self.call("post", "/events/", event)
        assert answer.status_code == 201, answer.json()
        return event["id"]

    def shelves(self, **params):
        answer = self.call("get", "/recommendations/", params)
        assert answer.status_code == 200, answer.json()
        return answer.json()["shelves"]


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    caches_forget()
    yield
    cache.clear()
    caches_forget()


@pytest.fixture
def shop(db):
    world = random_world(3, items=60)
    save(world)
    return world


@pytest.fixture
def anybody():
    return Api()


@pytest.fixture
def api(db, anybody):
    return anybody.as_device()


@pytest.fixture
def other(db, anybody):
    return anybody.as_device()
