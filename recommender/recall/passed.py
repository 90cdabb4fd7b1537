"""Source `passed`: what stood in the shopper's sight again and again and was not opened.

`score(i) = Σ_k 0.5^(age_k / half_life) / 8` over the newest eight times (`passes.MOST_TIMES`): one
term per time, on a scale that does not move, so that forgetting one is subtraction. It finds
nothing; its weight in the sum is negative. It concerns the item alone and never what is like it:
who scrolls past one lamp may well want another. No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import recalled_from
from recommender.registry import register

WHOLE = 8.0  # times just now that make 1
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    half_life_days: float = bounded(
        3.0, 0.1, 30.0, "After how many days a pass counts half as much."
    )

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "passed")
class Passed:
    """How often an item was lately passed over."""

    slug = "passed"
    Params = Limits
    weight: ClassVar[float] = 0.8
    help: ClassVar[str] = "How strongly what was scrolled past steps back"
    sign: ClassVar[float] = -1.0

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Find nothing."""
        return recalled_from([])

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Sum of the faded times of each row, 0..1, (n,)."""
        item_ids, times = query.profile.passed_item_ids, query.profile.passed_s
        size = len(block.facts)
        if not len(item_ids):
            return np.zeros(size, dtype=np.float32)
        rows = np.fromiter(
            (block.row_of.get(item_id, -1) for item_id in item_ids), np.intp, len(item_ids)
        )
        ages_s = np.maximum(query.context.now.timestamp() - np.asarray(times), 0.0)
        faded = 0.5 ** (ages_s / (self.params.half_life_days * _DAY_S)) / WHOLE
        here = rows >= 0
        summed = np.bincount(rows[here], faded[here], minlength=size)
        return np.minimum(summed, 1.0).astype(np.float32)

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """Passes are no events of the history."""
        return None
