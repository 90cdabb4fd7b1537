"""Measures of ranked lists. Plain NumPy; knows nothing of models, shops or Django.

NDCG: Järvelin & Kekäläinen 2002. With one relevant item per list, as in leave-one-out, the ideal
gain is 1 and NDCG@k is `1 / log2(rank + 1)` for a 1-based rank within k, else 0.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


def target_ranks(scores: Floats, targets: Ints, seen: Sequence[Ints] | None = None) -> Ints:
    """Return the rank of each row's target, from 0: how many other items score higher.

    scores (n, items) float32, changed in place; targets (n,) columns; `seen[r]` columns of row r
    that are out of the race, the target itself excepted. Ties do not count against the target.
    """
    at = np.arange(len(targets))
    own = scores[at, targets].copy()
    if seen is not None:
        rows = np.repeat(at, [len(one) for one in seen])
        if len(rows):
            scores[rows, np.concatenate(seen)] = -np.inf
    higher: Ints = (scores > own[:, None]).sum(axis=1).astype(np.int64)
    higher -= scores[at, targets] > own
    return higher


def ndcg_at(ranks: Ints, k: int) -> Doubles:
    """Return NDCG@k of each list, (n,), from 0-based ranks of its one relevant item."""
    gains = np.where(ranks < k, 1.0 / np.log2(ranks + 2.0), 0.0)
    return gains.astype(np.float64, copy=False)


def hit_at(ranks: Ints, k: int) -> Doubles:
    """Return 1 where the relevant item is among the first k, else 0: (n,). Its mean is HR@k."""
    return (ranks < k).astype(np.float64)


def reciprocal_rank(ranks: Ints) -> Doubles:
    """Return 1 / rank with ranks counted from 1: (n,). Its mean is MRR."""
    return 1.0 / (ranks.astype(np.float64) + 1.0)


def coverage(lists: NDArray[np.int64], items: int) -> float:
    """Return the share of the catalogue that appears in at least one list; lists (n, k)."""
    return len(np.unique(lists)) / items if items else 0.0


def gini(exposures: NDArray[np.float64] | NDArray[np.int64]) -> float:
    """Return the Gini coefficient of exposure per item: 0 when equal, near 1 when one has all.

    `Σ (2i − n − 1) x_i / (n Σ x)` with x ascending and i from 1.
    """
    ordered = np.sort(np.asarray(exposures, dtype=np.float64))
    total = ordered.sum()
    if not len(ordered) or total == 0:
        return 0.0
    place = np.arange(1, len(ordered) + 1)
    return float(((2 * place - len(ordered) - 1) * ordered).sum() / (len(ordered) * total))


def exposure(lists: NDArray[np.int64], items: int) -> NDArray[np.int64]:
    """Return how many lists each item appears in, (items,), for lists (n, k) without repeats."""
    return np.bincount(lists.ravel(), minlength=items).astype(np.int64)


def intra_list_diversity(vectors: Floats) -> float:
    """Return the mean of 1 − cosine over all pairs of one list (k, d) of unit rows; 0 for k < 2."""
    k = len(vectors)
    if k < 2:
        return 0.0
    total = vectors.sum(axis=0, dtype=np.float64)
    own = (vectors.astype(np.float64) ** 2).sum()
    cosine_sum = float(total @ total - own)  # over ordered pairs
    return 1.0 - cosine_sum / (k * (k - 1))


def novelty(lists: NDArray[np.int64], counts: NDArray[np.int64], users: int) -> float:
    """Return the mean self-information of what lists (n, k) show, in bits: rare is novel.

    `−log2((count + 1) / (users + 1))`, count: of `users`, how many met the item (Vargas & Castells
    2011; smoothed, so that an item nobody met counts too).
    """
    share = (counts[lists] + 1.0) / (users + 1.0)
    return float(-np.log2(np.minimum(share, 1.0)).mean()) if lists.size else 0.0


def head_items(counts: NDArray[np.int64], share: float = 0.8) -> NDArray[np.bool_]:
    """Return (items,) bool: the fewest items that make up `share` of all events, most met first."""
    order = np.argsort(-counts, kind="stable")
    before = np.concatenate([[0], np.cumsum(counts[order])[:-1]])
    head = np.zeros(len(counts), dtype=bool)
    head[order] = (before < share * counts.sum()) & (counts[order] > 0)
    return head


def tail_share(lists: NDArray[np.int64], head: NDArray[np.bool_]) -> float:
    """Return the share of places in lists (n, k) that go to items outside the head."""
    return float(1.0 - head[lists].mean()) if lists.size else 0.0
