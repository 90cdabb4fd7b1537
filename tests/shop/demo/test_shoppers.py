"""Recording the simulated history: once, through the recommender's door, with its truth aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command

from recommender.models import Event, Item, Shopper
from shop.demo import shoppers
from shop.demo.shoppers import history_make, simulate
from shop.demo.truth import TRUTH_FILE, truth_read
from shop.demo.world import PLACES
from shop.models import Review

SEED, PRODUCTS, SHOPPERS, WEEKS = 7, 60, 20, 6


def _quiet(label: str, done: int, total: int) -> None:
    assert 0 <= done <= total, label


def _state() -> tuple[object, ...]:
    return (
        sorted(Event.objects.values_list("id", "occurred_at", "item_id", "kind", "value")),
        sorted(Review.objects.values_list("product__sku", "shopper_id", "rating", "text")),
        sorted(Shopper.objects.values_list("id", "place")),
    )


def test_records_events_places_and_reviews(make_shop: Callable[[int], None]) -> None:
    make_shop(PRODUCTS)
    simulate(SEED, SHOPPERS, WEEKS, _quiet)
    assert Shopper.objects.count() == SHOPPERS
    assert set(Shopper.objects.values_list("place", flat=True)) <= set(PLACES)
    assert Item.objects.count() == PRODUCTS
    truth = truth_read()
    assert truth is not None and truth.finished
    made = history_make(SEED, SHOPPERS, WEEKS, truth.anchor, _quiet)
    assert Event.objects.count() == len(made.events) > 100
    assert set(Event.objects.values_list("id", flat=True)) == {event.id for event in made.events}
    # The counts that recall stands on are there when the history is.
    assert sum(Item.objects.values_list("event_count", flat=True)) == sum(
        event.item_id is not None for event in made.events
    )


def test_a_second_run_changes_nothing_and_does_not_walk_again(
    make_shop: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_shop(PRODUCTS)
    simulate(SEED, SHOPPERS, WEEKS, _quiet)
    before, anchor = _state(), truth_read().anchor  # type: ignore[union-attr]
    monkeypatch.setattr(shoppers, "history_make", lambda *_: pytest.fail("walked again"))
    simulate(SEED, SHOPPERS, WEEKS, _quiet)
    assert _state() == before
    assert truth_read().anchor == anchor  # type: ignore[union-attr]


def test_a_run_cut_short_is_taken_up_where_it_was(
    make_shop: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_shop(PRODUCTS)
    monkeypatch.setattr(shoppers, "BATCH", 50)
    real, calls = shoppers.recommender.events_record, Counter[str]()

    def cut(*given: object, **options: object) -> object:
        calls["batches"] += 1
        if calls["batches"] == 3:
            raise KeyboardInterrupt
        return real(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(shoppers.recommender, "events_record", cut)
    with pytest.raises(KeyboardInterrupt):
        simulate(SEED, SHOPPERS, WEEKS, _quiet)
    truth = truth_read()
    assert truth is not None and not truth.finished
    assert Event.objects.count() == 100
    simulate(SEED, SHOPPERS, WEEKS, _quiet)
    again = truth_read()
    assert again is not None and again.finished and again.anchor == truth.anchor
    made = history_make(SEED, SHOPPERS, WEEKS, truth.anchor, _quiet)
    assert Event.objects.count() == len(made.events)


def test_an_emptied_database_gets_a_history_that_ends_now(
    make_shop: Callable[[int], None],
) -> None:
    make_shop(PRODUCTS)
    simulate(SEED, SHOPPERS, WEEKS, _quiet)
    old = truth_read()
    Event.objects.all().delete()
    simulate(SEED, SHOPPERS, WEEKS, _quiet)
    new = truth_read()
    assert old is not None and new is not None and new.anchor >= old.anchor
    assert Event.objects.exists()


def test_the_same_seed_makes_the_same_history_and_more_shoppers_only_add(
    make_shop: Callable[[int], None],
) -> None:
    make_shop(PRODUCTS)
    anchor = datetime.fromisoformat("2026-03-04T15:00:00+00:00")
    one = history_make(SEED, SHOPPERS, WEEKS, anchor, _quiet)
    again = history_make(SEED, SHOPPERS, WEEKS, anchor, _quiet)
    assert (again.events, again.truth) == (one.events, one.truth)
    more = history_make(SEED, SHOPPERS + 5, WEEKS, anchor, _quiet)
    assert one.events_by_id().items() <= more.events_by_id().items()
    other = history_make(SEED + 1, SHOPPERS, WEEKS, anchor, _quiet)
    assert not set(one.events_by_id()) & set(other.events_by_id())


def test_the_truth_is_private_and_reads_back_as_written(
    make_shop: Callable[[int], None], own_storage: Path
) -> None:
    make_shop(PRODUCTS)
    simulate(SEED, SHOPPERS, WEEKS, _quiet)
    path = Path(storages["models"].path(TRUTH_FILE))
    assert path.exists()
    assert not path.is_relative_to(Path(default_storage.path("")))
    assert not default_storage.exists(TRUTH_FILE)
    truth = truth_read()
    assert truth is not None and len(truth.shoppers) == SHOPPERS
    made = history_make(SEED, SHOPPERS, WEEKS, truth.anchor, _quiet).truth
    assert truth.shoppers == made.shoppers and truth.appeal == made.appeal
    for shopper in truth.shoppers:
        assert 1 <= len(shopper.tastes) <= 4
        assert sum(shopper.weights_at(truth.anchor)) == pytest.approx(1.0, abs=1e-3)
        assert all(sum(t.kinds.values()) == pytest.approx(1.0, abs=1e-3) for t in shopper.tastes)


def test_reviews_say_what_ratings_say(make_shop: Callable[[int], None]) -> None:
    make_shop(PRODUCTS)
    simulate(SEED, 80, 12, _quiet)
    rated = {
        (e.shopper_id, e.item_id): (e.value, e.occurred_at)
        for e in Event.objects.filter(kind="rating")
    }
    reviews = list(Review.objects.select_related("product"))
    assert 0.5 * len(rated) < len(reviews) <= len(rated)
    for review in reviews:
        stars, when = rated[review.shopper_id, review.product.sku]
        assert (review.rating, review.created_at) == (stars, when)
        assert review.author_name
        assert "{" not in review.text and "!" not in review.text
        assert 2 <= len(review.text.split()) <= 60


def test_the_command_refuses_what_makes_no_shop() -> None:
    for wrong in ({"products": 0}, {"shoppers": -1}, {"weeks": 0}):
        with pytest.raises(CommandError):
            call_command("build_demo", **wrong)
