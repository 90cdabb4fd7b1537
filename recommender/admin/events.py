"""What shoppers did, newest first: a page of its own over the one large table.

The table has a composite key, which Django's admin cannot register, and it may hold very many rows:
nothing is counted, pages go by key (time and id), and without a shopper or an item only a window of
days is read, so that few partitions are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from recommender.admin.base import cards, uuid_or_none
from recommender.admin.words import EVENTS
from recommender.contracts import EventKind
from recommender.models import Event, Shopper

PAGE = 50
WINDOWS_DAYS = (1, 7, 30, 365)
DEFAULT_DAYS = 7


@dataclass(frozen=True, slots=True)
class EventQuery:
    """What the page was asked for. `before`: the key of the last row already seen."""

    kind: str = ""
    shopper: str = ""
    item: str = ""
    days: int = DEFAULT_DAYS
    before: tuple[datetime, UUID] | None = None

    @classmethod
    def read(cls, request: HttpRequest) -> EventQuery:
        """Read the query string; what makes no sense counts as not given."""
        given = request.GET
        kind = given.get("kind", "")
        days = given.get("days", "")
        return cls(
            kind=kind if kind in set(EventKind) else "",
            shopper=given.get("shopper", "").strip()[:64],
            item=given.get("item", "").strip()[:64],
            days=next((one for one in WINDOWS_DAYS if str(one) == days), DEFAULT_DAYS),
            before=_key(given.get("before", "")),
        )

    def link(self, before: tuple[datetime, UUID] | None) -> str:
        """Return the query string of this question from `before` on."""
        pairs = {"kind": self.kind, "shopper": self.shopper, "item": self.item, "days": self.days}
        said = {name: value for name, value in pairs.items() if value}
        if before is not None:
            said["before"] = f"{before[0].isoformat()}_{before[1]}"
        return f"?{urlencode(said)}"


def _key(text: str) -> tuple[datetime, UUID] | None:
    at, _underscore, event_id = text.partition("_")
    try:
        moment, found = parse_datetime(at), uuid_or_none(event_id)
    except ValueError:
        return None
    return (moment, found) if moment and moment.tzinfo and found else None


def _shopper(text: str) -> UUID | None:
    """Return the shopper a text names: by id, or by the shop's own id."""
    known = uuid_or_none(text)
    if known is not None:
        return known
    return Shopper.objects.filter(external_id=text).values_list("pk", flat=True).first()


def events_of(asked: EventQuery) -> QuerySet[Event]:
    """Return the events asked for, newest first; no limit is set yet."""
    rows = Event.objects.order_by("-occurred_at", "-id")
    if asked.shopper:
        shopper_id = _shopper(asked.shopper)
        if shopper_id is None:
            return rows.none()
        rows = rows.filter(shopper_id=shopper_id)
    if asked.item:
        rows = rows.filter(item_id=asked.item)
    if not asked.shopper and not asked.item:
        rows = rows.filter(occurred_at__gte=timezone.now() - timedelta(days=asked.days))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.before is not None:
        at, event_id = asked.before
        rows = rows.filter(occurred_at__lte=at).filter(
            Q(occurred_at__lt=at) | Q(occurred_at=at, id__lt=event_id)
        )
    return rows


def events_page(request: HttpRequest) -> dict[str, Any]:
    """Return what the page shows: rows, the next page's address and the form's state."""
    asked = EventQuery.read(request)
    found = list(events_of(asked)[: PAGE + 1])
    shown, more = found[:PAGE], len(found) > PAGE
    items = cards(event.item_id for event in shown)
    shoppers = Shopper.objects.in_bulk({event.shopper_id for event in shown})
    rows = [
        {
            "event": event,
            "kind": EVENTS.get(event.kind, event.kind),
            "item": items.get(event.item_id or ""),
            "shopper": shoppers.get(event.shopper_id),
            "said": _said(event),
        }
        for event in shown
    ]
    return {
        "asked": asked,
        "rows": rows,
        "kinds": EVENTS.items(),
        "windows": [(days, _("%(days)s days") % {"days": days}) for days in WINDOWS_DAYS],
        "next": asked.link((shown[-1].occurred_at, shown[-1].id)) if more else "",
        "first": asked.link(None) if asked.before is not None else "",
    }


def _said(event: Event) -> str:
    """Return what an event says beside its kind."""
    match event.kind:
        case EventKind.SEARCH:
            return f"“{event.context.get('query', '')}”"
        case EventKind.RATING if event.value is not None:
            return _("%(stars)s of 5") % {"stars": f"{event.value:g}"}
        case EventKind.DWELL if event.value is not None:
            return _("%(seconds)s s") % {"seconds": f"{event.value:.0f}"}
        case EventKind.PURCHASE | EventKind.CART if event.value is not None and event.value != 1:
            return f"× {event.value:g}"
        case EventKind.CLICK if "position" in event.context:
            return _("place %(place)s") % {"place": _place(event.context["position"])}
    return ""


def _place(position: object) -> object:
    return position + 1 if isinstance(position, int) else position
