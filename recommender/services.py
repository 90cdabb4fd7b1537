"""The only door for a shop. Everything a page, the API or the admin asks goes through here.

Never imports `recommender.neural`: the web process has neither torch nor transformers.
Functions read noun_verb. Writes commit before they return; tasks are sent on commit, and a broker
that is gone is counted, never raised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from recommender import controls, items, passes, picks, profiles, shoppers, statistics
from recommender import events as events_log
from recommender.contracts import (
    BatchReceipt,
    Context,
    Explanation,
    NewEvent,
    PastEvent,
    Slate,
)
from recommender.event_lines import EventLines
from recommender.pages_ahead import pages_ahead
from recommender.picks_preview import picks_preview as picks_preview_make
from recommender.shoppers import NewShopper as NewShopper
from recommender.slate_log import slates_flush

# ---- shoppers


def shopper_create() -> UUID:
    """Make an anonymous shopper and return its id."""
    return shoppers.shopper_create()


def shopper_for_user(external_id: str, anonymous_id: UUID | None = None) -> UUID:
    """Return the shopper of a logged-in user, merging the anonymous one's events and controls.

    Idempotent: merging twice changes nothing. The anonymous shopper stays, pointing at the user's.
    """
    return shoppers.shopper_for_user(external_id, anonymous_id)


def shoppers_record(known: Sequence[NewShopper]) -> Mapping[UUID, UUID]:
    """Make the shoppers of an imported history where they are missing, in bulk.

    Returns for each given id the one to record events under: another where `external_id` already
    has a shopper. A place is set only where none was chosen. Idempotent.
    """
    return shoppers.shoppers_record(known)


# ---- events


def events_record(
    events: Sequence[NewEvent], *, wake: bool = True, lines: EventLines | None = None
) -> BatchReceipt:
    """Append events, committed before this returns; duplicates of an id count once.

    One row goes by INSERT, many by COPY. Makes missing partitions. Marks each shopper's refresh as
    owed and wakes a worker on commit, at most one waiting per shopper (`wake=False`: neither, for
    history that is imported and refreshed in bulk afterwards). `lines`: more events, of one
    shopper, which the API checked and wrote out itself; their ids are in none of `events`.
    """
    receipt = events_log.events_record(events, wake=wake, lines=lines)
    if wake:
        acted = {event.shopper_id for event in events}
        pages_ahead.owe(acted | {lines.shopper_id} if lines else acted)
    return receipt


def event_take(event: NewEvent, token_digest: str, now: datetime) -> bool | None:
    """Append one checked event of whoever an API token speaks for, in a single round trip.

    Not for use inside a transaction: committed before this returns whether it was new. None: the
    token does not speak for `event.shopper_id`, or the event wants more than one statement, or the
    database did not answer; looking the token up and `events_record` then say what is the matter.
    """
    taken = events_log.event_take(event, token_digest, now)
    if taken is not None:
        pages_ahead.owe([event.shopper_id])
    return taken


# ---- items


def items_sync(item_ids: Sequence[str] | None = None) -> int:
    """Take items (all when None) from the catalogue; wake the encoder for new or changed text.

    Returns the number of rows added or changed.
    """
    return items.items_sync(item_ids)


def statistics_refresh(now: datetime | None = None, *, pairs: bool = True) -> Mapping[str, int]:
    """Recompute popularity windows, pairs bought together, counts and the tail flag, in SQL.

    `pairs=False` leaves the pairs as they are: they cost most and change least.
    """
    return statistics.statistics_refresh(now or timezone.now(), pairs=pairs)


# ---- picks


def page_recommend(context: Context, *, strategy_version_id: int | None = None) -> list[Slate]:
    """Return the shelves of a placement, logged, each pick with evidence and reason.

    Never empty while the shop has items in stock, never one item twice on a page. Reflects every
    event committed before the call, with all workers stopped.
    """
    return picks.page_recommend(context, strategy_version_id)


def page_ahead_then(then: Callable[[Context, Sequence[Slate]], None]) -> None:
    """Have `then` called with each page made ahead of being asked for, in the thread that made it.

    So a shop can do its own part of the page ahead, too. The page may never be asked for.
    """
    pages_ahead.then = then


def strategy_preview(context: Context, params: Mapping[str, Any]) -> list[Slate]:
    """Like `page_recommend` for parameters not yet saved; nothing is logged.

    Raises:
        InvalidInput: a parameter is unknown or out of bounds; `fields` says which.
    """
    return picks.strategy_preview(context, params)


def pick_explain(slate_id: UUID, item_id: str, shopper_id: UUID, language: str) -> Explanation:
    """Return all that "Why this?" shows, by running the pipeline again without each cited event.

    Raises:
        NotFound: no such slate or pick, or another shopper's.
    """
    return picks.pick_explain(slate_id, item_id, shopper_id, language)


def item_similar(item_id: str, limit: int = 12) -> list[tuple[str, float]]:
    """Return items nearest in content, best first, with cosine.

    Raises:
        NotFound: no such item.
    """
    return picks.item_similar(item_id, limit)


# ---- feedback and profile


def control_set(
    shopper_id: UUID,
    kind: str,
    *,
    item_id: str | None = None,
    event_id: UUID | None = None,
    name: str = "",
    value: float = 1.0,
) -> UUID:
    """Record a standing instruction (`models.Control.Kind`); the next response obeys it.

    The same instruction twice is one row, with the newer value. Returns its id. An `ignore_event`
    named "undone" takes the act back wholly, with what it instructed: the page is what it was.

    Raises:
        InvalidInput: unknown kind or name, or the object that kind needs is missing.
        NotFound: the event is not this shopper's.
    """
    control_id = controls.control_set(
        shopper_id, kind, item_id=item_id, event_id=event_id, name=name, value=value
    )
    pages_ahead.owe([shopper_id])
    return control_id


def control_revoke(shopper_id: UUID, control_id: UUID) -> None:
    """Undo an instruction; one that came with an act (a dislike, a rating) undoes the act too.

    Raises:
        NotFound: not there, or another shopper's.
    """
    controls.control_revoke(shopper_id, control_id)
    pages_ahead.owe([shopper_id])


def passes_record(shopper_id: UUID, picks: Sequence[tuple[UUID, str]]) -> int:
    """Record picks (slate, item) that stood in sight and were not opened; returns how many counted.

    Only picks of the shopper's own slates of the last day count, each once. They are no events:
    nothing is trained on them, and the item steps back a little for some days.

    Raises:
        InvalidInput: too many at once.
    """
    return passes.passes_record(shopper_id, picks)


def passes_forget(shopper_id: UUID, item_id: str | None = None) -> int:
    """Forget that an item (all when None) was passed over; returns how many items."""
    return passes.passes_forget(shopper_id, item_id)


def profile_get(shopper_id: UUID, language: str, events_limit: int = 50) -> Mapping[str, Any]:
    """Return what is known of a shopper, live (events newer than the stored interests folded in).

    Keys: "shopper" {id, place, tone, since}; "interests" [{name, label, share, lasting_share,
    factor, as_of, since, last_at, events_count, is_new, is_shift, events: [{id, kind, item_id,
    title, occurred_at}]}] by share; "shift", the change of intent noticed in this visit {name,
    label, chance, is_new, since, events}, or None; "events" newest first (same keys and `ignored`);
    "controls" [{id, kind, item_id, event_id, name, value, title, created_at}]; "passed", what was
    scrolled past more than once [{item_id, title, times, last_at}]; "as_of".
    """
    return profiles.profile_get(shopper_id, language, events_limit)


def profile_stamp(shopper_id: UUID) -> str:
    """Return what stays the same as long as `profile_get` does: one small query, for polling.

    Changes with each event, control, choice and refresh, and every five minutes by itself, since
    interests fade. "" when there is no such shopper.
    """
    return profiles.profile_stamp(shopper_id)


def picks_preview(context: Context, limit: int) -> list[str]:
    """Return the ids of the first picks that the next page would begin with; nothing is logged.

    One shelf without evidence, sentences or exploration: for showing what a control does.
    """
    return picks_preview_make(context, limit)


def profile_update(shopper_id: UUID, *, place: str | None = None, tone: str | None = None) -> None:
    """Change what the shopper may choose about themselves."""
    profiles.profile_update(shopper_id, place=place, tone=tone)


def profile_export(shopper_id: UUID) -> Mapping[str, Any]:
    """Return everything stored about a shopper, as JSON-ready data."""
    slates_flush()
    return profiles.profile_export(shopper_id)


def profile_delete(shopper_id: UUID) -> Mapping[str, int]:
    """Delete everything stored about a shopper; returns rows deleted by table."""
    slates_flush()  # what waits to be logged goes too
    return profiles.profile_delete(shopper_id)


def shopper_likes(shopper_id: UUID) -> Mapping[str, UUID]:
    """Return what a shopper likes now, as item to event: not turned away from or unused since."""
    return profiles.shopper_likes(shopper_id)


def shopper_events(shopper_id: UUID, limit: int = 50) -> list[PastEvent]:
    """Return a shopper's newest events."""
    return profiles.shopper_events(shopper_id, limit)
