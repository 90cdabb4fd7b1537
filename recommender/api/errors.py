"""Every error of the API as `application/problem+json` (RFC 9457), with a stable `code`.

Members: `type`, `title`, `status`, `detail`, `code`, and `errors` {field: [what is wrong]} where
fields are to blame. Texts follow the language of the request; `code` never changes.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from psycopg_pool import PoolTimeout
from rest_framework import exceptions
from rest_framework.response import Response

from recommender.errors import InvalidInput, RecommenderError

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
TYPE = "urn:recommender:problem:"

# Codes for what the framework raises; a code given where it was raised (token_expired) wins.
CODES: Mapping[type[exceptions.APIException], str] = {
    exceptions.ValidationError: "invalid_input",
    exceptions.ParseError: "malformed",
    exceptions.NotAuthenticated: "not_authenticated",
    exceptions.AuthenticationFailed: "not_authenticated",
    exceptions.PermissionDenied: "forbidden",
    exceptions.NotFound: "not_found",
    exceptions.MethodNotAllowed: "method_not_allowed",
    exceptions.NotAcceptable: "not_acceptable",
    exceptions.UnsupportedMediaType: "unsupported_media_type",
    exceptions.Throttled: "too_many_requests",
}
OWN_CODES = {"token_invalid", "token_expired", "wrong_credentials", "too_large", "invalid_cursor"}


class TooLarge(exceptions.APIException):
    """The body is larger than this address takes."""

    status_code = 413
    default_code = "too_large"


class Unavailable(exceptions.APIException):
    """The database does not answer; trying again later helps."""

    status_code = 503
    default_code = "unavailable"
    wait = 1.0


def problem_json(exc: Exception, context: Mapping[str, Any]) -> Response:
    """Return the problem for an exception; what nobody foresaw is logged and becomes a 500."""
    if isinstance(exc, RecommenderError):
        fields = exc.fields if isinstance(exc, InvalidInput) else {}
        if exc.status >= 500:
            logger.error("%s: %s", exc.code, exc)
        return problem(exc.status, exc.code, str(exc), errors=fields)
    if isinstance(exc, OperationalError | InterfaceError | PoolTimeout):
        logger.exception("The database does not answer.", exc_info=exc)
        exc = Unavailable(_("The database does not answer. Please try again."))
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    if isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if isinstance(exc, exceptions.APIException):
        return _of_framework(exc)
    request = context.get("request")
    got_request_exception.send(sender=None, request=getattr(request, "_request", request))
    logger.error("An API call failed.", exc_info=exc)
    return problem(500, "server_error", _("Something went wrong here. It has been noted."))


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Mapping[str, list[str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return one problem."""
    body: dict[str, Any] = {
        "type": TYPE + code,
        "title": _title(status),
        "status": status,
        "detail": sayable(detail),
        "code": code,
    }
    if errors:
        body["errors"] = {
            sayable(field): [sayable(one) for one in said] for field, said in errors.items()
        }
    return Response(body, status=status, headers=dict(headers or {}), content_type=CONTENT_TYPE)


def sayable(text: str) -> str:
    """Return a text that quotes input so that it can be sent: half a surrogate pair cannot."""
    return text.encode(errors="replace").decode()


def _of_framework(exc: exceptions.APIException) -> Response:
    headers: dict[str, str] = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if (wait := getattr(exc, "wait", None)) is not None:
        headers["Retry-After"] = str(max(1, math.ceil(wait)))
    errors: dict[str, list[str]] = {}
    if isinstance(exc.detail, dict | list):
        for field, said in _flat(exc.detail):
            errors.setdefault(field, []).append(said)
        code, detail = "invalid_input", _("Some fields are not valid.")
    else:
        given = str(exc.get_codes())
        code = given if given in OWN_CODES else CODES.get(type(exc), exc.default_code)
        detail = str(exc.detail)
    return problem(exc.status_code, code, detail, errors=errors, headers=headers)


def _flat(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (field, message) of nested details; fields inside fields are dotted."""
    if isinstance(detail, dict):
        for key, inner in detail.items():
            own = path if key == "non_field_errors" else f"{path}.{key}".strip(".")
            yield from _flat(inner, own)
    elif isinstance(detail, list):
        for at, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _flat(inner, f"{path}.{at}".strip(".") if nested else path)
    else:
        yield path or "body", str(detail)


def _title(status: int) -> str:
    titles = {
        400: _("The input is not valid"),
        401: _("Not signed in"),
        403: _("Not allowed"),
        404: _("There is no such thing"),
        405: _("This cannot be done here"),
        406: _("Not in that form"),
        413: _("Too large"),
        415: _("Not in that form"),
        429: _("Too many calls"),
        500: _("Something went wrong"),
        503: _("Not ready"),
    }
    return titles.get(status, _("Something went wrong"))
