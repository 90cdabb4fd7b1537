"""What the task heads look at: a shopper's recent history beside a candidate, as numbers.

One file for the worker that trains and the web process that serves, so that both mean the same.
Histories enter only through sums over events (on scales that ignored events keep in place), a
largest cosine and a smallest age: so the features *without* one event follow from those with it,
exactly and for all events at once. NumPy only; no Django, no torch.

Shapes: `...` candidates, `L` events of a history, `H` features of it, `F` in all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.actions import nearness
from recommender.contracts import Floats

Bools = NDArray[np.bool_]
Doubles = NDArray[np.float64]

SESSION_S = 1800.0  # half-life of "just now"; events within an hour are the session
MEMORY_S = 14 * 86_400.0  # half-life of "lately"
FLOOR = 0.25  # cosine below which two items have nothing in common
LONG_AGO_S = 60 * 86_400.0
PRICE_PRIOR = 0.05  # mass of "no usual price": few purchases say little

HISTORY = (
    "near_session", "near_memory", "share_category", "share_department", "share_brand",
    "share_maker", "seen_item", "price_gap", "price_gap_size", "activity", "activity_session",
    "looks_category", "best_cosine", "since_category",
)  # fmt: skip
ITEM = ("price", "age", "popularity", "conversion", "stars")
CONTEXT = (
    "away", "hour_sin", "hour_cos", "weekday_sin", "weekday_cos", "season_sin", "season_cos",
    "phone", "desktop",
)  # fmt: skip
FEATURES = (*HISTORY, *ITEM, *CONTEXT)
STATS = 3  # of ITEM: popularity, conversion, stars
DEVICES = ("", "phone", "desktop")


@dataclass(frozen=True, slots=True)
class Beside:
    """A candidate beside each event of a history; all arrays broadcast to (..., L).

    session, memory: the event's weight, -1..1, faded by half-lives `SESSION_S` and `MEMORY_S`; 0
    where there is no event. real: there is one. cosine: of the two items' content. same_…: whether
    both items have it in common (never by being both empty). age_s: seconds before now. log_price
    of the event's item, 0 where not priced; own_log_price (..., 1). The masses (..., 1) are sums of
    absolute weights over used *and ignored* events.
    """

    session: Floats
    memory: Floats
    real: Bools
    cosine: Floats
    same_item: Bools
    same_category: Bools
    same_department: Bools
    same_brand: Bools
    same_maker: Bools
    age_s: Floats
    log_price: Floats
    own_log_price: Floats
    session_mass: Floats
    memory_mass: Floats


def history_features(beside: Beside) -> Floats:
    """Return (H, ...) float32."""
    terms, lows = _terms(beside), _lows(beside)
    masses = (beside.session_mass[..., 0], beside.memory_mass[..., 0])
    return _finished(terms.sum(axis=-1), lows.min(axis=-1, initial=1.0), *masses)


def history_without(beside: Beside) -> Floats:
    """Return (H, ..., L) float32: entry j is what `history_features` is had event j not happened.

    Sums lose their term; a minimum passes to the second least where event j was the least.
    """
    terms, lows = _terms(beside), _lows(beside)
    sums = terms.sum(axis=-1, keepdims=True) - terms
    return _finished(sums, _least_without(lows), beside.session_mass, beside.memory_mass)


def _terms(beside: Beside) -> Floats:
    """Return what each event adds to each sum, (12, ..., L)."""
    near = nearness(beside.cosine, FLOOR)
    gap = beside.own_log_price - beside.log_price
    priced = np.maximum(beside.memory, 0.0) * (beside.log_price != 0) * (beside.own_log_price != 0)
    parts = np.broadcast_arrays(
        beside.session * near,
        beside.memory * near,
        beside.memory * beside.same_category,
        beside.memory * beside.same_department,
        beside.memory * beside.same_brand,
        beside.memory * beside.same_maker,
        beside.memory * beside.same_item,
        priced * gap,
        priced,
        beside.real,
        beside.real & (beside.age_s < 2 * SESSION_S),
        beside.real & beside.same_category,
    )
    return np.stack(parts).astype(np.float32, copy=False)


def _lows(beside: Beside) -> Floats:
    """Return what the least is taken of, (2, ..., L): minus the cosine, and the category's age."""
    liked = np.where(beside.memory > 0, -beside.cosine, 0.0)
    ages = np.log1p(np.clip(beside.age_s, 0.0, LONG_AGO_S) / 3600.0)
    since = ages / np.log1p(LONG_AGO_S / 3600.0)
    looked = np.where(beside.real & beside.same_category, since, 1.0)
    both = np.broadcast_arrays(np.minimum(liked, 0.0), looked)
    return np.stack(both).astype(np.float32, copy=False)


def _least_without(lows: Floats) -> Floats:
    """Return the least of the others for each place of the last axis; 1 where there are none."""
    if lows.shape[-1] < 2:
        return np.ones_like(lows)
    both = np.partition(lows, 1, axis=-1)
    without: Floats = np.where(lows <= both[..., :1], both[..., 1:2], both[..., :1])
    return without


def _finished(sums: Floats, lows: Floats, session: Floats, memory: Floats) -> Floats:
    """Bring sums (12, ...) and least values (2, ...) to the features' scales, (H, ...)."""
    memory = np.maximum(memory, 1.0)
    gap = sums[7] / (np.maximum(sums[8], 0.0) + PRICE_PRIOR)
    features = [
        sums[0] / np.maximum(session, 1.0),
        *(one / memory for one in sums[1:7]),
        gap,
        np.abs(gap),
        *np.log1p(np.maximum(sums[9:12], 0.0)),
        -np.minimum(lows[0], 0.0),
        lows[1],
    ]
    return np.stack(features).astype(np.float32, copy=False)


def item_features(log_price: Floats, age_s: Doubles, stats: Floats) -> Floats:
    """Return (5, ...) float32 of log prices, seconds since listed and stats (..., 3)."""
    age = np.log1p(np.maximum(age_s, 0.0) / 86_400.0)
    parts = np.broadcast_arrays(log_price, age, *np.moveaxis(stats, -1, 0))
    return np.stack(parts).astype(np.float32)


def stats_from(
    looks: Doubles,
    buys: Doubles,
    stars: Doubles,
    rated: Doubles,
    mean_looks: Doubles,
    bought: Doubles,
    liked: Doubles,
) -> Floats:
    """Return popularity, conversion and stars of items (..., 3), each beside the shop's mean.

    looks, buys, rated: how often so far; stars: sum of its ratings; mean_looks: of an item; bought:
    buys a look; liked: the mean rating. Few looks or ratings say little: each item begins with ten
    looks and five ratings as the shop's means have them.
    """
    popularity = np.log((1.0 + looks) / (1.0 + mean_looks))
    conversion = np.log((buys + 10.0 * bought) / (looks + 10.0) / bought)
    rating = (stars + 5.0 * liked) / (rated + 5.0) - liked
    parts = np.broadcast_arrays(popularity, conversion, rating)
    return np.stack(parts, axis=-1).astype(np.float32)


def context_features(now_s: Doubles, away_s: Doubles, device: NDArray[np.int64]) -> Floats:
    """Return (9, ...) float32 of seconds since 1970 (UTC), seconds since the newest event, device.

    device: place in `DEVICES`. Hours, weekdays and seasons go round a circle each.
    """
    day, week, year = 86_400.0, 7 * 86_400.0, 365.25 * 86_400.0
    rounds = [2 * np.pi * np.mod(now_s, period) / period for period in (day, week, year)]
    away = np.log1p(np.clip(away_s, 0.0, LONG_AGO_S) / 3600.0)
    turns = [turn(one) for one in rounds for turn in (np.sin, np.cos)]
    parts = np.broadcast_arrays(away, *turns, device == 1, device == 2)
    return np.stack(parts).astype(np.float32)
