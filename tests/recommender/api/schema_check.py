"""Holds answers against the API's own description. Objects may have no member it does not name."""

from __future__ import annotations

import copy
import functools
import re
from urllib.parse import unquote

import yaml
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

PREFIX = "/api/v1"


@functools.cache
def schema() -> dict:
    made = SchemaGenerator().get_schema(request=None, public=True)
    return yaml.safe_load(OpenApiYamlRenderer().render(made, renderer_context={}))


@functools.cache
def closed() -> Registry:
    """The description with every object closed, so that an undocumented member is found."""
    whole = copy.deepcopy(schema())
    _close(whole["components"]["schemas"])
    return Registry().with_resource("urn:api", Resource(whole, DRAFT202012))


def _close(node) -> None:
    if isinstance(node, dict):
        if "properties" in node and "additionalProperties" not in node:
            node["additionalProperties"] = False
        for inner in node.values():
            _close(inner)
    elif isinstance(node, list):
        for inner in node:
            _close(inner)


def operation_of(method: str, path: str) -> tuple[str, dict] | None:
    for template, operations in schema()["paths"].items():
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, unquote(path)) and method.lower() in operations:
            return template, operations[method.lower()]
    return None


def pointer(*parts: str) -> str:
    return "urn:api#/" + "/".join(p.replace("~", "~0").replace("/", "~1") for p in parts)


def check_against(parts: tuple[str, ...], value) -> None:
    validator = Draft202012Validator(
        {"$ref": pointer(*parts)}, registry=closed(), format_checker=FormatChecker()
    )
    errors = sorted(validator.iter_errors(value), key=lambda error: list(error.path))
    assert not errors, [f"{list(e.absolute_path)}: {e.message}" for e in errors[:5]]


def check_answer(method: str, path: str, response) -> None:
    """Assert that the answer is one that the description promises."""
    found = operation_of(method, path.partition("?")[0])
    if found is None:  # a wrong method or an unknown address: a problem all the same
        assert response.status_code in {401, 404, 405, 429}, (method, path, response.status_code)
        check_problem(response)
        return
    template, operation = found
    status = str(response.status_code)
    assert status in operation["responses"], f"{method} {template} may not answer {status}"
    content = operation["responses"][status].get("content")
    if not content:
        assert response.content == b""
        return
    kind = response["Content-Type"].split(";")[0]
    assert kind in content, (kind, list(content))
    check_against(
        ("paths", template, method.lower(), "responses", status, "content", kind, "schema"),
        response.json(),
    )
    if response.status_code >= 400:
        check_problem(response)


def check_problem(response) -> None:
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    check_against(("components", "schemas", "Problem"), body)
    assert body["status"] == response.status_code
    assert body["type"].endswith(body["code"])
    assert body["detail"]
