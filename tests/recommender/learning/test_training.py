import json
import uuid
from dataclasses import replace

import numpy as np
import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommender import learning, services
from recommender.errors import InvalidInput, NotFound, NotReady, OutsideFailure
from recommender.learning import training
from recommender.learning.loaded import sequence_loaded
from recommender.learning.training import hold_out
from recommender.learning.vectors import vectors_read
from recommender.models import InterestState, ItemVector, OwedRefresh, Run
from recommender.neural.sequences import sequences_from
from recommender.store import PostgresStore
from tests.recommender.learning.makers import (
    NOW,
    QUICK,
    act,
    items_make,
    shoppers_make,
    tiny_encoder,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tiny(settings):
    tiny_encoder(settings)


@pytest.fixture
def shop():
    items = items_make(24)
    return items, shoppers_make(items)


def train(seed=0, **changes) -> Run:
    return learning.sequence_train(seed, None, **{**QUICK, **changes})


def test_a_training_beats_popularity_and_is_recorded():
    items = items_make(60)
    shoppers = shoppers_make(items, 100, 12)
    run = train(seed=3)
    assert run.metrics["ndcg10"] > 3 * run.metrics["popular_ndcg10"] > 0
    assert run.metrics["ndcg10"] > 0.6  # nine steps of ten follow the ring
    assert (run.kind, run.status, run.is_active, run.seed) == ("sequence", "ready", True, 3)
    assert run.parent.kind == "encoder" and run.dim == 16
    assert run.params["epochs"] == 12 and run.params["heads"] == 2
    assert (run.metrics["acts"], run.metrics["shoppers"]) == (1200, 100)
    assert (NOW - run.data_from).total_seconds() == 12 * 3600
    assert (NOW - run.data_to).total_seconds() == 3600
    assert run.finished_at > run.started_at
    with storages["models"].open(f"sequence/{run.pk}/model.json") as file:
        assert json.load(file)["shop"]["item_ids"] == items
    assert sorted(run.files) == [
        f"sequence/{run.pk}/model.{end}" for end in ("json", "safetensors")
    ]
    assert ItemVector.objects.filter(run=run).count() == 60
    assert set(OwedRefresh.objects.values_list("shopper_id", flat=True)) == set(shoppers)


def test_further_readers_join_where_they_add_something_and_what_serves_is_told(shop):
    run = train(epochs=4, readers=3, facts=1)
    told = run.metrics["readers"]
    assert [one["name"] for one in told] == ["sasrec", "gru4rec", "caser"]
    assert sum(one["weight"] for one in told) == pytest.approx(1)
    assert all(0 <= one["ndcg10"] <= 1 and len(one["curve"]) == 4 for one in told)
    served = [one["name"] for one in told if one["weight"] > 0]
    loaded = sequence_loaded(run.pk)
    assert list(loaded.model.names) == served
    assert run.name == " + ".join(training.READERS[name] for name in served)
    assert sum(run.metrics["gates"].values()) == pytest.approx(1, abs=1e-3)
    assert {"text", "facets", "ids"} == set(run.metrics["gates"])
    # All speak of one space: the vectors are those of the tower trained with the first.
    alone = train(epochs=4, facts=1)
    a, b = (np.stack(list(vectors_read(r.pk, r.dim).values())) for r in (run, alone))
    assert np.array_equal(a, b)


def test_one_seed_gives_one_model(shop):
    one, same, other = (train(seed, epochs=2) for seed in (1, 1, 2))
    a, b, c = (np.stack(list(vectors_read(r.pk, r.dim).values())) for r in (one, same, other))
    assert np.array_equal(a, b) and not np.allclose(a, c)
    assert one.metrics["ndcg10"] == same.metrics["ndcg10"]


def test_what_the_shopper_told_us_not_to_use_is_not_learned_from(shop):
    _, shoppers = shop
    told = services.shopper_events(shoppers[0], 1)[0]
    services.control_set(shoppers[0], "ignore_event", event_id=told.id)
    assert train(epochs=1).metrics["acts"] == 599


def test_versions_follow_each_other_and_go_back(shop):
    first, second = train(epochs=1), train(epochs=1)
    assert not Run.objects.get(pk=first.pk).is_active and second.is_active
    assert PostgresStore().model_space.run_id == second.pk
    OwedRefresh.objects.all().delete()
    assert learning.run_rollback("sequence").pk == first.pk
    assert PostgresStore().model_space.run_id == first.pk
    assert OwedRefresh.objects.count() == 60
    assert learning.run_activate(second.pk).is_active
    with pytest.raises(NotFound):
        learning.run_activate(10**9)
    learning.run_activate(first.pk)
    with pytest.raises(NotReady, match="no older"):
        learning.run_rollback("sequence")


def test_vectors_of_two_runs_are_never_compared(shop):
    items, shoppers = shop
    train(epochs=1)
    learning.interests_refresh([shoppers[0]])
    second = train(epochs=1, dim=8)
    store = PostgresStore()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = store.nearest_model(np.ones((1, 8), dtype=np.float32), 5)
    assert len(found) == 5
    assert all(f"run_id = {second.pk}" in q["sql"] for q in asked if "itemvector" in q["sql"])
    # What was understood under the other run is not read under this one.
    from recommender.contracts import Context
    from recommender.profile_read import profile_read

    assert InterestState.objects.filter(shopper_id=shoppers[0]).exclude(run=second).exists()
    assert profile_read(Context(shoppers[0], "home", NOW)).deep is None
    learning.interests_refresh([shoppers[0]])
    assert profile_read(Context(shoppers[0], "home", NOW)).deep.shape == (8,)


def test_a_failed_training_is_recorded_and_the_old_model_serves_on(shop, monkeypatch):
    good = train(epochs=1)

    def fail(*_, **__):
        raise OutsideFailure("Out of memory while training: lower batch_size.")

    monkeypatch.setattr("recommender.neural.training.fit", fail)
    with pytest.raises(OutsideFailure):
        train()
    bad = Run.objects.filter(kind="sequence").first()
    assert (bad.status, bad.is_active) == ("failed", False)
    assert bad.error.startswith("Out of memory") and bad.finished_at is not None
    assert Run.objects.get(kind="sequence", is_active=True).pk == good.pk
    with pytest.raises(NotReady, match="failed"):
        learning.run_activate(bad.pk)


def test_what_a_killed_training_left_behind_is_failed_by_the_next(shop):
    left = Run.objects.create(kind="sequence", name="SASRec")
    train(epochs=1)
    left.refresh_from_db()
    assert left.status == "failed" and "ended before" in left.error


@pytest.mark.django_db(transaction=True)
def test_two_trainings_at_once_are_one_too_many(shop):
    import threading

    said = []

    def other():
        try:
            train(epochs=1)
        except NotReady as error:
            said.append(str(error))
        connection.close()

    with training.training_alone():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(30)
    assert said and "going on already" in said[0]
    with training.training_alone():
        pass


def test_old_runs_lose_vectors_and_files_and_stay_on_record(shop):
    runs = [train(epochs=1) for _ in range(4)]
    first = Run.objects.get(pk=runs[0].pk)
    assert first.files == [] and not ItemVector.objects.filter(run=first).exists()
    assert not storages["models"].exists(f"sequence/{first.pk}/model.json")
    assert first.metrics["ndcg10"] > 0
    with pytest.raises(NotReady, match="cleared away"):
        learning.run_activate(first.pk)
    assert ItemVector.objects.filter(run=runs[1]).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'item_vector_run_%'")
        indexes = {row[0] for row in cursor.fetchall()}
    assert f"item_vector_run_{first.pk}" not in indexes
    assert {f"item_vector_run_{run.pk}" for run in runs[1:]} <= indexes


def test_lost_files_are_a_clear_failure(shop):
    run = train(epochs=1)
    sequence_loaded(run.pk)
    storages["models"].delete(f"sequence/{run.pk}/model.safetensors")
    from recommender.learning import loaded

    loaded._sequence.cache_clear()
    with pytest.raises(OutsideFailure, match=f"run {run.pk} cannot be read"):
        learning.interests_refresh()


def test_an_empty_shop_and_too_few_events_say_so():
    with pytest.raises(NotReady, match="no items"):
        train()
    items_make(3)
    with pytest.raises(NotReady, match="too few events"):
        train()
    services.events_record([act(uuid.uuid4(), "i00", 10)], wake=False)
    with pytest.raises(NotReady, match="too few events"):
        train()
    assert not Run.objects.filter(kind="sequence").exists()


def test_two_acts_of_one_shopper_are_enough():
    items_make(3)
    one = uuid.uuid4()
    services.events_record([act(one, "i00", 10), act(one, "i01", 5)], wake=False)
    run = train(epochs=1)
    assert run.is_active and "ndcg10" not in run.metrics
    assert learning.interests_refresh() == 1


@pytest.mark.parametrize(
    ("wrong", "field"), [({"width": 3}, "width"), ({"dim": 4}, "dim"), ({"heads": 3}, "dim")]
)
def test_wrong_parameters_are_named(wrong, field):
    with pytest.raises(InvalidInput) as caught:
        learning.sequence_train(0, None, **wrong)
    assert field in caught.value.fields


@pytest.mark.parametrize(
    "change",
    [
        {"dim": 8}, {"layers": 1}, {"heads": 1}, {"dropout": 0.7}, {"id_dropout": 1.0},
        {"temperature": 0.5}, {"epochs": 1}, {"batch_size": 64}, {"learning_rate": 0.002},
        {"validation_shoppers": 3}, {"facts": 1}, {"context": 0},
    ],
    ids=str,
)  # fmt: skip
def test_every_parameter_changes_the_model(change, shop):
    plain, other = train(epochs=2), train(**{"epochs": 2, **change})
    a, b = (np.stack(list(vectors_read(r.pk, r.dim).values())) for r in (plain, other))
    assert a.shape != b.shape or not np.array_equal(a, b)


def test_the_last_step_is_held_out_of_those_drawn_only():
    many = sequences_from([[1, 2, 3], [4, 5], [6, 7, 8, 9]])
    kept, validation = hold_out(many, 1, seed=0)
    assert len(kept.rows) == len(many.rows) - 1
    assert len(validation.targets) == 1 and validation.targets[0] in (3, 9)
    kept, validation = hold_out(many, 10, seed=0)
    assert kept.rows.tolist() == [1, 2, 4, 5, 6, 7, 8]
    assert validation.targets.tolist() == [3, 9]
    assert validation.histories.rows.tolist() == [1, 2, 6, 7, 8]
    assert hold_out(sequences_from([[1, 2]]), 5, seed=0)[1] is None


def test_the_distrusted_are_not_validated_on():
    trust = np.array([0.4, 1.0, 1.0], dtype=np.float32)
    many = replace(sequences_from([[1, 2, 3], [4, 5, 6], [6, 7, 8, 9]]), trust=trust)
    kept, validation = hold_out(many, 10, seed=0)
    assert validation.targets.tolist() == [6, 9]
    assert kept.rows.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert kept.trust.tolist() == trust.tolist()


@pytest.mark.parametrize(("denoise", "acts"), [(0, 535), (1, 267)])
def test_acts_that_fit_nothing_are_left_out_where_asked(denoise, acts, shop, monkeypatch):
    from recommender.neural import training as neural
    from recommender.trust import steps

    fitted, real = [], neural.fit

    def fit(kept, *more, **named):
        fitted.append(kept)
        return real(kept, *more, **named)

    monkeypatch.setattr(steps, "steps_keep", lambda kept, _: kept.take(np.arange(30)))
    monkeypatch.setattr(neural, "fit", fit)
    train(epochs=1, denoise=denoise)
    assert len(fitted[0].rows) == acts


def test_shoppers_left_out_teach_nothing(shop, monkeypatch):
    _, shoppers = shop
    told = []

    def distrust(shopper_ids):
        told.extend(shopper_ids)
        return np.array([float(one != shoppers[0]) for one in shopper_ids], dtype=np.float32)

    plain = train(epochs=2)
    monkeypatch.setattr(training, "trust_weights", distrust)
    other = train(epochs=2)
    assert set(told) == set(shoppers)
    a, b = (np.stack(list(vectors_read(r.pk, r.dim).values())) for r in (plain, other))
    assert not np.array_equal(a, b)
