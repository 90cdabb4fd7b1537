"""The choice model of the simulated shoppers.

**Utility.** Shopper n, acting on taste k at time t, sees in item i

    V_nki(t) = m_k(i) + 0.3 max_{l≠k} m_l(i) + β ln a_i − γ_n max(0, s_i − b_n)
               − 0.3 γ_n max(0, b_n − s_i) + c_i(t, place),          U = V + ε,  ε ~ Gumbel(0, 1)

with m_k the taste's match (kind, department, style, material, colour, maker), a_i the item's own
appeal (Zipf), s_i its log-price above the usual of its kind, b_n and γ_n the shopper's budget and
price sensitivity, and c what hour, weekday, season and place add.

**Examination.** An item at position r of a shelf is looked at with probability r^−η, whatever it is
(position-based model). Among those looked at, the shopper opens the ones whose utility exceeds that
of going on, U_0 = V_0 + ε_0, best first: the multinomial logit with an outside option, exploded
into a ranking.

**After opening.** The cart is a logit in V and in how far the price lies above the shopper's purse;
buying what is in the cart likewise. Stars follow the item's hidden quality and the match.

Sources: McFadden, "Conditional logit analysis of qualitative choice behavior" (1974); Beggs,
Cardell, Hausman, "Assessing the potential demand for electric cars" (1981) for the exploded logit;
Craswell, Zoeter, Taylor, Ramsey, "An experimental comparison of click position-bias models"
(WSDM 2008); Zipf, "Human Behavior and the Principle of Least Effort" (1949).
Never imports Django.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]

OTHER_TASTES = 0.3
APPEAL = 0.6  # β
BELOW_BUDGET = 0.3  # cheaper than one's budget costs so much of what dearer costs
EXAMINATION = 0.55  # η
GO_ON = -1.25  # V_0


def match_all(matches: Reals, active: int) -> Reals:
    """Return the match of the active taste with a share of the best other's, (n,).

    `matches` is (tastes, n).
    """
    fits: Reals = matches[active].copy()
    if len(matches) > 1:
        fits += OTHER_TASTES * np.delete(matches, active, axis=0).max(axis=0)
    return fits


def price_cost(step: Reals, budget: float, sensitivity: float) -> Reals:
    """Return what prices take from utility, (n,): at the shopper's budget nothing."""
    over = np.maximum(step - budget, 0.0)
    under = np.maximum(budget - step, 0.0)
    cost: Reals = sensitivity * (over + BELOW_BUDGET * under)
    return cost


def examined(size: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return which of `size` positions are looked at, each by itself: P(r) = r^−η, r from 1."""
    chances = np.arange(1, size + 1) ** -EXAMINATION
    seen: NDArray[np.bool_] = rng.random(size) < chances
    return seen


def opened(utility: Reals, most: int, rng: np.random.Generator, go_on: float = GO_ON) -> Ints:
    """Return places of those worth opening, best first, at most `most`.

    An exploded logit: each place's noisy utility against the noisy utility of going on.
    """
    noisy = utility + rng.gumbel(size=len(utility))
    order = np.argsort(-noisy, kind="stable")[:most]
    worth: Ints = order[noisy[order] > go_on + rng.gumbel()]
    return worth


def cart_chance(utility: float, log_price: float, purse: float) -> float:
    """Return the chance that an opened item goes into the cart."""
    return logistic(-1.3 + 0.45 * utility - 1.1 * max(0.0, log_price - purse))


def purchase_chance(utility: float, log_price: float, purse: float) -> float:
    """Return the chance that an item in the cart is bought."""
    return logistic(1.05 + 0.25 * utility - 0.9 * max(0.0, log_price - purse))


def dwell_s(utility: float, rng: np.random.Generator) -> float:
    """Draw seconds spent on a product page: log-normal, longer for what is liked."""
    return float(min(600.0, np.exp(rng.normal(2.75 + 0.22 * min(max(utility, -2), 5), 0.75))))


def stars(quality: float, match: float, rng: np.random.Generator) -> int:
    """Draw a buyer's rating, 1..5."""
    felt = 4.2 + 0.75 * quality + 0.25 * (match - 1.8) + rng.normal(0, 0.9)
    return int(min(5, max(1, round(felt))))


def return_chance(rating: int) -> float:
    """Return the chance that something so liked is sent back."""
    return {1: 0.45, 2: 0.25, 3: 0.06, 4: 0.01, 5: 0.003}[rating]


def logistic(x: float) -> float:
    """Return 1 / (1 + e^−x)."""
    return float(1.0 / (1.0 + np.exp(-x)))
