"""Item vectors of one run in and out of Postgres, binary both ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import psycopg
from django.db import connection, transaction

from recommender.contracts import Floats
from recommender.sql import halfvecs, rows

_STAGE = """
CREATE TEMP TABLE vector_stage (item_id varchar(64), embedding halfvec, text_digest varchar(64))
ON COMMIT DROP
"""
# An item deleted meanwhile has no place to go to.
_PUT = """
INSERT INTO recommender_itemvector (run_id, item_id, embedding, text_digest)
SELECT %s, s.item_id, s.embedding, s.text_digest
FROM vector_stage s JOIN recommender_item i USING (item_id)
ON CONFLICT (run_id, item_id) DO UPDATE
SET embedding = EXCLUDED.embedding, text_digest = EXCLUDED.text_digest
"""


def halfvec_bytes(vectors: Floats) -> list[bytes]:
    """Return each row of (n, d) as pgvector's binary halfvec: width, zero, big-endian float16."""
    head = np.array([vectors.shape[1], 0], dtype=">i2").tobytes()
    return [head + row.tobytes() for row in vectors.astype(">f2")]


def vectors_write(
    run_id: int, item_ids: Sequence[str], vectors: Floats, digests: Sequence[str]
) -> None:
    """Add or replace the vectors (n, d) of those items in the space of `run_id`, by COPY."""
    if not item_ids:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS vector_stage")
        cursor.execute(_STAGE)
        raw = cast("psycopg.Connection[tuple[object, ...]]", connection.connection)
        with (
            raw.cursor() as fast,
            fast.copy("COPY vector_stage FROM STDIN (FORMAT BINARY)") as copy,
        ):
            copy.set_types(("text", "bytea", "text"))  # the bytes reach halfvec's own reader
            for entry in zip(item_ids, halfvec_bytes(vectors), digests, strict=True):
                copy.write_row(entry)
        cursor.execute(_PUT, [run_id])


def vectors_read(run_id: int, dim: int, item_ids: Sequence[str] | None = None) -> dict[str, Floats]:
    """Return unit vectors (dim,) float32 by item id, of all items or those named, where known."""
    sql = "SELECT item_id, halfvec_send(embedding) FROM recommender_itemvector WHERE run_id = %s"
    if item_ids is None:
        found = rows(sql, [run_id])
    else:
        found = rows(sql + " AND item_id = ANY(%s::text[])", [run_id, list(item_ids)])
    matrix = halfvecs([row[1] for row in found], dim)
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(norms == 0, 1.0, norms)
    return {row[0]: matrix[place] for place, row in enumerate(found)}
