"""Many histories of different lengths in flat arrays, and padded batches of them. NumPy only.

A *step* is one item a shopper acted on; a *row* is the item's place in the model's item matrix.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

# Upper limits, in seconds, of the buckets of time since the step before; bucket 0: no step before.
GAP_LIMITS_S = (60, 600, 3600, 6 * 3600, 86_400, 3 * 86_400, 7 * 86_400, 30 * 86_400)
GAPS = len(GAP_LIMITS_S) + 2

# Marks read off the times (UTC), and how many codes each has, 0 (not known) among them.
TIME_MARKS = {"gap": GAPS, "hour": 25, "weekday": 8, "season": 5}
_RISING = ("dwell",)  # marks whose codes rise: of acts that become one step the largest counts
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Sequences:
    """S histories, E steps in all, oldest step first.

    rows (E,) int64; kinds (E,) int64, 0 when not known; times (E,) int64 seconds, 0 when not known;
    offsets (S + 1,) int64: history s is `offsets[s]:offsets[s + 1]`. marks: further facts of each
    step by name ("dwell", "place", "device"), codes (E,) int64, 0 when not known. trust (S,)
    float32 weighs each history in the loss; None: all alike.
    """

    rows: Ints
    kinds: Ints
    times: Ints
    offsets: Ints
    marks: Mapping[str, Ints] = field(default_factory=dict)
    trust: Floats | None = None

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
        return self.of_steps(_spans(self.offsets[:-1], kept), kept, self.trust)

    def take(self, indexes: Ints) -> Sequences:
        """Return some of the histories, in the order given."""
        lengths = self.lengths[indexes]
        trust = None if self.trust is None else self.trust[indexes]
        return self.of_steps(_spans(self.offsets[:-1][indexes], lengths), lengths, trust)

    def of_steps(self, places: Ints, lengths: Ints, trust: Floats | None) -> Sequences:
        """Return histories of `lengths` made of the steps at `places`, with all their facts."""
        return Sequences(
            self.rows[places],
            self.kinds[places],
            self.times[places],
            _offsets(lengths),
            {name: codes[places] for name, codes in self.marks.items()},
            trust,
        )


def sequences_from(
    rows: Sequence[Sequence[int]],
    kinds: Sequence[Sequence[int]] | None = None,
    times: Sequence[Sequence[int]] | None = None,
    marks: Mapping[str, Sequence[Sequence[int]]] | None = None,
) -> Sequences:
    """Return flat arrays of lists of item rows, kinds, times and marks of the same lengths."""
    lengths = [len(one) for one in rows]
    total = sum(lengths)

    def flat(lists: Sequence[Sequence[int]] | None) -> Ints:
        if lists is None:
            return np.zeros(total, dtype=np.int64)
        return np.fromiter((value for one in lists for value in one), dtype=np.int64, count=total)

    further = {name: flat(codes) for name, codes in (marks or {}).items()}
    return Sequences(flat(rows), flat(kinds), flat(times), _offsets(np.array(lengths)), further)


def sequences_join(parts: Sequence[Sequences]) -> Sequences:
    """Return the histories of all parts in their order; the marks that every part has are kept."""
    names = set.intersection(*(set(part.marks) for part in parts)) if parts else set()
    trust = None
    if any(part.trust is not None for part in parts):
        trust = np.concatenate(
            [np.ones(len(p), np.float32) if p.trust is None else p.trust for p in parts]
        )
    none = np.zeros(0, dtype=np.int64)
    return Sequences(
        np.concatenate([none, *(part.rows for part in parts)]),
        np.concatenate([none, *(part.kinds for part in parts)]),
        np.concatenate([none, *(part.times for part in parts)]),
        _offsets(np.concatenate([none, *(part.lengths for part in parts)])),
        {name: np.concatenate([part.marks[name] for part in parts]) for name in sorted(names)},
        trust,
    )


def merge_repeats(
    owners: Ints,
    rows: Ints,
    kinds: Ints,
    times: Ints,
    count: int,
    marks: Mapping[str, Ints] | None = None,
    trust: Floats | None = None,
) -> Sequences:
    """Return the histories of owners 0..count-1 from acts sorted by owner, then time.

    All arrays (A,) int64, trust (count,) float32. Neighbouring acts on one item become one step:
    its strongest (largest) kind and longest dwell, at the time and with the other marks of the
    first. An owner without acts has an empty history.
    """
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:] != rows[:-1]) | (owners[1:] != owners[:-1])
    starts = np.flatnonzero(new)
    lengths = np.bincount(owners[starts], minlength=count)

    def strongest(codes: Ints) -> Ints:
        return np.maximum.reduceat(codes, starts) if len(starts) else codes

    merged = {
        name: strongest(codes) if name in _RISING else codes[starts]
        for name, codes in (marks or {}).items()
    }
    return Sequences(
        rows[starts], strongest(kinds), times[starts], _offsets(lengths), merged, trust
    )


def gap_buckets(times: Ints) -> Ints:
    """Return the buckets (B, T) of time since the step before, of times (B, T) in seconds."""
    gaps = np.diff(times, axis=1, prepend=times[:, :1])
    buckets = 1 + np.searchsorted(np.array(GAP_LIMITS_S), gaps, side="right")
    buckets[:, 0] = 0
    return buckets.astype(np.int64)


def time_mark(name: str, times: Ints) -> Ints:
    """Return the codes of a mark of `TIME_MARKS` for times (B, T) in seconds; 0 where time is 0.

    "hour" 1..24 and "weekday" 1 (Monday) .. 7 are UTC's; "season" 1 is December to February.
    """
    known = times > 0
    if name == "gap":
        known[:, 1:] &= times[:, :-1] > 0
        codes = gap_buckets(times)
    elif name == "hour":
        codes = times % _DAY_S // 3600 + 1
    elif name == "weekday":
        codes = (times // _DAY_S + 3) % 7 + 1  # 1970 began on a Thursday
    else:
        months = times.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) % 12
        codes = (months + 1) // 3 % 4 + 1
    return codes * known


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded on the right with zeros: rows and each of marks (B, T) int64; lengths (B,) int64.

    marks: "kind", those of `TIME_MARKS` and those of the sequences. trust (B,) float32 or None.
    """

    rows: Ints
    marks: Mapping[str, Ints]
    lengths: Ints
    trust: Floats | None = None


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


def batch_of(
    sequences: Sequences, starts: Ints, sizes: Ints, marks: Collection[str] | None = None
) -> Batch:
    """Return windows of the flat arrays, padded to the longest, with the marks named (None: all).

    A mark that the sequences do not have is left out.
    """
    width = int(sizes.max(initial=1))
    at = starts[:, None] + np.arange(width)[None, :]  # (B, T)
    real = np.arange(width)[None, :] < sizes[:, None]
    at = np.where(real, at, 0)
    wanted = {"kind", *TIME_MARKS, *sequences.marks} if marks is None else set(marks)
    found = {name: codes[at] for name, codes in sequences.marks.items() if name in wanted}
    if "kind" in wanted:
        found["kind"] = sequences.kinds[at]
    timed = [name for name in TIME_MARKS if name in wanted and name not in found]
    if timed:
        times = sequences.times[at]
        found |= {name: time_mark(name, times) for name in timed}
    trust = None
    if sequences.trust is not None:
        trust = sequences.trust[np.searchsorted(sequences.offsets, starts, side="right") - 1]
    return Batch(
        np.where(real, sequences.rows[at], 0),
        {name: np.where(real, codes, 0) for name, codes in found.items()},
        sizes.astype(np.int64),
        trust,
    )


def batches(
    sequences: Sequences,
    starts: Ints,
    sizes: Ints,
    size: int,
    rng: np.random.Generator,
    marks: Collection[str] | None = None,
) -> Iterator[Batch]:
    """Yield all windows once in random order, each batch of windows of like length."""
    for group in batch_groups(sizes, size, rng):
        yield batch_of(sequences, starts[group], sizes[group], marks)


def batch_groups(sizes: Ints, size: int, rng: np.random.Generator) -> list[Ints]:
    """Return the numbers of the windows of each batch: of like length, in random order."""
    order = rng.permutation(len(sizes))
    pool = size * 20
    groups: list[Ints] = []
    for start in range(0, len(order), pool):
        chunk = order[start : start + pool]
        chunk = chunk[np.argsort(sizes[chunk], kind="stable")]
        groups.extend(chunk[at : at + size] for at in range(0, len(chunk), size))
    return [groups[index] for index in rng.permutation(len(groups))]


def _offsets(lengths: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _spans(starts: Ints, lengths: Ints) -> Ints:
    """Return the concatenation of ranges start..start+length, (sum of lengths,)."""
    total = int(lengths.sum())
    ends = np.cumsum(lengths)
    places: Ints = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return places
