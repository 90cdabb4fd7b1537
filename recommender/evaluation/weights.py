"""Non-negative weights of a sum of scores, learned on validation. NumPy and SciPy only.

Two steps. First the weights under which the softmax over each user's candidates gives the target
the highest likelihood (McFadden 1974's conditional logit, with `w ≥ 0`): a convex problem with one
answer, found by L-BFGS-B (Byrd et al. 1995, doi:10.1137/0916069) however many parts there are,
where a grid over the simplex grows without end. Only users whose target some part reaches take
part: how likely the others' is, far down where no list shows, would decide everything. Then NDCG@k
itself, which is what is wanted but has no slope, may be climbed by scaling one weight at a time.
"""

from __future__ import annotations

import numpy as np
from scipy import optimize

from recommender.evaluation.candidates import Candidates
from recommender.metrics import Doubles, ndcg_at

STEPS = (0.5, 0.2, 0.1)  # by which a weight is scaled; a weight of 0 may get a tenth of it
ROUNDS = 5  # at most, of each step
LEAST_GAIN = 1e-5
LEAST_WEIGHT = 0.005  # below this share a weight is none
ITERATIONS = 80


def totals(found: Candidates, weights: Doubles) -> Doubles:
    """Return the weighted sum of each candidate, (A,) float32."""
    return np.asarray(weights.astype(np.float32) @ found.values)


def gains(found: Candidates, weights: Doubles, k: int = 10) -> Doubles:
    """Return NDCG@k of each user, (U,). Ties do not count against the target."""
    total = totals(found, weights)
    starts = found.offsets[:-1]
    higher = total > np.repeat(total[starts], np.diff(found.offsets))
    return ndcg_at(np.add.reduceat(higher.astype(np.int64), starts), k)


def likeliest(found: Candidates) -> Doubles:
    """Return the weights (V,), none negative, under which the reached targets are likeliest."""
    if found.reached.any():
        found = found.take(np.flatnonzero(found.reached))
    starts, sizes = found.offsets[:-1], np.diff(found.offsets)
    targets = found.values[:, starts].mean(axis=1, dtype=np.float64)  # (V,)

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        total = totals(found, weights)
        top = np.maximum.reduceat(total, starts)
        odds = np.exp(total - np.repeat(top, sizes))
        sums = np.add.reduceat(odds, starts)
        odds /= np.repeat(sums, sizes)
        expected = (found.values @ odds).astype(np.float64) / len(found)
        mean = float((top.astype(np.float64) + np.log(sums)).mean() - weights @ targets)
        return mean, expected - targets

    count = len(found.features)
    done = optimize.minimize(
        loss,
        np.full(count, 1.0 / count),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None)] * count,
        options={"maxiter": ITERATIONS},
    )
    return shares(np.asarray(done.x, dtype=np.float64))


def climbed(found: Candidates, weights: Doubles, k: int = 10) -> Doubles:
    """Return weights near the given ones with a higher NDCG@k."""
    best, reached = weights, float(gains(found, weights, k).mean())
    for step in STEPS:
        for _ in range(ROUNDS):
            around = list(_around(best, step))
            tried = [float(gains(found, one, k).mean()) for one in around]
            at = int(np.argmax(tried))
            if tried[at] < reached + LEAST_GAIN:
                break
            best, reached = around[at], tried[at]
    return best


def _around(weights: Doubles, step: float) -> list[Doubles]:
    found = []
    for at, weight in enumerate(weights):
        options = (weight * (1 + step), weight / (1 + step), 0.0) if weight else (step / 10,)
        for option in options:
            new = weights.copy()
            new[at] = option
            if new.sum() > 0:
                found.append(shares(new))
    return found


def shares(weights: Doubles) -> Doubles:
    """Return weights that sum to one, small ones set to zero; equal ones if there are none."""
    total = weights.sum()
    if total <= 0:
        return np.full(len(weights), 1.0 / len(weights))
    kept = np.where(weights / total >= LEAST_WEIGHT, weights, 0.0)
    return np.asarray(kept / kept.sum(), dtype=np.float64)
