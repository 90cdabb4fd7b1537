"""Simulates the demo's shoppers and hands what they did to the recommender, through its door.

`people` says who they are, `choice` how they choose, `sessions` walks them, `reviews` lets them
write, `truth` keeps what is hidden. The same seed makes the same history, ids included: what was
recorded before counts once, and a second run changes nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from recommender import services as recommender
from recommender.contracts import EventKind, NewEvent
from recommender.progress import Progress
from shop.demo.people import Person, person_make, person_truth
from shop.demo.reviews import Rated, reviews_write
from shop.demo.sessions import Act, Walk, session_starts
from shop.demo.truth import Truth, truth_read, truth_write
from shop.demo.world import World, world_read

BATCH = 10_000  # events in one commit


@dataclass(frozen=True, slots=True)
class History:
    """Everything simulated: who, what, in order of time."""

    truth: Truth
    people: tuple[Person, ...]
    events: tuple[NewEvent, ...]

    def events_by_id(self) -> dict[UUID, NewEvent]:
        """Return the events by their ids."""
        return {event.id: event for event in self.events}


def simulate(seed: int, shoppers: int, weeks: int, progress: Progress) -> None:
    """Simulate `shoppers` shoppers over `weeks` weeks and record all they did.

    The history ends at the moment of the first run and stays there. A run that was cut short is
    taken up again; one that was finished is left alone.
    """
    kept = truth_read()
    there = kept is not None and kept.seed == seed and _is_recorded(kept)
    if there and kept and kept.finished and (len(kept.shoppers), kept.weeks) == (shoppers, weeks):
        progress("Shoppers", shoppers, shoppers)
        return
    anchor = kept.anchor if there and kept else timezone.now().replace(microsecond=0)
    history = history_make(seed, shoppers, weeks, anchor, progress)
    truth_write(history.truth)
    recommender.items_sync()
    _record(history.events, progress)
    _place(history.people)
    places = {person.id: person.place for person in history.people}
    rated: list[Rated] = [
        (event.shopper_id, places[event.shopper_id], event.item_id, event.value, event.occurred_at)
        for event in history.events
        if event.kind is EventKind.RATING and event.item_id and event.value
    ]
    progress("Reviews", 0, len(rated))
    reviews_write(seed, rated)
    progress("Reviews", len(rated), len(rated))
    recommender.statistics_refresh()
    truth_write(_finished(history.truth))


def history_make(
    seed: int, shoppers: int, weeks: int, anchor: datetime, progress: Progress
) -> History:
    """Walk every shopper; writes nothing."""
    world = world_read(seed, anchor)
    people, events = [], []
    for number in range(shoppers):
        person = person_make(world, seed, number, weeks)
        people.append(person)
        acts = Walk(world, person, seed).run(session_starts(world, person, seed))
        events += [_event(world, person, act, place) for place, act in enumerate(acts)]
        if number % 50 == 0:
            progress("Shoppers", number, shoppers)
    progress("Shoppers", shoppers, shoppers)
    events.sort(key=lambda event: (event.occurred_at, event.id))
    truth = Truth(
        seed=seed,
        weeks=weeks,
        anchor=anchor,
        finished=False,
        shoppers=tuple(person_truth(world, person) for person in people),
        appeal={
            sku: round(float(appeal), 4)
            for sku, appeal in zip(world.skus, world.appeal, strict=True)
        },
    )
    return History(truth, tuple(people), tuple(events))


def _event(world: World, person: Person, act: Act, place: int) -> NewEvent:
    context = act.context
    if "order" in context:
        context = {**context, "order": _order_number(uuid5(person.id, f"order {context['order']}"))}
    return NewEvent(
        id=uuid5(person.id, str(place)),
        shopper_id=person.id,
        kind=EventKind(act.kind),
        occurred_at=world.anchor + timedelta(seconds=round(act.second, 3)),
        item_id=world.skus[act.row] if act.row >= 0 else None,
        value=act.value,
        context=context,
    )


def _order_number(order_id: UUID) -> str:
    """Number an order as the shop does."""
    digest = hashlib.blake2s(order_id.bytes, digest_size=5).digest()
    return "B-" + base64.b32encode(digest).decode()


def _is_recorded(truth: Truth) -> bool:
    """Whether the history of this truth is in the database, which may have been emptied since."""
    return any(recommender.shopper_events(shopper.id, 1) for shopper in truth.shoppers[:3])


def _record(events: Sequence[NewEvent], progress: Progress) -> None:
    progress("Events", 0, len(events))
    for first in range(0, len(events), BATCH):
        batch = events[first : first + BATCH]
        receipt = recommender.events_record(batch, wake=False)
        if receipt.rejected:
            place, why = next(iter(receipt.rejected.items()))
            raise ValueError(f"Event {batch[place].id} was refused: {why}")
        progress("Events", min(first + BATCH, len(events)), len(events))


def _place(people: Sequence[Person]) -> None:
    """Tell where they are, for those who are known by now."""
    with transaction.atomic():
        for person in people:
            recommender.profile_update(person.id, place=person.place)


def _finished(truth: Truth) -> Truth:
    return Truth(truth.seed, truth.weeks, truth.anchor, True, truth.shoppers, truth.appeal)
