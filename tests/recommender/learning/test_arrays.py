import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import OutsideFailure
from recommender.learning.arrays import (
    ArraysWriter,
    blocks,
    columns_open,
    copy_rows,
    facts_read,
)

HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
FIELDS = {"who": "(2,)>i8", "item": ">i4", "value": ">f8"}


def ints(*values):
    return np.array(values, dtype=np.int64)


def row(who, item, value):
    fields = [struct.pack(">qq", *who), struct.pack(">i", item), struct.pack(">d", value)]
    parts = [struct.pack(">i", len(field)) + field for field in fields]
    return struct.pack(">h", len(fields)) + b"".join(parts)


def test_columns_grow_block_by_block_and_are_mapped(tmp_path):
    writer = ArraysWriter(tmp_path, ("a", "b"))
    writer.append({"a": ints(1, 2), "b": ints(3, 4)})
    assert facts_read(tmp_path) is None  # unfinished
    writer.append({"a": ints(5), "b": ints(6)})
    columns = writer.finish({"words": ["x"]})
    assert isinstance(columns["a"], np.memmap)
    assert columns["a"].tolist() == [1, 2, 5] and columns["b"].tolist() == [3, 4, 6]
    assert facts_read(tmp_path) == {"words": ["x"]}
    again = columns_open(tmp_path)
    assert again["b"].tolist() == [3, 4, 6]
    with pytest.raises(ValueError):
        again["b"][0] = 1  # read only


def test_no_entries_are_empty_columns(tmp_path):
    assert ArraysWriter(tmp_path, ("a",)).finish()["a"].shape == (0,)


def test_columns_grow_together_or_not_at_all(tmp_path):
    writer = ArraysWriter(tmp_path, ("a", "b"))
    for wrong in ({"a": ints(1)}, {"a": ints(1), "b": ints(1, 2)}):
        with pytest.raises(ValueError):
            writer.append(wrong)
    writer.close()


def test_a_file_cut_short_is_a_clear_failure(tmp_path):
    ArraysWriter(tmp_path, ("a",)).finish()
    writer = ArraysWriter(tmp_path, ("a",))
    writer.append({"a": ints(1, 2)})
    writer.finish()
    (tmp_path / "a.i64").write_bytes(b"\0" * 9)
    with pytest.raises(OutsideFailure, match="not whole"):
        columns_open(tmp_path)
    with pytest.raises(OutsideFailure, match="cannot be read"):
        columns_open(tmp_path / "nowhere")


def test_blocks_cover_everything_once():
    assert [(part.start, part.stop) for part in blocks(5, 2)] == [(0, 2), (2, 4), (4, 5)]
    assert list(blocks(0)) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-(2**63), 2**63 - 1), st.integers(0, 2**31 - 1), st.floats(width=32))
    ),
    st.integers(1, 7),
    st.integers(1, 60),
)
def test_a_binary_copy_is_read_however_it_is_cut(values, block, cut):
    sent = HEADER + b"".join(row((a, -a - 1), b, c) for a, b, c in values) + b"\xff\xff"
    chunks = [sent[at : at + cut] for at in range(0, len(sent), cut)]
    found = list(copy_rows(iter(chunks), FIELDS, block))
    rows = [
        (one["who"].tolist(), int(one["item"]), float(one["value"])) for b in found for one in b
    ]
    assert repr(rows) == repr([([a, -a - 1], b, c) for a, b, c in values])  # as words: NaN too


def test_a_null_or_another_width_is_refused():
    null = struct.pack(">h", 3) + struct.pack(">i", -1) + b"\0" * 20
    short = row((1, 2), 3, 4.0)[:-3]
    for wrong in (null, short, row((1, 2), 3, 4.0) + short):
        with pytest.raises(OutsideFailure, match="width"):
            list(copy_rows([HEADER + wrong + b"\xff\xff"], FIELDS))
    with pytest.raises(OutsideFailure, match="binary COPY"):
        list(copy_rows([b"x" * 40], FIELDS))
