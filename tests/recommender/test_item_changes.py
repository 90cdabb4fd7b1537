"""What changed since the last look, whatever the order in which transactions commit."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from recommender.item_changes import Changes, changes_prune
from recommender.models import Item, ItemVector, Run
from recommender.sql import rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def changes():
    Item.objects.bulk_create(
        Item(item_id=item_id, title=item_id, text_digest="x") for item_id in "abc"
    )
    reader = Changes()
    assert reader.look().everything  # at first nothing is known
    assert not reader.look()
    return reader


@pytest.fixture
def other():
    """Another connection, as of a worker, whose transaction stays open."""
    given = connection.get_connection_params()
    names = {"dbname", "user", "password", "host", "port"}
    with psycopg.connect(**{k: v for k, v in given.items() if k in names}) as raw:
        yield raw


def test_changed_added_and_gone(changes):
    Item.objects.filter(pk="a").update(price=3)
    found = changes.look()
    assert found.item_ids == {"a"} and not found.vectors_of and not found.everything
    Item.objects.create(item_id="d", title="d", text_digest="x")
    Item.objects.filter(pk="b").delete()
    assert changes.look().item_ids == {"b", "d"}
    assert not changes.look()


def test_vectors_are_told_apart(changes):
    run = Run.objects.create(kind="encoder", name="made", status="ready", dim=2)
    vector = ItemVector.objects.create(item_id="c", run=run, embedding=[1, 0])
    Item.objects.filter(pk="a").update(price=3)
    found = changes.look()
    assert found.item_ids == {"a", "c"} and found.vectors_of == {"c"}
    vector.embedding = [0, 1]
    vector.save()
    assert changes.look().vectors_of == {"c"}


def test_an_upsert_is_a_change(changes):
    Item.objects.bulk_create(
        [Item(item_id=i, title="new", text_digest="x") for i in "az"],
        update_conflicts=True, unique_fields=["item_id"], update_fields=["title"],
    )  # fmt: skip
    assert changes.look().item_ids == {"a", "z"}


def test_who_began_first_and_commits_last_is_seen(changes, other):
    other.execute("UPDATE recommender_item SET price = 7 WHERE item_id = 'a'")
    Item.objects.filter(pk="b").update(price=3)  # a higher number, committed earlier
    assert changes.look().item_ids == {"b"}
    Item.objects.filter(pk="c").update(price=3)
    assert changes.look().item_ids == {"c"}  # and b is not told twice
    other.commit()
    assert changes.look().item_ids == {"a"}
    assert not changes.look()


def test_what_was_rolled_back_never_happened(changes, other):
    other.execute("UPDATE recommender_item SET price = 7 WHERE item_id = 'a'")
    assert not changes.look()
    other.rollback()
    assert not changes.look()


def test_emptied_tables_are_read_anew(changes):
    rows("TRUNCATE recommender_item CASCADE")
    assert changes.look().everything


def test_a_server_restored_from_a_copy_is_read_anew(changes):
    changes.since = 2**60
    assert changes.look().everything


def test_who_has_not_looked_for_long_reads_anew(changes):
    changes._looked -= 2 * 3600
    assert changes.look().everything
    assert not changes.look()


def test_old_changes_are_forgotten(changes):
    Item.objects.filter(pk="a").update(price=3)
    assert changes_prune() == 0
    rows("UPDATE recommender_itemchange SET at = at - interval '2 days'")
    assert changes_prune() >= 4
    assert rows("SELECT count(*) FROM recommender_itemchange") == [(0,)]
