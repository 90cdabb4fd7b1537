"""The benchmark of robustness ends with one JSON object that holds every figure."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import robustness
from benchmarks.accuracy import FILE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A made set: users who take six of the ten items of one of six tastes."""
    rng = np.random.default_rng(0)
    with gzip.open(tmp_path / FILE, "wt") as out:
        for user in range(150):
            own = rng.permutation(np.arange(user % 6, 60, 6))[:6]
            out.write(f"{user} {' '.join(map(str, own))}\n")
    return tmp_path


def test_it_prints_one_object_with_every_figure(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robustness, "MODEL", {**robustness.MODEL, "dim": 8})
    robustness.main(["--data", str(folder), "--quick"])
    lines = capsys.readouterr().out.strip().splitlines()
    said = json.loads(lines[-1])
    assert said["benchmark"] == "robustness" and said["seeds"] == [0]
    (one,) = said["datasets"].values()
    assert (one["users"], one["items"], one["has_times"]) == (150, 60, False)
    for model in ("ease_decayed", "item_knn", "sasrec"):
        for way in ("plain", "tolerant"):
            assert set(one["noise"][model][way]) == {"0%", "5%", "10%", "20%"}
        for kind in ("random", "average", "bandwagon"):
            assert "cut" in one["pushes"][kind][model]
    assert len(lines) > 20 and "push, bandwagon" in "\n".join(lines)
