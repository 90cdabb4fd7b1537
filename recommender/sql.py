"""Runs hand-written SQL on Django's connection with server-side binding and binary results.

Django's own cursor sends text and binds on the client; vectors would travel as decimal digits.
Statements run here appear in `connection.queries` like any other. Imports models nowhere.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, cast
from weakref import WeakSet

import numpy as np
import psycopg
from django.db import connection

from recommender.contracts import Floats

# How widely an HNSW search looks. Iterative scans go on until enough rows pass the filters.
_SESSION = "SET hnsw.ef_search = 200; SET hnsw.iterative_scan = strict_order"

_prepared: WeakSet[Any] = WeakSet()


def rows(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement with `%s` parameters and return its rows, binary on the wire."""
    connection.ensure_connection()
    started = time.monotonic()
    with connection.wrap_database_errors:
        raw = cast("psycopg.Connection[Any]", connection.connection)
        if raw not in _prepared:
            raw.execute(_SESSION)
            _prepared.add(raw)
        with psycopg.Cursor(raw) as cursor:
            cursor.execute(sql, params, binary=True)
            found = cursor.fetchall() if cursor.description is not None else []
    if connection.queries_logged:
        took = f"{time.monotonic() - started:.3f}"
        connection.queries_log.append({"sql": sql, "time": took})
    return found


def script(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[list[tuple[Any, ...]]]:
    """Run several statements in one round trip and one transaction; return each one's rows.

    Each statement sees what was committed before it began, not before the script began.
    """
    connection.ensure_connection()
    started = time.monotonic()
    answers: list[list[tuple[Any, ...]]] = []
    with connection.wrap_database_errors:
        raw = cast("psycopg.Connection[Any]", connection.connection)
        with psycopg.ClientCursor(raw) as cursor:
            cursor.execute(sql, params)
            more: bool | None = True
            while more:
                answers.append(cursor.fetchall() if cursor.description is not None else [])
                more = cursor.nextset()
    if connection.queries_logged:
        took = f"{time.monotonic() - started:.3f}"
        connection.queries_log.append({"sql": sql, "time": took})
    return answers


def halfvec(sent: bytes) -> Floats:
    """Decode `halfvec_send(v)`: int16 width, int16 unused, big-endian float16 values."""
    return np.frombuffer(sent, dtype=">f2", offset=4).astype(np.float32)


def halfvecs(sent: Sequence[bytes | None], width: int) -> Floats:
    """Decode many of one width into (len(sent), width) float32; None becomes a zero row."""
    blank = b"\0" * (2 * width)
    body = b"".join(blank if one is None else bytes(one)[4:] for one in sent)
    return np.frombuffer(body, dtype=">f2").reshape(len(sent), width).astype(np.float32)


def vector_text(vector: Floats) -> str:
    """Write a vector (d,) the way pgvector reads it."""
    return "[" + ",".join(f"{x:.6g}" for x in vector.tolist()) + "]"
