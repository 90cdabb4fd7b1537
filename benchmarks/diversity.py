"""What difference, the shopper's mix and held places cost in accuracy; and milliseconds to choose.

**Time.** Picking 20 of 1,000 rows of 384 numbers at the default diversity, clustered vectors, made
scores: our DPP (`dpp_ms`) and MMR (`mmr_ms`) as stages are called, and Chen et al.'s fast greedy
MAP written plainly over the whole kernel (`numpy_dpp_ms`), which picks the same rows.

**Frontiers.** The test lists of `benchmarks.diversity_lists` (leave one out; a linear scorer fitted
here), chosen with no diversifier, MMR and DPP over a grid of diversities, and with no diversifier
over grids of calibration, tail quota and a bonus for the tail. Of each setting: mean NDCG@20, ILD
(by facets), KL of the list's mix of categories from the history's, tail share (items outside the
80 % head), coverage, Gini. Vectors are one-hots of facets, rare ones weighing more: genre and
decade, or the shop's category, brand, maker and attributes.

`dpp_on_or_above_mmr`: at the ILD of each MMR setting, the NDCG of DPP's frontier (straight lines
between its settings, ends included) less MMR's. `worst` is the least of these with its bootstrap
interval over users (95 %, both frontiers drawn anew); `everywhere` says that it is not below 0, and
`not_surely_below` that no level's interval is all below 0.

Usage: python -m benchmarks.diversity [--data DIR] [--users 2000] [--no-demo] [--quick]
DIR holds `ml-1m/` with `sequences.txt.gz` and `movies.tsv.gz` (`benchmarks.accuracy` says what to
fetch). About 4 minutes on one core with both sets; `--quick` takes 200 users and a coarse grid.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import one_thread  # noqa: F401
from benchmarks.diversity_lists import (
    LONG,
    SHORT,
    Ground,
    Measured,
    Setting,
    figures,
    ground_make,
    measure_all,
)
from benchmarks.machine import machine
from recommender.diversify.dpp import COMMON, OWN, VOLUME, Dpp
from recommender.diversify.mmr import Mmr
from recommender.evaluation.interactions import first_meetings, interactions_read, long_enough
from recommender.evaluation.intervals import interval, means_resampled, paired_difference
from recommender.evaluation.linear import NextItemRidge
from recommender.evaluation.public_items import MOVIES, inputs_read
from recommender.evaluation.splits import PROTOCOL, leave_one_out
from recommender.metrics import Doubles, Floats
from recommender.progress import Progress, progress_shown
from recommender.strategy_params import StrategyParams

ROWS, WIDTH, KINDS = 1000, 384, 40
GRID = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
CALIBRATIONS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
QUOTAS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
BONUSES = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3)
LOSS = 0.01  # of NDCG that may be lost
QUICK_USERS = 200
FILE = "sequences.txt.gz"


def plain_dpp(score: Doubles, vectors: Floats, size: int, diversity: float) -> list[int]:
    """Return rows by algorithm 1 of Chen et al. 2018, over the whole kernel, as it is written.

    score (n,), vectors (n, d) unit rows, 0 < diversity < 1. The kernel's relevance is
    `exp(α r)` with `2α = (1 − d) / (d · VOLUME)`: the objective of `recommender.diversify.dpp`.
    """
    alike = (vectors @ vectors.T + COMMON) / (1.0 + COMMON + OWN)
    np.fill_diagonal(alike, 1.0)
    quality = np.exp((1.0 - diversity) / (2.0 * diversity * VOLUME) * score)
    kernel = quality[:, None] * alike * quality[None, :]
    factor = np.zeros((size, len(score)))
    free = np.diag(kernel).copy()
    chosen = [int(free.argmax())]
    for step in range(size - 1):
        last = chosen[-1]
        part = kernel[last] - factor[:step, last] @ factor[:step]
        factor[step] = part / np.sqrt(free[last])
        free -= factor[step] ** 2
        free[chosen] = -np.inf
        chosen.append(int(free.argmax()))
    return chosen


def made_candidates(seed: int, rows: int = ROWS) -> tuple[Floats, Floats]:
    """Return scores (rows,) in 0..1 and unit vectors (rows, 384) around 40 kinds."""
    random = np.random.default_rng(seed)
    kinds = random.standard_normal((KINDS, WIDTH))
    vectors = kinds[random.integers(KINDS, size=rows)] + random.standard_normal((rows, WIDTH))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return random.random(rows).astype(np.float32), vectors.astype(np.float32)


def times(repeats: int) -> dict[str, Any]:
    """Return the median milliseconds of each way, over `repeats` sets of candidates."""
    diversity = StrategyParams().diversity
    ways: dict[str, Callable[[Floats, Floats], list[int]]] = {
        "dpp_ms": lambda score, rows: Dpp().select(score, rows, SHORT, diversity),
        "dpp_most_diverse_ms": lambda score, rows: Dpp().select(score, rows, SHORT, GRID[-1]),
        "mmr_ms": lambda score, rows: Mmr().select(score, rows, SHORT, diversity),
        "numpy_dpp_ms": lambda score, rows: plain_dpp(
            score.astype(np.float64), rows, SHORT, diversity
        ),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    same = 0
    for seed in range(repeats):
        score, rows = made_candidates(seed)
        picked = {}
        for name, way in ways.items():
            started = time.perf_counter()
            picked[name] = way(score, rows)
            took[name].append(1000.0 * (time.perf_counter() - started))
        same += picked["dpp_ms"] == picked["numpy_dpp_ms"]
    medians = {name: round(statistics.median(each), 3) for name, each in took.items()}
    p95 = float(np.quantile(took["dpp_ms"], 0.95))
    return {
        "rows": ROWS, "picked": SHORT, "width": WIDTH, "diversity": diversity, "repeats": repeats,
        **medians, "dpp_p95_ms": round(p95, 3), "same_picks_as_numpy": round(same / repeats, 4),
    }  # fmt: skip


def frontier_beside(
    ours: Sequence[Measured], theirs: Sequence[Measured], draws: int = 1000
) -> dict[str, Any]:
    """Compare two frontiers, each with its settings of rising diversity, pure relevance first."""
    found = [*ours, *theirs]
    columns = np.column_stack([one.ndcg for one in found] + [one.ild for one in found])
    means = np.concatenate([columns.mean(axis=0)[None], means_resampled(columns, draws)])
    ndcg, ild = means[:, : len(found)], means[:, len(found) :]
    mine, their = slice(0, len(ours)), slice(len(ours), None)
    apart = np.empty((len(means), len(theirs)))
    for at in range(len(means)):
        order = np.argsort(ild[at, mine], kind="stable")
        along = np.interp(ild[at, their], ild[at, mine][order], ndcg[at, mine][order])
        apart[at] = along - ndcg[at, their]
    compared = (ild[0, their] <= ild[0, mine].max()) & (np.arange(len(theirs)) > 0)
    levels = [
        {
            "mmr_diversity": one.setting.diversity,
            "ild20": round(float(ild[0, len(ours) + place]), 4),
            "difference": round(float(apart[0, place]), 5),
            "interval": [round(float(v), 5) for v in np.quantile(apart[1:, place], (0.025, 0.975))],
        }
        for place, one in enumerate(theirs)
        if compared[place]
    ]
    if not levels:
        return {"levels": [], "beyond_dpp": len(theirs) - 1}
    worst = min(levels, key=lambda one: one["difference"])
    return {
        "everywhere": bool(worst["difference"] >= 0),
        "not_surely_below": all(one["interval"][1] >= 0 for one in levels),
        "surely_above": sum(one["interval"][0] > 0 for one in levels),
        "of_levels": len(levels),
        "beyond_dpp": int((~compared[1:]).sum()),
        "worst": worst,
        "mean_difference": round(float(np.mean([one["difference"] for one in levels])), 5),
        "levels": levels,
    }


def best_within(
    ground: Ground,
    base: Measured,
    found: Sequence[Measured],
    gain: Callable[[Measured], float],
    loss: float = LOSS,
) -> dict[str, Any]:
    """Return the setting of the highest `gain` among those that lose at most `loss` of the NDCG.

    `gained` is relative to pure relevance; the interval is of the NDCG's relative difference.
    """
    allowed = [one for one in found if one.ndcg.mean() >= (1.0 - loss) * base.ndcg.mean()]
    best = max([base, *allowed], key=gain)
    apart = paired_difference(best.ndcg, base.ndcg)
    before = gain(base)
    return {
        "setting": best.setting.name,
        **figures(ground, best, base),
        "ndcg_relative_interval": apart.relative_interval.to_json(),
        "gained": round((gain(best) - before) / abs(before), 4) if before else None,
    }


def settings_of(quick: bool) -> dict[str, list[Setting]]:
    """Return the settings of each sweep by its name, without pure relevance."""
    every = 3 if quick else 1
    found = {
        kind: [Setting(f"{kind} {d:g}", diversifier=kind, diversity=d) for d in GRID[::every]]
        for kind in ("mmr", "dpp")
    }
    found["calibration"] = [
        Setting(f"calibration {c:g}", calibration=c) for c in CALIBRATIONS[::every]
    ]
    found["tail_quota"] = [Setting(f"tail_quota {q:g}", tail_quota=q) for q in QUOTAS[::every]]
    found["bonus"] = [Setting(f"bonus {b:g}", bonus=b) for b in BONUSES[::every]]
    shop = Setting("dpp as in a shop", "dpp", StrategyParams().diversity)
    found["together"] = [shop, replace(shop, name="dpp and mix", calibration=0.5)]
    return found


def sweep(ground: Ground, label: str, quick: bool, progress: Progress) -> dict[str, Any]:
    """Measure every setting on one set of lists and compare."""
    started = time.monotonic()
    base = measure_all(ground, [Setting("none")], f"{label}: none", progress)[0]
    found = {
        name: measure_all(ground, settings, f"{label}: {name}", progress)
        for name, settings in settings_of(quick).items()
    }
    diverse: Callable[[Measured], float] = lambda one: float(one.ild.mean())  # noqa: E731
    mixed: Callable[[Measured], float] = lambda one: -float(np.nanmean(one.kl))  # noqa: E731
    tailed: Callable[[Measured], float] = lambda one: float(one.tail.mean())  # noqa: E731
    gains = {
        "mmr": diverse, "dpp": diverse, "calibration": mixed, "tail_quota": tailed, "bonus": tailed
    }  # fmt: skip
    return {
        "users": len(ground.lists),
        "items": ground.items,
        "ndcg20_interval": interval(means_resampled(base.ndcg[:, None])[:, 0]).to_json(),
        "target_among_100": round(
            float((ground.lists == ground.task.targets[:, None]).any(axis=1).mean()), 4
        ),
        "none": figures(ground, base, base),
        **{name: [figures(ground, one, base) for one in each] for name, each in found.items()},
        "dpp_on_or_above_mmr": frontier_beside([base, *found["dpp"]], [base, *found["mmr"]]),
        "best_within_1_percent": {
            name: best_within(ground, base, found[name], gain) for name, gain in gains.items()
        },
        "seconds": round(time.monotonic() - started, 1),
    }


def public_ground(folder: Path, users: int, progress: Progress) -> Ground:
    """Return the lists of MovieLens 1M's test users, a sample of them."""
    read = interactions_read(folder / FILE)
    inputs = inputs_read(folder, read.item_ids)
    assert inputs is not None  # the caller has seen the file
    split = leave_one_out(read.histories, read.items)
    progress("ml-1m: fitting", 0, 1)
    model = NextItemRidge(split.fit, split.items)
    progress("ml-1m: fitting", 1, 1)
    return ground_make(split, split.test.sample(users), model, inputs)


def demo_ground(shoppers: int, users: int, progress: Progress) -> Ground:
    """Build the demo shop in a database of its own; return the lists of its shoppers."""
    from benchmarks.site import bench_database

    with bench_database():
        from django.core.management import call_command

        from recommender import services
        from recommender.learning.acts import acts_all
        from recommender.learning.facets import facet_words
        from recommender.neural.items import items_of

        call_command("build_demo", shoppers=shoppers, stdout=sys.stderr)
        services.items_sync()
        acts = acts_all()
        words = facet_words(acts.item_ids, ())
        facets = [
            [word for word in words.get(item, ()) if not word.startswith("age=")]
            for item in acts.item_ids
        ]
        histories = long_enough(first_meetings(acts.sequences()))
        split = leave_one_out(histories, len(acts.item_ids))
        model = NextItemRidge(split.fit, split.items)
        return ground_make(split, split.test.sample(users), model, items_of(facets=facets))


def table(name: str, found: dict[str, Any]) -> str:
    """Return the sweeps of one set, to be read by people."""
    lines = [f"{name}: {found['users']:,} users, {found['items']:,} items"]
    for sweep_name in ("none", "mmr", "dpp", "calibration", "tail_quota", "bonus", "together"):
        rows = found[sweep_name]
        for one in [rows] if isinstance(rows, dict) else rows:
            asked = " ".join(
                f"{one[key]:g}"
                for key in ("diversity", "calibration", "tail_quota", "bonus")
                if key in one
            )
            lines.append(
                f"  {sweep_name:<11} {asked:<9} NDCG@20 {one['ndcg20']:.4f} "
                f"(lost {one['ndcg_lost']:+.1%})  ILD {one['ild20']:.3f}  KL {one['kl_nats']:.3f}  "
                f"tail {one['tail_share']:.1%}  cover {one['coverage']:.1%}  Gini {one['gini']:.3f}"
            )  # fmt: skip
    beside = found["dpp_on_or_above_mmr"]
    if beside["levels"]:
        lines.append(
            f"  DPP less MMR at equal ILD: worst {beside['worst']['difference']:+.5f} "
            f"{beside['worst']['interval']}, mean {beside['mean_difference']:+.5f}"
        )
    for key, one in found["best_within_1_percent"].items():
        gained = "" if one["gained"] is None else f" ({one['gained']:+.1%})"
        lines.append(f"  at most 1 % lost, {key}: {one['setting']}{gained}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print tables, then one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with ml-1m/")
    parser.add_argument("--users", type=int, default=2000, help="of each set at most (2000)")
    parser.add_argument("--shoppers", type=int, default=2000, help="of the demo shop (2000)")
    parser.add_argument("--no-demo", action="store_true", help="public data only")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_USERS} users, coarse grids")
    options = parser.parse_args(arguments)
    users = QUICK_USERS if options.quick else options.users
    started = time.monotonic()
    before = machine("numpy", "scipy")
    picking = times(20 if options.quick else 200)
    print(json.dumps(picking), file=sys.stderr)
    grounds: dict[str, Callable[[Progress], Ground]] = {}
    if options.data is not None and all(
        (options.data / "ml-1m" / name).is_file() for name in (FILE, MOVIES)
    ):
        grounds["ml-1m"] = lambda progress: public_ground(options.data / "ml-1m", users, progress)
    else:
        print(
            f"MovieLens 1M is left out: give --data DIR with ml-1m/{FILE} and ml-1m/{MOVIES} "
            "(https://grouplens.org/datasets/movielens/1m/).",
            file=sys.stderr,
        )
    if not options.no_demo:
        grounds["demo"] = lambda progress: demo_ground(options.shoppers, users, progress)
    datasets = {}
    with progress_shown(lambda line: print(line, file=sys.stderr, flush=True)) as progress:
        for name, make in grounds.items():
            datasets[name] = sweep(make(progress), name, options.quick, progress)
    for name, found in datasets.items():
        print(table(name, found))
    print(
        json.dumps(
            {
                "benchmark": "diversity",
                "protocol": PROTOCOL.replace("ndcg10", "ndcg20").replace("NDCG@10", "NDCG@20"),
                "lists": f"{SHORT} chosen of the {LONG} best unseen items, scores brought to 0..1 "
                "within a list: the best 1, the last 0.",
                "quick": options.quick,
                **before,
                "picking": picking,
                "datasets": datasets,
                "wall_s": round(time.monotonic() - started, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
