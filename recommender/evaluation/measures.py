"""From ranked lists to figures: accuracy, what lists do to the catalogue, for whom, how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from recommender.evaluation.calibration import category_shares, miscalibration
from recommender.evaluation.content import MIXES, content_rows, facet_marks
from recommender.evaluation.intervals import interval, means_resampled, paired_difference
from recommender.evaluation.ranking import Ranked
from recommender.evaluation.segments import segments
from recommender.metrics import (
    Doubles,
    Floats,
    Ints,
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
    from recommender.evaluation.splits import Split
    from recommender.evaluation.together import Measured
    from recommender.neural.items import ItemInputs

ILD_LISTS = 2000  # lists whose diversity is measured; the mean barely moves with more


class Measures:
    """What figures of one split are measured against: counts, segments, the items' content."""

    def __init__(self, split: Split, inputs: ItemInputs | None = None, k: int = 10) -> None:
        """Take the split and what its items are made of (None: no ILD and no calibration)."""
        self.split, self.k = split, k
        self.counts = np.bincount(split.fit.rows, minlength=split.items)
        self.head = head_items(self.counts)
        self.segments = segments(split.test, split.fit, split.items)
        self.rows = None if inputs is None else content_rows(inputs)
        self.shares: sparse.csr_array | None = None
        if inputs is not None and any(word.startswith(MIXES) for word in inputs.words):
            self.shares = category_shares(facet_marks(inputs, MIXES))

    def of_lists(self, ranked: Ranked) -> dict[str, float]:
        """Return the figures of lists of length k, by name; accuracy is in `of_users`.

        `ties_against`: NDCG if every tie went against the target. Novelty is in bits. ILD and
        miscalibration (KL, in nats, Steck 2018) need the items' content.
        """
        lists, k = ranked.lists[:, : self.k], self.k
        found = {
            "mrr": float(reciprocal_rank(ranked.ranks).mean()),
            f"ndcg{k}_ties_against": float(ndcg_at(ranked.ranks + ranked.ties, k).mean()),
            f"coverage{k}": coverage(lists, self.split.items),
            f"gini{k}": gini(exposure(lists, self.split.items)),
            f"novelty{k}_bits": novelty(lists, self.counts, len(self.split.fit)),
            f"tail_share{k}": tail_share(lists, self.head),
        }
        if self.rows is not None:
            every = max(1, len(lists) // ILD_LISTS)
            found[f"ild{k}"] = float(
                np.mean([intra_list_diversity(self._rows(one)) for one in lists[::every]])
            )
        if self.shares is not None:
            apart = miscalibration(lists, self.split.test.inputs, self.shares)
            if not np.isnan(apart).all():
                found[f"miscalibration{k}_nats"] = float(np.nanmean(apart))
        return found

    def _rows(self, items: Ints) -> Floats:
        assert self.rows is not None
        found = self.rows[items]
        return np.asarray(found.toarray() if sparse.issparse(found) else found, np.float32)


def of_users(ranked: Sequence[Ranked], k: int) -> tuple[Doubles, Doubles]:
    """Return NDCG@k and HR@k of each user, (U,), each the mean over several models (seeds)."""
    ndcg = np.mean([ndcg_at(one.ranks, k) for one in ranked], axis=0)
    hit = np.mean([hit_at(one.ranks, k) for one in ranked], axis=0)
    return np.asarray(ndcg, np.float64), np.asarray(hit, np.float64)


def figures_of(
    measures: Measures, measured: Measured, keys: Sequence[str], fit_s: Sequence[float]
) -> dict[str, Any]:
    """Return the figures of one model, the mean over its seeds `keys`, rounded to four decimals.

    With intervals (bootstrap over users, 95 %) of NDCG and HR, the NDCG of each seed where there
    are several, and segments.
    """
    k = measures.k
    ranked = [measured.ranked[key] for key in keys]
    ndcg, hit = of_users(ranked, k)
    draws = means_resampled(np.column_stack([ndcg, hit]))
    each = [measures.of_lists(one) for one in ranked]
    figures: dict[str, Any] = {
        f"ndcg{k}": round(float(ndcg.mean()), 4),
        f"hr{k}": round(float(hit.mean()), 4),
        f"ndcg{k}_interval": interval(draws[:, 0]).to_json(),
        f"hr{k}_interval": interval(draws[:, 1]).to_json(),
    }
    if len(keys) > 1:
        by_seed = [float(ndcg_at(one.ranks, k).mean()) for one in ranked]
        figures[f"ndcg{k}_seeds"] = [round(value, 4) for value in by_seed]
        figures[f"ndcg{k}_spread"] = round(float(np.std(by_seed, ddof=1)), 4)
    for name in each[0]:
        figures[name] = round(float(np.mean([one[name] for one in each])), 4)
    figures["segments"] = {
        name: {
            "users": int(mask.sum()),
            f"ndcg{k}": round(float(ndcg[mask].mean()), 4),
            f"hr{k}": round(float(hit[mask].mean()), 4),
        }
        for name, mask in measures.segments.items()
    }
    fit, rank = float(np.mean(fit_s)), float(np.mean([measured.seconds[key] for key in keys]))
    figures |= {
        "seconds": round(fit + rank, 1),
        "fit_s": round(fit, 1),
        "rank_s": round(rank, 1),
    }
    return figures


def over_best(
    measured: Measured, fusion: Sequence[str], parts: Mapping[str, Sequence[str]], k: int
) -> dict[str, Any]:
    """Return the model of the highest NDCG@k and how far above it the fusion is, relatively.

    The interval is of the paired difference, over the same users.
    """
    gains = {name: of_users([measured.ranked[key] for key in keys], k)[0]
             for name, keys in parts.items()}  # fmt: skip
    best = max(gains, key=lambda name: float(gains[name].mean()))
    ours = of_users([measured.ranked[key] for key in fusion], k)[0]
    apart = paired_difference(ours, gains[best])
    return {
        "model": best,
        "relative": round(apart.relative, 4),
        "relative_interval": apart.relative_interval.to_json(),
    }
