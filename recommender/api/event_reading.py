"""Turns JSON into events, by hand: a batch has a thousand of them and every microsecond counts.

Types and text are checked here; what a kind of event needs and how far its clock may be off is
`recommender.event_check`'s. Nothing that passes here can make Postgres refuse the batch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from recommender.api.errors import sayable
from recommender.contracts import EventKind, NewEvent
from recommender.errors import InvalidInput

FIELDS = frozenset({"id", "kind", "item_id", "value", "context", "occurred_at"})
KINDS: Mapping[str, EventKind] = {kind.value: kind for kind in EventKind}
DEEPEST = 6  # nesting of a context


def event_read(raw: object, shopper_id: UUID, now: datetime) -> NewEvent:
    """Return the event that `raw` describes; without `occurred_at` it happens now.

    Raises:
        InvalidInput: `fields` says which field is wrong and how.
    """
    if not isinstance(raw, dict):
        raise _wrong("event", _("Write an object."))
    if not raw.keys() <= FIELDS:
        unknown = sorted(str(key) for key in raw.keys() - FIELDS)
        raise _wrong(sayable(unknown[0][:80]), _("There is no such field."))
    return NewEvent(
        _id(raw.get("id")),
        shopper_id,
        _kind(raw.get("kind")),
        _time(raw.get("occurred_at"), now),
        _item(raw.get("item_id")),
        _value(raw.get("value")),
        _context(raw.get("context")),
    )


def rejection(said: str) -> InvalidInput:
    """Return the error for what `event_check` says of an event, under the field it names."""
    field = next((name for name in ("occurred_at", "context", "value", "item") if name in said), "")
    return _wrong({"item": "item_id", "": "event"}.get(field, field), said)


def _wrong(field: str, said: str) -> InvalidInput:
    return InvalidInput(said if field == "event" else f"{field}: {said}", {field: [said]})


def _id(value: Any) -> UUID:
    if isinstance(value, str):
        try:
            return UUID(value)
        except ValueError:
            pass
    raise _wrong("id", _("Make a UUID for each event; the same one twice counts once."))


def _kind(value: Any) -> EventKind:
    kind = KINDS.get(value) if isinstance(value, str) else None
    if kind is None:
        raise _wrong("kind", _("Choose one of %(kinds)s.") % {"kinds": ", ".join(KINDS)})
    return kind


def _time(value: Any, now: datetime) -> datetime:
    if value is None:
        return now
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise _wrong("occurred_at", _("Write an ISO 8601 time, such as 2026-05-20T12:00:00Z."))


def _item(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, str) and 0 < len(value) <= 64 and "\x00" not in value and _utf8(value):
        return value
    raise _wrong("item_id", _("Write the item's id, of 1 to 64 characters."))


def _value(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            pass
    raise _wrong("value", _("Write a number."))


def _context(value: Any) -> dict[str, Any]:
    if not value and (value is None or isinstance(value, dict)):
        return {}
    if not isinstance(value, dict):
        raise _wrong("context", _("Write an object."))
    if not _shallow(value, DEEPEST):
        raise _wrong("context", _("This is nested too deeply."))
    if not _utf8(json.dumps(value, ensure_ascii=False)):
        raise _wrong("context", _("This text is cut in the middle of a character."))
    return value


def _shallow(value: Any, levels: int) -> bool:
    if isinstance(value, dict):
        return levels > 0 and all(_shallow(one, levels - 1) for one in value.values())
    if isinstance(value, list):
        return levels > 0 and all(_shallow(one, levels - 1) for one in value)
    return True


def _utf8(text: str) -> bool:
    """Whether a text can be stored: half of a surrogate pair cannot."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
