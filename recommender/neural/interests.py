"""From a shopper's acts to vectors: the deep one, its exact leave-one-out rows, a few interests.

Interests follow PinnerSage (Pal et al. 2020, arXiv:2007.03634): the items acted on are clustered
bottom-up by Ward's method in the item space, one vector a cluster. Never imports Django.
Shapes: A acts of one shopper, D width of the space.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from recommender.neural.sequences import (
    Floats,
    Ints,
    Sequences,
    batch_of,
    merge_repeats,
    sequences_join,
    windows_last,
)
from recommender.neural.steps import SequenceModel, batch_tensors

MOST_INTERESTS = 4
SPREAD = 1.1  # Ward distance at which two clusters of unit vectors stay apart
LEAST_SHARE = 0.08  # clusters that weigh less are left out
BATCH = 2048


@dataclass(frozen=True, slots=True)
class Acts:
    """One shopper's acts, oldest first, each (A,) int64; `rows` index a matrix of item vectors."""

    rows: Ints
    kinds: Ints
    times: Ints


@dataclass(frozen=True, slots=True)
class Deep:
    """The model's output after the newest `window` acts and after each one's absence.

    deep (D,) unit; loo (min(A, window), D): row j is the output had act `first + j` not happened,
    zeros where nothing else happened.
    """

    deep: Floats
    loo: Floats
    first: int


def deep_vectors(
    model: SequenceModel, vectors: Floats, shoppers: Sequence[Acts], window: int
) -> list[Deep]:
    """Return the deep vectors of many shoppers in few batches; vectors (n, D) of their items.

    Acts must number at least one each; acts older than the newest `window + 1` are not looked at.
    """
    histories = [_variants(acts, window) for acts in shoppers]
    counts = [len(one) for one in histories]
    outputs = _outputs(model, vectors, sequences_join(histories))
    found = []
    at = 0
    for acts, count in zip(shoppers, counts, strict=True):
        first = max(len(acts.rows) - window, 0)
        found.append(Deep(outputs[at], outputs[at + 1 : at + count], first))
        at += count
    return found


def _variants(acts: Acts, window: int) -> Sequences:
    """Return the history as it is, then once without each act of the window."""
    kept = min(len(acts.rows), window + 1)
    first = kept - min(kept, window)  # 1 when an older act would move into the window
    variants = np.arange(-1, kept - first)
    use = np.ones((len(variants), kept), dtype=bool)
    use[0, :first] = False
    use[np.arange(1, len(variants)), first + np.arange(len(variants) - 1)] = False
    owners, places = np.nonzero(use)
    places += len(acts.rows) - kept
    return merge_repeats(
        owners, acts.rows[places], acts.kinds[places], acts.times[places], len(variants)
    )


@torch.inference_mode()
def _outputs(model: SequenceModel, vectors: Floats, histories: Sequences) -> Floats:
    """Return the unit output (S, D) after each history; zeros for an empty one."""
    device = next(model.parameters()).device
    items = torch.from_numpy(vectors).to(device)
    found = np.zeros((len(histories), model.config.dim), dtype=np.float32)
    starts, sizes = windows_last(histories, model.config.length)
    order = np.argsort(sizes, kind="stable")
    order = order[sizes[order] > 0]
    for at in range(0, len(order), BATCH):
        part = order[at : at + BATCH]
        batch = batch_of(histories, starts[part], sizes[part], model.config.marks)
        rows, marks, lengths = batch_tensors(batch, device)
        found[part] = model.encode_last(items[rows], marks, lengths).cpu().numpy()
    return found


def cluster_items(
    vectors: Floats,
    weights: NDArray[np.float64],
    most: int = MOST_INTERESTS,
    spread: float = SPREAD,
) -> list[Ints]:
    """Group distinct items (n, D), unit rows, into at most `most` clusters, heaviest first.

    weights (n,) positive. Each cluster is the places of its items; light ones are left out.
    """
    if len(vectors) < 2:
        return [np.arange(len(vectors))] if len(vectors) else []
    tree = linkage(vectors.astype(np.float64), method="ward")
    labels = fcluster(tree, spread, criterion="distance")
    if labels.max() > most:
        labels = fcluster(tree, most, criterion="maxclust")
    groups = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    groups.sort(key=lambda group: (-weights[group].sum(), group[0]))
    total = weights.sum()
    return [g for i, g in enumerate(groups) if i == 0 or weights[g].sum() >= LEAST_SHARE * total]


def centre(vectors: Floats, weights: NDArray[np.float64]) -> Floats:
    """Return the weighted mean direction (D,) of unit rows (n, D)."""
    mean = weights @ vectors.astype(np.float64)
    norm = np.linalg.norm(mean)
    return np.asarray(mean / norm if norm > 0 else mean, dtype=np.float32)
