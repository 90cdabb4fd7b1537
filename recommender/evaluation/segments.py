"""For whom a model is good: users by what they did and by what they went on to meet. NumPy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from recommender.metrics import Ints, head_items

if TYPE_CHECKING:
    from recommender.evaluation.splits import Task
    from recommender.neural.sequences import Sequences

Mask = NDArray[np.bool_]

ACTIVITY = (5, 20, 100)  # steps known of a user, upper limits of the buckets
RARE = 5  # steps; an item of fewer is rare


def segments(task: Task, fit: Sequences, items: int) -> dict[str, Mask]:
    """Return masks (S,) over the users of `task`, by name; segments without users are left out.

    By what is known of them: "no history", "1-5 steps", … By what comes next, counted in `fit`:
    "head" and "tail" (as in `head_items`), "rare" (of 1-4 steps), "cold" (never met).
    """
    counts = np.bincount(fit.rows, minlength=items)
    head, met = head_items(counts)[task.targets], counts[task.targets]
    found = _by_activity(task.inputs.lengths)
    found |= {
        "next is head": head,
        "next is tail": ~head & (met > 0),
        "next is rare": (met > 0) & (met < RARE),
        "next is cold": met == 0,
    }
    return {name: mask for name, mask in found.items() if mask.any()}


def _by_activity(lengths: Ints) -> dict[str, Mask]:
    found = {"no history": lengths == 0}
    low = 1
    for high in ACTIVITY:
        found[f"{low}-{high} steps"] = (lengths >= low) & (lengths <= high)
        low = high + 1
    found[f"over {ACTIVITY[-1]} steps"] = lengths > ACTIVITY[-1]
    return found
