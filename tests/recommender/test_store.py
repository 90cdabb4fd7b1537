"""Postgres and pgvector against the slow plain Store over lists: the same answers."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.db import connection

from recommender import item_cache
from recommender import matrices as matrices_module
from recommender.caches import caches_forget
from recommender.learning import run_activate
from recommender.learning.runs import index_make, index_name
from recommender.matrices import Matrices, matrices
from recommender.models import Item, ItemVector, Run
from recommender.sql import rows
from recommender.store import PostgresStore
from tests.recommender.worlds import NOW, random_world, save, unit

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 2])
def worlds(request):
    world = random_world(request.param)
    world.sold_out = frozenset({"i03", "i07"})
    save(world)
    return world, PostgresStore()


def close(found, expected):
    assert [item for item, _ in found] == [item for item, _ in expected]
    assert np.allclose([s for _, s in found], [s for _, s in expected], atol=2e-3)


def settle():
    """Check what waits for the end of the transaction, so that an index can be made in it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("category", ["", "c1", "d0"])
def test_nearest(worlds, category):
    world, store = worlds
    one, two = world.content[[4]], world.model[[9]]
    close(store.nearest_content(one, 7, category), world.nearest_content(one, 7, category))
    close(store.nearest_model(two, 7, category), world.nearest_model(two, 7, category))
    close(store.tail(one, 5, category), world.tail(one, 5, category))


def test_nearest_to_several_is_the_best_of_each(worlds):
    world, store = worlds
    asked = world.content[[1, 2, 8]]
    mine, theirs = store.nearest_content(asked, 60), dict(world.nearest_content(asked, 60))
    scores = [score for _, score in mine]
    assert dict(mine) == pytest.approx(theirs, abs=2e-3) and scores == sorted(scores)[::-1]


def test_nothing_near_nothing(worlds):
    _, store = worlds
    assert store.nearest_content(np.zeros((0, 8), dtype=np.float32), 5) == []


def test_pairs_counts_and_fresh(worlds):
    world, store = worlds
    asked = ["i01", "i02", "i30"]
    assert store.bought_together(asked, 8) == world.bought_together(asked, 8)
    for window, place, category in [("week", "", ""), ("week", "oslo", "c2"), ("all", "", "d1")]:
        found = store.popular(window, place, 6, category)
        assert found == world.popular(window, place, 6, category)
    for days in (5, 30):
        since = NOW - timedelta(days=days)
        assert store.fresh(since, 9, "d0") == world.fresh(since, 9, "d0")


def test_a_block_is_in_the_order_asked(worlds):
    world, store = worlds
    asked = ["i09", "i03", "nothing", "i00", "i09"]
    for available in (True, False):
        mine = store.block(asked, available_only=available)
        theirs = world.block(asked, available_only=available)
        assert mine.item_ids == theirs.item_ids
        assert mine.facts == theirs.facts
        assert np.allclose(mine.content, theirs.content, atol=1e-3)
        assert np.allclose(mine.model, theirs.model, atol=1e-3)


def test_a_changed_price_is_seen_by_the_next_read(worlds):
    _, store = worlds
    store.block(["i00"])
    Item.objects.filter(pk="i00").update(price="99.50")
    assert PostgresStore().block(["i00"]).facts[0].price == 99.5


def test_vectors_of_two_runs_are_never_compared(worlds):
    """The other run's vector of i01 is the very one asked for, and is not found."""
    world, _ = worlds
    settle()
    other = Run.objects.create(kind="encoder", name="other", status="ready", dim=8)
    asked = unit(*range(1, 9))
    ItemVector.objects.create(item_id="i01", run=other, embedding=asked.tolist())
    close(PostgresStore().nearest_content(asked[None], 3), world.nearest_content(asked[None], 3))
    settle()
    run_activate(other.pk)
    found = PostgresStore().nearest_content(asked[None], 3)
    assert [item for item, _ in found] == ["i01"] and found[0][1] == pytest.approx(1, abs=1e-3)


def test_the_index_serves_the_search(worlds):
    """With sequential scans switched off the planner can use the run's partial index."""
    settle()
    run = Run.objects.get(kind="encoder", is_active=True)
    index_make(run)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(
            f"EXPLAIN SELECT item_id FROM recommender_itemvector WHERE run_id = {run.pk} "
            f"ORDER BY embedding::halfvec(8) <=> '[1,0,0,0,0,0,0,0]'::halfvec(8) LIMIT 3"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert index_name(run.pk) in plan


def test_a_read_is_made_once_per_request(worlds, django_assert_num_queries):
    world, store = worlds
    with django_assert_num_queries(1):
        first = store.nearest_content(world.content[[4]], 7)
        assert store.nearest_content(world.content[[4]], 7) == first


# ------------------------------------------------------------ as a web process runs it, with caches


@pytest.fixture
def cached():
    """A world that is committed, and caches that may be used."""
    world = random_world(3, items=60)
    world.sold_out = frozenset({"i03", "i07"})
    save(world)
    caches_forget()
    yield world
    caches_forget()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("category", ["", "c1", "d0", "nothing"])
def test_one_matrix_product_answers_like_the_search(cached, category, monkeypatch):
    store = PostgresStore()
    asked = cached.content[[4]]
    close(store.nearest_content(asked, 7, category), cached.nearest_content(asked, 7, category))
    close(store.tail(asked, 5, category), cached.tail(asked, 5, category))
    several = cached.model[[1, 9, 30]]
    by_matrix = store.nearest_model(several, 12, category)
    monkeypatch.setattr(Matrices, "get", lambda self, space: None)
    by_index = PostgresStore().nearest_model(several, 12, category)
    assert dict(by_matrix) == pytest.approx(dict(by_index), abs=2e-3)


@pytest.mark.django_db(transaction=True)
def test_a_matrix_is_read_once_and_again_when_something_changed(cached, monkeypatch):
    reads = []
    monkeypatch.setattr(matrices_module, "rows", lambda *args: reads.append(args) or rows(*args))
    asked = cached.content[[4]]
    (top, _), *_ = PostgresStore().nearest_content(asked, 3)
    PostgresStore().nearest_content(asked, 3)
    assert len(reads) == 2  # its stamp and itself, once
    monkeypatch.setattr(matrices_module, "LOOK_S", 0.0)
    PostgresStore().nearest_content(asked, 3)
    assert len(reads) == 3  # the stamp had not changed
    Item.objects.filter(pk=top).update(in_stock=False)
    assert top not in dict(PostgresStore().nearest_content(asked, 3))
    ItemVector.objects.filter(item_id="i01", run__kind="encoder").update(
        embedding=(-asked[0]).tolist()
    )
    found = dict(PostgresStore().nearest_content(asked, 60))
    assert found["i01"] == pytest.approx(-1, abs=1e-3)


@pytest.mark.django_db(transaction=True)
def test_a_large_shop_is_searched_by_its_index(cached, monkeypatch):
    monkeypatch.setattr(matrices_module, "MOST_ITEMS", 10)
    assert matrices.get(PostgresStore().content_space) is None
    asked = cached.content[[4]]
    close(PostgresStore().nearest_content(asked, 7), cached.nearest_content(asked, 7))


@pytest.mark.django_db(transaction=True)
def test_items_are_looked_at_again_after_a_moment(cached, monkeypatch, django_assert_num_queries):
    store = PostgresStore()
    assert store.block(["i00", "i01", "i03"]).item_ids == ("i00", "i01")
    with django_assert_num_queries(0):
        assert store.block(["i03", "i00"], available_only=False).item_ids == ("i03", "i00")
        assert store.block(["i03", "i00"]).item_ids == ("i00",)
    Item.objects.filter(pk="i00").update(price="99.50")
    Item.objects.filter(pk="i01").update(in_stock=False)
    monkeypatch.setattr(item_cache, "LOOK_S", 0.0)
    found = store.block(["i00", "i01"])
    assert found.item_ids == ("i00",) and found.facts[0].price == 99.5
