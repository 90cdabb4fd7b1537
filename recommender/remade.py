"""The shelves of a page made again without some acts, each after those before it. No Django.

What an earlier shelf no longer shows may stand on a later one, and what moves up to an earlier one
makes room: a pick has left only when it stands neither on its shelf nor on one before it.

The page is made again from what was found for it. Without an act a few other items are found, so
what was next in line for the last place of a shelf might as well stand there. It is told apart from
what stands: of neither is it said that it leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from recommender.actions import event_weights
from recommender.chance import Chosen, explore, familiar, may_draw
from recommender.contracts import Floats, Query
from recommender.mixes import MixRead
from recommender.selection import select_without
from recommender.shelves import SHELVES
from recommender.strategy_params import StrategyParams

if TYPE_CHECKING:
    from recommender.deletion import Group
    from recommender.pipeline import Made

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Standing:
    """Rows on a shelf or on one before it; and those that might well be, too."""

    there: frozenset[int]
    nearly: frozenset[int]

    def __contains__(self, row: object) -> bool:
        """Whether it cannot be said that a row has left."""
        return row in self.there or row in self.nearly


def remade(
    shelves: Sequence[Made],
    query: Query,
    params: StrategyParams,
    mix: MixRead | None,
    asked: Sequence[Sequence[Group]],
    about: Callable[[str], Rows],
) -> list[dict[Group, Standing]]:
    """Return for each shelf what stands without each group asked of it.

    about: the rows that may stand on a shelf about an item. A group is missing where a shelf that
    is not among these may come before: nothing is known then.
    """
    turned = _turned(query, {group for groups in asked for group in groups})
    ends = next((at for at, one in enumerate(shelves) if one.stands_on), len(shelves))
    # Beyond a shelf about another item nothing is known of a group, and nothing need be tried.
    last = {
        group: at
        for at, groups in enumerate(asked)
        for group in groups
        if at <= ends or group not in turned
    }
    others = set(params.shelves[query.context.placement]) - {one.shelf.slug for one in shelves}
    count = len(shelves[0].scored.score)
    # What stands without each group so far, and what nearly does, while anything is known.
    known = {
        group: (np.zeros(count, dtype=bool), np.zeros(count, dtype=bool))
        for group in last
        if not ("because" in others and group in turned)
    }
    found: list[dict[Group, Standing]] = []
    for at, (one, groups) in enumerate(zip(shelves, asked, strict=True)):
        left = [group for group in known if last[group] >= at]
        taken = np.stack([known[group][0] for group in left]) if left else None
        scored = one.scored
        shown = select_without(
            scored.block, scored.score, scored.by_event, left, one.pool, params, one.shelf,
            params.shelf_size, mix, taken,
        )  # fmt: skip
        ended = []  # other shelves follow than these
        for group, selected in zip(left, shown, strict=True):
            there, nearly = known[group]
            if one.stands_on is not None and group in turned:
                nearly[about(turned[group])] = True
                ended.append(group)
            elif len(selected.rows) >= one.shelf.least or one.shelf.slug == "for_you":
                added = scored.by_event[:, list(group)].sum(axis=1)
                drawn = _drawn(one, query, params, group, added, selected.rows, there)
                # Chance might as well have drawn another, and that for another place.
                nearly[[*selected.rows, *selected.nearly, *drawn.lots]] = True
                if group in groups:
                    nearly[_stand_ins(one, group, added, selected.rows)] = True
                there[list(drawn.rows)] = True
            elif any(SHELVES[slug].spare for slug in others):
                ended.append(group)
        found.append(
            {group: Standing(*map(_rows, known[group])) for group in groups if group in left}
        )
        for group in ended:
            del known[group]
    return found


def _rows(marked: NDArray[np.bool_]) -> frozenset[int]:
    return frozenset(np.flatnonzero(marked).tolist())


def _stand_ins(one: Made, group: Group, added: Floats, rows: list[int]) -> list[int]:
    """Return the best of each kind of which something on the shelf may not even be found then.

    What any of the acts adds to may have been found by it alone, and leaves its place to the next
    of its kind where places are held for the mix or limited for each kind. added (n,): by all.
    """
    pool, codes = one.pool, one.scored.block.categories[1]
    may_be_lost = (one.scored.by_event[np.ix_(rows, group)] > 0).any(axis=1)
    lost = np.unique(codes[rows][may_be_lost])
    left = np.setdiff1d(pool[np.isin(codes[pool], lost)], rows)
    best = left[np.argsort((added - one.scored.score)[left], kind="stable")]
    _, first = np.unique(codes[best], return_index=True)
    found: list[int] = best[first].tolist()
    return found


def _turned(query: Query, groups: Iterable[Group]) -> dict[Group, str]:
    """Return the groups without which the acts weigh most on another item, with that; "": none."""
    about, events = heaviest(query), query.profile.events
    on_it = (group for group in groups if any(events[at].item_id == about for at in group))
    then = {group: heaviest(query, group) or "" for group in on_it if about}
    return {group: item_id for group, item_id in then.items() if item_id != about}


def _drawn(
    one: Made,
    query: Query,
    params: StrategyParams,
    group: Group,
    added: Floats,
    rows: list[int],
    taken: NDArray[np.bool_],
) -> Chosen:
    """Return the rows of a shelf with what chance puts there without some acts: the same draws."""
    lots = (query.context, one.shelf, params.exploration, params.niche_quota)
    if not may_draw(len(rows), *lots):
        return Chosen(tuple(rows), (1.0,) * len(rows), frozenset())
    then = replace(
        one.scored,
        score=one.scored.score - added,
        by_event=np.delete(one.scored.by_event, group, axis=1),
    )
    free = one.pool[~taken[one.pool]]
    return explore(then, rows, free, *lots, familiar(query, then.block, group))


def heaviest(query: Query, gone: Sequence[int] = ()) -> str | None:
    """Return the item that the acts weigh most on, without those at some places; None: none."""
    weights, _ = event_weights(query)
    total: dict[str, float] = {}
    for place, (event, weight) in enumerate(
        zip(query.profile.events, weights.tolist(), strict=True)
    ):
        if event.item_id and weight > 0 and place not in gone:
            total[event.item_id] = total.get(event.item_id, 0.0) + weight
    rows, content = query.history.row_of, query.history.content
    known = [item_id for item_id in total if item_id in rows and content[rows[item_id]].any()]
    return max(known, key=lambda i: (total[i], i), default=None)
