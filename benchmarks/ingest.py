"""How fast events are kept: the batch API beside raw `COPY` and one-row inserts, same table.

Each way appends the same number of fresh events to the same table with the same indexes. The API's
rows arrive as JSON over HTTP in batches, each checked, deduplicated and committed before its
answer. Raw `COPY` is the database's own limit, with neither checks nor deduplication: in as many
commits of as many rows (`batch_vs_copy`), and of all rows in one (`batch_vs_one_copy`). One-row
inserts commit each row. The single-event endpoint is compared with a view that does nothing, with
4 clients and with 16, each a shopper of its own. All ways take turns, run by run, because the
table grows and each is slower the fuller it is.

Usage: python -m benchmarks.ingest [--events 20000] [--batch 1000] [--runs 3] [--quick]
Takes about half a minute.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from benchmarks.load import Request, run
from benchmarks.machine import machine
from benchmarks.site import bench_site

Row = dict[str, Any]


def rows_make(count: int, item_ids: list[str], rng: random.Random) -> list[Row]:
    """Return `count` fresh events as the API takes them."""
    now = datetime.now(UTC)
    return [
        {
            "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            "kind": rng.choice(["view", "view", "view", "cart", "like"]),
            "item_id": rng.choice(item_ids),
            "occurred_at": (now - timedelta(seconds=rng.randrange(86_400))).isoformat(),
        }
        for _ in range(count)
    ]


def by_copy(url: str, rows: list[Row], shopper: str, batch: int) -> float:
    """Raw COPY with a commit every `batch` rows; rows a second."""
    with psycopg.connect(url) as connection:
        started = time.perf_counter()
        for start in range(0, len(rows), batch):
            with (
                connection.cursor() as cursor,
                cursor.copy(
                    "COPY recommender_event (id, occurred_at, received_at, shopper_id, item_id,"
                    " kind, value, context) FROM STDIN"
                ) as copy,
            ):
                for row in rows[start : start + batch]:
                    copy.write_row(
                        (row["id"], row["occurred_at"], row["occurred_at"], shopper,
                         row["item_id"], row["kind"], None, "{}")
                    )  # fmt: skip
            connection.commit()
        return len(rows) / (time.perf_counter() - started)


def by_insert(url: str, rows: list[Row], shopper: str) -> float:
    """One INSERT and one commit a row; rows a second."""
    with psycopg.connect(url, autocommit=True) as connection:
        started = time.perf_counter()
        for row in rows:
            connection.execute(
                "INSERT INTO recommender_event (id, occurred_at, received_at, shopper_id, item_id,"
                " kind, value, context) VALUES (%s, %s, now(), %s, %s, %s, NULL, '{}')",
                [row["id"], row["occurred_at"], shopper, row["item_id"], row["kind"]],
            )
        return len(rows) / (time.perf_counter() - started)


def by_api(port: int, headers: dict[str, str], rows: list[Row], batch: int) -> float:
    """The batch endpoint, one client; rows a second. Every row must be accepted."""
    bodies = [
        json.dumps({"events": rows[start : start + batch]}).encode()
        for start in range(0, len(rows), batch)
    ]
    answers, wall = run(
        port, 1, len(bodies),
        lambda _client, turn: Request("/api/v1/events/batch/", headers, bodies[turn]),
    )  # fmt: skip
    accepted = sum(json.loads(answer.body).get("accepted", 0) for answer in answers)
    if accepted != len(rows):
        raise SystemExit(f"Only {accepted} of {len(rows)} rows were accepted: {answers[0].body!r}")
    return len(rows) / wall


def by_single(port: int, headers: list[dict[str, str]], rows: list[Row]) -> float:
    """The single-event endpoint, a client for each of `headers`; requests a second."""
    each = len(rows) // len(headers)
    answers, wall = run(
        port, len(headers), each,
        lambda client, turn: Request(
            "/api/v1/events/", headers[client], json.dumps(rows[client * each + turn]).encode()
        ),
    )  # fmt: skip
    if refused := [answer for answer in answers if answer.status >= 300]:
        raise SystemExit(f"The endpoint refused an event: {refused[0].body!r}")
    return len(answers) / wall


def by_empty(port: int, headers: dict[str, str], count: int, clients: int) -> float:
    """A view that answers nothing, through the same middleware; requests a second."""
    answers, wall = run(
        port, clients, count // clients, lambda _c, _t: Request("/bench/empty/", headers)
    )
    return len(answers) / wall


def main() -> None:
    """Run the ways in turn, `runs` times, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a fifth of the events, one run")
    options = parser.parse_args()
    events, runs = (4_000, 1) if options.quick else (options.events, options.runs)
    measured_on = machine("django", "granian", "psycopg")
    rng = random.Random(7)

    with bench_site() as site:
        url, port = site.url, site.port
        from benchmarks.made import shop_make  # Django is set up by now

        item_ids, _shoppers = shop_make(items=2_000, shoppers=50, events=5_000)
        tokens = [
            json.loads(
                run(port, 1, 1, lambda *_: Request("/api/v1/devices/", {}, b"{}"))[0][0].body
            )
            for _ in range(16)
        ]
        headers = [{"Authorization": f"Bearer {one['token']}"} for one in tokens]
        shopper = str(tokens[0]["shopper_id"])

        def fresh(count: int) -> list[Row]:
            return rows_make(count, item_ids, rng)

        few = max(800, events // 10)
        ways: dict[str, Callable[[], float]] = {
            "one_copy_rows_per_s": lambda: by_copy(url, fresh(events), shopper, events),
            "copy_rows_per_s": lambda: by_copy(url, fresh(events), shopper, options.batch),
            "batch_rows_per_s": lambda: by_api(port, headers[0], fresh(events), options.batch),
            "insert_rows_per_s": lambda: by_insert(url, fresh(few), shopper),
            "single_requests_per_s": lambda: by_single(port, headers[:4], fresh(few)),
            "empty_requests_per_s": lambda: by_empty(port, headers[0], few, 4),
            "single_16_requests_per_s": lambda: by_single(port, headers, fresh(few)),
            "empty_16_requests_per_s": lambda: by_empty(port, headers[0], few, 16),
        }
        by_api(port, headers[0], fresh(2 * options.batch), options.batch)  # warm
        by_single(port, headers, fresh(160))
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(runs):
            for name, way in ways.items():
                taken[name].append(way())
                print(f"{turn + 1}/{runs} {name}: {taken[name][-1]:,.0f}", file=sys.stderr)
        figures = {name: round(statistics.median(found)) for name, found in taken.items()}

    def ratio(one: str, other: str) -> float:
        """The median of the ratios within a run: a machine slows down and speeds up meanwhile."""
        paired = zip(taken[one], taken[other], strict=True)
        return round(statistics.median(a / b for a, b in paired), 3)

    print(
        json.dumps(
            {
                "benchmark": "ingest",
                "events": events,
                "batch": options.batch,
                "runs": runs,
                **figures,
                "batch_vs_copy": ratio("batch_rows_per_s", "copy_rows_per_s"),
                "batch_vs_one_copy": ratio("batch_rows_per_s", "one_copy_rows_per_s"),
                "batch_vs_insert": ratio("batch_rows_per_s", "insert_rows_per_s"),
                "single_vs_empty": ratio("single_requests_per_s", "empty_requests_per_s"),
                "single_16_vs_empty": ratio("single_16_requests_per_s", "empty_16_requests_per_s"),
                **measured_on,
            }
        )
    )


if __name__ == "__main__":
    main()
