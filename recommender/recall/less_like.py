"""Source `less_like`: nearness to what the shopper asked less of. It finds nothing, it pushes down.

Its weight in the sum is the negative of the strategy's, so that the sum of named parts still is
the score. The instruction stands until it is undone and keeps its own item away; what it does to
others grows old. For one half-life the nearest of the same kind (the same leaf category and a
cosine of `gone` or more) are not shown at all; others step back by nearness, ever less:

`score(i) = max_u 0.5^(age_u / half_life) · near(v_u, v_i)`

Whoever acts again on something of that kind has it back, and whoever looks into it finds it: no
instruction about one item empties the pages of its kind. No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from recommender.actions import action_weight, nearness
from recommender.contracts import Floats, ItemBlock, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import recalled_from
from recommender.registry import register

_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of this source."""

    floor: float = bounded(0.35, 0.0, 0.9, "Cosine below which an item is not alike.")
    gone: float = bounded(
        0.8, 0.5, 1.0, "Cosine from which items of the same kind are not shown at all."
    )
    half_life_days: float = bounded(
        30.0, 1.0, 365.0, "After how many days the push on similar items is half as strong."
    )

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "less_like")
class LessLike:
    """How alike an item is to those the shopper wants less of."""

    slug = "less_like"
    Params = Limits
    weight: ClassVar[float] = 2.0
    help: ClassVar[str] = 'How strongly "less like this" pushes similar items down'
    sign: ClassVar[float] = -1.0

    def __init__(self, params: Limits | None = None) -> None:
        """Take the limits."""
        self.params = params or Limits()

    def recall(self, query: Query, store: Store) -> Recalled:
        """Find nothing."""
        return recalled_from([])

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Nearness to the nearest of the unwanted items, each fading with its age, (n,)."""
        rows = self._unwanted(query)
        if not rows:
            return np.zeros(len(block.facts), dtype=np.float32)
        near = nearness(block.content @ query.history.content[rows].T, self.params.floor)
        faded = 0.5 ** (self._ages_s(query, rows) / (self.params.half_life_days * _DAY_S))
        pushed: Floats = (near * faded).max(axis=1, initial=0.0).astype(np.float32)
        return pushed

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """An instruction, not an event."""
        return None

    def refuses(self, query: Query, block: ItemBlock) -> NDArray[np.bool_]:
        """Whether each item is of an unwanted kind and too near to be shown, (n,)."""
        refused = np.zeros(len(block.facts), dtype=bool)
        rows = self._unwanted(query)
        if not rows:
            return refused
        kinds = np.array([fact.category for fact in block.facts])
        ages_s = self._ages_s(query, rows)
        for row, age_s in zip(rows, ages_s.tolist(), strict=True):
            unwanted = query.history.facts[row]
            if age_s > self.params.half_life_days * _DAY_S or self._looks_into(query, row):
                continue
            alike = (kinds == unwanted.category) & self._near(query, block, row)
            for again in self._acted_on_since(query, unwanted.item_id, unwanted.category):
                alike &= ~self._near(query, block, again)
            refused |= alike
        return refused

    def _near(self, query: Query, block: ItemBlock, row: int) -> NDArray[np.bool_]:
        near: NDArray[np.bool_] = block.content @ query.history.content[row] >= self.params.gone
        return near

    def _unwanted(self, query: Query) -> list[int]:
        """Return the rows of the history that the shopper wants less of."""
        rows = query.history.row_of
        return [rows[item] for item in query.profile.less_like_item_ids if item in rows]

    def _ages_s(self, query: Query, rows: list[int]) -> NDArray[np.float64]:
        """Return how old each instruction is; one without a time was given now."""
        since, now = query.profile.less_like_at, query.context.now
        items = (query.history.item_ids[row] for row in rows)
        ages = [(now - since[item]).total_seconds() if item in since else 0.0 for item in items]
        aged: NDArray[np.float64] = np.maximum(np.array(ages, dtype=np.float64), 0.0)
        return aged

    def _looks_into(self, query: Query, row: int) -> bool:
        """Whether the page is about that kind: its own listing, or an item of it looked at."""
        unwanted = query.history.facts[row]
        kind = unwanted.category
        if kind and query.context.category == kind:
            return True
        return any(
            fact.category == kind and fact.item_id != unwanted.item_id
            for fact in query.anchors.facts
        )

    def _acted_on_since(self, query: Query, item_id: str, kind: str) -> list[int]:
        """Return the rows of the same kind that the shopper turned to after the instruction."""
        since = query.profile.less_like_at.get(item_id)
        if since is None:
            return []
        rows, facts = query.history.row_of, query.history.facts
        turned_to = dict.fromkeys(
            event.item_id
            for event in query.profile.events
            if event.item_id in rows and event.occurred_at > since and action_weight(event) > 0
        )
        found = [rows[item] for item in turned_to if item is not None and item != item_id]
        return [row for row in found if facts[row].category == kind]
