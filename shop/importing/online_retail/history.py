"""Makes purchases and returns of the gift shop's invoice lines, in one pass and bounded memory.

- Lines of one code on one invoice are one purchase; their pieces are added up. Lines of an invoice
  are not always together in the file, so the last invoices stay open for a while.
- A line of a cancellation (C…) is a return of that many pieces.
- A customer is a shopper, and their country is the shopper's place. An invoice without a customer
  is a real basket of somebody: it gets one anonymous shopper of its own, so that what was bought
  together counts. Who comes twice without a number thus counts as two. A cancellation without a
  customer takes nobody's purchase back and is left out.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from recommender.contracts import EventKind
from shop.importing.online_retail.countries import place_of
from shop.importing.online_retail.lines import Line, lines_read, sale_problem
from shop.importing.records import EventRow
from shop.importing.source import Source

OPEN_INVOICES = 2000  # in the published files an invoice's lines lie less than this apart


@dataclass(slots=True)
class Basket:
    """An invoice being gathered: code -> (row number, pieces, time of its first line)."""

    invoice: str
    customer: str
    country: str
    items: dict[str, tuple[int, int, datetime]] = field(default_factory=dict)


def events_read(source: Source) -> Iterator[tuple[int, EventRow]]:
    """Yield the acts of all invoices, oldest first as the file has them."""
    baskets: OrderedDict[str, Basket] = OrderedDict()
    for line in lines_read(source):
        problem = sale_problem(line)
        if not problem and line.is_cancelled and not line.customer:
            problem = "a return by nobody named"
        if problem:
            source.tally.reject(line.number, problem, f"{line.invoice} {line.code}")
            continue
        basket = baskets.get(line.invoice)
        if basket is None:
            basket = baskets[line.invoice] = Basket(line.invoice, line.customer, line.country)
        if not _add(basket, line):
            source.tally.note("Lines added to another line of the same invoice", 1)
        if len(baskets) > OPEN_INVOICES:
            yield from _acts(baskets.popitem(last=False)[1])
    for basket in baskets.values():
        yield from _acts(basket)


def _add(basket: Basket, line: Line) -> bool:
    """Put a line in; False when the code was there already."""
    pieces = abs(line.quantity)
    known = basket.items.get(line.code)
    if known is None:
        basket.items[line.code] = (line.number, pieces, line.at)
        return True
    number, before, at = known
    basket.items[line.code] = (number, before + pieces, at)
    return False


def _acts(basket: Basket) -> Iterator[tuple[int, EventRow]]:
    place = place_of(basket.country)
    cancelled = basket.invoice.startswith("C")
    for code, (number, pieces, at) in basket.items.items():
        yield (
            number,
            EventRow(
                key=f"{basket.invoice}:{code}",
                shopper=basket.customer or f"invoice {basket.invoice}",
                kind=EventKind.RETURN if cancelled else EventKind.PURCHASE,
                sku=code,
                occurred_at=at,
                value=float(pieces),
                context={"invoice": basket.invoice} | ({"country": place} if place else {}),
                place=place,
                anonymous=not basket.customer,
            ),
        )
