from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from benchmarks.growth import OUTSIDE, bend, pages_measure
from benchmarks.stages import STAGES
from recommender import services
from recommender.models import InterestState, Run
from tests.recommender.worlds import new_event, random_world, save


def row(items: int, **stages: float) -> dict[str, Any]:
    whole = sum(stages.values())
    return {"items": items, "page_ms": whole, "stages_ms": {**stages, "whole": whole}}


def test_the_step_that_grew_most_bends_the_curve() -> None:
    found = bend(
        [row(10, recall=1, rank=5), row(100, recall=2, rank=4), row(1000, recall=8, log=4)]
    )
    assert found["bends"] == "recall"
    assert found["grew_ms"] == {"recall": 7, "log": 4}
    assert found["exponent"] == pytest.approx(0.301)  # twice the cost for ten times the items
    assert found["page_ratio"] == 2


def test_of_one_shop_there_is_no_curve() -> None:
    assert bend([row(10, recall=1)]) == {}


def test_stages_outside_the_recommender_are_stages() -> None:
    assert set(OUTSIDE) < set(STAGES)


@pytest.mark.django_db(transaction=True)
def test_each_page_is_made_anew_and_its_steps_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    save(random_world(7, items=60))
    shopper = services.shopper_create()
    now = timezone.now()
    services.events_record([new_event(shopper, "i04", now=now)], wake=False)
    run = Run.objects.get(kind=Run.Kind.SEQUENCE, is_active=True)
    InterestState.objects.create(
        shopper_id=shopper, run=run, deep=[1.0] + [0.0] * (run.dim - 1), event_ids=[], loo=b"",
        as_of=now,
    )  # fmt: skip
    made = []
    make = services.page_recommend
    monkeypatch.setattr(services, "page_recommend", lambda c: made.append(make(c)) or made[-1])
    found = pages_measure(turns=3, seed=1)
    assert found["recall"] > 0 and not set(found) & set(OUTSIDE)
    assert len({slates[0].id for slates in made}) == len(made)  # never the page of before
