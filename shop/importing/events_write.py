"""Hands imported acts to the recommender, in large batches, with the shoppers they need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from recommender import services as recommender
from recommender.contracts import NewEvent
from recommender.services import NewShopper
from shop.importing.records import EventRow, event_id, shopper_id
from shop.importing.tally import Tally

BATCH = 10_000
SHOPPERS_KEPT = 200_000  # ids remembered, so that a batch asks only for new shoppers
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")

Rows = Iterable[tuple[int, EventRow]]


@dataclass
class Recorded:
    """Events by what became of them, and shoppers met."""

    added: int = 0
    known: int = 0
    shoppers: int = 0
    anonymous: int = 0


class EventsWriter:
    """Writes the acts of one source. `accounts`: its shoppers' keys are the shop's account ids."""

    def __init__(self, tally: Tally, source: str, *, accounts: bool = False) -> None:
        """Start with no shopper met."""
        self._tally = tally
        self._source = source
        self._accounts = accounts
        self._ids: dict[str, UUID] = {}

    def write(self, rows: Rows) -> Recorded:
        """Write all rows; nobody's refresh is woken, history is refreshed in bulk afterwards."""
        recorded = Recorded()
        for batch in _batches(iter(rows)):
            ids = self._shoppers(batch, recorded)
            events = [
                NewEvent(
                    id=_event_id(self._source, row.key),
                    shopper_id=ids[row.shopper],
                    kind=row.kind,
                    occurred_at=row.occurred_at,
                    item_id=row.sku,
                    value=row.value,
                    context=row.context,
                )
                for _, row in batch
            ]
            receipt = recommender.events_record(events, wake=False)
            recorded.added += receipt.accepted
            recorded.known += receipt.duplicates
            for at, said in sorted(receipt.rejected.items()):
                number, row = batch[at]
                reason, detail = _reason(said, row)
                self._tally.reject(number, reason, detail)
        return recorded

    def _shoppers(
        self, batch: Sequence[tuple[int, EventRow]], recorded: Recorded
    ) -> Mapping[str, UUID]:
        """Return the id of each shopper of a batch, making those that are new."""
        if len(self._ids) > SHOPPERS_KEPT:
            self._ids.clear()
        firsts: dict[str, EventRow] = {}
        since: dict[str, datetime] = {}
        for _, row in batch:
            if row.shopper not in self._ids:
                firsts.setdefault(row.shopper, row)
                earliest = since.setdefault(row.shopper, row.occurred_at)
                since[row.shopper] = min(earliest, row.occurred_at)
        wanted = [self._shopper(row, since[key]) for key, row in firsts.items()]
        if wanted:
            kept = recommender.shoppers_record(wanted)
            for key, one in zip(firsts, wanted, strict=True):
                self._ids[key] = kept[one.id]
            anonymous = sum(1 for row in firsts.values() if row.anonymous)
            recorded.shoppers += len(wanted) - anonymous
            recorded.anonymous += anonymous
        return self._ids

    def _shopper(self, row: EventRow, since: datetime) -> NewShopper:
        external = None
        if not row.anonymous:
            external = row.shopper if self._accounts else f"{self._source}:{row.shopper}"
        return NewShopper(shopper_id(self._source, row.shopper), external, row.place, since)


def _event_id(source: str, key: str) -> UUID:
    """Return the id a client made where the key is one, else the one of source and key."""
    try:
        return UUID(key)
    except ValueError:
        return event_id(source, key)


def _reason(said: str, row: EventRow) -> tuple[str, str]:
    """Return what the recommender said of an event as a reason that many rows share."""
    if said.startswith("There is no item"):
        return "unknown sku", row.sku or ""
    return _QUOTED.sub("…", said).rstrip("."), f"{row.kind} {row.sku or ''}".strip()


def _batches(
    rows: Iterator[tuple[int, EventRow]],
) -> Iterator[list[tuple[int, EventRow]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
