"""Who met what, and how well it goes together by what all the others met. NumPy and SciPy only.

The likeness of two items is how often the same shopper takes both, over how often that would happen
if everybody drew from one bag: `Σ_u w_u x_ui x_uj / (S p_i p_j)` with `w_u = 1 / (d_u (d_u − 1))`,
so that each shopper counts as much as any other, however many things they met. A shopper's own
pairs are always taken out before they are judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]

MOST_ITEMS = 100  # newest different items a shopper is judged by: time is quadratic in them
DENSE_ITEMS = 6_000  # below, likenesses are kept as a full matrix: 144 MB at most
SMOOTHING = 0.02  # of a usual expectation, so that nothing met together is no minus infinity


@dataclass(frozen=True, slots=True)
class Fit:
    """How well things go together beyond chance, natural logarithm: 0 is chance.

    shoppers (S,) float64, of all pairs of each; sizes (S,) int64 different items of each; steps
    (n,) float64, of each different item with the others of its shopper, in the matrix's order.
    """

    shoppers: Doubles
    sizes: Ints
    steps: Doubles


class Profiles:
    """The different items of each shopper; `met` (S, items) CSR of ones, float32."""

    def __init__(self, met: sparse.csr_array, weights: Doubles | None = None) -> None:
        """Take who met what; weights (S,): how much each shopper teaches, 1 unless given."""
        self.met, self.items = met, int(met.shape[1])
        self.sizes: Ints = np.diff(met.indptr).astype(np.int64)
        self.trusted = np.ones(len(self.sizes)) if weights is None else weights

    def __len__(self) -> int:
        """Return S."""
        return len(self.sizes)

    @cached_property
    def pair_weights(self) -> Doubles:
        """What one pair of a shopper counts, (S,) float64."""
        size = self.sizes.astype(np.float64)
        return np.where(size > 1, self.trusted / np.maximum(size * (size - 1), 1.0), 0.0)

    @cached_property
    def shares(self) -> Doubles:
        """How often an item is drawn, (items,) float64; sums to 1."""
        each = np.where(self.sizes > 1, self.trusted / np.maximum(self.sizes, 1), 0.0)
        drawn = np.asarray(self.met.T @ each, dtype=np.float64)
        return drawn / max(float(drawn.sum()), 1e-12)

    @cached_property
    def mass(self) -> float:
        """How many shoppers teach."""
        return float(self.trusted[self.sizes > 1].sum())

    @cached_property
    def usual_chance(self) -> float:
        """What is added to both sides of a shopper's ratio."""
        each = chance_of(self.met, self.sizes, self)
        owners = np.repeat(np.arange(len(self)), self.sizes)
        return _usual(sums(owners, each, len(self)))

    @cached_property
    def together(self) -> Any:
        """Weighted counts of shoppers who met both, (items, items), zero on the diagonal."""
        scaled = sparse.diags_array(self.pair_weights.astype(np.float32)) @ self.met
        both = (self.met.T @ scaled).tocsr()
        both.setdiag(0.0)
        return both.toarray() if self.items <= DENSE_ITEMS else both

    def fit(self, other: Profiles | None = None) -> Fit:
        """Judge these shoppers, each by all the others; or those of `other` by these."""
        judged = self if other is None else other
        own = self.pair_weights if other is None else np.zeros(len(judged))
        return fit_of(judged.met, judged.sizes, self, own)


def fit_of(met: sparse.csr_array, sizes: Ints, by: Profiles, own: Doubles) -> Fit:
    """Judge profiles by `by`; own (S,): what each of their pairs is counted there by themselves."""
    owners = np.repeat(np.arange(len(sizes)), sizes)
    seen = _seen(met, by.together)  # (n,)
    seen = np.maximum(seen - (own * (sizes - 1))[owners], 0.0)
    chance = chance_of(met, sizes, by)  # (n,)
    steps = log_ratio(seen, chance, _usual(chance))
    shoppers = log_ratio(
        sums(owners, seen, len(sizes)),
        sums(owners, chance, len(sizes)),
        by.usual_chance,
    )
    return Fit(shoppers, sizes, steps)


def chance_of(met: sparse.csr_array, sizes: Ints, by: Profiles) -> Doubles:
    """Return how much each item would be seen with the others of its shopper by chance, (n,)."""
    owners = np.repeat(np.arange(len(sizes)), sizes)
    share = by.shares[met.indices]
    bag = sums(owners, share, len(sizes))
    chance: Doubles = by.mass * share * (bag[owners] - share)
    return chance


def _seen(met: sparse.csr_array, together: Any) -> Doubles:
    """Return for each item of each shopper how much it is seen with the others, (n,)."""
    found = np.empty(len(met.indices))
    indptr, indices = met.indptr, met.indices
    if not sparse.issparse(together):
        for at in range(met.shape[0]):
            rows = indices[indptr[at] : indptr[at + 1]]
            found[indptr[at] : indptr[at + 1]] = together[np.ix_(rows, rows)].sum(axis=1)
        return found
    for at in range(0, met.shape[0], 2048):
        part: Any = met[at : at + 2048]
        product: Any = (part @ together).tocsr()
        product = (part.multiply(product) + part * 1e-30).tocsr()  # keeps every place of `part`
        product.sort_indices()
        found[indptr[at] : indptr[at] + part.nnz] = product.data
    return found


def _usual(chance: Doubles) -> float:
    return SMOOTHING * float(np.median(chance[chance > 0])) if (chance > 0).any() else 1.0


def sums(owners: Ints, values: Doubles, count: int) -> Doubles:
    """Return the sum of the values (n,) of each owner 0..count-1, (count,)."""
    return np.bincount(owners, values, minlength=count).astype(np.float64, copy=False)


def log_ratio(seen: Doubles, chance: Doubles, usual: float) -> Doubles:
    """Return `ln((seen + usual) / (chance + usual))`."""
    ratio: Doubles = np.log((seen + usual) / (chance + usual))
    return ratio


# --------------------------------------------------------------------------------------- making


def matrix_of(owners: Ints, rows: Ints, shoppers: int, items: int) -> sparse.csr_array:
    """Return who met what, (shoppers, items) CSR of ones with sorted columns."""
    keys = np.unique(owners * items + rows)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(keys // items, minlength=shoppers))])
    ones = np.ones(len(keys), dtype=np.float32)
    return sparse.csr_array((ones, keys % items, indptr), shape=(shoppers, items))


def newest_kept(histories: Sequences, most: int = MOST_ITEMS) -> tuple[Ints, Ints]:
    """Return owners and rows (n,) of each shopper's newest `most` different items."""
    owners = np.repeat(np.arange(len(histories)), histories.lengths)
    width = int(histories.rows.max(initial=0)) + 1
    keys = owners * width + histories.rows
    # The last place of each key: unique finds the first, so look from the end.
    _, back = np.unique(keys[::-1], return_index=True)
    places = np.sort(len(keys) - 1 - back)
    counts = np.bincount(owners[places], minlength=len(histories))
    from_end = np.repeat(np.cumsum(counts), counts) - np.arange(len(places))  # 1: newest
    kept = places[from_end <= most]
    return owners[kept], histories.rows[kept]


def profiles_of(histories: Sequences, items: int, weights: Doubles | None = None) -> Profiles:
    """Return the profiles of histories."""
    owners, rows = newest_kept(histories)
    return Profiles(matrix_of(owners, rows, len(histories), items), weights)


def well_known(met: sparse.csr_array, share: float) -> Bools:
    """Return (items,) bool: the fewest items that make up `share` of all that is met."""
    counts = np.asarray(met.sum(axis=0)).ravel()
    order = np.argsort(-counts, kind="stable")
    known = np.zeros(len(counts), dtype=bool)
    known[order] = np.cumsum(counts[order]) - counts[order] < share * counts.sum()
    return known


def without(met: sparse.csr_array, items: Bools) -> sparse.csr_array:
    """Return who met what, but for some items (items,) bool."""
    left = met.copy()
    left.data = np.where(items[left.indices], 0.0, 1.0).astype(np.float32)
    left.eliminate_zeros()
    return left


def profiles_by_chance(profiles: Profiles, seed: int = 0) -> Profiles:
    """Return as many made profiles of like sizes whose items have nothing to do with each other.

    Half are drawn as often as items are met, half evenly: what the false ones look like.
    """
    rng = np.random.default_rng(seed)
    owners = np.repeat(np.arange(len(profiles)), profiles.sizes)
    even = rng.random(len(profiles)) < 0.5
    rows = rng.permutation(profiles.met.indices).astype(np.int64)
    rows = np.where(even[owners], rng.integers(profiles.items, size=len(rows)), rows)
    return Profiles(matrix_of(owners, rows, len(profiles), profiles.items))
