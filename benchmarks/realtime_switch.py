"""How many events until a switched taste leads? Shoppers with a history begin to look elsewhere.

Who has a history (and stored interests) begins to look at things of a department that was next to
none of it: a new taste there, made as the demo makes tastes, around an item that exists. One event
is one product page opened, chosen among what the new taste likes; nothing is carted or liked, no
worker runs. After each, home is asked for, and the profile through the API. Counted from the first
page opened:

- `first`: a thing of the new department stands first on "For you";
- `majority`: more than half of "For you" is of the new department;
- `interest`: the profile names the new taste first;
- `exact`: what stands first is even of a kind that was looked at.

Who is not there after `MOST_EVENTS` counts as never.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.load import Client, Request
from benchmarks.realtime_sessions import Street, visitor
from benchmarks.realtime_web import Page
from shop.demo import choice
from shop.demo.choice import Ints, Reals
from shop.demo.people import Person, Taste
from shop.demo.world import World

MOST_EVENTS = 8
MADE_OF_LEAST = 0.05  # of the acts so far: with more, the department is not new
FIRST_SHELF = "for_you"
MEASURES = ("first", "majority", "interest", "exact")
NEVER = float("inf")


@dataclass(slots=True)
class Switched:
    """After how many events each came about; `NEVER` when not within `MOST_EVENTS`."""

    reached: dict[str, float] = field(default_factory=lambda: dict.fromkeys(MEASURES, NEVER))
    share: list[float] = field(default_factory=list)  # of the first shelf, after each event

    def note(self, events: int, found: Mapping[str, bool]) -> None:
        """Take what is so after so many events."""
        for name, holds in found.items():
            if holds:
                self.reached[name] = min(self.reached[name], float(events))

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to wait for."""
        return all(value < NEVER for value in self.reached.values())


@dataclass(frozen=True, slots=True)
class NewTaste:
    """A taste that begins now, and the items it opens, in order."""

    department: int
    kinds: frozenset[int]
    rows: Ints


def new_taste(
    world: World, person: Person, acted: Reals, on_sale: Ints, seed: int, events: int = MOST_EVENTS
) -> NewTaste | None:
    """Draw a taste in a department that is new to the shopper; None: there is none.

    acted: (departments,) how many acts on each so far.
    """
    rng = np.random.default_rng([seed, person.number, 0x5317])
    known = {taste.department for taste in person.tastes}
    share = acted / max(acted.sum(), 1.0)
    open_to = [
        code
        for code in range(len(world.departments))
        if code not in known
        and share[code] < MADE_OF_LEAST
        and np.isin(world.of_department[code], on_sale).sum() >= 2 * events
    ]
    if not open_to:
        return None
    department = int(rng.choice(open_to))
    mine = on_sale[world.department[on_sale] == department]
    kinds, sizes = np.unique(world.kind[mine], return_counts=True)
    kinds = rng.permutation(kinds[np.argsort(-sizes)][:4])[:2]
    model = int(rng.choice(mine[np.isin(world.kind[mine], kinds)]))
    taste = Taste(
        department, kinds, np.array([0.6, 0.4])[: len(kinds)], int(world.style[model]),
        int(world.material[model]), int(world.colour[model]), int(world.maker[model]),
    )  # fmt: skip
    wish = taste.match(world) + choice.APPEAL * world.appeal
    wish = wish + rng.gumbel(size=len(wish))
    liked = mine[np.isin(world.kind[mine], kinds)]
    rows = liked[np.argsort(-wish[liked], kind="stable")][:events]
    return NewTaste(department, frozenset(kinds.tolist()), rows) if len(rows) >= 4 else None


def switch_walk(
    port: int, street: Street, person: Person, taste: NewTaste, token: str, slugs: Mapping[str, str]
) -> Switched | None:
    """Look at one thing of the new taste after the other; None: it led before.

    token: of the API, speaks for the shopper. slugs: of product pages, by sku.
    """
    world, did = street.world, Switched()
    speak = {"Authorization": f"Bearer {token}"}
    with visitor(port, person) as browser, Client(port) as api:
        if shelf_found(browser.page("/"), street, taste)["first"]:
            return None
        for events, row in enumerate(taste.rows.tolist(), 1):
            browser.page(f"/p/{slugs[world.skus[row]]}/")
            page = browser.page("/")
            found = shelf_found(page, street, taste)
            profile = json.loads(api.send(Request("/api/v1/profile/", speak)).body)
            found["interest"] = leads(profile["interests"], world, taste)
            did.note(events, found)
            did.share.append(_share(page, street, taste))
            if did.is_done:
                break
    return did


def shelf_found(page: Page, street: Street, taste: NewTaste) -> dict[str, bool]:
    """Return what holds of the first shelf."""
    rows = _first_rows(page, street)
    if not rows:
        return {"first": False, "majority": False, "exact": False}
    return {
        "first": street.world.department[rows[0]] == taste.department,
        "majority": _share(page, street, taste) > 0.5,
        "exact": int(street.world.kind[rows[0]]) in taste.kinds,
    }


def _share(page: Page, street: Street, taste: NewTaste) -> float:
    rows = _first_rows(page, street)
    return float(np.mean(street.world.department[rows] == taste.department)) if rows else 0.0


def _first_rows(page: Page, street: Street) -> list[int]:
    cards = page.shelves.get(FIRST_SHELF, ())
    return [street.row_of[card.sku] for card in cards if card.sku in street.row_of]


def leads(interests: Sequence[Mapping[str, object]], world: World, taste: NewTaste) -> bool:
    """Whether the first named interest is a category of the taste's department, or the latter."""
    if not interests:
        return False
    name = str(interests[0]["name"])
    if name in world.departments:
        return world.departments.index(name) == taste.department
    if name in world.kinds:
        return int(world.kind_department[world.kinds.index(name)]) == taste.department
    return False
