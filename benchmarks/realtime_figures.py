"""From what `realtime`'s shoppers did to figures with intervals. NumPy only; nothing is asked for.

Shares have Wilson's interval (1927, "Probable inference"): unlike the bootstrap's it does not claim
certainty where all of n tries came out alike. Medians and lifts have percentile bootstraps over
shoppers, lifts paired: a draw of shoppers is the same for both policies.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.intervals import means_resampled, paired_difference

if TYPE_CHECKING:
    from benchmarks.realtime_buyers import Outcome
    from benchmarks.realtime_dislike import Disliked
    from benchmarks.realtime_switch import Switched

Reals = NDArray[np.float64]
WITHIN = 3  # events
DRAWS = 2000
Z = 1.959964  # of 95 %


def share_interval(hits: int, tries: int) -> list[float]:
    """Return Wilson's 95 % interval of a share, [low, high]; [0, 1] without tries."""
    if not tries:
        return [0.0, 1.0]
    share, z2 = hits / tries, Z * Z
    middle = (share + z2 / (2 * tries)) / (1 + z2 / tries)
    half = Z / (1 + z2 / tries) * math.sqrt(share * (1 - share) / tries + z2 / (4 * tries * tries))
    return [round(max(middle - half, 0.0), 4), round(min(middle + half, 1.0), 4)]


def share(hits: Sequence[bool] | NDArray[np.bool_]) -> tuple[float, list[float]]:
    """Return a share with its interval; 0 without tries."""
    count, tries = int(np.sum(hits)), len(hits)
    return (round(count / tries, 4) if tries else 0.0), share_interval(count, tries)


def median_interval(values: Reals, draws: int = DRAWS, seed: int = 0) -> list[float | None]:
    """Return the bootstrap 95 % interval of the median; None is never."""
    if not len(values):
        return [None, None]
    rng = np.random.default_rng(seed)
    drawn = np.sort(values[rng.integers(0, len(values), (draws, len(values)))], axis=1)
    medians = np.sort(drawn[:, (len(values) - 1) // 2])  # a value that occurred, never a mean
    return [finite(medians[int(q * (draws - 1))]) for q in (0.025, 0.975)]


def finite(value: float) -> float | None:
    """Return the value, None for infinity."""
    return float(value) if np.isfinite(value) else None


def lower_median(values: Reals) -> float | None:
    """Return the smallest value that half of all do not exceed; None is never, or nobody."""
    ordered = np.sort(values)
    return finite(ordered[(len(ordered) - 1) // 2]) if len(ordered) else None


def switch_figures(found: Sequence[Switched], seed: int = 0) -> dict[str, Any]:
    """Return, for each thing that was waited for, the median of events and the share within 3."""
    figures: dict[str, Any] = {"shoppers": len(found)}
    for name in found[0].reached if found else ():
        events = np.array([one.reached[name] for one in found])
        within, within_ci = share(events <= WITHIN)
        figures[name] = {
            "p50": lower_median(events),
            "p50_ci": median_interval(events, seed=seed),
            "within_1": share(events <= 1)[0],
            "within_3": within,
            "within_3_ci": within_ci,
            "never": share(np.isinf(events))[0],
        }
    most = max((len(one.share) for one in found), default=0)
    # Who stopped being watched had reached everything: their last share stands on.
    figures["share_of_first_shelf"] = [
        round(float(np.mean([one.share[min(at, len(one.share) - 1)] for one in found])), 4)
        for at in range(most)
    ]
    return figures


def dislike_figures(found: Sequence[Disliked]) -> dict[str, Any]:
    """Return what dislikes did."""
    gone, gone_ci = share([one.is_gone for one in found])
    with_kind = [one for one in found if one.kind_before]
    near = [one.near_exposure for one in found if one.near_exposure[0] > 0]
    before, after = (float(np.mean([pair[at] for pair in near])) if near else 0.0 for at in (0, 1))
    return {
        "tries": len(found),
        "gone": gone,
        "gone_ci": gone_ci,
        "item_gone": share([one.item_gone for one in found])[0],
        "with_kind_on_page": len(with_kind),
        "kind_gone_of_those": share([not one.kind_after for one in with_kind])[0],
        "near_exposure": {"before": round(before, 4), "after": round(after, 4)},
        "others_kept": round(float(np.mean([one.others_kept for one in found])), 4),
        "undone_item": share([one.undone_item for one in found])[0],
        "undone_same": round(float(np.mean([one.undone_same for one in found])), 4),
    }


def lift_figures(outcomes: Mapping[str, Sequence[Outcome]], seed: int = 0) -> dict[str, Any]:
    """Return purchases a session by policy, and the lift of `live` over each other policy.

    `lift` is relative: 0.2 is a fifth more purchases. `lift_foreseen` is the same of the chances of
    purchase of what was opened, with less noise; `lift_from_shelves` of purchases found on shelves.
    """
    bought = {
        name: np.array([len(one.bought) for one in did], float) for name, did in outcomes.items()
    }
    foreseen = {name: np.array([one.foreseen for one in did]) for name, did in outcomes.items()}
    shelves = {
        name: np.array([one.bought_from_shelf() for one in did], float)
        for name, did in outcomes.items()
    }
    a_session = {
        name: {
            "purchases": round(float(bought[name].mean()), 4),
            "purchases_ci": _mean_interval(bought[name], seed),
            "foreseen": round(float(foreseen[name].mean()), 4),
            "from_shelves": round(float(shelves[name].mean()), 4),
            "opened": round(float(np.mean([len(one.opened) for one in did])), 3),
            "opened_from_shelves": round(float(np.mean([len(one.from_shelf) for one in did])), 3),
            "carted": round(float(np.mean([len(one.carted) for one in did])), 3),
            "pages": round(float(np.mean([one.pages for one in did])), 2),
        }
        for name, did in outcomes.items()
    }
    over: dict[str, Any] = {}
    for name in outcomes:
        if name == "live":
            continue
        over[name] = {}
        for measure, values in (
            ("lift", bought), ("lift_foreseen", foreseen), ("lift_from_shelves", shelves),
        ):  # fmt: skip
            gained = paired_difference(values["live"], values[name], DRAWS, seed)
            over[name][measure] = _rounded(gained.relative)
            over[name][f"{measure}_ci"] = [
                _rounded(gained.relative_interval.low), _rounded(gained.relative_interval.high),
            ]  # fmt: skip
    return {"sessions": len(next(iter(outcomes.values()), ())), "by_policy": a_session,
            "over": over}  # fmt: skip


def _rounded(value: float) -> float | None:
    return round(value, 4) if np.isfinite(value) else None


def _mean_interval(values: Reals, seed: int) -> list[float]:
    draws = means_resampled(values[:, None], DRAWS, seed)[:, 0]
    return [round(float(one), 4) for one in np.quantile(draws, [0.025, 0.975])]
