"""Real pages of the demo shop's shoppers, and the same pages again as if acts had not happened.

Pages go through `services.page_recommend`, as a visitor's do: home, product, category and cart, in
both languages, in each tone. A page made again is the pipeline's own (`page_make`, unexplained),
under the very strategy, context and moment.
"""

from __future__ import annotations

import random
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from django.utils import translation

if TYPE_CHECKING:
    from recommender.contracts import Context, Pick, Slate
    from recommender.pipeline import Made

LANGUAGES = ("en", "zh-hans")
TONES = ("warm", "plain", "playful")
LEAST_FALL = 3  # ranks: less is no fall
OTHERS = 20  # deletions of other acts that a fall is held against
PERCENTILE = 0.95
LEAST_OTHERS = 5  # fewer are no distribution: only leaving counts
KEPT = 400  # pages made again that are remembered


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as a shopper saw it."""

    context: Context
    tone: str
    slates: tuple[Slate, ...]

    @property
    def picks(self) -> Iterator[tuple[Slate, Pick]]:
        """Each pick with its shelf."""
        for slate in self.slates:
            for pick in slate.picks:
                yield slate, pick


@dataclass(frozen=True, slots=True)
class Standing:
    """Where things stand on one shelf: picks by place, and ranks and scores of all candidates.

    about, act: the item that its title speaks of, and what was done with it; "": of none. anchor:
    the item that a reason need not name, as the pipeline has it.
    """

    about: str
    act: str
    anchor: str
    picks: tuple[str, ...]
    rank: Mapping[str, int]
    score: Mapping[str, float]


class Remade:
    """Pages made again without some acts; remembers the newest."""

    def __init__(self) -> None:
        """Nothing is made yet."""
        self._kept: OrderedDict[tuple[Context, frozenset[UUID]], dict[str, Standing]] = (
            OrderedDict()
        )
        self.made = 0

    def page(self, context: Context, without: Collection[UUID] = ()) -> dict[str, Standing]:
        """Return each shelf of a page made as if those acts had not happened."""
        key = (context, frozenset(without))
        if key not in self._kept:
            self._kept[key] = _made(replace(context, ignore_event_ids=frozenset(without)))
            self.made += 1
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def anchor(self, context: Context, shelf: str) -> str:
        """Return the item that reasons on a shelf need not name; "" for none."""
        standing = self.page(context).get(shelf)
        return standing.anchor if standing is not None else ""

    def leaves(self, context: Context, shelf: str, item_id: str, gone: Collection[UUID]) -> bool:
        """Whether a pick of a shelf no longer stands there without those acts."""
        now, then = self.page(context).get(shelf), self.page(context, gone).get(shelf)
        if now is None or item_id not in now.picks:
            return False  # it does not stand there in the first place: nothing can be said
        return then is None or item_id not in then.picks

    def fall(self, context: Context, shelf: str, item_id: str, gone: Collection[UUID]) -> float:
        """Return the ranks a candidate loses without those acts; infinite: no longer found."""
        now, then = self.page(context).get(shelf), self.page(context, gone).get(shelf)
        if now is None or item_id not in now.rank:
            return 0.0
        if then is None or item_id not in then.rank:
            return float("inf")
        return float(then.rank[item_id] - now.rank[item_id])

    def falls(
        self,
        context: Context,
        shelf: str,
        item_id: str,
        gone: Collection[UUID],
        acts: Sequence[UUID],
    ) -> bool:
        """Whether a pick leaves, or falls as far as under 95 % of deletions of other acts."""
        if not gone:
            return False
        if self.leaves(context, shelf, item_id, gone):
            return True
        fall = self.fall(context, shelf, item_id, gone)
        if fall < LEAST_FALL:
            return False
        others = [act for act in acts if act not in gone]
        drawn = random.Random(item_id).sample(others, min(OTHERS, len(others)))
        if len(drawn) < LEAST_OTHERS:
            return False
        under = [self.fall(context, shelf, item_id, [one]) for one in drawn]
        return sum(one <= fall for one in under) >= PERCENTILE * len(under)


def _made(context: Context) -> dict[str, Standing]:
    from recommender.pipeline import anchors_of, page_make
    from recommender.profile_read import profile_read
    from recommender.store import PostgresStore
    from recommender.strategy import active_version

    params = active_version()[1]
    profile = profile_read(context, params.rebuy_days, params.reseen_hours)
    with translation.override(context.language):
        page = page_make(context, params, PostgresStore(), profile, explained=False)
    return {
        one.shelf.slug: _standing(one, anchor)
        for one, anchor in zip(page.shelves, anchors_of(page), strict=True)
    }


def _standing(made: Made, anchor: str) -> Standing:
    ids = made.scored.block.item_ids
    picks = tuple(ids[row] for row in made.chosen.rows)
    among = made.scored.score[made.pool]  # as `Made.rank` counts, for all at once
    behind = len(among) - np.searchsorted(np.sort(among), among, side="right")
    ranks = {ids[row]: 1 + int(n) for row, n in zip(made.pool, behind, strict=True)}
    scores = dict(zip(ids, map(float, made.scored.score), strict=True))
    on = made.stands_on
    about, act = (on.fact.item_id, str(on.action)) if on else ("", "")
    return Standing(about, act, anchor, picks, ranks, scores)


def pages(shoppers: Sequence[UUID], now: datetime, least: int, seed: int = 7) -> Iterator[Shown]:
    """Yield pages of many shoppers until `least` picks were shown: placements and tones in turn."""
    from recommender import services
    from recommender.contracts import Context

    draw = random.Random(seed)
    facts = _Shop()
    order = list(shoppers)
    draw.shuffle(order)
    shown = turn = 0
    while shown < least:
        shopper_id = order[turn // 2 % len(order)]
        language = LANGUAGES[turn % 2]
        tone = TONES[turn // 2 % len(TONES)]
        placement = ("home", "home", "product", "category", "cart")[turn // 2 % 5]
        services.profile_update(shopper_id, tone=tone)
        context = Context(
            shopper_id,
            placement,
            now + timedelta(milliseconds=turn),  # a slate's id hangs on shopper and time
            anchor_item_ids=facts.anchors(placement, draw),
            category=draw.choice(facts.categories) if placement == "category" else "",
            language=language,
            place_assumed=draw.choice(facts.places),
            device=draw.choice(("phone", "desktop", "")),
        )
        with translation.override(language):
            slates = tuple(services.page_recommend(context))
        page = Shown(context, tone, slates)
        shown += sum(len(slate.picks) for slate in slates)
        turn += 1
        yield page


class _Shop:
    """What pages can be asked for."""

    def __init__(self) -> None:
        from recommender.sql import rows

        self.items = [one for (one,) in rows(
            "SELECT item_id FROM recommender_item WHERE is_active AND in_stock ORDER BY 1", []
        )]  # fmt: skip
        self.categories = [one for (one,) in rows(
            "SELECT DISTINCT category FROM recommender_item WHERE category <> '' ORDER BY 1", []
        )]  # fmt: skip
        self.places = ["", "germany", "japan", "france", "china"]

    def anchors(self, placement: str, draw: random.Random) -> tuple[str, ...]:
        """Return what a product page or a cart is about."""
        number = {"product": 1, "cart": 2}.get(placement, 0)
        return tuple(draw.sample(self.items, number))
