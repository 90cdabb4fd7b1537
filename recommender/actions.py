"""How much an action says of a taste, and how that fades: arithmetic shared by the stages.

The weight of an event depends on that event alone (its kind, value and age), never on its
neighbours, so that leaving one out changes nothing but its own term. No Django.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from recommender.contracts import EventKind, Floats, ItemBlock, PastEvent, Profile, Query

SESSION_HALF_LIFE_S = 1800.0
MEMORY_HALF_LIFE_S = 14 * 86_400.0

WEIGHTS: Mapping[EventKind, float] = {
    EventKind.PURCHASE: 1.0,
    EventKind.CART: 0.8,
    EventKind.LIKE: 0.8,
    EventKind.RATING: 0.8,  # times how far above or below three stars
    EventKind.CLICK: 0.35,
    EventKind.VIEW: 0.3,
    EventKind.DWELL: 0.3,  # times how long, up to a minute
    EventKind.UNCART: -0.5,
    EventKind.RETURN: -1.0,  # as much as the purchase said: what came back speaks for nothing
    EventKind.DISLIKE: -0.3,  # "less like this" pushes its neighbours down besides
    EventKind.HIDE: -0.3,
}


def action_weight(event: PastEvent) -> float:
    """Return what an event says of the taste for its item, -1..1, before it fades."""
    weight = WEIGHTS.get(event.kind, 0.0)
    if event.kind is EventKind.RATING:
        return weight * ((event.value or 3.0) - 3.0) / 2.0
    if event.kind is EventKind.DWELL:
        return weight * min(event.value or 0.0, 60.0) / 60.0
    return weight


def fading(
    age_s: float,
    session_s: float = SESSION_HALF_LIFE_S,
    memory_s: float = MEMORY_HALF_LIFE_S,
) -> float:
    """Return 0..1: half of an event fades with the session, half with the weeks."""
    age_s = max(age_s, 0.0)
    return float(0.5 * 0.5 ** (age_s / session_s) + 0.5 * 0.5 ** (age_s / memory_s))


def event_weights(
    query: Query,
    session_s: float = SESSION_HALF_LIFE_S,
    memory_s: float = MEMORY_HALF_LIFE_S,
) -> tuple[Floats, float]:
    """Return the faded weight of each of `profile.events` (e,), and the mass of all, used or not.

    The mass is the sum of absolute weights over used and ignored events alike: a scale that stays
    where it is when an event is left out. Sliders of interests act on the weights, not on the mass.
    """
    key = ("event_weights", session_s, memory_s)
    if key not in query.memo:
        used = faded_weights(query.profile, query.profile.events, session_s, memory_s)
        ignored = faded_weights(query.profile, query.profile.ignored_events, session_s, memory_s)
        mass = float(np.abs(used).sum() + np.abs(ignored).sum())
        query.memo[key] = (used * _slider_factors(query), mass)
    weights, mass = query.memo[key]
    return weights, mass


def faded_weights(
    profile: Profile,
    events: Sequence[PastEvent],
    session_s: float = SESSION_HALF_LIFE_S,
    memory_s: float = MEMORY_HALF_LIFE_S,
) -> Floats:
    """Return the weights of some events, faded with their age at the shopper's newest event."""
    reference = reference_time(profile)
    if reference is None:
        return np.zeros(len(events), dtype=np.float32)
    plain = np.array([action_weight(event) for event in events], dtype=np.float64)
    ages_s = np.array([(reference - event.occurred_at).total_seconds() for event in events])
    ages_s = np.maximum(ages_s, 0.0)
    faded = 0.5 * 0.5 ** (ages_s / session_s) + 0.5 * 0.5 ** (ages_s / memory_s)
    weights: Floats = (plain * faded).astype(np.float32)
    return weights


def reference_time(profile: Profile) -> datetime | None:
    """Return the time ages are counted back from: the newest event's, None without events."""
    return profile.reference_at or (profile.events[0].occurred_at if profile.events else None)


def _slider_factors(query: Query) -> Floats:
    """Return 0..2 for each event: how much the shopper wants of the interest it belongs to."""
    profile = query.profile
    factors = np.ones(len(profile.events), dtype=np.float32)
    if not profile.interest_factors:
        return factors
    by_event = {
        event_id: profile.interest_factors[interest.name]
        for interest in profile.interests
        if interest.name in profile.interest_factors
        for event_id in interest.event_ids
    }
    categories = {fact.item_id: fact.category for fact in query.history.facts}
    for place, event in enumerate(profile.events):
        category = categories.get(event.item_id or "", "")
        named = profile.interest_factors.get(category, 1.0)
        factors[place] = by_event.get(event.id, named)
    return factors


def event_rows(events: tuple[PastEvent, ...], history: ItemBlock) -> list[int]:
    """Return for each event the row of its item in `history`, -1 when it has none."""
    rows = history.row_of
    return [rows.get(event.item_id, -1) if event.item_id else -1 for event in events]


def event_vectors(events: tuple[PastEvent, ...], block: ItemBlock, vectors: Floats) -> Floats:
    """Return the vector of each event's item, (e, d); a zero row where there is none."""
    rows = np.array(event_rows(events, block), dtype=np.intp)
    if not len(vectors):
        return np.zeros((len(events), vectors.shape[1]), dtype=np.float32)
    found = vectors[np.maximum(rows, 0)]
    found[rows < 0] = 0.0
    return found


def event_cosines(query: Query, block: ItemBlock) -> Floats:
    """Return the cosine of each row of `block` with each event's item, (n, e), in content space."""
    key = ("event_cosines", id(block))
    if key not in query.memo:
        vectors = event_vectors(query.profile.events, query.history, query.history.content)
        query.memo[key] = (block.content @ vectors.T, block)  # kept, so that its id stays its own
    cosines: Floats = query.memo[key][0]
    return cosines


def event_nearness(query: Query, block: ItemBlock, floor: float) -> Floats:
    """Return how near each row of `block` is to each event's item, 0..1, (n, e): `nearness`."""
    key = ("event_nearness", id(block), floor)
    if key not in query.memo:
        query.memo[key] = (nearness(event_cosines(query, block), floor), block)
    near: Floats = query.memo[key][0]
    return near


def nearness(cosines: Floats, floor: float) -> Floats:
    """Return 0..1: nothing below `floor`, then rising with the square to 1 at cosine 1."""
    rising = np.maximum(cosines - floor, 0.0) / (1.0 - floor)
    near: Floats = np.minimum(rising * rising, 1.0).astype(np.float32)
    return near
