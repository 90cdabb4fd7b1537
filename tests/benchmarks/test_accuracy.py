from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import accuracy, accuracy_sets
from recommender.evaluation.splits import PROTOCOL
from recommender.evaluation.suite import models_of

TINY = ["--no-demo", "--quick", "--budget-s", "1"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A made set: users walk round a ring of 30 items."""
    (tmp_path / "ring").mkdir()
    with gzip.open(tmp_path / "ring" / accuracy.FILE, "wt") as out:
        for user in range(60):
            steps = [str(100 + (user * 7 + at) % 30) for at in range(8)]
            out.write(f"{user} {' '.join(steps)}\n")
    return tmp_path


def last_line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    return found


def test_it_prints_one_object_with_every_model(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accuracy.main([*TINY, "--data", str(folder), "--keep", str(folder / "kept")])
    said = last_line(capsys)
    ring = said["datasets"]["ring"]
    assert (ring["users"], ring["items"], ring["interactions"]) == (60, 30, 480)
    models = models_of(ring)
    # Nothing is known of what the items are made of.
    assert set(models) == {*accuracy_sets.OTHERS.parts, "fusion"} - {"content_knn"}
    for one in models.values():
        assert 0 <= one["ndcg10"] <= one["hr10"] <= 1
        assert one["seconds"] >= 0
    assert said["protocol"] == PROTOCOL
    assert str(folder) not in json.dumps(said)
    assert {path.name.split("-")[0] for path in (folder / "kept" / "ring").iterdir()} == {
        one.kind for one in accuracy_sets.OTHERS.parts.values() if one.seeded
    }


def test_only_some_parts_and_several_seeds(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    some = ["--parts", "item_knn", "sasrec", "--seeds", "0", "1"]
    accuracy.main([*TINY, "--data", str(folder / "ring"), *some])
    ring = last_line(capsys)["datasets"]["ring"]
    assert set(models_of(ring)) == {"item_knn", "sasrec", "fusion"}
    assert len(ring["sasrec"]["ndcg10_seeds"]) == 2
    with pytest.raises(SystemExit, match="svd"):
        accuracy.main([*TINY, "--data", str(folder), "--parts", "svd"])


def test_peers_that_are_not_there_are_said_to_be(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    import sys

    some = ["--parts", "popularity", "item_knn", "--peers", sys.executable]
    accuracy.main([*TINY, "--data", str(folder), *some])
    said = capfd.readouterr()
    assert "implicit_bm25 is skipped: No module named 'implicit'" in said.err
    assert (
        "over_best_other" not in json.loads(said.out.splitlines()[-1])["datasets"]["ring"]["fusion"]
    )


def test_a_folder_of_one_set_is_enough(folder: Path) -> None:
    assert accuracy.public_sets(folder / "ring") == {"ring": folder / "ring" / accuracy.FILE}


def test_absent_data_says_what_to_fetch(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="grouplens.org"):
        accuracy.public_sets(tmp_path)


def test_a_bad_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / accuracy.FILE).write_bytes(b"not gzipped")
    with pytest.raises(SystemExit, match="cannot be read"):
        accuracy.main([*TINY, "--data", str(tmp_path)])


@pytest.mark.parametrize("known", accuracy_sets.SETS)
def test_options_of_known_sets_are_fields_of_their_models(known: str) -> None:
    from recommender.neural.models import config_make
    from recommender.neural.training import TrainConfig

    for part in accuracy_sets.SETS[known].parts.values():
        if part.seeded:
            config_make(part.kind, 10, None, **part.options)
            TrainConfig(**part.train)
