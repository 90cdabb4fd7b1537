import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from recommender.neural import checkpoint, trainer
from recommender.neural.checkpoint import CheckpointFile, Saved, training_fingerprint
from recommender.neural.items import items_of
from recommender.neural.sequences import sequences_from
from tests.recommender.neural.training_child import ring_fit

ROOT = Path(__file__).resolve().parents[3]


def file_at(folder) -> CheckpointFile:
    return CheckpointFile(folder / "deep" / "state.safetensors")


def test_what_is_saved_is_loaded_by_the_same_training_only(tmp_path):
    file = file_at(tmp_path)
    shared = torch.arange(6.0).reshape(2, 3)
    tensors = {"model/a": shared, "model/b": shared.T, "best/a": shared[:1]}  # one storage
    file.save("me", {"place": {"loss": 0.1 + 0.2, "big": 2**127}}, tensors)
    saved = file.load("me")
    assert saved.values["place"] == {"loss": 0.1 + 0.2, "big": 2**127}
    assert torch.equal(saved.under("model")["b"], shared.T) and set(saved.under("best")) == {"a"}
    assert file.load("another") is None
    assert CheckpointFile(tmp_path / "nothing").load("me") is None
    file.remove()
    assert file.load("me") is None and not list((tmp_path / "deep").iterdir())


def test_a_damaged_or_foreign_file_begins_anew(tmp_path):
    file = file_at(tmp_path)
    file.save("me", {}, {"a": torch.zeros(50)})
    whole = file.path.read_bytes()
    for wrong in (whole[: len(whole) // 2], b"", b"\xff" * 100):
        file.path.write_bytes(wrong)
        assert file.load("me") is None
    save_file({"a": torch.zeros(2)}, file.path)  # no state in its header
    assert file.load("me") is None


def test_a_writing_that_fails_leaves_the_one_before(tmp_path, monkeypatch):
    file = file_at(tmp_path)
    file.save("me", {"n": 1}, {"a": torch.zeros(2)})

    def full(*_, **__):
        raise OSError("No space left on device")

    monkeypatch.setattr(checkpoint, "save_file", full)
    with pytest.raises(OSError):
        file.save("me", {"n": 2}, {"a": torch.zeros(2)})
    assert file.load("me").values["n"] == 1


def test_it_is_due_after_so_long(tmp_path, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(checkpoint, "time", SimpleNamespace(monotonic=lambda: now[0]))
    file = CheckpointFile(tmp_path / "state", every_s=30.0)
    now[0] = 129.0
    assert not file.due()
    now[0] = 130.0
    assert file.due()
    file.save("me", {}, {"a": torch.zeros(1)})
    assert not file.due()


def test_a_fingerprint_tells_data_and_facts_apart():
    one = sequences_from([[1, 2], [3]], marks={"place": [[1, 1], [0]]})
    text = items_of({"text": np.eye(4, 3, dtype=np.float32)}, [("a=1",), (), (), ()])
    first = training_fingerprint(one, text, {"seed": 1})
    assert first == training_fingerprint(one, text, {"seed": 1})
    moved = sequences_from([[1], [2, 3]], marks={"place": [[1], [1, 0]]})
    trusted = replace(one, trust=np.ones(2, np.float32))
    marked = replace(one, marks={"place": np.zeros(3, np.int64)})
    other = items_of({"text": np.eye(4, 3, dtype=np.float32)[::-1].copy()}, [("a=1",), (), (), ()])
    found = {first, training_fingerprint(one, text, {"seed": 2})}
    found |= {training_fingerprint(s, text, {"seed": 1}) for s in (moved, trusted, marked)}
    found |= {training_fingerprint(one, i, {"seed": 1}) for i in (None, other)}
    assert len(found) == 7


def test_names_under_a_lead():
    saved = Saved({}, {"model/a": torch.ones(1), "models/b": torch.ones(1)})
    assert list(saved.under("model")) == ["a"]


def same(one, other):
    a, b = one.model.state_dict(), other.model.state_dict()
    assert a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)
    assert one.curve == other.curve


def test_killed_in_the_middle_of_an_epoch_and_taken_up_it_is_the_same_training(tmp_path):
    """Five batches an epoch: the thirteenth step is in the third epoch."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.recommender.neural.training_child", "kill", tmp_path, "14"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout.readline() == "stuck\n"
    finally:
        child.kill()
        child.wait()
    assert (tmp_path / "state.part").exists()  # it died while writing
    resumed = ring_fit(tmp_path, average=0.9)
    assert 10 < resumed.resumed_at < 15
    same(resumed, ring_fit(average=0.9))


def test_a_training_that_had_ended_is_returned_at_once(tmp_path, monkeypatch):
    first = ring_fit(tmp_path)
    monkeypatch.setattr(trainer.Trainer, "_step", lambda *_: pytest.fail("a step was made"))
    again = ring_fit(tmp_path)
    same(first, again)
    assert first.resumed_at == 0 and again.resumed_at == 20


def test_other_parameters_begin_anew(tmp_path):
    ring_fit(tmp_path, epochs=1)
    other = ring_fit(tmp_path, epochs=2)
    assert other.resumed_at == 0 and len(other.curve) == 2
