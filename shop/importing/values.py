"""Turns a cell or a JSON value into what a column holds, or says why it cannot."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from shop.importing.records import BadRow, ImportProblem

MOST_PRICE = Decimal(10**10)  # of a column with 12 digits, 2 of them after the point


def text_of(row: Mapping[str, Any], name: str, longest: int, *, needed: bool = False) -> str | None:
    """Return trimmed text; None where the file has no such column.

    Raises:
        BadRow: missing though needed, no text, or too long.
    """
    value = row.get(name)
    if value is None and not needed:
        return None
    if value is None or value == "":
        if needed:
            raise BadRow(f"no {name}")
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadRow(f"{name} is not text", str(value))
    text = str(value).strip()
    if needed and not text:
        raise BadRow(f"no {name}")
    if len(text) > longest:
        raise BadRow(f"{name} is longer than {longest} characters", text)
    return text


def price_of(value: Any) -> Decimal:
    """Return an amount of money with two digits after the point.

    Raises:
        BadRow: no number, negative, or absurd.
    """
    try:
        price = Decimal(str(value).strip())
    except InvalidOperation:
        raise BadRow("price is not a number", str(value)) from None
    if not price.is_finite():
        raise BadRow("price is not a number", str(value))
    if price < 0:
        raise BadRow("negative price", str(value))
    if price >= MOST_PRICE:
        raise BadRow("price is too large", str(value))
    return price.quantize(Decimal("0.01"))


def count_of(value: Any, name: str) -> int:
    """Return a whole number from 0.

    Raises:
        BadRow: anything else.
    """
    try:
        number = int(str(value).strip())
    except ValueError:
        raise BadRow(f"{name} is not a whole number", str(value)) from None
    if not 0 <= number <= 2_147_483_647:
        raise BadRow(f"{name} is out of range", str(value))
    return number


def number_of(value: Any, name: str) -> float:
    """Return a finite number.

    Raises:
        BadRow: anything else.
    """
    try:
        number = float(str(value).strip())
    except ValueError:
        raise BadRow(f"{name} is not a number", str(value)) from None
    if not math.isfinite(number):
        raise BadRow(f"{name} is not a number", str(value))
    return number


def time_of(value: Any, name: str) -> datetime:
    """Return an aware time: ISO 8601, or seconds since 1970; without a zone, the shop's own.

    Raises:
        BadRow: it is neither.
    """
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        at = datetime.fromisoformat(str(value).strip())
        return at if at.tzinfo else timezone.make_aware(at)
    except (ValueError, OverflowError, OSError):
        raise BadRow(f"{name} is not a time", str(value)) from None


def object_of(value: Any, name: str) -> dict[str, Any]:
    """Return an object, given as one or as JSON text; empty text is an empty one.

    Raises:
        BadRow: it is none.
    """
    if isinstance(value, str):
        try:
            value = json.loads(value) if value.strip() else {}
        except (ValueError, RecursionError):
            raise BadRow(f"{name} is not a JSON object", value) from None
    if not isinstance(value, dict):
        raise BadRow(f"{name} is not a JSON object", str(value))
    return value


def currency_of(code: str) -> str:
    """Return a currency's code in capitals.

    Raises:
        ImportProblem: it has not three letters.
    """
    if not re.fullmatch(r"[A-Za-z]{3}", code):
        raise ImportProblem(f"{code!r} is no currency: write three letters, like EUR.")
    return code.upper()
