"""A shop with shoppers and slates, and people with different rights in its admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from recommender import services
from recommender.caches import caches_forget
from recommender.contracts import Context
from tests.recommender.worlds import new_event, random_world, save

EVIL = '<script>alert("x")</script>'


@pytest.fixture
def shopper():
    save(random_world(7, items=60))
    caches_forget()
    return services.shopper_create()


@pytest.fixture
def lively(shopper):
    """The shopper has done something today."""
    events = [
        new_event(shopper, item, kind, ago, now=timezone.now())
        for item, kind, ago in (("i04", "view", 90), ("i13", "cart", 60), ("i21", "view", 30))
    ]
    assert services.events_record(events, wake=False).accepted == 3
    return shopper


@pytest.fixture
def slates(lively):
    return services.page_recommend(Context(lively, "home", timezone.now()))


@pytest.fixture
def owner(client):
    client.force_login(User.objects.create_superuser("owner", password="x"))
    return client


@pytest.fixture
def staff(client):
    """Log in somebody of the staff with these permissions only."""

    def log_in(*permissions: str):
        user = User.objects.create_user("staff", password="x", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    return log_in
