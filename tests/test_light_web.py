"""The web process serves pages, the API and the admin without torch or transformers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

SCRIPT = """
import json, sys
import shop.config.wsgi
from django.contrib.auth.models import User
from django.test import Client

User.objects.create_superuser("owner", password="a long one 1")
client = Client(HTTP_HOST="localhost")
client.login(username="owner", password="a long one 1")
token = client.post("/api/v1/devices/", "{}", content_type="application/json").json()["token"]
bearer = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
statuses = {
    path: client.get(path, **(bearer if path.startswith("/api") else {})).status_code
    for path in ("/", "/search/?q=lamp", "/api/v1/recommendations/?placement=home", "/admin/")
}
heavy = sorted(
    name for name in sys.modules if name.split(".")[0] in {"torch", "transformers", "safetensors"}
)
print(json.dumps({"statuses": statuses, "heavy": heavy}))
"""


@pytest.mark.django_db(transaction=True)
def test_no_request_loads_a_model():
    parts = urlsplit(settings.DATABASE_URL)
    url = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "DATABASE_URL": url, "REDIS_URL": settings.REDIS_URL},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert set(said["statuses"].values()) == {200}, said["statuses"]
    assert said["heavy"] == []
