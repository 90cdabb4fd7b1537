"""What noise costs and attacks gain, with and without defence, on leave-one-out. No Django.

Noise: random acts are added to every history before the validation item; targets stay true. The
tolerant way leaves out of fitting what `recommender.trust.steps` doubts; what a user is scored from
keeps its noise either way. Pushes: false profiles are added to what is fitted; a defended fit
leaves out whom `recommender.trust.judging` suspects. What a push gains is measured on real users
who have not met the target.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.evaluation.attacks import (
    BOTS,
    PUSHES,
    Attacked,
    bot_attack,
    noise_inject,
    push_attack,
)
from recommender.evaluation.intervals import interval, means_resampled
from recommender.evaluation.ranking import Model, rank_all
from recommender.evaluation.splits import Split, Task, leave_one_out
from recommender.metrics import Doubles, Ints, ndcg_at
from recommender.trust.judging import Judged, trust_judge
from recommender.trust.signals import SUSPECT
from recommender.trust.steps import steps_keep

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences
    from recommender.progress import Progress

Fit = Callable[[Split, int], Model]  # of a split and a seed

K = 10
SPARED = 2  # the newest steps: what validation and test ask for
WAYS = ("plain", "tolerant")


def noise_study(
    histories: Sequences,
    items: int,
    models: Mapping[str, Fit],
    shares: Sequence[float],
    seeds: Sequence[int],
    progress: Progress,
) -> dict[str, Any]:
    """Return NDCG@10 of the true next item by model, way and share of noise, and what was lost.

    `lost` and its interval compare with the same way without noise, `lost_of_plain` with the plain
    way without noise; means over seeds, intervals over another draw of users.
    """
    found: dict[tuple[str, str, float], list[Doubles]] = {}
    kept: dict[float, list[float]] = {share: [] for share in shares}
    total, done = len(seeds) * len(shares) * len(models) * len(WAYS), 0
    for seed in seeds:
        for share in shares:
            noisy, _noise = noise_inject(histories, items, share, seed, SPARED)
            split = leave_one_out(noisy, items)
            tolerant = steps_keep(split.fit, items, seed)
            kept[share].append(len(tolerant.rows) / max(len(split.fit.rows), 1))
            for way, fit in zip(WAYS, (split.fit, tolerant), strict=True):
                for name, make in models.items():
                    model = make(replace(split, fit=fit), seed)
                    ranks = rank_all(model, split.test.inputs, split.test.targets, K).ranks
                    found.setdefault((name, way, share), []).append(ndcg_at(ranks, K))
                    done += 1
                    progress("noise: models fitted", done, total)
    means = {key: np.mean(values, axis=0) for key, values in found.items()}
    figures: dict[str, Any] = {
        "steps_kept": {_percent(share): round(float(np.mean(kept[share])), 3) for share in shares}
    }
    for name in models:
        figures[name] = {
            way: {
                _percent(share): _lost(
                    means[name, way, share], means[name, way, 0.0], means[name, "plain", 0.0]
                )
                for share in shares
            }
            for way in WAYS
        }
    return figures


def _lost(values: Doubles, same: Doubles, plain: Doubles) -> dict[str, Any]:
    draws = means_resampled(np.column_stack([values, same, plain]))
    return {
        "ndcg10": round(float(values.mean()), 4),
        "lost": round(1.0 - float(values.mean() / same.mean()), 4),
        "lost_interval": interval(1.0 - draws[:, 0] / draws[:, 1]).to_json(),
        "lost_of_plain": round(1.0 - float(values.mean() / plain.mean()), 4),
        "lost_of_plain_interval": interval(1.0 - draws[:, 0] / draws[:, 2]).to_json(),
    }


# --------------------------------------------------------------------------------------- pushes


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where real users would see the target: its mean rank from 1, and how often in the top ten."""

    rank: float
    hits: float


def push_study(
    split: Split,
    models: Mapping[str, Fit],
    share: float,
    seeds: Sequence[int],
    progress: Progress,
) -> dict[str, Any]:
    """Return by kind of push and model what the attack gains and how much of it is cut.

    Each seed has a target of its own, met by no more users than half of the items are. Ranks gained
    are ranks of the catalogue; `cut` is `1 − gained with defence / gained without`, over all seeds.
    """
    reached: dict[tuple[str, str, str], list[_Reach]] = {}
    caught: dict[str, list[dict[str, float]]] = {kind: [] for kind in PUSHES}
    total, done = len(seeds) * len(models) * (1 + 2 * len(PUSHES)), 0
    for seed in seeds:
        target = target_choose(split, seed)
        fits: dict[tuple[str, str], Sequences] = {("", "clean"): split.fit}
        for kind in PUSHES:
            attacked = push_attack(split.fit, split.items, target, kind, share, seed)
            judged, seconds = _judged(attacked.histories, split.items)
            caught[kind].append(caught_of(attacked, judged, seconds))
            fits[kind, "attacked"] = attacked.histories
            fits[kind, "defended"] = defended(attacked.histories, judged)
        for (kind, state), fit in fits.items():
            for name, make in models.items():
                model = make(replace(split, fit=fit), seed)
                reached.setdefault((kind, state, name), []).append(_reach(model, split, target))
                done += 1
                progress("pushes: models fitted", done, total)
    return {
        kind: {
            "detection": _means(caught[kind]),
            **{
                name: _gained(
                    reached["", "clean", name],
                    reached[kind, "attacked", name],
                    reached[kind, "defended", name],
                )
                for name in models
            },
        }
        for kind in PUSHES
    }


def target_choose(split: Split, seed: int) -> int:
    """Return a random item that somebody met, but no more users than half of such items were."""
    counts = np.bincount(split.fit.rows, minlength=split.items)
    met = np.flatnonzero(counts)
    able = met[counts[met] <= np.median(counts[met])]
    return int(np.random.default_rng([seed, 0xA77]).choice(able))


def defended(histories: Sequences, judged: Judged) -> Sequences:
    """Return the histories of those not suspected, each weighing as far as it is trusted."""
    trust = judged.trust.astype(np.float32)
    return replace(histories, trust=trust).take(np.flatnonzero(trust >= SUSPECT))


def _reach(model: Model, split: Split, target: int) -> _Reach:
    inputs = split.test.inputs
    owners = np.repeat(np.arange(len(inputs)), inputs.lengths)
    others = np.ones(len(inputs), dtype=bool)
    others[owners[inputs.rows == target]] = False
    asked = Task(inputs, np.full(len(inputs), target)).only(others)
    ranks: Ints = rank_all(model, asked.inputs, asked.targets, K).ranks
    return _Reach(float(ranks.mean()) + 1.0, float((ranks < K).mean()))


def _gained(
    clean: Sequence[_Reach], attacked: Sequence[_Reach], defence: Sequence[_Reach]
) -> dict[str, Any]:
    gained = np.array([was.rank - now.rank for was, now in zip(clean, attacked, strict=True)])
    left = np.array([was.rank - now.rank for was, now in zip(clean, defence, strict=True)])
    mean = float(gained.mean())
    return {
        "rank_clean": round(float(np.mean([one.rank for one in clean])), 1),
        "ranks_gained": round(mean, 1),
        "ranks_gained_defended": round(float(left.mean()), 1),
        "cut": round(1.0 - float(left.mean()) / mean, 4) if mean > 0 else None,
        "ranks_gained_by_seed": [round(float(one), 1) for one in gained],
        "ranks_gained_defended_by_seed": [round(float(one), 1) for one in left],
        "hr10_clean": round(float(np.mean([one.hits for one in clean])), 4),
        "hr10_attacked": round(float(np.mean([one.hits for one in attacked])), 4),
        "hr10_defended": round(float(np.mean([one.hits for one in defence])), 4),
    }


# ------------------------------------------------------------------------------------ detection


def detection_study(
    histories: Sequences, items: int, share: float, seeds: Sequence[int], progress: Progress
) -> dict[str, Any]:
    """Return whom the defence suspects among honest users alone, and with each kind of bot.

    Histories are unmerged acts with times where there are any. Without times only what is met
    speaks, and scripts that act as slowly and on the same things as people are not found.
    """
    judged, seconds = _judged(histories, items)
    nobody = Attacked(histories, np.zeros(len(histories), dtype=bool), np.arange(len(histories)))
    figures: dict[str, Any] = {"honest": caught_of(nobody, judged, seconds)}
    for number, kind in enumerate(BOTS):
        progress("bots judged", number, len(BOTS))
        found = []
        for seed in seeds:
            attacked = bot_attack(histories, items, kind, share, seed)
            judged, seconds = _judged(attacked.histories, items)
            found.append(caught_of(attacked, judged, seconds))
        figures[kind] = _means(found)
    progress("bots judged", len(BOTS), len(BOTS))
    return figures


def caught_of(attacked: Attacked, judged: Judged, seconds: float) -> dict[str, float]:
    """Return precision, recall, the share of honest users suspected, and the seconds taken."""
    suspect, false = judged.trust < SUSPECT, attacked.false
    figures = {"honest_suspected": float(suspect[~false].mean()), "seconds": seconds}
    if false.any():
        hit = float((suspect & false).sum())
        figures["recall"] = hit / float(false.sum())
        figures["precision"] = hit / max(float(suspect.sum()), 1.0)
    return {name: round(value, 4) for name, value in figures.items()}


def _judged(histories: Sequences, items: int) -> tuple[Judged, float]:
    started = time.process_time()
    judged = trust_judge(histories, items)
    return judged, time.process_time() - started


def _means(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: round(float(np.mean([one[name] for one in found])), 4) for name in found[0]}


def _percent(share: float) -> str:
    return f"{100 * share:g}%"
