from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks import accuracy
from recommender.evaluation.splits import PROTOCOL
from recommender.evaluation.suite import MODELS

TINY = ["--no-demo", "--budget-s", "1"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A made set: users walk round a ring of 30 items."""
    (tmp_path / "ring").mkdir()
    with gzip.open(tmp_path / "ring" / accuracy.FILE, "wt") as out:
        for user in range(60):
            steps = [str(100 + (user * 7 + at) % 30) for at in range(8)]
            out.write(f"{user} {' '.join(steps)}\n")
    return tmp_path


def test_it_prints_one_object_with_every_model(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accuracy.main([*TINY, "--data", str(folder)])
    said = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    ring = said["datasets"]["ring"]
    assert (ring["users"], ring["items"], ring["interactions"]) == (60, 30, 480)
    for name in MODELS:
        assert 0 <= ring[name]["ndcg10"] <= ring[name]["hr10"] <= 1
        assert ring[name]["seconds"] >= 0
    assert said["protocol"] == PROTOCOL
    assert str(folder) not in json.dumps(said)


def test_a_folder_of_one_set_is_enough(folder: Path) -> None:
    assert accuracy.public_sets(folder / "ring") == {"ring": folder / "ring" / accuracy.FILE}


def test_absent_data_says_what_to_fetch(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="grouplens.org"):
        accuracy.public_sets(tmp_path)


def test_settings_of_known_sets_are_fields_of_the_model() -> None:
    from recommender.neural.models import config_make
    from recommender.neural.training import TrainConfig

    for known in accuracy.SETS.values():
        config_make("sasrec", 10, **known.params.model)
        TrainConfig(**known.params.train)
