"""Items: how a shop hands them over (the seam), and what the pipeline may know of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.contracts.arrays import Floats


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item as a shop hands it over. Text is data: it is never markup, SQL or instruction."""

    item_id: str
    title: str
    description: str = ""
    category: str = ""  # slug of the leaf category
    category_name: str = ""
    department: str = ""  # slug of the top category
    brand: str = ""
    maker: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)  # material, colour, style, …
    price: Decimal = Decimal(0)
    currency: str = "EUR"
    url: str = ""
    image_url: str = ""
    in_stock: bool = True
    is_active: bool = True
    listed_at: datetime | None = None
    # {"zh-hans": {"title": …, "category_name": …}}: what reasons may quote in that language
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Catalog(Protocol):
    """The seam a shop implements; named by `RECOMMENDER["CATALOG"]`."""

    def iter_items(self) -> Iterator[ItemRecord]:
        """Yield every item, active or not, streaming."""
        ...

    def get_items(self, item_ids: Sequence[str]) -> list[ItemRecord]:
        """Return those items that exist, in any order."""
        ...


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What ranking, diversity and evidence may know of an item."""

    item_id: str
    title: str
    category: str
    category_name: str
    department: str
    brand: str
    maker: str
    attributes: Mapping[str, str]
    price: float
    currency: str
    listed_at: datetime | None
    event_count: int
    is_tail: bool  # outside the items that make up 80 % of events
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemBlock:
    """Candidates side by side: row r of each array is `facts[r]`.

    The columns below are worked out of the facts once, or set by whoever has them at hand.

    content (n, d_c) float32, unit rows: the encoder's vectors; zero row when not yet encoded.
    model (n, d_m) float32, unit rows: the active sequence model's item vectors; zero row when none.
    """

    facts: tuple[ItemFacts, ...]
    content: Floats
    model: Floats

    @cached_property
    def item_ids(self) -> tuple[str, ...]:
        """External ids, in row order."""
        return tuple(fact.item_id for fact in self.facts)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row of each external id."""
        return {item_id: row for row, item_id in enumerate(self.item_ids)}

    @cached_property
    def is_tail(self) -> NDArray[np.bool_]:
        """Whether each item lies outside those that make up 80 % of events, (n,)."""
        return np.array([fact.is_tail for fact in self.facts], dtype=bool)

    @cached_property
    def event_count(self) -> NDArray[np.int64]:
        """How many events each item has, as last counted, (n,)."""
        return np.array([fact.event_count for fact in self.facts], dtype=np.int64)

    @cached_property
    def categories(self) -> tuple[tuple[str, ...], NDArray[np.intp]]:
        """The distinct categories, and the place of each item's among them, (n,); -1: none."""
        return _numbered(fact.category for fact in self.facts)

    @cached_property
    def brands(self) -> tuple[tuple[str, ...], NDArray[np.intp]]:
        """The distinct brands, and the place of each item's among them, (n,); -1: none."""
        return _numbered(fact.brand for fact in self.facts)

    @cached_property
    def listed_s(self) -> NDArray[np.float64]:
        """When each item was listed, seconds since 1970, (n,); nan where that is not known."""
        listed = [fact.listed_at.timestamp() if fact.listed_at else np.nan for fact in self.facts]
        return np.array(listed, dtype=np.float64)


def _numbered(words: Iterable[str]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    known: dict[str, int] = {"": -1}
    codes = [known.setdefault(word, len(known) - 1) for word in words]
    return tuple(known)[1:], np.array(codes, dtype=np.intp)
