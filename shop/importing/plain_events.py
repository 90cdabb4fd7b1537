"""The plain history: one act a row, CSV or JSON Lines, as `docs/importing.md` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import slugify

from recommender.contracts import EventKind
from shop.importing.opening import Opened
from shop.importing.records import BadRow, EventRow
from shop.importing.tables import rows_read
from shop.importing.tally import Tally
from shop.importing.values import number_of, object_of, text_of, time_of

NEEDED = ("shopper", "kind", "occurred_at")
OPTIONAL = ("id", "sku", "value", "context", "place")


def column_known(name: str) -> bool:
    """Whether a history may have such a column: also "context.NAME"."""
    parts = name.split(".")
    dotted = parts[0] == "context" and len(parts) == 2 and bool(parts[1])
    return name in NEEDED or name in OPTIONAL or dotted


def events_read(opened: Opened, tally: Tally) -> Iterator[tuple[int, EventRow]]:
    """Yield the acts of a plain history, each with its row's number."""
    for number, row in rows_read(opened, NEEDED, column_known, tally):
        try:
            yield number, event_of(row)
        except BadRow as bad:
            tally.reject_row(number, bad)


def event_of(row: Mapping[str, Any]) -> EventRow:
    """Return the act of one row. Without an `id`, all that the row says is its key.

    Raises:
        BadRow: with the first thing that is wrong.
    """
    shopper = text_of(row, "shopper", 48, needed=True) or ""
    said = text_of(row, "kind", 40, needed=True) or ""
    try:
        kind = EventKind(said.lower())
    except ValueError:
        raise BadRow("unknown kind", said) from None
    if row.get("occurred_at") in (None, ""):
        raise BadRow("no occurred_at")
    occurred_at = time_of(row["occurred_at"], "occurred_at")
    sku = text_of(row, "sku", 64) or None
    value = number_of(row["value"], "value") if row.get("value") not in (None, "") else None
    context = object_of(row.get("context") or {}, "context") | {
        name.removeprefix("context."): cell
        for name, cell in row.items()
        if name.startswith("context.") and cell not in (None, "")
    }
    key = text_of(row, "id", 200) or json.dumps(
        [shopper, kind.value, sku, value, occurred_at.isoformat(), context], sort_keys=True
    )
    place = slugify(text_of(row, "place", 64) or "")
    return EventRow(key, shopper, kind, sku, occurred_at, value, context, place)
