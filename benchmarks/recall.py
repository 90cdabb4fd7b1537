"""How much of the true neighbourhood recall finds, and in how many milliseconds.

A made shop (`benchmarks.made`): vectors clustered by category, written to Postgres as the shop's
are. One question is what a page asks: eight vectors at once, seven items of three kinds and their
sum, a hundred items around each. `recall` is of each vector's hundred nearest by exact cosine the
share that was found; `ms` is the median for all eight, asked for the first time, answers merged.

- `memory`: what serves, the items in this process's memory (`recommender.item_tables`);
- `numpy_exact`: one product with all vectors, and a partition;
- `hnsw`: one statement for all eight, by which larger shops are asked, ef_search as set for them;
- `pgvector_exact`: the same statement without the index;
- `plain_hnsw_40`, `plain_hnsw_200`: eight statements as pgvector's manual has them, ef_search at
  its default and at 200 (at most so many rows are found).

Usage: python -m benchmarks.recall [--items 100000] [--questions 40] [--quick]
About 3 minutes for 100,000 items on one core, half of it making two HNSW indexes; `--quick`
takes 3,000 items and some seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import psycopg

from benchmarks import one_thread  # noqa: F401
from benchmarks.machine import machine
from benchmarks.site import Floats, bench_database

AROUND, AT = 8, 100  # vectors a question, items around each
KINDS_A_SHOPPER = 3
AIM = 0.98
SERVES = "memory"

# A way to search: (k, d) unit vectors, how many around each -> the items of each.
Way = Callable[[Floats, int], list[list[str]]]


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def questions_make(
    vectors: Floats, kinds: int, count: int, rng: np.random.Generator
) -> list[Floats]:
    """Return `count` questions (8, d): seven items of three kinds, and their sum as unit vector.

    An item's kind is its row modulo `kinds`, as made.
    """
    found = []
    for _ in range(count):
        tastes = rng.choice(kinds, KINDS_A_SHOPPER, replace=False)
        deep = rng.integers(0, max(1, len(vectors) // kinds), AROUND - 1)
        rows = (deep * kinds + rng.choice(tastes, AROUND - 1)) % len(vectors)
        total = vectors[rows].sum(axis=0, keepdims=True)
        found.append(np.concatenate([vectors[rows], total / np.linalg.norm(total)]))
    return found


def exact_way(vectors: Floats, item_ids: Sequence[str]) -> Way:
    """Return the oracle: all cosines by one product."""

    def search(asked: Floats, count: int) -> list[list[str]]:
        cosines = np.ascontiguousarray((vectors @ asked.T).T)
        count = min(count, len(vectors))
        return [
            [item_ids[row] for row in np.argpartition(one, -count)[-count:].tolist()]
            for one in cosines
        ]

    return search


def recall_of(found: Sequence[Sequence[str]], true: Sequence[Sequence[str]]) -> list[float]:
    """Return for each vector the share of the true neighbours that was found."""
    return [
        len(set(mine) & set(theirs)) / len(theirs) for mine, theirs in zip(found, true, strict=True)
    ]


def way_measure(
    alone: Way,
    together: Callable[[Floats], object],
    questions: Sequence[Floats],
    true: Sequence[list[list[str]]],
) -> dict[str, float]:
    """Return recall of each vector asked alone, and milliseconds for the eight asked together."""
    for asked in questions[:3]:
        together(np.ascontiguousarray(-asked))  # caches fill, but not with what will be asked
    took = []
    for asked in questions:
        started = time.perf_counter()
        together(asked)
        took.append(1000 * (time.perf_counter() - started))
    shares = [
        recall_of(alone(asked, AT), answer) for asked, answer in zip(questions, true, strict=True)
    ]
    return {
        "recall": round(float(np.mean(shares)), 4),
        "recall_of_items": round(float(np.mean([one[:-1] for one in shares])), 4),
        "recall_of_sum": round(float(np.mean([one[-1] for one in shares])), 4),
        "recall_worst": round(float(np.min(shares)), 4),
        "ms": round(statistics.median(took), 2),
        "ms_p95": round(float(np.percentile(took, 95)), 2),
    }  # fmt: skip


def by_each(search: Callable[[Floats, int], list[tuple[str, float]]]) -> Way:
    """Ask the shop's own search around one vector after the other."""
    return lambda asked, count: [
        [item_id for item_id, _ in search(one[None], count)] for one in asked
    ]


@contextlib.contextmanager
def plainly(url: str, run_id: int, dim: int, ef_search: int) -> Iterator[Way]:
    """Ask as pgvector's manual does: a statement a vector, on a connection of its own."""
    from recommender.sql import vector_text

    sql = (
        f"SELECT item_id FROM recommender_itemvector WHERE run_id = {run_id}"
        f" ORDER BY embedding::halfvec({dim}) <=> %s::halfvec({dim}) LIMIT %s"
    )
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute(f"SET hnsw.ef_search = {int(ef_search)}")

        def search(asked: Floats, count: int) -> list[list[str]]:
            return [
                [row[0] for row in raw.execute(sql, [vector_text(one), count]).fetchall()]
                for one in asked
            ]

        yield search


def table_wait(limit_s: float = 120.0) -> float:
    """Let this process read its items; return the seconds it took.

    Raises:
        SystemExit: they are not there after `limit_s`.
    """
    from recommender.item_tables import item_tables
    from recommender.runs import active_spaces

    started = time.perf_counter()
    while item_tables.get(*active_spaces()) is None:
        if time.perf_counter() - started > limit_s:
            raise SystemExit("The items were not read into memory: too many, or see above.")
        time.sleep(0.05)
    return time.perf_counter() - started


def ways_measure(url: str, item_ids: list[str], questions: int, seed: int) -> dict[str, Any]:
    """Return the figures of each way, among the items that are there."""
    from benchmarks.made import KINDS
    from recommender.learning.vectors import vectors_read
    from recommender.runs import active_spaces
    from recommender.sql import rows
    from recommender.store import PostgresStore, _near

    rows("ANALYZE recommender_itemvector")  # as the database does by itself after a while
    content, _ = active_spaces()
    known = vectors_read(content.run_id, content.dim)
    vectors = np.stack([known[item_id] for item_id in item_ids])
    asked = questions_make(vectors, KINDS, questions, np.random.default_rng(seed))
    exact = exact_way(vectors, item_ids)
    true = [exact(one, AT) for one in asked]
    limit = AROUND * AT // 2  # so each vector gives AT: `item_search.each_of`

    def sql(vectors: Floats, limit: int) -> list[tuple[str, float]]:
        return _near(content, vectors, limit, "", "")

    def memory(vectors: Floats, limit: int) -> list[tuple[str, float]]:
        return PostgresStore().nearest_content(vectors, limit)

    read_s = round(table_wait(), 1)
    found: dict[str, Any] = {}

    def measure(name: str, alone: Way, together: Callable[[Floats], object], most: int) -> None:
        found[name] = way_measure(alone, together, asked[:most], true[:most])
        _say(f"{name}: {found[name]}")

    measure(SERVES, by_each(memory), lambda one: memory(one, limit), questions)
    measure("numpy_exact", exact, lambda one: exact(one, AT), questions)
    measure("hnsw", by_each(sql), lambda one: sql(one, limit), questions)
    for ef_search in (40, 200):
        with plainly(url, content.run_id, content.dim, ef_search) as plain:
            measure(
                f"plain_hnsw_{ef_search}", plain, lambda one, way=plain: way(one, AT), questions
            )  # type: ignore[misc]
    rows("SET enable_indexscan = off")
    measure("pgvector_exact", by_each(sql), lambda one: sql(one, limit), min(3, questions))
    rows("RESET enable_indexscan")
    return {"dim": content.dim, "read_s": read_s, "ways": found}


def main(arguments: list[str] | None = None) -> None:
    """Make the items, measure each way, and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=100_000, help="of the made shop")
    parser.add_argument("--questions", type=int, default=40, help="of eight vectors each")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="3,000 items, 5 questions")
    options = parser.parse_args(arguments)
    if options.quick:
        options.items, options.questions = 3_000, 5
    measured_on = machine("numpy", "psycopg", "django")
    with bench_database() as url:
        from benchmarks.made import items_take, products_make, vectors_make

        _say(f"Making {options.items:,} items.")
        products_make(options.items)
        item_ids = items_take()
        vectors_make(item_ids, np.random.default_rng(options.seed))
        found = ways_measure(url, item_ids, options.questions, options.seed)
    serves = found["ways"][SERVES]
    print(
        json.dumps(
            {
                "benchmark": "recall", "items": options.items, "questions": options.questions,
                "vectors": AROUND, "around_each": AT, "serves": SERVES,
                "recall_at_100": serves["recall"], "ms": serves["ms"], "aim": AIM,
                "reaches_aim": serves["recall"] >= AIM, **found, **measured_on,
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
