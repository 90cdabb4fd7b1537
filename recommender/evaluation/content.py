"""What items are made of, as vectors to compare them by. NumPy and SciPy only.

Each dense input (a text's vector) and the facet words, weighted by how rare they are
(Spärck Jones 1972's idf), make a block of unit rows; the cosine of two items is the mean of their
blocks' cosines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from scipy import sparse

from recommender.evaluation.baselines.inputs import DECAY, decayed_matrix
from recommender.metrics import Floats

if TYPE_CHECKING:
    from recommender.neural.items import ItemInputs
    from recommender.neural.sequences import Sequences

DENSE = 0.1  # share of non-zero cells from which a full matrix is faster
AMONG_EQUALS = 1e-3  # of a cosine: what the item most people met is ahead of one nobody met
MIXES = ("category=", "genre=", "attribute=")  # words that say which mix an item belongs to


def facet_marks(inputs: ItemInputs, prefixes: tuple[str, ...] = ("",)) -> sparse.csr_array:
    """Return (items, words) float32: 1 where an item has the word; words of some prefixes only."""
    wanted = np.array([word.startswith(prefixes) for word in inputs.words], dtype=bool)
    owners = np.repeat(np.arange(len(inputs)), np.diff(inputs.offsets))
    keep = wanted[inputs.places] if len(wanted) else np.zeros(len(owners), dtype=bool)
    place = np.cumsum(wanted) - 1
    marks = sparse.csr_array(
        (np.ones(int(keep.sum()), np.float32), (owners[keep], place[inputs.places[keep]])),
        shape=(len(inputs), max(int(wanted.sum()), 1)),
    )
    marks.sum_duplicates()
    marks.data[:] = 1.0
    return marks


def content_rows(inputs: ItemInputs) -> sparse.csr_array | Floats:
    """Return (items, F) float32 rows of length at most 1 whose products are the mean cosine."""
    blocks = [sparse.csr_array(matrix) for matrix in inputs.dense.values()]
    if inputs.words:
        blocks.append(_rare_first(facet_marks(inputs)))
    joined = sparse.csr_array(sparse.hstack(blocks)) * np.float32(len(blocks) ** -0.5)
    cells = joined.shape[0] * joined.shape[1]
    return joined.todense() if joined.nnz > DENSE * cells else sparse.csr_array(joined)


def _rare_first(marks: sparse.csr_array) -> sparse.csr_array:
    met = np.maximum(np.asarray(marks.sum(axis=0)), 1.0)
    weighted = sparse.csr_array(marks * np.log(1.0 + marks.shape[0] / met)[None, :])
    norms = np.sqrt(np.asarray((weighted * weighted).sum(axis=1)))
    scaled = weighted.data / np.repeat(norms, np.diff(weighted.indptr))
    return sparse.csr_array(
        (scaled.astype(np.float32), weighted.indices, weighted.indptr), shape=marks.shape
    )


class ContentKnn:
    """Scores by likeness to what the history is made of, newer steps weighing more."""

    def __init__(
        self, inputs: ItemInputs, fit: Sequences | None = None, decay: float = DECAY
    ) -> None:
        """Take the items' inputs, and histories that say which of two like items is met more.

        Items made of the same words tie, and ties do not count against a target: without `fit` the
        figures of a catalogue of such items flatter.
        """
        self.rows, self.decay = content_rows(inputs), decay
        self.first = np.zeros(len(inputs), dtype=np.float32)  # (items,), below any difference
        if fit is not None:
            counts = np.bincount(fit.rows, minlength=len(inputs)).astype(np.float32)
            self.first = np.float32(AMONG_EQUALS) * counts / max(float(counts.max()), 1.0)

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32."""
        known = decayed_matrix(histories, self.rows.shape[0], self.decay)
        scores = (known @ self.rows) @ self.rows.T
        if sparse.issparse(scores):
            scores = cast("Any", scores).toarray()
        return np.asarray(scores, dtype=np.float32) + self.first
