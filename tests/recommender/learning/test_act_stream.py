import uuid

import numpy as np
import pytest

from recommender import services
from recommender.learning import act_stream, arrays
from recommender.learning.act_kinds import dwell_codes, mark_sizes
from recommender.learning.act_stream import acts_all, acts_open
from recommender.learning.acts import acts_of, marks_of
from recommender.neural.sequences import merge_repeats
from tests.recommender.learning.makers import act, items_make, shoppers_make

pytestmark = pytest.mark.django_db

ANNE, BEN, CHO = uuid.UUID(int=1), uuid.UUID(int=2**127 + 5), uuid.UUID(int=2**128 - 1)


def record(*events):
    services.events_record(list(events), wake=False)


@pytest.fixture
def small_blocks(monkeypatch):
    """Blocks of two rows, so that everything crosses their borders."""
    monkeypatch.setattr(act_stream, "copy_rows", lambda c, f: arrays.copy_rows(c, f, 2))


def test_how_long_was_looked_marks_the_act_before_on_the_same_item(small_blocks):
    items_make(3)
    record(
        act(ANNE, "i00", 100),
        act(ANNE, "i00", 90, "dwell", value=8.0),
        act(ANNE, "i00", 80, "dwell", value=70.0),
        act(ANNE, "i00", 70, "cart"),
        act(ANNE, "i01", 60),
        act(ANNE, "i02", 50, "dwell", value=300.0),  # of another item: nobody's
        act(BEN, "i01", 40, "dwell", value=300.0),  # before any act of his
        act(BEN, "i01", 30),
        act(CHO, "i02", 20 + 90_000),
        act(CHO, "i02", 20, "dwell", value=9.0),  # a day later: of another visit
    )
    every = acts_all()
    assert [every.item_ids[row] for row in every.rows] == ["i00", "i00", "i01", "i01", "i02"]
    # 70 s lie between 60 and 120: the fifth code. None of the cart, which nobody looked at after.
    assert every.marks["dwell"].tolist() == [5, 0, 0, 0, 0]
    assert every.owners.tolist() == [0, 0, 0, 1, 2]
    assert every.shopper_ids == [ANNE, BEN, CHO]
    one = acts_of([ANNE, BEN, CHO], 9)
    assert [a.dwell_s for a in one[ANNE]] == [70.0, None, None]
    assert [a.dwell_s for a in one[BEN] + one[CHO]] == [None, None]
    assert marks_of(one[ANNE], every.vocabularies)["dwell"].tolist() == [5, 0, 0]


def test_a_look_the_shopper_told_us_not_to_use_is_not_known():
    items_make(1)
    look = act(ANNE, "i00", 40, "dwell", value=70.0)
    record(act(ANNE, "i00", 50), look)
    services.control_set(ANNE, "ignore_event", event_id=look.id)
    assert acts_all().marks["dwell"].tolist() == [0]
    assert acts_of([ANNE], 9)[ANNE][0].dwell_s == 70.0  # until they act again
    record(act(ANNE, "i00", 30))
    assert [a.dwell_s for a in acts_of([ANNE], 9)[ANNE]] == [None, None]


def test_devices_and_places_get_codes_the_commonest_first():
    items_make(1)
    told = [{"device": "phone", "place": "fi"}, {"device": "phone"}, {"device": "desk'top"}]
    told += [{"device": ""}, {"device": 7}, {}, {"device": "x" * 41}, {"device": None}]
    record(*[act(ANNE, "i00", 90 - n, context=one) for n, one in enumerate(told)])
    every = acts_all()
    assert every.vocabularies == {"device": ["phone", "7", "desk'top"], "place": ["fi"]}
    assert every.marks["device"].tolist() == [1, 1, 3, 0, 2, 0, 0, 0]
    assert every.marks["place"].tolist() == [1, 0, 0, 0, 0, 0, 0, 0]
    assert mark_sizes(every.vocabularies) == {"dwell": 8, "device": 4, "place": 2}
    served = marks_of(acts_of([ANNE], 9)[ANNE], every.vocabularies)
    assert {name: codes.tolist() for name, codes in served.items()} == {
        name: codes.tolist() for name, codes in every.marks.items()
    }
    strange = marks_of(acts_of([ANNE], 9)[ANNE], {"device": ["watch"]})
    assert not strange["device"].any() and "place" not in strange


def test_histories_from_disk_are_those_merged_in_memory(small_blocks, monkeypatch):
    shoppers_make(items_make(6), 9, 7)
    one = uuid.UUID(int=77)
    record(*[act(one, "i03", 9 - n, kind) for n, kind in enumerate(["view", "cart", "view"])])
    every = acts_all()
    monkeypatch.setattr(act_stream, "_whole", lambda begins: _runs(begins, 10))
    found = every.sequences()
    slow = merge_repeats(
        every.owners, every.rows, every.kinds, every.times, every.shoppers, every.marks
    )
    assert len(found) == 10 and isinstance(found.rows, np.memmap)
    for name in ("rows", "kinds", "times", "offsets"):
        assert getattr(found, name).tolist() == getattr(slow, name).tolist()
    assert {n: m.tolist() for n, m in found.marks.items()} == {
        n: m.tolist() for n, m in slow.marks.items()
    }


_runs = act_stream._whole


def test_runs_hold_whole_shoppers():
    begins = np.array([0, 3, 3, 10, 12, 13])
    assert list(_runs(begins, 4)) == [(0, 2), (2, 3), (3, 5)]
    assert list(_runs(np.array([0]), 4)) == []


def test_items_nobody_acted_on_have_no_row():
    items_make(5)
    record(act(ANNE, "i03", 5), act(ANNE, "i01", 4))
    every = acts_all()
    assert every.item_ids == ["i01", "i03"] and every.rows.tolist() == [1, 0]


def test_acts_can_be_opened_again_and_half_written_ones_cannot(tmp_path):
    items_make(2)
    record(act(ANNE, "i00", 5, context={"device": "phone"}), act(BEN, "i01", 4))
    assert acts_open(tmp_path) is None
    first = acts_all(tmp_path)
    again = acts_open(tmp_path)
    assert again.rows.tolist() == first.rows.tolist() and again.item_ids == first.item_ids
    assert again.shopper_ids == [ANNE, BEN] and again.vocabularies == first.vocabularies
    (tmp_path / "card.json").unlink()
    assert acts_open(tmp_path) is None


def test_a_folder_of_its_own_goes_with_the_acts():
    items_make(1)
    record(act(ANNE, "i00", 5))
    every = acts_all()
    folder, rows = every.folder, every.rows
    assert folder.exists()
    del every
    assert not folder.exists() and rows.tolist() == [0]


def test_seconds_have_codes():
    seconds = np.array([0.0, np.nan, 0.5, 5.0, 29.9, 300.0, 1e9])
    assert dwell_codes(seconds).tolist() == [0, 0, 1, 2, 3, 7, 7]
