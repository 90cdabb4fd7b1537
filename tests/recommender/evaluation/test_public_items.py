from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from recommender.errors import InvalidInput
from recommender.evaluation.public_items import ATTRIBUTES, MOVIES, inputs_read

LINES = (
    "movie_id\ttitle\tgenres\n"
    "7\tToy Story (1995)\tAnimation|Comedy\n"
    '9\t"Quoted, The (1931)\tDrama\n'
    "11\tNo Year\tDrama\n"
)


def put(path: Path, text: str) -> None:
    with gzip.open(path, "wt") as out:
        out.write(text)


def test_attributes_are_words_and_unknown_items_have_none(tmp_path: Path) -> None:
    put(tmp_path / ATTRIBUTES, json.dumps({"4": [1, 2], "6": [2]}))
    found = inputs_read(tmp_path, ("6", "5", "4"))
    assert found is not None
    assert [set(found.words_of(row)) for row in range(3)] == [
        {"attribute=2"}, set(), {"attribute=1", "attribute=2"},
    ]  # fmt: skip


def test_movies_have_genres_a_decade_and_a_title(tmp_path: Path) -> None:
    put(tmp_path / MOVIES, LINES)
    read: list[str] = []

    def encode(texts: Sequence[str]) -> np.ndarray:
        read.extend(texts)
        return np.eye(2, dtype=np.float32)[[0] * len(texts)]

    found = inputs_read(tmp_path, ("11", "8", "7", "9"), encode)
    assert found is not None
    assert read == ["No Year", "Toy Story", '"Quoted, The']
    assert found.dense["text"].tolist() == [[1, 0], [0, 0], [1, 0], [1, 0]]
    assert [set(found.words_of(row)) for row in range(4)] == [
        {"genre=Drama"}, set(), {"genre=Animation", "genre=Comedy", "decade=1990"},
        {"genre=Drama", "decade=1930"},
    ]  # fmt: skip
    assert inputs_read(tmp_path, ("7",)).dense == {}


def test_no_file_no_content_and_a_bad_file_is_said_to_be(tmp_path: Path) -> None:
    assert inputs_read(tmp_path, ("7",)) is None
    put(tmp_path / MOVIES, "one\ttwo\n3\t4\n")
    with pytest.raises(InvalidInput, match="movie_id"):
        inputs_read(tmp_path, ("7",))
