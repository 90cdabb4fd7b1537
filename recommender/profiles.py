"""What a shopper may see, change, take away and delete of what is stored about them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from recommender.candidates import query_read
from recommender.contracts import Context, EventKind, ItemFacts, PastEvent
from recommender.errors import InvalidInput, NotFound
from recommender.live import Live, LiveInterest, StoredTaste, StoredTastes, kind_of, live_interests
from recommender.models import Control, Event, InterestRow, Item, Shopper, ShopperTrust, SlateRow
from recommender.passes import passes_exported, passes_listed
from recommender.profile_read import LIKED, profile_read
from recommender.reasons.vocabulary import TONES
from recommender.runs import active_spaces
from recommender.sql import rows
from recommender.store import PostgresStore

MOST_INTERESTS = 6
EVENTS_PER_INTEREST = 8


def profile_get(shopper_id: UUID, language: str, events_limit: int = 50) -> Mapping[str, Any]:
    """See `recommender.services.profile_get`."""
    shopper = Shopper.objects.filter(pk=shopper_id).first()
    if shopper is None:
        raise NotFound(_("There is no such shopper."))
    context = Context(shopper_id, "home", timezone.now(), language=language)
    profile = profile_read(context)
    query = query_read(context, profile, PostgresStore())
    unused = profile.ignored_event_ids  # with an act goes what it asked for
    controls = [
        one
        for one in Control.objects.filter(shopper_id=shopper_id, revoked_at=None).order_by(
            "-created_at"
        )
        if one.kind == Control.Kind.IGNORE_EVENT or one.event_id not in unused
    ]
    events = shopper_events(shopper_id, events_limit)
    titles = _titles(
        {event.item_id for event in events} | {control.item_id for control in controls}, language
    )
    titles |= {fact.item_id: _local(fact, language) for fact in query.history.facts}
    labels = stored_labels(shopper_id, language)
    live = live_interests(query, stored_tastes(shopper_id))
    labels = {
        kind_of(f): _category(f, language) or kind_of(f) for f in query.history.facts
    } | labels
    interests = [
        _interest(one, live, labels, titles) | {"as_of": profile.reference_at}
        for one in live.interests[:MOST_INTERESTS]
    ]
    return {
        "shopper": {
            "id": str(shopper_id),
            "place": shopper.place,
            "tone": shopper.tone,
            "since": shopper.created_at,
        },
        "interests": interests,
        "shift": _shift(live, labels, titles),
        "events": [
            {**_event(event, titles), "ignored": event.id in profile.ignored_event_ids}
            for event in events
        ],
        "controls": [_control(control, titles) for control in controls],
        "passed": passes_listed(shopper_id, language),
        "as_of": profile.reference_at,
    }


_STAMP = """
SELECT s.place, s.tone,
       (SELECT e.id FROM recommender_event e WHERE e.shopper_id = s.id
        ORDER BY e.occurred_at DESC, e.id LIMIT 1),
       (SELECT t.refreshed_at FROM recommender_intereststate t WHERE t.shopper_id = s.id),
       (SELECT o.owed_since FROM recommender_owedrefresh o WHERE o.shopper_id = s.id),
       (SELECT array_agg((c.id, c.value)::text ORDER BY c.id) FROM recommender_control c
        WHERE c.shopper_id = s.id AND c.revoked_at IS NULL)
FROM recommender_shopper s WHERE s.id = %s
"""
STAMP_S = 300.0  # interests fade: after so long a stamp ends by itself


def profile_stamp(shopper_id: UUID, now: datetime | None = None) -> str:
    """See `recommender.services.profile_stamp`."""
    found = rows(_STAMP, [shopper_id], planned_once=True)
    if not found:
        return ""
    period = int((now or timezone.now()).timestamp() // STAMP_S)
    _, model = active_spaces()
    said = "|".join(str(one) for one in (*found[0], model.run_id, period))
    return hashlib.blake2b(said.encode(), digest_size=9).hexdigest()


def shopper_events(shopper_id: UUID, limit: int = 50) -> list[PastEvent]:
    """See `recommender.services.shopper_events`."""
    found = Event.objects.filter(shopper_id=shopper_id).order_by("-occurred_at", "id")[:limit]
    return [
        PastEvent(r.id, EventKind(r.kind), r.occurred_at, r.item_id, r.value, r.context)
        for r in found
    ]


def shopper_likes(shopper_id: UUID) -> dict[str, UUID]:
    """See `recommender.services.shopper_likes`."""
    found = rows(LIKED, {"shopper": shopper_id}, planned_once=True)
    return {item_id: event_id for item_id, event_id, kind in found if kind == EventKind.LIKE}


def profile_update(shopper_id: UUID, *, place: str | None = None, tone: str | None = None) -> None:
    """See `recommender.services.profile_update`."""
    changes: dict[str, str] = {}
    if place is not None:
        if len(place) > 64:
            said = _("At most %(n)s characters.") % {"n": 64}
            raise InvalidInput(_("The place is too long."), {"place": [said]})
        changes["place"] = place
    if tone is not None:
        if tone and tone not in TONES:
            said = _("Choose one of %(kinds)s.") % {"kinds": ", ".join(TONES)}
            raise InvalidInput(_("Unknown tone."), {"tone": [said]})
        changes["tone"] = tone
    if changes and not Shopper.objects.filter(pk=shopper_id).update(**changes):
        raise NotFound(_("There is no such shopper."))


def profile_export(shopper_id: UUID) -> Mapping[str, Any]:
    """See `recommender.services.profile_export`."""
    shopper = Shopper.objects.filter(pk=shopper_id).values().first()
    if shopper is None:
        raise NotFound(_("There is no such shopper."))
    events = Event.objects.filter(shopper_id=shopper_id).order_by("occurred_at", "id")
    interests = InterestRow.objects.filter(state_id=shopper_id)
    exported: dict[str, Any] = _plain(
        {
            "shopper": shopper,
            "events": list(
                events.values(
                    "id", "kind", "item_id", "value", "context", "occurred_at", "received_at"
                )
            ),
            "controls": list(Control.objects.filter(shopper_id=shopper_id).values()),
            "passed": passes_exported(shopper_id),
            "interests": list(interests.values("name", "labels", "weight", "event_ids")),
            "slates": list(SlateRow.objects.filter(shopper_id=shopper_id).values()),
            "trust": list(
                ShopperTrust.objects.filter(shopper_id=shopper_id).values(
                    "score", "causes", "acts", "items", "judged_at", "verdict", "decided_at"
                )
            ),
        }
    )
    return exported


_DELETE = {
    "interests": "DELETE FROM recommender_interestrow WHERE state_id = %s",
    "interest_state": "DELETE FROM recommender_intereststate WHERE shopper_id = %s",
    "owed": "DELETE FROM recommender_owedrefresh WHERE shopper_id = %s",
    "controls": "DELETE FROM recommender_control WHERE shopper_id = %s",
    "passed": "DELETE FROM recommender_itempass WHERE shopper_id = %s",
    "tokens": "DELETE FROM recommender_apitoken WHERE shopper_id = %s",
    "slates": "DELETE FROM recommender_slaterow WHERE shopper_id = %s",
    "trust": "DELETE FROM recommender_shoppertrust WHERE shopper_id = %s",
    "events": "DELETE FROM recommender_event WHERE shopper_id = %s",
}


def profile_delete(shopper_id: UUID) -> Mapping[str, int]:
    """See `recommender.services.profile_delete`."""
    merged = list(Shopper.objects.filter(merged_into_id=shopper_id).values_list("pk", flat=True))
    deleted = dict.fromkeys(_DELETE, 0)
    with transaction.atomic(), connection.cursor() as cursor:
        # A worker that is storing this shopper's interests finishes first, and they go too.
        cursor.execute("SELECT 1 FROM recommender_shopper WHERE id = %s FOR UPDATE", [shopper_id])
        for one in (*merged, shopper_id):
            for name, statement in _DELETE.items():
                cursor.execute(statement, [one])
                deleted[name] += cursor.rowcount
        cursor.execute("DELETE FROM recommender_shopper WHERE merged_into_id = %s", [shopper_id])
        others = cursor.rowcount
        cursor.execute("DELETE FROM recommender_shopper WHERE id = %s", [shopper_id])
        deleted["shoppers"] = cursor.rowcount + others
    return deleted


def stored_tastes(shopper_id: UUID) -> StoredTastes:
    """Return what the shopper's newer acts are folded into; the shares are in their profile."""
    found = list(
        InterestRow.objects.filter(state_id=shopper_id).values_list(
            "name", "kinds", "department", "since", "state__aside"
        )
    )
    tastes = {name: StoredTaste(kinds, place, since) for name, kinds, place, since, _ in found}
    return StoredTastes(tastes, found[0][-1] if found else {})


def stored_labels(shopper_id: UUID, language: str) -> dict[str, str]:
    """Return what a shopper's stored interests are called."""
    found = InterestRow.objects.filter(state_id=shopper_id).values_list("name", "labels")
    return {name: said.get(language) or said.get("en") or name for name, said in found}


def _interest(
    one: LiveInterest, live: Live, labels: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "name": one.name,
        "label": labels.get(one.name, one.name),
        "share": one.share,
        "lasting_share": one.lasting,
        "factor": one.factor,
        "since": one.since,
        "last_at": one.events[0].occurred_at if one.events else None,
        "events_count": len(one.event_ids),
        "is_new": one.is_new,
        "is_shift": live.shift is not None and live.shift.name == one.name,
        "events": [_event(event, titles) for event in one.events[:EVENTS_PER_INTEREST]],
    }


def _shift(
    live: Live, labels: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, Any] | None:
    shift = live.shift
    if shift is None:
        return None
    return {
        "name": shift.name,
        "label": labels.get(shift.name, shift.name),
        "chance": shift.chance,
        "is_new": shift.is_new,
        "since": shift.events[-1].occurred_at if shift.events else None,
        "events": [_event(event, titles) for event in shift.events[:EVENTS_PER_INTEREST]],
    }


def _event(event: PastEvent, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": str(event.id),
        "kind": event.kind.value,
        "item_id": event.item_id,
        "title": titles.get(event.item_id or "", ""),
        "query": str(event.context.get("query", "")),
        "occurred_at": event.occurred_at,
    }


def _control(control: Control, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": str(control.pk),
        "kind": control.kind,
        "item_id": control.item_id,
        "event_id": str(control.event_id) if control.event_id else None,
        "name": control.name,
        "value": control.value,
        "title": titles.get(control.item_id or "", ""),
        "created_at": control.created_at,
    }


def _local(fact: ItemFacts, language: str) -> str:
    return fact.translations.get(language, {}).get("title") or fact.title


def _category(fact: ItemFacts, language: str) -> str:
    return fact.translations.get(language, {}).get("category_name") or fact.category_name


def _titles(item_ids: set[str | None], language: str) -> dict[str, str]:
    wanted = [item_id for item_id in item_ids if item_id]
    found = Item.objects.filter(pk__in=wanted).values_list("pk", "title", "translations")
    return {pk: said.get(language, {}).get("title") or title for pk, title, said in found}


def _plain(value: Any) -> Any:
    """Return data with ids and times as text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_plain(one) for one in value]
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
