from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import URLPattern

from recommender.api.urls import urlpatterns
from tests.recommender.api.schema_check import PREFIX, check_against, pointer, schema

ROOT = Path(__file__).resolve().parents[3]


def operations():
    for path, methods in schema()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_the_description_is_made_without_a_warning_and_is_valid(tmp_path):
    call_command(
        "spectacular", "--fail-on-warn", "--validate", "--file", str(tmp_path / "schema.yaml")
    )
    assert schema()["openapi"] == "3.1.0"


def test_every_address_is_described():
    hidden = {"schema", "docs", "nothing"}
    named = {p.name for p in urlpatterns if isinstance(p, URLPattern)} - hidden
    assert len(named) == len(schema()["paths"])


def test_every_operation_has_a_name_a_summary_and_its_problems():
    names = [operation["operationId"] for _path, _method, operation in operations()]
    assert len(names) == len(set(names)) == 22
    for path, method, operation in operations():
        assert operation["summary"], (path, method)
        assert {"429", "500", "503"} <= set(operation["responses"])
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"], (path, status)


def test_all_but_the_first_steps_need_the_token():
    open_ = {
        (path, method)
        for path, method, operation in operations()
        if {} in operation.get("security", [{}])
    }
    assert open_ == {(f"{PREFIX}/devices/", "post"), (f"{PREFIX}/tokens/", "post")}
    scheme = schema()["components"]["securitySchemes"]["token"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")


def test_every_example_is_an_example_of_its_schema():
    seen = 0
    for path, method, operation in operations():
        content = operation.get("requestBody", {}).get("content", {})
        for kind, media in content.items():
            for example in media.get("examples", {}).values():
                seen += 1
                check_against(
                    ("paths", path, method, "requestBody", "content", kind, "schema"),
                    example["value"],
                )
    assert seen == 2


def test_pointers_are_escaped():
    assert pointer("paths", "/a/~b/") == "urn:api#/paths/~1a~1~0b~1"


@pytest.mark.django_db
def test_the_description_is_served_as_yaml_and_json(client):
    answer = client.get(f"{PREFIX}/schema/", HTTP_ACCEPT="application/json")
    assert answer.status_code == 200
    assert answer.json()["openapi"] == "3.1.0"
    assert client.get(f"{PREFIX}/schema/").content.startswith(b"openapi: 3.1.0")


@pytest.mark.django_db
def test_the_page_loads_nothing_from_elsewhere_and_runs_no_inline_script(client, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    answer = client.get(f"{PREFIX}/docs/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "http://" not in page and "https://" not in page and "//cdn" not in page
    assert "<script>" not in page
    assert "script-src 'self';" in answer["Content-Security-Policy"]
    script = client.get(f"{PREFIX}/docs/?script=")
    assert f"{PREFIX}/schema/" in script.content.decode()


def test_the_pages_files_are_in_the_package():
    from django.contrib.staticfiles import finders

    for name in ("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js"):
        assert finders.find(f"drf_spectacular_sidecar/swagger-ui-dist/{name}")


LIGHT = """
import sys, json, django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client
client = Client()
token = client.post("/api/v1/devices/", "{}", content_type="application/json").json()["token"]
headers = {"HTTP_AUTHORIZATION": "Bearer " + token}
body = json.dumps({"id": "6f1a1c1e-7d5c-4b0e-9b1c-0d7a4f6f2c11", "kind": "view", "item_id": "i01"})
sent = client.post("/api/v1/events/", body, content_type="application/json", **headers)
found = client.get("/api/v1/recommendations/?explain=full", **headers)
print(sent.status_code, found.status_code, len(found.json()["shelves"]) > 0)
print(sorted({"torch", "transformers", "recommender.neural"} & set(sys.modules)))
"""


@pytest.mark.django_db(transaction=True)
def test_serving_the_api_loads_no_torch():
    from tests.recommender.worlds import random_world, save

    save(random_world(3, items=60))
    database = connection.settings_dict
    url = (
        f"postgresql://{database['USER']}:{database['PASSWORD']}@/{database['NAME']}"
        f"?host={database['HOST']}&port={database['PORT']}"
    )
    made = subprocess.run(
        [sys.executable, "-c", LIGHT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        env={
            "PATH": "/usr/bin:/bin",
            "DJANGO_SETTINGS_MODULE": "shop.config.settings",
            "DATABASE_URL": url,
            "REDIS_URL": settings.REDIS_URL,
            "VAR_DIR": str(settings.VAR_DIR),
        },
    )
    assert made.stdout.splitlines() == ["201 200 True", "[]"], made.stderr
