"""Walks one shopper through their sessions: intents, shelves looked at, acts and what follows.

A session begins with an intent (a taste and a kind; sometimes a gift, sometimes what goes with the
last purchase), looks at one to three shelves with position bias, opens, dwells, carts, and buys at
the end. Ratings and returns follow days later. Never imports Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from shop.demo import choice
from shop.demo.choice import Ints, Reals

if TYPE_CHECKING:
    from shop.demo.people import Person
    from shop.demo.world import World

SHELF = 24  # items on a shelf
OPENED = 5  # pages opened from one shelf, at most
GIFT, BROWSE = 0.06, 0.12  # shares of sessions with somebody else's taste, and with none at all
GO_TOGETHER = 0.35  # chance that a cart calls for what goes with it, now or next time
GIFT_MATCH, BROWSING = 0.9, 0.8  # a gift fits about so well; browsing weighs tastes so much
RATED = 0.62  # of purchases
BORED_AT, BORED = -3.0, 0.02  # below this utility an item seen at home may be sent away
DAY_S = 86_400.0
WEEKDAY = np.array([0.95, 0.9, 0.95, 1.0, 1.0, 1.25, 1.35])


@dataclass(frozen=True, slots=True)
class Act:
    """One event in the making; `row` is the item's, -1 for none."""

    second: float  # from the anchor
    kind: str
    row: int = -1
    value: float | None = None
    context: dict[str, object] = field(default_factory=dict)


class Walk:
    """One shopper's whole history; `acts` in the order they were made."""

    def __init__(self, world: World, person: Person, seed: int) -> None:
        """Work out what stays the same: the match of each taste and the cost of each price."""
        self.world, self.person = world, person
        self.rng = np.random.default_rng([seed, person.number, 2])
        self.matches: Reals = np.stack([taste.match(world) for taste in person.tastes])
        self.steady: Reals = choice.APPEAL * world.appeal - choice.price_cost(
            world.step, person.budget, person.sensitivity
        )
        self.log_price: Reals = np.log(world.price)
        self.owned = np.zeros(len(world.skus), bool)
        self.sent_away = np.zeros(len(world.skus), bool)
        self.wanted_next: int | None = None  # a kind that goes with the last purchase
        self.orders = 0
        self.acts: list[Act] = []

    def run(self, starts: Reals) -> list[Act]:
        """Walk through sessions that start at these seconds; return the acts before the anchor."""
        for start in starts:
            self._session(float(start))
        return [act for act in self.acts if act.second < 0.0]

    # ---- one session

    def _session(self, start: float) -> None:
        from shop.demo.world import context_at

        around = context_at(self.world, start, self.person.place)
        taste, kind = self._intent(start, around)
        second = start
        cart: dict[int, float] = {}
        for shelf in range(int(self.rng.choice((1, 2, 3), p=(0.45, 0.36, 0.19)))):
            if shelf and taste >= 0:
                kind = self._kind_of(taste)
            utility = self.steady + around + self._match(taste, kind)
            utility[self.owned & ~self.world.used_up[self.world.kind]] -= 3.0
            utility[self.sent_away] -= 6.0
            entry = "search" if not self.acts else ""  # whoever is new came by a search
            second = self._shelf(second, taste, kind, utility, cart, entry)
            called = self._goes_with(cart)
            if called is not None and self.rng.random() < GO_TOGETHER:
                second = self._shelf(second, taste, called, utility + 0.8, cart, entry="related")
        if cart:
            self._checkout(second, cart)

    def _intent(self, second: float, around: Reals) -> tuple[int, int]:
        """Return the taste acted on (-1: none of theirs) and the kind looked for."""
        rng, world = self.rng, self.world
        if self.wanted_next is not None:
            kind, self.wanted_next = self.wanted_next, None
            department = int(world.kind_department[kind])
            mine = [t.department for t in self.person.tastes]
            return (mine.index(department) if department in mine else -1), kind
        roll = rng.random() if self.acts else 1.0
        if roll < GIFT:
            return -1, int(rng.integers(len(world.kinds)))
        if roll < GIFT + BROWSE:
            return -1, -1
        lifted = np.array(
            [around[world.of_department[t.department]].mean() for t in self.person.tastes]
        )
        weights = self.person.weights_at(second) * np.exp(lifted)
        taste = int(rng.choice(len(weights), p=weights / weights.sum()))
        return taste, self._kind_of(taste)

    def _match(self, taste: int, kind: int) -> Reals | float:
        """Return how well items fit the intent: a taste, all of them when browsing, or a gift."""
        if taste >= 0:
            return choice.match_all(self.matches, taste)
        return GIFT_MATCH if kind >= 0 else BROWSING * self.matches.max(axis=0)

    def _kind_of(self, taste: int) -> int:
        liked = self.person.tastes[taste]
        return int(self.rng.choice(liked.kinds, p=liked.kind_shares))

    def _goes_with(self, cart: dict[int, float]) -> int | None:
        """Return a kind that goes with something just carted."""
        if not cart:
            return None
        others = self.world.goes_with[int(self.world.kind[list(cart)[-1]])]
        return int(self.rng.choice(others)) if others else None

    # ---- one shelf

    def _shelf(
        self,
        second: float,
        taste: int,
        kind: int,
        utility: Reals,
        cart: dict[int, float],
        entry: str = "",
    ) -> float:
        """Look at one shelf; return the time when it has been left."""
        rng = self.rng
        entry = entry or ("home" if kind < 0 else str(rng.choice(
            ("search", "category", "home"), p=(0.44, 0.32, 0.24)
        )))  # fmt: skip
        words = ""
        if entry == "search":
            words, wish = self._query(taste, kind)
            self.acts.append(Act(second, "search", context={"query": words, **self._device()}))
            second += float(rng.uniform(2, 9))
            rows = self._listing(kind, second, wish)
        elif entry == "home":
            rows = self._home(taste, second)
        else:
            rows = self._listing(kind, second, 0.0)
        if not len(rows):
            return second
        seen = np.flatnonzero(choice.examined(len(rows), rng))
        second += 1.5 * len(seen)
        for place in choice.opened(utility[rows[seen]], OPENED, rng):
            position = int(seen[place])
            second = self._page(second, int(rows[position]), position + 1, entry, utility, cart)
        if entry == "home":
            self._send_away(second, rows[seen], utility)
        return second + float(rng.uniform(3, 30))

    def _query(self, taste: int, kind: int) -> tuple[str, Reals]:
        """Return the words typed, and how well each item answers them beyond its kind."""
        world, rng = self.world, self.rng
        noun, name = world.kind_names[kind]
        wish = np.zeros(len(world.skus))
        if taste >= 0:
            liked = self.person.tastes[taste]
            asked = (
                (liked.colour, world.colours, world.colour),
                (liked.material, world.materials, world.material),
                (liked.style, world.styles, world.style),
            )[int(rng.integers(3))]
            code, known, of_item = asked
            if code >= 0 and rng.random() < 0.55:
                wish += 2.0 * (of_item == code)
                return f"{known[code]} {noun}", wish
        return (noun if rng.random() < 0.6 else name), wish

    def _listing(self, kind: int, second: float, wish: Reals | float) -> Ints:
        """Return a listing: the kind's items, then others of its department, most wanted first."""
        world = self.world
        ordering = world.appeal + wish + self.rng.gumbel(scale=0.5, size=len(world.skus))
        own = world.sold_at(world.of_kind[kind], second)
        rest = world.sold_at(world.of_department[int(world.kind_department[kind])], second)
        rest = rest[world.kind[rest] != kind]
        own = own[np.argsort(-ordering[own], kind="stable")]
        rest = rest[np.argsort(-ordering[rest], kind="stable")]
        return np.concatenate([own, rest])[:SHELF]

    def _home(self, taste: int, second: float) -> Ints:
        """Return a mixed shelf: what is wanted in the whole shop, tilted to what was liked."""
        world = self.world
        ordering = 0.6 * world.appeal + self.rng.gumbel(scale=1.4, size=len(world.skus))
        if taste >= 0:
            ordering += 1.6 * (world.department == self.person.tastes[taste].department)
        rows = world.sold_at(np.arange(len(world.skus)), second)
        best = np.argpartition(-ordering[rows], min(SHELF, len(rows) - 1))[:SHELF]
        rows = rows[best]
        return rows[np.argsort(-ordering[rows], kind="stable")]

    def _send_away(self, second: float, rows: Ints, utility: Reals) -> None:
        """Now and then tell the shop that something it put in front is not wanted."""
        for row in rows[utility[rows] < BORED_AT][:6]:
            if self.rng.random() < BORED:
                self.sent_away[row] = True
                kind = "dislike" if self.rng.random() < 0.7 else "hide"
                self.acts.append(Act(second, kind, int(row), context=self._device()))

    # ---- one page

    def _page(
        self,
        second: float,
        row: int,
        position: int,
        entry: str,
        utility: Reals,
        cart: dict[int, float],
    ) -> float:
        """Open a product page: view (click from home), dwell, perhaps like, perhaps cart."""
        rng, wish = self.rng, float(utility[row])
        second += float(rng.uniform(1, 6))
        shown = {"from": entry, "position": position, **self._device()}
        self.acts.append(Act(second, "click" if entry == "home" else "view", row, context=shown))
        stayed = choice.dwell_s(wish, rng)
        second += stayed
        if stayed >= 6.0 and rng.random() < 0.75:
            self.acts.append(Act(second, "dwell", row, round(stayed, 1), self._device()))
        if rng.random() < 0.05 * choice.logistic(wish + 0.5) * 2:
            self.acts.append(Act(second, "like", row, context=self._device()))
        if row not in cart and rng.random() < choice.cart_chance(
            wish, float(self.log_price[row]), self.person.purse
        ):
            quantity = float(rng.integers(1, 4)) if self._is_used_up(row) else 1.0
            cart[row] = quantity
            self.acts.append(Act(second + 1.0, "cart", row, quantity, self._device()))
            second += 3.0
        return second

    def _checkout(self, second: float, cart: dict[int, float]) -> None:
        """Buy what is still wanted; take some of the rest out of the cart."""
        rng = self.rng
        second += float(rng.uniform(20, 240))
        bought: list[int] = []
        for row, quantity in cart.items():
            wish = float(self.steady[row] + self.matches[:, row].max())
            if rng.random() < choice.purchase_chance(
                wish, float(self.log_price[row]), self.person.purse
            ):
                bought.append(row)
                paid = {"order": self.orders, "price": f"{self.world.price[row]:.2f}"}
                self.acts.append(Act(second, "purchase", row, quantity, paid))
                self._afterwards(second, row)
            elif rng.random() < 0.4:
                self.acts.append(Act(second - 5.0, "uncart", row, context=self._device()))
        if bought:
            self.orders += 1
            self.owned[bought] = True
            others = self.world.goes_with[int(self.world.kind[bought[-1]])]
            if others and rng.random() < GO_TOGETHER:
                self.wanted_next = int(rng.choice(others))

    def _afterwards(self, second: float, row: int) -> None:
        """Rate what was bought, and send it back when it disappoints."""
        rng = self.rng
        rating = choice.stars(
            float(self.world.quality[row]), float(self.matches[:, row].max()), rng
        )
        already = self.owned[row]
        if rng.random() < choice.return_chance(rating) and not already:
            later = second + float(rng.uniform(4, 12)) * DAY_S
            self.acts.append(Act(later, "return", row, 1.0))
        if rng.random() < RATED and not already:
            later = second + float(rng.uniform(2, 13)) * DAY_S
            self.acts.append(Act(later, "rating", row, float(rating)))

    # ---- small things

    def _is_used_up(self, row: int) -> bool:
        return bool(self.world.used_up[self.world.kind[row]])

    def _device(self) -> dict[str, object]:
        return {"device": self.person.device}


def session_starts(world: World, person: Person, seed: int) -> Reals:
    """Return the seconds at which a shopper's sessions start, in order, at least an hour apart.

    Days follow the week, hours the shopper's habit; nobody acts in the last ten minutes.
    """
    rng = np.random.default_rng([seed, person.number, 3])
    days = int(np.ceil(-person.since_s / DAY_S))
    first_weekday = (world.anchor.weekday() - np.arange(days)) % 7  # of today, yesterday, …
    chances = WEEKDAY[first_weekday]
    ago = rng.choice(days, size=person.sessions, p=chances / chances.sum())
    hour = np.clip(rng.normal(person.hour, person.hour_spread, person.sessions), 0.1, 23.9)
    anchor_hour = world.anchor.hour + world.anchor.minute / 60
    starts = -ago * DAY_S + (hour - anchor_hour) * 3600 + rng.uniform(-600, 600, person.sessions)
    starts = np.where(starts > -600.0, starts - DAY_S, starts)
    starts = np.sort(starts[starts >= person.since_s - DAY_S])
    if not len(starts):
        starts = np.array([max(person.since_s, -DAY_S)])
    for place in range(1, len(starts)):
        starts[place] = max(starts[place], starts[place - 1] + 3600.0)
    kept: Reals = starts[starts < -600.0]
    return kept
