"""Whether a list keeps the mix of categories that the history has.

Steck 2018, "Calibrated Recommendations", doi:10.1145/3240323.3240372. With `p(g|i)` equal over the
categories of an item, p(g) is the mean of a history, q(g) of a list; the measure is
`KL(p ‖ q̃) = Σ p(g) ln(p(g) / q̃(g))` in nats with `q̃ = (1 − α) q + α p`: 0 when the mixes agree,
and at most ln(1 / α) = 4.6 when they share nothing. NumPy and SciPy only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from recommender.metrics import Doubles, Ints

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

SMOOTHING = 0.01


def category_shares(marked: sparse.csr_array) -> sparse.csr_array:
    """Return p(g|i), (items, G) float64, of marks (items, G) where an item is of a category."""
    sizes = np.diff(marked.indptr)
    shares = np.repeat(1.0 / np.maximum(sizes, 1), sizes)
    return sparse.csr_array((shares, marked.indices, marked.indptr), shape=marked.shape)


def mixes(owners: Ints, items: Ints, users: int, shares: sparse.csr_array) -> Doubles:
    """Return the mean mix (users, G) of the items (A,) that belong to owners (A,).

    Items without a category are left out; a user without any other has a row of zeros.
    """
    known = np.diff(shares.indptr)[items] > 0
    counts = sparse.csr_array(
        (np.ones(int(known.sum())), (owners[known], items[known])), shape=(users, shares.shape[0])
    )
    total = np.asarray((counts @ shares).todense(), dtype=np.float64)
    sums = total.sum(axis=1, keepdims=True)
    return np.asarray(total / np.where(sums > 0, sums, 1.0), dtype=np.float64)


def divergence(wanted: Doubles, given: Doubles, smoothing: float = SMOOTHING) -> Doubles:
    """Return KL(wanted ‖ smoothed given) of each row, (n,) nats."""
    near = (1 - smoothing) * given + smoothing * wanted
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(wanted > 0, wanted * np.log(wanted / near), 0.0)
    return np.asarray(terms.sum(axis=1), dtype=np.float64)


def miscalibration(lists: Ints, histories: Sequences, shares: sparse.csr_array) -> Doubles:
    """Return how far the mix of each list (S, k) is from that of its history, (S,) nats.

    NaN where the history has no item of a known category. Users are taken a thousand at a time.
    """
    found = np.full(len(lists), np.nan)
    for start in range(0, len(lists), 1000):
        users = np.arange(start, min(start + 1000, len(lists)))
        part = histories.take(users)
        owners = np.repeat(np.arange(len(users)), part.lengths)
        wanted = mixes(owners, part.rows, len(users), shares)
        shown = lists[users]
        places = np.repeat(np.arange(len(users)), shown.shape[1])
        given = mixes(places, shown.ravel(), len(users), shares)
        known = wanted.sum(axis=1) > 0
        found[users[known]] = divergence(wanted[known], given[known])
    return found
