"""Walks `realtime`'s shoppers through sessions in the running shop, one policy after another.

Everything goes the way a browser goes: pages by GET, dwell, likes, cart and checkout by the forms
that the pages have. Between policies what shoppers did is deleted again, so that each policy starts
from the same rows. No worker runs, so nothing is refreshed or counted anew meanwhile.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from benchmarks.realtime_buyers import (
    DWELT_LEAST_S,
    Buyer,
    Outcome,
    buy_chance,
    buyer_make,
    buys,
    cards_looked_at,
    cart_chance,
    carts,
    chosen,
    dwells_s,
    likes,
    rows_of,
)
from benchmarks.realtime_web import Page, Seen, Visitor
from benchmarks.site import shopper_cookie
from shop.demo.people import Person
from shop.demo.world import World

_LINE = re.compile(
    r'<li class="line">.*?href="(/p/[^"]+/)".*?action="(/cart/line/[^"]+/)"', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Street:
    """The world with what every session needs of it."""

    world: World
    people: Sequence[Person]  # who may come
    owned: Mapping[uuid.UUID, Sequence[int]]  # rows of items
    sent_away: Mapping[uuid.UUID, Sequence[int]]
    row_of: dict[str, int]  # sku → row

    def buyer(self, person: Person, seed: int, second: float, looks: int) -> Buyer:
        """Draw a shopper's session."""
        return buyer_make(
            self.world, person, seed, second, looks,
            np.array(self.owned.get(person.id, ()), dtype=np.int64),
            np.array(self.sent_away.get(person.id, ()), dtype=np.int64),
        )  # fmt: skip


def visitor(port: int, person: Person) -> Visitor:
    """Open the browser of somebody that the shop knows."""
    agent = "Mobile (Mobi)" if person.device == "phone" else "Desktop"
    return Visitor(port, shopper_cookie(person.id), {"User-Agent": agent})


def session_walk(port: int, street: Street, buyer: Buyer) -> Outcome:
    """Walk one session through the shop that listens at `port`."""
    did, world = Outcome(), street.world
    with visitor(port, buyer.person) as browser:
        at = _listing(world, buyer, 0) if buyer.by_listing and buyer.intent.kind >= 0 else "/"
        page = browser.page(at)
        for look in range(len(buyer.go_on)):
            is_listing = at.startswith("/c/")
            cards = cards_looked_at(page, is_listing)
            rows = rows_of(cards, street.row_of)
            if not is_listing:
                did.show(rows)
            place = chosen(buyer, look, rows, set(did.opened))
            is_last = look == len(buyer.go_on) - 1
            if place is None:
                at = "/" if is_listing else _listing(world, buyer, look)
                page = page if is_last else browser.page(at)
                continue
            row = int(rows[place])
            below = _open(browser, buyer, did, world, row, cards[place])
            if is_last:
                continue
            stays = buyer.below[look] < 0.5 and bool(below.cards)
            at = cards[place].href if stays else "/"
            page = below if stays else browser.page("/")
        _checkout(browser, buyer, did, world)
    return did


def _listing(world: World, buyer: Buyer, look: int) -> str:
    kind = buyer.intent.kind if look == 0 and buyer.intent.kind >= 0 else int(buyer.listings[look])
    return f"/c/{world.kinds[kind]}/"


def _open(browser: Visitor, buyer: Buyer, did: Outcome, world: World, row: int, card: Seen) -> Page:
    """Open a product's page, stay, perhaps like, perhaps cart; return the page."""
    did.opened.append(row)
    if card.shelf:
        did.from_shelf.add(row)
    did.paths[row] = card.href.partition("?")[0]
    page = browser.page(card.href)
    stayed = dwells_s(buyer, row)
    if stayed >= DWELT_LEAST_S:
        browser.post("/events/", id=uuid.uuid4(), value=round(stayed, 1), item=card.sku)
    if likes(buyer, row):
        browser.post(f"/item/{card.sku}/like/", event_id=uuid.uuid4())
    price = float(world.price[row])
    did.foreseen += cart_chance(buyer, row, price) * buy_chance(buyer, row, price)
    if carts(buyer, row, price):
        did.carted.append(row)
        browser.post(f"/cart/add/{card.sku}/", event_id=uuid.uuid4(), quantity=1)
    return page


def _checkout(browser: Visitor, buyer: Buyer, did: Outcome, world: World) -> None:
    """Buy what is still wanted, and take the rest out of the cart before."""
    did.bought = [row for row in did.carted if buys(buyer, row, float(world.price[row]))]
    if not did.bought:
        return
    wanted = {did.paths[row] for row in did.bought}
    for path, line in _LINE.findall(browser.get("/cart/")):
        if path not in wanted:
            browser.post(line, quantity=0, event_id=uuid.uuid4())
    browser.post(
        "/checkout/", event_id=uuid.uuid4(), name="A shopper", email="shopper@example.org",
        address="Somewhere 1",
    )  # fmt: skip


def rewind(since: datetime) -> None:
    """Take back all that shoppers did since then: the next policy starts from the same rows."""
    from django.db import connection, transaction

    from recommender.models import Control
    from shop.models import Cart, Order

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM recommender_event WHERE occurred_at > %s", [since])
            cursor.execute("DELETE FROM recommender_itempass WHERE last_at > %s", [since])
            cursor.execute("DELETE FROM recommender_owedrefresh")
        Control.objects.filter(created_at__gt=since).delete()
        Control.objects.filter(revoked_at__gt=since).update(revoked_at=None)
        Order.objects.filter(placed_at__gt=since).delete()
        Cart.objects.filter(updated_at__gt=since).delete()
