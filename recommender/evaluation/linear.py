"""Next-item ridge: a linear model of order, fitted in closed form. NumPy and SciPy only.

What comes next is foretold from sums over the past that fade at several speeds: with `φ_k(t)` the
sum of the items before step t, one a steps old weighing `fade_k ** a`, and y(t) the item at t,

    B = argmin Σ_t ‖y(t) − Σ_k φ_k(t) B_k‖² + λ ‖B‖²   =   (G + λI)⁻¹ C

It stands between EASE (Steck 2019, arXiv:1905.03375), which knows no order, and the session-aware
linear models (Choi et al. 2021, "Session-aware Linear Item-Item Models", arXiv:2103.16104), whose
SLIT has one fading sum. Several at once tell what was just done from what is a lasting taste. A
score is a sum over the user's own steps, so what each adds can be read off.

G and C are never made from the sums themselves. Two items d steps apart meet in all later sums,
with weights that depend on d and on how many steps follow: one table look-up a pair, so that
fitting costs steps × window, not steps × window².
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from recommender.evaluation.baselines.inputs import decayed_matrix
from recommender.metrics import Floats, Ints

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

FADES = (0.3, 0.8, 0.97)
L2 = 300.0
LEAST = 0.01  # a step that weighs less is out of the sum while fitting
LONGEST = 100  # and so is one more steps old than this

Doubles = NDArray[np.float64]


class NextItemRidge:
    """Scores the next item by sums over the past that fade at several speeds."""

    def __init__(
        self, fit: Sequences, items: int, fades: Sequence[float] = FADES, l2: float = L2
    ) -> None:
        """Solve for the weights, (len(fades) · items, items) float32.

        Time is cubic and memory quadratic in len(fades) · items.

        Raises:
            ValueError: a fade is outside 0..1, or `l2` is too small for the solution to exist.
        """
        if not fades or not all(0.0 < fade < 1.0 for fade in fades):
            raise ValueError("A fade lies between 0 and 1.")
        self.items, self.fades = items, tuple(fades)
        gram, cross = moments(fit, items, self.fades)
        gram[np.diag_indices(len(gram))] += np.float32(l2)
        factor, failed = linalg.lapack.spotrf(gram.T, lower=True, overwrite_a=True)
        if failed:
            raise ValueError(f"There is no solution with l2 = {l2:g}: raise it.")
        weights, _ = linalg.lapack.spotrs(factor, np.asfortranarray(cross), lower=True)
        self.weights: Floats = np.ascontiguousarray(weights)

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32."""
        sums = [decayed_matrix(histories, self.items, fade) for fade in self.fades]
        return np.asarray(sparse.hstack(sums, format="csr") @ self.weights, dtype=np.float32)


def moments(fit: Sequences, items: int, fades: Sequence[float]) -> tuple[Floats, Floats]:
    """Return G = Σ φφᵀ, (k · items, k · items), and C = Σ φyᵀ, (k · items, items), both float32."""
    kernels: list[Doubles] = [
        np.power(fade, np.arange(_window(fade)), dtype=np.float64) for fade in fades
    ]
    gram = np.zeros((len(fades) * items, len(fades) * items), dtype=np.float32)
    cross = np.zeros((len(fades) * items, items), dtype=np.float32)
    ends = np.repeat(fit.offsets[1:], fit.lengths)
    starts = np.repeat(fit.offsets[:-1], fit.lengths)
    place = np.arange(len(fit.rows))
    follow = ends - 1 - place  # steps that come after each: sums it is in
    past = place - starts
    for k, older in enumerate(kernels):
        upper = slice(k * items, (k + 1) * items)
        for lag in range(1, len(older) + 1):
            at = place[past >= lag]
            weights = np.full(len(at), older[lag - 1], dtype=np.float32)
            _add(cross[upper], fit.rows[at - lag], fit.rows[at], weights)
        for m, newer in enumerate(kernels):
            part = np.zeros((items, items), dtype=np.float32)
            for lag in range(len(older)):
                if lag == 0 and m < k:
                    continue  # the mirrored part has it
                at = place[(past >= lag) & (follow > 0)]
                together = np.cumsum(_products(older, newer, lag))
                weights = together[np.minimum(follow[at], len(together)) - 1].astype(np.float32)
                if lag == 0 and m == k:
                    weights *= np.float32(0.5)  # its mirror image is added to it
                _add(part, fit.rows[at - lag], fit.rows[at], weights)
            right = slice(m * items, (m + 1) * items)
            gram[upper, right] += part
            gram[right, upper] += part.T
    return gram, cross


def _window(fade: float) -> int:
    """Return for how many steps something is in a sum while fitting."""
    return int(min(LONGEST, np.ceil(np.log(LEAST) / np.log(fade)) + 1))


def _products(older: Doubles, newer: Doubles, lag: int) -> Doubles:
    """Return what two items `lag` steps apart weigh together, by the newer one's age."""
    size = min(len(older) - lag, len(newer))
    return older[lag : lag + size] * newer[:size]


def _add(matrix: Floats, rows: Ints, columns: Ints, weights: Floats) -> None:
    """Add weights to cells of `matrix` (n, m), a view without gaps between its rows."""
    np.add.at(matrix.reshape(-1), rows * matrix.shape[1] + columns, weights)
