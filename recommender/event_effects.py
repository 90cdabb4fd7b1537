"""Events that do more than count: some instruct, and some judge the sentence on a card.

A dislike pushes down what is similar, a hide removes, a like undoes. The newest such event per
shopper and item decides. A reason rated unhelpful has its kind told last from then on, a helpful
one early; the newest rating of a kind decides. The instruction remembers the event, so that not
using the event also lifts the instruction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from recommender.contracts import EventKind, NewEvent, Pick
from recommender.models import Control, SlateRow
from recommender.sentences import reason_text_feedback
from recommender.slate_log import slates_flush
from recommender.slates import pick_of
from recommender.sql import array_text, rows

STEERING = {EventKind.LIKE, EventKind.DISLIKE, EventKind.HIDE}
JUDGING = {EventKind.REASON_HELPFUL: True, EventKind.REASON_UNHELPFUL: False}

_FOLLOW = """
WITH steered AS (
    SELECT DISTINCT ON (e.shopper_id, e.item_id) e.id, e.shopper_id, e.item_id, e.kind
    FROM unnest(%(ids)s::uuid[], %(shoppers)s::uuid[], %(items)s::text[], %(kinds)s::text[],
                %(times)s::timestamptz[]) AS e(id, shopper_id, item_id, kind, at)
    ORDER BY e.shopper_id, e.item_id, e.at DESC, e.id
), lifted AS (
    UPDATE recommender_control c SET revoked_at = %(now)s FROM steered g
    WHERE g.kind = 'like' AND c.shopper_id = g.shopper_id AND c.item_id = g.item_id
      AND c.kind IN ('less_like', 'hide_item') AND c.revoked_at IS NULL
)
INSERT INTO recommender_control
    (id, shopper_id, kind, item_id, event_id, name, value, created_at)
SELECT gen_random_uuid(), g.shopper_id, g.control, g.item_id, g.id, '', 1.0, %(now)s
FROM (SELECT *, CASE kind WHEN 'dislike' THEN 'less_like' ELSE 'hide_item' END AS control
      FROM steered WHERE kind <> 'like') AS g
WHERE NOT EXISTS (
    SELECT 1 FROM recommender_control c
    WHERE c.shopper_id = g.shopper_id AND c.item_id = g.item_id AND c.kind = g.control
      AND c.revoked_at IS NULL
)
"""


class Steered(NamedTuple):
    """An event that instructs."""

    event_id: str
    shopper_id: UUID
    item_id: str
    kind: str
    at: datetime


def controls_follow(
    events: Sequence[Steered], accounts: Mapping[UUID, UUID], now: datetime
) -> None:
    """Set or lift the instructions that events just added carry."""
    if events:
        rows(
            _FOLLOW,
            {
                "ids": array_text([one.event_id for one in events]),
                "shoppers": array_text([str(accounts[one.shopper_id]) for one in events]),
                "items": array_text([one.item_id for one in events]),
                "kinds": array_text([one.kind for one in events]),
                "times": array_text([one.at.isoformat() for one in events]),
                "now": now,
            },
            planned_once=True,
        )


def sentences_follow(
    events: Sequence[NewEvent], accounts: Mapping[UUID, UUID], now: datetime
) -> None:
    """Count what shoppers said of the reasons on their own slates, and keep to it for them.

    `events` were just added; `accounts` maps their shoppers to those whom the slates belong to.
    """
    if events:
        slates_flush()
    for event in events:
        try:
            slate_id = UUID(str(event.context.get("slate_id")))
        except ValueError:
            continue
        shopper_id = accounts[event.shopper_id]
        slate = SlateRow.objects.filter(pk=slate_id, shopper_id=shopper_id).first()
        for place, stored in enumerate(slate.picks if slate else ()):
            if stored["item_id"] != event.item_id or not stored.get("reason"):
                continue
            pick, is_helpful = pick_of(stored, place), JUDGING[event.kind]
            if pick.reason is not None:
                reason_text_feedback(pick.reason, helpful=is_helpful)
            if kind := kind_told(pick):
                _rate(shopper_id, kind, event.id, 2.0 if is_helpful else 0.0, now)


def kind_told(pick: Pick) -> str:
    """Return the kind of evidence that a pick's reason tells first; "" when it tells none."""
    told = pick.reason.evidence_ids if pick.reason else ()
    kinds = {one.id: one.kind.value for one in pick.evidence}
    return next((kinds[one] for one in told if one in kinds), "")


def _rate(shopper_id: UUID, kind: str, event_id: UUID, value: float, now: datetime) -> None:
    """Let a rating of a kind of reason stand in place of the one before."""
    standing = Control.objects.filter(
        shopper_id=shopper_id, kind=Control.Kind.REASON, name=kind, revoked_at=None
    )
    standing.update(revoked_at=now)
    Control.objects.create(
        shopper_id=shopper_id,
        kind=Control.Kind.REASON,
        name=kind,
        value=value,
        event_id=event_id,
    )
