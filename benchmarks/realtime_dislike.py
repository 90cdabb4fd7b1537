"""Is what was disliked gone from the next response, and back after "Undo"?

A shopper with a history opens home, presses "less like this" on one of the picks they may get to
(the form of its shelf, as without scripts), opens home again, presses "Undo", and opens home once
more. *Its kind* is what is in the same category and near to it in content: a cosine of `NEAR` or
more. Of other departments' picks, those with a badge are not counted: they stand there by chance or
by a quota, which is drawn anew for each page.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.realtime_buyers import NOTICED_OF
from benchmarks.realtime_sessions import Street, visitor
from benchmarks.realtime_web import Page, Seen
from shop.demo.people import Person

NEAR = 0.8


@dataclass(frozen=True, slots=True)
class Near:
    """Which items are of one kind. content: (n, d) unit rows of the world's items."""

    content: NDArray[np.float32]
    kind: NDArray[np.int64]

    def kind_of(self, row: int, rows: Sequence[int]) -> list[int]:
        """Return those of `rows` that are of the kind of `row`, itself excepted."""
        return [
            other
            for other in rows
            if other != row
            and self.kind[other] == self.kind[row]
            and float(self.content[other] @ self.content[row]) >= NEAR
        ]

    def neighbours(self, row: int, rows: Sequence[int]) -> list[int]:
        """Return those of `rows` that are near in content, whatever their category."""
        return [
            other
            for other in rows
            if other != row and float(self.content[other] @ self.content[row]) >= NEAR
        ]


@dataclass(frozen=True, slots=True)
class Disliked:
    """What one dislike did. Ranks and exposures are of the whole page, by DCG's discount."""

    item_gone: bool
    kind_before: int  # of its kind, on the page before
    kind_after: int
    near_exposure: tuple[float, float]  # of what is near, before and after
    others_kept: float  # of other departments' picks, share that stayed
    undone_item: bool  # it is back
    undone_same: float  # share of the page before that is back

    @property
    def is_gone(self) -> bool:
        """Whether neither it nor its kind is on the next page."""
        return self.item_gone and not self.kind_after


def dislike_walk(
    port: int, street: Street, person: Person, near: Near, seed: int
) -> Disliked | None:
    """Dislike one pick and take it back; None: there is no pick to dislike."""
    rng = np.random.default_rng([seed, person.number, 0xD15])
    with visitor(port, person) as browser:
        before = browser.page("/")
        cards = [card for card in before.cards[:NOTICED_OF] if card.sku in street.row_of]
        if not cards:
            return None
        card = cards[int(rng.integers(len(cards)))]
        once = uuid.uuid4()
        browser.post(card.answers, less=card.sku, once=once)
        after = browser.page("/")
        event = uuid.uuid5(once, f"less {card.sku}")
        browser.post(f"{card.answers}{card.sku}/undo/", event=event)
        undone = browser.page("/")
    return disliked_of(street, near, card, before, after, undone)


def disliked_of(
    street: Street, near: Near, card: Seen, before: Page, after: Page, undone: Page
) -> Disliked:
    """Compare the pages."""
    row = street.row_of[card.sku]
    was, then, back = (rows_seen(page, street.row_of) for page in (before, after, undone))
    earned = {street.row_of[one.sku] for one in before.cards if not one.has_badge}
    department = street.world.department
    others = {one for one in was if one in earned and department[one] != department[row]}
    return Disliked(
        item_gone=row not in then,
        kind_before=len(near.kind_of(row, was)),
        kind_after=len(near.kind_of(row, then)),
        near_exposure=(exposure(near.neighbours(row, was), was),
                       exposure(near.neighbours(row, then), then)),
        others_kept=_kept(others, then),
        undone_item=row in back,
        undone_same=_kept(earned & set(was), back),
    )  # fmt: skip


def exposure(rows: Sequence[int], page: Sequence[int]) -> float:
    """Return how much is seen of some items of a page: Σ 1 / log2(1 + place), places from 1."""
    places = {row: place for place, row in enumerate(page, 1)}
    return sum(1 / math.log2(1 + places[row]) for row in rows)


def rows_seen(page: Page, row_of: Mapping[str, int]) -> list[int]:
    """Return the items of all shelves, in reading order."""
    return [row_of[sku] for sku in page.skus if sku in row_of]


def _kept(rows: set[int], page: Sequence[int]) -> float:
    return len(rows & set(page)) / len(rows) if rows else 1.0
