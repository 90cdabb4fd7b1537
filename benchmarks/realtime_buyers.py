"""How the simulated shoppers of `realtime` choose: from their hidden truth, and from nothing else.

**What drives them** is what drove the history that the demo shop was built with (`choice`, `people`
and `world` in `shop.demo`): hidden tastes with their weights, an item's own appeal, price against
budget and purse, what they own, hour and place. Nothing that the recommender computes is read: no
score, no sentence, no badge, no order but the order of cards on the page.

**A session** begins with an intent: a taste drawn by its weight now, and a kind of that taste; 12 %
only look around. As in the history, 76 % come in by the listing of that kind (search or category),
the others at home. Then so many *looks*, each at the cards of one page:

- of the first 24 cards in reading order, the one at place r is noticed with probability r^−0.55
  (position-based model; Craswell et al., WSDM 2008);
- of those noticed and not yet opened, the best is opened when its utility exceeds that of going on:
  a multinomial logit with an outside option (McFadden 1974);
- what was opened is dwelt on, perhaps liked, perhaps carted: `choice.cart_chance`;
- the next look is at the shelves below the opened product (every second time) or at home again; who
  found nothing looks up the listing of a kind they like, then goes home.

At the end, what is in the cart is bought with `choice.purchase_chance`.

**Same seeds.** All chance is drawn before anything is shown: one Gumbel draw for each shopper and
item, one number for its cart and one for its purchase, one for each look and place. A shopper who
is shown the same page twice does the same, so policies differ by what they show alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from benchmarks.realtime_web import Page, Seen
from shop.demo import choice
from shop.demo.choice import Ints, Reals
from shop.demo.people import Person
from shop.demo.world import World, context_at

NOTICED_OF = (
    16  # cards of a page that anybody gets to, in reading order: as many as every policy has
)
BROWSE = 0.12  # share of sessions without a kind in mind
BY_LISTING = 0.76  # share of sessions that come in by a listing
BELOW = 0.5  # chance that the next look is at what stands below the opened product
BROWSING = 0.8  # who looks around weighs every taste by so much
OWNED, SENT_AWAY = 3.0, 6.0  # utility lost by what is owned already, or was turned away
LIKED = 0.1
DWELT_LEAST_S = 6.0


@dataclass(frozen=True, slots=True)
class Intent:
    """What a session is about; -1: nothing in particular."""

    taste: int
    kind: int


@dataclass(slots=True)
class Buyer:
    """One shopper with all chance of one session drawn."""

    person: Person
    intent: Intent
    utility: Reals  # (n,) of opening an item, without noise
    wish: Reals  # (n,) of buying what is in the cart
    noise: Reals  # (n,) Gumbel
    cart_draw: Reals  # (n,) uniform
    buy_draw: Reals
    dwell_draw: Reals  # (n,) standard normal
    like_draw: Reals
    by_listing: bool
    look_draws: Reals  # (looks, NOTICED_OF) uniform
    go_on: Reals  # (looks,) noisy utility of opening nothing
    below: Reals  # (looks,) uniform
    listings: Ints  # (looks,) kinds to look up


def buyer_make(
    world: World,
    person: Person,
    seed: int,
    second: float,
    looks: int,
    owned: Ints,
    sent_away: Ints,
) -> Buyer:
    """Draw a session at `second` from the anchor; the same seed draws the same.

    owned, sent_away: rows of items.
    """
    rng = np.random.default_rng([seed, person.number, 0x5E])
    around = context_at(world, second, person.place)
    matches = np.stack([taste.match(world) for taste in person.tastes])
    steady = choice.APPEAL * world.appeal - choice.price_cost(
        world.step, person.budget, person.sensitivity
    )
    intent = intent_draw(world, person, second, around, rng)
    fits = choice.match_all(matches, intent.taste) if intent.taste >= 0 else (
        BROWSING * matches.max(axis=0)
    )  # fmt: skip
    utility = steady + around + fits
    durable = owned[~world.used_up[world.kind[owned]]]
    utility[durable] -= OWNED
    utility[sent_away] -= SENT_AWAY
    size = len(world.skus)
    mine = person.tastes[max(intent.taste, 0)]
    return Buyer(
        person=person,
        intent=intent,
        utility=utility,
        wish=steady + matches.max(axis=0),
        noise=rng.gumbel(size=size),
        cart_draw=rng.random(size),
        buy_draw=rng.random(size),
        dwell_draw=rng.normal(size=size),
        like_draw=rng.random(size),
        by_listing=bool(rng.random() < BY_LISTING),
        look_draws=rng.random((looks, NOTICED_OF)),
        go_on=choice.GO_ON + rng.gumbel(size=looks),
        below=rng.random(looks),
        listings=rng.choice(mine.kinds, p=mine.kind_shares, size=looks),
    )


def intent_draw(
    world: World, person: Person, second: float, around: Reals, rng: np.random.Generator
) -> Intent:
    """Draw what a session is about: by the weights of the tastes, and by what suits the hour."""
    roll, pick, kind_pick = rng.random(3)
    lifted = [around[world.of_department[taste.department]].mean() for taste in person.tastes]
    weights = person.weights_at(second) * np.exp(lifted)
    taste = _drawn(weights, pick)
    liked = person.tastes[taste]
    kind = int(liked.kinds[_drawn(liked.kind_shares, kind_pick)])
    return Intent(-1, -1) if roll < BROWSE else Intent(taste, kind)


def _drawn(weights: Reals, uniform: float) -> int:
    edges = np.cumsum(weights)
    return int(np.searchsorted(edges, uniform * edges[-1], side="right").clip(0, len(weights) - 1))


def noticed(draws: Reals, size: int) -> Ints:
    """Return the places (from 0) that are noticed of a page of `size` cards."""
    size = min(size, NOTICED_OF)
    chances = np.arange(1, size + 1) ** -choice.EXAMINATION
    places: Ints = np.flatnonzero(draws[:size] < chances)
    return places


def chosen(buyer: Buyer, look: int, rows: Ints, opened: set[int]) -> int | None:
    """Return the place of the card that is opened at a look; None: nothing is worth it.

    rows: the items of the page's cards, in reading order; -1 for one that is not in the world.
    """
    places = noticed(buyer.look_draws[look], len(rows))
    places = places[[rows[at] >= 0 and int(rows[at]) not in opened for at in places]]
    if not len(places):
        return None
    noisy = buyer.utility[rows[places]] + buyer.noise[rows[places]]
    best = int(noisy.argmax())
    return int(places[best]) if noisy[best] > buyer.go_on[look] else None


def carts(buyer: Buyer, row: int, price: float) -> bool:
    """Whether an opened item goes into the cart."""
    return bool(buyer.cart_draw[row] < cart_chance(buyer, row, price))


def buys(buyer: Buyer, row: int, price: float) -> bool:
    """Whether something in the cart is bought in the end."""
    return bool(buyer.buy_draw[row] < buy_chance(buyer, row, price))


def cart_chance(buyer: Buyer, row: int, price: float) -> float:
    """Return the chance that an opened item goes into the cart."""
    return choice.cart_chance(float(buyer.utility[row]), np.log(price), buyer.person.purse)


def buy_chance(buyer: Buyer, row: int, price: float) -> float:
    """Return the chance that an item in the cart is bought."""
    return choice.purchase_chance(float(buyer.wish[row]), np.log(price), buyer.person.purse)


def dwells_s(buyer: Buyer, row: int) -> float:
    """Return the seconds on a product's page: log-normal, as `choice.dwell_s` draws them."""
    felt = min(max(float(buyer.utility[row]), -2.0), 5.0)
    return float(min(600.0, np.exp(2.75 + 0.22 * felt + 0.75 * buyer.dwell_draw[row])))


def likes(buyer: Buyer, row: int) -> bool:
    """Whether an opened item is said to be liked."""
    return bool(buyer.like_draw[row] < LIKED * choice.logistic(float(buyer.utility[row]) + 0.5))


@dataclass(slots=True)
class Outcome:
    """What came of one session."""

    opened: list[int] = field(default_factory=list)  # rows, in order
    from_shelf: set[int] = field(default_factory=set)  # of those, found on a shelf of picks
    carted: list[int] = field(default_factory=list)
    bought: list[int] = field(default_factory=list)
    foreseen: float = 0.0  # purchases expected of what was opened, cart and purchase not drawn
    shown: dict[int, int] = field(default_factory=dict)  # row → pages it was shown on, by a shelf
    pages: int = 0  # with shelves on them
    paths: dict[int, str] = field(default_factory=dict)  # of the pages of opened rows

    def bought_from_shelf(self) -> int:
        """Return how many of the bought were found on a shelf."""
        return sum(row in self.from_shelf for row in self.bought)

    def show(self, rows: Ints) -> None:
        """Count a page's first cards as shown."""
        self.pages += 1
        for row in rows[:NOTICED_OF].tolist():
            if row >= 0:
                self.shown[row] = self.shown.get(row, 0) + 1


def rows_of(cards: tuple[Seen, ...], row_of: dict[str, int]) -> Ints:
    """Return the world's row of each card, -1 where it has none."""
    return np.array([row_of.get(card.sku, -1) for card in cards], dtype=np.int64)


def cards_looked_at(page: Page, is_listing: bool) -> tuple[Seen, ...]:
    """Return the cards of a look: a listing's own, else those of all shelves."""
    return page.listed if is_listing else page.cards
