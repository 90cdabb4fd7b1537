"""Small honest shops: shoppers with one taste each, and human pauses."""

from __future__ import annotations

import numpy as np

from recommender.neural.sequences import Sequences, sequences_from

ITEMS, TASTES = 120, 6
DAY_S = 86_400


def honest(shoppers: int = 300, seed: int = 0, timed: bool = True) -> Sequences:
    """Shoppers who take 4 to 20 items of their taste's twenty, and now and then another."""
    rng = np.random.default_rng(seed)
    rows, times = [], []
    for number in range(shoppers):
        size = int(rng.integers(4, 21))
        own = np.arange(number % TASTES, ITEMS, TASTES)
        picked = rng.permutation(own)[:size]
        strange = rng.random(size) < 0.05
        picked = np.where(strange, rng.integers(ITEMS, size=size), picked)
        begin = 1_700_000_000 + rng.uniform(0, 60 * DAY_S)
        pauses = rng.lognormal(np.log(60.0), 1.1, size)
        rows.append(picked.tolist())
        times.append((begin + np.cumsum(pauses)).astype(np.int64).tolist())
    kinds = [[1] * len(one) for one in rows]
    return sequences_from(rows, kinds, times if timed else None)
