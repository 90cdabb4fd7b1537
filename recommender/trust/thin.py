"""Rushes of visitors who come for one item and do nothing else: too thin to be judged alone.

Somebody who met one or two items says nothing of what goes together. But such visitors land on
items about as everybody does; where many times more of them meet an item than its share, they count
as many as were to be expected, together. NumPy only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender.trust.profiles import Doubles, Ints, Profiles

THIN = 2  # different items at most
LEAST_RUSH = 10.0  # thin visitors
TIMES = 4.0  # more than expected
DEVIATIONS = 8.0


@dataclass(frozen=True, slots=True)
class Rush:
    """One item: its thin visitors, and for each the share (n,) by which they count too much."""

    item: int
    shoppers: Ints
    chance: Doubles


def rushes_find(profiles: Profiles) -> list[Rush]:
    """Return the items that far more thin visitors met than their share among the others says."""
    thin = (profiles.sizes > 0) & (profiles.sizes <= THIN)
    others = np.asarray(profiles.met.T @ (~thin * profiles.trusted)).ravel()
    seen = np.asarray(profiles.met.T @ thin.astype(np.float64)).ravel()
    share = (others + 1.0) / (others.sum() + len(others))
    # A rush must not raise what it is measured by: of each item, no more than is usual is counted.
    total = float(np.minimum(seen, TIMES * share * seen.sum() + LEAST_RUSH).sum())
    expected = share * total
    odd = (seen >= LEAST_RUSH) & (seen >= TIMES * expected + DEVIATIONS * np.sqrt(expected))
    found = []
    for item in np.flatnonzero(odd).tolist():
        met_it = profiles.met[:, [item]].tocoo().coords[0].astype(np.int64)
        shoppers = np.sort(met_it[thin[met_it]])
        over = 1.0 - min(max(float(expected[item]), 1.0) / len(shoppers), 1.0)
        found.append(Rush(item, shoppers, np.full(len(shoppers), over)))
    return found
