"""Moments of a history against the profile a page would have read then; labels by hand."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.actions import action_weight
from recommender.contracts import Context, EventKind, PastEvent, Profile
from recommender.recall.intent import beside_of, rest_of
from recommender.task_heads.features import DEVICES, history_features
from recommender.task_heads.moments import Moments, act_weights, features_of
from recommender.task_heads.samples import (
    KINDS,
    Looks,
    TaskEvents,
    TaskItems,
    labels_of,
    looks_drawn,
)
from tests.recommender.worlds import SHOPPER, heads_made, random_world

START = 1_700_000_000
DAY = 86_400


def events_made(rows, owners=None):
    """Events of (item row, kind, seconds since the start, value), of one owner unless said."""
    owners = owners or [0] * len(rows)
    columns = list(zip(*rows, strict=True))
    return TaskEvents(
        owners=np.array(owners, dtype=np.int64),
        rows=np.array(columns[0], dtype=np.int64),
        kinds=np.array([KINDS.index(EventKind(kind)) for kind in columns[1]], dtype=np.int64),
        values=np.array([np.nan if v is None else v for v in columns[3]], dtype=np.float32),
        times=START + np.array(columns[2], dtype=np.int64),
        devices=np.full(len(rows), DEVICES.index("phone"), dtype=np.int64),
    )


def items_of(world) -> TaskItems:
    def codes(name):
        known = {"": -1}
        return np.array([known.setdefault(getattr(f, name), len(known)) for f in world.facts])

    return TaskItems(
        vectors=world.content,
        categories=codes("category"),
        departments=codes("department"),
        brands=codes("brand"),
        makers=codes("maker"),
        log_prices=np.log1p([fact.price for fact in world.facts]).astype(np.float32),
        listed=np.array([fact.listed_at.timestamp() for fact in world.facts]),
    )


acts = st.lists(
    st.tuples(
        st.integers(-1, 39),
        st.sampled_from(
            ["view", "click", "cart", "purchase", "rating", "dwell", "dislike", "search"]
        ),
        st.integers(0, 40 * DAY),
        st.sampled_from([None, 0.0, 1.0, 5.0, 45.0]),
    ),
    min_size=1,
    max_size=70,
)


@settings(max_examples=25, deadline=None)
@given(acts, st.integers(0, 3))
def test_training_and_serving_see_the_same(history, seed):
    from recommender.candidates import query_read

    world = random_world(seed)
    world.heads = heads_made(seed, [fact.item_id for fact in world.facts])
    history = sorted(history, key=lambda one: one[2])
    look = (3, "view", 41 * DAY, None)
    events = events_made([*history, look])
    now = datetime.fromtimestamp(START + 41 * DAY, UTC)
    candidates = np.array([[3, 7, 20]])
    moments = Moments(events, items_of(world))
    (features,) = features_of(moments, Looks(np.array([len(history)]), candidates))

    past = tuple(
        PastEvent(
            uuid.UUID(int=place + 1),
            EventKind(kind),
            datetime.fromtimestamp(START + at, UTC),
            world.facts[row].item_id if row >= 0 else None,
            value,
        )
        for place, (row, kind, at, value) in enumerate(history)
    )[::-1][:50]
    context = Context(SHOPPER, "home", now, device="phone")
    query = query_read(context, Profile(SHOPPER, past), world)
    block = world.block([world.facts[row].item_id for row in candidates[0]])
    served = np.concatenate(
        [history_features(beside_of(query, block)), rest_of(query, block, world.heads)]
    )
    stats = slice(16, 19)  # of the items: from the export there, from all events here
    served[stats] = features.T[stats]
    np.testing.assert_allclose(features.T, served, atol=2e-4)


def test_what_comes_after_a_look_is_not_seen():
    world = random_world(1)
    before = [(2, "view", 0, None), (2, "purchase", 60, 1.0), (5, "view", 500, None)]
    after = [(7, "purchase", 501, 1.0), (2, "rating", 502, 1.0), (5, "view", 900, None)]
    looks = Looks(np.array([0, 2]), np.array([[2, 5, 7], [5, 2, 7]]))
    alone = features_of(Moments(events_made(before), items_of(world)), looks)
    together = features_of(Moments(events_made([*before, *after]), items_of(world)), looks)
    assert np.array_equal(alone, together)


def test_counts_are_of_the_moment():
    rows = [
        (2, "view", 0, None),
        (2, "purchase", 60, 1.0),
        (2, "rating", 90, 5.0),
        (2, "view", 99, None),
    ]
    moments = Moments(events_made(rows), items_of(random_world(1)))
    at = START + np.array([0, 1, 61, 100])
    counts = moments.counts
    assert counts["looks"].count(np.full(4, 2), at).tolist() == [0, 1, 1, 2]
    assert counts["buys"].count(np.full(4, 2), at).tolist() == [0, 0, 1, 1]
    assert counts["rated"].value(np.full(4, 2), at).tolist() == [0, 0, 0, 5]
    assert counts["looks"].total(at).tolist() == [0, 1, 1, 2]
    assert counts["looks"].count(np.array([3]), at[3:]).tolist() == [0]


def test_labels_by_hand():
    events = events_made(
        [
            (1, "view", 0, None),
            (1, "cart", 10, 1.0),
            (1, "purchase", 20, 1.0),
            (2, "view", 30, None),
            (1, "rating", 3 * DAY, 5.0),
            (2, "cart", 2 * DAY + 40, 1.0),  # a day too late
            (2, "rating", 4 * DAY, 3.0),
            (4, "view", 9 * DAY, None),
            (1, "cart", 9 * DAY, 1.0),  # another shopper's
        ],
        owners=[0] * 8 + [1],
    )
    looks = Looks(np.array([0, 3, 7]), np.array([[1, 9], [2, -1], [4, 9]]))
    nan = np.nan
    late = START + 20 * DAY
    assert labels_of(events, looks, late) == pytest.approx(
        np.array(
            [
                [[1, 1, 1, 1], [0, nan, nan, nan]],
                [[1, 0, 0, 0], [nan, nan, nan, nan]],
                [[1, 0, 0, nan], [0, nan, nan, nan]],
            ]
        ),
        nan_ok=True,
    )
    # On the second day neither rating is known, nor what is bought within a week, even if it was.
    early = labels_of(events, looks, START + 2 * DAY)
    assert early[0, 0] == pytest.approx([1, 1, nan, nan], nan_ok=True)
    assert early[1, 0] == pytest.approx([1, 0, nan, nan], nan_ok=True)


def test_looks_are_drawn():
    world = random_world(2)
    items = items_of(world)
    items.listed[:] = START - DAY
    items.listed[7] = START + 100 * DAY
    rows = [(n % 5, "view", 60 * n, None) for n in range(40)] + [(4, "view", 3000, None)]
    looks = looks_drawn(events_made(rows), items, seed=1, negatives=6)
    assert len(looks) == 40  # the last is of the item just looked at
    assert looks.candidates.shape == (40, 7)
    assert (looks.candidates[:, 1:] != looks.candidates[:, :1]).all()
    assert 7 not in looks.candidates and (looks.candidates[:, 1:] >= 0).mean() > 0.7
    again = looks_drawn(events_made(rows), items, seed=1, negatives=6)
    assert np.array_equal(looks.candidates, again.candidates)
    newest = looks_drawn(events_made(rows), items, seed=1, most=5)
    assert newest.at.tolist() == [35, 36, 37, 38, 39]


def test_nothing_at_all():
    empty = np.zeros(0, dtype=np.int64)
    events = TaskEvents(empty, empty, empty, empty.astype("f4"), empty, empty)
    items = items_of(random_world(1))
    looks = looks_drawn(events, items, seed=0)
    assert len(looks) == 0 and labels_of(events, looks, 0.0).shape == (0, 5, 4)
    assert features_of(Moments(events, items), looks).shape[:2] == (0, 5)


def test_acts_weigh_what_they_weigh_on_a_page():
    at = datetime.fromtimestamp(START, UTC)
    rows = [(0, kind.value, 0, value) for kind in KINDS for value in (None, 0.0, 1.0, 5.0, 90.0)]
    expected = [
        action_weight(PastEvent(uuid.uuid4(), EventKind(k), at, "i", v)) for _, k, _, v in rows
    ]
    assert act_weights(events_made(rows)) == pytest.approx(expected, abs=1e-6)
