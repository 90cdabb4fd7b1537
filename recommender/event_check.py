"""What is wrong with an event as a client sent it. Checks only; writes nothing."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from recommender.caches import may_cache, on_forget
from recommender.contracts import EventKind, NewEvent
from recommender.models import Item

FUTURE_ALLOWED = timedelta(minutes=10)  # clocks of phones differ; later than this is wrong
OLDEST = datetime(1995, 1, 1, tzinfo=UTC)  # each month is a partition: no absurd ones
MOST_CONTEXT_BYTES = 4096
NEIGHBOURS = 500
_KNOWN_KEPT = 200_000

# Smallest and largest value of kinds that carry one, and whether it must be there.
VALUES: Mapping[EventKind, tuple[float, float, bool]] = {
    EventKind.PURCHASE: (0.0, 1_000_000.0, False),
    EventKind.RETURN: (0.0, 1_000_000.0, False),
    EventKind.CART: (0.0, 1_000_000.0, False),
    EventKind.UNCART: (0.0, 1_000_000.0, False),
    EventKind.RATING: (1.0, 5.0, True),
    EventKind.DWELL: (0.0, 86_400.0, True),
}
WITHOUT_ITEM = {EventKind.SEARCH, EventKind.REASON_HELPFUL, EventKind.REASON_UNHELPFUL}

_known_items: set[str] = set()
_lock = threading.Lock()


def events_check(events: Sequence[NewEvent], now: datetime) -> dict[int, str]:
    """Return what is wrong with each bad event, by index."""
    wrong = {i: said for i, event in enumerate(events) if (said := _problem(event, now))}
    named = {event.item_id for event in events if event.item_id}
    unknown = named - items_known(named)
    if unknown:
        for i, event in enumerate(events):
            if event.item_id in unknown and i not in wrong:
                wrong[i] = f"There is no item {event.item_id!r}."
    return wrong


def items_known(item_ids: Iterable[str]) -> set[str]:
    """Return those ids that are items; each process asks once for each.

    One that is asked for alone brings its neighbours along: a process that has just started would
    otherwise ask for nearly every event.
    """
    asked, is_kept = set(item_ids), may_cache()
    with _lock:
        known = asked & _known_items if is_kept else set()
    missing = asked - known
    if missing:
        items = Item.objects.values_list("pk", flat=True)
        if is_kept and len(missing) == 1:
            found = set(items.filter(pk__gte=min(missing)).order_by("pk")[:NEIGHBOURS])
        else:
            found = set(items.filter(pk__in=missing))
        known |= found & missing
        if is_kept:
            with _lock:
                if len(_known_items) + len(found) > _KNOWN_KEPT:
                    _known_items.clear()
                _known_items.update(found)
    return known


@on_forget
def items_forget() -> None:
    """Forget which items are known: some were deleted."""
    with _lock:
        _known_items.clear()


def _problem(event: NewEvent, now: datetime) -> str:
    if event.occurred_at.tzinfo is None:
        return "occurred_at has no time zone."
    if event.occurred_at > now + FUTURE_ALLOWED:
        return "occurred_at lies in the future."
    if event.occurred_at < OLDEST:
        return f"occurred_at lies before {OLDEST.year}."
    if not event.item_id and event.kind not in WITHOUT_ITEM:
        return f"A {event.kind} event names its item."
    if event.item_id and (len(event.item_id) > 64 or "\x00" in event.item_id):
        return "item_id is not valid."
    return _value_problem(event) or _context_problem(event)


def _value_problem(event: NewEvent) -> str:
    low, high, needed = VALUES.get(event.kind, (-1e12, 1e12, False))
    if event.value is None:
        return f"A {event.kind} event has a value." if needed else ""
    if not math.isfinite(event.value) or not low <= event.value <= high:
        return f"The value of a {event.kind} event lies between {low:g} and {high:g}."
    return ""


def _context_problem(event: NewEvent) -> str:
    if not event.context:
        return ""
    try:
        text = json.dumps(dict(event.context), allow_nan=False)
    except (TypeError, ValueError):
        return "context is not plain JSON."
    if len(text.encode()) > MOST_CONTEXT_BYTES:
        return f"context is larger than {MOST_CONTEXT_BYTES} bytes."
    return "context holds a zero character." if "\\u0000" in text else ""
