"""Cursors: a page ends at a row, and the next one begins after it.

Pages stay right while rows are added, and page 1,000 costs what page 1 does. A cursor is opaque to
clients: the sort key of the last row, in base64.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

MOST = 100
USUAL = 24


class InvalidCursor(APIException):
    """A cursor that this address did not make."""

    status_code = 400
    default_code = "invalid_cursor"


class PageQuery(serializers.Serializer[Any]):
    """Which page."""

    limit = serializers.IntegerField(required=False, default=USUAL, min_value=1, max_value=MOST)
    cursor = serializers.CharField(
        required=False, default="", allow_blank=True, help_text="From `next` of the page before."
    )


class Page(serializers.Serializer[Any]):
    """A page; `next` is the address of the following one, null on the last."""

    next = serializers.URLField(allow_null=True)


def cursor_read(text: str, *kinds: Callable[[Any], Any]) -> tuple[Any, ...] | None:
    """Return the sort key in a cursor, each part made by its kind; None for "".

    Raises:
        InvalidCursor: not a cursor, or another address's.
    """
    if not text:
        return None
    try:
        parts = json.loads(base64.b64decode(text, altchars=b"-_", validate=True))
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise ValueError(text)
        return tuple(kind(part) for kind, part in zip(kinds, parts, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
        raise InvalidCursor(_("This cursor is not one of ours.")) from None


def aware_time(text: str) -> datetime:
    """Read a time with its zone.

    Raises:
        ValueError: not one.
    """
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def finite(text: str) -> float:
    """Read a finite number.

    Raises:
        ValueError: not one.
    """
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def clean(text: str) -> str:
    """Pass text that Postgres can hold.

    Raises:
        ValueError: it has a zero character or half a surrogate pair.
    """
    if "\x00" in text:
        raise ValueError(text)
    text.encode()
    return text


def page_answer(
    request: Request,
    rows: Sequence[Any],
    limit: int,
    render: Callable[[Any], dict[str, Any]],
    key: Callable[[Any], tuple[Any, ...]],
) -> Response:
    """Answer a page of `rows`, of which one more than `limit` was read when there are more."""
    shown = rows[:limit]
    following: str | None = None
    if len(rows) > limit:
        following = replace_query_param(
            request.build_absolute_uri(), "cursor", _cursor(key(shown[-1]))
        )
    return Response({"next": following, "results": [render(row) for row in shown]})


def _cursor(parts: tuple[Any, ...]) -> str:
    texts = [
        part.isoformat()
        if isinstance(part, datetime)
        else repr(part)
        if isinstance(part, float)
        else str(part)
        for part in parts
    ]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode()


__all__ = [
    "InvalidCursor",
    "Page",
    "PageQuery",
    "aware_time",
    "clean",
    "cursor_read",
    "finite",
    "page_answer",
]
