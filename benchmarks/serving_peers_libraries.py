"""The libraries of `serving_peers`: fitted on the events handed over, then asked as they document.

Runs by its path in a Python that has them, so it imports nothing of the project. Of each turn: the
answer for the shopper's events without the last look, the answer with it, timed (the row of the
shopper's items or the small data set made anew, and `recommend`), and the answer when told that its
first item is sold out. The events are in memory here; a shop would read them first.

Usage: PYTHON benchmarks/serving_peers_libraries.py DATA.npz OUT.json [--only NAME …]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

ITEMS = 20
ALS = {"factors": 128, "regularization": 0.05, "alpha": 5.0, "iterations": 15}
NEIGHBOURS = {"K": 200}
SASREC = {"n_factors": 64, "n_blocks": 2, "n_heads": 2, "session_max_len": 50, "batch_size": 128}
SASREC_SHOPPERS = 2_000  # trained on: its answers take as long however good they are
SASREC_TURNS = 40  # each takes long
WARM = 5  # turns before those that count
EXPLAINED = 60  # turns in which reasons are asked for

Ints = np.ndarray[Any, np.dtype[np.int64]]
Found = dict[str, Any]


class Data:
    """What is handed over: all events by shopper and time, and the turns."""

    def __init__(self, arrays: Any) -> None:
        """Take arrays: owners, rows (events,), turn_owners, turn_rows (turns,), items ()."""
        self.owners, self.rows = arrays["owners"], arrays["rows"]
        self.turn_owners, self.turn_rows = arrays["turn_owners"], arrays["turn_rows"]
        self.items = int(arrays["items"])
        self.starts = np.searchsorted(self.owners, np.arange(int(self.owners.max()) + 2))

    def history(self, owner: int) -> Ints:
        """Return the rows of a shopper's events, oldest first."""
        return np.asarray(self.rows[self.starts[owner] : self.starts[owner + 1]])

    def matrix(self) -> Any:
        """Return (shoppers, items) float32, 1 where met."""
        ones = np.ones(len(self.rows), dtype=np.float32)
        shape = (int(self.owners.max()) + 1, self.items)
        found = sparse.csr_matrix((ones, (self.owners, self.rows)), shape=shape)
        found.data[:] = 1.0  # however often
        return found


def row_of(history: Ints, items: int) -> Any:
    """Return (1, items) float32 of one shopper's events."""
    columns = np.unique(history)
    ones = np.ones(len(columns), dtype=np.float32)
    return sparse.csr_matrix((ones, columns, np.array([0, len(columns)])), shape=(1, items))


def say(line: str) -> None:
    """Print a line of progress."""
    print(f"  {line}", file=sys.stderr, flush=True)


def turns_ask(
    data: Data, ask: Callable[[int, Ints, list[int]], list[int]], most: int | None = None
) -> Found:
    """Ask in every turn; `ask` takes owner, history and rows that are sold out."""
    turns = list(zip(data.turn_owners.tolist(), data.turn_rows.tolist(), strict=True))[:most]
    for owner, _act in turns[:WARM]:
        ask(owner, data.history(owner), [])
    found: Found = {
        name: [] for name in ("seconds", "cpu_seconds", "before", "after", "told", "sold_out_shown")
    }
    for owner, act in turns:
        before = data.history(owner)
        found["before"].append(ask(owner, before, []))
        started, spent = time.perf_counter(), time.process_time()
        after = ask(owner, np.append(before, act), [])
        found["seconds"].append(time.perf_counter() - started)
        found["cpu_seconds"].append(time.process_time() - spent)
        found["after"].append(after)
        history = np.append(before, act)
        # It has not heard of what the shop has in stock: asked again, it answers the same.
        found["sold_out_shown"].append(after[0] in ask(owner, history, []))
        found["told"].append(ask(owner, history, after[:1]))
    return found


def implicit_asked(model: Any, data: Data, **more: bool) -> Found:
    """Fit a model of `implicit` and ask it in every turn; `more` goes to its `recommend`."""
    started = time.perf_counter()
    model.fit(data.matrix(), show_progress=False)
    fit_s = time.perf_counter() - started

    def ask(_owner: int, history: Ints, sold_out: list[int]) -> list[int]:
        ids, _ = model.recommend(
            0, row_of(history, data.items), N=ITEMS, filter_already_liked_items=True,
            filter_items=sold_out or None, **more,
        )  # fmt: skip
        return [int(one) for one in ids][:ITEMS]

    return turns_ask(data, ask) | {"fit_s": fit_s, "version": version("implicit")}


def als(data: Data) -> Found:
    """Ask `implicit`'s ALS with the shopper's factors solved anew, and for its explanations."""
    from implicit.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(**ALS, num_threads=1, random_state=0)
    found = implicit_asked(model, data, recalculate_user=True) | {"options": ALS}
    return found | als_explained(model, data, found["after"])


def als_explained(model: Any, data: Data, answers: list[list[int]]) -> Found:
    """Time `explain` for one item and for all; compare its numbers with leaving the event out.

    Its numbers add up to the score, yet without an event the other weights are solved anew too.
    """
    found: Found = {"explain_one_s": [], "explain_all_s": [], "errors": []}
    turns = zip(data.turn_owners[:EXPLAINED].tolist(), data.turn_rows.tolist(), answers)  # noqa: B905
    for owner, act, answer in turns:
        history = np.append(data.history(owner), act)
        row = row_of(history, data.items)
        started = time.perf_counter()
        model.explain(0, row, answer[0])
        found["explain_one_s"].append(time.perf_counter() - started)
        started, known, top = time.perf_counter(), None, []
        for item in answer:
            total, reasons, known = model.explain(0, row, item, user_weights=known)
            top.append((item, total, *reasons[0]))
        found["explain_all_s"].append(time.perf_counter() - started)
        for item, total, cause, part in top[:3]:
            factors = model.recalculate_user(0, row_of(history[history != cause], data.items))
            lost = total - float(np.ravel(factors) @ model.item_factors[item])
            found["errors"].append(abs(lost - part) / max(abs(part), 1e-12))
    return found


def bm25(data: Data) -> Found:
    """Ask `implicit`'s BM25 item-item model."""
    from implicit.nearest_neighbours import BM25Recommender

    model = BM25Recommender(**NEIGHBOURS, num_threads=1)
    return implicit_asked(model, data) | {"options": NEIGHBOURS}


def sasrec(data: Data) -> Found:
    """Ask RecTools' SASRec by its `recommend`, with a data set of the shopper's own events."""
    import logging

    import pandas as pd
    import torch
    from rectools import Columns
    from rectools.dataset import Dataset
    from rectools.models import SASRecModel

    for name in ("pytorch_lightning", "lightning.pytorch", "lightning"):
        logging.getLogger(name).setLevel(logging.ERROR)
    torch.set_num_threads(1)
    torch.manual_seed(0)

    def dataset(owners: Any, rows: Any) -> Any:
        frame = pd.DataFrame(
            {
                Columns.User: owners,
                Columns.Item: rows,
                Columns.Weight: 1.0,
                Columns.Datetime: pd.Timestamp(0) + pd.to_timedelta(np.arange(len(rows)), unit="s"),
            }
        )
        return Dataset.construct(frame)

    end = int(data.starts[min(SASREC_SHOPPERS, len(data.starts) - 1)])
    model = SASRecModel(**SASREC, epochs=1, deterministic=True)
    started = time.perf_counter()
    model.fit(dataset(data.owners[:end], data.rows[:end]))
    fit_s = time.perf_counter() - started
    known = model.data_preparator.item_id_map.external_ids
    every = np.array([one for one in known if isinstance(one, int | np.integer)])

    def ask(owner: int, history: Ints, sold_out: list[int]) -> list[int]:
        kept = np.setdiff1d(every, sold_out) if sold_out else None
        own = dataset(np.full(len(history), owner), history)
        answer = model.recommend([owner], own, k=ITEMS, filter_viewed=True, items_to_recommend=kept)
        return [int(one) for one in answer[Columns.Item]]

    options = {**SASREC, "epochs": 1, "trained_on_shoppers": SASREC_SHOPPERS}
    return turns_ask(data, ask, SASREC_TURNS) | {
        "fit_s": fit_s, "options": options, "version": version("rectools"),
    }  # fmt: skip


# way: how its library is fitted and asked
LIBRARIES: dict[str, Callable[[Data], Found]] = {
    "implicit_als": als,
    "implicit_bm25": bm25,
    "rectools_sasrec": sasrec,
}


def main(arguments: list[str] | None = None) -> None:
    """Ask every library that is installed; what was found goes to a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="+", choices=list(LIBRARIES), default=list(LIBRARIES))
    options = parser.parse_args(arguments)
    warnings.filterwarnings("ignore")  # of the libraries, about their own conversions
    with np.load(options.data) as arrays:
        data = Data(arrays)
    found: dict[str, Found] = {}
    for name in options.only:
        say(f"Fitting and asking {name}.")
        try:
            found[name] = LIBRARIES[name](data)
        except ImportError as error:
            say(f"{name} is skipped: {error}.")
    options.out.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
