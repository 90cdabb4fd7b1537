"""From signals to trust: how far each shopper's acts may teach, and why.

Every signal is a suspicion between 0 and 1 and stands for itself; trust is what is left when all
are believed independently, `Π (1 − suspicion)`, and never quite nothing. NumPy and SciPy only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from recommender.trust import tempo
from recommender.trust.bursts import bursts_find
from recommender.trust.copies import LEAST_SAME, copies_find
from recommender.trust.odds import odds_learn, posterior
from recommender.trust.profiles import Doubles, Ints, Profiles, profiles_by_chance, profiles_of
from recommender.trust.pushed import Push, pushes_find
from recommender.trust.thin import Rush, rushes_find

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

LEAST_TRUST = 0.01
AIMLESS_BASE = 0.01  # share of shoppers who act at random, before anything is seen
AIMLESS_SIZE = 20  # different items; fewer say too little of one shopper alone


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal of all S shoppers: suspicion (S,) float64 0..1, and what was measured (S,).

    `measured` is what a person can check, as `SIGNALS` says; of items their row.
    """

    suspicion: Doubles
    measured: Doubles


@dataclass(frozen=True, slots=True)
class Judged:
    """trust (S,) float64 in (0, 1], the signals by name, and the items found to be pushed."""

    trust: Doubles
    signals: Mapping[str, Signal]
    pushes: tuple[Push, ...]
    rushes: tuple[Rush, ...]

    def causes(self, shopper: int, least: float = 0.1) -> dict[str, float]:
        """Return what was measured of the signals that speak against one shopper."""
        return {
            name: float(signal.measured[shopper])
            for name, signal in self.signals.items()
            if signal.suspicion[shopper] >= least
        }


def trust_judge(
    histories: Sequences, items: int, *, timely: NDArray[np.bool_] | None = None, seed: int = 0
) -> Judged:
    """Judge all shoppers by what they did, oldest first, on `items` rows in catalogue order.

    Neighbouring acts on one item must not have been merged, or "again" sees nothing. timely (E,):
    acts that take a person time, which the lines of one order do not; all when None. Signals of
    time say nothing where times are 0.
    """
    counted = np.ones(len(histories.rows), dtype=bool) if timely is None else timely
    signals = {
        "pace": _beyond(tempo.pace(histories, counted), tempo.PACE),
        "even": _ramped(tempo.evenness(histories), tempo.EVEN),
        "again": _beyond(tempo.again(histories), tempo.AGAIN),
        "walk": _ramped(tempo.walking(histories, items), tempo.WALK),
        "copies": _copies(histories),
    }
    plain = _trust(signals)
    profiles = profiles_of(histories, items, plain)
    pushes = pushes_find(profiles, seed)
    rushes = rushes_find(profiles)
    signals["pushed"] = _crowds(len(histories), [_pushed(histories, one) for one in pushes])
    signals["rush"] = _crowds(len(histories), [(r.item, r.shoppers, r.chance) for r in rushes])
    bursts = bursts_find(histories, items)
    signals["burst"] = _crowds(len(histories), [(b.item, b.shoppers, b.chance) for b in bursts])
    signals["aimless"] = _aimless(profiles, seed)
    return Judged(_trust(signals), signals, tuple(pushes), tuple(rushes))


def _trust(signals: Mapping[str, Signal]) -> Doubles:
    left: Doubles = np.prod([1.0 - one.suspicion for one in signals.values()], axis=0)
    trust: Doubles = np.maximum(left, LEAST_TRUST)
    return trust


def _ramped(values: Doubles, limits: tuple[float, float]) -> Signal:
    return Signal(tempo.ramp(values, limits), values)


def _beyond(values: Doubles, limits: tuple[float, float]) -> Signal:
    return _ramped(values, tempo.beyond_usual(values, limits))


def _copies(histories: Sequences) -> Signal:
    """A group of alike histories counts as one: the first of them, or each its share."""
    sizes, first = copies_find(histories)
    several = sizes >= LEAST_SAME
    suspicion = np.where(several & ~first, 1.0 - 1.0 / np.maximum(sizes, 1.0), 0.0)
    return Signal(suspicion, sizes)


def _pushed(histories: Sequences, push: Push) -> tuple[int, Ints, Doubles]:
    """Return the item, its shoppers, and the chance of each with the time when they met it."""
    if not histories.times.any():
        return push.item, push.shoppers, push.chance
    met = np.flatnonzero(histories.rows == push.item)
    owners = np.searchsorted(histories.offsets, met, side="right") - 1
    when = np.zeros(len(histories))
    np.maximum.at(when, owners, histories.times[met].astype(np.float64))
    span = float(histories.times.max() - histories.times.min())
    return push.item, push.shoppers, push.chance_at(when[push.shoppers], span)


def _crowds(shoppers: int, found: list[tuple[int, Ints, Doubles]]) -> Signal:
    suspicion, item = np.zeros(shoppers), np.full(shoppers, -1.0)
    for row, whose, chance in found:
        more = chance > suspicion[whose]
        suspicion[whose[more]] = chance[more]
        item[whose[more]] = row
    return Signal(suspicion, item)


def _aimless(profiles: Profiles, seed: int) -> Signal:
    """Many things, of which none goes with another."""
    there, by_chance = profiles.fit(), profiles.fit(profiles_by_chance(profiles, seed))
    odds = odds_learn(
        there.shoppers, there.sizes, by_chance.shoppers, by_chance.sizes, profiles.trusted
    )
    chance = posterior(odds.of(there.shoppers, there.sizes), AIMLESS_BASE)
    return Signal(
        np.where(there.sizes >= AIMLESS_SIZE, chance, 0.0), there.sizes.astype(np.float64)
    )
