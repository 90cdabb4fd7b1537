"""Which windows make a batch, and its arrays in few shapes. NumPy only.

Windows of like length go together, so that little is padding. Every new shape has a kernel made for
it on a CPU, and a graph on CUDA: widths are therefore rounded up to tenths of the longest, a batch
has all its rows even where windows run out, and real steps are padded to a round number, at weight
0. Never imports Django.
Shapes: B windows, T steps, M real steps.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.neural.sequences import Floats, Ints, Sequences, batch_groups, batch_of

WIDTHS = 10  # different ones
ROUND = 512  # steps; M is a multiple of it, or of an eighth of it where there are few


@dataclass(frozen=True, slots=True)
class Group:
    """A batch to be: the numbers of its windows, how many rows it has a process, and its width."""

    windows: Ints
    rows: int
    width: int


@dataclass(frozen=True, slots=True)
class Padded:
    """A batch in its shape: rows and marks (B, T + 1), the last a target only.

    places (M,) int64: the steps that count among the B · T inputs, flattened; weights (M,) float32.
    """

    rows: Ints
    marks: Mapping[str, Ints]
    places: Ints
    weights: Floats


def groups_of(
    sizes: Ints, length: int, batch_size: int, tokens: int, world: int, rng: np.random.Generator
) -> list[Group]:
    """Return all windows of `sizes` steps (W,) once, in random order of batches.

    A batch has `batch_size` windows a process, or with `tokens` as many of its width as make about
    that many steps.
    """
    if not tokens:
        rows = min(batch_size, max(-(-len(sizes) // world), 1))
        return [
            Group(one, rows, width_of(int(sizes[one].max()) - 1, length))
            for one in batch_groups(sizes, batch_size * world, rng)
        ]
    widths = np.array([width_of(size, length) for size in range(length + 1)])[sizes - 1]
    groups = []
    for width in np.unique(widths).tolist():
        mine = rng.permutation(np.flatnonzero(widths == width))
        rows = max(tokens // width, 1)
        groups += [
            Group(mine[at : at + rows * world], rows, width)
            for at in range(0, len(mine), rows * world)
        ]
    return [groups[at] for at in rng.permutation(len(groups))]


def width_of(steps: int, length: int) -> int:
    """Return the width, one of `WIDTHS`, that holds so many steps of at most `length`."""
    step = max(-(-length // WIDTHS), 1)
    return min(max(-(-steps // step), 1) * step, length)


def padded(
    sequences: Sequences,
    starts: Ints,
    sizes: Ints,
    shape: tuple[int, int],
    marks: Collection[str] | None,
) -> Padded:
    """Return windows (W,) of the flat arrays in a shape (B, T), B at least W.

    A history that is not trusted weighs less. Without windows there is one step of weight 0.
    """
    rows, width = shape
    if not len(starts):
        blank = np.zeros((rows, width + 1), dtype=np.int64)
        return Padded(blank, {}, np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.float32))
    batch = batch_of(sequences, starts, sizes, marks)
    more = ((0, rows - len(starts)), (0, width + 1 - batch.rows.shape[1]))
    real = np.arange(width)[None, :] < (sizes - 1)[:, None]  # (W, T)
    places = np.flatnonzero(real)
    weights = np.ones(len(places), dtype=np.float32)
    if batch.trust is not None:
        weights = np.repeat(batch.trust, sizes - 1).astype(np.float32)
    unit = ROUND if len(places) > ROUND else ROUND // 8
    missing = -len(places) % unit
    return Padded(
        np.pad(batch.rows, more),
        {name: np.pad(codes, more) for name, codes in batch.marks.items()},
        np.pad(places, (0, missing)),
        np.pad(weights, (0, missing)),
    )


def worth_of(sequences: Sequences, starts: Ints, sizes: Ints) -> float:
    """Return how much the targets of some windows count together: each by its history's trust."""
    targets: NDArray[np.float64] = (sizes - 1).astype(np.float64)
    if sequences.trust is None:
        return float(targets.sum())
    owners = np.searchsorted(sequences.offsets, starts, side="right") - 1
    return float((targets * sequences.trust[owners]).sum())
