"""The shelves of a page made again without some acts, each after those before it. No Django.

What an earlier shelf no longer shows may stand on a later one, and what moves up to an earlier one
makes room: a pick has left only when it stands neither on its shelf nor on one before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from recommender.actions import event_weights
from recommender.contracts import Query
from recommender.mixes import MixRead
from recommender.selection import select_without
from recommender.strategy_params import StrategyParams

if TYPE_CHECKING:
    from recommender.deletion import Group
    from recommender.pipeline import Made


def remade(
    shelves: Sequence[Made],
    query: Query,
    params: StrategyParams,
    mix: MixRead | None,
    asked: Sequence[Sequence[Group]],
) -> list[dict[Group, frozenset[int]]]:
    """Return for each shelf the rows on it, or on one before it, without each group asked of it.

    A shelf that would be about another item shows nothing of this one. What that leaves to those
    after it is not known: of them, nothing is said to leave.
    """
    wanted = list(dict.fromkeys(group for groups in asked for group in groups))
    # Until when each group is asked about, and which rows stand without it so far.
    last = {group: at for at, groups in enumerate(asked) for group in groups}
    taken = {group: np.zeros(len(shelves[0].scored.score), dtype=bool) for group in wanted}
    found: list[dict[Group, frozenset[int]]] = []
    for at, (one, groups) in enumerate(zip(shelves, asked, strict=True)):
        left = [group for group in taken if last[group] >= at]
        scored = one.scored
        shown = select_without(
            scored.block, scored.score, scored.by_event, left, one.pool, params, one.shelf,
            params.shelf_size, mix, np.stack([taken[group] for group in left]) if left else None,
        )  # fmt: skip
        turned = {group for group in left if _turns(one, query, group)}
        for group, rows in zip(left, shown, strict=True):
            is_shelf = len(rows) >= one.shelf.least or one.shelf.slug == "for_you"
            if is_shelf and group not in turned:
                taken[group][_with_drawn(one, rows)] = True
        found.append(
            {
                group: frozenset(np.flatnonzero(taken[group]).tolist())
                for group in groups
                if group in taken
            }
        )
        for group in turned:
            del taken[group]
    return found


def _turns(one: Made, query: Query, group: Group) -> bool:
    """Whether a shelf would be about another item without those acts."""
    if one.stands_on is None:
        return False
    about, events = one.stands_on.fact.item_id, query.profile.events
    if all(events[place].item_id != about for place in group):
        return False
    return heaviest(query, group) != about


def _with_drawn(one: Made, rows: list[int]) -> list[int]:
    """Put back what chance put on the shelf: the same places are drawn without an act."""
    drawn = one.chosen.by_chance | one.chosen.niche
    for place, row in enumerate(one.chosen.rows[: len(rows)] if drawn else ()):
        if row in drawn and row not in rows:
            rows[place] = row
    return rows


def heaviest(query: Query, gone: Sequence[int] = ()) -> str | None:
    """Return the item that the acts weigh most on, without those at some places; None: none."""
    weights, _ = event_weights(query)
    total: dict[str, float] = {}
    for place, (event, weight) in enumerate(
        zip(query.profile.events, weights.tolist(), strict=True)
    ):
        if event.item_id and weight > 0 and place not in gone:
            total[event.item_id] = total.get(event.item_id, 0.0) + weight
    known = {
        fact.item_id
        for fact, vector in zip(query.history.facts, query.history.content, strict=True)
        if vector.any()
    }
    return max((i for i in total if i in known), key=lambda i: (total[i], i), default=None)
