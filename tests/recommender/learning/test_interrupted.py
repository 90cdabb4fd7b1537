import json
import time
import uuid

import pytest
from django.core.files.storage import storages

from recommender import services
from recommender.errors import NotReady, OutsideFailure
from recommender.learning import interrupted
from recommender.learning.interrupted import training_kept, working_folder
from tests.recommender.learning.makers import act, items_make

pytestmark = pytest.mark.django_db

FACTS = {"params": {"dim": 8, "pair": (1, 2)}, "seed": 1}


class Killed(BaseException):
    """What ends a process without its consent."""


@pytest.fixture(autouse=True)
def _events():
    items_make(3)
    services.events_record([act(uuid.UUID(int=1), "i00", 5), act(uuid.UUID(int=1), "i01", 4)])


def left_behind(facts=FACTS):
    with pytest.raises(Killed), training_kept(facts) as kept:
        assert not kept.resumed and len(kept.acts.rows) == 2
        raise Killed
    services.events_record([act(uuid.UUID(int=1), "i02", 3)])  # the shop does not stand still


def test_a_killed_training_is_taken_up_with_the_events_it_had():
    left_behind()
    said = []
    with training_kept(FACTS, progress=lambda *one: said.append(one)) as kept:
        assert kept.resumed and len(kept.acts.rows) == 2
        assert kept.checkpoint("sasrec").path.parent == working_folder("training")
    assert "interrupted" in said[0][0]
    with training_kept(FACTS) as kept:  # that one ended, and what it kept is gone
        assert not kept.resumed and len(kept.acts.rows) == 3


@pytest.mark.parametrize("other", [{**FACTS, "seed": 2}, FACTS])
def test_another_training_or_a_fresh_one_reads_anew(other):
    left_behind()
    with training_kept(other, fresh=other is FACTS) as kept:
        assert not kept.resumed and len(kept.acts.rows) == 3


def test_what_was_left_long_ago_or_half_written_is_not_taken_up(monkeypatch):
    left_behind()
    card = working_folder("training") / "training.json"
    said = json.loads(card.read_text())
    card.write_text(json.dumps({**said, "at": time.time() - interrupted.FRESH_S - 1}))
    with pytest.raises(Killed), training_kept(FACTS) as kept:
        assert not kept.resumed
        raise Killed
    (working_folder("training") / "acts" / "card.json").unlink()
    with training_kept(FACTS) as kept:
        assert not kept.resumed


def test_what_may_be_better_next_time_is_kept_and_a_mistake_is_not():
    for error, stays in ((OutsideFailure, True), (NotReady, False), (ValueError, False)):
        with pytest.raises(error), training_kept(FACTS):
            raise error("no")
        assert working_folder("training").exists() is stays


def test_models_kept_elsewhere_leave_a_temporary_folder(monkeypatch):
    def nowhere(_name):
        raise NotImplementedError

    monkeypatch.setattr(storages["models"], "path", nowhere)
    assert working_folder("training").name == "because-training"


def test_a_full_disk_is_one_line(monkeypatch):
    def full(_folder):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(interrupted, "acts_all", full)
    with pytest.raises(OutsideFailure, match="No space left on device"), training_kept(FACTS):
        pass
