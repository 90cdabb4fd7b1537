"""From a shopper's acts to vectors: the deep one, its exact leave-one-out rows, a few interests.

Interests follow PinnerSage (Pal et al. 2020, arXiv:2007.03634): the items acted on are clustered
bottom-up by Ward's method in the item space, one vector a cluster. Departure: where the shop sorts
its items into departments, those count as much as the vectors. Never imports Django.
Shapes: A acts of one shopper, M readers, D width of the space.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from recommender.neural.readers import Readers
from recommender.neural.sequences import (
    Floats,
    Ints,
    Sequences,
    batch_of,
    merge_repeats,
    sequences_join,
    windows_last,
)
from recommender.neural.steps import batch_tensors

MOST_INTERESTS = 4
SPREAD = 1.1  # Ward distance at which two clusters of unit vectors stay apart
GROUPED = 0.5  # what being sorted apart by the shop counts in squared distance; the rest: vectors
LEAST_SHARE = 0.08  # clusters that weigh less are left out
BATCH = 2048


@dataclass(frozen=True, slots=True)
class Acts:
    """One shopper's acts, oldest first, each (A,) int64; `rows` index a matrix of item vectors.

    marks: what else is known of each act, as `Sequences.marks`.
    """

    rows: Ints
    kinds: Ints
    times: Ints
    marks: Mapping[str, Ints] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deep:
    """What the readers say after a shopper's acts and after each one's absence.

    deep (D,), at most 1 long; loo (A, D): row j is the same had act j not happened, zeros where
    nothing else happened. parts (M, D): what each reader adds to `deep`.
    """

    deep: Floats
    loo: Floats
    parts: Floats


def deep_vectors(readers: Readers, vectors: Floats, shoppers: Sequence[Acts]) -> list[Deep]:
    """Return the deep vectors of many shoppers in few batches; vectors (n, D) of their items.

    Acts must number at least one each, and are those of the window: none is added for one left out.
    """
    histories = [_variants(acts) for acts in shoppers]
    counts = [len(one) for one in histories]
    starts = np.cumsum([0, *counts])
    outputs, parts = _outputs(readers, vectors, sequences_join(histories), starts[:-1])
    return [
        Deep(outputs[start], outputs[start + 1 : start + count], parts[:, at])
        for at, (start, count) in enumerate(zip(starts[:-1], counts, strict=True))
    ]


def _variants(acts: Acts) -> Sequences:
    """Return the history as it is, then once without each act."""
    count = len(acts.rows)
    use = np.concatenate([np.ones((1, count), dtype=bool), ~np.eye(count, dtype=bool)])
    owners, places = np.nonzero(use)
    return merge_repeats(
        owners,
        acts.rows[places],
        acts.kinds[places],
        acts.times[places],
        count + 1,
        {name: codes[places] for name, codes in acts.marks.items()},
    )


@torch.inference_mode()
def _outputs(
    readers: Readers, vectors: Floats, histories: Sequences, wholes: Ints
) -> tuple[Floats, Floats]:
    """Return the output (S, D) after each history, and each reader's part (M, W, D) of `wholes`.

    Zeros for an empty history.
    """
    config, device = readers.config, readers.device
    items = torch.from_numpy(vectors).to(device)
    found = np.zeros((len(histories), config.dim), dtype=np.float32)
    parts = np.zeros((len(readers.models), len(wholes), config.dim), dtype=np.float32)
    place = np.full(len(histories), -1)
    place[wholes] = np.arange(len(wholes))
    starts, sizes = windows_last(histories, config.length)
    order = np.argsort(sizes, kind="stable")
    order = order[sizes[order] > 0]
    for at in range(0, len(order), BATCH):
        part = order[at : at + BATCH]
        batch = batch_of(histories, starts[part], sizes[part], config.marks)
        rows, marks, lengths = batch_tensors(batch, device)
        said = readers.parts_last(items[rows], marks, lengths).cpu().numpy()  # (M, B, D)
        found[part] = said.sum(axis=0)
        whole = place[part] >= 0
        parts[:, place[part][whole]] = said[:, whole]
    return found, parts


def cluster_items(
    vectors: Floats,
    weights: NDArray[np.float64],
    groups: Ints | None = None,
    most: int = MOST_INTERESTS,
    spread: float = SPREAD,
) -> list[Ints]:
    """Group distinct items (n, D), unit rows, into clusters; return the heaviest, heaviest first.

    weights (n,) positive; groups (n,): where the shop sorts each item, None where it does not sort.
    Each cluster is the places of its items; light ones, and those beyond `most`, are left out: what
    was looked at by the way must not be taken for part of a taste.
    """
    if len(vectors) < 2:
        return [np.arange(len(vectors))] if len(vectors) else []
    points = vectors.astype(np.float64)
    if groups is not None:
        apart = np.equal.outer(groups, np.unique(groups)).astype(np.float64)  # (n, groups)
        points = np.hstack([(1 - GROUPED) ** 0.5 * points, GROUPED**0.5 * apart])
    labels = fcluster(linkage(points, method="ward"), spread, criterion="distance")
    clusters = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    clusters.sort(key=lambda one: (-weights[one].sum(), one[0]))
    least = LEAST_SHARE * weights.sum()
    heavy = [one for at, one in enumerate(clusters) if at == 0 or weights[one].sum() >= least]
    return heavy[:most]


def centre(vectors: Floats, weights: NDArray[np.float64]) -> Floats:
    """Return the weighted mean direction (D,) of unit rows (n, D)."""
    mean = weights @ vectors.astype(np.float64)
    norm = np.linalg.norm(mean)
    return np.asarray(mean / norm if norm > 0 else mean, dtype=np.float32)
