"""A real gift shop's year (UCI Online Retail II) as events and weeks, without a database.

There are purchases and returns only, so the four heads foretell what such a shop would ask: what a
customer buys next, whether in a dozen or more, whether again within four weeks, and whether it is
kept. Sales that were cancelled exactly count in no week.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from recommender.contracts import EventKind, Floats
from recommender.task_heads.samples import KINDS, TASKS, Looks, TaskEvents, TaskItems, next_act
from shop.importing.online_retail.lines import Line, line_of, sale_problem
from shop.importing.records import BadRow

MEANING: Mapping[str, str] = {
    "click": "bought next, beside four items drawn",
    "cart": "bought by the dozen or more",
    "purchase": "bought again within four weeks",
    "rating": "kept: not sent back within four weeks",
}
DOZEN = 12
FOUR_WEEKS_S = 28 * 86_400
HOUR_S = 3600
WEEK_S = 7 * 86_400
WIDTH = 64  # of the hashed words of titles


@dataclass(frozen=True, slots=True)
class GiftYear:
    """Events of named customers, items, whole weeks of all sales, and what each head means."""

    events: TaskEvents
    items: TaskItems
    weeks: Any
    meaning: Mapping[str, str]

    @staticmethod
    def labels(events: TaskEvents, looks: Looks, until: float) -> Floats:
        """Return what followed each purchase, (M, K, T): see `MEANING`."""
        found = np.full((*looks.candidates.shape, len(TASKS)), np.nan, dtype=np.float32)
        found[..., 0] = np.where(looks.candidates >= 0, 0.0, np.nan)
        found[:, 0, 0] = 1.0
        at = events.times[looks.at].astype(np.float64)
        found[:, 0, 1] = np.where(at <= until, events.values[looks.at] >= DOZEN, np.nan)
        is_over = at + FOUR_WEEKS_S <= until
        again, _ = next_act(events, looks, EventKind.PURCHASE, HOUR_S)
        back, _ = next_act(events, looks, EventKind.RETURN)
        found[:, 0, 2] = np.where(is_over, again - at <= FOUR_WEEKS_S, np.nan)
        found[:, 0, 3] = np.where(is_over, back - at > FOUR_WEEKS_S, np.nan)
        return found


def gift_year(path: Path) -> GiftYear:
    """Read the year."""
    from recommender.neural.demand import YEAR_WEEKS, Weeks

    lines = list(_lines(path))
    codes = sorted({line.code for line in lines if not line.is_cancelled})
    row = {code: place for place, code in enumerate(codes)}
    lines = [line for line in lines if line.code in row]
    events, named = _events(lines, row), len(codes)
    end = max(line.at for line in lines).timestamp()
    begin = min(line.at for line in lines).timestamp()
    count = int((end - begin) // WEEK_S)
    units = np.zeros((named, count), dtype=np.float32)
    first = np.full(named, count)
    prices: dict[int, list[float]] = defaultdict(list)
    titles: dict[int, Counter[str]] = defaultdict(Counter)
    cancelled = Counter(
        (line.customer, line.code, -line.quantity) for line in lines if line.is_cancelled
    )
    for line in lines:
        if line.is_cancelled:
            continue
        item, key = row[line.code], (line.customer, line.code, line.quantity)
        prices[item].append(float(line.price))
        titles[item][line.description] += 1
        if cancelled[key] > 0:
            cancelled[key] -= 1
            continue
        week = count - 1 - int((end - line.at.timestamp()) // WEEK_S)
        if week >= 0:
            units[item, week] += line.quantity
            first[item] = min(first[item], week)
    names = [titles[item].most_common(1)[0][0] for item in range(named)]
    kinds: dict[str, int] = {}
    kind = np.array([kinds.setdefault(_last(name), len(kinds)) for name in names])
    log_prices = np.log1p([float(np.median(prices[item])) for item in range(named)])
    blank = np.full(named, -1)
    seen = [begin] * named
    items = TaskItems(
        _vectors(names), kind, blank, blank, blank,
        log_prices.astype(np.float32), np.array(seen),
    )  # fmt: skip
    starts = end - count * WEEK_S
    weeks = Weeks(units, first, kind, log_prices.astype(np.float32), (starts / WEEK_S) % YEAR_WEEKS)
    return GiftYear(events, items, weeks, MEANING)


def _lines(path: Path) -> Iterator[Line]:
    with gzip.open(path, "rt", newline="", encoding="utf-8", errors="replace") as file:
        for number, fields in enumerate(csv.DictReader(file), start=2):
            try:
                line = line_of(number, fields)
            except BadRow:
                continue
            if not sale_problem(line):
                yield line


def _events(lines: list[Line], row: Mapping[str, int]) -> TaskEvents:
    customers: dict[str, int] = {}
    known = [line for line in lines if line.customer]
    owners = [customers.setdefault(line.customer, len(customers)) for line in known]
    times = np.array([int(line.at.timestamp()) for line in known], dtype=np.int64)
    order = np.lexsort((np.arange(len(known)), times, np.array(owners)))
    kinds = [
        KINDS.index(EventKind.RETURN if line.is_cancelled else EventKind.PURCHASE) for line in known
    ]
    return TaskEvents(
        owners=np.array(owners, dtype=np.int64)[order],
        rows=np.array([row[line.code] for line in known], dtype=np.int64)[order],
        kinds=np.array(kinds, dtype=np.int64)[order],
        values=np.array([abs(line.quantity) for line in known], dtype=np.float32)[order],
        times=times[order],
        devices=np.zeros(len(known), dtype=np.int64),
    )


def _last(name: str) -> str:
    words = name.split()
    return words[-1] if words else ""


def _vectors(names: list[str]) -> Floats:
    """Return unit sums of one random vector a word, the rarer the longer: (N, 64)."""
    counts = Counter(word for name in names for word in set(name.split()))
    rng = np.random.default_rng(0)
    of = {
        word: rng.standard_normal(WIDTH) * np.log(len(names) / count)
        for word, count in sorted(counts.items())
    }
    sums = np.stack([sum((of[word] for word in name.split()), np.zeros(WIDTH)) for name in names])
    norms = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return np.asarray(sums / norms, dtype=np.float32)
