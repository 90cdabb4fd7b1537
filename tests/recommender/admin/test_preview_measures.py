"""What the preview measures: against plain arithmetic, and moved by the sliders that should."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from recommender import services
from recommender.admin.preview import compare
from recommender.admin.preview_measures import Measured, measured, side_by_side
from recommender.caches import caches_forget
from recommender.contracts import Context
from recommender.mixes import SMOOTHING
from recommender.models import Item
from recommender.picks import page_preview
from recommender.recalled import NICHE_EVENTS
from recommender.store import PostgresStore
from recommender.strategy import StrategyParams, strategy_ensure_default, strategy_save
from tests.recommender.worlds import new_event, random_world, save

pytestmark = pytest.mark.django_db

STEADY = {"exploration": 0.0, "niche_quota": 0.0, "novelty": 0.0}
FOR_YOU = {"shelves": {"home": ("for_you",)}, "per_category": 24, "per_brand": 24}


@pytest.fixture
def devoted():
    """Somebody whose acts are nearly all on one kind, in a shop of five."""
    save(random_world(11, items=120))
    hardly = [f"i{n:02d}" for n in range(42, 118, 3)]
    Item.objects.filter(pk__in=hardly).update(event_count=0, is_tail=True)
    Item.objects.exclude(pk__in=hardly).filter(event_count__lt=50).update(event_count=50)
    caches_forget()
    shopper = services.shopper_create()
    acts = [*(f"i{n:02d}" for n in range(1, 40, 5)), "i03"]  # eight of kind c1, one of c3
    events = [new_event(shopper, item, "view", 60, now=timezone.now()) for item in acts]
    services.events_record(events, wake=False)
    return Context(shopper, "home", timezone.now())


def params(**changed) -> StrategyParams:
    given = {**STEADY, **FOR_YOU, **changed}
    given["shelves"] = {**StrategyParams().shelves, **given["shelves"]}
    return StrategyParams(**given)


def shelf(context, **changed) -> tuple[list[str], Measured]:
    page = page_preview(context, params(**changed))[0]
    found = measured(page, page.shelves)
    block = page.candidates.block
    return [block.facts[row].item_id for row in page.shelves[0].chosen.rows], found


def test_measures_are_those_of_what_is_shown(devoted):
    given = params()
    found = compare(devoted, given, given)
    assert found["is_same"]
    cards = [
        card["item"]["item_id"]
        for pair in found["pairs"]
        for card in (*pair["left"]["first"], *pair["left"]["others"])
    ]
    items = Item.objects.in_bulk(cards)
    said = {one["key"]: one["left"] for one in found["measures"]}
    vectors = PostgresStore().block(cards, available_only=False).content.astype(np.float64)
    pairs = [
        1.0 - float(vectors[a] @ vectors[b])
        for a in range(len(cards))
        for b in range(len(cards))
        if a != b
    ]
    assert said["difference"] == f"{sum(pairs) / len(pairs):.2f}"
    assert said["tail"] == f"{sum(i.is_tail for i in items.values()) / len(cards):.0%}"
    few = sum(i.event_count < NICHE_EVENTS for i in items.values())
    assert said["niche"] == f"{few / len(cards):.0%}"
    assert said["categories"] == str(len({i.category for i in items.values()}))
    assert said["brands"] == str(len({i.brand for i in items.values()}))
    assert said["price"] == f"{sum(float(i.price) for i in items.values()) / len(cards):,.2f}"
    assert all(one["better"] == "" and one["left"] == one["right"] for one in found["measures"])
    assert found["overlap"] == f"Of the first 20 items, both show {len(cards)}.".replace(
        "first 20", f"first {min(20, len(cards))}"
    )


def test_the_distance_is_steck_s_by_hand(devoted):
    page = page_preview(devoted, params())[0]
    found = measured(page, page.shelves)
    from recommender.mixes import mix_read

    read = mix_read(page.query, page.candidates.block)
    wanted = dict(zip(read.names, read.share().tolist(), strict=True))
    block = page.candidates.block
    shown = Counter(block.facts[row].category for row in page.shelves[0].chosen.rows)
    size = sum(shown.values())
    total = 0.0
    for name, p in wanted.items():
        near = (1 - SMOOTHING) * shown[name] / size + SMOOTHING * p
        total += p * math.log(p / near) if p > 0 else 0.0
    assert found.mix == pytest.approx(total)


def test_relevance_kept_is_whole_without_difference_and_less_with_it(devoted):
    _, plain = shelf(devoted, diversity=0.0)
    assert plain.relevance == pytest.approx(1.0)
    page = page_preview(devoted, params(diversity=0.8))[0]
    one = page.shelves[0]
    best = sorted(one.scored.score.tolist(), reverse=True)[: len(one.chosen.rows)]
    kept = sum(float(one.scored.score[row]) for row in one.chosen.rows)
    assert measured(page, page.shelves).relevance == pytest.approx(kept / sum(best), rel=1e-5)
    assert kept / sum(best) < 0.99


@pytest.mark.parametrize(
    ("name", "low", "high", "measure", "way"),
    [
        ("diversity", 0.0, 0.8, "difference", 1),
        ("calibration", 0.0, 1.0, "mix", -1),
        ("tail_quota", 0.0, 0.5, "tail", 1),
        ("niche_quota", 0.0, 0.3, "niche", 1),
    ],
)
def test_each_slider_moves_the_shelf_and_its_measure(devoted, name, low, high, measure, way):
    base = {"calibration": {"diversity": 0.6}, "tail_quota": {"diversity": 0.0}}.get(name, {})
    before, low_said = shelf(devoted, **{**base, name: low})
    after, high_said = shelf(devoted, **{**base, name: high})
    assert before != after
    moved = getattr(high_said, measure) - getattr(low_said, measure)
    assert moved * way > 0.02, (getattr(low_said, measure), getattr(high_said, measure))
    line = next(one for one in side_by_side(low_said, high_said) if one["key"] == measure)
    assert line["better"] == "right" and line["left"] != line["right"]


def test_the_page_shows_the_measures_move_and_marks_the_better_in_words(owner, devoted):
    strategy = strategy_ensure_default().strategy
    strategy_save(strategy, STEADY, activate=True)  # whoever it is and whenever
    url = reverse("admin:recommender_strategy_preview", args=[strategy.pk])
    sent = {"lively": str(devoted.shopper_id), "diversity": "0.9", **STEADY}
    page = owner.post(url, sent)
    lines = {one["key"]: one for one in page.context["comparison"]["measures"]}
    assert lines["difference"]["better"] == "right" and lines["relevance"]["better"] == "left"
    body = page.content.decode()
    assert body.count('<span class="rc-better">better</span>') >= 2
    assert "Distance from their own mix" in body and "KL divergence" in body
    for pair in page.context["comparison"]["pairs"]:
        assert len(pair["measures"]) == len(lines)
    spoken = owner.post(url, sent, headers={"Accept-Language": "zh-hans"}).content.decode()
    assert "相对熵" in spoken and "Distance from their own mix" not in spoken


def test_without_acts_or_shelves_a_dash_stands_and_nothing_is_better():
    empty = Measured(None, None, 0.0, 0.0, 1, 1, None, 9.0)
    lines = {one["key"]: one for one in side_by_side(empty, None)}
    assert lines["mix"]["left"] == lines["mix"]["right"] == "–"
    assert lines["tail"]["right"] == "–"
    assert {one["better"] for one in lines.values()} == {""}
