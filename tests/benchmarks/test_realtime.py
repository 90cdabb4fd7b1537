from __future__ import annotations

import uuid
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.realtime_buyers import NOTICED_OF, Buyer, Intent, Outcome, chosen, noticed
from benchmarks.realtime_dislike import Disliked, Near, exposure
from benchmarks.realtime_figures import (
    dislike_figures,
    lift_figures,
    lower_median,
    median_interval,
    share_interval,
    switch_figures,
)
from benchmarks.realtime_policies import one_source, profile_stored
from benchmarks.realtime_switch import Switched
from benchmarks.realtime_web import page_read
from recommender.contracts import EventKind, PastEvent, Profile
from tests.recommender.worlds import NOW

PAGE = """
<section class="shelf" data-shelf="for_you"><form method="post" action="/pick/s1/">
<article class="card" id="a" data-sku="TEA-1"><a class="card__link" href="/p/tea/?from=s1&amp;p=0">
<span class="badge">New</span></a></article>
<article class="card" data-sku="MUG-2"><a class="card__link" href="/p/mug/">x</a></article></form>
</section><ul><article class="card" data-sku="INK-3"><a class="card__link" href="/p/ink/"></a></ul>
"""


def buyer(utility: list[float], **given: object) -> Buyer:
    size = len(utility)
    plain = Buyer(
        person=None, intent=Intent(0, 0), utility=np.array(utility), wish=np.zeros(size),  # type: ignore[arg-type]
        noise=np.zeros(size), cart_draw=np.zeros(size), buy_draw=np.zeros(size),
        dwell_draw=np.zeros(size), like_draw=np.zeros(size), by_listing=False,
        look_draws=np.zeros((1, NOTICED_OF)), go_on=np.array([-1.0]), below=np.zeros(1),
        listings=np.zeros(1, dtype=np.int64),
    )  # fmt: skip
    return replace(plain, **given)  # type: ignore[arg-type]


def test_a_page_is_read_as_a_shopper_sees_it() -> None:
    page = page_read(PAGE)
    assert page.skus == ["TEA-1", "MUG-2"]
    assert page.cards[0].href == "/p/tea/?from=s1&p=0"
    assert [card.answers for card in page.cards] == ["/pick/s1/"] * 2
    assert [card.has_badge for card in page.cards] == [True, False]
    assert [card.sku for card in page.listed] == ["INK-3"]


def test_a_place_is_noticed_with_its_chance() -> None:
    draws = np.full(NOTICED_OF, 0.5)
    # r^-0.55 is above a half up to r = 3 (.546), and below it at 4 (.467).
    assert noticed(draws, 10).tolist() == [0, 1, 2]
    assert noticed(np.zeros(NOTICED_OF), 99).tolist() == list(range(NOTICED_OF))
    assert not len(noticed(draws, 0))


def test_the_best_of_what_is_noticed_is_opened_if_it_is_worth_it() -> None:
    rows = np.array([2, -1, 0, 1])
    one = buyer([0.0, 3.0, 1.0])
    assert chosen(one, 0, rows, set()) == 3
    assert chosen(one, 0, rows, {1}) == 0
    assert chosen(one, 0, rows, {0, 1, 2}) is None
    assert chosen(buyer([-2.0, -3.0, -1.5]), 0, rows, set()) is None
    unseen = np.ones((1, NOTICED_OF))
    unseen[0, 2] = 0.0
    assert chosen(buyer([0.0, 3.0, 1.0], look_draws=unseen), 0, rows, set()) == 2
    loud = buyer([0.0, 3.0, 1.0], noise=np.array([4.0, 0.0, 0.0]))
    assert chosen(loud, 0, rows, set()) == 2


def test_stored_interests_see_no_newer_event_but_what_is_excluded_stays_excluded() -> None:
    events = tuple(
        PastEvent(uuid.UUID(int=n), EventKind.VIEW, NOW.replace(minute=n), f"i{n}")
        for n in (3, 2, 1)
    )
    profile = Profile(
        uuid.UUID(int=9), events, interests_as_of=NOW.replace(minute=2),
        excluded_item_ids=frozenset({"i3"}), reference_at=NOW.replace(minute=3),
    )  # fmt: skip
    stored = profile_stored(profile)
    assert [event.item_id for event in stored.events] == ["i2", "i1"]
    assert stored.reference_at == NOW.replace(minute=2)
    assert stored.excluded_item_ids == {"i3"}
    assert profile_stored(replace(profile, interests_as_of=None)).events == events


def test_a_policy_of_one_source_has_no_other_weight() -> None:
    ours = {"weights": {"popular": 0.2, "session": 1.6}, "diversity": 0.3, "shelf_size": 8}
    found = one_source(ours, "popular")
    assert found["weights"] == {"popular": 1.0, "session": 0.0}
    assert found["diversity"] == 0 and found["shelves"]["home"] == ["for_you"]
    assert "calibration" not in found  # what the strategy does not have is not made up


def test_wilson_claims_no_certainty() -> None:
    assert share_interval(10, 10) == [0.7225, 1.0]
    assert share_interval(0, 10) == [0.0, 0.2775]
    assert share_interval(0, 0) == [0.0, 1.0]


def test_a_median_may_be_never() -> None:
    assert lower_median(np.array([1.0, 2.0, 3.0, np.inf])) == 2
    assert lower_median(np.array([1.0, np.inf, np.inf])) is None
    assert median_interval(np.array([2.0, 2.0, 2.0])) == [2.0, 2.0]


def test_events_until_a_switch_are_counted_once() -> None:
    early, late = Switched(), Switched()
    early.note(1, {"first": False, "majority": False})
    early.note(2, {"first": True, "majority": False})
    early.note(3, {"first": True, "majority": True})
    late.note(5, {"first": True})
    early.share, late.share = [0.0, 0.5, 1.0], [0.0, 0.0, 0.0, 0.0, 0.5]
    found = switch_figures([early, late])
    assert found["first"]["within_3"] == 0.5 and found["first"]["p50"] == 2
    assert found["majority"]["never"] == 0.5
    assert found["share_of_first_shelf"] == [0.0, 0.25, 0.5, 0.5, 0.75]


def test_a_kind_is_a_category_and_a_nearness() -> None:
    content = np.array([[1, 0], [1, 0], [0, 1], [1, 0]], dtype=np.float32)
    near = Near(content, np.array([5, 5, 5, 6]))
    assert near.kind_of(0, [0, 1, 2, 3]) == [1]
    assert near.neighbours(0, [0, 1, 2, 3]) == [1, 3]
    assert exposure([7], [9, 8, 7]) == pytest.approx(0.5)  # 1 / log2(4)


def test_gone_is_the_item_and_its_kind() -> None:
    gone = Disliked(True, 2, 0, (1.0, 0.25), 1.0, True, 1.0)
    found = dislike_figures([gone, replace(gone, kind_after=1), replace(gone, kind_before=0)])
    assert found["gone"] == round(2 / 3, 4)
    assert found["with_kind_on_page"] == 2 and found["kind_gone_of_those"] == 0.5
    assert found["near_exposure"] == {"before": 1.0, "after": 0.25}


def test_lift_is_relative_and_paired() -> None:
    def did(*bought: int) -> list[Outcome]:
        return [Outcome(bought=list(range(n)), from_shelf={0}, foreseen=n / 2) for n in bought]

    found = lift_figures({"live": did(2, 1, 3), "popular": did(1, 1, 2)})
    assert found["over"]["popular"]["lift"] == 0.5
    low, high = found["over"]["popular"]["lift_ci"]
    assert 0 <= low <= 0.5 <= high
    assert found["by_policy"]["live"]["from_shelves"] == 1.0
    same = lift_figures({"live": did(2, 0, 3), "stored": did(2, 0, 3)})["over"]["stored"]
    assert same["lift"] == 0
