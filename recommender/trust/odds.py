"""How much likelier a value is among made things than among those there: learned odds. NumPy only.

Values are counted in bins of equal mass, by groups of like size, and made to fall with the value:
what goes together better is never the more suspicious.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]

SIZE_LIMITS = (3, 4, 6, 9, 13, 20, 33, 66)  # lower ends of the groups of profile sizes
BINS = 24
LEAST = 40  # values of each sort that a group needs to say anything
MOST_LOG = 7.0  # natural logarithm: no single value is believed beyond
ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Odds:
    """Per group of sizes: inner edges of the bins, and log odds "made" over "there" in each."""

    edges: tuple[Doubles, ...]
    logs: tuple[Doubles, ...]

    def of(self, values: Doubles, sizes: Ints) -> Doubles:
        """Return the log odds of values (n,) of things of these sizes (n,); 0 where unknown."""
        found = np.zeros(len(values))
        group = groups_of(sizes)
        for at, (edges, logs) in enumerate(zip(self.edges, self.logs, strict=True)):
            mine = group == at + 1
            found[mine] = logs[np.searchsorted(edges, values[mine])]
        return found


def groups_of(sizes: Ints) -> Ints:
    """Return the group of each size, from 1; 0 for what is too small to be judged."""
    groups: Ints = np.searchsorted(np.array(SIZE_LIMITS), sizes, side="right").astype(np.int64)
    return groups


def odds_learn(
    there: Doubles, sizes: Ints, made: Doubles, made_sizes: Ints, weights: Doubles | None = None
) -> Odds:
    """Learn odds from values there (n,) and made (m,); weights (n,): how far each is believed."""
    weights = np.ones(len(there)) if weights is None else weights
    group, made_group = groups_of(sizes), groups_of(made_sizes)
    edges, logs = [], []
    for at in range(1, len(SIZE_LIMITS) + 1):
        real, false = there[group == at], made[made_group == at]
        if len(real) < LEAST or len(false) < LEAST:
            edges.append(np.zeros(0))
            logs.append(np.zeros(1))
            continue
        inner = np.unique(np.quantile(np.concatenate([real, false]), np.arange(1, BINS) / BINS))
        bins = len(inner) + 1
        real_share = np.bincount(np.searchsorted(inner, real), weights[group == at], bins) + 0.5
        false_share = np.bincount(np.searchsorted(inner, false), minlength=bins) + 0.5
        raw = np.log(false_share / false_share.sum()) - np.log(real_share / real_share.sum())
        edges.append(inner)
        logs.append(np.clip(_falling(raw, real_share + false_share), -MOST_LOG, MOST_LOG))
    return Odds(tuple(edges), tuple(logs))


def share_made(logs: Doubles, start: float = 0.1) -> float:
    """Return the most likely share of made things among those with these log odds (EM)."""
    share = start
    if not len(logs):
        return 0.0
    for _ in range(ROUNDS):
        share = float(np.clip(posterior(logs, share).mean(), 1e-4, 1.0 - 1e-4))
    return share


def posterior(logs: Doubles, share: float) -> Doubles:
    """Return the chance (n,) that each is made, when `share` of all are."""
    chance: Doubles = 1.0 / (1.0 + (1.0 - share) / share * np.exp(-logs))
    return chance


def _falling(values: Doubles, weights: Doubles) -> Doubles:
    """Return the nearest sequence that never rises (pool adjacent violators)."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        mean, mass, size = value, weight, 1
        while blocks and blocks[-1][0] < mean:
            before, more, count = blocks.pop()
            mean = (before * more + mean * mass) / (more + mass)
            mass, size = mass + more, size + count
        blocks.append((mean, mass, size))
    return np.repeat([mean for mean, _, _ in blocks], [size for _, _, size in blocks])
