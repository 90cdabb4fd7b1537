import uuid

import numpy as np
import pytest

from recommender import services
from recommender.learning.acts import KINDS, acts_all, acts_of
from recommender.models import Event, Item
from tests.recommender.learning.makers import NOW, act, items_make

pytestmark = pytest.mark.django_db

ANNE, BEN = uuid.UUID(int=1), uuid.UUID(int=2)


def record(*events):
    services.events_record(list(events), wake=False)


def used(acts):
    return [one.item_id for one in acts if one.is_used]


def test_what_says_no_or_nothing_is_no_act():
    items_make(3)
    record(
        act(ANNE, "i00", 90, "dislike"),
        act(ANNE, "i00", 80, "return"),
        act(ANNE, "i00", 70, "rating", value=3.0),
        act(ANNE, "i01", 60, "rating", value=4.0),
        act(ANNE, "i01", 50, "dwell", value=30.0),
        act(ANNE, None, 40, "search"),
        act(ANNE, "i02", 30, "purchase"),
    )
    found = acts_of([ANNE], 50)[ANNE]
    assert [(a.item_id, a.kind.value) for a in found] == [("i01", "rating"), ("i02", "purchase")]
    every = acts_all()
    assert [every.item_ids[row] for row in every.rows] == ["i01", "i02"]
    assert [KINDS[kind - 1].value for kind in every.kinds] == ["rating", "purchase"]


def test_the_newest_acts_come_oldest_first_and_shoppers_stay_apart():
    items_make(4)
    record(*[act(ANNE, f"i0{n}", 100 - n) for n in range(4)], act(BEN, "i03", 5))
    found = acts_of([ANNE, BEN], 2)
    assert [a.item_id for a in found[ANNE]] == ["i02", "i03"]
    assert [a.item_id for a in found[BEN]] == ["i03"]
    assert acts_of([uuid.uuid4()], 2) == {}


def test_what_the_shopper_told_us_not_to_use_is_gone_until_they_take_it_back():
    items_make(2)
    told = act(ANNE, "i00", 50)
    record(told, act(ANNE, "i01", 40))
    control = services.control_set(ANNE, "ignore_event", event_id=told.id)
    assert used(acts_of([ANNE], 9)[ANNE]) == ["i01"]
    assert acts_all().item_ids == ["i01"]
    services.control_revoke(ANNE, control)
    assert used(acts_of([ANNE], 9)[ANNE]) == ["i00", "i01"]


def test_what_is_not_used_keeps_its_place_and_what_is_undone_has_none():
    items_make(3)
    made = [act(ANNE, f"i0{n}", 50 - n) for n in range(3)]
    record(*made)
    services.control_set(ANNE, "ignore_event", event_id=made[2].id)
    assert used(acts_of([ANNE], 2)[ANNE]) == ["i01"]  # no older act moves in
    services.control_set(ANNE, "ignore_event", event_id=made[2].id, name="undone")
    assert used(acts_of([ANNE], 2)[ANNE]) == ["i00", "i01"]


def test_what_is_left_out_stands_in_the_interests_until_the_shopper_acts_again():
    items_make(3)
    made = [act(ANNE, f"i0{n}", 50 - n) for n in range(2)]
    record(*made)
    control = services.control_set(ANNE, "ignore_event", event_id=made[1].id)

    def grouped():
        return [(one.item_id, one.is_used) for one in acts_of([ANNE], 9)[ANNE] if one.is_grouped]

    assert grouped() == [("i00", True), ("i01", False)]
    record(act(ANNE, "i02", 5))
    assert grouped() == [("i00", True), ("i02", True)]
    services.control_revoke(ANNE, control)
    assert grouped() == [("i00", True), ("i01", True), ("i02", True)]


def test_a_look_stays_with_its_act_when_the_act_before_it_is_not_used():
    """What the leave-one-out rows foretold of the marks is what a refresh then reads."""
    items_make(2)
    first, second = act(ANNE, "i00", 90), act(ANNE, "i00", 60)
    record(first, second, act(ANNE, "i00", 50, "dwell", value=25.0))
    services.control_set(ANNE, "ignore_event", event_id=second.id)
    assert [a.dwell_s for a in acts_of([ANNE], 9)[ANNE] if a.is_used] == [None]


def test_a_deleted_product_leaves_the_acts():
    items_make(2)
    record(act(ANNE, "i00", 50), act(ANNE, "i01", 40))
    Item.objects.filter(pk="i00").delete()
    assert Event.objects.count() == 2
    assert [a.item_id for a in acts_of([ANNE], 9)[ANNE]] == ["i01"]
    assert acts_all().item_ids == ["i01"]


def test_all_acts_are_sorted_by_shopper_then_time_and_say_their_window():
    items_make(3)
    record(act(BEN, "i02", 10), act(ANNE, "i01", 20), act(BEN, "i00", 30))
    every = acts_all()
    assert every.shoppers == 2 and every.owners.tolist() == sorted(every.owners.tolist())
    ben = np.flatnonzero(every.owners == np.bincount(every.owners).argmax())
    assert [every.item_ids[row] for row in every.rows[ben]] == ["i00", "i02"]
    assert (NOW - every.first_at).total_seconds() == 30
    assert (NOW - every.last_at).total_seconds() == 10


def test_a_shop_without_events_has_no_acts():
    every = acts_all()
    assert len(every.rows) == 0 and every.shoppers == 0 and every.item_ids == []
