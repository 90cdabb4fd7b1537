"""How many of each item the next week will sell: one small network over all items' weeks.

In the spirit of the global forecasters (D. Salinas et al.: DeepAR, 2020, arXiv:1704.04110): items
share one model and each is scaled by its own level. The network says by what factor the coming week
will differ from the item's recent mean, so that knowing nothing it *is* the moving average. Two
answers, because two errors have two best answers: the expected units (Poisson likelihood) and the
median (absolute error; for an item sold once a month that is zero).

Departures from DeepAR: no recurrence, since a few dozen weeks of an item say little more than
their newest and their means; no likelihood of spread. Never imports Django.

Shapes: `N` items, `W` weeks, `R` rows of one item before one week, `Q` features.
"""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LAGS = 4  # newest weeks that are read one by one
LEVEL = 4  # weeks of the moving average that the network corrects
LONG = 12
LEAST_WEEKS = 4  # of the shop's history before the first week that is learned from
YEAR_WEEKS = 365.25 / 7
FEATURES = 17


@dataclass(frozen=True, slots=True)
class Weeks:
    """What was sold: units (N, W) float32, week 0 the oldest.

    first (N,): the week an item came on sale; nothing is asked of it before. categories (N,): equal
    numbers for equal categories. log_prices (N,). week_of_year: of week 0, 0 to 52.
    """

    units: Floats
    first: Ints
    categories: Ints
    log_prices: Floats
    week_of_year: float


@dataclass(frozen=True, slots=True)
class DemandConfig:
    """How the network is built and fitted."""

    width: int = 32
    epochs: int = 40
    batch_size: int = 2048
    learning_rate: float = 0.004
    weight_decay: float = 1e-3
    patience: int = 6
    budget_s: float = 30.0
    seed: int = 0


class DemandNet(nn.Module):
    """Features (R, Q) and levels (R,) in; expected units and median (R, 2) out."""

    mean: Tensor
    spread: Tensor

    def __init__(self, config: DemandConfig) -> None:
        """Make a network that says the level until it is fitted."""
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(FEATURES, config.width),
            nn.GELU(),
            nn.Linear(config.width, config.width),
            nn.GELU(),
        )
        self.factor = nn.Linear(config.width, 2)
        nn.init.zeros_(self.factor.weight)
        nn.init.zeros_(self.factor.bias)
        self.register_buffer("mean", torch.zeros(FEATURES))
        self.register_buffer("spread", torch.ones(FEATURES))

    def forward(self, features: Tensor, levels: Tensor) -> Tensor:
        """Return (R, 2): level times the two factors, each at most about twenty."""
        x = self.body((features - self.mean) / self.spread)
        factors = torch.exp(3.0 * torch.tanh(self.factor(x) / 3.0))  # (R, 2)
        return levels[:, None] * factors


def rows_of(weeks: Weeks, week: int) -> tuple[Floats, Floats, Bools]:
    """Return features (N, Q), levels (N,) and whether each item was on sale before `week`.

    Only weeks before it are read. Levels are means of four weeks and a little, never zero.
    """
    units = weeks.units[:, :week]
    there = weeks.first < week
    age = np.maximum(week - weeks.first, 1).astype(np.float32)

    def mean(count: int) -> Floats:
        found: Floats = units[:, -count:].sum(axis=1) / np.minimum(age, min(count, week))
        return found

    level, long = mean(LEVEL), mean(LONG)
    lags = [units[:, -lag] if lag <= week else np.zeros(len(units)) for lag in range(1, LAGS + 1)]
    newest, before = mean(2), units[:, -6:-2].sum(axis=1) / 4.0
    whole = units[there].sum(axis=0)
    in_category = np.zeros((int(weeks.categories.max(initial=0)) + 1, week))
    np.add.at(in_category, weeks.categories, units)
    category = in_category[weeks.categories].astype(np.float32)

    def momentum(series: Floats) -> Floats:
        recent = series[..., -2:].mean(axis=-1)
        usual = series[..., -LONG:].mean(axis=-1)
        found: Floats = np.log((1.0 + recent) / (1.0 + usual))
        return found

    turn = 2 * np.pi * (weeks.week_of_year + week) / YEAR_WEEKS
    one = np.ones(len(units))
    features = [
        *(np.log1p(np.maximum(lag, 0.0)) for lag in lags),
        np.log1p(level),
        np.log1p(long),
        np.log1p(mean(week)),
        np.log((1.0 + newest) / (1.0 + before)),
        (units[:, -LONG:] > 0).sum(axis=1) / np.minimum(age, min(LONG, week)),
        np.log1p(category[:, -1]),
        momentum(category),
        momentum(whole[None])[0] * one,
        weeks.log_prices,
        np.log1p(age),
        age <= LEVEL,
        np.sin(turn) * one,
        np.cos(turn) * one,
    ]
    stacked = np.stack([np.asarray(each, dtype=np.float32) for each in features], axis=1)
    return stacked, (level + 0.1).astype(np.float32), there


@dataclass(frozen=True, slots=True)
class Forecaster:
    """A fitted network."""

    net: DemandNet
    epochs: int

    @torch.inference_mode()
    def forecast(self, weeks: Weeks, week: int) -> Floats:
        """Return expected units and medians (N, 2) of `week` from the weeks before it.

        An item that was not on sale before gets zeros.
        """
        features, levels, there = rows_of(weeks, week)
        found = self.net(torch.from_numpy(features), torch.from_numpy(levels)).numpy()
        return np.where(there[:, None], found, 0.0).astype(np.float32)


def demand_fit(weeks: Weeks, until: int, config: DemandConfig) -> Forecaster:
    """Fit on the weeks before `until`; the newest of them decide when to stop, then count too.

    Raises:
        ValueError: there are too few weeks.
    """
    first = LEAST_WEEKS
    if until - first < 2:
        raise ValueError(f"At least {first + 2} weeks are needed to learn from.")
    held = max(1, min(4, (until - first) // 4))
    _, epochs = _fit(weeks, range(first, until - held), config, range(until - held, until))
    net, _ = _fit(weeks, range(first, until), config, None, epochs)
    return Forecaster(net.eval(), epochs)


def _fit(
    weeks: Weeks,
    targets: range,
    config: DemandConfig,
    checked: range | None,
    epochs: int | None = None,
) -> tuple[DemandNet, int]:
    torch.manual_seed(config.seed)
    rng = np.random.default_rng(config.seed)
    features, levels, sold = _gathered(weeks, targets)
    net = DemandNet(config)
    net.mean.copy_(features.mean(0))
    net.spread.copy_(features.std(0, correction=0).clamp(min=0.05))
    usual = float(sold.mean()) + 1e-3
    optimizer = torch.optim.AdamW(
        net.parameters(), config.learning_rate, weight_decay=config.weight_decay
    )
    check = _gathered(weeks, checked) if checked is not None else None
    best, waited, chosen, kept = np.inf, 0, 1, copy.deepcopy(net.state_dict())
    if check is not None:
        with torch.no_grad():
            best, chosen = float(_loss(net, *check, usual)), 0
    started = time.monotonic()
    for epoch in range(1, (epochs if epochs is not None else config.epochs) + 1):
        order = torch.from_numpy(rng.permutation(len(sold)))
        for at in range(0, len(sold), config.batch_size):
            batch = order[at : at + config.batch_size]
            loss = _loss(net, features[batch], levels[batch], sold[batch], usual)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
        if check is not None:
            with torch.no_grad():
                now = float(_loss(net, *check, usual))
            waited += 1
            if now < best:
                best, waited, chosen = now, 0, epoch
                kept = copy.deepcopy(net.state_dict())
            if waited >= config.patience or time.monotonic() - started > config.budget_s:
                break
    if check is not None:
        net.load_state_dict(kept)
    return net, chosen


def _gathered(weeks: Weeks, targets: range) -> tuple[Tensor, Tensor, Tensor]:
    """Return features (R, Q), levels (R,) and units (R,) of all items on sale before each week."""
    features, levels, sold = [], [], []
    for week in targets:
        mine, level, there = rows_of(weeks, week)
        features.append(mine[there])
        levels.append(level[there])
        sold.append(weeks.units[there, week])
    arrays = (np.concatenate(one) for one in (features, levels, sold))
    first, second, third = (torch.from_numpy(one.astype(np.float32)) for one in arrays)
    return first, second, third


def _loss(net: DemandNet, features: Tensor, levels: Tensor, sold: Tensor, usual: float) -> Tensor:
    """Poisson deviance of the mean, beside each item's level, and absolute error of the median."""
    said = net(features, levels)
    mean, median = said[:, 0], said[:, 1]
    deviance = F.poisson_nll_loss(mean, sold, log_input=False, reduction="none") / levels.sqrt()
    total: Tensor = deviance.mean() / usual**0.5 + (median - sold).abs().mean() / usual
    return total
