"""The layouts that can be read, by the name given to `--format`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from shop.importing import movielens, plain_catalog, plain_events
from shop.importing.online_retail.catalog import products_read as retail_products
from shop.importing.online_retail.history import events_read as retail_events
from shop.importing.records import EventRow, ProductRow
from shop.importing.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """Readers of one layout. `source` names its ids and `currency` its prices unless told."""

    source: str
    currency: str
    products: Callable[[Source], Iterator[tuple[int, ProductRow]]]
    events: Callable[[Source], Iterator[tuple[int, EventRow]]]


def _plain_products(source: Source) -> Iterator[tuple[int, ProductRow]]:
    with source.opened() as file:
        yield from source.watched(file, plain_catalog.products_read(file, source.tally))


def _plain_events(source: Source) -> Iterator[tuple[int, EventRow]]:
    with source.opened() as file:
        yield from source.watched(file, plain_events.events_read(file, source.tally))


FORMATS: Mapping[str, Format] = {
    "plain": Format("import", "EUR", _plain_products, _plain_events),
    "online-retail": Format("online-retail", "GBP", retail_products, retail_events),
    "movielens": Format("movielens", "USD", movielens.products_read, movielens.events_read),
}
