"""Reads a batch: what is plain goes straight from the parsed JSON to lines for the table.

Plain is what nearly every event of nearly every client is: a lower-case UUID, a known item, a time
with a zone, a flat context without anything to escape. It is checked in one pass with no object
made for it. Whatever else an event holds, good, odd or wrong, `event_reading` and `event_check`
read and judge it one by one, as they would alone: this file only ever says "plain", never "wrong".
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from recommender.api.event_reading import FIELDS, event_read
from recommender.contracts import EventKind, NewEvent
from recommender.errors import InvalidInput
from recommender.event_check import (
    FUTURE_ALLOWED,
    MOST_CONTEXT_BYTES,
    OLDEST,
    VALUES,
    WITHOUT_ITEM,
    items_known,
)
from recommender.event_effects import JUDGING, STEERING, Steered
from recommender.event_lines import NOTHING, EventLines

# An id and a time that Python and Postgres read alike: offsets below 15 hours, microseconds.
_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_TIME = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{3}(?:\d{3})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)"
_id_and_time = re.compile(f"{_ID}\t{_TIME}", re.ASCII).fullmatch
# Events about reasons are read whole: the sentence they are about follows them.
_KINDS = {kind.value for kind in EventKind} - {kind.value for kind in JUDGING}
_STEERING = {kind.value for kind in STEERING}
_WITHOUT_ITEM = {kind.value for kind in WITHOUT_ITEM}
_BOUNDS = {kind.value: VALUES.get(kind, (-1e12, 1e12, False)) for kind in EventKind}
_VALUED = {kind for kind, (_low, _high, is_needed) in _BOUNDS.items() if is_needed}
_dumps = json.JSONEncoder(allow_nan=False).encode


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as read: `lines`, and `events` with the `places` they had; `rejected` by place."""

    lines: EventLines
    events: Sequence[NewEvent]
    places: Sequence[int]
    rejected: dict[int, InvalidInput]


def batch_read(raw: Sequence[Any], shopper_id: UUID, now: datetime) -> Batch:
    """Read the events of one shopper; without `occurred_at` they happen `now`."""
    lines, odd = plain_read(raw, shopper_id, now)
    batch = _odd_read(raw, odd, lines, shopper_id, now)
    if any(str(event.id) in lines.lines for event in batch.events):
        # The first of them counts, if it is good: that is known only once all are judged alike.
        batch = _odd_read(raw, range(len(raw)), EventLines(shopper_id), shopper_id, now)
    return batch


def _odd_read(
    raw: Sequence[Any], odd: Sequence[int], lines: EventLines, shopper_id: UUID, now: datetime
) -> Batch:
    batch = Batch(lines, events := [], places := [], {})
    for at in odd:
        try:
            events.append(event_read(raw[at], shopper_id, now))
        except InvalidInput as wrong:
            batch.rejected[at] = wrong
        else:
            places.append(at)
    return batch


def plain_read(raw: Sequence[Any], shopper_id: UUID, now: datetime) -> tuple[EventLines, list[int]]:
    """Return the lines of the plain events, and where the others are."""
    known = _items(raw)
    found = EventLines(shopper_id)
    lines, odd, days = found.lines, [], set()
    now = now.astimezone(UTC)
    now_text, latest = now.isoformat(), now + FUTURE_ALLOWED
    for at, one in enumerate(raw):
        try:
            event_id, kind, item = one["id"], one["kind"], one.get("item_id")
            said = one.get("occurred_at")
            when = now if said is None else datetime.fromisoformat(said)
            if when >= now:
                said = now_text
            is_plain = (
                kind in _KINDS
                and (item in known if item is not None else kind in _WITHOUT_ITEM)
                and OLDEST <= when <= latest
                and _id_and_time(f"{event_id}\t{said}")
                and one.keys() <= FIELDS
            )
            value = _value(kind, one.get("value")) if is_plain else None
            about = _context(one.get("context"))
        except (TypeError, KeyError, ValueError, RecursionError, AttributeError):
            is_plain = False
        if not is_plain or value is None or about is None:
            odd.append(at)
            continue
        found.count += 1
        if event_id in lines:
            continue
        days.add(said[:10])
        lines[event_id] = f"{event_id}\t{said}\t{item or NOTHING}\t{kind}\t{value}\t{about}"
        if kind in _STEERING:
            found.steering.append(Steered(event_id, shopper_id, item, kind, min(when, now)))
    found.times = [
        datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(days=aside)
        for day in sorted(days)
        for aside in (-1, 1)  # written in a zone of its own: the day in UTC may be next to it
    ]
    return found, odd


def _items(raw: Sequence[Any]) -> set[str]:
    """Return those items named that there are, and whose ids need no escaping."""
    named = {
        item
        for one in raw
        if isinstance(one, dict) and isinstance(item := one.get("item_id"), str) and len(item) <= 64
    }
    return items_known({item for item in named if item.isprintable() and "\\" not in item})


def _value(kind: str, value: Any) -> str | None:
    """Return a value as the table takes it; None: not plain."""
    if value is None:
        return None if kind in _VALUED else NOTHING
    low, high, _is_needed = _BOUNDS[kind]
    if type(value) not in (int, float) or not low <= value <= high:
        return None
    return repr(float(value))


def _context(context: Any) -> str | None:
    """Return a context as the table takes it; None: not plain."""
    if context is None:
        return "{}"
    if not isinstance(context, dict):
        return None
    text = _dumps(context)
    is_flat = "[" not in text and "{" not in text[1:]
    return text if is_flat and "\\" not in text and len(text) <= MOST_CONTEXT_BYTES else None
