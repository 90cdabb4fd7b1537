"""Reads what is taken more than usual at a moment: SQL in, a `Moment` out, kept for half a minute.

The counts change once an hour and the moment with the hour: what is kept may be older than other
lists. Hour, weekday and season are those of the shop's own time zone (`TIME_ZONE`).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

import numpy as np
from django.utils.timezone import get_default_timezone

from recommender.caches import may_cache, on_forget
from recommender.contracts import Moment, Told
from recommender.lifts import cells_of, is_southern, lift_scores
from recommender.moment_counts import TOLD_LIFT, TOLD_SHOPPERS
from recommender.sql import rows

TTL_S = 30.0
LOOKED_AT = 1000  # best known items among which those of the moment are found
FOUND = 200
_KEPT = 64

Cells = tuple[tuple[str, str], ...]

_kept: dict[tuple[Cells, str], tuple[float, Moment]] = {}


def moment_read(at: datetime, device: str, category: str = "") -> Moment:
    """Return what is taken more than usual at that time by that device; `category` bounds `found`.

    Without a history to count there is none: everything is as usual.
    """
    zone = get_default_timezone()
    cells = cells_of(at.astimezone(zone), device, _southern(str(zone)))
    if not may_cache():
        return _read(cells, category)
    now = time.monotonic()
    known = _kept.get((cells, category))
    if known is not None and now - known[0] < TTL_S:
        return known[1]
    moment = _read(cells, category)
    if len(_kept) >= _KEPT:
        _kept.clear()
    _kept[cells, category] = (now, moment)
    return moment


@on_forget
def moments_forget() -> None:
    """Read again at the next call: the counts were refreshed in this process."""
    _kept.clear()


@cache
def _southern(_name: str) -> bool:
    return is_southern(get_default_timezone())


def _read(cells: Cells, category: str) -> Moment:
    found = rows(
        """
        SELECT m.kind, m.subject, m.facet, m.value, m.shoppers, m.lift, i.category
        FROM unnest(%s::text[], %s::text[]) AS now(facet, value)
        JOIN recommender_momentlift m USING (facet, value)
        LEFT JOIN recommender_item i ON m.kind = 'item' AND i.item_id = m.subject
        """,
        [[facet for facet, _ in cells], [value for _, value in cells]],
    )
    if not found:
        return Moment()
    lifts: dict[str, dict[str, dict[str, float]]] = {"item": {}, "category": {}, "department": {}}
    told: dict[str, list[Told]] = {}
    homes: dict[str, str] = {}
    for kind, subject, facet, value, shoppers, lift, home in found:
        lifts[kind].setdefault(subject, {})[facet] = lift
        if kind == "item":
            homes[subject] = home or ""
            if facet != "device" and lift >= TOLD_LIFT and shoppers >= TOLD_SHOPPERS:
                told.setdefault(subject, []).append(Told(facet, value, shoppers, float(lift)))
    categories = lifts["category"]
    by_item = {
        item_id: _product({**categories.get(homes[item_id], {}), **own})
        for item_id, own in lifts["item"].items()
    }
    by_category = {slug: _product(own) for slug, own in categories.items()}
    by_department = {slug: _product(own) for slug, own in lifts["department"].items()}
    leading = _leading(by_item, by_category, by_department, category)
    ordered = {
        key: tuple(sorted(one, key=lambda t: (-t.lift, t.facet))) for key, one in told.items()
    }
    return Moment(by_item, by_category, by_department, leading, ordered)


def _product(lifts: Mapping[str, float]) -> float:
    """Return the lift of all facets together, taken as independent."""
    return float(np.prod(list(lifts.values())))


def _leading(
    by_item: Mapping[str, float],
    by_category: Mapping[str, float],
    by_department: Mapping[str, float],
    category: str,
) -> tuple[tuple[str, float], ...]:
    """Return (item, score 0..1) of the well known items of the moment, the most telling first."""
    known = _well_known(category)
    if not known:
        return ()
    lifts = [
        by_item.get(item_id) or by_category.get(home) or by_department.get(department, 1.0)
        for item_id, home, department, _ in known
    ]
    scores = lift_scores(np.array(lifts, dtype=np.float32))
    worth = scores * np.array([popular for *_, popular in known], dtype=np.float32)
    order = np.argsort(-worth, kind="stable")[:FOUND]
    return tuple((known[at][0], float(scores[at])) for at in order if worth[at] > 0)


def _well_known(category: str) -> Sequence[tuple[str, str, str, float]]:
    """Return (item, category, department, popularity 0..1), best known first."""
    inside = "AND %s IN (i.category, i.department)" if category else ""
    return rows(
        f"""
        SELECT c.item_id, i.category, i.department, c.score::float8
        FROM recommender_itemcount c JOIN recommender_item i USING (item_id)
        WHERE c."window" = 'all' AND c.place = '' AND i.is_active AND i.in_stock {inside}
        ORDER BY c.score DESC, c.item_id LIMIT %s
        """,
        [*([category] if category else []), LOOKED_AT],
    )
