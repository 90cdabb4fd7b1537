"""Runs hand-written SQL on Django's connection with server-side binding and binary results.

Django's own cursor sends text and binds on the client; vectors would travel as decimal digits.
Statements run here appear in `connection.queries` like any other. Imports models nowhere.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, cast
from weakref import WeakKeyDictionary, WeakSet

import numpy as np
import psycopg
from django.db import connection

from recommender.contracts import Floats

# How widely an HNSW search looks. Iterative scans go on until enough rows pass the filters.
_SESSION = "SET hnsw.ef_search = 200; SET hnsw.iterative_scan = strict_order"

# A page's own statements have the same best plan whatever they are asked; planning them over every
# month of events anew took longer than running them.
_PLANS = {True: "force_generic_plan", False: "auto"}

# Begins a `script`, or a transaction, whose commit does not wait for the disk.
LATER = "SET LOCAL synchronous_commit = off;\n"

_prepared: WeakSet[Any] = WeakSet()
_plans: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()


def rows(
    sql: str, params: Sequence[Any] | Mapping[str, Any] = (), *, planned_once: bool = False
) -> list[tuple[Any, ...]]:
    """Run one statement with `%s` parameters and return its rows, binary on the wire.

    `planned_once`: prepare it, and plan it without regard to the values, once a connection.
    """
    connection.ensure_connection()
    started = time.monotonic()
    with connection.wrap_database_errors:
        raw = cast("psycopg.Connection[Any]", connection.connection)
        if raw not in _prepared:
            raw.execute(_SESSION)
            _prepared.add(raw)
        # Inside a transaction the mode stays as it is: a rollback would take the change back.
        if not connection.in_atomic_block and _plans.get(raw, False) is not planned_once:
            raw.execute(f"SET plan_cache_mode = {_PLANS[planned_once]}")
            _plans[raw] = planned_once
        with psycopg.Cursor(raw) as cursor:
            cursor.execute(sql, params, binary=True, prepare=planned_once or None)
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


def array_text(values: Sequence[str]) -> str:
    """Write texts as Postgres reads an array: a parameter many times cheaper than a list."""
    escaped = [one.replace("\\", "\\\\").replace('"', '\\"') for one in values]
    return '{"' + '","'.join(escaped) + '"}' if escaped else "{}"


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
