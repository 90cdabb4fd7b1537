"""How fast events are kept: the batch API beside raw `COPY` and one-row inserts, same table.

Each way appends the same number of fresh events. The API's rows arrive as JSON over HTTP in
batches, each committed and deduplicated before its answer; raw `COPY` is the database's own limit,
with neither checks nor deduplication; one-row inserts commit each row. The single-event endpoint
is compared with a view that does nothing.

Usage: python -m benchmarks.ingest [--events 20000] [--batch 1000] [--runs 3]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
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


def by_copy(url: str, rows: list[Row], shopper: str) -> float:
    """Raw COPY of all rows in one transaction; rows a second."""
    with psycopg.connect(url) as connection:
        started = time.perf_counter()
        with (
            connection.cursor() as cursor,
            cursor.copy(
                "COPY recommender_event (id, occurred_at, received_at, shopper_id, item_id, kind,"
                " value, context) FROM STDIN"
            ) as copy,
        ):
            for row in rows:
                copy.write_row(
                    (row["id"], row["occurred_at"], row["occurred_at"], shopper, row["item_id"],
                     row["kind"], None, "{}")
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


def by_single(port: int, headers: dict[str, str], rows: list[Row], clients: int) -> float:
    """The single-event endpoint; requests a second."""
    each = len(rows) // clients
    answers, wall = run(
        port, clients, each,
        lambda client, turn: Request(
            "/api/v1/events/", headers, json.dumps(rows[client * each + turn]).encode()
        ),
    )  # fmt: skip
    if any(answer.status >= 300 for answer in answers):
        raise SystemExit(f"The endpoint refused an event: {answers[0].body!r}")
    return len(answers) / wall


def by_empty(port: int, headers: dict[str, str], count: int, clients: int) -> float:
    """A view that answers nothing, through the same middleware; requests a second."""
    answers, wall = run(
        port, clients, count // clients, lambda _c, _t: Request("/bench/empty/", headers)
    )
    return len(answers) / wall


def main() -> None:
    """Run each way `runs` times and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    measured_on = machine("django", "granian", "psycopg")
    rng = random.Random(7)

    def median(measure: Callable[[], float]) -> int:
        return round(statistics.median(measure() for _ in range(options.runs)))

    with bench_site() as site:
        url, port = site.url, site.port
        from benchmarks.made import shop_make  # Django is set up by now

        item_ids, _shoppers = shop_make(items=2_000, shoppers=50, events=5_000)
        token = json.loads(
            run(port, 1, 1, lambda *_: Request("/api/v1/devices/", {}, b"{}"))[0][0].body
        )
        headers = {"Authorization": f"Bearer {token['token']}"}
        shopper = str(token["shopper_id"])

        def fresh(count: int) -> list[Row]:
            return rows_make(count, item_ids, rng)

        few = max(400, options.events // 20)
        figures = {
            "copy_rows_per_s": median(lambda: by_copy(url, fresh(options.events), shopper)),
            "batch_rows_per_s": median(
                lambda: by_api(port, headers, fresh(options.events), options.batch)
            ),
            "insert_rows_per_s": median(lambda: by_insert(url, fresh(few), shopper)),
            "single_requests_per_s": median(lambda: by_single(port, headers, fresh(few), 4)),
            "empty_requests_per_s": median(lambda: by_empty(port, headers, few, 4)),
        }
    print(
        json.dumps(
            {
                "benchmark": "ingest",
                "events": options.events,
                "batch": options.batch,
                "runs": options.runs,
                **figures,
                "batch_vs_copy": round(figures["batch_rows_per_s"] / figures["copy_rows_per_s"], 3),
                "batch_vs_insert": round(
                    figures["batch_rows_per_s"] / figures["insert_rows_per_s"], 2
                ),
                "single_vs_empty": round(
                    figures["single_requests_per_s"] / figures["empty_requests_per_s"], 3
                ),
                **measured_on,
            }
        )
    )


if __name__ == "__main__":
    main()
