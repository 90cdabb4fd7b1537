"""From ranked lists to figures: accuracy, and what the lists do to the catalogue. NumPy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recommender.evaluation.ranking import Ranked
from recommender.metrics import (
    Floats,
    coverage,
    exposure,
    gini,
    head_items,
    hit_at,
    intra_list_diversity,
    ndcg_at,
    novelty,
    reciprocal_rank,
    tail_share,
)

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

ILD_LISTS = 2000  # lists whose diversity is measured; the mean barely moves with more


def measure(
    ranked: Ranked, fit: Sequences, items: int, vectors: Floats | None = None, k: int = 10
) -> dict[str, float]:
    """Return the figures of lists of length k, each rounded to four decimals.

    `fit` says how popular items are and which are the head; vectors (items, d) float32, unit rows,
    say how alike two items are (left out: no ILD).
    """
    lists = ranked.lists[:, :k]
    counts = np.bincount(fit.rows, minlength=items)
    figures = {
        f"ndcg{k}": ndcg_at(ranked.ranks, k).mean(),
        f"hr{k}": hit_at(ranked.ranks, k).mean(),
        "mrr": reciprocal_rank(ranked.ranks).mean(),
        f"ndcg{k}_ties_against": ndcg_at(ranked.ranks + ranked.ties, k).mean(),
        f"coverage{k}": coverage(lists, items),
        f"gini{k}": gini(exposure(lists, items)),
        f"novelty{k}_bits": novelty(lists, counts, len(fit)),
        f"tail_share{k}": tail_share(lists, head_items(counts)),
    }
    if vectors is not None:
        every = max(1, len(lists) // ILD_LISTS)
        figures[f"ild{k}"] = np.mean([intra_list_diversity(vectors[one]) for one in lists[::every]])
    return {name: round(float(value), 4) for name, value in figures.items()}
