"""The real shop's file, small and by hand: what is a sale, what was taken back, what followed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import multitask
from benchmarks.gift_year import gift_year
from recommender.contracts import EventKind
from recommender.task_heads.samples import Looks

HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
LINES = [
    "489434,85048,GLASS BALL,12,2009-12-01 08:00:00,2.00,13085,United Kingdom",
    "489435,22041,RECORD FRAME,1,2009-12-01 08:00:00,3.00,13085,United Kingdom",
    "489436,85048,GLASS BALL,6,2009-12-11 08:00:00,2.00,13085,United Kingdom",
    "489437,22041,RECORD FRAME,5,2009-12-12 08:00:00,3.00,,France",
    "C489438,22041,RECORD FRAME,-1,2009-12-13 08:00:00,3.00,13085,United Kingdom",
    "489439,POST,POSTAGE,1,2009-12-13 08:00:00,9.00,13085,United Kingdom",
    "489440,85048,GLASS BALL,7,2010-02-01 08:00:00,2.00,12000,United Kingdom",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "online-retail-ii"
    folder.mkdir()
    path = folder / "online_retail_2009_2010.csv.gz"
    path.write_bytes(gzip.compress("\n".join([HEADER, *LINES]).encode()))
    return path


def test_the_year_by_hand(path: Path) -> None:
    year = gift_year(path)
    assert len(year.items) == 2 and len(year.events) == 5  # of named customers; no postage
    frame, ball = 0, 1  # by code
    # What was cancelled exactly is in no week; the nameless sale is.
    # Whole weeks end with the newest line; the first sale lies before the oldest of them.
    assert year.weeks.units.shape == (2, 8)
    assert year.weeks.units.sum(axis=1).tolist() == [5.0, 13.0]
    at = np.flatnonzero(year.events.owners == 0)[:3]
    assert year.events.rows[at].tolist() == [ball, frame, ball]
    looks = Looks(at, year.events.rows[at][:, None])
    labels = year.labels(year.events, looks, float(year.events.times.max()))[:, 0]
    assert labels[:, 1].tolist() == [1.0, 0.0, 0.0]  # by the dozen
    assert labels[:, 2].tolist() == [1.0, 0.0, 0.0]  # again within four weeks
    assert labels[:, 3].tolist() == [1.0, 0.0, 1.0]  # kept
    assert EventKind.RETURN in {list(EventKind)[kind] for kind in year.events.kinds}


def test_absent_data_says_what_to_fetch(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="archive.ics.uci.edu"):
        multitask.main(["--no-demo", "--data", str(tmp_path)])


def test_it_prints_one_object(monkeypatch, capsys, path: Path) -> None:
    """Figures made elsewhere; the table and the last line are what this file is for."""
    quality = {"auc": 0.7, "auc_interval": [0.6, 0.8], "entropy": 0.9, "calibration_error": 0.01}
    errors = {"wape": 0.5, "mae": 1.0, "rmse": 2.0, "bias": 0.0}
    one = {
        "looks": 10, "shoppers": 3,
        "tasks": {"cart": {
            "multi": quality, "single": {**quality, "auc": 0.69}, "auc_gain": 0.01,
            "auc_gain_interval": [0.0, 0.02], "labels": 9, "rate": 0.1,
        }},
        "demand": dict.fromkeys(("network", "moving_average", "last_week"), errors),
    }  # fmt: skip
    monkeypatch.setattr(multitask, "gift_run", lambda *_: one)
    multitask.main(["--no-demo", "--quick", "--data", str(path.parent.parent)])
    out = capsys.readouterr().out.strip().splitlines()
    said = json.loads(out[-1])
    assert said["datasets"]["online-retail-ii"]["tasks"]["cart"]["auc_gain"] == 0.01
    assert said["seeds"] == 1 and any("alone 0.6900 (+0.0100" in line for line in out)
    assert str(path.parent) not in json.dumps(said)
