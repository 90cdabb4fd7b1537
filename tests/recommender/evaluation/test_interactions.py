from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from recommender.errors import InvalidInput
from recommender.evaluation.interactions import (
    first_meetings,
    interactions_from,
    interactions_read,
    long_enough,
)
from recommender.neural.sequences import Sequences, sequences_from


def lists_of(histories: Sequences) -> list[list[int]]:
    return [histories.rows[histories.of(one)].tolist() for one in range(len(histories))]


def test_rows_follow_item_numbers_and_short_users_are_left_out() -> None:
    found = interactions_from([[30, 10, 20], [99, 10], [20, 30, 10, 20]])
    assert found.item_ids == ("10", "20", "30", "99")  # 99 stays in the catalogue
    assert lists_of(found.histories) == [[2, 0, 1], [1, 2, 0, 1]]


def test_a_file_is_read_a_line_a_user(tmp_path: Path) -> None:
    path = tmp_path / "sequences.txt.gz"
    with gzip.open(path, "wt") as out:
        out.write("1 5 6 7\n2 7 6 5\n")
    assert lists_of(interactions_read(path).histories) == [[0, 1, 2], [2, 1, 0]]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sequences.txt.gz"
    with gzip.open(path, "wt") as out:
        out.write("1 5 6 7\n2 seven\n")
    with pytest.raises(InvalidInput, match="line 2"):
        interactions_read(path)


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "sequences.txt.gz"
    whole = gzip.compress("\n".join(f"{user} 5 6 7 {user}" for user in range(500)).encode())
    path.write_bytes(whole[:200] + b"\xff" * 200 + whole[400:])
    with pytest.raises(InvalidInput, match=r"sequences\.txt\.gz (cannot be read|ends too early)"):
        interactions_read(path)
    path.write_text("1 5 6 7")
    with pytest.raises(InvalidInput, match="cannot be read as a gzipped file"):
        interactions_read(path)


def test_each_item_is_kept_where_it_was_met_first() -> None:
    histories = sequences_from(
        [[4, 5, 4, 6], [], [5, 5]], [[1, 2, 3, 4], [], [9, 8]], [[10, 20, 30, 40], [], [1, 2]]
    )
    found = first_meetings(histories)
    assert lists_of(found) == [[4, 5, 6], [], [5]]
    assert found.kinds.tolist() == [1, 2, 4, 9]
    assert found.times.tolist() == [10, 20, 40, 1]


def test_short_histories_go() -> None:
    assert lists_of(long_enough(sequences_from([[1], [1, 2, 3], [2, 3]]))) == [[1, 2, 3]]
    assert len(first_meetings(sequences_from([])).rows) == 0
    assert np.array_equal(first_meetings(sequences_from([])).offsets, [0])
