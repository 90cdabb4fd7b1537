"""Features by hand, and the features without one event against those made anew without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.task_heads.features import (
    CONTEXT,
    HISTORY,
    ITEM,
    LONG_AGO_S,
    Beside,
    context_features,
    history_features,
    history_without,
    item_features,
    stats_from,
)


def beside_made(seed: int, candidates: int, events: int) -> Beside:
    random = np.random.default_rng(seed)

    def floats(*shape: int) -> np.ndarray:
        return random.normal(size=shape).astype(np.float32)

    session, memory = 0.3 * floats(1, events), 0.5 * floats(1, events)
    return Beside(
        session=session,
        memory=memory,
        real=np.ones((1, events), dtype=bool),
        cosine=np.clip(floats(candidates, events), -1, 1),
        same_item=random.random((candidates, events)) < 0.1,
        same_category=random.random((candidates, events)) < 0.4,
        same_department=random.random((candidates, events)) < 0.6,
        same_brand=random.random((candidates, events)) < 0.3,
        same_maker=random.random((candidates, events)) < 0.2,
        age_s=(10 ** random.uniform(0, 8, (1, events))).astype(np.float32),
        log_price=np.where(random.random((1, events)) < 0.2, 0, np.abs(floats(1, events))),
        own_log_price=np.abs(floats(candidates, 1)),
        session_mass=np.abs(session).sum(axis=1, keepdims=True),
        memory_mass=np.abs(memory).sum(axis=1, keepdims=True),
    )


PER_EVENT = (
    "session", "memory", "real", "cosine", "same_item", "same_category", "same_department",
    "same_brand", "same_maker", "age_s", "log_price",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 9))
def test_the_features_without_an_event_are_those_made_anew(seed, candidates, events):
    beside = beside_made(seed, candidates, events)
    without = history_without(beside)
    assert without.shape == (len(HISTORY), candidates, events)
    for gone in range(events):
        others = [place for place in range(events) if place != gone]
        anew = replace(beside, **{name: getattr(beside, name)[:, others] for name in PER_EVENT})
        assert without[:, :, gone] == pytest.approx(history_features(anew), abs=2e-5)


def test_a_history_by_hand():
    """Bought a lamp (10) an hour and a half ago; turned away from a bowl ten minutes ago."""
    one = Beside(
        session=np.array([[0.5, -0.25]], dtype="f4"),
        memory=np.array([[1.0, -0.5]], dtype="f4"),
        real=np.ones((1, 2), dtype=bool),
        cosine=np.array([[1.0, 0.625]], dtype="f4"),  # near: 1 and (0.375 / 0.75)² = 0.25
        same_item=np.array([[False, False]]),
        same_category=np.array([[True, False]]),
        same_department=np.array([[True, True]]),
        same_brand=np.array([[False, True]]),
        same_maker=np.array([[False, False]]),
        age_s=np.array([[5400.0, 600.0]], dtype="f4"),
        log_price=np.array([[2.0, 3.0]], dtype="f4"),
        own_log_price=np.array([[2.5]], dtype="f4"),
        session_mass=np.array([[0.75]], dtype="f4"),
        memory_mass=np.array([[1.5]], dtype="f4"),
    )
    found = dict(zip(HISTORY, history_features(one)[:, 0].tolist(), strict=True))
    assert found == pytest.approx(
        {
            "near_session": 0.5 - 0.0625,  # a mass below one is no larger share
            "near_memory": (1.0 - 0.125) / 1.5,
            "share_category": 1 / 1.5,
            "share_department": 0.5 / 1.5,
            "share_brand": -0.5 / 1.5,
            "share_maker": 0.0,
            "seen_item": 0.0,
            "price_gap": 0.5 / 1.05,  # what was turned away from sets no price
            "price_gap_size": 0.5 / 1.05,
            "activity": np.log(3),
            "activity_session": np.log(2),
            "looks_category": np.log(2),
            "best_cosine": 1.0,
            "since_category": np.log(2.5) / np.log(1 + LONG_AGO_S / 3600),
        },
        rel=1e-5,
    )


def test_without_events_nothing_is_known():
    beside = beside_made(1, 3, 0)
    found = dict(zip(HISTORY, history_features(beside).T[0].tolist(), strict=True))
    assert found.pop("since_category") == 1.0
    assert set(found.values()) == {0.0}


def test_items_and_moments_by_hand():
    stats = stats_from(*(np.array([value]) for value in (9.0, 2.0, 25.0, 5.0, 4.0, 0.1, 4.0)))
    assert stats[0] == pytest.approx([np.log(2), np.log(3 / 19 / 0.1), 0.5], rel=1e-5)
    item = item_features(np.array([2.0]), np.array([3 * 86_400.0]), stats)
    assert dict(zip(ITEM, item[:, 0].tolist(), strict=True))["age"] == pytest.approx(np.log(4))
    # Six in the morning of a Thursday, 1970; the phone; away for an hour.
    moment = context_features(np.array([6 * 3600.0]), np.array([3600.0]), np.array([1]))
    found = dict(zip(CONTEXT, moment[:, 0].tolist(), strict=True))
    assert found["hour_sin"] == pytest.approx(1.0) and found["hour_cos"] == pytest.approx(
        0.0, abs=1e-6
    )
    assert found["away"] == pytest.approx(np.log(2))
    assert (found["phone"], found["desktop"]) == (1.0, 0.0)
    assert context_features(np.array([0.0]), np.array([np.inf]), np.array([0]))[0, 0] < 8
