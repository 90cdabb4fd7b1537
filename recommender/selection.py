"""From scored candidates to the rows of a shelf: difference, the shopper's mix, limits. No Django.

Nothing here changes a score. Rows are chosen by the score, what makes them different and what they
do for the mix (`recommender.greedy`), within what a shelf may hold of one category and brand, and
with places held for little known items that fit. What is left to chance is in `recommender.chance`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender import registry
from recommender.chance import FIRST_EXPLORED, Chosen, explore
from recommender.contracts import Diversifier, Floats, ItemBlock
from recommender.greedy import Limits, Rows, choose
from recommender.mixes import Doubles, MixRead, blend_of
from recommender.shelves import Shelf
from recommender.strategy_params import StrategyParams

__all__ = ["FIRST_EXPLORED", "Chosen", "explore", "select_rows", "select_without"]

LONG_LIST = 6  # times the shelf's size: what is chosen from
TAIL_FIT = 0.5  # of the score of the last that would stand without the quota: less is no fit
SPARE_HELD = 3  # times the places held: fitting items of the tail to choose from
EDGE = 2  # rows that were next in line for the last place: a little else, and one of them has it


@dataclass(frozen=True, slots=True)
class Selected:
    """The rows of a shelf, best first, and those that were next in line when the last was taken."""

    rows: list[int]
    nearly: list[int]


def select_rows(
    block: ItemBlock,
    score: Floats,
    pool: Sequence[int] | Rows,
    params: StrategyParams,
    shelf: Shelf,
    size: int,
    mix: MixRead | None = None,
) -> list[int]:
    """Return the rows of `pool` that a shelf shows, best first, without what is left to chance.

    score (n,) of the rows of `block`. `mix`: the shopper's own, for `params.calibration`.
    """
    wanted = [mix.share()] if mix is not None and params.calibration > 0 else None
    return _select(block, score[None, :], pool, params, shelf, size, wanted)[0].rows


def select_without(
    block: ItemBlock,
    score: Floats,
    by_event: Floats,
    groups: Sequence[Sequence[int]],
    pool: Sequence[int] | Rows,
    params: StrategyParams,
    shelf: Shelf,
    size: int,
    mix: MixRead | None = None,
    taken: NDArray[np.bool_] | None = None,
) -> list[Selected]:
    """Return what the shelf would show without each of some groups of acts, chosen side by side.

    by_event (n, e): what each act adds to the score; it leaves the shopper's mix as well. taken
    (groups, n): rows that stand elsewhere without each group; None: none do.
    """
    if not len(groups):
        return []
    scores = np.stack([score - by_event[:, list(group)].sum(axis=1) for group in groups])
    wanted = None
    if mix is not None and params.calibration > 0:
        wanted = [mix.share(without=group) for group in groups]
    if taken is None:
        return _select(block, scores, pool, params, shelf, size, wanted)
    rows = np.asarray(pool, dtype=np.intp)
    free = ~taken[:, rows]
    found = [Selected(rows[one].tolist(), []) for one in free]
    # Where no more than the shelf holds is free, all of that stands there.
    full = np.flatnonzero(free.sum(axis=1) > size)
    if len(full):
        asked = [wanted[at] for at in full] if wanted is not None else None
        lists = _select(block, scores[full], rows, params, shelf, size, asked, ~free[full])
        for at, one in zip(full.tolist(), lists, strict=True):
            found[at] = one
    return found


def _select(
    block: ItemBlock,
    scores: Floats,
    pool: Sequence[int] | Rows,
    params: StrategyParams,
    shelf: Shelf,
    size: int,
    wanted: list[Doubles] | None,
    barred: NDArray[np.bool_] | None = None,
) -> list[Selected]:
    """Return a list for each row of scores (m, n), without those of `pool` that are barred from it.

    barred (m, pool): leaves at least `size` to each list.
    """
    rows = np.asarray(pool, dtype=np.intp)
    size = min(size, len(rows))
    if not size:
        return [Selected([], []) for _ in scores]
    calibration = params.calibration if wanted is not None and shelf.is_mixed else 0.0
    held_places = round(params.tail_quota * size) if shelf.is_mixed else 0
    codes = block.categories[1][rows] if calibration and wanted is not None else None
    tail = block.is_tail[rows] if held_places else None
    among = scores[:, rows]
    last = -among if barred is None else np.where(barred, np.inf, -among)
    orders = np.argsort(last, axis=1, kind="stable")
    asked, held = [], []
    for at, order in enumerate(orders):
        if barred is not None:
            order = order[: len(order) - int(barred[at].sum())]
        fitting = order[:0]
        if tail is not None:
            fitting = tail_fitting(among[at], order, tail, size)[: SPARE_HELD * held_places]
        lacking = (
            [] if codes is None or wanted is None else _lacking(order, codes, wanted[at], size)
        )
        asked.append(np.concatenate([order[: LONG_LIST * size], fitting, *lacking]))
        held.append(fitting)
    # Best first by the first of the scores, so that of equals the better one is taken.
    union = orders[0][_marked(asked, orders[0], len(rows)).any(axis=0)]
    worth = (1.0 - params.diversity) * among[:, union].astype(np.float64)
    if len(asked) > 1:
        worth[~_marked(asked, union, len(rows))] = -np.inf
    here = rows[union]
    limits = _limits(block, here, params, size) if shelf.is_mixed else None
    if limits is not None and held_places:
        is_held = _marked(held, union, len(rows))
        places = np.minimum(is_held.sum(axis=1), held_places).astype(np.intp)
        limits = replace(limits, held=is_held, places=places)
    variety = None
    if params.diversity > 0:
        diversifier: Diversifier = registry.get("diversifier", params.diversifier)()
        variety = diversifier.variety(block.content[here], len(scores), size, params.diversity)
    mixing = None
    if codes is not None and wanted is not None:
        mixing = blend_of(wanted, codes[union], size)
    chosen, _, (left, unlimited) = choose(worth, size, variety, mixing, calibration, limits)
    is_next = _next_in_line(left, unlimited)
    if limits is not None and limits.held is not None:
        is_next |= _next_in_line(
            *(np.where(limits.held, one, -np.inf) for one in (left, unlimited))
        )
    # Nor were those at the edge of the long list far from being chosen from.
    almost = rows[orders[:, LONG_LIST * size : LONG_LIST * size + size]]
    return [
        Selected(here[taken].tolist(), [*here[nearly].tolist(), *after.tolist()])
        for taken, nearly, after in zip(chosen, is_next, almost, strict=True)
    ]


def _next_in_line(left: Doubles, unlimited: Doubles) -> NDArray[np.bool_]:
    """Return which of the rows left over were the first few to come, (m, n).

    With them those that would come before the last of these, did not others of their kind stand.
    """
    if left.shape[1] <= EDGE:
        return np.isfinite(unlimited)
    least = np.partition(left, -EDGE, axis=1)[:, -EDGE, None]
    return np.isfinite(unlimited) & (unlimited >= least)


def _marked(asked: Sequence[Rows], union: Rows, count: int) -> NDArray[np.bool_]:
    """Return which of `union` (n,) are among each of m lists of places below `count`, (m, n)."""
    marks = np.zeros((len(asked), count), dtype=bool)
    for at, places in enumerate(asked):
        marks[at, places] = True
    return marks[:, union]


def tail_fitting(score: Floats | Doubles, order: Rows, tail: NDArray[np.bool_], size: int) -> Rows:
    """Return the places of the tail's items worth a place that is held for them, best first."""
    least = TAIL_FIT * float(score[order[size - 1]])
    return order[tail[order] & (score[order] >= least) & (score[order] > 0)]


def _lacking(order: Rows, codes: Rows, wanted: Doubles, size: int) -> list[Rows]:
    """Return the best few of each category that should have half a place or more."""
    share = wanted * size
    return [
        order[np.flatnonzero(codes[order] == code)[: round(float(share[code])) + 1]]
        for code in np.flatnonzero(share >= 0.5)
    ]


def _limits(block: ItemBlock, rows: Rows, params: StrategyParams, size: int) -> Limits:
    """Return how many of one category and brand a mixed shelf may hold, where that can bind."""
    groups = []
    for (_, codes), most in (
        (block.categories, params.per_category),
        (block.brands, params.per_brand),
    ):
        if most < size:
            groups.append((codes[rows], most))
    return Limits(tuple(groups))
