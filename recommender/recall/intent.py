"""Source `intent`: how likely a click, a cart, a purchase and a good rating are, beside the usual.

`score(i) = Σ_t share_t · lift_t(i)`, a lift being 0.5 where the odds are the usual ones. The heads
(`recommender.task_heads.scores`) are no sum over events, so an event's part is what the score loses
without it, computed exactly: the network is run once for each event left out. What the panel
promises and the deletion test subtracts is therefore what the next page does. No Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from recommender.actions import event_cosines, event_weights, reference_time
from recommender.contracts import Context, Floats, ItemBlock, ItemFacts, Query, Recalled, Store
from recommender.params import bounded, check_bounds
from recommender.recalled import recalled_from
from recommender.registry import register
from recommender.task_heads.features import (
    DEVICES,
    MEMORY_S,
    SESSION_S,
    Beside,
    context_features,
    history_features,
    history_without,
    item_features,
)
from recommender.task_heads.scores import HeadsStore, TaskHeads

TASKS = ("click", "cart", "purchase", "rating")


@dataclass(frozen=True, slots=True)
class Limits:
    """What each head counts; the four are brought to a sum of one."""

    click: float = bounded(0.2, 0.0, 1.0, "Share of how likely a click is.")
    cart: float = bounded(0.3, 0.0, 1.0, "Share of how likely it goes into the cart.")
    purchase: float = bounded(0.4, 0.0, 1.0, "Share of how likely it is bought.")
    rating: float = bounded(0.1, 0.0, 1.0, "Share of how likely it is rated well.")

    def __post_init__(self) -> None:
        """Refuse values out of bounds."""
        check_bounds(self)


@register("source", "intent")
class Intent:
    """What the task heads foretell of an item; it finds nothing, it orders."""

    slug = "intent"
    Params = Limits
    weight: ClassVar[float] = 0.0
    help: ClassVar[str] = "How likely a click, a cart, a purchase and a good rating are"

    def __init__(self, params: Limits | None = None) -> None:
        """Take the shares; the heads are read when something is to be scored."""
        self.params = params or Limits()
        self._store: Store | None = None
        self._read: list[TaskHeads | None] = []

    def recall(self, query: Query, store: Store) -> Recalled:
        """Find nothing."""
        self._store, self._read = store, []
        return recalled_from([])

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Return the mean lift of the tasks, 0..1, (n,); zeros while nothing is trained."""
        heads = self._heads()
        if heads is None or not len(block.facts):
            return np.zeros(len(block.facts), dtype=np.float32)
        rest = rest_of(query, block, heads)
        return self._mixed(heads, np.concatenate([history_features(beside_of(query, block)), rest]))

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """Return what the score loses without each event, (n, e), exactly."""
        events, size = len(query.profile.events), len(block.facts)
        heads = self._heads()
        if heads is None or not events or not size:
            return None
        without = history_without(beside_of(query, block))  # (H, n, e)
        rest = np.repeat(rest_of(query, block, heads), events, axis=1)  # (F - H, n · e)
        features = np.concatenate([without.reshape(len(without), -1), rest])
        lost: Floats = scores[:, None] - self._mixed(heads, features).reshape(size, events)
        return lost

    def _heads(self) -> TaskHeads | None:
        if not self._read:
            store = self._store
            self._read = [store.task_heads() if isinstance(store, HeadsStore) else None]
        return self._read[0]

    def _mixed(self, heads: TaskHeads, features: Floats) -> Floats:
        shares = np.array([getattr(self.params, task) for task in TASKS], dtype=np.float32)
        places = [heads.tasks.index(task) for task in TASKS]
        lifts = heads.lifts(features)[places]
        mixed: Floats = shares @ lifts / max(float(shares.sum()), 1e-9)
        return mixed


def beside_of(query: Query, block: ItemBlock) -> Beside:
    """Return each row of `block` beside each of the shopper's events, (n, e)."""
    profile, history = query.profile, query.history
    session, session_mass = event_weights(query, SESSION_S, SESSION_S)
    memory, memory_mass = event_weights(query, MEMORY_S, MEMORY_S)
    known = {fact.item_id: fact for fact in history.facts}
    past = [known.get(event.item_id or "") for event in profile.events]
    now = query.context.now
    ages_s = [(now - event.occurred_at).total_seconds() for event in profile.events]
    return Beside(
        session=session[None],
        memory=memory[None],
        real=np.ones((1, len(past)), dtype=bool),
        cosine=event_cosines(query, block),
        same_item=_same("item_id", block.facts, past),
        same_category=_same("category", block.facts, past),
        same_department=_same("department", block.facts, past),
        same_brand=_same("brand", block.facts, past),
        same_maker=_same("maker", block.facts, past),
        age_s=np.array(ages_s, dtype=np.float32)[None],
        log_price=log_prices(past)[None],
        own_log_price=log_prices(block.facts)[:, None],
        session_mass=np.full((1, 1), session_mass, dtype=np.float32),
        memory_mass=np.full((1, 1), memory_mass, dtype=np.float32),
    )


def rest_of(query: Query, block: ItemBlock, heads: TaskHeads) -> Floats:
    """Return the features that stand on no event, (F - H, n)."""
    now = query.context.now.timestamp()
    items = item_features(
        log_prices(block.facts), ages(block.facts, now), heads.stats_of(block.item_ids)
    )
    around = context_of(query.context, query)  # (9, 1)
    return np.concatenate([items, np.repeat(around, len(block.facts), axis=1)])


def context_of(context: Context, query: Query) -> Floats:
    """Return the features of the moment, (9, 1)."""
    reference = reference_time(query.profile)
    # Without any event the shopper has been away for longer than is counted.
    away = (context.now - reference).total_seconds() if reference else np.inf
    device = DEVICES.index(context.device) if context.device in DEVICES else 0
    return context_features(
        np.array([context.now.timestamp()]), np.array([away]), np.array([device])
    )


def log_prices(facts: tuple[ItemFacts, ...] | list[ItemFacts | None]) -> Floats:
    """Return the logarithm of one plus each price, 0 where there is none."""
    prices = [max(fact.price, 0.0) if fact is not None else 0.0 for fact in facts]
    return np.log1p(np.array(prices, dtype=np.float64)).astype(np.float32)


def ages(facts: tuple[ItemFacts, ...], now_s: float) -> NDArray[np.float64]:
    """Return the seconds since each item was listed, 0 where not known."""
    listed = [fact.listed_at.timestamp() if fact.listed_at else now_s for fact in facts]
    return now_s - np.array(listed, dtype=np.float64)


def _same(
    name: str, facts: tuple[ItemFacts, ...], past: list[ItemFacts | None]
) -> NDArray[np.bool_]:
    """Return where item and event have it in common, (n, e); what is empty is not common."""
    codes: dict[str, int] = {"": -1}
    mine = [codes.setdefault(getattr(fact, name), len(codes)) for fact in facts]
    theirs = [codes.get(getattr(fact, name), -2) if fact is not None else -2 for fact in past]
    theirs = [-2 if code == -1 else code for code in theirs]
    both: NDArray[np.bool_] = np.array(mine)[:, None] == np.array(theirs, dtype=int)[None]
    return both
