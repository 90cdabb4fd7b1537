"""What each model adds: on a run's page, and to one pick on a slate's."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from pgvector import HalfVector

from recommender.admin.readers import gates_shown, likeness_by_model, readers_shown
from recommender.learning.vectors import vectors_read
from recommender.models import InterestState, Run, SlateRow

pytestmark = pytest.mark.django_db

TOLD = [
    {"name": "sasrec", "weight": 0.6, "ndcg10": 0.31, "train_s": 40.0,
     "curve": [{"epoch": 1.0, "ndcg10": 0.2}, {"epoch": 2.0, "ndcg10": 0.31}]},
    {"name": "gru4rec", "weight": 0.0, "ndcg10": 0.25, "train_s": 9.0, "curve": []},
    {"name": "caser", "weight": 0.4, "ndcg10": 0.28, "train_s": 8.0,
     "curve": [{"epoch": 1.0, "ndcg10": 0.1}, {"epoch": 2.0, "ndcg10": 0.28}]},
]  # fmt: skip


@pytest.fixture
def run(shopper) -> Run:
    found = Run.objects.get(kind="sequence", is_active=True)
    found.metrics = {**found.metrics, "readers": TOLD, "gates": {"ids": 0.2, "text": 0.8}}
    found.save()
    return found


def understand(shopper, run, parts, refreshed_at=None):
    parts = np.asarray(parts, dtype=np.float16)
    InterestState.objects.filter(shopper_id=shopper).delete()
    InterestState.objects.create(
        shopper_id=shopper, run=run, deep=HalfVector(parts.sum(axis=0).astype(np.float32)),
        parts=parts.tobytes(), as_of=timezone.now(),
    )  # fmt: skip
    if refreshed_at:
        InterestState.objects.update(refreshed_at=refreshed_at)


def test_a_run_tells_its_models_and_what_items_are_made_of(run, owner):
    shown = readers_shown(run)
    assert [(one.name, one.percent) for one in shown] == [
        ("SASRec", 60.0), ("GRU4Rec", 0.0), ("Caser", 40.0),
    ]  # fmt: skip
    assert shown[1].curve is None and shown[2].curve is not None
    assert [percent for _, percent in gates_shown(run)] == [80.0, 20.0]
    page = owner.get(reverse("admin:recommender_run_change", args=[run.pk])).content.decode()
    for said in ("GRU4Rec", "0.2500", "60 %", "Training of Caser", "made of", "80 %"):
        assert said in page, said
    plain = Run(kind="sequence", metrics={"ndcg10": 0.1})
    assert readers_shown(plain) == [] and gates_shown(plain) == []


def test_the_parts_of_a_pick_sum_to_its_likeness(lively, run):
    rng = np.random.default_rng(0)
    parts = rng.normal(size=(2, run.dim)) * 0.2
    understand(lively, run, parts)
    found, _ = likeness_by_model(lively, ["i04", "i13", "gone"])
    assert set(found) == {"i04", "i13"}
    held = np.asarray(parts, dtype=np.float16).astype(np.float32)
    whole = held.sum(axis=0)
    for item_id, vector in vectors_read(run.pk, run.dim, ["i04", "i13"]).items():
        cosine = float(vector @ whole / np.linalg.norm(whole))
        assert found[item_id].total == pytest.approx(cosine, abs=1e-5)
        assert [one.name for one in found[item_id].parts] == ["SASRec", "Caser"]
        assert sum(one.value for one in found[item_id].parts) == pytest.approx(cosine, abs=1e-5)


def test_nothing_is_told_of_another_run_or_where_nothing_was_kept(lively, run):
    assert likeness_by_model(lively, ["i04"]) == ({}, None)
    understand(lively, run, np.ones((3, run.dim)))  # as many as another training had
    assert likeness_by_model(lively, ["i04"]) == ({}, None)
    understand(lively, run, np.zeros((2, run.dim)))
    assert likeness_by_model(lively, ["i04"]) == ({}, None)


def test_a_slate_shows_what_each_model_adds_and_says_when_more_is_known_now(slates, run, owner):
    slate = SlateRow.objects.exclude(picks=[]).first()
    address = reverse("admin:recommender_slaterow_change", args=[slate.pk])
    assert "by model" not in owner.get(address).content.decode()
    before = slate.served_at - timedelta(minutes=1)
    understand(slate.shopper_id, run, np.full((2, run.dim), 0.1), before)
    page = owner.get(address).content.decode()
    assert page.count("Likeness to the whole history, by model") == len(slate.picks)
    assert "SASRec" in page and "Caser" in page and "GRU4Rec" not in page
    assert "understood now" not in page
    understand(slate.shopper_id, run, np.full((2, run.dim), 0.1))
    assert "understood now" in owner.get(address).content.decode()
