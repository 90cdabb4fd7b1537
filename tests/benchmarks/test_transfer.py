from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import cold_start, places, transfer
from recommender.neural.models import config_make
from recommender.neural.training import TrainConfig

LINES = [
    # invoice, code, description, pieces, date, price, customer
    ("1", "10001", "RED MUG", "1", "2010-01-02", "2.5", "7"),
    ("1", "10002A", "BLUE MUG", "1", "2010-01-02", "2.5", "7"),
    ("2", "10003", "TIN LAMP", "1", "2010-01-01", "2.5", "7"),
    ("2", "10001", "RED MUG", "1", "2010-01-01", "2.5", "7"),
    ("C3", "10002A", "BLUE MUG", "-1", "2010-01-03", "2.5", "7"),
    ("4", "POST", "POSTAGE", "1", "2010-01-03", "2.5", "7"),
    ("5", "10004", "GREEN MUG", "1", "2010-01-03", "0", "7"),
    ("6", "10001", "RED MUG", "1", "2010-01-03", "2.5", "8"),
    ("7", "10005", "BOWL", "1", "2010-01-03", "2.5", ""),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / places.RETAIL
    folder.mkdir()
    with gzip.open(folder / places.RETAIL_FILE, "wt", newline="") as file:
        out = csv.writer(file)
        out.writerow(
            ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price"]
            + ["Customer ID", "Country"]
        )
        out.writerows([*line, "France"] for line in LINES)
    films = tmp_path / places.FILMS
    films.mkdir()
    with gzip.open(films / "sequences.txt.gz", "wt") as file:
        file.write("1 3 2 9\n2 2 3 9\n")
    with gzip.open(films / "movies.tsv.gz", "wt") as file:
        file.write("movie_id\ttitle\tgenres\n2\tJumanji (1995)\tAdventure|Fantasy\n")
        file.write("3\tHeat (1995)\tCrime\n")
    return tmp_path


def test_purchases_are_in_time_each_item_once_and_nothing_else_is_one(data: Path) -> None:
    histories, titles = places.retail_read(data / places.RETAIL / places.RETAIL_FILE)
    # The customer with one item is left out, the item stays.
    assert [titles[row] for row in histories.rows] == ["Tin lamp", "Red mug", "Blue mug"]
    assert len(histories) == 1


def test_films_have_titles_and_genres_and_a_film_unknown_has_none(data: Path) -> None:
    histories, texts = places.films_read(data / places.FILMS)
    assert texts == ["Jumanji (1995). Adventure, Fantasy", "Heat (1995). Crime", ""]
    assert histories.rows.tolist() == [1, 0, 2, 0, 1, 2]


def test_encoded_texts_are_kept_by_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recommender.neural import encoder

    made: list[list[str]] = []

    class Encoder:
        def encode(self, texts: list[str], progress: object) -> np.ndarray:
            made.append(list(texts))
            return np.ones((len(texts), 3), dtype=np.float32)

    monkeypatch.setattr(encoder, "TextEncoder", Encoder)
    first = places.encoded(["a", ""], tmp_path / "kept")
    assert first.tolist() == [[1, 1, 1], [0, 0, 0]]
    assert np.array_equal(places.encoded(["a", ""], tmp_path / "kept"), first)
    assert len(made) == 1
    places.encoded(["b", ""], tmp_path / "kept")
    assert len(made) == 2


def test_absent_data_says_what_to_fetch(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"archive\.ics\.uci\.edu"):
        places.place_read(places.RETAIL, tmp_path, None, lambda *_: None)


def test_settings_are_fields_of_the_model() -> None:
    config_make("sasrec", 10, **transfer.PARAMS.model)
    TrainConfig(**transfer.PARAMS.train)
    config_make("sasrec", 10, **cold_start.MODEL)
    TrainConfig(**cold_start.TRAIN)


def test_cold_starts_of_a_public_set_end_in_one_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ring"
    folder.mkdir()
    with gzip.open(folder / "sequences.txt.gz", "wt") as out:
        for user in range(60):
            steps = [str(100 + (user * 7 + at) % 30) for at in range(8)]
            out.write(f"{user} {' '.join(steps)}\n")
    with gzip.open(folder / "item_attributes.json.gz", "wt") as out:
        json.dump({str(100 + at): [at // 3] for at in range(30)}, out)
    cold_start.main(["--data", str(tmp_path), "--no-demo", "--budget-s", "1"])
    said = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    ring = said["datasets"]["ring"]
    assert ring["shoppers"]["events_1"]["hand_over"]["ndcg10"] > 0
    assert ring["new_items"]["cold_items"] == 3
    assert ring["new_items"]["among_cold"]["model"]["ndcg10"] > 0
    assert str(tmp_path) not in json.dumps(said)
