"""One process reads the items, the others map them; where that cannot be, each keeps its own."""

from __future__ import annotations

import logging
import threading
import time

import numpy as np
import pytest
from django.db import connection

from recommender import item_reads, item_sharing
from recommender.caches import caches_forget
from recommender.item_sharing import table_obtain
from recommender.learning import run_activate
from recommender.models import Item, ItemVector, Run
from recommender.runs import active_spaces
from recommender.sql import rows
from tests.recommender.worlds import random_world, save

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(tmp_path, settings):
    path = tmp_path / "shared"
    settings.RECOMMENDER = {**settings.RECOMMENDER, "SHARED_DIR": str(path)}
    return path


@pytest.fixture
def world(folder):
    made = random_world(3, items=60)
    save(made)
    caches_forget()
    return made


@pytest.fixture
def whole_reads(monkeypatch):
    """Count how often all items were read from Postgres."""
    made = []
    read = item_sharing.table_read
    monkeypatch.setattr(item_sharing, "table_read", lambda *args: made.append(args) or read(*args))
    return made


def obtain():
    return table_obtain(active_spaces(), 60)[0]


def files(folder):
    return sorted(folder.glob("*.bin"))


def test_the_second_process_reads_nothing_but_what_changed(world, folder, whole_reads, monkeypatch):
    first = obtain()
    assert len(whole_reads) == 1 and len(files(folder)) == 1
    assert folder.stat().st_mode & 0o777 == 0o700
    Item.objects.filter(pk="i00").update(price="99.50")
    Item.objects.filter(pk="i01").delete()
    read = []
    monkeypatch.setattr(item_reads, "rows", lambda *args: read.append(args) or rows(*args))
    second = obtain()
    runs = [space.run_id for space in active_spaces()]
    assert len(whole_reads) == 1 and [args[1] for args in read] == [[["i00"]], [*runs, ["i01"]]]
    assert second.block(["i00", "i01"]).facts[0].price == 99.5 and len(second) == 59
    assert first.block(["i01"]).facts  # each keeps itself up to date
    assert not second.arrays.columns["content"].flags.owndata
    assert np.array_equal(second.block(["i07"]).content, first.block(["i07"]).content)


def test_both_hear_of_what_happens_next(world):
    spaces = active_spaces()
    obtained = [table_obtain(spaces, 60) for _ in range(2)]
    for _, changes in obtained:
        assert not changes.look().vectors_of
    Item.objects.filter(pk="i00").update(price="3")
    assert [changes.look().item_ids for _, changes in obtained] == [{"i00"}] * 2


def test_processes_that_start_together_read_once(world, whole_reads):
    found = []

    def start():
        found.append(obtain())
        connection.close()

    starting = [threading.Thread(target=start) for _ in range(3)]
    for one in starting:
        one.start()
    for one in starting:
        one.join(20)
    assert len(found) == 3 and len(whole_reads) == 1


def test_many_new_vectors_are_read_anew_and_the_old_file_goes(world, folder, whole_reads):
    old = obtain()
    (before,) = files(folder)
    run = Run.objects.get(kind="encoder", is_active=True)
    for item_id in ("i02", "i04", "i05", "i06", "i09"):
        ItemVector.objects.filter(item_id=item_id, run=run).update(
            embedding=(-world.content[0]).tolist()
        )
    new = obtain()
    (after,) = files(folder)
    assert len(whole_reads) == 2 and after != before
    assert np.allclose(new.block(["i02"]).content, -world.content[[0]], atol=1e-3)
    assert old.block(["i02"]).facts  # what is mapped stays, though its file is gone


def test_another_model_is_another_file(world, folder, whole_reads):
    obtain()
    run = Run.objects.create(kind="sequence", name="other", status="ready", dim=3)
    ItemVector.objects.create(item_id="i02", run=run, embedding=[0, 0, 1])
    run_activate(run.pk)
    assert obtain().block(["i02"]).model.tolist() == [[0, 0, 1]]
    assert len(whole_reads) == 2 and len(files(folder)) == 1


def test_emptied_and_written_anew_is_read_anew(world, whole_reads):
    obtain()
    rows("TRUNCATE recommender_item CASCADE")
    assert len(obtain()) == 0 and len(whole_reads) == 2


def test_a_file_older_than_the_log_is_not_used(world, folder, whole_reads):
    obtain()
    (path,) = files(folder)
    long_ago = time.time_ns() - int(item_sharing.MOST_AGE_S * 1.1e9)
    path.rename(path.with_name(f"{path.stem.rsplit('-', 1)[0]}-{long_ago:020d}.bin"))
    obtain()
    assert len(whole_reads) == 2 and len(files(folder)) == 1


def test_a_spoilt_file_is_not_used(world, folder, whole_reads, caplog):
    obtain()
    files(folder)[0].write_bytes(b"nothing")
    assert len(obtain()) == 60 and len(whole_reads) == 2
    assert "cannot be used" in caplog.text


def test_in_a_folder_that_others_may_read_nothing_is_shared(world, folder, caplog, monkeypatch):
    monkeypatch.setattr(item_sharing, "_told", set())
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    with caplog.at_level(logging.WARNING):
        assert len(obtain()) == len(obtain()) == 60
    assert caplog.text.count("each process keeps its own") == 1
    assert list(folder.iterdir()) == []


def test_where_nothing_can_be_written_each_keeps_its_own(world, folder, caplog, monkeypatch):
    monkeypatch.setattr(item_sharing, "_told", set())
    folder.parent.joinpath("shared").write_text("a file, not a folder")
    table = obtain()
    assert len(table) == 60 and table.arrays.columns["content"].flags.owndata
    assert "each process keeps its own" in caplog.text


def test_off_it_writes_nothing(world, folder, settings):
    settings.RECOMMENDER = {**settings.RECOMMENDER, "SHARED_DIR": ""}
    assert len(obtain()) == 60 and not folder.exists()
