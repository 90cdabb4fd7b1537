"""Postgres and pgvector against the slow plain Store over lists: the same answers."""

from __future__ import annotations

import threading
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection

from recommender import item_reads, item_sharing, item_table
from recommender import item_tables as item_tables_module
from recommender.caches import caches_forget
from recommender.item_tables import ItemTables, item_tables
from recommender.learning import run_activate
from recommender.learning.runs import index_make, index_name
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
    for category in ("", "c2", "d1"):
        assert store.bought(6, category) == world.bought(6, category)
    assert store.usual_prices() == pytest.approx(world.usual_prices())
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
def test_memory_answers_like_the_search(cached, category, monkeypatch):
    store = PostgresStore()
    asked = cached.content[[4]]
    close(store.nearest_content(asked, 7, category), cached.nearest_content(asked, 7, category))
    close(store.tail(asked, 5, category), cached.tail(asked, 5, category))
    several = cached.model[[1, 9, 30]]
    in_memory = store.nearest_model(several, 12, category)
    monkeypatch.setattr(ItemTables, "get", lambda self, content, model: None)
    by_index = PostgresStore().nearest_model(several, 12, category)
    assert dict(in_memory) == pytest.approx(dict(by_index), abs=2e-3)


@pytest.fixture
def reads(monkeypatch):
    """The statements by which the table is read and kept current."""
    made = []
    monkeypatch.setattr(item_reads, "rows", lambda *args: made.append(args) or rows(*args))
    return made


@pytest.mark.django_db(transaction=True)
def test_items_are_read_once_and_then_what_changed(cached, monkeypatch, reads):
    asked = cached.content[[4]]
    (top, _), *_ = PostgresStore().nearest_content(asked, 3)
    whole = len(reads)
    PostgresStore().nearest_content(asked, 3)
    assert PostgresStore().block(["i00"]).facts[0].price == cached.facts[0].price
    assert len(reads) == whole  # nothing more was read
    monkeypatch.setattr(item_tables_module, "LOOK_S", 0.0)
    PostgresStore().nearest_content(asked, 3)
    assert len(reads) == whole  # nothing had changed
    Item.objects.filter(pk=top).update(in_stock=False)
    assert top not in dict(PostgresStore().nearest_content(asked, 3))
    assert [args[1] for args in reads[whole:]] == [[[top]]]
    ItemVector.objects.filter(item_id="i01", run__kind="encoder").update(
        embedding=(-asked[0]).tolist()
    )
    found = dict(PostgresStore().nearest_content(asked, 60))
    assert found["i01"] == pytest.approx(-1, abs=1e-3)


@pytest.mark.django_db(transaction=True)
def test_everything_a_page_reads_is_new_after_a_look(cached, monkeypatch):
    store = PostgresStore()
    assert store.block(["i00", "i01", "i03"]).item_ids == ("i00", "i01")
    monkeypatch.setattr(item_tables_module, "LOOK_S", 0.0)
    Item.objects.filter(pk="i00").update(price="99.50")
    Item.objects.filter(pk="i01").update(in_stock=False)
    found = store.block(["i00", "i01"])
    assert found.item_ids == ("i00",) and found.facts[0].price == 99.5
    assert store.block(["i01"], available_only=False).item_ids == ("i01",)
    Item.objects.create(item_id="new", title="New", text_digest="x", listed_at=NOW)
    new = store.block(["new"])
    assert new.facts[0].title == "New" and not new.content.any()
    assert PostgresStore().fresh(NOW, 3) == ["new"]
    run = Run.objects.get(kind="encoder", is_active=True)
    ItemVector.objects.create(item_id="new", run=run, embedding=cached.content[4].tolist())
    near = dict(PostgresStore().nearest_content(cached.content[[4]], 2))
    assert near["new"] == pytest.approx(1, abs=1e-3)
    Item.objects.filter(pk="new").delete()
    assert store.block(["new"], available_only=False).item_ids == ()


@pytest.mark.django_db(transaction=True)
def test_a_warm_store_makes_no_statement(cached, django_assert_num_queries):
    warm = PostgresStore()
    warm.block(["i00"]), warm.popular("all", "", 6), warm.bought_together(["i01"], 5)
    warm.bought(6), warm.usual_prices()
    with django_assert_num_queries(0):
        store = PostgresStore()
        assert store.block(["i03", "i00"], available_only=False).item_ids == ("i03", "i00")
        store.nearest_content(cached.content[[4]], 7)
        store.nearest_model(cached.model[[4]], 7, "c1")
        store.tail(cached.content[[4]], 7), store.niche(cached.content[[4]], 7)
        store.fresh(NOW - timedelta(days=9), 7)
        store.popular("all", "", 6), store.bought_together(["i01"], 5), store.bought(6)
        store.usual_prices()


@pytest.mark.django_db(transaction=True)
def test_a_shop_too_large_for_memory_is_asked_by_sql(cached, monkeypatch):
    monkeypatch.setattr(item_tables_module, "MOST_ITEMS", 10)
    store = PostgresStore()
    assert item_tables.get(store.content_space, store.model_space) is None
    asked = cached.content[[4]]
    close(store.nearest_content(asked, 7), cached.nearest_content(asked, 7))
    assert store.block(["i03", "i00"]).facts == cached.block(["i03", "i00"]).facts


@pytest.mark.django_db(transaction=True)
def test_a_large_shop_is_read_aside(cached, monkeypatch):
    """Until it is read, SQL answers; a change while it is read is not lost."""
    monkeypatch.setattr(item_tables_module, "READ_AT_ONCE", 10)
    monkeypatch.setattr(item_tables_module, "LOOK_S", 0.0)
    read, begun, go_on = item_sharing.table_read, threading.Event(), threading.Event()

    def slowly(*args):
        table = read(*args)
        begun.set()
        go_on.wait(10)
        return table

    monkeypatch.setattr(item_sharing, "table_read", slowly)
    store = PostgresStore()
    spaces = (store.content_space, store.model_space)
    assert item_tables.get(*spaces) is None
    assert store.block(["i00"]).facts == cached.block(["i00"]).facts
    assert begun.wait(10)
    Item.objects.filter(pk="i00").update(price="99.50")
    assert item_tables.get(*spaces) is None
    go_on.set()
    for thread in threading.enumerate():
        if thread.name == "items":
            thread.join(10)
    assert item_tables.get(*spaces) is not None
    assert PostgresStore().block(["i00"]).facts[0].price == 99.5


@pytest.mark.django_db(transaction=True)
def test_a_worn_table_serves_until_it_is_read_anew(cached, monkeypatch):
    monkeypatch.setattr(item_table, "LISTS_FROM", 10)
    monkeypatch.setattr(item_tables_module, "LOOK_S", 0.0)
    store = PostgresStore()
    spaces = (store.content_space, store.model_space)
    worn = item_tables.get(*spaces)
    run = Run.objects.get(kind="encoder", is_active=True)
    for number in range(5):
        item_id = f"new{number}"
        Item.objects.create(item_id=item_id, title=item_id, text_digest="x")
        ItemVector.objects.create(item_id=item_id, run=run, embedding=(-cached.content[4]).tolist())
    assert item_tables.get(*spaces) is worn and worn.is_worn and len(worn) == 65
    for thread in threading.enumerate():
        if thread.name == "items":
            thread.join(10)
    anew = item_tables.get(*spaces)
    assert anew is not worn and not anew.is_worn and len(anew) == 65
    assert dict(PostgresStore().nearest_content(-cached.content[[4]], 5)).keys() == {
        f"new{number}" for number in range(5)
    }


@pytest.mark.django_db(transaction=True)
def test_a_new_model_is_another_table(cached, monkeypatch):
    store = PostgresStore()
    before = item_tables.get(store.content_space, store.model_space)
    run = Run.objects.create(kind="sequence", name="other", status="ready", dim=3)
    ItemVector.objects.create(item_id="i02", run=run, embedding=[0, 0, 1])
    run_activate(run.pk)
    store = PostgresStore()
    assert item_tables.get(store.content_space, store.model_space) is not before
    asked = np.array([[0, 0, 1]], dtype=np.float32)
    assert store.nearest_model(asked, 5) == [("i02", pytest.approx(1))]
