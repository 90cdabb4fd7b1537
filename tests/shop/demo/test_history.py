"""The simulated history itself: what must be seen in it, and what must not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from recommender.contracts import EventKind, NewEvent
from shop.demo.shoppers import History, history_make
from shop.demo.words import DEPARTMENTS
from shop.demo.world import GOES_WITH
from shop.models import Product

ANCHOR = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
PRODUCTS, SHOPPERS, WEEKS = 384, 260, 12
DEPARTMENT = {kind.slug: d.slug for d in DEPARTMENTS for kind in d.kinds}
POSITIVE = {EventKind.VIEW, EventKind.CLICK, EventKind.CART, EventKind.PURCHASE, EventKind.LIKE}
_made: dict[str, History] = {}
_products: dict[str, tuple[float, datetime, bool]] = {}


def _quiet(label: str, done: int, total: int) -> None:
    assert 0 <= done <= total, label


@pytest.fixture
def history(make_shop: Callable[[int], None]) -> History:
    """One history for all tests here: making it writes nothing."""
    if not _made:
        make_shop(PRODUCTS)
        # As if the shop had been built at the anchor.
        for product in Product.objects.only("listed_at"):
            product.listed_at += ANCHOR - datetime.now(UTC)
            product.save(update_fields=["listed_at"])
        _made["one"] = history_make(7, SHOPPERS, WEEKS, ANCHOR, _quiet)
        for product in Product.objects.only("sku", "price", "listed_at", "is_active"):
            _products[product.sku] = (float(product.price), product.listed_at, product.is_active)
    return _made["one"]


def _kind_of(sku: str) -> str:
    return sku.rsplit("-", 1)[0]


def _by_shopper(history: History) -> dict[object, list[NewEvent]]:
    found: dict[object, list[NewEvent]] = defaultdict(list)
    for event in history.events:
        found[event.shopper_id].append(event)
    return found


def test_every_shopper_acts_in_every_way_people_do(history: History) -> None:
    counts = Counter(event.kind for event in history.events)
    wanted = set(EventKind) - {EventKind.REASON_HELPFUL, EventKind.REASON_UNHELPFUL}
    assert set(counts) == wanted
    assert len(_by_shopper(history)) == SHOPPERS
    assert len(history.events) > 40 * SHOPPERS
    assert counts[EventKind.VIEW] > counts[EventKind.CART] > counts[EventKind.PURCHASE]
    assert counts[EventKind.PURCHASE] > counts[EventKind.RATING] > counts[EventKind.RETURN] > 0


def test_times_lie_within_the_weeks_and_ids_are_unique(history: History) -> None:
    first = ANCHOR - timedelta(weeks=WEEKS, days=1)
    assert all(first <= event.occurred_at <= ANCHOR for event in history.events)
    assert len({event.id for event in history.events}) == len(history.events)
    assert list(history.events) == sorted(history.events, key=lambda e: (e.occurred_at, e.id))
    last_week = sum(event.occurred_at > ANCHOR - timedelta(days=7) for event in history.events)
    assert last_week > 0.04 * len(history.events)


def test_nothing_is_acted_on_before_it_was_listed_or_opened_after_it_had_gone(
    history: History,
) -> None:
    gone = ANCHOR - timedelta(days=21)
    for event in history.events:
        if event.item_id is None:
            continue
        _price, listed_at, is_active = _products[event.item_id]
        assert listed_at <= event.occurred_at
        if not is_active and event.kind in {EventKind.VIEW, EventKind.CLICK}:
            # A page may still be open when the shop takes the item away.
            assert event.occurred_at <= gone + timedelta(hours=1)
    assert any(listed_at > ANCHOR - timedelta(weeks=4) for _, listed_at, _ in _products.values())


def test_the_funnel_holds_for_each_shopper(history: History) -> None:
    for events in _by_shopper(history).values():
        carted, bought, opened = set(), set(), set()
        for event in events:
            if event.kind in {EventKind.VIEW, EventKind.CLICK}:
                opened.add(event.item_id)
            elif event.kind is EventKind.CART:
                assert event.item_id in opened
                carted.add(event.item_id)
            elif event.kind is EventKind.PURCHASE:
                assert event.item_id in carted
                bought.add(event.item_id)
            elif event.kind in {EventKind.RATING, EventKind.RETURN}:
                assert event.item_id in bought
        ratings = Counter(e.item_id for e in events if e.kind is EventKind.RATING)
        assert all(count == 1 for count in ratings.values())


def test_higher_places_on_a_shelf_are_opened_more(history: History) -> None:
    opened = Counter(e.context["position"] for e in history.events if "position" in e.context)
    top = sum(opened[r] for r in (1, 2, 3)) / 3
    middle = sum(opened[r] for r in range(8, 13)) / 5
    low = sum(opened[r] for r in range(20, 25)) / 5
    assert top > 2 * middle > 2 * low > 0


def test_popularity_has_a_long_tail(history: History) -> None:
    counts = Counter(event.item_id for event in history.events if event.item_id)
    sizes = np.sort([counts.get(sku, 0) for sku in _products])[::-1]
    assert 0.45 < sizes[: len(sizes) // 5].sum() / sizes.sum() < 0.85
    assert sizes[0] > 12 * np.median(sizes)


def test_budgets_are_felt(history: History) -> None:
    usual: dict[str, list[float]] = defaultdict(list)
    for sku, (price, _, _) in _products.items():
        usual[_kind_of(sku)].append(np.log(price))
    budgets, paid = [], []
    truths = {truth.id: truth for truth in history.truth.shoppers}
    for shopper, events in _by_shopper(history).items():
        steps = [
            np.log(_products[e.item_id][0]) - np.mean(usual[_kind_of(e.item_id)])
            for e in events
            if e.kind in {EventKind.CART, EventKind.PURCHASE} and e.item_id
        ]
        if len(steps) >= 4:
            budgets.append(truths[shopper].budget)  # type: ignore[index]
            paid.append(np.mean(steps))
    assert len(budgets) > 50
    assert np.corrcoef(budgets, paid)[0, 1] > 0.25


def test_tastes_can_be_told_from_what_shoppers_do(history: History) -> None:
    by_shopper = _by_shopper(history)
    right, all_of_them = 0, 0
    for truth in history.truth.shoppers:
        events = by_shopper[truth.id]
        if len(events) < 20 or truth.switch_at is not None:
            continue
        acted = Counter(
            DEPARTMENT[_kind_of(e.item_id)] for e in events if e.kind in POSITIVE and e.item_id
        )
        all_of_them += 1
        right += acted.most_common(1)[0][0] == truth.leading(ANCHOR).department
    assert right / all_of_them > 0.7


def test_those_who_drift_turn_to_their_new_leading_taste(history: History) -> None:
    by_shopper = _by_shopper(history)
    before, after = [0, 0], [0, 0]
    drifted = [truth for truth in history.truth.shoppers if truth.switch_at is not None]
    assert 0.08 * SHOPPERS < len(drifted) < 0.35 * SHOPPERS
    for truth in drifted:
        assert truth.switch_at is not None
        old, new = truth.leading(truth.switch_at - timedelta(seconds=1)), truth.leading(ANCHOR)
        assert old.department != new.department
        for event in by_shopper[truth.id]:
            if event.kind in POSITIVE and event.item_id:
                counted = after if event.occurred_at >= truth.switch_at else before
                counted[0] += DEPARTMENT[_kind_of(event.item_id)] == new.department
                counted[1] += 1
    assert after[0] / after[1] > 1.5 * before[0] / before[1]


def test_searches_use_the_words_of_kinds(history: History) -> None:
    queries = [e.context["query"] for e in history.events if e.kind is EventKind.SEARCH]
    nouns = {word.split(" | ")[0] for d in DEPARTMENTS for k in d.kinds for word in (k.noun,)}
    assert len(set(queries)) > 100
    assert sum(any(query.endswith(noun) for noun in nouns) for query in queries) > 0.5 * len(
        queries
    )


def test_things_go_together(history: History) -> None:
    """What goes with a thing is looked at soon after that was carted, over departments too.

    By chance: the share of all pages opened that are of such kinds, times those of the same day.
    """
    pages = {EventKind.VIEW, EventKind.CLICK}
    kinds = Counter(_kind_of(e.item_id) for e in history.events if e.kind in pages and e.item_id)
    followed, expected = 0, 0.0
    for events in _by_shopper(history).values():
        for place, event in enumerate(events):
            if event.kind is not EventKind.CART or not event.item_id:
                continue
            first = _kind_of(event.item_id)
            others = {k for k in GOES_WITH.get(first, ()) if DEPARTMENT[k] != DEPARTMENT[first]}
            for later in events[place + 1 :]:
                soon = later.occurred_at - event.occurred_at < timedelta(days=1)
                if soon and later.kind in pages and later.item_id:
                    followed += _kind_of(later.item_id) in others
                    expected += sum(kinds[k] for k in others) / kinds.total()
    assert followed > 2 * expected > 10


def test_hour_and_weekday_matter(history: History) -> None:
    hours = Counter(event.occurred_at.hour for event in history.events)
    assert hours[20] > 4 * hours[4]
    days = Counter(event.occurred_at.weekday() for event in history.events)
    assert days[5] + days[6] > 1.1 * (days[1] + days[2])
    morning = [event for event in history.events if 6 <= event.occurred_at.hour < 11]
    evening = [event for event in history.events if 18 <= event.occurred_at.hour < 23]
    tea = [_share(some, "tea-coffee") for some in (morning, evening)]
    music = [_share(some, "music") for some in (morning, evening)]
    assert tea[0] / tea[1] > 1.3 * music[0] / music[1]


def _share(events: list[NewEvent], department: str) -> float:
    """Share of events with items of one department."""
    with_items = [DEPARTMENT[_kind_of(e.item_id)] for e in events if e.item_id]
    return with_items.count(department) / len(with_items)
