"""Histories that repeat another's: near duplicates of whole sequences, found by MinHash.

Broder 1997, "On the resemblance and containment of documents", doi:10.1109/SEQUEN.1997.666900;
banded as in Leskovec, Rajaraman & Ullman, "Mining of Massive Datasets", chapter 3. A history is the
set of its runs of `RUN` items; two that agree in a band of hashes are compared in full. Each is
compared with few others, so the time is linear in the acts. NumPy only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]

RUN = 3
LEAST_RUNS = 4
BANDS, HASHES = 12, 3  # bands, hashes in each: 0.8 alike are found with 99.98 %, 0.5 with 80 %
ALIKE = 0.6  # of the runs of both together
LEAST_SAME = 3  # histories that a script makes: two alike may be a couple, or chance
PRIME = (1 << 31) - 1
GOLDEN = 0x9E3779B97F4A7C15


def copies_find(histories: Sequences) -> tuple[Doubles, NDArray[np.bool_]]:
    """Return how many histories are alike to each, itself included (S,) float64, and who was first.

    The second (S,) bool says which of a group of alike ones has the oldest first act; none where
    times are not known.
    """
    runs, offsets = runs_of(histories)
    count = len(histories)
    able = np.flatnonzero(np.diff(offsets) >= LEAST_RUNS)
    group = np.arange(count)
    if len(able) > 1:
        signatures = _signatures(runs, offsets, able)
        for band in range(BANDS):
            key = signatures[:, band]
            order = np.argsort(key, kind="stable")
            same = key[order][1:] == key[order][:-1]
            for at in np.flatnonzero(same).tolist():
                one, other = int(able[order[at]]), int(able[order[at + 1]])
                if _root(group, one) != _root(group, other) and _alike(runs, offsets, one, other):
                    group[_root(group, other)] = _root(group, one)
    roots = np.array([_root(group, one) for one in range(count)], dtype=np.int64)
    sizes = np.bincount(roots, minlength=count)[roots] if count else np.zeros(0)
    first = np.zeros(count, dtype=bool)
    if histories.times.any() and count:
        begin = np.full(count, np.inf)
        known = np.flatnonzero(histories.lengths > 0)
        begin[known] = histories.times[histories.offsets[:-1][known]]
        order = np.lexsort((begin, roots))
        first[order[np.concatenate([[True], roots[order][1:] != roots[order][:-1]])]] = True
        first &= sizes >= LEAST_SAME
    return sizes.astype(np.float64), first


def runs_of(histories: Sequences) -> tuple[Ints, Ints]:
    """Return each history's different runs as sorted hashes, flat, and offsets (S + 1,)."""
    rows, count = histories.rows, len(histories)
    owners = np.repeat(np.arange(count), histories.lengths)
    if len(rows) < RUN:
        return np.zeros(0, dtype=np.int64), np.zeros(count + 1, dtype=np.int64)
    hashed = np.zeros(len(rows) - RUN + 1, dtype=np.uint64)
    for step in range(RUN):
        hashed = hashed * np.uint64(1_000_003) + rows[step : len(rows) - RUN + 1 + step].astype(
            np.uint64
        )
    hashed = (_mixed(hashed) % np.uint64(PRIME)).astype(np.int64)
    whole = owners[: len(hashed)] == owners[RUN - 1 :]
    keys = np.unique(owners[: len(hashed)][whole] * np.int64(1 << 31) + hashed[whole])
    lengths = np.bincount(keys >> 31, minlength=count)
    return keys & np.int64(PRIME), np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _signatures(runs: Ints, offsets: Ints, able: Ints) -> NDArray[np.uint64]:
    """Return one number for each band of those able, (n, BANDS)."""
    starts = offsets[:-1][able]
    # reduceat goes from start to start: what lies between belongs to those not able.
    edges = np.stack([starts, offsets[1:][able]], axis=1).ravel()
    padded = np.append(runs, 0).astype(np.uint64)
    found = np.zeros((len(able), BANDS), dtype=np.uint64)
    for band in range(BANDS):
        for one in range(HASHES):
            salt = np.uint64((GOLDEN * (band * HASHES + one + 1)) % (1 << 64))
            lowest = np.minimum.reduceat(_mixed(padded ^ salt), edges)[::2]
            found[:, band] = _mixed(found[:, band] ^ lowest)
    return found


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter 64-bit numbers (the finalizer of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _alike(runs: Ints, offsets: Ints, one: int, other: int) -> bool:
    first = runs[offsets[one] : offsets[one + 1]]
    second = runs[offsets[other] : offsets[other + 1]]
    both = len(np.intersect1d(first, second, assume_unique=True))
    return both >= ALIKE * (len(first) + len(second) - both)


def _root(group: Ints, one: int) -> int:
    while group[one] != one:
        group[one] = group[group[one]]
        one = int(group[one])
    return one
