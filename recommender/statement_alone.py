"""One statement on connections that are kept for it: no pool, no check, no cursor in its way.

Around a statement that Postgres answers in a tenth of a millisecond, taking a connection from the
pool, asking whether it lives, and a cursor's conversions cost several times that. Here a thread
takes a connection that nobody uses, lets libpq run the prepared statement, and puts it back.

Only for what may be asked twice: when anything goes wrong the connection is dropped and the answer
is None, and the caller goes by Django's connection, which says what is the matter.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection
from psycopg.pq import ExecStatus

MOST_KEPT = 64  # connections; a process needs no more than it has threads

_NAME = b"alone"


class StatementAlone:
    """A statement with `%s` parameters, read as texts, and one row as its answer."""

    def __init__(self, sql: str) -> None:
        """Connect when first asked."""
        numbers = itertools.count(1)
        self._sql = re.sub("%s", lambda _found: f"${next(numbers)}", sql).encode()
        self._free: deque[psycopg.Connection[Any]] = deque(maxlen=MOST_KEPT)

    def run(self, params: Sequence[str | None]) -> list[str | None] | None:
        """Return the row, as texts, once it is committed; None when the statement did not run.

        Takes no part in a transaction of Django's connection.
        """
        given = [None if one is None else one.encode() for one in params]
        try:
            raw = self._free.pop()
        except IndexError:
            try:
                raw = self._connect()
            except psycopg.Error:
                return None
        if raw.prepare_threshold is None:  # what stands in between keeps no statements
            answer = raw.pgconn.exec_params(self._sql, given)
        else:
            answer = raw.pgconn.exec_prepared(_NAME, given)  # type: ignore[arg-type]  # None: null
        if answer.status != ExecStatus.TUPLES_OK:
            raw.close()
            return None
        self._free.append(raw)
        values = [answer.get_value(0, column) for column in range(answer.nfields)]
        return [None if one is None else one.decode() for one in values]

    def close(self) -> None:
        """Close the connections that nobody uses."""
        while self._free:
            self._free.pop().close()

    def _connect(self) -> psycopg.Connection[Any]:
        raw = psycopg.connect(**connection.get_connection_params(), autocommit=True)
        raw.execute("SET plan_cache_mode = force_generic_plan")
        if raw.prepare_threshold is not None:
            raw.pgconn.prepare(_NAME, self._sql)
        return raw
