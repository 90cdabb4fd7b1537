"""Leave-one-out: each user's last item is the test, the one before it validation, the rest fits.

As in SASRec (Kang & McAuley 2018, arXiv:1808.09781) and most work on next-item recommendation.
Every model is fitted once, on all but the last two items of each user. Validation scores from
those same items; the test scores from all but the last, without fitting again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recommender.metrics import Ints

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences


PROTOCOL = (
    "Leave one out: fitted without the last two items of each user; validation is the last but "
    "one, used for every choice; the test is the last, scored from all but the last. The whole "
    "catalogue is ranked, items already seen are excluded. Ties do not count against the target; "
    "ndcg10_ties_against is NDCG@10 when they all do."
)


@dataclass(frozen=True, slots=True)
class Task:
    """What is known and what came next: inputs of S users, targets (S,) item rows."""

    inputs: Sequences
    targets: Ints

    def __len__(self) -> int:
        """Return S."""
        return len(self.targets)

    def sample(self, most: int, seed: int = 0) -> Task:
        """Return at most `most` users, drawn by `seed`, in their order."""
        if len(self) <= most:
            return self
        drawn = np.sort(np.random.default_rng(seed).choice(len(self), most, replace=False))
        return Task(self.inputs.take(drawn), self.targets[drawn])


@dataclass(frozen=True, slots=True)
class Split:
    """`fit` is what models see; both tasks rank all `items`."""

    fit: Sequences
    validation: Task
    test: Task
    items: int


def leave_one_out(histories: Sequences, items: int) -> Split:
    """Split histories of at least three steps each.

    Raises:
        ValueError: one is shorter.
    """
    if len(histories) and int(histories.lengths.min()) < 3:
        raise ValueError("Leave-one-out needs at least three steps of each user.")
    fit, known = histories.without_last(2), histories.without_last(1)
    last = histories.offsets[1:] - 1
    return Split(
        fit=fit,
        validation=Task(fit, histories.rows[last - 1]),
        test=Task(known, histories.rows[last]),
        items=items,
    )
