"""What it costs to answer "twenty items for this shopper, who has just acted", ours beside peers.

A made shop (`benchmarks.made`), no worker. In each turn another shopper, whom the shop knows, looks
at an item drawn as events are, new to them; then every way is asked. One thread each. `ms` is by
the clock; `cpu_ms` of the processor, this process and its Postgres server together (Linux), which
other work on the machine disturbs less. No way draws a page.

- `ours_page`: `services.page_recommend` for the home page as it ships: some forty items on several
  shelves, difference, exploration, evidence with its deletion test, a sentence each. Writing the
  slates to their log goes on behind the answer and is not in the time; nor is a page made ahead.
- `ours_shelf`: the same for a strategy with one shelf of twenty. Of both also `recall_and_rank`:
  the share of finding and scoring candidates alone, timed in turns of their own.
- `pgvector_hnsw`, `pgvector_exact`: one statement, the mean of the vectors of the last ten items
  and the twenty nearest by `<=>`, by the index (ef_search at its default) and by all. It asks
  nothing else: what was had and what is sold out comes back, most alike first, without a reason.
- `django_popular`: the twenty most popular in stock in the category looked at last, by the ORM. It
  knows of the act its category; no vectors, no difference, and what was had stays in.
- `implicit_als`, `implicit_bm25` (https://github.com/benfred/implicit): `recommend` for the
  shopper's row with the act in it, factors solved anew for ALS (`recalculate_user=True`), what was
  met left out. The models are as they were fitted before all acts. No difference. Stock is
  unknown to them but by `filter_items`. ALS has `explain`, timed for one item and for all twenty;
  BM25's sums can be taken apart, but it offers nothing for it.
- `rectools_sasrec` (https://github.com/MobileTeleSystems/RecTools): `recommend` for a data set of
  that shopper's events. Trained briefly, so its answers say nothing of its worth: its time does.

The libraries hold their events in memory. What reading one shopper's would add is
`history_read_ms`. They give numbers of rows; no title, price or link.

Checked for each way, by asking without the act, with it, and with its first item sold out:
`changed_by_act_share` (of turns, order counts), `kept_of_20`, `nearer_to_act` (gain of the mean
cosine to the item of the act), `act_itself_share` (answers that hold the very item),
`met_share` and `bought_share` (of the items answered), `sold_out_shown_share`, `ild20` (by the same
content vectors for all), `reasons_share`. `reason_error`: of a reason that names an act its number
beside what the score loses when the answer is worked out without the act, relative: ours for the
act of the turn and picks that stand there without it too, ALS's for the strongest act of its first
three items. Ours is a subtraction; yet a shopper with more than `HISTORY_LENGTH` events gets the
oldest of them back where one is left out, which the number leaves aside.

Usage: python -m benchmarks.serving_peers [--items 10000] [--events 1000000] [--turns 200]
       [--peers PYTHON] [--quick]
PYTHON is that of an environment with `implicit` and `rectools[torch]`. About 8 minutes on two
busy cores; `--quick` about one and a half.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks import one_thread  # noqa: F401
from benchmarks.machine import machine
from benchmarks.serving_peers_figures import ITEMS, Asked, table, way_figures
from benchmarks.site import bench_database

EVENTS_A_SHOPPER = 50
WARM = 20  # turns before those that count
LOOKS = 4  # each shopper's: page, shelf, and both again under clocks
LIBRARIES = Path(__file__).with_name("serving_peers_libraries.py")
PURCHASE = "purchase"

Happened = list[tuple[Any, str, str]]  # shopper, item, kind; by shopper, oldest first


def looks_drawn(
    met: Collection[str], drawn_from: Sequence[str], count: int, rng: random.Random
) -> tuple[str, ...]:
    """Return `count` different items, drawn as `drawn_from` has them, none of `met`.

    Raises:
        SystemExit: there are not so many.
    """
    if len(set(drawn_from) - set(met)) < count:
        raise SystemExit("A shopper has met nearly all items: make more items or fewer events.")
    found: list[str] = []
    while len(found) < count:
        one = rng.choice(drawn_from)
        if one not in met and one not in found:
            found.append(one)
    return tuple(found)


def libraries_run(python: str, arrays: dict[str, Any], item_ids: Sequence[str]) -> dict[str, Any]:
    """Have another Python fit and ask its libraries; rows become item ids.

    Returns by way what `answers_of` reads; nothing when that Python fails (it has said why).
    """
    with TemporaryDirectory() as passing:
        data, out = Path(passing) / "data.npz", Path(passing) / "out.json"
        np.savez(data, **arrays)
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        done = subprocess.run(
            [python, str(LIBRARIES), str(data), str(out)],
            check=False,
            cwd=passing,  # a trainer leaves files where it runs
            env={**os.environ, **threads},
        )
        if done.returncode:
            print(f"No libraries: {python} failed (see above).", file=sys.stderr)
            return {}
        found: dict[str, Any] = json.loads(out.read_text())
    for one in found.values():
        for name in ("before", "after", "told"):
            one[name] = [[item_ids[row] for row in answer] for answer in one[name]]
    return found


def answers_of(one: dict[str, Any]) -> Asked:
    """Return what a library answered."""
    known = {field.name for field in fields(Asked)}
    return Asked(**{name: value for name, value in one.items() if name in known})


def arrays_of(
    happened: Happened, shoppers: Sequence[Any], looks: Sequence[str], item_ids: Sequence[str]
) -> dict[str, Any]:
    """Return what the libraries are handed: all events as numbers, and the turns."""
    owner_of = {one: at for at, one in enumerate(dict.fromkeys(one for one, _, _ in happened))}
    row = {one: at for at, one in enumerate(item_ids)}
    return {
        "owners": np.array([owner_of[one] for one, _, _ in happened], dtype=np.int64),
        "rows": np.array([row[item] for _, item, _ in happened], dtype=np.int64),
        "turn_owners": np.array([owner_of[one] for one in shoppers], dtype=np.int64),
        "turn_rows": np.array([row[item] for item in looks], dtype=np.int64),
        "items": np.int64(len(item_ids)),
    }


def shop_measure(url: str, options: argparse.Namespace) -> dict[str, Any]:
    """Make the shop, ask every way, and return the figures."""
    from benchmarks.made import KNOWN, shop_make
    from benchmarks.recall import table_wait
    from benchmarks.serving_peers_ways import LAST, Turn, histories_read, turns_measure
    from recommender.learning.vectors import vectors_read
    from recommender.runs import active_spaces
    from recommender.sql import rows

    shoppers = max(KNOWN, options.events // EVENTS_A_SHOPPER)
    item_ids, people = shop_make(options.items, shoppers, options.events)
    happened: Happened = rows(
        "SELECT shopper_id, item_id, kind FROM recommender_event ORDER BY shopper_id, occurred_at"
    )
    met: dict[Any, set[str]] = {}
    bought: dict[Any, set[str]] = {}
    for shopper, item, kind in happened:
        met.setdefault(shopper, set()).add(item)
        if kind == PURCHASE:
            bought.setdefault(shopper, set()).add(item)
    rng = random.Random(options.seed)
    drawn_from = [item for _, item, _ in happened]
    turns = [
        Turn(one, looks_drawn(met[one], drawn_from, LOOKS, rng))
        for one in people[:KNOWN]
        if one in met
    ][: WARM + options.turns]
    table_wait()
    content, _ = active_spaces()
    vectors = vectors_read(content.run_id, content.dim)
    print(f"  asking in {len(turns)} turns", file=sys.stderr)
    turned = turns_measure(url, turns, WARM)
    turns = turns[WARM:]
    history_read = histories_read([turn.shopper for turn in turns])

    def figures(one: Asked, look: int = 0) -> dict[str, Any]:
        counted = turns[: len(one.after)]
        return way_figures(
            one,
            [turn.looks[look] for turn in counted],
            [met[turn.shopper] | set(turn.looks[: look + 1]) for turn in counted],
            [bought.get(turn.shopper, set()) for turn in counted],
            vectors,
        )

    ways = {
        name: figures(one, int(name == "ours_shelf")) | dict(turned.further.get(name, {}))
        for name, one in turned.asked.items()
    }
    versions: dict[str, str] = {}
    if options.peers:
        people_asked, looked = [one.shopper for one in turns], [one.looks[0] for one in turns]
        arrays = arrays_of(happened, people_asked, looked, item_ids)
        for name, one in libraries_run(options.peers, arrays, item_ids).items():
            fitted = {"fit_s": round(one["fit_s"], 1), "options": one["options"]}
            ways[name] = {**figures(answers_of(one)), **fitted, "turns": len(one["after"])}
            versions[name.split("_")[0]] = one["version"]
    return {
        "turns": len(turns),
        "shoppers": shoppers,
        "pgvector_last": LAST,
        "history_read_ms": history_read["ms"],
        "ways": ways,
        "library_versions": versions,
    }


def main(arguments: list[str] | None = None) -> None:
    """Measure, print a table, then one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=10_000, help="of the made shop (10000)")
    parser.add_argument("--events", type=int, default=1_000_000, help="of its shoppers (1000000)")
    parser.add_argument("--turns", type=int, default=200, help="that count, 380 at most (200)")
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--peers", default="", metavar="PYTHON", help="that has the libraries")
    parser.add_argument("--quick", action="store_true", help="1,000 items, 40,000 events")
    options = parser.parse_args(arguments)
    if options.quick:
        options.items, options.events, options.turns = 1_000, 40_000, 30
    if not options.peers:
        print(
            "Without --peers only ours, pgvector and Django are asked. Make an environment by "
            "python -m venv PEERS && PEERS/bin/pip install implicit 'rectools[torch]'.",
            file=sys.stderr,
        )
    measured_on = machine("django", "psycopg", "pgvector", "numpy")
    started = time.monotonic()
    with bench_database() as url:
        found = shop_measure(url, options)
    print(table(found["ways"]))
    print(
        f"Reading one shopper's events, which the libraries need: {found['history_read_ms']:.2f} ms"
    )
    measured_on["versions"] |= found.pop("library_versions")
    head = {"benchmark": "serving_peers", "items": options.items, "events": options.events}
    wall_s = round(time.monotonic() - started, 1)
    print(
        json.dumps(
            {**head, "asked_for": ITEMS, "threads": 1, **found, **measured_on, "wall_s": wall_s}
        )
    )


if __name__ == "__main__":
    main()
