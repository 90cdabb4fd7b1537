"""The tour in docs/api.md, run as it stands against a live server."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache

from recommender.models import ApiToken, Control, Event, Shopper
from tests.recommender.worlds import random_world, save

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.django_db(transaction=True)
def test_the_tour_works(live_server):
    cache.clear()
    save(random_world(3, items=60))
    get_user_model().objects.create_user("ada", password="correct horse battery")
    script = "\n".join(re.findall(r"```sh\n(.*?)```", TEXT, re.S))
    assert script.count("curl") > 20
    script = script.replace("http://localhost:8000", live_server.url)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, (done.stdout[-2000:], done.stderr[-2000:])
    account = Shopper.objects.get(external_id__isnull=False)
    assert set(Event.objects.values_list("kind", "shopper_id")) == {
        ("view", account.pk),
        ("dislike", account.pk),
    }
    assert account.tone == "playful"
    assert Control.objects.get(kind="ignore_event").revoked_at is not None
    assert ApiToken.objects.count() == 1  # the device's, about to end


def test_every_code_is_in_the_table():
    from recommender.api.errors import CODES, OWN_CODES

    expected = {*CODES.values(), *OWN_CODES, "server_error", "not_ready", "unavailable"}
    assert {code for code in expected if f"`{code}`" not in TEXT} <= {"forbidden"}
