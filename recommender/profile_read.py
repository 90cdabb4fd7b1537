"""Everything the pipeline knows of a shopper at one moment, in one statement.

Whether anything has changed is asked first, by a digest of every row that there is to read: a
shopper of whom nothing has need not be read again, nor understood (`recommender.made_pages`). The
digest is of what the rows say. It has no rule for what might have changed, so it can forget none.

The window is the newest events, those not used among them: leaving one out never lets an older one
in, so what is left is what was there less that one. One that is undone was never there.

What the shopper told us not to use is taken out here, so that no later stage can see it: its event
leaves the history, its row leaves the deep vector, its share leaves the named interests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from recommender.conf import option
from recommender.contracts import Context, EventKind, Floats, Interest, PastEvent, Profile
from recommender.runs import active_spaces
from recommender.sql import halfvec, rows

ProfileRow = tuple[Any, ...]

UNDONE = "undone"  # name of an `ignore_event` that takes an act back: as if it had never been
MOST_PASSED = 200  # items, newest first

# What a shopper thinks of items now: the newest of each that is neither undone nor unused.
LIKED = """
SELECT DISTINCT ON (e.item_id) e.item_id, e.id, e.kind
FROM recommender_event e
WHERE e.shopper_id = %(shopper)s AND e.kind IN ('like', 'dislike', 'hide') AND NOT EXISTS (
    SELECT 1 FROM recommender_control c
    WHERE c.shopper_id = e.shopper_id AND c.event_id = e.id AND c.kind = 'ignore_event'
      AND c.revoked_at IS NULL
)
ORDER BY e.item_id, e.occurred_at DESC, e.id
"""

# 64 bits of each row, mixed in whatever order, and how many there are.
_DIGEST = """
SELECT concat_ws(' ',
    (SELECT jsonb_build_array(place, tone) FROM recommender_shopper WHERE id = %(shopper)s),
    (SELECT concat('w', count(*), ' ', bit_xor(hash_record_extended(
                ROW(kind, item_id, event_id, name, value, created_at), 0)))
     FROM recommender_control WHERE shopper_id = %(shopper)s AND revoked_at IS NULL),
    (SELECT concat('e', count(*), ' ', bit_xor(hash_record_extended(
                ROW(id, kind, occurred_at, item_id, value, context, occurred_at <= %(now)s), 0)))
     FROM recommender_event WHERE shopper_id = %(shopper)s),
    (SELECT concat('s', hash_record_extended(
                ROW(halfvec_send(deep), event_ids, loo, as_of), 0))
     FROM recommender_intereststate
     WHERE shopper_id = %(shopper)s AND run_id = %(run)s AND as_of <= %(now)s),
    (SELECT concat('i', count(*), ' ', bit_xor(hash_record_extended(
                ROW(position, name, weight, halfvec_send(embedding), event_ids), 0)))
     FROM recommender_interestrow WHERE state_id = %(shopper)s),
    (SELECT concat('p', count(*), ' ', bit_xor(hash_record_extended(
                ROW(item_id, ARRAY(SELECT at FROM unnest(times) AS at WHERE at <= %(now)s)), 0)))
     FROM recommender_itempass
     WHERE shopper_id = %(shopper)s AND last_at > %(now)s::timestamptz - interval '30 days')
)
"""

_SQL = f"""
WITH standing AS MATERIALIZED (
    SELECT kind, item_id, event_id, name, value, created_at FROM recommender_control
    WHERE shopper_id = %(shopper)s AND revoked_at IS NULL
),
past AS MATERIALIZED (
    SELECT id, kind, occurred_at, item_id, value, context FROM recommender_event
    WHERE shopper_id = %(shopper)s AND occurred_at <= %(now)s
      AND id NOT IN (SELECT event_id FROM standing
                     WHERE kind = 'ignore_event' AND name = %(undone)s)
    ORDER BY occurred_at DESC, id
    LIMIT %(length)s
),
had AS MATERIALIZED (
    SELECT item_id, kind, occurred_at, id FROM recommender_event
    WHERE shopper_id = %(shopper)s AND occurred_at <= %(now)s
      AND kind IN ('purchase', 'return', 'cart')
      AND id NOT IN (SELECT event_id FROM standing
                     WHERE kind = 'ignore_event' AND name = %(undone)s)
)
SELECT
    (SELECT jsonb_build_array(place, tone) FROM recommender_shopper WHERE id = %(shopper)s),
    (SELECT jsonb_agg(jsonb_build_array(kind, item_id, event_id, name, value, created_at)
                      ORDER BY kind, item_id, event_id, name)::text FROM standing),
    (SELECT jsonb_agg(jsonb_build_array(id, kind, occurred_at, item_id, value, context)
                      ORDER BY occurred_at DESC, id)::text FROM past),
    (SELECT array_agg(DISTINCT item_id) FROM had
     WHERE kind <> 'cart'
       AND occurred_at > (SELECT max(occurred_at) FROM past) - make_interval(days => %(days)s)),
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY i.price)
     FROM had JOIN recommender_item i USING (item_id)
     WHERE had.kind <> 'return' AND had.id <> ALL (%(ignored)s)
       AND NOT EXISTS (SELECT 1 FROM standing s
                       WHERE s.kind = 'ignore_event' AND s.event_id = had.id)
    )::float8,
    s.deep, s.event_ids, s.loo, s.as_of, s.interests, p.items, p.times,
    (SELECT array_agg(DISTINCT item_id) FROM had WHERE kind = 'purchase'),
    (SELECT jsonb_object_agg(item_id, id)::text FROM ({LIKED}) AS l WHERE kind = 'like')
FROM (SELECT 1) AS one
LEFT JOIN (
    SELECT halfvec_send(st.deep) AS deep, st.event_ids, st.loo, st.as_of,
           (SELECT jsonb_agg(jsonb_build_array(r.name, r.weight,
                                               encode(halfvec_send(r.embedding), 'hex'),
                                               r.event_ids) ORDER BY r.position)::text
            FROM recommender_interestrow r WHERE r.state_id = st.shopper_id) AS interests
    FROM recommender_intereststate st
    WHERE st.shopper_id = %(shopper)s AND st.run_id = %(run)s AND st.as_of <= %(now)s
) AS s ON true
LEFT JOIN (
    SELECT array_agg(item_id) AS items, array_agg(at) AS times FROM (
        SELECT item_id, extract(epoch FROM at)::float8 AS at
        FROM (SELECT item_id, times FROM recommender_itempass
              WHERE shopper_id = %(shopper)s
                AND last_at > %(now)s::timestamptz - interval '30 days'
              ORDER BY last_at DESC, item_id LIMIT %(passed)s) AS recent, unnest(times) AS at
        WHERE at <= %(now)s ORDER BY item_id, at
    ) AS flat
) AS p ON true
"""


def profile_read(
    context: Context, bought_within_days: int = 60, seen_within_hours: int = 0
) -> Profile:
    """Return the profile of `context.shopper_id` at `context.now`, without what is ignored.

    `bought_within_days`, `seen_within_hours`: how long an item bought or returned, or looked at,
    stays excluded, counted back from the shopper's newest event. Items in the cart, disliked and
    hidden are always excluded.
    """
    return profile_of(context, profile_fetch(context, bought_within_days), seen_within_hours)


def profile_digest(context: Context) -> str:
    """Return what stays the same as long as `profile_fetch` does, and the items' prices.

    What a page is made from is read after its digest: it may be newer than that, never older.
    """
    _, model = active_spaces()
    asked = {"shopper": context.shopper_id, "now": context.now, "run": model.run_id}
    return str(rows(_DIGEST, asked, planned_once=True)[0][0])


def profile_fetch(context: Context, bought_within_days: int = 60) -> ProfileRow:
    """Read all that Postgres knows of a shopper, not yet understood: equal rows, equal profiles."""
    _, model = active_spaces()
    row: ProfileRow = rows(
        _SQL,
        {
            "shopper": context.shopper_id,
            "now": context.now,
            "length": int(option("HISTORY_LENGTH")),
            "days": bought_within_days,
            "ignored": list(context.ignore_event_ids),
            "run": model.run_id,
            "undone": UNDONE,
            "passed": MOST_PASSED,
        },
        planned_once=True,
    )[0]
    return row


def profile_of(context: Context, row: ProfileRow, seen_within_hours: int = 0) -> Profile:
    """Understand what was read for this context; see `profile_read`."""
    shopper, standing, past, bought, usual, deep, loo_ids, loo, as_of, interests = row[:10]
    passed_items, passed_s, owned, liked = row[10:]
    wishes = json.loads(standing) if standing else []
    ignored = context.ignore_event_ids | {
        UUID(control[2]) for control in wishes if control[0] == "ignore_event"
    }
    # An instruction that came with an event (a dislike) goes when the event is not used.
    controls = [
        c for c in wishes if not (c[2] and c[0] != "ignore_event" and UUID(c[2]) in ignored)
    ]
    events = [_event(entry) for entry in (json.loads(past) if past else ())]
    used = tuple(event for event in events if event.id not in ignored)
    steered = {c[1] for c in controls if c[0] in {"less_like", "hide_item"} and c[1]}
    state = _deep_without(deep, loo, loo_ids or [], ignored)
    return Profile(
        shopper_id=context.shopper_id,
        events=used,
        interests=tuple(_interests(json.loads(interests) if interests else (), ignored)),
        deep=state[0],
        loo=state[1],
        loo_event_ids=state[2],
        interests_as_of=as_of,
        read_event_ids=frozenset(loo_ids or ()),
        has_named=bool(interests),
        excluded_item_ids=frozenset(
            {*(bought or ()), *steered, *_in_cart(events), *_just_seen(events, seen_within_hours)}
        ),
        refused_item_ids=frozenset(steered),
        bought_item_ids=frozenset(owned or ()),
        less_like_item_ids=tuple(sorted({c[1] for c in controls if c[0] == "less_like" and c[1]})),
        less_like_at={
            c[1]: datetime.fromisoformat(c[5]) for c in controls if c[0] == "less_like" and c[1]
        },
        passed_item_ids=tuple(passed_items or ()),
        passed_s=tuple(passed_s or ()),
        liked={item: UUID(event) for item, event in json.loads(liked or "{}").items()},
        reason_factors=_factors(controls, "reason"),
        ignored_event_ids=frozenset(ignored),
        interest_factors=_factors(controls),
        usual_price=usual,
        reference_at=events[0].occurred_at if events else None,
        ignored_events=tuple(_stripped(event) for event in events if event.id in ignored),
        place=shopper[0] if shopper else "",
        tone=shopper[1] if shopper else "",
    )


def _event(entry: list[Any]) -> PastEvent:
    event_id, kind, occurred_at, item_id, value, context = entry
    at = datetime.fromisoformat(occurred_at)
    return PastEvent(UUID(event_id), EventKind(kind), at, item_id, value, context)


def _stripped(event: PastEvent) -> PastEvent:
    return PastEvent(event.id, event.kind, event.occurred_at, None, event.value)


def _in_cart(events: list[PastEvent]) -> set[str]:
    """Return items whose newest cart action put them in and were not bought since."""
    latest: dict[str, EventKind] = {}
    for event in events:
        if event.item_id and event.kind in {EventKind.CART, EventKind.UNCART, EventKind.PURCHASE}:
            latest.setdefault(event.item_id, event.kind)
    return {item_id for item_id, kind in latest.items() if kind is EventKind.CART}


def _just_seen(events: list[PastEvent], hours: int) -> set[str]:
    """Return items looked at within `hours` of the newest event: a shelf shows others.

    Looks that are not used count too, as purchases do: what may stand on a shelf does not change
    with them, and so what is foretold for the picks comes true.
    """
    looks = {EventKind.VIEW, EventKind.CLICK, EventKind.DWELL}
    return {
        event.item_id
        for event in events
        if event.item_id
        and event.kind in looks
        and event.occurred_at > events[0].occurred_at - timedelta(hours=hours)
    }


def _factors(controls: list[list[Any]], kind: str = "interest") -> Mapping[str, float]:
    return {c[3]: min(max(float(c[4]), 0.0), 2.0) for c in controls if c[0] == kind}


def _interests(entries: Any, ignored: frozenset[UUID]) -> list[Interest]:
    """Return the named interests, each less the share of its ignored events."""
    found = []
    for name, weight, sent, event_ids in entries:
        ids = tuple(UUID(event_id) for event_id in event_ids or ())
        left = tuple(event_id for event_id in ids if event_id not in ignored)
        if ids and not left:
            continue
        share = len(left) / len(ids) if ids else 1.0
        found.append(Interest(name, weight * share, halfvec(bytes.fromhex(sent)), left))
    return found


def _deep_without(
    deep: bytes | None, loo: bytes | None, ids: list[UUID], ignored: frozenset[UUID]
) -> tuple[Floats | None, Floats | None, tuple[UUID, ...]]:
    """Return the deep vector, its leave-one-out rows and their events, less the ignored ones.

    Exact for one ignored event: the vector is then its stored row. For several, and for the rows
    that stay, the single differences are added up until the worker has computed them anew.
    """
    if deep is None:
        return None, None, ()
    whole = halfvec(deep)
    if not ids or not loo:
        return whole, None, ()
    without = np.frombuffer(loo, dtype=np.float16).reshape(len(ids), len(whole)).astype(np.float32)
    gone = [row for row, event_id in enumerate(ids) if event_id in ignored]
    kept = [row for row, event_id in enumerate(ids) if event_id not in ignored]
    if not gone:
        return whole, without, tuple(ids)
    if not kept:  # nothing is left to be read; newer acts still count as they did
        return np.zeros_like(whole), without[:0], ()
    change = (without[gone] - whole).sum(axis=0)
    return whole + change, without[kept] + change, tuple(ids[row] for row in kept)
