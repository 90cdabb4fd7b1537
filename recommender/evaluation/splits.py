"""Two ways to keep the answers from a model: leave one out, and one moment for everybody.

**Leave one out**, as in SASRec (Kang & McAuley 2018, arXiv:1808.09781) and most work on next-item
recommendation: each user's last item is the test, the one before it validation, the rest fits.
Every model is fitted once, on all but the last two items of each user. Validation scores from
those same items; the test scores from all but the last, without fitting again.

**Global temporal**, as in a shop that lives: what a model is fitted on happened before one moment,
what it foretells came after. Leaving one out lets a model see what others did later than the step
it foretells (Ji et al. 2023, "A Critical Study on Data Leakage in Recommender System Offline
Evaluation", doi:10.1145/3569930); this does not. Users of whom nothing is known are a segment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from recommender.errors import InvalidInput
from recommender.metrics import Ints

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences


PROTOCOL = (
    "Leave one out: fitted without the last two items of each user; validation is the last but "
    "one, used for every choice; the test is the last, scored from all but the last. The whole "
    "catalogue is ranked, items already seen are excluded. Ties do not count against the target; "
    "ndcg10_ties_against is NDCG@10 when they all do."
)
TEMPORAL = (
    "Global temporal: fitted on what happened before the first of two moments; validation is each "
    "user's first new item between the two, used for every choice; the test is the first at or "
    "after the second, scored from everything before it, without fitting again. Users of whom "
    "nothing is known are in: whoever cannot be scored gets what is popular. The whole catalogue "
    "is ranked, items already seen are excluded."
)
TEMPORAL_SHARES = (0.8, 0.9)  # of all steps, before the first and before the second moment


@dataclass(frozen=True, slots=True)
class Task:
    """What is known and what came next: inputs of S users, targets (S,) item rows."""

    inputs: Sequences
    targets: Ints

    def __len__(self) -> int:
        """Return S."""
        return len(self.targets)

    def only(self, users: NDArray[np.bool_]) -> Task:
        """Return the users of a mask (S,)."""
        places = np.flatnonzero(users)
        return Task(self.inputs.take(places), self.targets[places])

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


def temporal_cuts(
    histories: Sequences, shares: tuple[float, float] = TEMPORAL_SHARES
) -> tuple[int, int]:
    """Return the moments, in seconds, before which these shares of all steps happened.

    Raises:
        InvalidInput: the histories have no times, or all happened at once.
    """
    times = np.sort(histories.times)
    if not len(times) or times[0] == times[-1]:
        raise InvalidInput("These histories have no times: split them by leaving one out.")
    first, second = (int(times[min(int(share * len(times)), len(times) - 1)]) for share in shares)
    if not times[0] < first < second:
        raise InvalidInput("Too many of these histories' steps happened at once to split by time.")
    return first, second


def temporal(histories: Sequences, items: int, cuts: tuple[int, int], most: int = 1) -> Split:
    """Split at two moments, in seconds: a step at a moment is after it.

    Each user's first `most` steps after a moment are targets, each scored from all steps of that
    user before it, as it would have been on the day. Empty histories among the inputs are users of
    whom nothing was known.

    Raises:
        InvalidInput: nobody acted in one of the three stretches of time.
    """
    first, second = cuts
    owners = np.repeat(np.arange(len(histories)), histories.lengths)
    before = np.bincount(owners[histories.times < first], minlength=len(histories))
    between = np.bincount(owners[histories.times < second], minlength=len(histories))
    fit = histories.without_last(histories.lengths - before)
    validation = _next(histories, before, between, most)
    test = _next(histories, between, histories.lengths, most)
    if not (len(fit.rows) and len(validation) and len(test)):
        raise InvalidInput("Nobody acted before, between or after the two moments.")
    return Split(fit, validation, test, items)


def _next(histories: Sequences, known: Ints, end: Ints, most: int) -> Task:
    """Return steps `known … end`, at most `most` of each user, each with all before it."""
    steps = np.minimum(end - known, most)
    users = np.repeat(np.arange(len(histories)), steps)
    nth = np.arange(len(users)) - np.repeat(np.cumsum(steps) - steps, steps)
    at = known[users] + nth
    inputs = histories.take(users)
    targets = histories.rows[histories.offsets[:-1][users] + at]
    return Task(inputs.without_last(inputs.lengths - at), targets)
