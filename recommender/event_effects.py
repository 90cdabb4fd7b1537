"""Events that do more than count: some instruct, and some judge the sentence on a card.

A dislike pushes down what is similar, a hide removes, a like undoes. The newest such event per
shopper and item decides. The instruction remembers the event, so that not using the event also
lifts the instruction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from recommender.contracts import EventKind, NewEvent
from recommender.models import SlateRow
from recommender.sentences import reason_text_feedback
from recommender.slate_log import slates_flush
from recommender.slates import pick_of

STEERING = {EventKind.LIKE, EventKind.DISLIKE, EventKind.HIDE}
JUDGING = {EventKind.REASON_HELPFUL: True, EventKind.REASON_UNHELPFUL: False}
EFFECTIVE = STEERING | set(JUDGING)

_NEWEST = """
CREATE TEMP TABLE steered ON COMMIT DROP AS
SELECT DISTINCT ON (e.shopper_id, e.item_id) e.id, e.shopper_id, e.item_id, e.kind
FROM recommender_event e
WHERE e.id = ANY(%(ids)s::uuid[]) AND e.received_at = %(now)s
  AND e.kind IN ('like', 'dislike', 'hide')
ORDER BY e.shopper_id, e.item_id, e.occurred_at DESC, e.id
"""
_LIFT = """
UPDATE recommender_control c SET revoked_at = %(now)s FROM steered g
WHERE g.kind = 'like' AND c.shopper_id = g.shopper_id AND c.item_id = g.item_id
  AND c.kind IN ('less_like', 'hide_item') AND c.revoked_at IS NULL
"""
_SET = """
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


def controls_follow(cursor: Any, ids: Sequence[UUID], now: datetime) -> None:
    """Set or lift the instructions that the events added at `now` carry."""
    cursor.execute("DROP TABLE IF EXISTS steered")
    for statement in (_NEWEST, _LIFT, _SET):
        cursor.execute(statement, {"ids": list(ids), "now": now})


def sentences_follow(events: Sequence[NewEvent], accounts: Mapping[UUID, UUID]) -> None:
    """Count what shoppers said of the reasons that stood on their own slates.

    `events` were just added; `accounts` maps their shoppers to those whom the slates belong to.
    """
    if events:
        slates_flush()
    for event in events:
        try:
            slate_id = UUID(str(event.context.get("slate_id")))
        except ValueError:
            continue
        slate = SlateRow.objects.filter(pk=slate_id, shopper_id=accounts[event.shopper_id]).first()
        for place, stored in enumerate(slate.picks if slate else ()):
            reason = pick_of(stored, place).reason
            if stored["item_id"] == event.item_id and reason is not None:
                reason_text_feedback(reason, helpful=JUDGING[event.kind])
