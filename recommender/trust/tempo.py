"""What a script's clock and route give away: pace, even pauses, one item again and again, sweeps.

Each signal is one number a shopper, which a person can check in the list of what they did, and two
limits: below the first it says nothing, at the second it is certain. Where the whole shop is
quicker than a person can be (a history brought in with whole baskets at one moment), the limits
move with it: never below what is `ODD` deviations above the usual shopper. NumPy only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]

PACE_S = 60.0
PACE = (40.0, 55.0)  # acts within a minute
AGAIN = (40.0, 80.0)  # acts on one item within a day
EVEN = (0.6, 0.8)  # share of pauses that are as long as the usual one
WALK = (0.5, 0.8)  # share of steps that go on to a neighbour in the catalogue
LEAST_PAUSES, LEAST_STEPS = 20, 25
SAME = 0.1  # two pauses are alike within this share
LONGEST_PAUSE_S = 1800.0  # beyond, one has left and come back
NEIGHBOURS = 2  # rows on in the catalogue
LEAST_TICKS = 3.0  # of the clock, in the usual pause
DAY_S = 86_400.0
ODD = 6.0


def ramp(values: Doubles, limits: tuple[float, float]) -> Doubles:
    """Return 0 up to the lower limit, 1 from the upper, straight between."""
    low, high = limits
    risen: Doubles = np.clip((values - low) / (high - low), 0.0, 1.0)
    return risen


def beyond_usual(values: Doubles, limits: tuple[float, float]) -> tuple[float, float]:
    """Return the limits, moved up to `ODD` robust deviations of the logarithm above the median."""
    logs = np.log(values[values > 0])
    if not len(logs):
        return limits
    middle = float(np.median(logs))
    spread = max(1.4826 * float(np.median(np.abs(logs - middle))), 0.1)
    low = max(limits[0], float(np.exp(middle + ODD * spread)))
    return low, max(limits[1], low * limits[1] / limits[0])


def busiest(histories: Sequences, span_s: float, keys: Ints) -> Doubles:
    """Return the most acts of one key of each history within a span of time, (S,) float64.

    keys (E,) int64: acts are counted together where owner and key are the same. 0 without times.
    """
    found = np.zeros(len(histories))
    if not histories.times.any():
        return found
    owners = np.repeat(np.arange(len(histories)), histories.lengths)
    order = np.lexsort((histories.times, keys, owners))
    owner, key, at = owners[order], keys[order], histories.times[order].astype(np.float64)
    new = np.ones(len(order), dtype=bool)
    new[1:] = (owner[1:] != owner[:-1]) | (key[1:] != key[:-1])
    group = np.cumsum(new) - 1
    # One search for all groups: each lies beyond the end of the one before.
    beginning = at[new]
    span = float((at - beginning[group]).max(initial=0.0)) + 2.0 * span_s
    line = at - beginning[group] + group * span
    within = np.searchsorted(line, line + span_s, side="left") - np.arange(len(line))
    np.maximum.at(found, owner, within.astype(np.float64))
    return found


def pace(histories: Sequences, counted: NDArray[np.bool_]) -> Doubles:
    """Return the most acts of each within `PACE_S`; counted (E,): acts that take a person time."""
    return busiest(_only(histories, counted), PACE_S, np.zeros(int(counted.sum()), np.int64))


def again(histories: Sequences) -> Doubles:
    """Return the most acts of each on one item within a day."""
    return busiest(histories, DAY_S, histories.rows)


def evenness(histories: Sequences) -> Doubles:
    """Return the share of each one's pauses that are as long as their usual one, (S,) float64.

    Pauses between different items, within a visit; 0 where there are few, or where the usual one is
    no longer than a few ticks of the clock, which makes all pauses look alike.
    """
    found = np.zeros(len(histories))
    times = histories.times.astype(np.float64)
    if len(times) < 2 or not times.any():
        return found
    owners = np.repeat(np.arange(len(histories)), histories.lengths)
    gaps = np.diff(times)
    usable = (owners[1:] == owners[:-1]) & (histories.rows[1:] != histories.rows[:-1])
    usable &= (gaps > 0) & (gaps < LONGEST_PAUSE_S)
    gaps, whose = gaps[usable], owners[1:][usable]
    tick = _tick(times)
    order = np.lexsort((gaps, whose))
    gaps, whose = gaps[order], whose[order]
    counts = np.bincount(whose, minlength=len(histories))
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    able = np.flatnonzero(counts >= LEAST_PAUSES)
    for one in able.tolist():
        own = gaps[starts[one] : starts[one] + counts[one]]
        usual = float(own[len(own) // 2])
        if usual >= LEAST_TICKS * tick:
            found[one] = float((np.abs(own - usual) <= SAME * usual).mean())
    return found


def walking(histories: Sequences, items: int) -> Doubles:
    """Return the share of each one's steps to an item next in the catalogue, (S,) float64."""
    found = np.zeros(len(histories))
    owners = np.repeat(np.arange(len(histories)), histories.lengths)
    if len(owners) < 2:
        return found
    moved = (owners[1:] == owners[:-1]) & (histories.rows[1:] != histories.rows[:-1])
    ahead = (histories.rows[1:] - histories.rows[:-1]) % max(items, 1)
    near = moved & ((ahead <= NEIGHBOURS) | (ahead >= items - NEIGHBOURS))
    steps = np.bincount(owners[1:], moved, minlength=len(histories))
    nears = np.bincount(owners[1:], near, minlength=len(histories))
    return np.where(steps >= LEAST_STEPS, nears / np.maximum(steps, 1), 0.0)


def _only(histories: Sequences, kept: NDArray[np.bool_]) -> Sequences:
    from recommender.neural.sequences import Sequences

    owners = np.repeat(np.arange(len(histories)), histories.lengths)[kept]
    lengths = np.bincount(owners, minlength=len(histories))
    return Sequences(
        histories.rows[kept],
        histories.kinds[kept],
        histories.times[kept],
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
    )


def _tick(times: Doubles) -> float:
    """Return the largest of a minute, a second, ... that all times are whole multiples of."""
    for tick in (86_400.0, 3600.0, 60.0, 1.0, 0.1, 0.01):
        off = np.abs(times / tick - np.round(times / tick))
        if float(off.max()) * tick < 1e-3:
            return tick
    return 0.001
