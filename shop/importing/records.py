"""What a format's reader hands to a writer, and ids that stay the same at every import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from recommender.contracts import EventKind, Json

# Any fixed one of our own: the same source and key give the same id in every shop.
NAMESPACE = UUID("3f1d6a52-5b0e-5c6f-9a39-8f1a6d0c2b71")


class ImportProblem(Exception):
    """The whole import cannot go on; the text is one clear line."""


class BadRow(Exception):
    """One row cannot go in: a reason that is counted, and what stood there."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep both apart: rows are counted by reason."""
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a category path, a department or a kind within it."""

    name: str
    translations: Mapping[str, str] = field(default_factory=dict)  # language -> name
    hue: int | None = None  # 0..359; None: taken from the name
    position: int | None = None  # None: after those that are there


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product as a file gives it. None where the file says nothing: what is there is kept."""

    sku: str
    title: str
    category: tuple[Level, ...]  # one or two
    price: Decimal
    description: str | None = None
    brand: str | None = None
    maker: str | None = None
    material: str | None = None
    colour: str | None = None
    attributes: Mapping[str, str] | None = None
    currency: str | None = None
    stock: int | None = None
    image: str | None = None  # a file beside the import, or an http(s) address
    listed_at: datetime | None = None
    translations: Mapping[str, Mapping[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An act as a file gives it. `key` names it within its source; `shopper` its shopper.

    `anonymous`: nobody's account, a shopper known by nothing but this source's key.
    """

    key: str
    shopper: str
    kind: EventKind
    sku: str | None
    occurred_at: datetime
    value: float | None = None
    context: Json = field(default_factory=dict)
    place: str = ""
    anonymous: bool = False


def event_id(source: str, key: str) -> UUID:
    """Return the id of an event of a source."""
    return uuid5(NAMESPACE, f"event:{source}:{key}")


def shopper_id(source: str, key: str) -> UUID:
    """Return the id that the shopper behind a source's key gets when first imported."""
    return uuid5(NAMESPACE, f"shopper:{source}:{key}")
