import gzip
import uuid

import pytest

from recommender import learning, services
from recommender.learning.interrupted import working_folder
from recommender.models import Run
from recommender.neural import trainer
from recommender.neural.distributed import Ranks, others_told
from tests.recommender.commands.test_commands import QUICK, refused, run
from tests.recommender.learning.makers import act, items_make, shoppers_make, tiny_encoder

SMALL = ("--dim", "8", "--heads", "1", "--layers", "1", "--epochs", "2", "--budget-s", "0")


@pytest.fixture
def public(tmp_path):
    """A public file of twenty users who walk a ring of twelve items."""
    path = tmp_path / "sequences.txt.gz"
    lines = [f"{u} " + " ".join(str((u + s) % 12 + 100) for s in range(7)) for u in range(20)]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_a_public_file_is_trained_on_and_nothing_is_touched(public):
    """No database is asked: this test has none."""
    said = run("train", "--data", str(public), *SMALL, "--length", "5")
    # Seven steps each; the last is left alone, the one before it validated on: four targets.
    assert "Learned from 80 steps of 20 users on 12 items" in said
    assert "Validation: NDCG@10 0." in said and "most popular" in said
    assert "Nothing was stored" in said and "targets a second" in said
    assert not (working_folder("training-on-file") / "sasrec.safetensors").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--length", "1"), "length: Must be between 2 and 10000."),
        (("--dim", "9", "--heads", "2"), "dim: Must be a multiple of heads"),
        (("--layers", "40"), "layers: Must be between 1 and 12."),
        (("--readers", "2"), "--readers means nothing with --data."),
        (("--from", "3"), "mean nothing with --data"),
    ],
)
def test_wrong_parameters_of_a_file_are_one_line(public, arguments, said):
    assert said in refused("train", "--data", str(public), *arguments)


def test_a_file_that_is_none_is_one_line(tmp_path):
    missing = tmp_path / "missing.gz"
    assert "missing.gz cannot be read" in refused("train", "--data", str(missing))
    plain, cut, words, short = (tmp_path / f"{name}.gz" for name in ("plain", "cut", "ab", "short"))
    plain.write_text("1 2 3 4")
    assert "cannot be read" in refused("train", "--data", str(plain))
    cut.write_bytes(gzip.compress(b"1 2 3 4 5\n" * 999)[:40])
    assert "cut.gz ends too early." in refused("train", "--data", str(cut))
    words.write_bytes(gzip.compress(b"1 2 three\n"))
    assert "ab.gz, line 1: write the user, then item numbers." in refused(
        "train", "--data", str(words)
    )
    short.write_bytes(gzip.compress(b"1 2 3\n"))
    assert "nobody in it has three items or more" in refused("train", "--data", str(short))


def test_a_file_training_that_was_interrupted_is_taken_up_or_begun_anew(public, monkeypatch):
    epochs = trainer.Trainer._close_epoch

    def killed(self, *given):
        epochs(self, *given)
        self._save()
        raise KeyboardInterrupt

    monkeypatch.setattr(trainer.Trainer, "_close_epoch", killed)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            run("train", "--data", str(public), *SMALL)
        monkeypatch.setattr(trainer.Trainer, "_close_epoch", epochs)
        taken_up = run("train", "--data", str(public), *SMALL)
        assert "It had been interrupted and was taken up at step 1." in taken_up
        monkeypatch.setattr(trainer.Trainer, "_close_epoch", killed)
    with pytest.raises(KeyboardInterrupt):
        run("train", "--data", str(public), *SMALL)
    monkeypatch.setattr(trainer.Trainer, "_close_epoch", epochs)
    assert "interrupted" not in run("train", "--data", str(public), *SMALL, "--fresh")


@pytest.mark.django_db
def test_a_shop_training_that_was_interrupted_is_taken_up(settings, monkeypatch):
    tiny_encoder(settings)
    shoppers_make(items_make(12), 8, 5)
    close = trainer.Trainer._close_epoch

    def killed(self, *given):
        close(self, *given)
        self._save()
        raise KeyboardInterrupt

    monkeypatch.setattr(trainer.Trainer, "_close_epoch", killed)
    with pytest.raises(KeyboardInterrupt):
        run("train", "--no-refresh", *QUICK)
    monkeypatch.setattr(trainer.Trainer, "_close_epoch", close)
    services.events_record([act(uuid.uuid4(), "i00", 5)], wake=False)
    said = run("train", "--no-refresh", *QUICK)
    assert "It had been interrupted and was taken up at step" in said
    assert "taking up the training that was interrupted" in said
    ready = Run.objects.get(kind="sequence", is_active=True)
    assert ready.metrics["acts"] == 40 and ready.metrics["resumed_at"] > 0  # as it was then
    assert "interrupted" not in run("train", "--no-refresh", *QUICK)
    assert not working_folder("training").exists()


@pytest.mark.django_db
def test_a_helping_process_trains_alike_and_writes_nothing(settings, monkeypatch):
    """The leader's word is recorded, and its training replayed by a second process's code."""
    tiny_encoder(settings)
    shoppers_make(items_make(12), 8, 5)
    words, helped = [], []
    params = {"dim": 8, "heads": 1, "layers": 1, "epochs": 1, "budget_s": 0.0, "readers": 1}
    tell = Ranks.told
    monkeypatch.setattr(Ranks, "told", lambda self, value: words.append(value) or value)
    steps = trainer.Trainer.run

    def both(self, *given):
        fitted = steps(self, *given)
        if not helped:  # while the leader still holds its folder
            helped.append(None)
            word = next(one for one in words if isinstance(one, dict))
            monkeypatch.setattr(Ranks, "told", lambda self, value: word if value is None else value)
            learning.sequence_help(1, **params)
        else:
            helped.append(fitted)
        return fitted

    monkeypatch.setattr(trainer.Trainer, "run", both)
    run_made = learning.sequence_train(1, None, **params)
    monkeypatch.setattr(Ranks, "told", tell)
    assert run_made.is_active and Run.objects.filter(kind="sequence").count() == 1
    assert helped[1].resumed_at > 0 and helped[1].curve == run_made.metrics["curve"]


def test_whoever_waits_is_told_when_there_is_nothing_to_do(monkeypatch):
    words = []
    monkeypatch.setattr(Ranks, "told", lambda self, value: words.append(value) or value)
    with pytest.raises(ValueError), others_told():
        raise ValueError
    with others_told() as say:
        say({"run": 1})
    assert words == [None, {"run": 1}]
