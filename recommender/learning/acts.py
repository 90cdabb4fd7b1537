"""Events to the acts that the sequence model reads: what says "I want this", oldest first.

What an act is stands in `act_kinds`; all acts of the shop at once are streamed by `act_stream`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from recommender.contracts import EventKind
from recommender.learning.act_kinds import (
    DEVICE,
    DWELL,
    DWELL_WITHIN_S,
    GOOD_RATING,
    KINDS,
    LEFT_OUT_AT,
    NOT_UNDONE,
    PLACE,
    SAYS_SO,
    Ints,
    dwell_codes,
    dwelt_until,
    word_code,
)
from recommender.learning.act_stream import ShopActs, acts_all
from recommender.sql import rows

__all__ = [
    "GOOD_RATING", "KINDS", "ShopActs", "ShopperAct", "acts_all", "acts_of", "marks_of",
]  # fmt: skip

# `item_id` is also looked up: an event may outlive its product. An act not used ends the time in
# which a look belongs to the one before it, as it did while it was used. Acts left out since the
# newest one came still stand in the named interests, and such looks still mark their acts.
_NEWEST = f"""
SELECT a.shopper_id, a.id, a.item_id, a.kind, a.occurred_at, a.value, a.device, a.place,
    a.left_out_at IS NULL,
    coalesce(a.left_out_at >= a.newest_at, true),
    (
    SELECT max(e.value) FROM recommender_event e
    WHERE e.shopper_id = a.shopper_id AND e.item_id = a.item_id AND {dwelt_until("a.newest_at")}
      AND e.occurred_at >= a.occurred_at
      AND e.occurred_at < a.occurred_at + interval '{DWELL_WITHIN_S} seconds'
      AND (a.next_at IS NULL OR e.occurred_at < a.next_at)
)
FROM (
    SELECT n.*, lead(n.occurred_at) OVER (
        PARTITION BY n.shopper_id ORDER BY n.occurred_at, n.id
    ) AS next_at, max(n.received_at) OVER (PARTITION BY n.shopper_id) AS newest_at
    FROM unnest(%s::uuid[]) AS s(id) CROSS JOIN LATERAL (
        SELECT e.shopper_id, e.id, e.item_id, e.kind, e.occurred_at, e.value,
               e.context->>'{DEVICE}' AS device, e.context->>'{PLACE}' AS place,
               e.received_at, {LEFT_OUT_AT} AS left_out_at
        FROM recommender_event e JOIN recommender_item i USING (item_id)
        WHERE e.shopper_id = s.id AND {SAYS_SO} AND {NOT_UNDONE}
        ORDER BY e.occurred_at DESC, e.id DESC LIMIT %s
    ) AS n
) AS a
ORDER BY a.shopper_id, a.occurred_at, a.id
"""


@dataclass(frozen=True, slots=True)
class ShopperAct:
    """One act of one shopper, and what is known of it: "" and None where nothing is.

    is_used: whether the shopper lets it be used. One that is not keeps its place in a window, so
    that leaving it out never lets an older act in. is_grouped: whether the named interests are made
    with it: used, or left out since the newest act came. Until they act again, leaving one out and
    using it again only take its share from the interests and give it back, which the page does.
    """

    event_id: UUID
    item_id: str
    kind: EventKind
    occurred_at: datetime
    value: float | None
    device: str = ""
    place: str = ""
    dwell_s: float | None = None
    is_used: bool = True
    is_grouped: bool = True


def acts_of(shopper_ids: Sequence[UUID], newest: int) -> dict[UUID, list[ShopperAct]]:
    """Return the newest acts of each shopper that has any, used or not, oldest first."""
    found: dict[UUID, list[ShopperAct]] = {}
    for (
        shopper_id,
        event_id,
        item_id,
        kind,
        at,
        value,
        device,
        place,
        is_used,
        is_grouped,
        dwell_s,
    ) in rows(_NEWEST, [list(shopper_ids), newest]):
        said = (device or "", place or "", dwell_s, is_used, is_grouped)
        act = ShopperAct(event_id, item_id, EventKind(kind), at, value, *said)
        found.setdefault(shopper_id, []).append(act)
    return found


def marks_of(
    acts: Sequence[ShopperAct], vocabularies: Mapping[str, Sequence[str]]
) -> dict[str, Ints]:
    """Return the codes (len(acts),) of every mark, as a training with these vocabularies had them.

    A word that the training did not know is 0.
    """
    seconds = np.array([act.dwell_s or 0.0 for act in acts], dtype=np.float64)
    said = {DEVICE: [act.device for act in acts], PLACE: [act.place for act in acts]}
    marks = {
        name: np.array([word_code(words, word) for word in said[name]], dtype=np.int64)
        for name, words in vocabularies.items()
        if name in said
    }
    return {DWELL: dwell_codes(seconds), **marks}
