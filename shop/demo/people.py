"""The simulated shoppers: latent tastes, budget, place, hours, activity and drift.

Each depends on the seed and their own number alone, so a small crowd is the beginning of a large
one. Departments are liked by a Zipf law, and activity is log-normal: both have long tails.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

import numpy as np

from shop.demo.truth import ShopperTruth, TasteTruth
from shop.demo.world import DAY_S, PLACES, Ints, Reals, World

NAMESPACE = UUID("5f0c6a1e-2d0b-4f0e-9b1a-6d7c1f5b9e31")
TASTES = (0.25, 0.40, 0.25, 0.10)  # share of shoppers with 1, 2, 3 and 4 tastes
DRIFTING = 0.28  # share of those with several tastes who change their leading one
SESSIONS, SESSIONS_SPREAD = 5.6, 0.95  # median over twelve weeks, and sigma of its logarithm
NEWCOMERS = 0.3  # share who first came during the history
# Utility of each thing a taste may like of an item.
LIKED_KIND, LIKED_DEPARTMENT = 1.1, 0.3
LIKED_STYLE, LIKED_MATERIAL, LIKED_COLOUR, LIKED_MAKER = 0.9, 0.6, 0.9, 0.9
INDIFFERENT = 0.25  # chance that a taste does not care for one of these
# Habits of the day: mean hour, spread in hours, share of shoppers.
HABITS = ((8.0, 1.8, 0.2), (13.0, 2.5, 0.25), (20.5, 1.9, 0.45), (23.0, 1.6, 0.1))


@dataclass(frozen=True, slots=True)
class Taste:
    """One latent taste, in the world's codes; -1 is indifferent."""

    department: int
    kinds: Ints
    kind_shares: Reals  # sums to 1
    style: int
    material: int
    colour: int
    maker: int

    def match(self, world: World) -> Reals:
        """Return how well each item fits, (n,), in units of utility."""
        fits: Reals = LIKED_DEPARTMENT * (world.department == self.department).astype(np.float64)
        fits += LIKED_KIND * np.isin(world.kind, self.kinds)
        for code, of_item, worth in (
            (self.style, world.style, LIKED_STYLE),
            (self.material, world.material, LIKED_MATERIAL),
            (self.colour, world.colour, LIKED_COLOUR),
            (self.maker, world.maker, LIKED_MAKER),
        ):
            if code >= 0:
                fits += worth * (of_item == code)
        return fits


@dataclass(frozen=True, slots=True)
class Person:
    """One shopper. Seconds count from the anchor."""

    number: int
    id: UUID
    place: str
    device: str
    tastes: tuple[Taste, ...]
    weights: Reals  # (tastes,) sums to 1
    weights_after: Reals
    switch_s: float  # inf: never
    budget: float
    sensitivity: float
    purse: float  # log EUR
    since_s: float
    sessions: int
    hour: float
    hour_spread: float

    def weights_at(self, second: float) -> Reals:
        """Return the weights of the tastes at a time."""
        return self.weights_after if second >= self.switch_s else self.weights


def person_make(world: World, seed: int, number: int, weeks: int) -> Person:
    """Make shopper `number`; their random numbers are their own."""
    rng = np.random.default_rng([seed, number, 1])
    span = weeks * 7 * DAY_S
    count = 1 + int(rng.choice(len(TASTES), p=TASTES))
    tastes = _tastes(world, seed, count, rng)
    weights = _weights(len(tastes), rng)
    since = -span if rng.random() > NEWCOMERS else -span * rng.uniform(0.08, 0.95)
    switch, after = np.inf, weights
    if len(tastes) > 1 and rng.random() < DRIFTING:
        switch = since * rng.uniform(0.3, 0.7)
        after = np.roll(weights, 1)  # the second taste takes the lead
    habit = HABITS[int(rng.choice(len(HABITS), p=[share for *_, share in HABITS]))]
    mean = SESSIONS * weeks / 12 * float(np.exp(rng.normal(0, SESSIONS_SPREAD)))
    return Person(
        number=number,
        id=uuid5(NAMESPACE, f"{seed}:{number}"),
        place=list(PLACES)[int(rng.choice(len(PLACES), p=list(PLACES.values())))],
        device="phone" if rng.random() < 0.58 else "desktop",
        tastes=tastes,
        weights=weights,
        weights_after=after,
        switch_s=float(switch),
        budget=float(rng.normal(0.0, 0.28)),
        sensitivity=float(np.exp(rng.normal(np.log(3.0), 0.45))),
        purse=float(np.exp(rng.normal(np.log(4.6), 0.16))),
        since_s=float(since),
        sessions=max(1, int(rng.poisson(mean * max(0.25, -since / span)))),
        hour=habit[0] + float(rng.normal(0, 0.7)),
        hour_spread=habit[1],
    )


def _tastes(world: World, seed: int, count: int, rng: np.random.Generator) -> tuple[Taste, ...]:
    """Draw tastes in different departments, each around an item that exists."""
    departments = len(world.departments)
    order = np.random.default_rng([seed, 0xDE9]).permutation(departments)
    liked = np.empty(departments)
    liked[order] = 1.0 / (np.arange(departments) + 3.0)
    count = min(count, departments)
    chosen = rng.choice(departments, size=count, replace=False, p=liked / liked.sum())
    return tuple(_taste(world, int(department), rng) for department in chosen)


def _taste(world: World, department: int, rng: np.random.Generator) -> Taste:
    kinds = np.flatnonzero(world.kind_department == department)
    kinds = rng.permutation(kinds)[: int(rng.integers(2, 5))]
    shares = np.sort(rng.dirichlet(np.full(len(kinds), 1.6)))[::-1]
    model = int(rng.choice(world.of_kind[int(kinds[0])]))

    def cares(code: int) -> int:
        return code if rng.random() > INDIFFERENT else -1

    return Taste(
        department=department,
        kinds=kinds.astype(np.int64),
        kind_shares=shares,
        style=cares(int(world.style[model])),
        material=cares(int(world.material[model])),
        colour=cares(int(world.colour[model])),
        maker=cares(int(world.maker[model])),
    )


def _weights(count: int, rng: np.random.Generator) -> Reals:
    """Draw the weights of the tastes, the leading one first."""
    if count == 1:
        return np.ones(1)
    lead = rng.uniform(0.6, 0.85)
    rest = np.sort(rng.dirichlet(np.full(count - 1, 2.0)))[::-1]
    return np.concatenate([[lead], (1 - lead) * rest])


def person_truth(world: World, person: Person) -> ShopperTruth:
    """Return what is hidden of a shopper, in words."""
    switches = np.isfinite(person.switch_s)
    return ShopperTruth(
        id=person.id,
        place=person.place,
        budget=round(person.budget, 4),
        sensitivity=round(person.sensitivity, 4),
        purse_eur=round(float(np.exp(person.purse)), 2),
        tastes=tuple(
            TasteTruth(
                department=world.departments[taste.department],
                kinds={
                    world.kinds[int(kind)]: round(float(share), 4)
                    for kind, share in zip(taste.kinds, taste.kind_shares, strict=True)
                },
                style=world.styles[taste.style] if taste.style >= 0 else "",
                material=world.materials[taste.material] if taste.material >= 0 else "",
                colour=world.colours[taste.colour] if taste.colour >= 0 else "",
                maker=world.makers[taste.maker] if taste.maker >= 0 else "",
                weight=round(float(before), 4),
                weight_after=round(float(after), 4),
            )
            for taste, before, after in zip(
                person.tastes, person.weights, person.weights_after, strict=True
            )
        ),
        switch_at=world.anchor + timedelta(seconds=person.switch_s) if switches else None,
    )
