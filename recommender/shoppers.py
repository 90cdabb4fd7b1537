"""Shoppers: anonymous ones, those of accounts, and how the first becomes part of the second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from recommender.models import Shopper


@dataclass(frozen=True, slots=True)
class NewShopper:
    """A shopper of a history that is brought in. `id` is kept unless `external_id` has one."""

    id: UUID
    external_id: str | None = None  # None: anonymous
    place: str = ""  # slug; never replaces what the shopper chose
    since: datetime | None = None  # aware; None: now


# Everything that names a shopper, in this order. Controls the account already has are dropped.
_MERGE = (
    "UPDATE recommender_event SET shopper_id = %(to)s WHERE shopper_id = %(from)s",
    """
    UPDATE recommender_control c SET revoked_at = now()
    WHERE c.shopper_id = %(from)s AND c.revoked_at IS NULL AND EXISTS (
        SELECT 1 FROM recommender_control o
        WHERE o.shopper_id = %(to)s AND o.revoked_at IS NULL AND o.kind = c.kind
          AND o.item_id IS NOT DISTINCT FROM c.item_id AND o.name = c.name
          AND (c.kind <> 'ignore_event' OR o.event_id = c.event_id)
    )
    """,
    "UPDATE recommender_control SET shopper_id = %(to)s WHERE shopper_id = %(from)s",
    "UPDATE recommender_slaterow SET shopper_id = %(to)s WHERE shopper_id = %(from)s",
    """
    UPDATE recommender_itempass p SET shopper_id = %(to)s
    WHERE p.shopper_id = %(from)s AND NOT EXISTS (
        SELECT 1 FROM recommender_itempass o
        WHERE o.shopper_id = %(to)s AND o.item_id = p.item_id
    )
    """,
    "DELETE FROM recommender_itempass WHERE shopper_id = %(from)s",
    "DELETE FROM recommender_interestrow WHERE state_id = %(from)s",
    "DELETE FROM recommender_intereststate WHERE shopper_id = %(from)s",
    "DELETE FROM recommender_owedrefresh WHERE shopper_id = %(from)s",
    # The account is judged anew, by all that is now its own.
    "DELETE FROM recommender_shoppertrust WHERE shopper_id = %(from)s",
    """
    UPDATE recommender_shopper t
    SET place = CASE WHEN t.place = '' THEN f.place ELSE t.place END,
        tone = CASE WHEN t.tone = '' THEN f.tone ELSE t.tone END
    FROM recommender_shopper f WHERE t.id = %(to)s AND f.id = %(from)s
    """,
    "UPDATE recommender_shopper SET merged_into_id = %(to)s WHERE id = %(from)s",
    "UPDATE recommender_shopper SET merged_into_id = %(to)s WHERE merged_into_id = %(from)s",
)
_RECORD = """
INSERT INTO recommender_shopper (id, external_id, place, tone, created_at)
SELECT g.id, g.external_id, '', '', min(g.since)
FROM unnest(%(ids)s::uuid[], %(externals)s::text[], %(since)s::timestamptz[])
    AS g(id, external_id, since)
GROUP BY 1, 2
ON CONFLICT DO NOTHING
"""
_RECORDED = """
SELECT g.id, coalesce(s.id, g.id)
FROM unnest(%(ids)s::uuid[], %(externals)s::text[]) AS g(id, external_id)
LEFT JOIN recommender_shopper s ON s.external_id = g.external_id
"""
_PLACED = """
UPDATE recommender_shopper s SET place = g.place
FROM unnest(%(ids)s::uuid[], %(places)s::text[]) AS g(id, place)
WHERE s.id = g.id AND s.place = '' AND g.place <> ''
"""
_OWE = """
INSERT INTO recommender_owedrefresh AS o (shopper_id, owed_since) VALUES (%(to)s, now())
ON CONFLICT (shopper_id) DO UPDATE SET owed_since = now() WHERE o.leased_until IS NOT NULL
RETURNING shopper_id
"""


def shopper_create() -> UUID:
    """Make an anonymous shopper and return its id."""
    return Shopper.objects.create().pk


def shopper_for_user(external_id: str, anonymous_id: UUID | None = None) -> UUID:
    """See `recommender.services.shopper_for_user`."""
    from recommender.wake import refresh_wake

    with transaction.atomic():
        shopper, _ = Shopper.objects.get_or_create(external_id=external_id)
        if anonymous_id is not None and anonymous_id != shopper.pk:
            moved = _merge(anonymous_id, shopper.pk)
            if moved:
                transaction.on_commit(lambda: refresh_wake([shopper.pk]))
    return shopper.pk


def shoppers_record(known: Sequence[NewShopper]) -> Mapping[UUID, UUID]:
    """See `recommender.services.shoppers_record`."""
    now = timezone.now()
    given: dict[str, Any] = {
        "ids": [one.id for one in known],
        "externals": [one.external_id for one in known],
        "places": [one.place for one in known],
        "since": [one.since or now for one in known],
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_RECORD, given)
        cursor.execute(_RECORDED, given)
        recorded = dict(cursor.fetchall())
        cursor.execute(_PLACED, {**given, "ids": [recorded[one.id] for one in known]})
    return recorded


def refresh_owe(shopper_id: UUID) -> bool:
    """Mark a shopper's refresh as owed; True when no wake-up is waiting for it yet."""
    with connection.cursor() as cursor:
        cursor.execute(_OWE, {"to": shopper_id})
        return cursor.fetchone() is not None


def _merge(anonymous_id: UUID, shopper_id: UUID) -> bool:
    """Move all of an anonymous shopper to an account's; True when a refresh should be asked for."""
    anonymous = (
        Shopper.objects.select_for_update()
        .filter(pk=anonymous_id, external_id=None, merged_into=None)
        .first()
    )
    if anonymous is None:  # unknown, merged before, or itself an account
        return False
    with connection.cursor() as cursor:
        for statement in _MERGE:
            cursor.execute(statement, {"from": anonymous_id, "to": shopper_id})
    return refresh_owe(shopper_id)
