"""Many histories of different lengths in flat arrays, and padded batches of them. NumPy only.

A *step* is one item a shopper acted on; a *row* is the item's place in the model's item matrix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# Upper limits, in seconds, of the buckets of time since the step before; bucket 0: no step before.
GAP_LIMITS_S = (60, 600, 3600, 6 * 3600, 86_400, 3 * 86_400, 7 * 86_400, 30 * 86_400)
GAPS = len(GAP_LIMITS_S) + 2


@dataclass(frozen=True, slots=True)
class Sequences:
    """S histories, E steps in all, oldest step first.

    rows (E,) int64; kinds (E,) int64, 0 when not known; times (E,) int64 seconds, 0 when not known;
    offsets (S + 1,) int64: history s is `offsets[s]:offsets[s + 1]`.
    """

    rows: Ints
    kinds: Ints
    times: Ints
    offsets: Ints

    def __len__(self) -> int:
        """Return S."""
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Ints:
        """Return the number of steps of each, (S,) int64."""
        return np.diff(self.offsets)

    def of(self, index: int) -> slice:
        """Return where history `index` lies in the flat arrays."""
        return slice(int(self.offsets[index]), int(self.offsets[index + 1]))

    def without_last(self, steps: int | Ints) -> Sequences:
        """Return the histories without their last step(s): one number for all, or one each."""
        kept = np.maximum(self.lengths - steps, 0)
        places = _spans(self.offsets[:-1], kept)
        offsets = np.concatenate([[0], np.cumsum(kept)])
        return Sequences(self.rows[places], self.kinds[places], self.times[places], offsets)

    def take(self, indexes: Ints) -> Sequences:
        """Return some of the histories, in the order given."""
        lengths = self.lengths[indexes]
        places = _spans(self.offsets[:-1][indexes], lengths)
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        return Sequences(self.rows[places], self.kinds[places], self.times[places], offsets)


def sequences_from(
    rows: Sequence[Sequence[int]],
    kinds: Sequence[Sequence[int]] | None = None,
    times: Sequence[Sequence[int]] | None = None,
) -> Sequences:
    """Return flat arrays of lists of item rows, kinds and times of the same lengths."""
    lengths = [len(one) for one in rows]
    total = sum(lengths)

    def flat(lists: Sequence[Sequence[int]] | None) -> Ints:
        if lists is None:
            return np.zeros(total, dtype=np.int64)
        return np.fromiter((value for one in lists for value in one), dtype=np.int64, count=total)

    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Sequences(flat(rows), flat(kinds), flat(times), offsets)


def merge_repeats(owners: Ints, rows: Ints, kinds: Ints, times: Ints, count: int) -> Sequences:
    """Return the histories of owners 0..count-1 from acts sorted by owner, then time.

    All arrays (A,) int64. Neighbouring acts on one item become one step: its strongest (largest)
    kind, at the time of the first. An owner without acts has an empty history.
    """
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:] != rows[:-1]) | (owners[1:] != owners[:-1])
    starts = np.flatnonzero(new)
    strongest = np.maximum.reduceat(kinds, starts) if len(starts) else kinds
    lengths = np.bincount(owners[starts], minlength=count)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Sequences(rows[starts], strongest, times[starts], offsets)


def gap_buckets(times: Ints) -> Ints:
    """Return the buckets (B, T) of time since the step before, of times (B, T) in seconds."""
    gaps = np.diff(times, axis=1, prepend=times[:, :1])
    buckets = 1 + np.searchsorted(np.array(GAP_LIMITS_S), gaps, side="right")
    buckets[:, 0] = 0
    return buckets.astype(np.int64)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded on the right with zeros: rows, kinds, gaps (B, T) int64; lengths (B,) int64."""

    rows: Ints
    kinds: Ints
    gaps: Ints
    lengths: Ints


def windows_last(sequences: Sequences, length: int) -> tuple[Ints, Ints]:
    """Return the starts and sizes of each history's newest `length` steps."""
    sizes = np.minimum(sequences.lengths, length)
    return sequences.offsets[1:] - sizes, sizes


def windows_cut(sequences: Sequences, length: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Cut each history into windows of at most `length` steps, each step a target about once.

    Neighbours share one step, the last input of one being the first of the next. A random phase
    moves the cuts from epoch to epoch.
    """
    starts: list[int] = []
    sizes: list[int] = []
    stride = length - 1
    for begin, size in zip(
        sequences.offsets[:-1].tolist(), sequences.lengths.tolist(), strict=True
    ):
        if size < 2:
            continue
        first = size if size <= length else int(rng.integers(2, length + 1))
        starts.append(begin)
        sizes.append(first)
        at = first - 1
        while at < size - 1:
            window = min(length, size - at)
            starts.append(begin + at)
            sizes.append(window)
            at += min(stride, window - 1)
    return np.array(starts, dtype=np.int64), np.array(sizes, dtype=np.int64)


def batch_of(sequences: Sequences, starts: Ints, sizes: Ints) -> Batch:
    """Return windows of the flat arrays, padded to the longest."""
    width = int(sizes.max(initial=1))
    at = starts[:, None] + np.arange(width)[None, :]  # (B, T)
    real = np.arange(width)[None, :] < sizes[:, None]
    at = np.where(real, at, 0)
    return Batch(
        np.where(real, sequences.rows[at], 0),
        np.where(real, sequences.kinds[at], 0),
        np.where(real, gap_buckets(sequences.times[at]), 0),
        sizes.astype(np.int64),
    )


def batches(
    sequences: Sequences, starts: Ints, sizes: Ints, size: int, rng: np.random.Generator
) -> Iterator[Batch]:
    """Yield all windows once in random order, each batch of windows of like length."""
    order = rng.permutation(len(starts))
    pool = size * 20
    groups: list[Ints] = []
    for start in range(0, len(order), pool):
        chunk = order[start : start + pool]
        chunk = chunk[np.argsort(sizes[chunk], kind="stable")]
        groups.extend(chunk[at : at + size] for at in range(0, len(chunk), size))
    for index in rng.permutation(len(groups)):
        group = groups[index]
        yield batch_of(sequences, starts[group], sizes[group])


def _spans(starts: Ints, lengths: Ints) -> Ints:
    """Return the concatenation of ranges start..start+length, (sum of lengths,)."""
    total = int(lengths.sum())
    ends = np.cumsum(lengths)
    places: Ints = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return places
