import numpy as np
import pytest

from recommender.neural.sequences import (
    GAPS,
    TIME_MARKS,
    Sequences,
    batch_of,
    batches,
    gap_buckets,
    merge_repeats,
    sequences_from,
    sequences_join,
    time_mark,
    windows_cut,
    windows_last,
)


def ints(*values):
    return np.array(values, dtype=np.int64)


def test_repeats_side_by_side_become_one_step_of_the_strongest_kind():
    owners = ints(0, 0, 0, 0, 2, 2)
    rows = ints(5, 5, 7, 5, 5, 5)
    found = merge_repeats(owners, rows, ints(1, 6, 1, 2, 3, 1), ints(10, 20, 30, 40, 50, 60), 3)
    assert found.rows.tolist() == [5, 7, 5, 5]
    assert found.kinds.tolist() == [6, 1, 2, 3]
    assert found.times.tolist() == [10, 30, 40, 50]  # of the first of each
    assert found.lengths.tolist() == [3, 0, 1]


def test_one_item_of_two_shoppers_stays_two_steps():
    found = merge_repeats(ints(0, 1), ints(5, 5), ints(1, 1), ints(1, 1), 2)
    assert found.lengths.tolist() == [1, 1]


def test_no_acts_are_empty_histories():
    none = ints()
    found = merge_repeats(none, none, none, none, 2)
    assert len(found) == 2 and found.lengths.tolist() == [0, 0]


def test_gaps_fall_into_buckets_by_their_upper_limits():
    day = 86_400
    times = np.array([[0, 59, 119, 3_719, 3_719 + day, 3_719 + 61 * day]])
    # 59 s; exactly 60 s is the next bucket; 3,600 s; exactly one day; 60 days, the last bucket
    assert gap_buckets(times).tolist() == [[0, 1, 2, 4, 6, GAPS - 1]]


def test_without_last_and_take():
    many = sequences_from([[1, 2, 3], [4], [5, 6]])
    assert many.without_last(1).rows.tolist() == [1, 2, 5]
    assert many.without_last(ints(2, 0, 5)).lengths.tolist() == [1, 1, 0]
    taken = many.take(ints(2, 0))
    assert taken.rows.tolist() == [5, 6, 1, 2, 3] and taken.lengths.tolist() == [2, 3]


def test_windows_of_the_newest_steps_are_padded_on_the_right():
    many = sequences_from([[1, 2, 3], [4]], times=[[0, 100, 200], [0]])
    starts, sizes = windows_last(many, 2)
    batch = batch_of(many, starts, sizes)
    assert batch.rows.tolist() == [[2, 3], [4, 0]]
    assert batch.marks["gap"].tolist() == [[0, 2], [0, 0]]
    assert batch.lengths.tolist() == [2, 1]


@pytest.mark.parametrize("length", [2, 3, 5, 50])
def test_cut_windows_make_every_step_but_the_first_a_target_once(length):
    many = sequences_from([list(range(23)), [30], list(range(40, 44)), []])
    for seed in range(5):
        starts, sizes = windows_cut(many, length, np.random.default_rng(seed))
        assert sizes.max() <= length and sizes.min() >= 2
        targets = [
            row
            for start, size in zip(starts, sizes, strict=True)
            for row in many.rows[start + 1 : start + size].tolist()
        ]
        assert sorted(targets) == [*range(1, 23), *range(41, 44)]


def test_batches_hold_every_window_once():
    many = sequences_from([list(range(n, n + 2 + n % 5)) for n in range(0, 100, 10)])
    starts, sizes = windows_last(many, 50)
    seen = [b.rows[:, 0] for b in batches(many, starts, sizes, 3, np.random.default_rng(0))]
    assert sorted(np.concatenate(seen).tolist()) == list(range(0, 100, 10))


def marked(histories, seed=0):
    rng = np.random.default_rng(seed)
    total = sum(map(len, histories))
    plain = sequences_from(histories)
    marks = {name: rng.integers(1, 9, total) for name in ("place", "dwell")}
    trust = rng.random(len(histories)).astype(np.float32)
    return Sequences(plain.rows, plain.kinds, plain.times, plain.offsets, marks, trust)


def test_marks_and_trust_go_where_their_steps_go():
    many = marked([[1, 2, 3], [], [4], [5, 6]])
    place = many.marks["place"].tolist()
    cut = many.without_last(1)
    assert cut.marks["place"].tolist() == [*place[:2], place[4]]
    assert cut.trust.tolist() == many.trust.tolist()
    taken = many.take(ints(3, 0))
    assert taken.marks["place"].tolist() == [*place[4:], *place[:3]]
    assert taken.trust.tolist() == many.trust[[3, 0]].tolist()
    joined = sequences_join([taken, many, sequences_from([])])
    assert len(joined) == 6 and joined.marks == {}  # not every part has marks
    joined = sequences_join([taken, many])
    assert joined.marks["dwell"].tolist() == [*taken.marks["dwell"], *many.marks["dwell"]]
    assert joined.of(5) == slice(9, 11) and joined.rows[joined.of(5)].tolist() == [5, 6]
    plain = sequences_join([sequences_from([[9]]), many])
    assert plain.trust.tolist() == [1.0, *many.trust.tolist()]


def test_a_merged_step_keeps_the_longest_dwell_and_the_first_place():
    marks = {"dwell": ints(1, 4, 2), "place": ints(3, 8, 5)}
    found = merge_repeats(ints(0, 0, 0), ints(7, 7, 9), ints(1, 1, 1), ints(5, 6, 7), 1, marks)
    assert found.marks["dwell"].tolist() == [4, 2] and found.marks["place"].tolist() == [3, 5]


def test_marks_of_time_are_those_of_the_calendar_in_utc():
    moments = [  # hour, weekday (1: Monday), season (1: winter)
        ("1970-01-01T00:00:01", 1, 4, 1),
        ("2024-02-29T23:59:59", 24, 4, 1),
        ("2024-03-01T00:00:00", 1, 5, 2),
        ("2025-08-31T12:30:00", 13, 7, 3),
        ("2025-11-30T06:00:00", 7, 7, 4),
        ("2025-12-01T06:00:00", 7, 1, 1),
    ]
    times = np.array([m[0] for m in moments], dtype="datetime64[s]").astype(np.int64)[None]
    for place, name in enumerate(("hour", "weekday", "season"), start=1):
        assert time_mark(name, times)[0].tolist() == [m[place] for m in moments]
        assert max(m[place] for m in moments) < TIME_MARKS[name]
    unknown = np.array([[100, 0, 200, 230]])
    assert time_mark("hour", unknown)[0].tolist() == [1, 0, 1, 1]
    assert time_mark("gap", unknown)[0].tolist() == [0, 0, 0, 1]  # of what is known on both sides


def test_a_batch_has_the_marks_asked_for_and_the_trust_of_its_histories():
    many = marked([[1, 2, 3], [], [4], [5, 6]])
    starts, sizes = windows_cut(many, 2, np.random.default_rng(0))
    batch = batch_of(many, starts, sizes, ["kind", "place", "device"])
    assert set(batch.marks) == {"kind", "place"}  # nobody knows the device
    owner = {1: 0, 2: 0, 5: 3}
    wanted = [many.trust[owner[first]] for first in batch.rows[:, 0].tolist()]
    assert batch.trust.tolist() == wanted
    taken = many.take(ints(2, 0))
    everything = batch_of(taken, *windows_last(taken, 2))
    assert set(everything.marks) == {"kind", "place", "dwell", *TIME_MARKS}
    assert everything.marks["place"].shape == everything.rows.shape == (2, 2)
